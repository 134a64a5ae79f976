"""Incentives: a scheme becomes valid by a local act, a mentor is encouraged by order."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.encouragement import (
    EncouragedIsNoMentor,
    Encouragement,
    EncouragementDecided,
    EncouragementReasonMissing,
    SchemeOffersNoSuch,
)
from service.aggregates.incentive_scheme import (
    IncentiveScheme,
    SchemeActInFuture,
    SchemeActNotIssued,
    SchemeAlreadyApproved,
    SchemeTextMissing,
    SchemeWithoutDevelopers,
    SchemeWithoutIncentives,
)
from service.errors import Refused
from service.values import Pii
from tests.scenario import ORDER, TODAY, given, happened

CURATOR = "001/person/curator"
MENTOR = f"001/mentor/{1:032x}"
ACT = "001/local_act/1"
SCHEME = "001/incentive_scheme/1"
PROPOSED = happened(
    IncentiveScheme.IncentiveSchemeProposed,
    kinds=("non_material",),
    developed_by=("association", "head"),
    text=Pii(CURATOR, "благодарность"),
    proposed_by=CURATOR,
)
APPROVED = happened(IncentiveScheme.IncentiveSchemeApproved, local_act=ACT, approved_on=TODAY)

ASKED = happened(
    Encouragement.MentorEncouragementProposed,
    scheme=SCHEME,
    mentor=MENTOR,
    kind="material",
    reason=Pii(CURATOR, "годы труда"),
    proposed_by=CURATOR,
)
WITHDRAWN = happened(Encouragement.MentorEncouragementWithdrawn)
DECISION: dict[str, Any] = {"order": ORDER, "order_id": "001/order/1", "encouraged_on": TODAY}
ENCOURAGED = happened(Encouragement.MentorEncouraged, mentor=MENTOR, kind="material", **DECISION)


@pytest.mark.requirement("R-035")
def test_a_scheme_is_approved_by_a_local_act_once() -> None:
    given(IncentiveScheme, PROPOSED).when(
        lambda it: it.approve(local_act=ACT, is_issued=True, approved_on=TODAY, on=TODAY)
    ).then(APPROVED)
    given(IncentiveScheme, PROPOSED, APPROVED).when(
        lambda it: it.approve(local_act=ACT, is_issued=True, approved_on=TODAY, on=TODAY)
    ).then_refused(SchemeAlreadyApproved)


@pytest.mark.requirement("R-035")
def test_an_act_that_is_not_issued_approves_nothing() -> None:
    given(IncentiveScheme, PROPOSED).when(
        lambda it: it.approve(local_act=ACT, is_issued=False, approved_on=TODAY, on=TODAY)
    ).then_refused(SchemeActNotIssued)


def test_a_scheme_is_not_approved_tomorrow() -> None:
    tomorrow = TODAY + timedelta(days=1)
    given(IncentiveScheme, PROPOSED).when(
        lambda it: it.approve(local_act=ACT, is_issued=True, approved_on=tomorrow, on=TODAY)
    ).then_refused(SchemeActInFuture, approved_on=tomorrow, on=TODAY)


@pytest.mark.requirement("R-035")
def test_only_an_approved_scheme_offers_what_is_in_it() -> None:
    def offers(it: IncentiveScheme) -> None:
        assert it.offers("non_material") == (it.approved_on is not None)
        assert not it.offers("material")

    given(IncentiveScheme, PROPOSED).when(offers).then_nothing()
    given(IncentiveScheme, PROPOSED, APPROVED).when(offers).then_nothing()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kinds": ()}, SchemeWithoutIncentives),
        ({"developed_by": ()}, SchemeWithoutDevelopers),
        ({"text": "  "}, SchemeTextMissing),
    ],
)
def test_a_scheme_says_what_it_offers_and_whose_work_it_is(
    change: dict[str, Any], refusal: type[Refused]
) -> None:
    asked: dict[str, Any] = {"kinds": ("material",), "developed_by": ("curator",), "text": "доплата"}
    IncentiveScheme.check_proposal(**asked)
    with pytest.raises(refusal):
        IncentiveScheme.check_proposal(**asked | change)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"scheme_offers": False}, SchemeOffersNoSuch),
        ({"is_mentor": False}, EncouragedIsNoMentor),
        ({"reason": " "}, EncouragementReasonMissing),
    ],
)
def test_an_encouragement_is_offered_by_a_scheme_and_goes_to_a_mentor_for_a_reason(
    change: dict[str, Any], refusal: type[Refused]
) -> None:
    asked: dict[str, Any] = {"scheme_offers": True, "is_mentor": True, "reason": "годы труда"}
    Encouragement.check_proposal(**asked)
    with pytest.raises(refusal):
        Encouragement.check_proposal(**asked | change)


@pytest.mark.requirement("R-035")
def test_an_order_encourages_the_mentor_once() -> None:
    given(Encouragement, ASKED).when(lambda it: it.encourage(**DECISION)).then(ENCOURAGED)
    for end in (ENCOURAGED, WITHDRAWN):
        given(Encouragement, ASKED, end).when(lambda it: it.encourage(**DECISION)).then_refused(
            EncouragementDecided
        )


def test_a_proposal_is_taken_back_as_long_as_it_is_open() -> None:
    given(Encouragement, ASKED).when(lambda it: it.withdraw()).then(WITHDRAWN)
    for end in (ENCOURAGED, WITHDRAWN):
        given(Encouragement, ASKED, end).when(lambda it: it.withdraw()).then_refused(EncouragementDecided)
