"""Deadlines of pairs in memory: composing the programme, its activities and its end."""

from datetime import date

import pytest

from service.aggregates.programme import Programme
from service.aggregates.programme_plan import ProgrammePlan
from service.aggregates.programme_work import ProgrammeWork
from tests.deadlines.boards import (
    APPROVED_ON,
    ENDS,
    MENTEE,
    MENTOR,
    NUMBERS,
    PAIR,
    PROGRAMME,
    STARTS,
    Board,
    Told,
    composed,
)
from tests.deadlines.pair_events import (
    BOTH,
    COMPOSITION,
    END,
    OVER_ON,
    PLAN,
    activity,
    amended,
    completed,
    dropped,
    mentor_report,
    other_pair_approved,
    planned,
    rescheduled,
)
from tests.scenario import TODAY, happened

# --- composing ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-093")
def test_a_programme_is_composed_some_days_after_the_order(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    told = Told(APPROVED_ON, 9, "calendar", date(2026, 9, 21), (MENTOR, "curator"))
    assert board.told("composition") == {COMPOSITION: told}


def test_an_institution_that_sets_no_term_has_none(board: Board) -> None:
    """V-31, V-32: only 002 counts days for composing and reporting."""
    board.regulate({})
    board.approve()
    board.activate()
    board.tell(PROGRAMME, completed(OVER_ON))
    kinds = ("composition", "mentor_report", "mentee_report")
    assert [board.told(kind) for kind in kinds] == [{}, {}, {}]


def test_a_pair_keeps_the_regulation_under_which_it_was_approved(board: Board) -> None:
    board.regulate({"programme.compose_deadline_days": 5, "reports.mentor_deadline_days": 6})
    board.regulate({"programme.compose_deadline_days": 7}, version=2, since=TODAY)
    board.approve(version=1)
    assert board.told("composition")[COMPOSITION].days == 5
    board.activate()
    board.tell(PROGRAMME, completed(OVER_ON))
    assert board.told("mentor_report")[mentor_report(MENTOR, MENTEE)].days == 6
    board.approve(version=2)
    assert board.told("composition")[COMPOSITION].days == 7


def test_a_programme_that_is_composed_meets_its_term(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    at = board.tell(PROGRAMME, composed(date(2026, 9, 18)), on=date(2026, 9, 22))
    assert board.closed("composition") == {COMPOSITION: ("met", date(2026, 9, 18), at)}


# --- the end of a programme and its activities ----------------------------------------------------------


@pytest.mark.requirement("R-125")
def test_an_active_programme_ends_on_its_last_day(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(mentees=BOTH)
    board.activate(ends_on=ENDS, on=STARTS)
    told = Told(STARTS, 0, "calendar", ENDS, (*BOTH, MENTOR, "curator"))
    assert board.told("programme_end") == {END: told}


def test_a_changed_term_is_the_new_last_day(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.activate()
    extended = happened(
        Programme.ProgrammeExtended, change="002/programme_change/1", ends_on=date(2027, 5, 31), order=None
    )
    board.tell(PROGRAMME, extended, on=date(2027, 3, 1))
    told = Told(date(2027, 3, 1), 0, "calendar", date(2027, 5, 31), (MENTEE, MENTOR, "curator"))
    assert board.told("programme_end") == {END: told}
    board.tell(PROGRAMME, amended(None), on=date(2027, 3, 2))
    assert board.told("programme_end") == {END: told}
    board.tell(PROGRAMME, amended(date(2027, 4, 30)), on=date(2027, 3, 3))
    assert board.told("programme_end")[END].due_on == date(2027, 4, 30)


@pytest.mark.requirement("R-114")
def test_activities_have_terms_from_the_day_on_which_the_programme_is_active(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(PLAN, planned(1, date(2026, 10, 30)))
    board.tell(PLAN, planned(2, None))
    board.tell(f"002/programme_plan/{'c' * 32}", planned(3, date(2026, 10, 30)))
    assert board.told("activity") == {}
    board.activate()
    told = Told(STARTS, 0, "calendar", date(2026, 10, 30), (MENTEE, MENTOR))
    assert board.told("activity") == {activity(1): told}
    board.tell(PLAN, planned(4, date(2026, 11, 6)), on=date(2026, 9, 30))
    board.tell(PLAN, planned(5, None), on=date(2026, 9, 30))
    later = Told(date(2026, 9, 30), 0, "calendar", date(2026, 11, 6), (MENTEE, MENTOR))
    assert board.told("activity") == {activity(1): told, activity(4): later}


def test_an_activity_that_is_rescheduled_has_its_new_day(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(PLAN, planned(1, date(2026, 10, 30)))
    board.tell(PLAN, planned(2, date(2026, 10, 31)))
    board.tell(PLAN, rescheduled(1, date(2026, 11, 13)))
    board.activate()
    days = {key: told.due_on for key, told in board.told("activity").items()}
    assert days == {activity(1): date(2026, 11, 13), activity(2): date(2026, 10, 31)}
    board.tell(PLAN, rescheduled(2, date(2026, 11, 20)), on=date(2026, 10, 1))
    told = Told(date(2026, 10, 1), 0, "calendar", date(2026, 11, 20), (MENTEE, MENTOR))
    assert board.told("activity")[activity(2)] == told


def test_a_programme_of_another_pair_lets_no_activity_begin(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(
        f"002/assignment/{'c' * 32}",
        other_pair_approved(),
    )
    board.activate()
    board.tell(f"002/programme_plan/{'c' * 32}", planned(1, date(2026, 10, 30)))
    assert board.told("activity") == {}


def test_an_activity_that_is_carried_out_meets_its_term_and_a_dropped_one_has_none(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    for number in (1, 2, 3):
        board.tell(PLAN, planned(number, date(2026, 10, 30)))
    board.activate()
    done = board.tell(
        f"002/programme_work/{PAIR}",
        happened(
            ProgrammeWork.ActivityCarriedOut,
            number=1,
            on=date(2026, 10, 29),
            direction="subject",
            by=MENTOR,
            mentees=(MENTEE,),
            evidence=None,
        ),
    )
    gone = board.tell(PLAN, dropped(2), on=date(2026, 10, 5))
    assert board.closed("activity") == {
        activity(1): ("met", date(2026, 10, 29), done),
        activity(2): ("cancelled", date(2026, 10, 5), gone),
    }
    assert set(board.told("activity")) == {activity(3)}


def test_an_activity_dropped_before_the_programme_began_never_has_a_term(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(PLAN, planned(1, date(2026, 10, 30)))
    board.tell(PLAN, planned(2, date(2026, 10, 30)))
    board.tell(f"002/programme_plan/{'c' * 32}", planned(1, date(2026, 10, 30)))
    board.tell(
        f"002/programme_plan/{'c' * 32}", happened(ProgrammePlan.ActivityDropped, number=2, change=None)
    )
    board.tell(PLAN, happened(ProgrammePlan.ActivityDropped, number=1, change=None))
    board.activate()
    assert set(board.told("activity")) == {activity(2)}
