"""A survey on the quality of one programme: one role is asked, before it or after it (R-132)."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Mark, Moment, Pii, Question, Questionnaire, Source

_BOUNDS = {"scale": (1, 10), "frequency": (1, 5), "yes_no": (0, 1)}


class SurveyClosed(Refused):
    """The survey is closed; nothing more is answered."""

    requirement = "R-132"


class SurveyNotForYou(Refused):
    """The survey asks other people."""

    requirement = "R-132"


class SurveyAnswered(Refused):
    """This person has answered already; everybody answers once."""

    requirement = "R-132"


class AnswerEmpty(Refused):
    """A response answers at least one question."""

    requirement = "R-132"


class QuestionUnknown(Refused):
    """The questionnaire has no such question, or it is answered in another way or twice."""

    requirement = "R-132"


class MarkOutOfRange(Refused):
    """A mark lies outside its scale; facts: ``mark``, ``least``, ``most``."""

    requirement = "R-132"


class AnswerInFuture(Refused):
    """A response is given before it is recorded; facts: ``answered_on``, ``on``."""

    requirement = "R-132"


class Survey(Aggregate):
    """One survey; it exists once for a programme, a role and a moment."""

    TOPIC = "survey"

    class MonitoringQuestionnaireOpened(Created):
        """These participants of a programme are asked these questions of this version."""

        TOPIC = "survey.MonitoringQuestionnaireOpened"
        REQUIREMENTS = ("R-132",)
        programme: str
        role: Questionnaire
        moment: Moment
        version: int
        questions: tuple[Question, ...]
        respondents: tuple[str, ...]
        opened_on: date

    class MonitoringResponseRecorded(Event):
        """One of them answered; ``worded`` are the questions answered in ``words``, in their order."""

        TOPIC = "survey.MonitoringResponseRecorded"
        REQUIREMENTS = ("R-132",)
        respondent: str
        marks: tuple[Mark, ...]
        worded: tuple[str, ...]
        words: Pii
        answered_on: date
        source: Source

    class MonitoringQuestionnaireClosed(Event):
        """The survey ended."""

        TOPIC = "survey.MonitoringQuestionnaireClosed"
        REQUIREMENTS = ("R-132",)
        closed_on: date

    @event(MonitoringQuestionnaireOpened)
    def __init__(
        self, role: Questionnaire, questions: tuple[Question, ...], respondents: tuple[str, ...]
    ) -> None:
        self.role = role
        self.answers = {question.code: question.answer for question in questions}
        self.respondents = respondents
        self.answered: tuple[str, ...] = ()
        self.closed = False

    def respond(
        self,
        *,
        respondent: str,
        marks: tuple[Mark, ...],
        worded: tuple[str, ...],
        words: Pii,
        answered_on: date,
        on: date,
        source: Source,
    ) -> None:
        """Record a response; everybody who is asked answers once, with as many questions as he likes.

        Raises:
            SurveyClosed, SurveyNotForYou, SurveyAnswered, AnswerEmpty, QuestionUnknown, MarkOutOfRange,
            AnswerInFuture.

        """
        self._need_awaited(respondent)
        if answered_on > on:
            raise AnswerInFuture(answered_on=answered_on, on=on)
        self._need_sound(marks, worded, words)
        self._responded(
            respondent=respondent,
            marks=marks,
            worded=worded,
            words=words,
            answered_on=answered_on,
            source=source,
        )

    @event(MonitoringResponseRecorded)
    def _responded(
        self,
        respondent: str,
        marks: tuple[Mark, ...],  # noqa: ARG002 - kept in the event
        worded: tuple[str, ...],  # noqa: ARG002
        words: Pii,  # noqa: ARG002
        answered_on: date,  # noqa: ARG002
        source: Source,  # noqa: ARG002
    ) -> None:
        self.answered = (*self.answered, respondent)

    def close(self, *, on: date) -> None:
        """Close the survey.

        Raises:
            SurveyClosed: it is closed already.

        """
        if self.closed:
            raise SurveyClosed
        self._closed(closed_on=on)

    @event(MonitoringQuestionnaireClosed)
    def _closed(self, closed_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.closed = True

    def _need_awaited(self, respondent: str) -> None:
        if self.closed:
            raise SurveyClosed
        if respondent not in self.respondents:
            raise SurveyNotForYou
        if respondent in self.answered:
            raise SurveyAnswered

    def _need_sound(self, marks: tuple[Mark, ...], worded: tuple[str, ...], words: Pii) -> None:
        answered = (*(mark.question for mark in marks), *worded)
        if not answered:
            raise AnswerEmpty
        if len(set(answered)) < len(answered) or len(worded) != len(words.texts):
            raise QuestionUnknown
        if any(self.answers.get(code) != "text" for code in worded):
            raise QuestionUnknown
        for mark in marks:
            bounds = _BOUNDS.get(self.answers.get(mark.question, "text"))
            if bounds is None:
                raise QuestionUnknown
            if not bounds[0] <= mark.mark <= bounds[1]:
                raise MarkOutOfRange(mark=mark.mark, least=bounds[0], most=bounds[1])
