"""A repair keeps the most pairs that any plan with as many matched can keep, and tells what follows what."""

import random
from itertools import pairwise

import msgspec
import pytest

from service.matching.formats.problem import Pair, Problem, to_json
from service.matching.formats.reading import problem_from
from service.matching.pricing.loss import moves_between
from service.matching.pricing.repair import (
    Proof,
    Repair,
    repair,
    repair_problem,
    replaced,
    with_mentor,
    without_mentee,
    without_mentor,
)
from service.matching.pricing.repair_words import proof_sentence, sentence
from service.matching.pricing.turns import (
    FOR_OTHERS,
    GIVES_PLACE,
    HAD_NONE,
    MENTOR_LEFT,
    NO_ROOM,
    NOT_ALLOWED,
    Turn,
)
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.instances import Document, banks, mentee, mentor, rated, seeded
from tests.matching.instances import problem as made
from tests.matching.random_groups import grouped


def _pairs(problem: Problem) -> tuple[Pair, ...]:
    return tuple(pair.people() for pair in propose(problem).pairs)


def _happens(problem: Problem, draw: random.Random) -> Problem:
    """Someone leaves, comes, or is replaced by a person of the same profile."""
    someone, other = draw.choice(problem.mentors), draw.choice(problem.mentees)
    successor = msgspec.structs.replace(someone, id="successor")
    newcomer = msgspec.structs.replace(other, id="newcomer")
    return draw.choice(
        [
            without_mentor(problem, someone.id),
            without_mentee(problem, other.id),
            with_mentor(problem, successor),
            problem.replace(mentees=(*problem.mentees, newcomer)),
            replaced(problem, someone.id, successor),
        ]
    )


def _with_fit(problem: Problem, draw: random.Random) -> Problem:
    """Rate the pairs of those who came, where pairs are given by the problem itself."""
    if problem.fit is None:
        return problem
    people = [(e.id, m.id) for e in problem.mentees for m in problem.mentors]
    new = [pair for pair in people if {"successor", "newcomer"} & set(pair)]
    rating = problem.fit[:1]
    fits = [
        msgspec.structs.replace(found, mentee=e, mentor=m, points=draw.randint(0, 1000))
        for e, m in new
        for found in rating
    ]
    return problem.replace(fit=(*problem.fit, *fits))


def _most_kept(problem: Problem) -> int:
    """Over all plans with the most matched, and the most overdue among them."""
    value: Document = to_json(problem)
    plans = [(oracle.values(value, found), found) for found in oracle.assignments(value)]
    most = max((values["matched"], values["overdue"]) for values, _ in plans)
    current = {pair.key for pair in problem.current}
    return max(
        len(current & set(found.items()))
        for values, found in plans
        if (values["matched"], values["overdue"]) == most
    )


def _assert_fewest_changes(found: Repair, problem: Problem, before: tuple[Pair, ...]) -> None:
    asked = repair_problem(problem, pairs=before)
    proof = found.proof
    assert proof is not None
    assert proof.proven
    assert proof.kept == _most_kept(asked)
    assert proof.gone + proof.kept + proof.changed == proof.pairs == len(before)
    assert {goal.name: goal.value for goal in found.proposal.goals} == oracle.optimum(to_json(asked))


def _assert_chains(found: Repair, problem: Problem, before: tuple[Pair, ...]) -> None:
    people = {person.id for person in problem.mentees}
    after = [pair.people() for pair in found.proposal.pairs]
    moves = moves_between([pair for pair in before if pair.mentee in people], after)
    told = [(turn.mentee, turn.leaves, turn.joins) for chain in found.chains for turn in chain]
    assert sorted(told) == [(move.mentee, move.leaves, move.joins) for move in moves]
    for chain in found.chains:
        assert chain[0].cause in {HAD_NONE, MENTOR_LEFT, NOT_ALLOWED}
        for one, other in pairwise(chain):
            assert (other.cause, other.by, other.leaves) == (GIVES_PLACE, one.mentee, one.joins)


def _assert_repaired(problem: Problem, draw: random.Random) -> None:
    before = _pairs(problem)
    now = _with_fit(_happens(problem, draw), draw)
    found = repair(now, pairs=before)
    _assert_fewest_changes(found, now, before)
    _assert_chains(found, now, before)
    frozen = repair(now, pairs=before, frozen=True)
    assert found.proof is not None
    assert frozen.proof is not None
    assert frozen.proof.changed == 0
    assert frozen.proof.matched <= found.proof.matched


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("start", range(0, 420, 20))
def test_no_plan_with_as_many_matched_changes_fewer_pairs(start: int) -> None:
    for seed in range(start, start + 20):
        draw = seeded(seed)
        _assert_repaired(problem_from(rated(draw, mentors=4, mentees=5, degree=2)), draw)


@pytest.mark.parametrize("seed", range(60))
def test_full_profiles_are_repaired_too(seed: int) -> None:
    draw = seeded(1000 + seed)
    _assert_repaired(problem_from(banks(draw, mentors=4, mentees=4)), draw)


def _frozen(problem: Problem, before: tuple[Pair, ...]) -> Problem:
    return repair_problem(problem, pairs=before, frozen=True)


@pytest.mark.parametrize("seed", range(25))
def test_groups_are_repaired_too(seed: int) -> None:
    draw = seeded(2000 + seed)
    problem = problem_from(grouped(draw, mentors=3, mentees=5))
    before, now = _pairs(problem), _happens(problem, draw)
    _assert_fewest_changes(repair(now, pairs=before), now, before)
    frozen = repair(now, pairs=before, frozen=True)
    assert frozen.proof is None or frozen.proof.changed == 0
    assert (frozen.proof is None) == (oracle.optimum(to_json(_frozen(now, before))) is None)


def _chained() -> tuple[Problem, tuple[Pair, ...]]:
    """C leaves; his mentee fits only B, whose mentee can go to F."""
    people = [mentor("B", capacity=1), mentor("C", capacity=1), mentor("F", capacity=1)]
    pairs = [("a", "B"), ("a", "C"), ("d", "B"), ("d", "F")]
    fit = [{"mentee": e, "mentor": m, "points": 500} for e, m in pairs]
    asked = made(people, [mentee("a"), mentee("d")], fit=fit)
    return asked, (Pair(mentee="a", mentor="C"), Pair(mentee="d", mentor="B"))


def test_the_chain_says_who_goes_to_whom_and_why() -> None:
    asked, pairs = _chained()
    found = repair(without_mentor(asked, "C"), pairs=pairs)
    names = {"a": "Анна", "d": "Денис", "B": "Белова", "C": "Седов", "F": "Фомин"}
    assert [sentence(turn, names.__getitem__) for turn in found.chains[0]] == [
        "Анна: наставник теперь Белова, потому что Седов больше не участвует.",
        "Денис: наставник теперь Фомин, прежде Белова; освободившееся место занимает Анна.",
    ]
    assert [sentence(turn, names.__getitem__, supposed=True) for turn in found.chains[0]] == [
        "Анна: наставником станет Белова, если Седов уйдёт.",
        "Денис: наставником станет Фомин, сейчас Белова; освободившееся место займёт Анна.",
    ]
    assert found.proof is not None
    assert (found.proof.pairs, found.proof.gone, found.proof.kept, found.proof.changed) == (2, 1, 0, 1)
    assert proof_sentence(found.proof) == (
        "Сохранено пар: 0 из 1, которые могут продолжаться. "
        "Доказано: при том же числе наставляемых с наставником сохранить больше нельзя."
    )


def test_frozen_pairs_stay_although_one_more_could_be_matched() -> None:
    asked, pairs = _chained()
    found = repair(without_mentor(asked, "C"), pairs=pairs, frozen=True)
    assert [pair.people() for pair in found.proposal.pairs] == [Pair(mentee="d", mentor="B")]
    ((turn,),) = found.chains
    assert (turn.mentee, turn.leaves, turn.joins, turn.cause, turn.by) == ("a", "C", None, MENTOR_LEFT, "C")


def test_pairs_that_the_rules_no_longer_allow_are_told_apart() -> None:
    asked, pairs = _chained()
    excluded = made(
        [mentor("B", capacity=1), mentor("C")],
        [mentee("a"), mentee("d")],
        excluded=[{"id": "C", "rule": "no_consent"}],
    )
    found = repair(excluded, pairs=pairs)
    assert {turn.cause for chain in found.chains for turn in chain} <= {NOT_ALLOWED, GIVES_PLACE}
    assert found.proof is not None
    assert found.proof.gone == 1
    assert asked.mode == "propose"


def test_pins_that_contradict_the_rules_leave_no_repair() -> None:
    asked, pairs = _chained()
    pins = (Pair(mentee="a", mentor="B"), Pair(mentee="d", mentor="B"))
    found = repair(asked.replace(pinned=pins), pairs=pairs)
    assert (found.proposal.status, found.chains, found.proof) == ("infeasible", (), None)


def test_a_mentor_with_fewer_places_than_pairs_keeps_as_many_as_he_can() -> None:
    asked = made([mentor("m", capacity=1)], [mentee("a"), mentee("b")])
    pairs = (Pair(mentee="a", mentor="m"), Pair(mentee="b", mentor="m"))
    found = repair(asked, pairs=pairs, frozen=True)
    assert found.proof is not None
    assert (found.proof.kept, found.proof.most_kept, found.proof.changed) == (1, 1, 1)
    ((turn,),) = found.chains
    assert (turn.cause, turn.by, turn.joins) == (NO_ROOM, "m", None)


def test_every_cause_has_a_sentence() -> None:
    causes = [MENTOR_LEFT, NOT_ALLOWED, NO_ROOM, GIVES_PLACE, FOR_OTHERS]
    for cause in causes:
        for joins in ("Н", None):
            said = sentence(Turn(mentee="А", leaves="П", joins=joins, cause=cause, by="К"), str)
            assert said.startswith("А: наставник теперь Н" if joins else "А: остаётся без наставника")
            assert said.endswith(".")
    new = Turn(mentee="А", leaves=None, joins="Н", cause=HAD_NONE)
    assert sentence(new, str) == "А: появляется наставник — Н."


def test_what_is_not_proven_is_said_to_be_open() -> None:
    proof = Proof(matched=9, most_matched=9, pairs=10, gone=2, kept=6, most_kept=7)
    assert not proof.proven
    assert proof_sentence(proof) == (
        "Сохранено пар: 6 из 8, которые могут продолжаться. "
        "Лучшее не доказано: не исключено, что можно сохранить 7."
    )
    assert proof_sentence(msgspec.structs.replace(proof, kept=8, most_kept=8)) == (
        "Сохранено пар: 8 из 8, которые могут продолжаться. Ни одна из них не меняется."
    )


def test_replacing_a_mentor_of_a_municipality_changes_ten_pairs_at_most() -> None:
    asked = problem_from(rated(seeded(1), mentors=600, mentees=1500, degree=6)).replace(current=())
    before = _pairs(asked)
    leaving = max(asked.mentors, key=lambda person: (person.capacity, person.id))
    successor = msgspec.structs.replace(leaving, id="successor")
    fits = tuple(
        msgspec.structs.replace(fit, mentor="successor")
        for fit in asked.fit or ()
        if fit.mentor == leaving.id
    )
    now = replaced(asked, leaving.id, successor)
    found = repair(now.replace(fit=(*(now.fit or ()), *fits)), pairs=before)
    assert found.proof is not None
    assert found.proof.proven
    assert sum(len(chain) for chain in found.chains) <= 10
    assert found.proof.matched == len(before)
