"""Partners: contacts, network interaction, agreements with their days, meetings and events."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.aggregates.partner import (
    AgreementEndsBeforeStart,
    AgreementWithPerson,
    Partner,
    PartnerAlreadyRegistered,
    PartnerFactInFuture,
    PartnerNameMissing,
    PartnershipLevelUnknown,
)
from service.errors import Refused
from service.values import Period, Pii
from tests.scenario import TODAY, Happened, given, happened

HEAD = "001/person/head"
WORDS = Pii(HEAD, "о программах")
TOMORROW = TODAY + timedelta(days=1)
FUTURE: dict[str, object] = {"done_on": TOMORROW, "on": TODAY}
YEAR = Period(date(2026, 9, 10), date(2027, 9, 10))


def registered(kind: str = "employer") -> Happened:
    return happened(Partner.PartnerRegistered, kind=kind, level=None, name=Pii(HEAD, "Фабрика"))


def agreed(period: Period) -> Happened:
    return happened(
        Partner.CooperationAgreementConcluded,
        kind="cooperation",
        subject=WORDS,
        period=period,
        concluded_on=TODAY,
    )


def conclude(period: Period, concluded_on: date = TODAY) -> dict[str, Any]:
    return {"kind": "cooperation", "subject": WORDS, "period": period, "concluded_on": concluded_on}


@pytest.mark.parametrize(
    ("change", "refusal", "facts"),
    [
        ({"name": "  "}, PartnerNameMissing, {}),
        ({"is_known": True}, PartnerAlreadyRegistered, {}),
        ({"level": "мировой"}, PartnershipLevelUnknown, {"allowed": "школьный, внешкольный"}),
        ({"level": None}, PartnershipLevelUnknown, {"allowed": "школьный, внешкольный"}),
        ({"levels": ()}, PartnershipLevelUnknown, {"allowed": "—"}),
    ],
)
def test_a_partner_has_a_name_and_the_level_that_the_regulation_asks_for(
    change: dict[str, Any], refusal: type[Refused], facts: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {
        "name": "Фабрика",
        "is_known": False,
        "level": "внешкольный",
        "levels": ("школьный", "внешкольный"),
    }
    Partner.check_registration(**asked)
    Partner.check_registration(**asked | {"level": None, "levels": ()})
    with pytest.raises(refusal) as caught:
        Partner.check_registration(**asked | change)
    assert caught.value.facts == facts


@pytest.mark.requirement("R-023")
def test_every_contact_is_recorded() -> None:
    contact = happened(Partner.ExternalContactRecorded, note=WORDS, contacted_on=TODAY)
    given(Partner, registered(), contact).when(
        lambda it: it.record_contact(note=WORDS, contacted_on=TODAY, on=TODAY)
    ).then(contact)
    given(Partner, registered()).when(
        lambda it: it.record_contact(note=WORDS, contacted_on=TOMORROW, on=TODAY)
    ).then_refused(PartnerFactInFuture, **FUTURE)


@pytest.mark.requirement("R-147")
def test_network_interaction_begins_once() -> None:
    begun = happened(Partner.NetworkInteractionStarted, topic=WORDS, started_on=TODAY)
    given(Partner, registered()).when(
        lambda it: it.start_interaction(topic=WORDS, started_on=TODAY, on=TODAY)
    ).then(begun)
    given(Partner, registered(), begun).when(
        lambda it: it.start_interaction(topic=WORDS, started_on=TODAY, on=TODAY)
    ).then_nothing()
    given(Partner, registered()).when(
        lambda it: it.start_interaction(topic=WORDS, started_on=TOMORROW, on=TODAY)
    ).then_refused(PartnerFactInFuture, **FUTURE)


@pytest.mark.requirement("R-148")
@pytest.mark.parametrize("period", [YEAR, Period(date(2026, 9, 10))])
def test_an_agreement_is_concluded_once_for_its_days(period: Period) -> None:
    given(Partner, registered()).when(lambda it: it.conclude_agreement(**conclude(period), on=TODAY)).then(
        agreed(period)
    )
    given(Partner, registered(), agreed(period)).when(
        lambda it: it.conclude_agreement(**conclude(period), on=TODAY)
    ).then_nothing()


def test_an_agreement_does_not_end_before_it_begins() -> None:
    empty = Period(YEAR.since, YEAR.since)
    given(Partner, registered()).when(
        lambda it: it.conclude_agreement(**conclude(empty), on=TODAY)
    ).then_refused(AgreementEndsBeforeStart, since=YEAR.since, until=YEAR.since - timedelta(days=1))
    one_day = Period(YEAR.since, YEAR.since + timedelta(days=1))
    given(Partner, registered()).when(lambda it: it.conclude_agreement(**conclude(one_day), on=TODAY)).then(
        agreed(one_day)
    )


def test_an_agreement_is_neither_concluded_tomorrow_nor_with_a_single_person() -> None:
    given(Partner, registered()).when(
        lambda it: it.conclude_agreement(**conclude(YEAR, TOMORROW), on=TODAY)
    ).then_refused(PartnerFactInFuture, **FUTURE)
    given(Partner, registered("person")).when(
        lambda it: it.conclude_agreement(**conclude(YEAR), on=TODAY)
    ).then_refused(AgreementWithPerson)


@pytest.mark.requirement("R-148")
@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 9, 9), False),
        (date(2026, 9, 10), True),
        (date(2027, 9, 9), True),
        (date(2027, 9, 10), False),
        (date(2028, 1, 1), True),
    ],
)
def test_an_agreement_holds_on_its_own_days(on: date, holds: bool) -> None:  # noqa: FBT001 - a table of facts
    def ask(it: Partner) -> None:
        assert it.has_agreement(on=on) is holds

    given(Partner, registered(), agreed(YEAR), agreed(Period(date(2028, 1, 1)))).when(ask).then_nothing()


@pytest.mark.requirement("R-148")
def test_meetings_and_events_are_recorded_when_they_were() -> None:
    met = happened(Partner.CoordinationMeetingHeld, topic=WORDS, held_on=TODAY)
    attended = happened(
        Partner.ExternalEventAttended, kind="forum", topic=WORDS, people=(HEAD,), attended_on=TODAY
    )
    given(Partner, registered()).when(lambda it: it.hold_meeting(topic=WORDS, held_on=TODAY, on=TODAY)).then(
        met
    )
    given(Partner, registered()).when(
        lambda it: it.hold_meeting(topic=WORDS, held_on=TOMORROW, on=TODAY)
    ).then_refused(PartnerFactInFuture, **FUTURE)
    given(Partner, registered()).when(
        lambda it: it.attend_event(kind="forum", topic=WORDS, people=(HEAD,), attended_on=TODAY, on=TODAY)
    ).then(attended)
    given(Partner, registered()).when(
        lambda it: it.attend_event(kind="forum", topic=WORDS, people=(), attended_on=TOMORROW, on=TODAY)
    ).then_refused(PartnerFactInFuture, **FUTURE)
