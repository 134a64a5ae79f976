"""One whole life of the survey aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.survey import Survey
from service.values import Mark, Pii, Question
from tests.lives.people import MENTEE, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = Survey
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Survey.MonitoringQuestionnaireOpened,
        programme=f"001/programme/{1:032x}",
        role="mentee",
        moment="after",
        version=2,
        questions=(Question("E01", "scale", ("after",)), Question("E02", "text", ("before", "after"))),
        respondents=(MENTEE,),
        opened_on=TODAY,
    ),
    happened(
        Survey.MonitoringResponseRecorded,
        respondent=MENTEE,
        marks=(Mark("E01", 5),),
        worded=("E02",),
        words=Pii(OTHER, ("больше открытых уроков",)),
        answered_on=TODAY,
        source="paper",
    ),
    happened(Survey.MonitoringQuestionnaireClosed, closed_on=TODAY),
)
