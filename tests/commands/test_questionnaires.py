"""Questionnaires: versions, the survey of potential mentors, surveys before and after a programme."""

from typing import Any

import pytest

from service.access import Role
from service.aggregates.programme import Programme
from service.aggregates.questionnaire import MentorSurveyOpen
from service.aggregates.survey import SurveyAnswered, SurveyNotForYou
from service.commands.lists_preparation import questionnaires, survey_results, survey_words, surveys
from service.commands.lists_surveys import own_surveys
from service.commands.questionnaires import (
    NobodyToAsk,
    OwnQuestion,
    SurveyAlreadyOpened,
    SurveyTooEarly,
    SurveyTooLate,
    WordedAnswer,
    adopt_questionnaire,
    answer_monitoring_survey,
    close_mentor_survey,
    close_monitoring_survey,
    open_mentor_survey,
    open_monitoring_survey,
)
from service.commands.runtime import Runtime
from service.commands.views import answer
from service.commands.work import NotOwnAct
from service.ids import person_of
from service.regulations.questionnaires import standard_questionnaires
from service.values import Mark
from tests.commands.pairing import School
from tests.commands.results import ACTIVATED, CLOSED, TODAY, act, acting_as, amended, programme, rows
from tests.scenario import happened

COMPLETED = happened(Programme.ProgrammeCompleted, completed_on=TODAY)


@pytest.mark.requirement("R-132")
def test_the_standard_questionnaires_ask_each_question_once_and_end_with_a_mark() -> None:
    for kind, questions in standard_questionnaires().items():
        codes = [question.code for question in questions]
        assert len(set(codes)) == len(codes), kind
        assert all(question.text.endswith("?") and question.moments for question in questions), kind
    assert set(standard_questionnaires()) == {"potential_mentor", "mentor", "mentee", "curator"}


@pytest.mark.requirement("R-047", "R-132")
def test_an_institution_adopts_its_own_questions_as_the_next_version(staged: Runtime) -> None:
    act(staged, adopt_questionnaire, kind="mentee")
    own = (
        OwnQuestion("Помог ли вам наставник?", "yes_no", ("after",)),
        OwnQuestion("Что изменить?", "text", ("after",)),
    )
    act(staged, adopt_questionnaire, kind="mentee", questions=own)
    (form,) = rows(staged, questionnaires)
    assert (form["version"], form["kind_words"]) == (2, "анкета наставляемого")
    assert [(row["code"], row["text"]) for row in form["questions"]] == [
        ("Q01", "Помог ли вам наставник?"),
        ("Q02", "Что изменить?"),
    ]


@pytest.mark.requirement("R-047")
@pytest.mark.variation("V-48")
def test_the_survey_of_potential_mentors_has_the_scope_of_the_regulation(staged: Runtime) -> None:
    """001 asks in the institution; a regulation like that of 003 sets no such bound."""
    act(staged, open_mentor_survey)
    (form,) = rows(staged, questionnaires)
    assert (form["scope_words"], form["survey_opened_on"]) == ("в своей организации", TODAY)
    with pytest.raises(MentorSurveyOpen):
        act(staged, open_mentor_survey)
    act(staged, close_mentor_survey)
    amended(staged, {"roadmap.stage3_scope": "unrestricted"})
    act(staged, open_mentor_survey)
    (form,) = rows(staged, questionnaires)
    assert form["scope_words"] == "без ограничения"


@pytest.mark.requirement("R-132")
def test_a_survey_before_and_one_after_a_programme(staged: Runtime) -> None:
    running = programme(staged, ACTIVATED)
    with pytest.raises(SurveyTooEarly):
        act(staged, open_monitoring_survey, programme=running, role="mentee", moment="after")
    act(staged, open_monitoring_survey, programme=running, role="mentee", moment="before")
    with pytest.raises(SurveyAlreadyOpened):
        act(staged, open_monitoring_survey, programme=running, role="mentee", moment="before")
    ended = programme(staged, ACTIVATED, COMPLETED)
    with pytest.raises(SurveyTooLate):
        act(staged, open_monitoring_survey, programme=ended, role="mentor", moment="before")
    act(staged, open_monitoring_survey, programme=ended, role="mentor", moment="after")
    assert [
        (row["role_words"], row["moment_words"], row["asked"], row["answered"])
        for row in rows(staged, surveys)
    ] in (
        [
            ("анкета наставляемого", "до программы", 1, 0),
            ("анкета наставника", "по итогам программы", 1, 0),
        ],
        [
            ("анкета наставника", "по итогам программы", 1, 0),
            ("анкета наставляемого", "до программы", 1, 0),
        ],
    )


@pytest.mark.requirement("R-132")
def test_whoever_is_asked_finds_the_questions_until_he_answered(staged: Runtime) -> None:
    school = School(staged)
    about = staged.log.get(Programme, programme(staged, ACTIVATED, COMPLETED))
    opened = act(staged, open_monitoring_survey, programme=about.id, role="mentor", moment="after")["survey"]
    mentor, mentee = school.himself(about.mentor), school.himself(about.mentees[0])
    (form,) = answer(staged, own_surveys, institution="001", actor=mentor, on=TODAY)
    assert (form["id"], form["respondent"]) == (opened, about.mentor)
    assert (form["role_words"], form["moment_words"]) == ("анкета наставника", "по итогам программы")
    codes = [question["code"] for question in form["questions"]]
    standard = [each.question for each in standard_questionnaires()["mentor"]]
    assert codes == [each.code for each in standard if "after" in each.moments]
    assert answer(staged, own_surveys, institution="001", actor=mentee, on=TODAY) == []
    marks = (Mark("M02", 9),)
    act(staged, answer_monitoring_survey, actor=mentor, survey=opened, respondent=about.mentor, marks=marks)
    assert answer(staged, own_surveys, institution="001", actor=mentor, on=TODAY) == []


@pytest.mark.requirement("R-132")
def test_participants_answer_for_themselves_or_on_paper_and_the_curator_too(staged: Runtime) -> None:
    school = School(staged)
    ended = programme(staged, ACTIVATED, COMPLETED)
    about = staged.log.get(Programme, ended)
    opened = {
        role: act(staged, open_monitoring_survey, programme=ended, role=role, moment="after")["survey"]
        for role in ("mentor", "mentee", "curator")
    }
    marks = (Mark("M02", 9),)
    with pytest.raises(NotOwnAct):
        act(
            staged,
            answer_monitoring_survey,
            actor=school.himself(about.mentees[0]),
            survey=opened["mentor"],
            respondent=about.mentor,
            marks=marks,
        )
    act(
        staged,
        answer_monitoring_survey,
        actor=school.himself(about.mentor),
        survey=opened["mentor"],
        respondent=about.mentor,
        marks=marks,
    )
    with pytest.raises(SurveyAnswered):
        act(staged, answer_monitoring_survey, survey=opened["mentor"], respondent=about.mentor, marks=marks)
    with pytest.raises(SurveyNotForYou):
        act(staged, answer_monitoring_survey, survey=opened["mentee"], respondent=about.mentor, marks=marks)
    curator = school.office("curator")
    act(
        staged,
        answer_monitoring_survey,
        actor=curator,
        survey=opened["curator"],
        respondent=curator.id,
        words=(WordedAnswer("C05", "больше времени"),),
    )
    act(staged, close_monitoring_survey, survey=opened["mentee"])
    answered = {row["role"]: (row["answered"], row["closed_on"]) for row in rows(staged, surveys)}
    assert answered == {"mentor": (1, None), "mentee": (0, TODAY), "curator": (1, None)}


@pytest.mark.requirement("R-132")
def test_a_role_that_nobody_holds_is_not_asked(staged: Runtime) -> None:
    ended = programme(staged, ACTIVATED, COMPLETED)
    School(staged).relieve_curator()
    with pytest.raises(NobodyToAsk):
        act(staged, open_monitoring_survey, programme=ended, role="curator", moment="after")
    own = (OwnQuestion("Чего вы ждёте?", "text", ("before",)),)
    act(staged, adopt_questionnaire, kind="mentor", questions=own)
    with pytest.raises(NobodyToAsk):
        act(staged, open_monitoring_survey, programme=ended, role="mentor", moment="after")


@pytest.mark.requirement("R-132")
def test_a_closed_programme_has_ended_too(staged: Runtime) -> None:
    closed = programme(staged, ACTIVATED, COMPLETED, CLOSED)
    with pytest.raises(SurveyTooLate):
        act(staged, open_monitoring_survey, programme=closed, role="mentee", moment="before")
    assert act(staged, open_monitoring_survey, programme=closed, role="mentee", moment="after")


@pytest.mark.requirement("R-132")
def test_results_of_fewer_than_three_people_are_suppressed(staged: Runtime) -> None:
    seen: list[Any] = []
    for number in range(3):
        ended = programme(staged, ACTIVATED, COMPLETED)
        (mentee,) = staged.log.get(Programme, ended).mentees
        survey = act(staged, open_monitoring_survey, programme=ended, role="mentee", moment="after")["survey"]
        act(
            staged,
            answer_monitoring_survey,
            actor=acting_as(person_of(mentee), Role.MENTEE),
            survey=survey,
            respondent=mentee,
            marks=(Mark("E02", 8 + number),),
            words=(WordedAnswer("E13", f"встреча {number}"),),
        )
        seen.append((rows(staged, survey_results), rows(staged, survey_words)))
    for results, words in seen[:2]:
        assert [(row["suppressed"], row["answers"], row["total"]) for row in results] == [
            (True, None, None)
        ] * 2
        assert words == []
    results, words = seen[2]
    assert [(row["question"], row["answers"], row["total"]) for row in results] == [
        ("E02", 3, 27),
        ("E13", 0, None),
    ]
    assert results[0]["text"].endswith("?")
    assert [row["words"] for row in words] == ["встреча 0", "встреча 1", "встреча 2"]
    assert all("person" not in row for row in (*results, *words))
