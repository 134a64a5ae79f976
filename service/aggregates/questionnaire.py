"""A questionnaire in its versions, and the survey among potential mentors that rests on one of them."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii, Question, Questionnaire

SurveyScope = Literal["own_institution", "unrestricted"]
"""Whom the survey of stage 3 addresses: workers of the institution, or anybody (003)."""


class QuestionnaireEmpty(Refused):
    """A questionnaire has at least one question."""

    requirement = "R-132"


class QuestionTwice(Refused):
    """Each question of a questionnaire has a code of its own."""

    requirement = "R-132"


class QuestionnaireMissing(Refused):
    """No version of the questionnaire has been adopted yet."""

    requirement = "R-047"


class MentorSurveyOpen(Refused):
    """The survey among potential mentors is open already."""

    requirement = "R-047"


class MentorSurveyNotOpen(Refused):
    """There is no open survey among potential mentors."""

    requirement = "R-047"


class QuestionnaireForm(Aggregate):
    """One per institution and kind of questionnaire; versions count from 1."""

    TOPIC = "questionnaire"

    class QuestionnaireStarted(Created):
        """The institution began to keep this questionnaire."""

        TOPIC = "questionnaire.QuestionnaireStarted"
        REQUIREMENTS = ("R-047", "R-132")
        kind: Questionnaire

    class QuestionnaireVersionAdopted(Event):
        """The questionnaire has these questions now; what was answered before stays under its version."""

        TOPIC = "questionnaire.QuestionnaireVersionAdopted"
        REQUIREMENTS = ("R-047", "R-132")
        version: int
        questions: tuple[Question, ...]
        texts: Pii

    class MentorQuestionnaireOpened(Event):
        """The survey among potential mentors began (stage 3); answering is voluntary."""

        TOPIC = "questionnaire.MentorQuestionnaireOpened"
        REQUIREMENTS = ("R-047",)
        version: int
        scope: SurveyScope
        opened_on: date

    class MentorQuestionnaireClosed(Event):
        """The survey among potential mentors ended."""

        TOPIC = "questionnaire.MentorQuestionnaireClosed"
        REQUIREMENTS = ("R-047",)
        closed_on: date

    @event(QuestionnaireStarted)
    def __init__(self, kind: Questionnaire) -> None:
        self.kind = kind
        self.edition = 0
        self.questions: tuple[Question, ...] = ()
        self.texts: tuple[str, ...] = ()
        self.survey: SurveyScope | None = None

    def adopt_version(self, *, questions: tuple[Question, ...], texts: Pii) -> None:
        """Adopt other questions as the next version; the same ones again change nothing.

        Raises:
            QuestionnaireEmpty, QuestionTwice.

        """
        if not questions:
            raise QuestionnaireEmpty
        if len({question.code for question in questions}) < len(questions):
            raise QuestionTwice
        if (questions, texts.texts) != (self.questions, self.texts):
            self._version_adopted(version=self.edition + 1, questions=questions, texts=texts)

    @event(QuestionnaireVersionAdopted)
    def _version_adopted(self, version: int, questions: tuple[Question, ...], texts: Pii) -> None:
        self.edition = version
        self.questions = questions
        self.texts = texts.texts

    def open_survey(self, *, scope: SurveyScope, on: date) -> None:
        """Open the survey among potential mentors.

        Raises:
            QuestionnaireMissing, MentorSurveyOpen.

        """
        if not self.edition:
            raise QuestionnaireMissing
        if self.survey is not None:
            raise MentorSurveyOpen
        self._survey_opened(version=self.edition, scope=scope, opened_on=on)

    @event(MentorQuestionnaireOpened)
    def _survey_opened(self, version: int, scope: SurveyScope, opened_on: date) -> None:  # noqa: ARG002
        self.survey = scope

    def close_survey(self, *, on: date) -> None:
        """Close the survey among potential mentors.

        Raises:
            MentorSurveyNotOpen.

        """
        if self.survey is None:
            raise MentorSurveyNotOpen
        self._survey_closed(closed_on=on)

    @event(MentorQuestionnaireClosed)
    def _survey_closed(self, closed_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.survey = None
