"""Questionnaires in their versions, the survey of potential mentors, surveys about a programme."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.questionnaire import (
    MentorSurveyNotOpen,
    MentorSurveyOpen,
    QuestionnaireEmpty,
    QuestionnaireForm,
    QuestionnaireMissing,
    QuestionTwice,
)
from service.aggregates.survey import (
    AnswerEmpty,
    AnswerInFuture,
    MarkOutOfRange,
    QuestionUnknown,
    Survey,
    SurveyAnswered,
    SurveyClosed,
    SurveyNotForYou,
)
from service.values import Mark, Pii, Question
from tests.lives.people import MENTEE, MENTOR, OTHER, PERSON, THIRD_MENTEE
from tests.scenario import TODAY, Happened, given, happened, recorded, replayed

DAY = timedelta(days=1)
STARTED = happened(QuestionnaireForm.QuestionnaireStarted, kind="potential_mentor")
SCALE = Question("A", "scale", ("before", "after"))
WORDS = Question("B", "text", ("after",))
YES = Question("C", "yes_no", ("after",))
OFTEN = Question("D", "frequency", ("after",))
TEXTS = Pii(PERSON, ("Насколько?", "Что?"))


def version(number: int, *questions: Question, texts: Pii = TEXTS) -> Happened:
    return happened(
        QuestionnaireForm.QuestionnaireVersionAdopted, version=number, questions=questions, texts=texts
    )


def opened(scope: str) -> Happened:
    return happened(QuestionnaireForm.MentorQuestionnaireOpened, version=1, scope=scope, opened_on=TODAY)


CLOSED = happened(QuestionnaireForm.MentorQuestionnaireClosed, closed_on=TODAY)


@pytest.mark.requirement("R-132")
def test_versions_of_a_questionnaire_are_counted() -> None:
    given(QuestionnaireForm, STARTED).when(
        lambda it: it.adopt_version(questions=(SCALE, WORDS), texts=TEXTS)
    ).then(version(1, SCALE, WORDS))
    given(QuestionnaireForm, STARTED, version(1, SCALE, WORDS)).when(
        lambda it: it.adopt_version(questions=(WORDS, SCALE), texts=TEXTS)
    ).then(version(2, WORDS, SCALE))


@pytest.mark.requirement("R-132")
def test_the_same_questions_are_no_new_version_but_other_words_are() -> None:
    history = (STARTED, version(1, SCALE, WORDS))
    given(QuestionnaireForm, *history).when(
        lambda it: it.adopt_version(questions=(SCALE, WORDS), texts=TEXTS)
    ).then_nothing()
    other = Pii(PERSON, ("Насколько?", "Зачем?"))
    given(QuestionnaireForm, *history).when(
        lambda it: it.adopt_version(questions=(SCALE, WORDS), texts=other)
    ).then(version(2, SCALE, WORDS, texts=other))


@pytest.mark.requirement("R-132")
def test_a_questionnaire_has_questions_each_once() -> None:
    given(QuestionnaireForm, STARTED).when(
        lambda it: it.adopt_version(questions=(), texts=Pii(PERSON, ()))
    ).then_refused(QuestionnaireEmpty)
    given(QuestionnaireForm, STARTED).when(
        lambda it: it.adopt_version(questions=(SCALE, SCALE), texts=TEXTS)
    ).then_refused(QuestionTwice)


def test_a_questionnaire_knows_its_kind() -> None:
    it: QuestionnaireForm = replayed(recorded(QuestionnaireForm, "001/questionnaire/1", STARTED))
    assert (it.kind, it.edition, it.questions, it.survey) == ("potential_mentor", 0, (), None)


@pytest.mark.requirement("R-047")
@pytest.mark.parametrize("scope", ["own_institution", "unrestricted"])
def test_potential_mentors_are_asked_until_the_survey_is_closed(scope: Any) -> None:  # noqa: ANN401 - parametrised
    history = (STARTED, version(1, SCALE, WORDS))
    given(QuestionnaireForm, *history).when(lambda it: it.open_survey(scope=scope, on=TODAY)).then(
        opened(scope)
    )
    given(QuestionnaireForm, *history, opened(scope)).when(lambda it: it.close_survey(on=TODAY)).then(CLOSED)
    given(QuestionnaireForm, *history, opened(scope), CLOSED).when(
        lambda it: it.open_survey(scope=scope, on=TODAY)
    ).then(opened(scope))


@pytest.mark.requirement("R-047")
def test_a_survey_needs_questions_and_is_opened_and_closed_in_turn() -> None:
    given(QuestionnaireForm, STARTED).when(
        lambda it: it.open_survey(scope="unrestricted", on=TODAY)
    ).then_refused(QuestionnaireMissing)
    asked = (STARTED, version(1, SCALE, WORDS), opened("own_institution"))
    given(QuestionnaireForm, *asked).when(
        lambda it: it.open_survey(scope="own_institution", on=TODAY)
    ).then_refused(MentorSurveyOpen)
    given(QuestionnaireForm, STARTED).when(lambda it: it.close_survey(on=TODAY)).then_refused(
        MentorSurveyNotOpen
    )


ASKED = happened(
    Survey.MonitoringQuestionnaireOpened,
    programme=f"001/programme/{1:032x}",
    role="mentee",
    moment="after",
    version=1,
    questions=(SCALE, WORDS, YES, OFTEN),
    respondents=(MENTEE, THIRD_MENTEE),
    opened_on=TODAY,
)
ANSWER: dict[str, Any] = {
    "respondent": MENTEE,
    "marks": (Mark("A", 10), Mark("C", 1), Mark("D", 5)),
    "worded": ("B",),
    "words": Pii(OTHER, ("открытые уроки",)),
    "answered_on": TODAY,
    "source": "paper",
}
ANSWERED = happened(Survey.MonitoringResponseRecorded, **ANSWER)
ENDED = happened(Survey.MonitoringQuestionnaireClosed, closed_on=TODAY)


@pytest.mark.requirement("R-132")
def test_everybody_who_is_asked_answers_once() -> None:
    given(Survey, ASKED).when(lambda it: it.respond(on=TODAY, **ANSWER)).then(ANSWERED)
    given(Survey, ASKED, ANSWERED).when(lambda it: it.respond(on=TODAY, **ANSWER)).then_refused(
        SurveyAnswered
    )
    other: dict[str, Any] = ANSWER | {"respondent": THIRD_MENTEE}
    given(Survey, ASKED, ANSWERED).when(lambda it: it.respond(on=TODAY, **other)).then(
        happened(Survey.MonitoringResponseRecorded, **other)
    )
    given(Survey, ASKED).when(
        lambda it: it.respond(on=TODAY, **ANSWER | {"respondent": MENTOR})
    ).then_refused(SurveyNotForYou)


@pytest.mark.requirement("R-132")
@pytest.mark.parametrize(
    "part",
    [{"marks": (), "worded": ("B",)}, {"worded": (), "words": Pii(OTHER, ()), "marks": (Mark("A", 1),)}],
)
def test_figures_alone_or_words_alone_are_an_answer(part: dict[str, Any]) -> None:
    given(Survey, ASKED).when(lambda it: it.respond(on=TODAY, **ANSWER | part)).then(
        happened(Survey.MonitoringResponseRecorded, **ANSWER | part)
    )


@pytest.mark.requirement("R-132")
def test_silence_is_no_answer() -> None:
    silent: dict[str, Any] = ANSWER | {"marks": (), "worded": (), "words": Pii(OTHER, ())}
    given(Survey, ASKED).when(lambda it: it.respond(on=TODAY, **silent)).then_refused(AnswerEmpty)


@pytest.mark.requirement("R-132")
@pytest.mark.parametrize(
    ("code", "mark", "least", "most"),
    [("A", 0, 1, 10), ("A", 11, 1, 10), ("C", 2, 0, 1), ("C", -1, 0, 1), ("D", 0, 1, 5), ("D", 6, 1, 5)],
)
def test_a_mark_stays_on_its_scale(code: str, mark: int, least: int, most: int) -> None:
    given(Survey, ASKED).when(
        lambda it: it.respond(on=TODAY, **ANSWER | {"marks": (Mark(code, mark),)})
    ).then_refused(MarkOutOfRange, mark=mark, least=least, most=most)


@pytest.mark.requirement("R-132")
@pytest.mark.parametrize(("code", "mark"), [("A", 1), ("A", 10), ("C", 0), ("C", 1), ("D", 1), ("D", 5)])
def test_both_ends_of_a_scale_are_marks(code: str, mark: int) -> None:
    told: dict[str, Any] = ANSWER | {"marks": (Mark(code, mark),)}
    given(Survey, ASKED).when(lambda it: it.respond(on=TODAY, **told)).then(
        happened(Survey.MonitoringResponseRecorded, **told)
    )


@pytest.mark.requirement("R-132")
@pytest.mark.parametrize(
    "wrong",
    [
        {"marks": (Mark("Z", 1),)},
        {"marks": (Mark("B", 1),)},
        {"marks": (Mark("A", 1), Mark("A", 2))},
        {"worded": ("A",), "marks": ()},
        {"worded": ("Z",)},
        {"worded": ("B", "B"), "words": Pii(OTHER, ("раз", "два"))},
        {"worded": ("B",), "words": Pii(OTHER, ("раз", "два"))},
        {"worded": (), "words": Pii(OTHER, ("раз",))},
    ],
)
def test_only_questions_that_are_asked_are_answered_each_once_in_its_way(wrong: dict[str, Any]) -> None:
    given(Survey, ASKED).when(lambda it: it.respond(on=TODAY, **ANSWER | wrong)).then_refused(QuestionUnknown)


@pytest.mark.requirement("R-132")
def test_nobody_answers_ahead_of_the_day() -> None:
    given(Survey, ASKED).when(
        lambda it: it.respond(on=TODAY, **ANSWER | {"answered_on": TODAY + DAY})
    ).then_refused(AnswerInFuture, answered_on=TODAY + DAY, on=TODAY)


@pytest.mark.requirement("R-132")
def test_a_closed_survey_is_closed() -> None:
    given(Survey, ASKED).when(lambda it: it.close(on=TODAY)).then(ENDED)
    given(Survey, ASKED, ENDED).when(lambda it: it.close(on=TODAY)).then_refused(SurveyClosed)
    given(Survey, ASKED, ENDED).when(lambda it: it.respond(on=TODAY, **ANSWER)).then_refused(SurveyClosed)
    it: Survey = replayed(recorded(Survey, "001/survey/1", ASKED))
    assert (it.role, it.respondents, it.answered, it.closed) == ("mentee", (MENTEE, THIRD_MENTEE), (), False)
