"""Work on running programmes, and changes by mutual consent, over the real log."""

from datetime import date

import pytest

from service.aggregates.programme import (
    ChangeNotAgreedByAll,
    NewEndPassed,
    NotPartyOfProgramme,
    ProgrammeNotActive,
    ShorteningNotProvided,
)
from service.aggregates.programme_change import ChangeAppliedBefore, ChangeDeclinedBefore
from service.aggregates.programme_plan import ActivityOutsideProgramme, ActivityUnknown
from service.aggregates.programme_work import ActivityDoneBefore, GoalDecidedBefore
from service.commands.pair_terms import FormNotUsable
from service.commands.programme_changes import (
    NewActivity,
    agree_to_programme_change,
    apply_programme_change,
    decline_programme_change,
    propose_programme_change,
)
from service.commands.programme_plans import reschedule_activity, set_goal
from service.commands.programme_start import acquaint_with_programme, confirm_programme
from service.commands.programme_work import (
    ProgressCompetencyUnknown,
    achieve_goal,
    carry_out_activity,
    miss_goal,
    record_skill_progress,
    resolve_difficulty,
)
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct
from service.regulations.programme_term import ProgrammeTooLong
from service.values import NewTerm
from tests.commands.pairing import TODAY
from tests.commands.programming import END, LATER, Programming, at


@pytest.mark.requirement("R-104", "R-105", "R-113", "R-114", "R-117")
def test_activities_are_carried_out_and_difficulties_overcome(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    school.act(
        carry_out_activity,
        actor=school.himself(mentee),
        programme=programme,
        number=1,
        carried_out_on=LATER,
        evidence="карта наблюдения",
        on=LATER,
    )
    reader = school.himself(mentee)
    (row,) = school.seen("programme_activities", reader, of=programme)
    assert (row["state"], row["done_on"], row["evidence"]) == ("done", LATER, "карта наблюдения")
    (way,) = school.seen("programme_trajectories", reader, of=programme)
    assert [aim["state"] for aim in way["aims"] if aim["kind"] == "difficulty"] == ["in_work"]
    school.mentor_acts(resolve_difficulty, programme, mentee=mentee, number=1, outcome="resolved", on=LATER)
    school.mentor_acts(
        record_skill_progress, programme, mentee=mentee, competency="SUB-01", level=2, on=LATER
    )
    (way,) = school.seen("programme_trajectories", reader, of=programme)
    assert [aim["state"] for aim in way["aims"] if aim["kind"] == "difficulty"] == ["resolved"]
    assert [(step["competency"], step["level"]) for step in way["progress"]] == [("SUB-01", 2)]
    with pytest.raises(ProgressCompetencyUnknown):
        school.mentor_acts(record_skill_progress, programme, mentee=mentee, competency="XXX-99", level=2)
    with pytest.raises(NotOwnAct):
        school.act(
            resolve_difficulty, actor=reader, programme=programme, mentee=mentee, number=1, outcome="resolved"
        )


@pytest.mark.requirement("R-025", "R-114")
def test_the_curator_sees_what_is_overdue(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    curator = school.office("curator")
    assert school.seen("overdue_activities", curator, on=date(2027, 1, 29)) == []
    (late,) = school.seen("overdue_activities", curator, on=date(2027, 1, 30))
    assert (late["programme"], late["number"], late["mentor"]) == (programme, 1, mentor)
    school.mentor_acts(reschedule_activity, programme, number=1, due_on=date(2027, 3, 15))
    assert school.seen("overdue_activities", curator, on=date(2027, 1, 30)) == []
    with pytest.raises(NotOwnAct):
        school.act(
            reschedule_activity,
            actor=school.himself(mentee),
            programme=programme,
            number=1,
            due_on=date(2027, 3, 16),
        )


@pytest.mark.requirement("R-083")
def test_goals_are_achieved_or_missed(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    for goal in ("план урока", "открытый урок"):
        school.mentor_acts(set_goal, programme, mentee=mentee, due_on=date(2027, 2, 1), goal=goal)
    school.mentor_acts(achieve_goal, programme, number=1)
    school.act(miss_goal, actor=school.himself(mentee), programme=programme, number=2)
    with pytest.raises(GoalDecidedBefore):
        school.mentor_acts(miss_goal, programme, number=1)
    goals = school.seen("programme_goals", school.himself(mentor), of=programme)
    assert [(row["goal"], row["state"]) for row in goals] == [
        ("план урока", "achieved"),
        ("открытый урок", "missed"),
    ]


def propose(school: Programming, programme: str, by: str, **what: object) -> str:
    found = school.act(
        propose_programme_change,
        actor=school.himself(by),
        programme=programme,
        reason="нужно больше практики",
        **what,
    )
    return found["change"]


@pytest.mark.requirement("R-124")
def test_mentor_and_mentee_extend_a_programme(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    curator = school.office("curator")
    change = propose(school, programme, mentee, until=date(2027, 8, 31))
    with pytest.raises(ChangeNotAgreedByAll):
        school.act(apply_programme_change, actor=curator, change=change)
    school.act(agree_to_programme_change, actor=school.himself(mentor), change=change)
    school.act(apply_programme_change, actor=curator, change=change)
    assert school.programme(programme).ends_on == date(2027, 8, 31)
    with pytest.raises(ChangeAppliedBefore):
        school.act(apply_programme_change, actor=curator, change=change)
    (row,) = school.seen("programme_changes", school.himself(mentor), of=programme)
    assert (row["state"], row["agreed"]) == ("applied", [mentee, mentor])


@pytest.mark.requirement("R-124")
def test_an_extension_keeps_within_a_year(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    with pytest.raises(ProgrammeTooLong):
        propose(school, programme, mentor, until=date(2027, 11, 23))
    propose(school, programme, mentor, until=date(2027, 11, 22))


@pytest.mark.requirement("R-124")
@pytest.mark.variation("V-39")
def test_004_lets_the_parties_shorten_and_001_does_not(staged: Runtime) -> None:
    sooner = date(2027, 4, 30)
    school, college = at(staged, "001"), at(staged, "004")
    programme = school.running(school.mentor(), school.mentee())
    with pytest.raises(ShorteningNotProvided):
        propose(school, programme, school.programme(programme).mentor, until=sooner)
    mentor, mentee = college.mentor(), college.mentee()
    shorter = college.running(mentor, mentee)
    change = propose(college, shorter, mentor, until=sooner)
    college.act(agree_to_programme_change, actor=college.himself(mentee), change=change)
    college.act(apply_programme_change, actor=college.office("curator"), change=change)
    assert college.programme(shorter).ends_on == sooner
    with pytest.raises(ActivityOutsideProgramme):
        propose(
            college,
            shorter,
            mentor,
            until=date(2027, 3, 31),
            new_terms=(NewTerm(1, date(2027, 4, 15)),),
        )
    with pytest.raises(NewEndPassed):
        college.act(
            propose_programme_change,
            actor=college.himself(mentor),
            programme=shorter,
            reason="раньше",
            until=date(2027, 3, 2),
            on=date(2027, 3, 3),
        )


@pytest.mark.requirement("R-124")
def test_every_member_of_a_group_agrees_and_one_decline_is_enough(staged: Runtime) -> None:
    school = at(staged)
    mentor, anna, boris = school.mentor(), school.mentee(), school.mentee()
    programme = school.running(mentor, anna, boris)
    curator = school.office("curator")
    change = propose(school, programme, mentor, until=date(2027, 6, 30))
    school.act(agree_to_programme_change, actor=school.himself(anna), change=change)
    with pytest.raises(ChangeNotAgreedByAll):
        school.act(apply_programme_change, actor=curator, change=change)
    school.act(decline_programme_change, actor=school.himself(boris), change=change)
    with pytest.raises(ChangeDeclinedBefore):
        school.act(apply_programme_change, actor=curator, change=change)
    assert school.programme(programme).ends_on == END


@pytest.mark.requirement("R-124")
def test_the_content_changes_as_proposed(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    fresh = NewActivity(
        title="Мастер-класс", direction="innovation", due_on=date(2027, 4, 12), method="показ"
    )
    change = propose(
        school,
        programme,
        mentee,
        adds=(fresh,),
        drops=(1,),
    )
    school.act(agree_to_programme_change, actor=school.himself(mentor), change=change)
    school.act(apply_programme_change, actor=school.office("curator"), change=change)
    rows = school.seen("programme_activities", school.himself(mentor), of=programme)
    assert [(row["number"], row["title"], row["state"], row["method"]) for row in rows] == [
        (1, "Разбор урока", "dropped", None),
        (2, "Мастер-класс", "planned", "показ"),
    ]
    school.done(programme, number=2)
    with pytest.raises(ActivityDoneBefore):
        propose(school, programme, mentee, drops=(2,))
    with pytest.raises(ActivityUnknown):
        propose(school, programme, mentee, drops=(1,))
    with pytest.raises(FormNotUsable):
        propose(school, programme, mentee, forms=("CUSTOM",))


@pytest.mark.requirement("R-124")
def test_an_order_changes_what_was_agreed(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    change = propose(school, programme, mentor, until=date(2027, 6, 30))
    with pytest.raises(ChangeNotAgreedByAll):
        school.sign("programme_change", change)
    school.act(agree_to_programme_change, actor=school.himself(mentee), change=change)
    school.sign("programme_change", change)
    assert school.programme(programme).ends_on == date(2027, 6, 30)


@pytest.mark.requirement("R-124")
def test_strangers_and_drafts_change_nothing(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    stranger = school.mentor()
    with pytest.raises(NotOwnAct):
        propose(school, programme, stranger, until=date(2027, 6, 30))
    with pytest.raises(NotPartyOfProgramme):
        school.act(
            propose_programme_change,
            actor=school.office("curator"),
            programme=programme,
            reason="так нужно",
            until=date(2027, 6, 30),
            by=stranger,
        )
    fourth = school.mentor()
    draft = school.filled(fourth, school.mentee())
    with pytest.raises(ProgrammeNotActive):
        propose(school, draft, fourth, until=date(2027, 6, 30))


@pytest.mark.requirement("R-090", "R-124")
def test_a_running_programme_keeps_its_version_of_the_regulation(staged: Runtime) -> None:
    """A-61: the amended maximum holds for pairs approved later."""
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    school.amend(duration__programme_max_months=9)
    propose(school, programme, mentor, until=date(2027, 11, 22))
    other = school.filled(school.mentor(), school.mentee(), until=date(2027, 8, 22))
    with pytest.raises(ProgrammeTooLong):
        school.composed(other, until=date(2027, 8, 23))
    school.composed(other, until=date(2027, 8, 22))


@pytest.mark.requirement("R-082", "R-094")
def test_who_joins_a_running_group_gets_a_trajectory_and_is_acquainted(staged: Runtime) -> None:
    school = at(staged)
    mentor, anna, boris = school.mentor(), school.mentee(), school.mentee()
    programme = school.running(mentor, anna, boris)
    assignment = school.programme(programme).assignment
    vera = school.mentee()
    school.want(mentor, vera)
    school.join(assignment, vera)
    joined = school.programme(programme)
    assert joined.mentees == (anna, boris, vera)
    school.describe(programme, vera)
    school.act(
        acquaint_with_programme,
        actor=school.himself(vera),
        programme=programme,
        mentee=vera,
        acquainted_on=TODAY,
    )
    rows = school.seen("programme_members", school.himself(mentor), of=programme)
    assert {row["mentee"]: row["acquainted_on"] for row in rows} == {
        anna: TODAY,
        boris: TODAY,
        vera: TODAY,
    }


@pytest.mark.requirement("R-093", "R-123")
def test_a_new_mentor_confirms_the_plan_he_took_over(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee, new = school.mentor(), school.mentee(), school.mentor()
    programme = school.running(mentor, mentee)
    assignment = school.programme(programme).assignment
    school.replace(assignment, new)
    running = school.programme(programme)
    assert (running.status, running.mentor, running.ends_on) == ("active", new, END)
    (row,) = school.seen("programmes", school.himself(new))
    assert row["to_confirm"]
    with pytest.raises(NotOwnAct):
        school.act(confirm_programme, actor=school.himself(mentor), programme=programme)
    school.mentor_acts(confirm_programme, programme)
    (row,) = school.seen("programmes", school.himself(new))
    assert not row["to_confirm"]
    assert [seen["id"] for seen in school.seen("programmes", school.himself(mentor))] == [programme]
