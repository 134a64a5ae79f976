"""One whole life of the institution aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.institution import Institution
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, Happened, happened

KIND: Final = Institution
LIFE: Final[tuple[Happened, ...]] = (
    happened(Institution.InstitutionRegistered, kind="school", zone="Europe/Moscow"),
    happened(Institution.HeadNamed, person=PERSON),
    happened(
        Institution.RegulationConfigured,
        version=1,
        settings={"max_concurrent_mentees": {"value": None, "clauses": [], "silent": True}},
        digest="sha256:" + "1" * 64,
    ),
    happened(
        Institution.RegulationConsideredByPedagogicalCouncil,
        protocol_number="4",
        protocol_on=date(2026, 9, 1),
    ),
    happened(Institution.RegulationAgreedWithTradeUnion, agreed_on=date(2026, 9, 2)),
    happened(Institution.RegulationApproved, version=1, order=ORDER),
    happened(Institution.RegulationEnteredIntoForce, version=1, since=ORDER.signed_on),
    happened(Institution.CuratorAppointed, person=OTHER, order=ORDER),
    happened(Institution.CuratorRelieved, person=OTHER, order=ORDER),
)
