"""One whole life of a partner: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.partner import Partner
from service.values import Period, Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Partner
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Partner.PartnerRegistered, kind="employer", level="внешкольный", name=Pii(OTHER, "Ткацкая фабрика")
    ),
    happened(
        Partner.ExternalContactRecorded,
        note=Pii(OTHER, "говорили с отделом кадров"),
        contacted_on=date(2026, 9, 7),
    ),
    happened(
        Partner.NetworkInteractionStarted,
        topic=Pii(OTHER, "общие мастер-классы"),
        started_on=date(2026, 9, 8),
    ),
    happened(
        Partner.CooperationAgreementConcluded,
        kind="cooperation",
        subject=Pii(OTHER, "наставники с производства"),
        period=Period(date(2026, 9, 10), date(2027, 9, 10)),
        concluded_on=date(2026, 9, 9),
    ),
    happened(Partner.CoordinationMeetingHeld, topic=Pii(OTHER, "план на год"), held_on=date(2026, 9, 11)),
    happened(
        Partner.ExternalEventAttended,
        kind="forum",
        topic=Pii(OTHER, "наставничество на производстве"),
        people=(PERSON, OTHER),
        attended_on=TODAY,
    ),
)
