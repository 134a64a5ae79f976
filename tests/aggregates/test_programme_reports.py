"""Reports of mentor and mentee, waivers, and the publication of results."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest

from service.aggregates.programme_reports import (
    EvaluationMarkUnknown,
    Expected,
    MentoringNotEnded,
    ProgrammeReports,
    PublicationPermissionMissing,
    ReportFieldsMissing,
    ReportGivenBefore,
    ReportsAwaited,
    ResultsBeforeClosing,
    TerminatedResultsKept,
)
from service.values import Pii
from tests.scenario import TODAY, Happened, given, happened

PERSON = f"001/person/{1:032x}"
MENTOR, FORMER, ANNA, BORIS = "001/mentor/a", "001/mentor/f", "001/mentee/b", "001/mentee/c"
WORDS = Pii(PERSON, "выполнено полностью")
MENTOR_FIELDS = ("programme_fulfilment", "recommendations")
MENTEE_FIELDS = ("mentoring_process", "mentor_work", "mentor_evaluation")

LAST: Final = date(2027, 3, 11)
DUE: Final = {
    Expected("mentor", MENTOR, ANNA): LAST,
    Expected("mentor", FORMER, ANNA): LAST - timedelta(days=30),
    Expected("mentee", ANNA, ANNA): LAST,
}

OPENED = happened(ProgrammeReports.ReportsOpened, programme="001/programme/1", hidden=True)
PUBLISHED = happened(ProgrammeReports.ProgrammeResultsPublished, published_on=TODAY, with_names=False)


def by_mentor(mentor: str = MENTOR, mentee: str = ANNA, **facts: Any) -> Happened:
    told = {
        "mentor": mentor,
        "mentee": mentee,
        "submitted_on": TODAY,
        "fulfilment": WORDS,
        "recommendations": WORDS,
        "source": "own",
    }
    return happened(ProgrammeReports.MentorReportSubmitted, **told | facts)


def by_mentee(mentee: str = ANNA, **facts: Any) -> Happened:
    told = {
        "mentee": mentee,
        "submitted_on": TODAY,
        "process": WORDS,
        "mentor_work": WORDS,
        "evaluation": WORDS,
        "mark": None,
        "source": "own",
    }
    return happened(ProgrammeReports.MenteeReportSubmitted, **told | facts)


def waived(side: str = "mentor", author: str = MENTOR, mentee: str = ANNA) -> Happened:
    return happened(
        ProgrammeReports.ReportWaived,
        side=side,
        author=author,
        mentee=mentee,
        reason="left_institution",
        note=WORDS,
        waived_on=TODAY,
    )


def report_as_mentor(it: ProgrammeReports, **facts: Any) -> None:
    told: dict[str, Any] = {
        "mentor": MENTOR,
        "mentee": ANNA,
        "ended_on": TODAY,
        "submitted_on": TODAY,
        "fulfilment": WORDS,
        "recommendations": WORDS,
        "required": MENTOR_FIELDS,
        "source": "own",
    }
    it.submit_mentor_report(**told | facts)


def report_as_mentee(it: ProgrammeReports, **facts: Any) -> None:
    told: dict[str, Any] = {
        "mentee": ANNA,
        "ended_on": TODAY,
        "submitted_on": TODAY,
        "process": WORDS,
        "mentor_work": WORDS,
        "evaluation": WORDS,
        "mark": None,
        "required": MENTEE_FIELDS,
        "source": "own",
    }
    it.submit_mentee_report(**told | facts)


def waive(it: ProgrammeReports, **facts: Any) -> None:
    told: dict[str, Any] = {
        "report": Expected("mentor", MENTOR, ANNA),
        "ended_on": TODAY,
        "reason": "left_institution",
        "note": WORDS,
        "waived_on": TODAY,
    }
    it.waive(**told | facts)


def publish(it: ProgrammeReports, **facts: Any) -> None:
    told: dict[str, Any] = {
        "published_on": TODAY,
        "with_names": False,
        "without_permission": 2,
        "closed": True,
        "only_after_closing": True,
        "terminated": False,
        "terminated_too": False,
    }
    it.publish(**told | facts)


@pytest.mark.requirement("R-128")
def test_a_mentor_reports_on_each_mentee_once() -> None:
    given(ProgrammeReports, OPENED).when(report_as_mentor).then(by_mentor())
    given(ProgrammeReports, OPENED, by_mentor()).when(report_as_mentor).then_refused(ReportGivenBefore)
    given(ProgrammeReports, OPENED, by_mentor()).when(lambda it: report_as_mentor(it, mentee=BORIS)).then(
        by_mentor(mentee=BORIS)
    )
    given(ProgrammeReports, OPENED, by_mentor()).when(lambda it: report_as_mentor(it, mentor=FORMER)).then(
        by_mentor(FORMER)
    )


@pytest.mark.requirement("R-129")
def test_a_mentee_reports_once_with_an_evaluation() -> None:
    given(ProgrammeReports, OPENED, by_mentor()).when(report_as_mentee).then(by_mentee())
    given(ProgrammeReports, OPENED, by_mentee()).when(report_as_mentee).then_refused(ReportGivenBefore)
    given(ProgrammeReports, OPENED, by_mentee()).when(lambda it: report_as_mentee(it, mentee=BORIS)).then(
        by_mentee(BORIS)
    )


@pytest.mark.requirement("R-129")
@pytest.mark.parametrize("mark", [1, 5])
def test_a_mark_is_an_evaluation_too(mark: int) -> None:
    given(ProgrammeReports, OPENED).when(lambda it: report_as_mentee(it, evaluation=None, mark=mark)).then(
        by_mentee(evaluation=None, mark=mark)
    )


@pytest.mark.requirement("R-129")
@pytest.mark.parametrize("mark", [0, 6])
def test_marks_go_from_one_to_five(mark: int) -> None:
    given(ProgrammeReports, OPENED).when(lambda it: report_as_mentee(it, mark=mark)).then_refused(
        EvaluationMarkUnknown, mark=mark
    )


@pytest.mark.requirement("R-128")
@pytest.mark.parametrize("field", ["fulfilment", "recommendations"])
def test_002_wants_every_field_of_the_mentor(field: str) -> None:
    given(ProgrammeReports, OPENED).when(lambda it: report_as_mentor(it, **{field: None})).then_refused(
        ReportFieldsMissing, count=1
    )


@pytest.mark.requirement("R-129")
@pytest.mark.parametrize("field", ["process", "mentor_work", "evaluation"])
def test_002_wants_every_field_of_the_mentee(field: str) -> None:
    given(ProgrammeReports, OPENED).when(lambda it: report_as_mentee(it, **{field: None})).then_refused(
        ReportFieldsMissing, count=1
    )
    given(ProgrammeReports, OPENED).when(
        lambda it: report_as_mentee(it, process=None, mentor_work=None)
    ).then_refused(ReportFieldsMissing, count=2)


@pytest.mark.requirement("R-130")
def test_optional_reports_may_be_short() -> None:
    given(ProgrammeReports, OPENED).when(
        lambda it: report_as_mentor(it, recommendations=None, required=())
    ).then(by_mentor(recommendations=None))
    given(ProgrammeReports, OPENED).when(
        lambda it: report_as_mentee(it, process=None, evaluation=None, required=())
    ).then(by_mentee(process=None, evaluation=None))


@pytest.mark.requirement("R-128", "R-129")
@pytest.mark.parametrize("act", [report_as_mentor, report_as_mentee, waive])
def test_reports_come_after_the_end_of_mentoring(act: Callable[..., None]) -> None:
    given(ProgrammeReports, OPENED).when(lambda it: act(it, ended_on=None)).then_refused(MentoringNotEnded)


@pytest.mark.requirement("R-128")
def test_a_report_is_waived_once_and_may_come_after_all() -> None:
    given(ProgrammeReports, OPENED).when(waive).then(waived())
    given(ProgrammeReports, OPENED, waived()).when(waive).then_nothing()
    given(ProgrammeReports, OPENED, by_mentor()).when(waive).then_refused(ReportGivenBefore)
    given(ProgrammeReports, OPENED, waived()).when(report_as_mentor).then(by_mentor())
    given(ProgrammeReports, OPENED, waived()).when(
        lambda it: waive(it, report=Expected("mentee", ANNA, ANNA))
    ).then(waived("mentee", ANNA))


@pytest.mark.requirement("R-130")
@pytest.mark.parametrize(
    ("told", "count"),
    [
        ((), 3),
        ((by_mentor(),), 2),
        ((by_mentor(), waived("mentor", FORMER)), 1),
        ((by_mentor(), waived("mentor", FORMER), by_mentee()), 0),
        ((by_mentor(mentee=BORIS), by_mentee(BORIS)), 3),
    ],
)
def test_what_is_neither_given_nor_waived_is_missing(told: tuple[Happened, ...], count: int) -> None:
    found: list[int] = []
    over = LAST + timedelta(days=1)
    given(ProgrammeReports, OPENED, *told).when(
        lambda it: found.append(it.missing(DUE, on=over))
    ).then_nothing()
    assert found == [count]


@pytest.mark.requirement("R-128", "R-129")
def test_reports_are_awaited_until_the_last_day_of_the_last_term() -> None:
    given(ProgrammeReports, OPENED, by_mentor()).when(lambda it: it.missing(DUE, on=LAST)).then_refused(
        ReportsAwaited, count=2, until=LAST
    )
    complete = (by_mentor(), waived("mentor", FORMER), by_mentee())
    given(ProgrammeReports, OPENED, *complete).when(lambda it: it.missing(DUE, on=LAST)).then_nothing()
    given(ProgrammeReports, OPENED).when(lambda it: it.missing({}, on=LAST)).then_nothing()


@pytest.mark.requirement("R-144")
def test_results_are_published_once_after_closing() -> None:
    given(ProgrammeReports, OPENED).when(publish).then(PUBLISHED)
    given(ProgrammeReports, OPENED, PUBLISHED).when(publish).then_nothing()
    given(ProgrammeReports, OPENED).when(lambda it: publish(it, closed=False)).then_refused(
        ResultsBeforeClosing
    )
    given(ProgrammeReports, OPENED).when(lambda it: publish(it, closed=False, only_after_closing=False)).then(
        PUBLISHED
    )


@pytest.mark.requirement("R-144")
def test_results_of_what_ended_early_stay_inside_by_default() -> None:
    given(ProgrammeReports, OPENED).when(lambda it: publish(it, terminated=True)).then_refused(
        TerminatedResultsKept
    )
    given(ProgrammeReports, OPENED).when(lambda it: publish(it, terminated=True, terminated_too=True)).then(
        PUBLISHED
    )


@pytest.mark.requirement("R-144")
def test_names_are_published_with_everybodys_permission() -> None:
    given(ProgrammeReports, OPENED).when(lambda it: publish(it, with_names=True)).then_refused(
        PublicationPermissionMissing, count=2
    )
    given(ProgrammeReports, OPENED).when(lambda it: publish(it, with_names=True, without_permission=0)).then(
        happened(ProgrammeReports.ProgrammeResultsPublished, published_on=TODAY, with_names=True)
    )


def test_reports_know_their_programme() -> None:
    found: list[str] = []
    given(ProgrammeReports, OPENED).when(lambda it: found.append(it.programme)).then_nothing()
    assert found == ["001/programme/1"]
