"""The association of mentors: the curator proposes it, orders of the head approve, change and dissolve it."""

from typing import Any

import pytest

from service.aggregates.association import (
    Association,
    AssociationKindUnknown,
    AssociationMemberRepeated,
    AssociationNotCreated,
    AssociationNotRegulated,
    ChairNotMember,
    CompositionUnchanged,
    NoCompositionProposed,
)
from service.errors import Refused
from service.values import Pii
from tests.scenario import ORDER, TODAY, given, happened

CURATOR = "001/person/curator"
ANNA = "001/person/anna"
BORIS = "001/person/boris"
VERA = "001/person/vera"
ACT = "001/local_act/1"
KINDS = ("методическое объединение наставников", "комиссия")
NAME = Pii(CURATOR, "Совет мастеров")
REASON = Pii(CURATOR, "остался один наставник")
DECISION: dict[str, Any] = {"order": ORDER, "order_id": "001/order/1", "effective_from": TODAY}

ASKED: dict[str, Any] = {
    "members": (BORIS, ANNA),
    "chair": ANNA,
    "kind": "комиссия",
    "allowed_kinds": KINDS,
    "name": NAME,
    "local_act": None,
    "needs_local_act": False,
    "proposed_by": CURATOR,
}
TOLD: dict[str, Any] = {
    "members": (ANNA, BORIS),
    "chair": ANNA,
    "kind": "комиссия",
    "name": NAME,
    "local_act": None,
    "proposed_by": CURATOR,
}
OPENED = happened(Association.AssociationRegisterOpened)
PROPOSED = happened(Association.AssociationCompositionProposed, **TOLD)
APPROVED = happened(Association.AssociationCompositionApproved, members=(ANNA, BORIS), chair=ANNA, **DECISION)
DISSOLUTION = happened(Association.AssociationDissolutionProposed, reason=REASON, proposed_by=CURATOR)
DISSOLVED = happened(Association.AssociationDissolved, **DECISION)


@pytest.mark.requirement("R-026")
def test_the_curator_proposes_a_composition() -> None:
    given(Association, OPENED).when(lambda it: it.propose_composition(**ASKED)).then(PROPOSED)


@pytest.mark.requirement("R-026")
def test_where_the_regulation_is_silent_a_local_act_creates_the_association() -> None:
    asked = ASKED | {"needs_local_act": True}
    given(Association, OPENED).when(lambda it: it.propose_composition(**asked)).then_refused(
        AssociationNotRegulated
    )
    given(Association, OPENED).when(lambda it: it.propose_composition(**asked | {"local_act": ACT})).then(
        happened(Association.AssociationCompositionProposed, **TOLD | {"local_act": ACT})
    )


@pytest.mark.requirement("R-026")
def test_a_body_that_the_regulation_does_not_know_is_refused() -> None:
    asked = ASKED | {"kind": "клуб"}
    given(Association, OPENED).when(lambda it: it.propose_composition(**asked)).then_refused(
        AssociationKindUnknown, allowed="методическое объединение наставников, комиссия"
    )


@pytest.mark.parametrize(
    ("change", "refusal", "facts"),
    [
        ({"members": (ANNA, BORIS, ANNA, BORIS)}, AssociationMemberRepeated, {"count": 2}),
        ({"members": (BORIS, VERA)}, ChairNotMember, {}),
        ({"members": ()}, ChairNotMember, {}),
    ],
)
def test_the_composition_names_each_member_once_and_its_chair_among_them(
    change: dict[str, Any], refusal: type[Refused], facts: dict[str, Any]
) -> None:
    given(Association, OPENED).when(lambda it: it.propose_composition(**ASKED | change)).then_refused(
        refusal, **facts
    )


def test_the_same_proposal_twice_is_one() -> None:
    given(Association, OPENED, PROPOSED).when(lambda it: it.propose_composition(**ASKED)).then_nothing()


@pytest.mark.parametrize(
    "change", [{"chair": BORIS}, {"members": (ANNA, VERA)}, {"kind": KINDS[0]}, {"name": None}]
)
def test_another_proposal_replaces_the_first(change: dict[str, Any]) -> None:
    told = TOLD | change
    given(Association, OPENED, PROPOSED).when(lambda it: it.propose_composition(**ASKED | change)).then(
        happened(Association.AssociationCompositionProposed, **told)
    )


@pytest.mark.requirement("R-026")
def test_members_are_members_only_after_the_heads_approval() -> None:
    given(Association, OPENED, PROPOSED).when(_no_member).then_nothing()
    given(Association, OPENED, PROPOSED).when(lambda it: it.decide(**DECISION)).then(APPROVED)
    given(Association, OPENED, PROPOSED, APPROVED).when(_two_members).then_nothing()


def _no_member(it: Association) -> None:
    assert not it.exists
    assert not it.is_member(ANNA)
    assert (it.members, it.chair, it.kind, it.name) == ((), None, None, None)


def _two_members(it: Association) -> None:
    assert it.exists
    assert it.is_member(ANNA)
    assert not it.is_member(VERA)
    assert (it.members, it.chair, it.kind, it.name) == ((ANNA, BORIS), ANNA, "комиссия", NAME)


def test_the_composition_in_force_is_not_proposed_again() -> None:
    given(Association, OPENED, PROPOSED, APPROVED).when(
        lambda it: it.propose_composition(**ASKED)
    ).then_refused(CompositionUnchanged)


def test_after_the_approval_nothing_waits() -> None:
    given(Association, OPENED, PROPOSED, APPROVED).when(lambda it: it.decide(**DECISION)).then_refused(
        NoCompositionProposed
    )
    given(Association, OPENED).when(lambda it: it.decide(**DECISION)).then_refused(NoCompositionProposed)


@pytest.mark.requirement("R-026")
def test_another_composition_of_an_existing_association_is_a_change() -> None:
    again = happened(
        Association.AssociationCompositionProposed, **TOLD | {"members": (ANNA, VERA), "chair": VERA}
    )
    changed = happened(
        Association.AssociationCompositionChanged, members=(ANNA, VERA), chair=VERA, **DECISION
    )
    given(Association, OPENED, PROPOSED, APPROVED, again).when(lambda it: it.decide(**DECISION)).then(changed)
    given(Association, OPENED, PROPOSED, APPROVED, again, changed).when(_changed).then_nothing()


def _changed(it: Association) -> None:
    assert (it.members, it.chair, it.kind, it.name) == ((ANNA, VERA), VERA, "комиссия", NAME)
    assert it.proposed is None


@pytest.mark.requirement("R-026")
def test_an_association_is_dissolved_by_order_too() -> None:
    given(Association, OPENED, PROPOSED, APPROVED).when(
        lambda it: it.propose_dissolution(reason=REASON, proposed_by=CURATOR)
    ).then(DISSOLUTION)
    given(Association, OPENED, PROPOSED, APPROVED, DISSOLUTION).when(
        lambda it: it.propose_dissolution(reason=REASON, proposed_by=CURATOR)
    ).then_nothing()
    given(Association, OPENED, PROPOSED, APPROVED, DISSOLUTION).when(lambda it: it.decide(**DECISION)).then(
        DISSOLVED
    )


def test_what_does_not_exist_is_not_dissolved() -> None:
    given(Association, OPENED, PROPOSED).when(
        lambda it: it.propose_dissolution(reason=REASON, proposed_by=CURATOR)
    ).then_refused(AssociationNotCreated)


def test_a_new_composition_takes_the_place_of_a_proposed_dissolution() -> None:
    again = happened(Association.AssociationCompositionProposed, **TOLD | {"members": (ANNA, VERA)})
    given(Association, OPENED, PROPOSED, APPROVED, DISSOLUTION, again).when(
        lambda it: it.decide(**DECISION)
    ).then(happened(Association.AssociationCompositionChanged, members=(ANNA, VERA), chair=ANNA, **DECISION))


def test_a_proposed_dissolution_takes_the_place_of_a_proposed_composition() -> None:
    again = happened(Association.AssociationCompositionProposed, **TOLD | {"members": (ANNA, VERA)})
    given(Association, OPENED, PROPOSED, APPROVED, again, DISSOLUTION, DISSOLVED).when(
        lambda it: it.decide(**DECISION)
    ).then_refused(NoCompositionProposed)


def test_a_dissolved_association_may_come_back() -> None:
    history = (OPENED, PROPOSED, APPROVED, DISSOLUTION, DISSOLVED)
    given(Association, *history).when(_no_member).then_nothing()
    given(Association, *history).when(lambda it: it.propose_composition(**ASKED)).then(PROPOSED)
    given(Association, *history, PROPOSED).when(lambda it: it.decide(**DECISION)).then(APPROVED)
