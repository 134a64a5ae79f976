"""One whole life of the duty release aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.duty_release import DutyRelease
from service.values import Period, Pii
from tests.lives.people import ASSIGNMENT, MENTEE, OTHER
from tests.scenario import ORDER, TODAY, Happened, happened

SUBSTITUTE: Final = f"001/person/{5:032x}"
KIND: Final = DutyRelease
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        DutyRelease.DutyReleaseRequested,
        assignment=ASSIGNMENT,
        who=MENTEE,
        activity=2,
        ground="force_majeure",
        reason=Pii(OTHER, "отмена рейса перед семинаром"),
        period=Period(date(2026, 9, 21), date(2026, 9, 23)),
        requested_on=TODAY,
        source="own",
    ),
    happened(DutyRelease.SubstitutionArranged, substitute=SUBSTITUTE, continuity=True, arranged_on=TODAY),
    happened(
        DutyRelease.SubstitutionFoundImpossible,
        reason=Pii(OTHER, "все заняты на дежурстве"),
        continuity=True,
        arranged_on=TODAY,
    ),
    happened(
        DutyRelease.DutyReleaseGranted,
        ground="force_majeure",
        substitute=SUBSTITUTE,
        order=ORDER,
        order_id=f"001/order/{1:032x}",
    ),
    happened(DutyRelease.DutyReleaseUsed, used_on=date(2026, 9, 22)),
    happened(DutyRelease.DutyReleaseCancelled, cancelled_on=TODAY),
    happened(DutyRelease.DutyReleaseRefused, reason=Pii(OTHER, "идут контрольные"), refused_on=TODAY),
)
