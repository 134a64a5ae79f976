"""A regulation in its versions: amended by order, in force by date, published; and offices granted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.aggregates.institution import (
    AmendmentBeforeLastVersion,
    AmendmentEmpty,
    ApprovalBeforeForce,
    CouncilConsiderationMissing,
    CouncilProtocolAfterOrder,
    Institution,
    NoAmendmentDrafted,
    PublicationBeforeApproval,
    PublicationInFuture,
    RegulationAlreadyApproved,
    RegulationNotApproved,
    RegulationNotInForce,
    RoleNotHeld,
    TradeUnionAgreementAfterOrder,
    TradeUnionAgreementMissing,
)
from service.values import OrderReference
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, given, happened, recorded, replayed

FIRST_SETTINGS = {"load.max_concurrent_mentees": {"value": 3, "clauses": ["§3.7"], "silent": False}}
NEXT_SETTINGS = {"load.max_concurrent_mentees": {"value": 2, "clauses": ["§3.7"], "silent": False}}
CHANGED = ("load.max_concurrent_mentees",)
AMENDING = OrderReference(number="44", signed_on=date(2026, 12, 20))
SINCE = date(2027, 1, 1)
ROADMAP = f"001/roadmap/{1:032x}"

REGISTERED = happened(Institution.InstitutionRegistered, kind="school", zone="Europe/Moscow")
CONFIGURED = happened(Institution.RegulationConfigured, version=1, settings=FIRST_SETTINGS, digest="d1")
APPROVED = happened(Institution.RegulationApproved, version=1, order=ORDER)
IN_FORCE = happened(Institution.RegulationEnteredIntoForce, version=1, since=ORDER.signed_on)
FIRST = (REGISTERED, CONFIGURED, APPROVED, IN_FORCE)


def drafted(version: int = 2, **differences: Any) -> Happened:
    facts: dict[str, Any] = {
        "version": version,
        "settings": NEXT_SETTINGS,
        "digest": "d2",
        "changed": CHANGED,
        "reason": "new_local_act",
        "for_running": False,
    }
    return happened(Institution.RegulationAmendmentDrafted, **facts | differences)


def amended(version: int = 2, **differences: Any) -> tuple[Happened, ...]:
    """The three events of an amending order."""
    facts: dict[str, Any] = {"order": AMENDING, "for_running": False, "since": SINCE} | differences
    since = facts.pop("since")
    return (
        happened(
            Institution.RegulationAmended, version=version, changed=CHANGED, reason="new_local_act", **facts
        ),
        happened(Institution.RegulationEnteredIntoForce, version=version, since=since),
        happened(Institution.RegulationSuperseded, version=version - 1, by=version, superseded_on=since),
    )


SECOND = (*FIRST, drafted(), *amended())


def draft(institution: Institution, **differences: Any) -> None:
    facts: dict[str, Any] = {
        "settings": NEXT_SETTINGS,
        "digest": "d2",
        "changed": CHANGED,
        "reason": "new_local_act",
        "for_running": False,
    }
    institution.draft_amendment(**facts | differences)


def amend(institution: Institution, **differences: Any) -> None:
    facts: dict[str, Any] = {
        "order": AMENDING,
        "since": SINCE,
        "needs_council": False,
        "needs_union": False,
    }
    institution.amend_regulation(**facts | differences)


def considered(on: date) -> Happened:
    return happened(Institution.RegulationConsideredByPedagogicalCouncil, protocol_number="5", protocol_on=on)


def agreed(on: date) -> Happened:
    return happened(Institution.RegulationAgreedWithTradeUnion, agreed_on=on)


def state(*told: Happened) -> Institution:
    institution: Institution = replayed(recorded(Institution, f"001/institution/{1:032x}", *told))
    return institution


@pytest.mark.requirement("R-007")
def test_the_next_version_is_drafted_whole() -> None:
    given(Institution, *FIRST).when(draft).then(drafted())
    given(Institution, *SECOND).when(draft).then(drafted(3))


@pytest.mark.requirement("R-007")
def test_a_newer_draft_of_the_same_version_replaces_the_older() -> None:
    given(Institution, *FIRST, drafted(digest="d9")).when(lambda it: draft(it, for_running=True)).then(
        drafted(for_running=True)
    )


@pytest.mark.requirement("R-007")
def test_there_is_nothing_to_amend_before_the_first_version_is_in_force() -> None:
    given(Institution, REGISTERED, CONFIGURED).when(draft).then_refused(RegulationNotInForce)


@pytest.mark.requirement("R-007")
def test_an_amendment_that_changes_nothing_is_refused() -> None:
    given(Institution, *FIRST).when(lambda it: draft(it, changed=())).then_refused(AmendmentEmpty)


@pytest.mark.requirement("R-007")
def test_an_amending_order_lets_the_next_version_hold_from_its_day_on() -> None:
    given(Institution, *FIRST, drafted()).when(amend).then(*amended())


@pytest.mark.requirement("R-007")
def test_an_amendment_is_approved_once() -> None:
    given(Institution, *FIRST).when(amend).then_refused(NoAmendmentDrafted)
    given(Institution, *SECOND).when(amend).then_refused(NoAmendmentDrafted)


@pytest.mark.requirement("R-007")
def test_an_amendment_neither_works_back_nor_holds_before_the_version_that_it_changes() -> None:
    on_the_day = AMENDING.signed_on
    given(Institution, *FIRST, drafted()).when(lambda it: amend(it, since=on_the_day)).then(
        *amended(since=on_the_day)
    )
    early = date(2026, 12, 19)
    given(Institution, *FIRST, drafted()).when(lambda it: amend(it, since=early)).then_refused(
        ApprovalBeforeForce, approved_on=on_the_day, since=early
    )
    given(Institution, *SECOND, drafted(3)).when(lambda it: amend(it, since=on_the_day)).then_refused(
        AmendmentBeforeLastVersion, since=on_the_day, last_since_on=SINCE
    )
    given(Institution, *SECOND, drafted(3)).when(amend).then(*amended(3))


@pytest.mark.requirement("R-004", "R-005", "R-007")
def test_an_amendment_takes_the_same_way_by_council_and_trade_union() -> None:
    history = (*FIRST, drafted())
    given(Institution, *history).when(lambda it: amend(it, needs_council=True)).then_refused(
        CouncilConsiderationMissing
    )
    given(Institution, *history).when(lambda it: amend(it, needs_union=True)).then_refused(
        TradeUnionAgreementMissing
    )
    in_time = (considered(AMENDING.signed_on), agreed(AMENDING.signed_on))
    given(Institution, *history, *in_time).when(
        lambda it: amend(it, needs_council=True, needs_union=True)
    ).then(*amended())


@pytest.mark.requirement("R-004", "R-005", "R-007")
def test_council_and_trade_union_do_not_speak_after_the_amending_order() -> None:
    late = date(2026, 12, 21)
    given(Institution, *FIRST, drafted(), considered(late)).when(
        lambda it: amend(it, needs_council=True)
    ).then_refused(CouncilProtocolAfterOrder, protocol_on=late, order_on=AMENDING.signed_on)
    given(Institution, *FIRST, drafted(), agreed(late)).when(
        lambda it: amend(it, needs_union=True)
    ).then_refused(TradeUnionAgreementAfterOrder, agreed_on=late, order_on=AMENDING.signed_on)


@pytest.mark.requirement("R-004", "R-005", "R-007")
def test_what_council_and_trade_union_said_of_the_first_version_does_not_count_for_the_next() -> None:
    said = (considered(ORDER.signed_on), agreed(ORDER.signed_on))
    history = (REGISTERED, CONFIGURED, *said, APPROVED, IN_FORCE, drafted())
    given(Institution, *history).when(lambda it: amend(it, needs_council=True)).then_refused(
        CouncilConsiderationMissing
    )
    given(Institution, *history).when(lambda it: amend(it, needs_union=True)).then_refused(
        TradeUnionAgreementMissing
    )


@pytest.mark.requirement("R-004", "R-005")
def test_council_and_trade_union_speak_of_a_drafted_amendment_and_of_no_approved_one() -> None:
    def consider(it: Institution) -> None:
        it.record_council_consideration(protocol_number="5", protocol_on=AMENDING.signed_on)

    def agree(it: Institution) -> None:
        it.record_trade_union_agreement(agreed_on=AMENDING.signed_on)

    given(Institution, *FIRST, drafted()).when(consider).then(considered(AMENDING.signed_on))
    given(Institution, *FIRST, drafted()).when(agree).then(agreed(AMENDING.signed_on))
    given(Institution, *SECOND).when(consider).then_refused(RegulationAlreadyApproved)
    given(Institution, *SECOND).when(agree).then_refused(RegulationAlreadyApproved)


def _configure(it: Institution) -> None:
    it.configure_regulation(settings={}, digest="d9")


def _approve(it: Institution) -> None:
    it.approve_regulation(order=AMENDING, missing=(), needs_council=False, needs_union=False)


@pytest.mark.requirement("R-007")
@pytest.mark.parametrize("bypass", [_configure, _approve])
def test_a_drafted_amendment_is_approved_by_an_amending_order_only(
    bypass: Callable[[Institution], None],
) -> None:
    given(Institution, *FIRST, drafted()).when(bypass).then_refused(RegulationAlreadyApproved)


@pytest.mark.requirement("R-001", "R-007")
@pytest.mark.parametrize(
    ("on", "version"),
    [
        (ORDER.signed_on, 1),
        (AMENDING.signed_on, 1),
        (date(2026, 12, 31), 1),
        (SINCE, 2),
        (date(2030, 1, 1), 2),
    ],
)
def test_a_version_holds_from_its_first_day_to_the_day_before_the_next(on: date, version: int) -> None:
    assert state(*SECOND).version_in_force(on=on) == version


@pytest.mark.requirement("R-001", "R-007")
def test_each_version_keeps_its_own_values() -> None:
    settings = state(*SECOND).settings_of
    assert settings == {1: FIRST_SETTINGS, 2: NEXT_SETTINGS}


@pytest.mark.requirement("R-007")
@pytest.mark.parametrize(
    ("for_running", "on", "kept"),
    [(False, SINCE, 1), (True, date(2026, 12, 31), 1), (True, SINCE, 2)],
)
def test_a_running_programme_keeps_its_version_unless_the_amending_order_says_otherwise(
    for_running: bool,  # noqa: FBT001 - a field of the event
    on: date,
    kept: int,
) -> None:
    history = (*FIRST, drafted(for_running=for_running), *amended(for_running=for_running))
    assert state(*history).version_kept(1, on=on) == kept


@pytest.mark.requirement("R-007")
def test_what_began_under_a_later_version_does_not_go_back() -> None:
    for_running = (*FIRST, drafted(for_running=True), *amended(for_running=True))
    third = (drafted(3), *amended(3))
    assert state(*for_running, *third).version_kept(3, on=SINCE) == 3
    assert state(*for_running, *third).version_kept(1, on=SINCE) == 2
    assert state(*for_running).version_kept(2, on=SINCE) == 2


def publish(institution: Institution, **differences: Any) -> None:
    facts: dict[str, Any] = {
        "version": 1,
        "roadmap": None,
        "published_on": TODAY,
        "place": "site",
        "on": TODAY,
    }
    institution.publish_regulation(**facts | differences)


def published(**differences: Any) -> Happened:
    facts: dict[str, Any] = {"version": 1, "roadmap": None, "published_on": TODAY, "place": "site"}
    return happened(Institution.RegulationPublished, **facts | differences)


@pytest.mark.requirement("R-008")
def test_an_approved_regulation_is_published_once_in_each_place_with_or_without_its_roadmap() -> None:
    given(Institution, *FIRST).when(publish).then(published())
    history = (*FIRST, published())
    given(Institution, *history).when(publish).then_nothing()
    given(Institution, *history).when(lambda it: publish(it, roadmap=ROADMAP)).then(
        published(roadmap=ROADMAP)
    )
    given(Institution, *history).when(lambda it: publish(it, place="information_stand")).then(
        published(place="information_stand")
    )


@pytest.mark.requirement("R-008")
def test_each_version_is_published_for_itself() -> None:
    given(Institution, *SECOND, published()).when(
        lambda it: publish(it, version=2, published_on=SINCE, on=SINCE)
    ).then(published(version=2, published_on=SINCE))


@pytest.mark.requirement("R-008")
def test_a_draft_is_not_published() -> None:
    given(Institution, REGISTERED, CONFIGURED).when(publish).then_refused(RegulationNotApproved)
    given(Institution, *FIRST, drafted()).when(lambda it: publish(it, version=2)).then_refused(
        RegulationNotApproved
    )


@pytest.mark.requirement("R-008")
def test_a_regulation_is_published_between_its_approval_and_today() -> None:
    given(Institution, *FIRST).when(lambda it: publish(it, published_on=ORDER.signed_on)).then(
        published(published_on=ORDER.signed_on)
    )
    early = date(2026, 9, 9)
    given(Institution, *FIRST).when(lambda it: publish(it, published_on=early)).then_refused(
        PublicationBeforeApproval, published_on=early, approved_on=ORDER.signed_on
    )
    given(Institution, *SECOND).when(lambda it: publish(it, version=2)).then_refused(
        PublicationBeforeApproval, published_on=TODAY, approved_on=AMENDING.signed_on
    )
    tomorrow = date(2026, 9, 15)
    given(Institution, *FIRST).when(lambda it: publish(it, published_on=tomorrow)).then_refused(
        PublicationInFuture, published_on=tomorrow, on=TODAY
    )


GRANTED = happened(Institution.RoleGranted, person=PERSON, role="auditor")
REVOKED = happened(Institution.RoleRevoked, person=PERSON, role="auditor")


@pytest.mark.requirement("R-012")
def test_an_office_is_granted_once_and_taken_back_once() -> None:
    given(Institution, REGISTERED).when(lambda it: it.grant_role(person=PERSON, role="auditor")).then(GRANTED)
    given(Institution, REGISTERED, GRANTED).when(
        lambda it: it.grant_role(person=PERSON, role="auditor")
    ).then_nothing()
    given(Institution, REGISTERED, GRANTED).when(
        lambda it: it.revoke_role(person=PERSON, role="auditor")
    ).then(REVOKED)
    given(Institution, REGISTERED, GRANTED, REVOKED).when(
        lambda it: it.revoke_role(person=PERSON, role="auditor")
    ).then_refused(RoleNotHeld)


@pytest.mark.requirement("R-004", "R-005")
def test_offices_of_different_persons_do_not_touch_each_other() -> None:
    given(Institution, REGISTERED, GRANTED).when(lambda it: it.grant_role(person=OTHER, role="auditor")).then(
        happened(Institution.RoleGranted, person=OTHER, role="auditor")
    )
    given(Institution, REGISTERED, GRANTED).when(
        lambda it: it.grant_role(person=PERSON, role="trade_union_chair")
    ).then(happened(Institution.RoleGranted, person=PERSON, role="trade_union_chair"))
    given(Institution, REGISTERED, GRANTED).when(
        lambda it: it.revoke_role(person=OTHER, role="auditor")
    ).then_refused(RoleNotHeld)
