"""An institution's way from registration to «regulation in force, curator appointed»."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.institution import (
    ApprovalBeforeForce,
    CouncilConsiderationMissing,
    CouncilProtocolAfterOrder,
    CuratorAlreadyAppointed,
    CuratorOutsidePool,
    Institution,
    NoActiveCurator,
    RegulationAlreadyApproved,
    RegulationIncomplete,
    RegulationNotApproved,
    RegulationNotConfigured,
    RegulationNotInForce,
    TradeUnionAgreementAfterOrder,
    TradeUnionAgreementMissing,
)
from service.values import OrderReference
from tests.scenario import ORDER, Happened, given, happened

HEAD = "001/person/head"
CURATOR = "001/person/curator"
SETTINGS = {"curator.pool": {"value": "any", "clauses": ["§3.2(3)"], "silent": False}}

REGISTERED = happened(Institution.InstitutionRegistered, kind="school", zone="Europe/Moscow")
DRAFTED = happened(Institution.RegulationConfigured, version=1, settings=SETTINGS, digest="d1")
APPROVED = happened(Institution.RegulationApproved, version=1, order=ORDER)
IN_FORCE = happened(Institution.RegulationEnteredIntoForce, version=1, since=ORDER.signed_on)
APPOINTED = happened(Institution.CuratorAppointed, person=CURATOR, order=ORDER)


def considered(on: date) -> Happened:
    return happened(Institution.RegulationConsideredByPedagogicalCouncil, protocol_number="3", protocol_on=on)


def agreed(on: date) -> Happened:
    return happened(Institution.RegulationAgreedWithTradeUnion, agreed_on=on)


def approve(institution: Institution, **differences: Any) -> None:
    facts: dict[str, Any] = {"order": ORDER, "missing": (), "needs_council": False, "needs_union": False}
    institution.approve_regulation(**facts | differences)


def appoint(institution: Institution, **differences: Any) -> None:
    facts: dict[str, Any] = {"person": CURATOR, "is_deputy": True, "deputies_only": True, "order": ORDER}
    institution.appoint_curator(**facts | differences)


def test_the_head_is_named() -> None:
    given(Institution, REGISTERED).when(lambda it: it.name_head(person=HEAD)).then(
        happened(Institution.HeadNamed, person=HEAD)
    )


@pytest.mark.requirement("R-074")
def test_the_working_week_is_of_five_days_until_the_institution_says_otherwise() -> None:
    six = happened(Institution.WorkingWeekSet, week="six_day")
    given(Institution, REGISTERED).when(lambda it: it.set_working_week(week="five_day")).then_nothing()
    given(Institution, REGISTERED).when(lambda it: it.set_working_week(week="six_day")).then(six)
    given(Institution, REGISTERED, six).when(lambda it: it.set_working_week(week="six_day")).then_nothing()


def test_naming_the_same_head_again_changes_nothing() -> None:
    named = happened(Institution.HeadNamed, person=HEAD)
    given(Institution, REGISTERED, named).when(lambda it: it.name_head(person=HEAD)).then_nothing()


@pytest.mark.requirement("R-001")
def test_a_draft_is_stored_whole() -> None:
    given(Institution, REGISTERED).when(
        lambda it: it.configure_regulation(settings=SETTINGS, digest="d1")
    ).then(DRAFTED)


@pytest.mark.requirement("R-002")
def test_an_approved_draft_is_not_replaced() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED).when(
        lambda it: it.configure_regulation(settings={}, digest="d2")
    ).then_refused(RegulationAlreadyApproved)


@pytest.mark.requirement("R-002")
def test_the_head_approves_by_order() -> None:
    given(Institution, REGISTERED, DRAFTED).when(approve).then(APPROVED)


@pytest.mark.requirement("R-002")
def test_a_regulation_is_approved_once() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED).when(approve).then_refused(RegulationAlreadyApproved)


def test_without_a_draft_there_is_nothing_to_approve() -> None:
    given(Institution, REGISTERED).when(approve).then_refused(RegulationNotConfigured)


@pytest.mark.requirement("R-001")
def test_an_incomplete_regulation_is_not_approved_and_the_gaps_are_named() -> None:
    missing = ("approval.order.number", "approval.order.date")
    given(Institution, REGISTERED, DRAFTED).when(lambda it: approve(it, missing=missing)).then_refused(
        RegulationIncomplete, fields=missing
    )


@pytest.mark.requirement("R-004")
def test_the_council_considers_the_draft() -> None:
    on = date(2026, 8, 31)
    given(Institution, REGISTERED, DRAFTED).when(
        lambda it: it.record_council_consideration(protocol_number="3", protocol_on=on)
    ).then(considered(on))


@pytest.mark.parametrize("history", [(REGISTERED,), (REGISTERED, DRAFTED, APPROVED)])
def test_the_council_considers_only_an_open_draft(history: tuple[Happened, ...]) -> None:
    expected = RegulationNotConfigured if len(history) == 1 else RegulationAlreadyApproved
    given(Institution, *history).when(
        lambda it: it.record_council_consideration(protocol_number="3", protocol_on=ORDER.signed_on)
    ).then_refused(expected)


@pytest.mark.requirement("R-005")
def test_the_trade_union_agrees_to_the_draft() -> None:
    on = date(2026, 9, 1)
    given(Institution, REGISTERED, DRAFTED).when(
        lambda it: it.record_trade_union_agreement(agreed_on=on)
    ).then(agreed(on))


@pytest.mark.parametrize("history", [(REGISTERED,), (REGISTERED, DRAFTED, APPROVED)])
def test_the_trade_union_agrees_only_to_an_open_draft(history: tuple[Happened, ...]) -> None:
    expected = RegulationNotConfigured if len(history) == 1 else RegulationAlreadyApproved
    given(Institution, *history).when(
        lambda it: it.record_trade_union_agreement(agreed_on=ORDER.signed_on)
    ).then_refused(expected)


@pytest.mark.requirement("R-004")
def test_002_is_not_approved_before_its_council() -> None:
    given(Institution, REGISTERED, DRAFTED, agreed(ORDER.signed_on)).when(
        lambda it: approve(it, needs_council=True, needs_union=True)
    ).then_refused(CouncilConsiderationMissing)


@pytest.mark.requirement("R-004")
def test_the_protocol_of_the_council_is_not_later_than_the_order() -> None:
    late = date(2026, 9, 11)
    given(Institution, REGISTERED, DRAFTED, considered(late)).when(
        lambda it: approve(it, needs_council=True)
    ).then_refused(CouncilProtocolAfterOrder, protocol_on=late, order_on=ORDER.signed_on)


@pytest.mark.requirement("R-005")
def test_002_is_not_approved_before_its_trade_union() -> None:
    given(Institution, REGISTERED, DRAFTED, considered(ORDER.signed_on)).when(
        lambda it: approve(it, needs_council=True, needs_union=True)
    ).then_refused(TradeUnionAgreementMissing)


@pytest.mark.requirement("R-005")
def test_the_trade_union_does_not_agree_after_the_order() -> None:
    late = date(2026, 9, 11)
    given(Institution, REGISTERED, DRAFTED, agreed(late)).when(
        lambda it: approve(it, needs_union=True)
    ).then_refused(TradeUnionAgreementAfterOrder, agreed_on=late, order_on=ORDER.signed_on)


@pytest.mark.requirement("R-004", "R-005")
def test_council_and_trade_union_on_the_day_of_the_order_are_in_time() -> None:
    given(Institution, REGISTERED, DRAFTED, considered(ORDER.signed_on), agreed(ORDER.signed_on)).when(
        lambda it: approve(it, needs_council=True, needs_union=True)
    ).then(APPROVED)


@pytest.mark.requirement("R-004", "R-005")
def test_a_new_draft_has_to_be_considered_and_agreed_again() -> None:
    redrafted = happened(Institution.RegulationConfigured, version=1, settings={}, digest="d2")
    history = (REGISTERED, DRAFTED, considered(ORDER.signed_on), agreed(ORDER.signed_on), redrafted)
    given(Institution, *history).when(lambda it: approve(it, needs_council=True)).then_refused(
        CouncilConsiderationMissing
    )
    given(Institution, *history).when(lambda it: approve(it, needs_union=True)).then_refused(
        TradeUnionAgreementMissing
    )


@pytest.mark.requirement("R-006")
def test_an_approved_regulation_enters_into_force() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED).when(
        lambda it: it.enter_into_force(since=ORDER.signed_on)
    ).then(IN_FORCE)


@pytest.mark.requirement("R-006")
def test_a_draft_does_not_enter_into_force() -> None:
    given(Institution, REGISTERED, DRAFTED).when(
        lambda it: it.enter_into_force(since=ORDER.signed_on)
    ).then_refused(RegulationNotApproved)


@pytest.mark.requirement("R-006")
def test_a_regulation_is_not_in_force_before_its_approval() -> None:
    early = date(2026, 9, 9)
    given(Institution, REGISTERED, DRAFTED, APPROVED).when(
        lambda it: it.enter_into_force(since=early)
    ).then_refused(ApprovalBeforeForce, approved_on=ORDER.signed_on, since=early)


@pytest.mark.requirement("R-001")
@pytest.mark.parametrize("history", [(REGISTERED,), (REGISTERED, DRAFTED), (REGISTERED, DRAFTED, APPROVED)])
def test_nothing_short_of_force_is_in_force(history: tuple[Happened, ...]) -> None:
    given(Institution, *history).when(lambda it: it.version_in_force(on=ORDER.signed_on)).then_refused(
        RegulationNotInForce
    )


@pytest.mark.requirement("R-001", "R-006")
def test_force_begins_on_its_first_day() -> None:
    history = (REGISTERED, DRAFTED, APPROVED, IN_FORCE)
    given(Institution, *history).when(lambda it: it.version_in_force(on=date(2026, 9, 9))).then_refused(
        RegulationNotInForce
    )
    given(Institution, *history).when(lambda it: it.version_in_force(on=ORDER.signed_on)).then_nothing()


@pytest.mark.requirement("R-016")
def test_001_002_and_004_appoint_a_deputy_as_curator() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED, IN_FORCE).when(appoint).then(APPOINTED)


@pytest.mark.requirement("R-016")
def test_001_002_and_004_appoint_nobody_else() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED, IN_FORCE).when(
        lambda it: appoint(it, is_deputy=False)
    ).then_refused(CuratorOutsidePool)


@pytest.mark.requirement("R-016")
def test_000_appoints_whom_it_likes() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED, IN_FORCE).when(
        lambda it: appoint(it, is_deputy=False, deputies_only=False)
    ).then(APPOINTED)


@pytest.mark.requirement("R-016")
def test_no_curator_before_the_regulation_is_in_force() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED).when(appoint).then_refused(RegulationNotInForce)


@pytest.mark.requirement("R-016")
def test_there_is_one_active_curator() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED, IN_FORCE, APPOINTED).when(
        lambda it: appoint(it, person="001/person/another")
    ).then_refused(CuratorAlreadyAppointed)


@pytest.mark.requirement("R-016")
def test_a_relieved_curator_makes_room_for_another() -> None:
    order = OrderReference(number="40", signed_on=date(2026, 12, 1))
    relieved = happened(Institution.CuratorRelieved, person=CURATOR, order=order)
    history = (REGISTERED, DRAFTED, APPROVED, IN_FORCE, APPOINTED)
    given(Institution, *history).when(lambda it: it.relieve_curator(person=CURATOR, order=order)).then(
        relieved
    )
    given(Institution, *history, relieved).when(lambda it: appoint(it, person=HEAD)).then(
        happened(Institution.CuratorAppointed, person=HEAD, order=ORDER)
    )


@pytest.mark.requirement("R-016")
def test_without_a_curator_nobody_is_relieved() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED, IN_FORCE).when(
        lambda it: it.relieve_curator(person=CURATOR, order=ORDER)
    ).then_refused(NoActiveCurator)


@pytest.mark.requirement("R-016")
def test_nobody_but_the_curator_is_relieved() -> None:
    given(Institution, REGISTERED, DRAFTED, APPROVED, IN_FORCE, APPOINTED).when(
        lambda it: it.relieve_curator(person=HEAD, order=ORDER)
    ).then_refused(NoActiveCurator)
