"""Deadlines of people in memory: appointing a mentor, the next step, answering a proposal, consents."""

from datetime import date

import pytest

from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.person import Person
from service.aggregates.support import Support
from service.projections.deadlines import DEADLINES
from service.projections.pair_proposals import combination_key
from service.values import Pii
from tests.deadlines.boards import ASSIGNMENT, MENTEE, MENTOR, NUMBERS, OTHER_MENTEE, Board, Told
from tests.scenario import TODAY, Happened, happened

SUPPORT = f"002/support/{'2' * 32}"
ROUND = f"002/match_round/{'9' * 32}"
PERSON = f"002/person/{'6' * 32}"
STARTED = date(2026, 9, 1)
ANSWERED = date(2026, 9, 21)
APPOINTMENT = f"appointment:{MENTEE}"
SEARCH = f"search:{SUPPORT}"


def started(on: date) -> Happened:
    return happened(Mentee.MenteeActualWorkStarted, started_on=on)


ASSIGNED = happened(Mentee.MenteeAssigned, assignment=ASSIGNMENT, mentor=MENTOR)


# --- appointing a mentor --------------------------------------------------------------------------------


@pytest.mark.requirement("R-074")
def test_a_mentor_is_appointed_some_days_after_the_work_began(board: Board) -> None:
    board.regulate(NUMBERS)
    board.tell(MENTEE, started(STARTED))
    told = Told(STARTED, 30, "calendar", date(2026, 10, 1), ("curator", "head"))
    assert board.told("appointment") == {APPOINTMENT: told}


def test_work_that_began_before_any_regulation_or_without_a_term_demands_nothing(board: Board) -> None:
    """V-33: only 002 counts days until the appointment."""
    board.regulate(NUMBERS, since=STARTED)
    board.tell(MENTEE, started(date(2026, 8, 31)))
    assert board.told("appointment") == {}
    board.regulate({}, institution="001", since=STARTED)
    board.tell(f"001/mentee/{'2' * 32}", started(STARTED))
    assert board.told("appointment", institution="001") == {}


def test_the_term_is_that_of_the_regulation_on_the_day_when_work_began(board: Board) -> None:
    board.regulate(NUMBERS)
    board.regulate({"appointment.deadline_days_from_actual_start": 5}, version=2, since=date(2026, 9, 15))
    board.tell(MENTEE, started(date(2026, 9, 14)))
    assert board.told("appointment")[APPOINTMENT].days == 30
    board.tell(MENTEE, started(date(2026, 9, 15)))
    assert board.told("appointment")[APPOINTMENT].days == 5


@pytest.mark.parametrize(("week", "day"), [("five_day", 5), ("six_day", 3)])
def test_an_appointment_may_fall_on_a_saturday_in_a_six_day_week(board: Board, week: str, day: int) -> None:
    board.regulate(NUMBERS)
    board.set_week(week)
    board.tell(MENTEE, started(date(2026, 9, 3)))
    assert board.told("appointment")[APPOINTMENT].due_on == date(2026, 10, day)


def test_a_mentor_assigned_meets_the_term_and_ends_the_search(board: Board) -> None:
    board.regulate(NUMBERS)
    board.tell(MENTEE, started(STARTED))
    board.tell(OTHER_MENTEE, started(STARTED))
    board.tell(SUPPORT, continued(date(2026, 9, 28)))
    board.tell(f"002/support/{'3' * 32}", continued(date(2026, 9, 28)))
    at = board.tell(MENTEE, ASSIGNED, on=ANSWERED)
    met = ("met", ANSWERED, at)
    assert board.closed("appointment") == {APPOINTMENT: met}
    assert board.closed("search") == {SEARCH: met}
    assert set(board.told("appointment")) == {f"appointment:{OTHER_MENTEE}"}
    assert set(board.told("search")) == {f"search:002/support/{'3' * 32}"}


@pytest.mark.parametrize("ground", ["no_longer_needed", "employment_ended"])
def test_of_whoever_leaves_the_bank_nothing_is_due_any_more(board: Board, ground: str) -> None:
    board.regulate(NUMBERS)
    board.tell(MENTEE, started(STARTED))
    board.tell(OTHER_MENTEE, started(STARTED))
    board.tell(SUPPORT, continued(date(2026, 9, 28)))
    board.tell(f"002/support/{'3' * 32}", continued(date(2026, 9, 28)))
    removed = happened(Mentee.BankEntryRemoved, ground=ground, removed_on=ANSWERED)
    at = board.tell(MENTEE, removed, on=date(2026, 9, 22))
    gone = ("cancelled", ANSWERED, at)
    assert board.closed("appointment") == {APPOINTMENT: gone}
    assert board.closed("search") == {SEARCH: gone}
    assert set(board.told("appointment")) == {f"appointment:{OTHER_MENTEE}"}
    assert set(board.told("search")) == {f"search:002/support/{'3' * 32}"}


# --- without a pair -------------------------------------------------------------------------------------


def continued(next_on: date) -> Happened:
    words = Pii(PERSON, "обратиться в базовую школу")
    return happened(Support.MentorSearchContinued, step=words, next_on=next_on)


@pytest.mark.requirement("R-067")
def test_who_has_no_pair_has_a_next_step_with_its_day(board: Board) -> None:
    arranged = happened(
        Support.PsychopedagogicalSupportArranged,
        measures=Pii(PERSON, "беседы"),
        since=TODAY,
        next_on=date(2026, 10, 14),
    )
    first = board.tell(SUPPORT, arranged, on=TODAY)
    assert board.told("search") == {SEARCH: Told(TODAY, 0, "calendar", date(2026, 10, 14), ("curator",))}
    at = board.tell(SUPPORT, continued(date(2026, 10, 28)), on=ANSWERED)
    assert board.closed("search") == {f"{SEARCH}@{first}": ("met", ANSWERED, at)}
    assert board.told("search") == {SEARCH: Told(ANSWERED, 0, "calendar", date(2026, 10, 28), ("curator",))}


# --- proposals ------------------------------------------------------------------------------------------


def proposed(*mentees: str, on: date = TODAY) -> Happened:
    return happened(
        MatchRound.MatchProposedManually, mentor=MENTOR, mentees=mentees, by="mentee", proposed_on=on
    )


def proposal(*numbers: str) -> str:
    mentor, *mentees = (ENTRIES[number] for number in numbers)
    return f"proposal:{ROUND}:{combination_key(mentor, mentees)}"


ENTRIES = {"1": MENTOR, "2": MENTEE, "3": OTHER_MENTEE}


@pytest.mark.requirement("R-061")
def test_a_proposal_is_answered_within_the_days_of_the_policy(board: Board) -> None:
    board.regulate({"policy.match_proposal_expiry_days": 5})
    board.tell(ROUND, proposed(OTHER_MENTEE, MENTEE))
    told = Told(TODAY, 0, "calendar", date(2026, 9, 19), (MENTEE, OTHER_MENTEE, MENTOR))
    assert board.told("proposal") == {proposal("1", "2", "3"): told}


def test_without_a_regulation_or_a_policy_a_proposal_has_no_term(board: Board) -> None:
    board.tell(ROUND, proposed(MENTEE))
    board.regulate({"policy.match_proposal_expiry_days": 0}, since=TODAY)
    board.tell(ROUND, proposed(MENTEE))
    assert board.told("proposal") == {}


def test_the_policy_is_that_of_the_day_of_the_proposal(board: Board) -> None:
    board.regulate({"policy.match_proposal_expiry_days": 5})
    board.regulate({"policy.match_proposal_expiry_days": 6}, version=2, since=date(2026, 9, 15))
    board.tell(ROUND, proposed(MENTEE, on=TODAY))
    board.tell(ROUND, proposed(OTHER_MENTEE, on=date(2026, 9, 15)))
    days = {key: told.due_on for key, told in board.told("proposal").items()}
    assert days == {proposal("1", "2"): date(2026, 9, 19), proposal("1", "3"): date(2026, 9, 21)}


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        (MatchRound.MutualInterestEstablished, "met"),
        (MatchRound.MatchDeclined, "met"),
        (MatchRound.MatchProposalExpired, "cancelled"),
    ],
)
def test_an_answer_meets_the_term_and_an_expired_proposal_has_none(
    board: Board, answer: type[MatchRound.MatchDeclined], how: str
) -> None:
    board.regulate({})
    board.tell(ROUND, proposed(MENTEE))
    board.tell(ROUND, proposed(OTHER_MENTEE))
    at = board.tell(ROUND, happened(answer, mentor=MENTOR, mentees=(MENTEE,)), on=ANSWERED)
    assert board.closed("proposal") == {proposal("1", "2"): (how, ANSWERED, at)}
    assert set(board.told("proposal")) == {proposal("1", "3")}


def test_the_key_of_a_large_group_stays_short_and_has_no_order(board: Board) -> None:
    board.regulate({})
    mentees = tuple(f"002/mentee/{number:032x}" for number in range(20, 32))
    board.tell(ROUND, proposed(*mentees))
    (key,) = board.told("proposal")
    about = key.removeprefix(f"proposal:{ROUND}:")
    room: int = getattr(DEADLINES.c.about.type, "length", 0)
    assert len(about) <= room
    answered = happened(MatchRound.MatchDeclined, mentor=MENTOR, mentees=mentees[::-1])
    at = board.tell(ROUND, answered, on=ANSWERED)
    assert board.closed("proposal") == {key: ("met", ANSWERED, at)}


def test_large_groups_that_differ_in_one_person_have_terms_of_their_own(board: Board) -> None:
    board.regulate({})
    mentees = tuple(f"002/mentee/{number:032x}" for number in range(20, 32))
    board.tell(ROUND, proposed(*mentees))
    board.tell(ROUND, proposed(*mentees[:-1], f"002/mentee/{99:032x}"))
    assert len(board.told("proposal")) == 2


# --- consents -------------------------------------------------------------------------------------------


TERM_SET = happened(Person.PersonalDataConsentTermSet, valid_to=date(2026, 12, 1))
CONSENT = f"consent:{PERSON}"


@pytest.mark.requirement("R-046")
def test_a_consent_with_a_term_is_renewed_by_its_last_day(board: Board) -> None:
    board.tell(PERSON, TERM_SET)
    told = Told(TODAY, 0, "calendar", date(2026, 11, 30), (PERSON, "curator"))
    assert board.told("consent") == {CONSENT: told}
    given = happened(Person.PersonalDataConsentGiven, given_on=date(2026, 11, 20), source="paper")
    at = board.tell(PERSON, given, on=date(2026, 11, 24))
    assert board.closed("consent") == {CONSENT: ("met", date(2026, 11, 20), at)}


def test_a_consent_that_is_withdrawn_is_renewed_no_more(board: Board) -> None:
    board.tell(PERSON, TERM_SET)
    withdrawn = happened(Person.PersonalDataConsentWithdrawn, withdrawn_on=date(2026, 11, 20))
    at = board.tell(PERSON, withdrawn, on=date(2026, 11, 24))
    assert board.closed("consent") == {CONSENT: ("cancelled", date(2026, 11, 20), at)}
