"""Reports of mentor and mentee, closing and publication, over the real log."""

from datetime import date
from typing import Any

import pytest

from service.access import Role
from service.aggregates.programme_reports import (
    MentoringNotEnded,
    PublicationPermissionMissing,
    ReportFieldsMissing,
    ReportsAwaited,
    ResultsBeforeClosing,
    TerminatedResultsKept,
)
from service.commands.programme_ends import complete_programme, confirm_termination, request_termination
from service.commands.programme_reports import (
    close_programme,
    publish_programme_results,
    submit_mentee_report,
    submit_mentor_report,
    waive_report,
)
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct
from service.errors import NotAllowed
from tests.commands.programming import LATER, Programming, at

LAST_DAY, AFTER = date(2027, 3, 11), date(2027, 3, 12)


def completed(school: Programming, mentor: str, *mentees: str) -> str:
    programme = school.running(mentor, *mentees)
    school.done(programme)
    school.mentor_acts(complete_programme, programme, on=LATER)
    return programme


def report_as_mentor(school: Programming, programme: str, mentor: str, mentee: str, **facts: Any) -> None:
    told = {"fulfilment": "выполнено полностью", "recommendations": "пора на категорию"}
    school.act(
        submit_mentor_report,
        actor=school.himself(mentor),
        programme=programme,
        mentor=mentor,
        mentee=mentee,
        on=LATER,
        **told | facts,
    )


def report_as_mentee(school: Programming, programme: str, mentee: str, **facts: Any) -> None:
    told = {"process": "виделись часто", "mentor_work": "помог", "evaluation": "отлично", "mark": 5}
    school.act(
        submit_mentee_report,
        actor=school.himself(mentee),
        programme=programme,
        mentee=mentee,
        on=LATER,
        **told | facts,
    )


@pytest.mark.requirement("R-128", "R-129", "R-130")
@pytest.mark.variation("V-38")
def test_002_waits_ten_days_for_reports_and_001_for_none(staged: Runtime) -> None:
    school, garden = at(staged, "001"), at(staged, "002")
    free = completed(school, school.mentor(), school.mentee())
    school.act(close_programme, actor=school.office("curator"), programme=free, on=LATER)
    assert school.programme(free).status == "closed"
    bound = completed(garden, garden.mentor(), garden.mentee())
    curator = garden.office("curator")
    with pytest.raises(ReportsAwaited) as awaited:
        garden.act(close_programme, actor=curator, programme=bound, on=LAST_DAY)
    assert awaited.value.facts == {"count": 2, "until": LAST_DAY}
    garden.act(close_programme, actor=curator, programme=bound, on=AFTER)
    (row,) = garden.seen("programmes", curator)
    assert (row["status"], row["reports_missing"]) == ("closed", 2)


@pytest.mark.requirement("R-128", "R-129", "R-130")
@pytest.mark.variation("V-38")
def test_002_wants_whole_reports_and_001_takes_what_comes(staged: Runtime) -> None:
    for code, whole in (("001", False), ("002", True)):
        school = at(staged, code)
        mentor, mentee = school.mentor(), school.mentee()
        programme = completed(school, mentor, mentee)
        if whole:
            with pytest.raises(ReportFieldsMissing):
                report_as_mentor(school, programme, mentor, mentee, recommendations=None)
        else:
            report_as_mentor(school, programme, mentor, mentee, recommendations=None)


@pytest.mark.requirement("R-129")
def test_reports_are_sealed_and_the_mentor_never_sees_the_evaluation(staged: Runtime) -> None:
    school = at(staged, "002")
    mentor, mentee = school.mentor(), school.mentee()
    programme = completed(school, mentor, mentee)
    curator, head = school.office("curator"), school.office("head")

    def sides(actor: Any) -> list[str]:  # noqa: ANN401 - an actor of any office
        return [row["side"] for row in school.seen("programme_reports", actor, of=programme)]

    report_as_mentor(school, programme, mentor, mentee)
    assert (sides(school.himself(mentor)), sides(school.himself(mentee))) == (["mentor"], [])
    report_as_mentee(school, programme, mentee)
    assert sides(school.himself(mentee)) == ["mentee", "mentor"]
    assert sides(curator) == sides(head) == ["mentee", "mentor"]
    assert sides(school.member_of(Role.ASSOCIATION)) == []
    rows = school.seen("programme_reports", school.himself(mentor), of=programme)
    assert [row["mentor_work"] for row in rows if row["side"] == "mentee"] == ["помог"]
    assert [row for row in rows if "evaluation" in row and row["side"] == "mentee"] == []
    assert "отлично" not in str(rows)
    assert [row for row in rows if row["side"] == "mentee" and "mark" in row] == []
    own = school.seen("programme_reports", school.himself(mentee), of=programme)
    assert [row["mark"] for row in own if row["side"] == "mentee"] == [5]


@pytest.mark.requirement("R-129")
def test_the_mentees_report_alone_is_hidden_from_mentor_and_head_until_closing(staged: Runtime) -> None:
    school = at(staged, "002")
    mentor, mentee = school.mentor(), school.mentee()
    programme = completed(school, mentor, mentee)
    report_as_mentee(school, programme, mentee)
    readers = (school.himself(mentor), school.office("head"))
    assert [school.seen("programme_reports", reader, of=programme) for reader in readers] == [[], []]
    school.act(close_programme, actor=school.office("curator"), programme=programme, on=AFTER)
    counts = [len(school.seen("programme_reports", reader, of=programme)) for reader in readers]
    assert counts == [1, 1]


@pytest.mark.requirement("R-128")
def test_a_group_is_reported_on_mentee_by_mentee(staged: Runtime) -> None:
    school = at(staged, "002")
    mentor, anna, boris = school.mentor(), school.mentee(), school.mentee()
    programme = completed(school, mentor, anna, boris)
    curator = school.office("curator")
    report_as_mentor(school, programme, mentor, anna)
    report_as_mentee(school, programme, anna)
    report_as_mentee(school, programme, boris)
    with pytest.raises(ReportsAwaited) as awaited:
        school.act(close_programme, actor=curator, programme=programme, on=LATER)
    assert awaited.value.facts["count"] == 1
    assert [
        row["mentee"] for row in school.seen("programme_reports", school.himself(boris), of=programme)
    ] == [boris]
    with pytest.raises(NotAllowed):
        school.act(
            waive_report,
            actor=school.himself(mentor),
            programme=programme,
            side="mentor",
            mentee=boris,
            reason="other",
        )
    school.act(
        waive_report,
        actor=curator,
        programme=programme,
        side="mentor",
        mentee=boris,
        reason="long_absence",
        note="на больничном",
        on=LATER,
    )
    school.act(close_programme, actor=curator, programme=programme, on=LATER)


@pytest.mark.requirement("R-128")
def test_a_replaced_mentor_reports_on_his_own_time(staged: Runtime) -> None:
    school = at(staged, "002")
    former, mentee, new = school.mentor(), school.mentee(), school.mentor()
    programme = school.running(former, mentee)
    with pytest.raises(MentoringNotEnded):
        report_as_mentor(school, programme, former, mentee)
    school.replace(school.programme(programme).assignment, new)
    report_as_mentor(school, programme, former, mentee)
    with pytest.raises(MentoringNotEnded):
        report_as_mentor(school, programme, new, mentee)
    with pytest.raises(MentoringNotEnded):
        report_as_mentee(school, programme, mentee)
    with pytest.raises(NotOwnAct):
        school.act(
            submit_mentor_report,
            actor=school.himself(new),
            programme=programme,
            mentor=former,
            mentee=mentee,
            fulfilment="за другого",
        )


@pytest.mark.requirement("R-144")
def test_results_are_published_after_closing_and_with_names_by_permission(staged: Runtime) -> None:
    school = at(staged)
    programme = completed(school, school.mentor(), school.mentee())
    curator = school.office("curator")
    with pytest.raises(ResultsBeforeClosing):
        school.act(publish_programme_results, actor=curator, programme=programme, on=LATER)
    school.act(close_programme, actor=curator, programme=programme, on=LATER)
    with pytest.raises(PublicationPermissionMissing):
        school.act(publish_programme_results, actor=curator, programme=programme, with_names=True, on=LATER)
    assert school.seen("programme_results", curator) == []
    school.act(publish_programme_results, actor=curator, programme=programme, on=LATER)
    (row,) = school.seen("programme_results", curator)
    assert (row["id"], row["published_on"], row["with_names"]) == (programme, LATER, False)
    assert "mentor" not in row


@pytest.mark.requirement("R-144")
def test_results_of_a_terminated_programme_stay_inside(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    curator = school.office("curator")
    school.act(
        request_termination,
        actor=school.himself(mentee),
        programme=programme,
        reason="переезд",
        on=LATER,
    )
    school.act(confirm_termination, actor=curator, programme=programme, on=LATER)
    school.sign("programme_termination", programme)
    school.act(close_programme, actor=curator, programme=programme, on=LATER)
    with pytest.raises(TerminatedResultsKept):
        school.act(publish_programme_results, actor=curator, programme=programme, on=LATER)
