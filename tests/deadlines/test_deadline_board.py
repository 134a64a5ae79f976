"""Deadlines on a board in memory: how a term is laid down, closed, asked for and explained."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.projections.deadline_kinds import KINDS
from service.projections.deadlines import (
    deadline_rows,
    derivation,
    grounds,
    key_of,
    open_rows,
    remind_from,
    state_of,
)
from service.values import Period
from tests.deadlines.boards import (
    APPROVED_ON,
    MENTOR,
    NUMBERS,
    PROGRAMME,
    Board,
    composed,
    scheduled,
)
from tests.scenario import TODAY

COMPOSITION = f"composition:{PROGRAMME}"
ROADMAP = f"002/roadmap/{'d' * 32}"
PACKAGE = "publication:002/package"
REVIEW = "needs_review:002/institution"
ONE_DAY = timedelta(days=1)


def a_row(**changes: object) -> dict[str, Any]:
    """A row of an open report of 002, due on Monday 21 September 2026."""
    row: dict[str, Any] = {
        "institution": "002",
        "kind": "mentor_report",
        "due_on": date(2026, 9, 21),
        "closed": None,
        "closed_on": None,
    }
    return row | changes


@pytest.mark.requirement("R-093")
def test_a_deadline_is_laid_down_with_its_fact_its_days_and_its_derivation(board: Board) -> None:
    board.regulate(NUMBERS)
    position = board.approve()
    row = board.rows("composition")[COMPOSITION]
    assert row == {
        "id": COMPOSITION,
        "institution": "002",
        "kind": "composition",
        "subject": PROGRAMME,
        "about": "",
        "fact_position": position,
        "fact_topic": "assignment.PairApproved",
        "fact_on": APPROVED_ON,
        "days": 9,
        "unit": "calendar",
        "due_on": date(2026, 9, 21),
        "steps": [
            ["2026-09-10", "fact"],
            ["2026-09-11", "first_day"],
            ["2026-09-19", "last_day"],
            ["2026-09-21", "rolled"],
        ],
        "confirmed": True,
        "sides": [MENTOR, "curator"],
        "closed": None,
        "closed_on": None,
        "closed_position": None,
    }
    assert derivation(row) == (
        "10.09.2026 — событие, от которого считается срок",
        "11.09.2026 — первый день срока: день после события",
        "19.09.2026 — 9-й календарный день срока",
        "21.09.2026 — ближайший рабочий день: последний день срока — нерабочий (ТК РФ, ст. 14)",
    )


def test_a_named_day_has_no_days_to_count_and_is_certain(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.activate(ends_on=date(2027, 3, 20))
    row = board.rows("programme_end")[f"programme_end:{PROGRAMME}"]
    assert (row["days"], row["unit"], row["confirmed"]) == (0, "calendar", True)
    assert row["steps"] == [["2027-03-20", "named"]]
    assert derivation(row) == ("20.03.2027 — день, названный в документе",)


def test_a_day_of_an_unconfirmed_calendar_says_so(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(signed_on=date(2027, 2, 1))
    assert board.rows("composition")[COMPOSITION]["confirmed"] is False


def test_a_term_that_reaches_a_year_without_a_calendar_has_no_day(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(signed_on=date(2027, 12, 28))
    row = board.rows("composition")[COMPOSITION]
    assert (row["due_on"], row["steps"], row["confirmed"]) == (None, [], False)
    assert (row["fact_on"], row["days"]) == (date(2027, 12, 28), 9)
    assert derivation(row) == ()
    assert state_of(row, on=date(2028, 2, 1)) == "unknown"
    board.tell(PROGRAMME, composed(date(2028, 1, 10)))
    assert state_of(board.rows("composition")[COMPOSITION], on=date(2028, 2, 1)) == "met"


def test_a_fact_told_anew_begins_the_same_term_anew_and_reopens_it(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    at = board.tell(PROGRAMME, composed(date(2026, 9, 14)))
    assert board.closed("composition") == {COMPOSITION: ("met", date(2026, 9, 14), at)}
    again = board.approve(signed_on=date(2026, 9, 24))
    row = board.rows("composition")[COMPOSITION]
    assert (row["closed"], row["closed_on"], row["closed_position"]) == (None, None, None)
    assert (row["fact_on"], row["fact_position"]) == (date(2026, 9, 24), again)
    assert row["due_on"] == date(2026, 10, 5)


def test_a_term_that_was_closed_stays_beside_the_one_that_begins_anew(board: Board) -> None:
    board.regulate(NUMBERS)
    first = board.approve()
    at = board.tell(PROGRAMME, composed(date(2026, 9, 22)))
    second = board.approve(signed_on=date(2026, 9, 24))
    former = f"{COMPOSITION}@{first}"
    assert board.closed("composition") == {former: ("met", date(2026, 9, 22), at)}
    assert state_of(board.rows("composition")[former], on=TODAY) == "met_late"
    later = board.tell(PROGRAMME, composed(date(2026, 10, 1)))
    board.approve(signed_on=date(2026, 10, 8))
    assert board.closed("composition") == {
        former: ("met", date(2026, 9, 22), at),
        f"{COMPOSITION}@{second}": ("met", date(2026, 10, 1), later),
    }
    assert set(board.told("composition")) == {COMPOSITION}


def test_what_is_closed_stays_as_it_was_closed(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    first = board.tell(PROGRAMME, composed(date(2026, 9, 14)))
    board.tell(PROGRAMME, composed(date(2026, 9, 15)))
    assert board.closed("composition") == {COMPOSITION: ("met", date(2026, 9, 14), first)}


def test_another_programme_closes_nothing_here(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    board.tell(f"002/programme/{'c' * 32}", composed(date(2026, 9, 14)))
    assert COMPOSITION in board.told("composition")


@pytest.mark.parametrize(
    ("kind", "on", "state"),
    [
        ("mentor_report", date(2026, 9, 17), "due"),
        ("mentor_report", date(2026, 9, 18), "soon"),
        ("mentor_report", date(2026, 9, 21), "soon"),
        ("mentor_report", date(2026, 9, 22), "overdue"),
        ("assistance", date(2026, 9, 21), "due"),
        ("assistance", date(2026, 9, 22), "overdue"),
    ],
)
def test_what_an_open_deadline_is_on_the_days_around_its_last(kind: str, on: date, state: str) -> None:
    assert state_of(a_row(kind=kind), on=on) == state


@pytest.mark.parametrize(
    ("closed", "closed_on", "state"),
    [
        ("met", date(2026, 9, 20), "met"),
        ("met", date(2026, 9, 21), "met"),
        ("met", date(2026, 9, 22), "met_late"),
        ("cancelled", date(2026, 9, 20), "cancelled"),
        ("cancelled", date(2026, 9, 22), "cancelled"),
    ],
)
def test_what_a_closed_deadline_is_on_any_day(closed: str, closed_on: date, state: str) -> None:
    row = a_row(closed=closed, closed_on=closed_on)
    assert {state_of(row, on=on) for on in (date(2026, 9, 1), date(2026, 12, 1))} == {state}


def test_a_cancelled_deadline_without_a_day_is_cancelled() -> None:
    row = a_row(due_on=None, closed="cancelled", closed_on=TODAY)
    assert state_of(row, on=TODAY) == "cancelled"


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("mentor_report", date(2026, 9, 18)),
        ("early_refusal", date(2026, 9, 20)),
        ("needs_review", date(2026, 8, 22)),
        ("assistance", date(2026, 9, 22)),
    ],
)
def test_the_reminder_goes_out_some_days_before_or_only_when_the_day_has_passed(
    kind: str, first: date
) -> None:
    assert remind_from(a_row(kind=kind)) == first


def test_grounds_are_the_clauses_of_the_institution_a_law_or_the_default() -> None:
    assert grounds(a_row(kind="composition")) == ("п. 3.6, абз. 3 Положения",)
    assert grounds(a_row(kind="composition", institution="003")) == (
        "по умолчанию: Положение о сроке молчит",
    )
    assert grounds(a_row(kind="early_refusal")) == ("ТК РФ, ст. 351.8",)


def test_the_key_of_a_deadline_is_its_kind_and_what_it_is_about() -> None:
    assert key_of("search", "002/support/1") == "search:002/support/1"
    assert key_of("activity", "002/programme/1", "3") == "activity:002/programme/1:3"


def test_every_kind_stands_under_its_code_and_names_its_ground() -> None:
    assert all(kind.code == code for code, kind in KINDS.items())
    assert all((kind.requirement is None) is (kind.law is not None) for kind in KINDS.values())


def test_deadlines_are_listed_by_day_then_by_key_and_those_without_a_day_last(board: Board) -> None:
    board.regulate(NUMBERS)
    for number, to in ((3, date(2026, 10, 2)), (1, date(2026, 10, 2)), (2, date(2026, 9, 20))):
        board.tell(ROADMAP, scheduled(number, Period(date(2026, 9, 1), to)))
    board.approve(signed_on=date(2027, 12, 28))
    listed = [row["id"] for row in deadline_rows(board.connection, "002")]
    stages = [f"stage:{ROADMAP}:{number}" for number in (2, 1, 3)]
    assert listed == [*stages, REVIEW, COMPOSITION]
    of_roadmap = [row["id"] for row in deadline_rows(board.connection, "002", subject=ROADMAP)]
    assert of_roadmap == stages
    assert deadline_rows(board.connection, "001") == []


def test_notices_are_due_of_open_begun_deadlines_from_their_reminder_on(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve()
    reminder = date(2026, 9, 18)
    assert open_rows(board.connection, "002", on=reminder - ONE_DAY) == []
    assert [row["id"] for row in open_rows(board.connection, "002", on=reminder)] == [COMPOSITION]
    assert [row["id"] for row in open_rows(board.connection, "002", on=date(2026, 12, 1))] == [COMPOSITION]
    assert open_rows(board.connection, "001", on=reminder) == []
    board.tell(PROGRAMME, composed(date(2026, 9, 18)))
    assert open_rows(board.connection, "002", on=date(2026, 12, 1)) == []


def test_a_deadline_whose_fact_lies_ahead_gives_no_notice_yet(board: Board) -> None:
    since = date(2026, 9, 30)
    board.tell(ROADMAP, scheduled(1, Period(since, date(2026, 10, 2))))
    assert open_rows(board.connection, "002", on=since - ONE_DAY) == []
    assert len(open_rows(board.connection, "002", on=since)) == 1


def test_a_deadline_without_a_day_gives_no_notice(board: Board) -> None:
    board.regulate(NUMBERS)
    board.approve(signed_on=date(2027, 12, 28))
    found = open_rows(board.connection, "002", on=date(2028, 6, 1))
    assert [row["kind"] for row in found] == ["needs_review"]


def test_notices_are_listed_by_day_then_by_key(board: Board) -> None:
    since = date(2026, 9, 1)
    for number, to in ((3, date(2026, 10, 2)), (1, date(2026, 10, 2)), (2, date(2026, 9, 20))):
        board.tell(ROADMAP, scheduled(number, Period(since, to)))
    found = [row["about"] for row in open_rows(board.connection, "002", on=date(2026, 10, 1))]
    assert found == ["2", "1", "3"]
