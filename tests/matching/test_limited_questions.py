"""Every question about a problem gets the same answer in a process of its own as in this one."""

from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from service.commands.answer_files import UNFINISHED
from service.commands.limited_match import ask_limited
from service.commands.match_ends import Allowance, MatchInterrupted, MatchOutOfTime
from service.commands.match_files import meetings_file
from service.commands.match_questions import (
    PROPOSE,
    AnyQuestion,
    BestFew,
    Bottlenecks,
    Departure,
    Improvements,
    MissedWishes,
    NearestTo,
    PlanMeetings,
    PriceOf,
    Question,
    ToleranceCurve,
)
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import document, encoded, mentee, mentor, rated, seeded


@cache
def asked() -> tuple[Problem, Proposal]:
    """A problem with groups and marks, and its proposal."""
    people = [mentor(f"m{i}", types=["group", "traditional"], group={"min": 2}, capacity=3) for i in range(2)]
    made = problem_from(
        document(
            [*people, mentor("alone")],
            [mentee(f"e{i}", types=["group", "traditional"]) for i in range(9)],
            interest=[{"mentee": "e8", "mentor": "alone", "by_mentee": 5, "by_mentor": 5}],
        )
    )
    return made, propose(made)


def questions() -> list[Question[Any]]:
    """One of each kind."""
    _, proposal = asked()
    pairs = tuple(pair.people() for pair in proposal.pairs)
    pair = pairs[0]
    return [
        PROPOSE,
        PriceOf(proposal=proposal, mentee=pair.mentee, mentor=pair.mentor),
        NearestTo(proposal=proposal, person=pair.mentee, most=3),
        NearestTo(proposal=proposal, person=pair.mentor, most=3),
        BestFew(count=3),
        ToleranceCurve(),
        Departure(pairs=pairs, person=pair.mentor, frozen=False),
        Departure(pairs=pairs, person=pair.mentee, frozen=True),
        Bottlenecks(pairs),
        MissedWishes(pairs),
        Improvements(most=2),
        PlanMeetings(rounds=3),
    ]


def test_the_list_has_every_kind() -> None:
    assert {type(question) for question in questions()} == set(get_args(AnyQuestion))


@pytest.mark.parametrize("question", questions(), ids=lambda question: type(question).__name__)
def test_the_process_gives_the_same_answer(question: Question[Any]) -> None:
    problem, _ = asked()
    here = ask_limited(question, problem, isolated=False)
    assert here == ask_limited(question, problem, isolated=True)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(question), type=AnyQuestion) == question


def test_a_ranking_that_there_is_not_says_why_in_the_process_too() -> None:
    tolerant = problem_from(rated(seeded(0), mentors=4, mentees=9, degree=3, fit_tolerance=0.1))
    large = problem_from(rated(seeded(0), mentors=90, mentees=200, degree=3))
    assert ask_limited(BestFew(count=2), tolerant, isolated=True) == "no order"
    assert ask_limited(BestFew(count=2), large, isolated=True) == "too many"


def test_a_question_is_ended_by_its_limits_and_by_whoever_asks() -> None:
    large = problem_from(rated(seeded(0), mentors=400, mentees=1000, degree=30))
    with pytest.raises(MatchOutOfTime):
        ask_limited(ToleranceCurve(), large, allowance=Allowance(seconds=0.1))
    with pytest.raises(MatchInterrupted):
        ask_limited(ToleranceCurve(), large, cancelled=lambda: True)


def test_what_takes_a_search_is_small_for_fewer_mentees() -> None:
    hundred = problem_from(rated(seeded(0), mentors=40, mentees=100, degree=3))
    assert PROPOSE.is_small(hundred)
    assert not ToleranceCurve().is_small(hundred)
    thousand = problem_from(rated(seeded(0), mentors=40, mentees=1000, degree=3))
    assert not PROPOSE.is_small(thousand)
    assert Bottlenecks(()).is_small(thousand)
    assert MissedWishes(()).is_small(thousand)
    grouped = document([mentor("m", group={"min": 2})], [mentee(f"e{i}") for i in range(100)])
    assert not PROPOSE.is_small(problem_from(grouped))


def test_a_plan_of_meetings_that_was_ended_is_not_written(tmp_path: Path) -> None:
    made = document([mentor("m", types=["speed"])], [mentee(f"e{i}", types=["speed"]) for i in range(60)])
    question, out = tmp_path / "problem.json", tmp_path / "plan.json"
    question.write_bytes(encoded(made))
    outcome = meetings_file(problem=question, out=out, rounds=3, allowance=Allowance(seconds=0.1))
    assert outcome.code == UNFINISHED
    assert outcome.lines == (
        "Расчёт не закончен за отведённое время (секунд: 0,1) и остановлен: ответа нет, ничего не записано.",
    )
    assert not out.exists()
