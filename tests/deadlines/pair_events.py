"""Events of the pair, the group and the programme that the boards of deadlines are told."""

from datetime import date

from service.aggregates.assignment import Assignment
from service.aggregates.programme import Programme
from service.aggregates.programme_plan import ProgrammePlan
from service.aggregates.programme_reports import ProgrammeReports
from service.ids import random_part
from service.values import OrderReference, Pii, PlannedActivity
from tests.deadlines.boards import (
    APPROVED_ON,
    ENDS,
    MENTEE,
    MENTOR,
    OTHER_MENTEE,
    PAIR,
    PROGRAMME,
    STARTS,
)
from tests.scenario import TODAY, Happened, happened

WORDS = Pii("002/person/1", "слова")
SUCCESSOR = f"002/mentor/{'4' * 32}"
JOURNAL = f"002/journal/{PAIR}"
LABOUR = f"002/labour_agreement/{PAIR}"
PLAN = f"002/programme_plan/{PAIR}"
OVER_ON = date(2026, 12, 1)
COMPOSITION = f"composition:{PROGRAMME}"
END = f"programme_end:{PROGRAMME}"
BOTH = (MENTEE, OTHER_MENTEE)


def numbers_of(*entries: str) -> str:
    """The random parts of entries, as they stand in the key of a report."""
    return ".".join(random_part(entry) for entry in entries)


def mentor_report(mentor: str, mentee: str) -> str:
    """The key of a report of a mentor on a mentee."""
    return f"mentor_report:{PROGRAMME}:{numbers_of(mentor, mentee)}"


def mentee_report(mentee: str) -> str:
    """The key of a report of a mentee."""
    return f"mentee_report:{PROGRAMME}:{numbers_of(mentee)}"


def activity(number: int) -> str:
    """The key of an activity."""
    return f"activity:{PROGRAMME}:{number}"


def planned(number: int, due_on: date | None) -> Happened:
    """An activity is planned."""
    return happened(
        ProgrammePlan.ActivityPlanned,
        number=number,
        by=MENTOR,
        activity=PlannedActivity(direction="subject", due_on=due_on),
        title=WORDS,
        method=None,
        evidence=None,
        availability=None,
        change=None,
    )


def rescheduled(number: int, due_on: date) -> Happened:
    """An activity gets another day."""
    return happened(ProgrammePlan.ActivityRescheduled, number=number, due_on=due_on, change=None, reason=None)


def replaced(on: date, *, signed_on: date) -> Happened:
    """The mentor is replaced by his successor."""
    return happened(
        Assignment.MentorReplaced,
        former=MENTOR,
        mentor=SUCCESSOR,
        order=OrderReference(number="3", signed_on=signed_on),
        order_id="002/order/3",
        replaced_on=on,
    )


def joined(mentee: str) -> Happened:
    """A mentee joins the group."""
    return happened(
        Assignment.MenteeJoinedGroup,
        mentee=mentee,
        types=("group",),
        order=OrderReference(number="4", signed_on=APPROVED_ON),
        order_id="002/order/4",
        joined_on=TODAY,
    )


def left(mentee: str, on: date) -> Happened:
    """A mentee leaves the group."""
    return happened(Assignment.MenteeLeftGroup, mentee=mentee, types=("group",), left_on=on)


def completed(on: date) -> Happened:
    """The programme is completed."""
    return happened(Programme.ProgrammeCompleted, completed_on=on)


def terminated(on: date) -> Happened:
    """The programme is terminated."""
    return happened(
        Programme.ProgrammeTerminated,
        terminated_on=on,
        ground="curator_initiative",
        sub_ground=None,
        order=None,
    )


def report_of_mentor(mentor: str, mentee: str, on: date) -> Happened:
    """A mentor reports on a mentee."""
    return happened(
        ProgrammeReports.MentorReportSubmitted,
        mentor=mentor,
        mentee=mentee,
        submitted_on=on,
        fulfilment=WORDS,
        recommendations=WORDS,
        source="own",
    )


def report_of_mentee(mentee: str, on: date) -> Happened:
    """A mentee reports."""
    return happened(
        ProgrammeReports.MenteeReportSubmitted,
        mentee=mentee,
        submitted_on=on,
        process=WORDS,
        mentor_work=WORDS,
        evaluation=WORDS,
        mark=5,
        source="paper",
    )


def waived(side: str, author: str, mentee: str, on: date) -> Happened:
    """A report is waived."""
    return happened(
        ProgrammeReports.ReportWaived,
        side=side,
        author=author,
        mentee=mentee,
        reason="left_institution",
        note=None,
        waived_on=on,
    )


def amended(ends_on: date | None) -> Happened:
    """The programme is amended."""
    return happened(
        Programme.ProgrammeAmended,
        change="002/programme_change/2",
        amended_on=date(2027, 3, 2),
        ends_on=ends_on,
        forms=("PEER",),
        mentees=(MENTEE,),
        kind="individual",
        order=None,
    )


def activated() -> Happened:
    """A programme begins."""
    return happened(Programme.ProgrammeActivated, starts_on=STARTS, ends_on=ENDS, short_term_reason=None)


def dropped(number: int) -> Happened:
    """An activity is dropped."""
    return happened(ProgrammePlan.ActivityDropped, number=number, change=None)


def other_pair_approved(mentor: str = MENTOR) -> Happened:
    """Another pair is approved."""
    return happened(
        Assignment.PairApproved,
        order=OrderReference(number="18", signed_on=APPROVED_ON),
        order_id="002/order/8",
        mentor=mentor,
        mentees=(OTHER_MENTEE,),
        appointed_on=TODAY,
        regulation_version=1,
    )
