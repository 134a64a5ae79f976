"""Training of mentors and raising their mastery: planned, carried out, called off."""

from datetime import timedelta
from typing import Any

import pytest

from service.aggregates.staff_development import (
    DevelopmentBeforeStart,
    DevelopmentCompleted,
    DevelopmentInFuture,
    DevelopmentWithoutMentors,
    StaffDevelopment,
)
from service.aggregates.training import Training, TrainingClosed, TrainingInFuture, TrainingWithoutMentors
from service.values import Period, Pii
from tests.lives.people import MENTOR, PERSON
from tests.scenario import TODAY, given, happened, recorded, replayed

DAY = timedelta(days=1)
SUBJECT = Pii(PERSON, "Первая встреча с наставляемым")
PLANNED = happened(
    Training.MentorTrainingScheduled, subject=SUBJECT, place=None, planned_on=TODAY, mentors=(MENTOR,)
)
HELD = happened(Training.MentorTrainingHeld, held_on=TODAY, attended=(MENTOR,))
CANCELLED = happened(Training.MentorTrainingCancelled, cancelled_on=TODAY)
ORGANISED = happened(
    StaffDevelopment.MentorStaffDevelopmentOrganised,
    subject=SUBJECT,
    place="internship_site",
    host=None,
    period=Period(TODAY, TODAY + 5 * DAY),
    mentors=(MENTOR,),
)
COMPLETE: dict[str, Any] = {
    "completed_on": TODAY,
    "mentors": (MENTOR,),
    "document": Pii(PERSON, "сертификат № 7"),
}
COMPLETED = happened(StaffDevelopment.MentorStaffDevelopmentCompleted, **COMPLETE)


@pytest.mark.requirement("R-057")
def test_a_training_is_held_with_those_who_came() -> None:
    given(Training, PLANNED).when(lambda it: it.hold(held_on=TODAY, attended=(MENTOR,), on=TODAY)).then(HELD)
    it: Training = replayed(recorded(Training, "001/training/1", PLANNED))
    assert (it.subject, it.mentors, it.closed) == (SUBJECT, (MENTOR,), False)


@pytest.mark.requirement("R-057")
def test_a_training_is_called_off() -> None:
    given(Training, PLANNED).when(lambda it: it.cancel(on=TODAY)).then(CANCELLED)


@pytest.mark.requirement("R-057")
@pytest.mark.parametrize("end", [HELD, CANCELLED], ids=["held", "cancelled"])
def test_what_was_held_or_called_off_is_closed(end: Any) -> None:  # noqa: ANN401 - a told event
    given(Training, PLANNED, end).when(
        lambda it: it.hold(held_on=TODAY, attended=(MENTOR,), on=TODAY)
    ).then_refused(TrainingClosed)
    given(Training, PLANNED, end).when(lambda it: it.cancel(on=TODAY)).then_refused(TrainingClosed)


@pytest.mark.requirement("R-057")
def test_a_training_of_tomorrow_or_without_anybody_was_not_held() -> None:
    given(Training, PLANNED).when(
        lambda it: it.hold(held_on=TODAY + DAY, attended=(MENTOR,), on=TODAY)
    ).then_refused(TrainingInFuture, held_on=TODAY + DAY, on=TODAY)
    given(Training, PLANNED).when(lambda it: it.hold(held_on=TODAY, attended=(), on=TODAY)).then_refused(
        TrainingWithoutMentors
    )


@pytest.mark.requirement("R-024")
def test_staff_development_is_completed_once() -> None:
    given(StaffDevelopment, ORGANISED).when(lambda it: it.complete(on=TODAY, **COMPLETE)).then(COMPLETED)
    given(StaffDevelopment, ORGANISED, COMPLETED).when(
        lambda it: it.complete(on=TODAY, **COMPLETE)
    ).then_refused(DevelopmentCompleted)
    it: StaffDevelopment = replayed(recorded(StaffDevelopment, "001/staff_development/1", ORGANISED))
    assert (it.since, it.mentors, it.completed) == (TODAY, (MENTOR,), False)


@pytest.mark.requirement("R-024")
def test_staff_development_is_completed_in_its_time_by_somebody() -> None:
    given(StaffDevelopment, ORGANISED).when(
        lambda it: it.complete(on=TODAY, **COMPLETE | {"completed_on": TODAY + DAY})
    ).then_refused(DevelopmentInFuture, completed_on=TODAY + DAY, on=TODAY)
    given(StaffDevelopment, ORGANISED).when(
        lambda it: it.complete(on=TODAY, **COMPLETE | {"completed_on": TODAY - DAY})
    ).then_refused(DevelopmentBeforeStart, completed_on=TODAY - DAY, since=TODAY)
    given(StaffDevelopment, ORGANISED).when(
        lambda it: it.complete(on=TODAY, **COMPLETE | {"mentors": ()})
    ).then_refused(DevelopmentWithoutMentors)
