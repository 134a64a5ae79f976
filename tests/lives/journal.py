"""One whole life of the journal aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.journal import Journal
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = Journal
LIFE: Final[tuple[Happened, ...]] = (
    happened(Journal.JournalOpened, assignment=ASSIGNMENT),
    happened(
        Journal.TaskAssigned,
        number=1,
        mentor=MENTOR,
        mentee=MENTEE,
        task=Pii(OTHER, "составить конспект урока"),
        assigned_on=TODAY,
        due_on=date(2026, 9, 21),
        activity=3,
    ),
    happened(
        Journal.TaskCompleted,
        number=1,
        completed_on=date(2026, 9, 18),
        note=Pii(OTHER, "конспект на стенде"),
        source="own",
    ),
    happened(
        Journal.TaskChecked,
        number=1,
        mentor=MENTOR,
        outcome="returned",
        comment=Pii(OTHER, "добавить рефлексию"),
        checked_on=date(2026, 9, 19),
    ),
    happened(
        Journal.AssistanceRequested,
        number=1,
        mentee=MENTEE,
        question=Pii(OTHER, "как заполнить журнал"),
        asked_on=TODAY,
    ),
    happened(
        Journal.AssistanceProvided,
        number=1,
        mentor=MENTOR,
        answer=Pii(OTHER, "показала на примере"),
        provided_on=TODAY,
    ),
    happened(
        Journal.RecommendationGiven,
        number=1,
        mentor=MENTOR,
        mentee=MENTEE,
        area="job_duties",
        recommendation=Pii(OTHER, "заполнять журнал в день урока"),
        given_on=TODAY,
    ),
    happened(
        Journal.RecommendationDisputed,
        number=1,
        reason=Pii(OTHER, "вечером нет доступа"),
        disputed_on=date(2026, 9, 15),
    ),
    happened(
        Journal.RecommendationFollowed,
        number=1,
        note=Pii(OTHER, "доступ дали"),
        followed_on=date(2026, 9, 16),
        source="paper",
    ),
)
