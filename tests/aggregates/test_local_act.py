"""A local act: drafted with a basis, advised by the association, issued by the head, later replaced."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.local_act import (
    LocalAct,
    LocalActAlreadyIssued,
    LocalActAlreadyReplaced,
    LocalActEffectBeforeSigning,
    LocalActInFuture,
    LocalActNotIssued,
    LocalActNumberMissing,
    LocalActReplacedTooEarly,
    LocalActUntitled,
    LocalActWithoutBasis,
    OpinionInFuture,
)
from service.errors import Refused
from service.values import OrderReference, Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, given, happened, recorded, replayed

EARLIER = f"001/local_act/{2:032x}"
LATER = f"001/local_act/{3:032x}"
DRAFTED = happened(
    LocalAct.LocalActDrafted,
    title=Pii(PERSON, "О школе молодого учителя"),
    drafted_by=PERSON,
    basis=("FZ-273",),
    regulation_version=2,
    replaces=EARLIER,
)
ISSUED = happened(LocalAct.LocalActIssued, reference=ORDER, issued_by=OTHER, in_force_from=TODAY)
REPLACED = happened(LocalAct.LocalActReplaced, by=LATER, replaced_on=TODAY)
NOTE = Pii(PERSON, "добавить сроки")


def issue(act: LocalAct, **differences: Any) -> None:
    facts: dict[str, Any] = {"reference": ORDER, "issued_by": OTHER, "in_force_from": TODAY, "on": TODAY}
    act.issue(**facts | differences)


def advise(act: LocalAct, *, given_on: date = TODAY) -> None:
    act.give_opinion(opinion="objects", note=NOTE, given_on=given_on, on=TODAY)


def advised(given_on: date = TODAY) -> Happened:
    return happened(LocalAct.AssociationOpinionGiven, opinion="objects", note=NOTE, given_on=given_on)


@pytest.mark.parametrize(
    ("title", "basis", "refusal"),
    [("  ", ("FZ-273",), LocalActUntitled), ("О доплатах", (), LocalActWithoutBasis)],
)
@pytest.mark.requirement("R-011", "R-013")
def test_a_draft_needs_a_title_and_a_basis(
    title: str, basis: tuple[str, ...], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        LocalAct.check_draft(title=title, basis=basis)
    LocalAct.check_draft(title="О доплатах", basis=("FZ-273",))


def test_a_draft_remembers_its_basis_and_what_it_replaces() -> None:
    act: LocalAct = replayed(recorded(LocalAct, f"001/local_act/{1:032x}", DRAFTED))
    assert (act.basis, act.regulation_version, act.replaces) == (("FZ-273",), 2, EARLIER)


@pytest.mark.requirement("R-015")
def test_the_association_gives_its_opinion_of_a_draft_as_often_as_it_likes() -> None:
    given(LocalAct, DRAFTED).when(advise).then(advised())
    given(LocalAct, DRAFTED, advised()).when(advise).then(advised())
    given(LocalAct, DRAFTED).when(lambda it: advise(it, given_on=ORDER.signed_on)).then(
        advised(ORDER.signed_on)
    )


@pytest.mark.requirement("R-015")
def test_no_opinion_comes_from_the_future_or_after_the_issue() -> None:
    tomorrow = date(2026, 9, 15)
    given(LocalAct, DRAFTED).when(lambda it: advise(it, given_on=tomorrow)).then_refused(
        OpinionInFuture, given_on=tomorrow, on=TODAY
    )
    given(LocalAct, DRAFTED, ISSUED).when(advise).then_refused(LocalActAlreadyIssued)


@pytest.mark.requirement("R-011", "R-015")
def test_the_head_issues_an_act_against_the_opinion_of_the_association() -> None:
    given(LocalAct, DRAFTED, advised()).when(issue).then(ISSUED)


@pytest.mark.requirement("R-011")
def test_an_act_is_issued_once_with_a_number() -> None:
    given(LocalAct, DRAFTED, ISSUED).when(issue).then_refused(LocalActAlreadyIssued)
    unnumbered = OrderReference(number="", signed_on=ORDER.signed_on)
    given(LocalAct, DRAFTED).when(lambda it: issue(it, reference=unnumbered)).then_refused(
        LocalActNumberMissing
    )


@pytest.mark.requirement("R-011")
def test_an_act_is_dated_no_later_than_today_and_holds_no_earlier_than_its_date() -> None:
    given(LocalAct, DRAFTED).when(
        lambda it: issue(it, on=ORDER.signed_on, in_force_from=ORDER.signed_on)
    ).then(happened(LocalAct.LocalActIssued, reference=ORDER, issued_by=OTHER, in_force_from=ORDER.signed_on))
    early = date(2026, 9, 9)
    given(LocalAct, DRAFTED).when(lambda it: issue(it, on=early)).then_refused(
        LocalActInFuture, signed_on=ORDER.signed_on, on=early
    )
    given(LocalAct, DRAFTED).when(lambda it: issue(it, in_force_from=early)).then_refused(
        LocalActEffectBeforeSigning, since=early, signed_on=ORDER.signed_on
    )


@pytest.mark.requirement("R-011")
def test_an_issued_act_is_replaced_once_by_a_later_one() -> None:
    given(LocalAct, DRAFTED, ISSUED).when(lambda it: it.replace(by=LATER, replaced_on=TODAY)).then(REPLACED)
    given(LocalAct, DRAFTED, ISSUED, REPLACED).when(
        lambda it: it.replace(by=LATER, replaced_on=TODAY)
    ).then_refused(LocalActAlreadyReplaced)


@pytest.mark.requirement("R-011")
def test_a_draft_or_an_act_that_does_not_hold_yet_is_not_replaced() -> None:
    given(LocalAct, DRAFTED).when(lambda it: it.replace(by=LATER, replaced_on=TODAY)).then_refused(
        LocalActNotIssued
    )
    early = date(2026, 9, 13)
    given(LocalAct, DRAFTED, ISSUED).when(lambda it: it.replace(by=LATER, replaced_on=early)).then_refused(
        LocalActReplacedTooEarly, since=TODAY, replaced_on=early
    )
