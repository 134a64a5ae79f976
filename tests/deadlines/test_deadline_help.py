"""Deadlines of help and of early refusal in memory."""

from datetime import date

import pytest

from service.aggregates.journal import Journal
from service.aggregates.labour_agreement import LabourAgreement
from service.values import Period
from tests.deadlines.boards import (
    MENTEE,
    MENTOR,
    Board,
    Told,
)
from tests.deadlines.pair_events import JOURNAL, LABOUR, WORDS
from tests.scenario import Happened, happened

# --- help and early refusal -----------------------------------------------------------------------------


def asked(number: int, on: date) -> Happened:
    return happened(Journal.AssistanceRequested, number=number, mentee=MENTEE, question=WORDS, asked_on=on)


def helped(number: int, on: date) -> Happened:
    return happened(Journal.AssistanceProvided, number=number, mentor=MENTOR, answer=WORDS, provided_on=on)


@pytest.mark.requirement("R-085")
def test_a_plea_for_help_is_answered_within_working_days(board: Board) -> None:
    board.regulate({"policy.situational_alert_working_days": 2})
    board.approve()
    board.tell(JOURNAL, asked(1, date(2026, 9, 18)))
    board.tell(JOURNAL, asked(2, date(2026, 9, 18)))
    told = Told(date(2026, 9, 18), 2, "working", date(2026, 9, 22), (MENTOR, "curator"))
    first, second = (f"assistance:{JOURNAL}:{number}" for number in (1, 2))
    assert board.told("assistance") == {first: told, second: told}
    at = board.tell(JOURNAL, helped(1, date(2026, 9, 19)))
    assert board.closed("assistance") == {first: ("met", date(2026, 9, 19), at)}
    assert board.told("assistance") == {second: told}


def test_a_plea_for_help_counts_saturdays_in_a_six_day_week_and_needs_a_term(board: Board) -> None:
    board.regulate({"policy.situational_alert_working_days": 2})
    board.regulate({"policy.situational_alert_working_days": 0}, version=2)
    board.set_week("six_day")
    board.approve()
    board.tell(JOURNAL, asked(1, date(2026, 9, 18)))
    assert board.told("assistance")[f"assistance:{JOURNAL}:1"].due_on == date(2026, 9, 21)
    board.approve(version=2)
    board.tell(JOURNAL, asked(2, date(2026, 9, 18)))
    assert set(board.told("assistance")) == {f"assistance:{JOURNAL}:1"}


NOTIFIED = happened(
    LabourAgreement.EarlyRefusalNotified,
    by="mentor",
    notified_on=date(2026, 12, 28),
    ends_on=date(2026, 12, 31),
    source="paper",
)
REFUSAL = f"early_refusal:{LABOUR}"


def test_mentoring_ends_on_the_day_of_the_notice(board: Board) -> None:
    board.tell(LABOUR, NOTIFIED)
    told = Told(date(2026, 12, 28), 0, "calendar", date(2026, 12, 31), ("curator", "head"))
    assert board.told("early_refusal") == {REFUSAL: told}
    carried_out = happened(LabourAgreement.EarlyRefusalCarriedOut, ending="replacement")
    at = board.tell(LABOUR, carried_out, on=date(2026, 12, 30))
    assert board.closed("early_refusal") == {REFUSAL: ("met", date(2026, 12, 30), at)}


def test_an_agreement_after_the_notice_ends_nothing(board: Board) -> None:
    board.tell(LABOUR, NOTIFIED)
    agreed = happened(
        LabourAgreement.SupplementaryAgreementConcluded,
        content=("methodology",),
        form="mixed",
        period=Period(since=date(2026, 12, 29), to=None),
        basis="percent",
        amount=WORDS,
        signed_on=date(2026, 12, 29),
    )
    at = board.tell(LABOUR, agreed, on=date(2026, 12, 29))
    assert board.closed("early_refusal") == {REFUSAL: ("cancelled", date(2026, 12, 29), at)}
