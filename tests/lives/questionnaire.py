"""One whole life of the questionnaire aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.questionnaire import QuestionnaireForm
from service.values import Pii, Question
from tests.lives.people import OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = QuestionnaireForm
LIFE: Final[tuple[Happened, ...]] = (
    happened(QuestionnaireForm.QuestionnaireStarted, kind="potential_mentor"),
    happened(
        QuestionnaireForm.QuestionnaireVersionAdopted,
        version=1,
        questions=(Question("P01", "text", ("before",)), Question("P02", "scale", ("before", "after"))),
        texts=Pii(OTHER, ("Чему вы готовы научить коллегу?", "Насколько вы готовы к этой роли?")),
    ),
    happened(
        QuestionnaireForm.MentorQuestionnaireOpened, version=1, scope="own_institution", opened_on=TODAY
    ),
    happened(QuestionnaireForm.MentorQuestionnaireClosed, closed_on=TODAY),
)
