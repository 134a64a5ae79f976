"""One whole life of the programme_reports aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.programme_reports import ProgrammeReports
from service.values import Pii
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import Happened, happened

KIND: Final = ProgrammeReports
LIFE: Final[tuple[Happened, ...]] = (
    happened(ProgrammeReports.ReportsOpened, programme=f"001/programme/{1:032x}", hidden=True),
    happened(
        ProgrammeReports.ReportWaived,
        side="mentor",
        author=f"001/mentor/{4:032x}",
        mentee=MENTEE,
        reason="left_institution",
        note=Pii(PERSON, "уволен"),
        waived_on=date(2027, 4, 29),
    ),
    happened(
        ProgrammeReports.MentorReportSubmitted,
        mentor=MENTOR,
        mentee=MENTEE,
        submitted_on=date(2027, 4, 30),
        fulfilment=Pii(OTHER, "выполнено полностью"),
        recommendations=Pii(OTHER, "аттестация на категорию"),
        source="own",
    ),
    happened(
        ProgrammeReports.MenteeReportSubmitted,
        mentee=MENTEE,
        submitted_on=date(2027, 5, 4),
        process=Pii(OTHER, "встречались каждую неделю"),
        mentor_work=Pii(OTHER, "помог с планированием"),
        evaluation=Pii(OTHER, "отлично"),
        mark=5,
        source="paper",
    ),
    happened(ProgrammeReports.ProgrammeResultsPublished, published_on=date(2027, 5, 20), with_names=True),
)
