"""Drafting, composing and starting programmes over the real log."""

from datetime import date, timedelta

import pytest

from service.access import Role
from service.aggregates.assignment import MentoringNotActive, ProgrammeOutlivesPeriod
from service.aggregates.programme import (
    Programme,
    ProgrammeNotInDraft,
    ProgrammeStartBeforeAcquaintance,
    ProgrammeStartBeforeOrder,
)
from service.aggregates.programme_draft import (
    AcquaintanceMissing,
    AnsweredRequestMissing,
    CuratorReviewMissing,
    PlanChangedSinceComposed,
    ProgrammeDraft,
)
from service.aggregates.programme_plan import (
    DirectionNotProvided,
    PlanInWork,
    TrainingInputsMissing,
    TrajectoryMissing,
)
from service.commands.programme_plans import (
    DifficultyCompetencyUnknown,
    NamedDifficulty,
    NotProgrammeAuthor,
    define_trajectory,
    drop_planned_activity,
    plan_activity,
    set_goal,
    set_meeting_schedule,
)
from service.commands.programme_start import (
    acquaint_with_programme,
    activate_programme,
    compose_programme,
    review_programme,
)
from service.commands.programmes import (
    ProgrammeAlreadyDrafted,
    comment_on_draft,
    contribute_to_draft,
    draft_programme,
    record_pilot,
)
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct
from service.errors import NotAllowed
from service.regulations.programme_term import ProgrammeTooShort, ShortTermReasonMissing
from tests.commands.pairing import TODAY, UNTIL
from tests.commands.programming import END, START, at


@pytest.mark.requirement("R-090")
def test_an_approved_pair_gets_one_programme(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.drafted(mentor, mentee)
    draft = school.programme(programme)
    assert (draft.mentor, draft.mentees, draft.kind) == (mentor, (mentee,), "individual")
    with pytest.raises(ProgrammeAlreadyDrafted):
        school.act(draft_programme, actor=school.himself(mentor), assignment=draft.assignment)


@pytest.mark.requirement("R-090")
def test_without_an_order_there_is_no_programme(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    assignment = school.ready(mentor, mentee)
    with pytest.raises(MentoringNotActive):
        school.act(draft_programme, actor=school.himself(mentor), assignment=assignment)


@pytest.mark.requirement("R-090")
def test_another_mentor_does_not_begin_the_draft(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee, other = school.mentor(), school.mentee(), school.mentor()
    assignment = school.ready(mentor, mentee)
    school.order(assignment)
    with pytest.raises(NotOwnAct):
        school.act(draft_programme, actor=school.himself(other), assignment=assignment)


@pytest.mark.requirement("R-091", "R-095")
@pytest.mark.variation("V-34")
def test_002_lets_the_mentor_plan_alone_and_001_with_the_mentee(staged: Runtime) -> None:
    planned = {}
    for code in ("001", "002"):
        school = at(staged, code)
        mentor, mentee = school.mentor(), school.mentee()
        programme = school.filled(mentor, mentee)
        try:
            school.act(
                plan_activity,
                actor=school.himself(mentee),
                programme=programme,
                title="Открытый урок",
                direction="subject",
                due_on=date(2027, 2, 1),
            )
            planned[code] = True
        except NotProgrammeAuthor:
            planned[code] = False
        school.act(comment_on_draft, actor=school.himself(mentee), programme=programme, comment="Согласна.")
    assert planned == {"001": True, "002": False}


@pytest.mark.requirement("R-091")
@pytest.mark.variation("V-34")
def test_002_starts_from_need_level_and_experience(staged: Runtime) -> None:
    composed = {}
    for code in ("001", "002"):
        school = at(staged, code)
        mentor, mentee = school.mentor(), school.mentee()
        programme = school.drafted(mentor, mentee)
        school.describe(programme, mentee, need=None)
        school.plan(programme, mentee)
        try:
            school.composed(programme)
            composed[code] = True
        except TrainingInputsMissing:
            composed[code] = False
    assert composed == {"001": True, "002": False}


@pytest.mark.requirement("R-089")
@pytest.mark.variation("V-33")
def test_002_composes_a_short_programme_for_a_reason_and_001_never(staged: Runtime) -> None:
    until = date(2027, 1, 30)
    school = at(staged, "001")
    programme = school.filled(school.mentor(), school.mentee())
    with pytest.raises(ProgrammeTooShort):
        school.composed(programme, until=until, short_term_reason="returning")
    garden = at(staged, "002")
    short = garden.filled(garden.mentor(), garden.mentee())
    with pytest.raises(ShortTermReasonMissing):
        garden.composed(short, until=until)
    garden.composed(short, until=until, short_term_reason="returning")


@pytest.mark.requirement("R-076")
def test_a_programme_is_composed_within_the_term_of_the_order(staged: Runtime) -> None:
    school = at(staged)
    programme = school.filled(school.mentor(), school.mentee())
    with pytest.raises(ProgrammeOutlivesPeriod) as refused:
        school.composed(programme, until=UNTIL + timedelta(days=1))
    assert refused.value.facts == {"ends_on": UNTIL + timedelta(days=1), "until": UNTIL}
    school.composed(programme, until=UNTIL)


@pytest.mark.requirement("R-014", "R-089")
@pytest.mark.variation("V-13")
def test_004_alone_offers_practice_oriented_technologies(staged: Runtime) -> None:
    college = at(staged, "004")
    mentee = college.mentee()
    programme = college.drafted(college.mentor(), mentee)
    college.describe(programme, mentee, directions=("practice_oriented",))
    school = at(staged, "001")
    pupil = school.mentee()
    other = school.drafted(school.mentor(), pupil)
    with pytest.raises(DirectionNotProvided):
        school.describe(other, pupil, directions=("practice_oriented",))


@pytest.mark.requirement("R-096")
def test_a_group_plans_each_members_own_way(staged: Runtime) -> None:
    school = at(staged)
    mentor, anna, boris = school.mentor(), school.mentee(), school.mentee()
    programme = school.drafted(mentor, anna, boris)
    school.describe(programme, anna)
    school.plan(programme, anna)
    with pytest.raises(TrajectoryMissing):
        school.composed(programme)
    with pytest.raises(NotOwnAct):
        school.act(
            define_trajectory,
            actor=school.himself(anna),
            programme=programme,
            mentee=boris,
            directions=("subject",),
            difficulties=(NamedDifficulty(words="дисциплина"),),
        )
    school.act(
        define_trajectory,
        actor=school.himself(boris),
        programme=programme,
        mentee=boris,
        directions=("social",),
        difficulties=(NamedDifficulty(words="дисциплина"),),
    )
    school.plan(programme, boris, strengths=())
    school.composed(programme)
    own = school.seen("programme_trajectories", school.himself(boris), of=programme)
    assert [row["mentee"] for row in own] == [boris]
    both = school.seen("programme_trajectories", school.himself(mentor), of=programme)
    assert sorted(row["mentee"] for row in both) == sorted((anna, boris))
    aims = [row["aims"] for row in school.seen("programme_activities", school.himself(boris), of=programme)]
    assert aims == [[], [[boris, "difficulty", 1]]]


@pytest.mark.requirement("R-096")
def test_a_difficulty_lies_in_a_known_competency(staged: Runtime) -> None:
    school = at(staged)
    mentee = school.mentee()
    programme = school.drafted(school.mentor(), mentee)
    with pytest.raises(DifficultyCompetencyUnknown):
        school.describe(programme, mentee, difficulties=(NamedDifficulty(words="всё", competency="XXX-99"),))


@pytest.mark.requirement("R-029", "R-095")
def test_the_association_and_the_curator_help_with_a_draft(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.drafted(mentor, mentee)
    expert = school.member_of(Role.ASSOCIATION)
    with pytest.raises(AnsweredRequestMissing):
        school.act(contribute_to_draft, actor=expert, programme=programme, contribution="взаимопосещение")
    school.act(
        contribute_to_draft,
        actor=expert,
        programme=programme,
        contribution="взаимопосещение",
        requests=(mentee,),
    )
    school.act(
        contribute_to_draft,
        actor=school.office("curator"),
        programme=programme,
        contribution="Хочу больше практики",
        by=mentee,
    )
    school.act(
        record_pilot, actor=expert, programme=programme, piloted_on=TODAY, conclusion="программа пригодна"
    )
    school.act(
        comment_on_draft, actor=school.office("curator"), programme=programme, comment="хорошее начало"
    )
    notes = school.seen("programme_notes", school.himself(mentee), of=programme)
    assert [(row["kind"], row["by"], row["contributor"]) for row in notes] == [
        ("contribution", expert.id, "association"),
        ("contribution", mentee, "mentee"),
        ("pilot", expert.id, None),
        ("comment", school.office("curator").id, None),
    ]


@pytest.mark.requirement("R-095")
def test_strangers_take_no_part_in_a_draft(staged: Runtime) -> None:
    school = at(staged)
    programme = school.drafted(school.mentor(), school.mentee())
    stranger = school.himself(school.mentor())
    with pytest.raises(NotOwnAct):
        school.act(comment_on_draft, actor=stranger, programme=programme, comment="а я бы иначе")
    with pytest.raises(NotOwnAct):
        school.act(record_pilot, actor=stranger, programme=programme, piloted_on=TODAY, conclusion="не моё")
    assert school.seen("programmes", stranger) == []
    assert school.seen("programme_activities", stranger, of=programme) == []


@pytest.mark.requirement("R-025", "R-094")
def test_review_and_acquaintance_come_before_the_start(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.composed(school.filled(mentor, mentee))
    curator = school.office("curator")
    with pytest.raises(CuratorReviewMissing):
        school.mentor_acts(activate_programme, programme)
    school.act(review_programme, actor=curator, programme=programme, remarks="Уточните срок.")
    with pytest.raises(CuratorReviewMissing):
        school.mentor_acts(activate_programme, programme)
    assert [row["id"] for row in school.seen("programmes_to_review", curator)] == [programme]
    school.act(review_programme, actor=curator, programme=programme)
    assert school.seen("programmes_to_review", curator) == []
    with pytest.raises(AcquaintanceMissing):
        school.mentor_acts(activate_programme, programme)
    with pytest.raises(NotAllowed):
        school.mentor_acts(acquaint_with_programme, programme, mentee=mentee, acquainted_on=TODAY)
    school.act(
        acquaint_with_programme,
        actor=school.himself(mentee),
        programme=programme,
        mentee=mentee,
        acquainted_on=TODAY,
    )
    with pytest.raises(NotOwnAct):
        school.act(activate_programme, actor=school.himself(mentee), programme=programme)
    school.mentor_acts(activate_programme, programme)
    running = school.programme(programme)
    assert (running.status, running.starts_on, running.ends_on) == ("active", START, END)


@pytest.mark.requirement("R-089")
def test_nobody_starts_what_was_changed_after_composing(staged: Runtime) -> None:
    school = at(staged)
    mentee = school.mentee()
    programme = school.known(school.composed(school.filled(school.mentor(), mentee)))
    school.plan(programme, mentee)
    with pytest.raises(PlanChangedSinceComposed):
        school.mentor_acts(activate_programme, programme)


@pytest.mark.requirement("R-090", "R-094")
def test_a_programme_starts_on_its_day_or_later(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.composed(school.filled(mentor, mentee))
    known_on = date(2026, 11, 25)
    school.act(review_programme, actor=school.office("curator"), programme=programme)
    school.act(
        acquaint_with_programme,
        actor=school.himself(mentee),
        programme=programme,
        mentee=mentee,
        acquainted_on=known_on,
        on=known_on,
    )
    with pytest.raises(ProgrammeStartBeforeAcquaintance):
        school.mentor_acts(activate_programme, programme)
    with pytest.raises(ProgrammeStartBeforeOrder):
        school.mentor_acts(activate_programme, programme, starts_on=date(2026, 11, 20))
    school.mentor_acts(activate_programme, programme, starts_on=date(2026, 12, 1))
    assert school.programme(programme).starts_on == date(2026, 12, 1)


@pytest.mark.requirement("R-021", "R-124")
def test_a_running_programme_stands_in_the_bank_with_its_plan_fixed(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    curator = school.office("curator")
    programme = school.filled(mentor, mentee)
    assert school.seen("programme_bank", curator) == []
    school.mentor_acts(drop_planned_activity, programme, number=int(school.plan(programme, mentee)))
    school.known(school.composed(programme))
    school.mentor_acts(activate_programme, programme)
    (row,) = school.seen("programme_bank", curator)
    assert (row["id"], row["kind"], row["status"]) == (programme, "individual", "active")
    with pytest.raises(ProgrammeNotInDraft):
        school.plan(programme, mentee)
    with pytest.raises(ProgrammeNotInDraft):
        school.mentor_acts(compose_programme, programme, since=START, until=END)
    with pytest.raises(PlanInWork):
        school.describe(programme, mentee)
    facts = school.seen("running_programmes", curator)
    assert facts == [
        {
            "kind": "individual",
            "forms": ["PEER"],
            "types": ["traditional"],
            "starts_on": START,
            "ends_on": END,
        }
    ]


@pytest.mark.requirement("R-083")
def test_goal_setting_begins_with_meetings_and_a_goal(staged: Runtime) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.filled(mentor, mentee, types=("goal_setting",))
    school.known(school.composed(programme))
    school.mentor_acts(set_meeting_schedule, programme, meetings=(date(2026, 12, 7), date(2026, 11, 30)))
    school.act(
        set_goal,
        actor=school.himself(mentee),
        programme=programme,
        mentee=mentee,
        due_on=date(2026, 12, 7),
        goal="составить план урока",
    )
    school.mentor_acts(activate_programme, programme)
    rows = school.seen("programme_goals", school.himself(mentee), of=programme)
    assert [row["kind"] for row in rows] == ["meeting", "meeting", "goal"]


@pytest.mark.requirement("R-025")
def test_remarks_that_meet_the_start_are_decided_again(staged: Runtime) -> None:
    school = at(staged)
    programme = school.known(school.composed(school.filled(school.mentor(), school.mentee())))
    draft_id = programme.replace("/programme/", "/programme_draft/")
    before = school.runtime.log.get(ProgrammeDraft, draft_id).version
    school.mentor_acts(activate_programme, programme)
    assert school.runtime.log.get(ProgrammeDraft, draft_id).version == before + 1
    with pytest.raises(ProgrammeNotInDraft):
        school.act(
            review_programme, actor=school.office("curator"), programme=programme, remarks="Подождите."
        )
    assert isinstance(school.programme(programme), Programme)
