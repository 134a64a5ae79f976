"""Questionnaires: their versions, the survey of potential mentors, surveys on the quality of a programme."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.access import Action
from service.aggregates.programme import Programme
from service.aggregates.questionnaire import QuestionnaireForm, SurveyScope
from service.aggregates.survey import Survey
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import person_of
from service.regulations.questionnaires import standard_questionnaires
from service.values import AnswerKind, Mark, Moment, Pii, Question, Questionnaire

SurveyRole = Literal["mentor", "mentee", "curator"]
"""Who is asked about a programme."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question in the institution's own words."""

    text: str
    answer: AnswerKind
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class WordedAnswer:
    """An answer in words."""

    question: str
    words: str


class SurveyAlreadyOpened(Refused):
    """This role was asked about this programme at this moment already."""

    requirement = "R-132"


class SurveyTooEarly(Refused):
    """The survey after a programme is held when it has ended."""

    requirement = "R-132"


class SurveyTooLate(Refused):
    """The survey before a programme is held until it ends."""

    requirement = "R-132"


class NobodyToAsk(Refused):
    """The questionnaire has no question for this moment, or nobody holds this role."""

    requirement = "R-132"


@command(title="Принять анкету", action=Action.KEEP_QUESTIONNAIRES, requirements=("R-047", "R-132"))
def adopt_questionnaire(
    work: Work, *, kind: Questionnaire, questions: tuple[OwnQuestion, ...] = ()
) -> Decision:
    """Adopt the next version of a questionnaire: own questions, or the standard ones where none are named."""
    form = _form(work, kind)
    if questions:
        form.adopt_version(
            questions=tuple(
                Question(f"Q{number:02}", each.answer, each.moments)
                for number, each in enumerate(questions, start=1)
            ),
            texts=Pii(work.actor, tuple(each.text for each in questions)),
        )
    else:
        _adopt_standard(work, form, kind)
    return Decision((form,), {"questionnaire": form.id})


@command(
    title="Открыть анкетирование потенциальных наставников",
    action=Action.KEEP_QUESTIONNAIRES,
    requirements=("R-047",),
)
def open_mentor_survey(work: Work) -> Decision:
    """Open the survey of potential mentors, among the workers here or among anybody (003, V-48)."""
    form = _ready_form(work, "potential_mentor")
    scope: SurveyScope = (
        "unrestricted"
        if work.load_regulation().text("roadmap.stage3_scope") == "unrestricted"
        else "own_institution"
    )
    form.open_survey(scope=scope, on=work.on)
    return Decision((form,), {"questionnaire": form.id})


@command(
    title="Закрыть анкетирование потенциальных наставников",
    action=Action.KEEP_QUESTIONNAIRES,
    requirements=("R-047",),
)
def close_mentor_survey(work: Work) -> Decision:
    """Close the survey of potential mentors."""
    form = _form(work, "potential_mentor")
    form.close_survey(on=work.on)
    return Decision((form,))


@command(
    title="Открыть анкетирование по программе",
    action=Action.KEEP_QUESTIONNAIRES,
    requirements=("R-132",),
)
def open_monitoring_survey(work: Work, *, programme: str, role: SurveyRole, moment: Moment) -> Decision:
    """Ask the mentor, the mentees or the curator of a programme, before it or after it."""
    about = work.get(Programme, programme)
    if moment == "after" and about.is_open:
        raise SurveyTooEarly
    if moment == "before" and not about.is_open:
        raise SurveyTooLate
    survey_id = fixed_id(work.institution, Survey.TOPIC, programme, role, moment)
    if work.log.find(Survey, survey_id) is not None:
        raise SurveyAlreadyOpened
    form = _ready_form(work, role)
    questions = tuple(question for question in form.questions if moment in question.moments)
    respondents = _respondents(work, about, role)
    if not questions or not respondents:
        raise NobodyToAsk
    survey = Survey.start(
        Survey.MonitoringQuestionnaireOpened,
        survey_id,
        programme=programme,
        role=role,
        moment=moment,
        version=form.edition,
        questions=questions,
        respondents=respondents,
        opened_on=work.on,
    )
    return Decision((form, survey), {"survey": survey.id})


@command(
    title="Ответить на анкету по программе",
    action=Action.CONTRIBUTE_TO_MONITORING,
    requirements=("R-132",),
)
def answer_monitoring_survey(
    work: Work,
    *,
    survey: str,
    respondent: str,
    marks: tuple[Mark, ...] = (),
    words: tuple[WordedAnswer, ...] = (),
    answered_on: date | None = None,
) -> Decision:
    """Answer a survey about a programme, oneself or on paper; results are shown together only."""
    source = work.speaks_for(respondent)
    found = work.get(Survey, survey)
    found.respond(
        respondent=respondent,
        marks=marks,
        worded=tuple(each.question for each in words),
        words=Pii(person_of(respondent), tuple(each.words for each in words)),
        answered_on=answered_on or work.on,
        on=work.on,
        source=source,
    )
    return Decision((found,))


@command(
    title="Закрыть анкетирование по программе",
    action=Action.KEEP_QUESTIONNAIRES,
    requirements=("R-132",),
)
def close_monitoring_survey(work: Work, *, survey: str) -> Decision:
    """Close a survey about a programme."""
    found = work.get(Survey, survey)
    found.close(on=work.on)
    return Decision((found,))


def _form(work: Work, kind: Questionnaire) -> QuestionnaireForm:
    form_id = fixed_id(work.institution, QuestionnaireForm.TOPIC, kind)
    known = work.log.find(QuestionnaireForm, form_id)
    return known or QuestionnaireForm.start(QuestionnaireForm.QuestionnaireStarted, form_id, kind=kind)


def _ready_form(work: Work, kind: Questionnaire) -> QuestionnaireForm:
    """The questionnaire with its questions: the standard ones where the institution has adopted none."""
    form = _form(work, kind)
    if not form.edition:
        _adopt_standard(work, form, kind)
    return form


def _adopt_standard(work: Work, form: QuestionnaireForm, kind: Questionnaire) -> None:
    standard = standard_questionnaires()[kind]
    form.adopt_version(
        questions=tuple(each.question for each in standard),
        texts=Pii(work.actor, tuple(each.text for each in standard)),
    )


def _respondents(work: Work, about: Programme, role: SurveyRole) -> tuple[str, ...]:
    if role == "mentor":
        return (about.mentor,)
    if role == "mentee":
        return about.mentees
    curator = work.load_institution().curator
    return () if curator is None else (curator,)
