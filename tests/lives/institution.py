"""One whole life of the institution aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.institution import Institution
from service.values import OrderReference
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, Happened, happened

KIND: Final = Institution
AMENDING: Final = OrderReference(number="44", signed_on=date(2026, 12, 20))
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
    happened(
        Institution.RegulationAmendmentDrafted,
        version=2,
        settings={"max_concurrent_mentees": {"value": 2, "clauses": ["§3.7"], "silent": False}},
        digest="sha256:" + "2" * 64,
        changed=("max_concurrent_mentees",),
        reason="new_local_act",
        for_running=True,
    ),
    happened(
        Institution.RegulationAmended,
        version=2,
        order=AMENDING,
        changed=("max_concurrent_mentees",),
        reason="new_local_act",
        for_running=True,
    ),
    happened(Institution.RegulationSuperseded, version=1, by=2, superseded_on=date(2027, 1, 1)),
    happened(
        Institution.RegulationPublished,
        version=1,
        roadmap=f"001/roadmap/{1:032x}",
        published_on=date(2026, 9, 11),
        place="site",
    ),
    happened(Institution.RoleGranted, person=OTHER, role="trade_union_chair"),
    happened(Institution.RoleRevoked, person=OTHER, role="trade_union_chair"),
    happened(Institution.WorkingWeekSet, week="six_day"),
)
