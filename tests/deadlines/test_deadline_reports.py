"""Deadlines of reports in memory: after the end, after a replacement, after leaving a group."""

from datetime import date

import pytest

from service.projections.deadline_pairs import report_key
from tests.deadlines.boards import (
    ASSIGNMENT,
    MENTEE,
    MENTOR,
    NUMBERS,
    OTHER_MENTEE,
    PAIR,
    PROGRAMME,
    Board,
    Told,
)
from tests.deadlines.pair_events import (
    BOTH,
    COMPOSITION,
    END,
    OVER_ON,
    PLAN,
    SUCCESSOR,
    activated,
    activity,
    completed,
    joined,
    left,
    mentee_report,
    mentor_report,
    other_pair_approved,
    planned,
    replaced,
    report_of_mentee,
    report_of_mentor,
    terminated,
    waived,
)

# --- reports --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-128", "R-129")
def test_after_the_end_both_sides_report_on_each_mentee(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(mentees=BOTH)
    board.activate()
    at = board.tell(PROGRAMME, completed(OVER_ON))
    assert board.closed("programme_end") == {END: ("met", OVER_ON, at)}
    of_mentor = Told(OVER_ON, 10, "calendar", date(2026, 12, 11), (MENTOR, "curator"))
    assert board.told("mentor_report") == {mentor_report(MENTOR, mentee): of_mentor for mentee in BOTH}
    assert board.told("mentee_report") == {
        mentee_report(mentee): Told(OVER_ON, 12, "calendar", date(2026, 12, 14), (mentee, "curator"))
        for mentee in BOTH
    }


@pytest.mark.parametrize(("week", "day"), [("five_day", 14), ("six_day", 12)])
def test_reports_are_counted_in_the_week_of_the_institution(board: Board, week: str, day: int) -> None:
    board.regulate(NUMBERS)
    board.set_week(week)
    board.approve()
    board.activate()
    board.tell(PROGRAMME, completed(date(2026, 11, 30)))
    assert board.told("mentee_report")[mentee_report(MENTEE)].due_on == date(2026, 12, day)


def test_a_report_meets_the_term_of_its_own_side_and_mentee(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(mentees=BOTH)
    board.activate()
    board.tell(PROGRAMME, completed(OVER_ON))
    reports = f"002/programme_reports/{PAIR}"
    first = board.tell(reports, report_of_mentor(MENTOR, MENTEE, date(2026, 12, 4)))
    second = board.tell(reports, report_of_mentee(OTHER_MENTEE, date(2026, 12, 5)))
    assert board.closed("mentor_report") == {mentor_report(MENTOR, MENTEE): ("met", date(2026, 12, 4), first)}
    assert board.closed("mentee_report") == {mentee_report(OTHER_MENTEE): ("met", date(2026, 12, 5), second)}


def test_a_report_that_nobody_can_write_is_owed_no_more(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(mentees=BOTH)
    board.activate()
    board.tell(PROGRAMME, completed(OVER_ON))
    reports = f"002/programme_reports/{PAIR}"
    first = board.tell(reports, waived("mentor", MENTOR, OTHER_MENTEE, date(2026, 12, 4)))
    second = board.tell(reports, waived("mentee", MENTEE, MENTEE, date(2026, 12, 5)))
    assert board.closed("mentor_report") == {
        mentor_report(MENTOR, OTHER_MENTEE): ("cancelled", date(2026, 12, 4), first)
    }
    assert board.closed("mentee_report") == {mentee_report(MENTEE): ("cancelled", date(2026, 12, 5), second)}


def test_a_terminated_programme_owes_nothing_but_reports(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(PLAN, planned(1, date(2026, 10, 30)))
    board.activate()
    at = board.tell(PROGRAMME, terminated(OVER_ON))
    gone = ("cancelled", OVER_ON, at)
    assert board.closed("programme_end") == {END: gone}
    assert board.closed("activity") == {activity(1): gone}
    assert board.closed("composition") == {COMPOSITION: gone}
    assert set(board.told("mentor_report")) == {mentor_report(MENTOR, MENTEE)}
    assert set(board.told("mentee_report")) == {mentee_report(MENTEE)}
    assert board.told("mentor_report")[mentor_report(MENTOR, MENTEE)].fact_on == OVER_ON


@pytest.mark.requirement("R-123")
def test_a_replaced_mentor_reports_and_his_successor_revises_the_programme(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(mentees=BOTH)
    board.tell(ASSIGNMENT, replaced(OVER_ON, signed_on=date(2026, 11, 30)))
    assert board.told("mentor_report") == {
        mentor_report(MENTOR, mentee): Told(OVER_ON, 10, "calendar", date(2026, 12, 11), (MENTOR, "curator"))
        for mentee in BOTH
    }
    assert board.told("mentee_report") == {}
    anew = Told(date(2026, 11, 30), 9, "calendar", date(2026, 12, 9), (SUCCESSOR, "curator"))
    assert board.told("composition") == {COMPOSITION: anew}
    board.activate(on=date(2026, 12, 15))
    assert board.told("programme_end")[END].sides == tuple(sorted((*BOTH, "curator", SUCCESSOR)))
    board.tell(PROGRAMME, completed(date(2027, 1, 20)))
    assert mentor_report(SUCCESSOR, MENTEE) in board.told("mentor_report")
    assert board.told("mentor_report")[mentor_report(MENTOR, MENTEE)].fact_on == OVER_ON


def test_who_joins_a_group_is_told_of_its_terms_and_who_leaves_it_reports(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(ASSIGNMENT, joined(OTHER_MENTEE))
    board.activate()
    assert board.told("programme_end")[END].sides == (*BOTH, MENTOR, "curator")
    board.tell(ASSIGNMENT, left(OTHER_MENTEE, date(2026, 11, 2)))
    told = Told(date(2026, 11, 2), 10, "calendar", date(2026, 11, 12), (MENTOR, "curator"))
    assert board.told("mentor_report") == {mentor_report(MENTOR, OTHER_MENTEE): told}
    assert set(board.told("mentee_report")) == {mentee_report(OTHER_MENTEE)}
    board.activate(on=date(2026, 11, 3))
    assert board.told("programme_end")[END].sides == (MENTEE, MENTOR, "curator")


def test_a_change_in_one_group_leaves_the_others_alone(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    others = f"002/assignment/{'c' * 32}"
    board.tell(
        others,
        other_pair_approved(SUCCESSOR),
    )
    board.tell(ASSIGNMENT, joined(f"002/mentee/{'5' * 32}"))
    board.tell(ASSIGNMENT, replaced(OVER_ON, signed_on=OVER_ON))
    board.tell(f"002/programme/{'c' * 32}", activated())
    sides = board.told("programme_end")[f"programme_end:002/programme/{'c' * 32}"].sides
    assert sides == (OTHER_MENTEE, SUCCESSOR, "curator")


def test_the_key_of_a_report_names_whose_it_is() -> None:
    assert report_key("mentor_report", mentor="002/mentor/a", mentee="002/mentee/b") == "a.b"
    assert report_key("mentee_report", mentor="002/mentor/a", mentee="002/mentee/b") == "b"
