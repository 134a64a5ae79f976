"""One whole life of the labour agreement aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.labour_agreement import LabourAgreement
from service.values import Period, Pii
from tests.lives.people import ASSIGNMENT, MENTOR, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = LabourAgreement
LIFE: Final[tuple[Happened, ...]] = (
    happened(LabourAgreement.LabourCaseOpened, assignment=ASSIGNMENT, mentor=MENTOR),
    happened(LabourAgreement.MentoringIsJobFunction, contract_on=date(2020, 8, 25)),
    happened(
        LabourAgreement.SupplementaryAgreementConcluded,
        content=("methodology",),
        form="mixed",
        period=Period(since=date(2026, 9, 15), to=date(2027, 6, 1)),
        basis="percent",
        amount=Pii(PERSON, "15 % оклада"),
        signed_on=TODAY,
    ),
    happened(
        LabourAgreement.EarlyRefusalNotified,
        by="mentor",
        notified_on=date(2026, 12, 28),
        ends_on=date(2026, 12, 31),
        source="paper",
    ),
    happened(LabourAgreement.EarlyRefusalCarriedOut, ending="replacement"),
)
