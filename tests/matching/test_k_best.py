"""The k best proposals are the first k of all there are in the order of the goals, each with other pairs."""

import random

import pytest

from service.matching.candidates.part import part_of
from service.matching.formats.problem import Problem, to_json
from service.matching.formats.reading import problem_from
from service.matching.pricing.k_best import NoOrder, Ranked, TooManyMentees, k_best
from service.matching.pricing.loss import BY_EXCHANGE
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.instances import Document, banks, mentee, mentor, rated, seeded
from tests.matching.instances import problem as made
from tests.matching.random_groups import grouped

K = 7


def _key(value: Document, values: dict[str, int]) -> tuple[int, ...]:
    return tuple(values[goal] if goal == "load" else -values[goal] for goal in oracle.order(value))


def _values(value: Document, found: Ranked) -> tuple[int, ...]:
    return _key(value, oracle.values(value, {pair.mentee: pair.mentor for pair in found.pairs}))


def _assert_first(value: Document) -> tuple[Ranked, ...]:
    found = k_best(problem_from(value), k=K)
    plans = list(oracle.assignments(value))
    keys = sorted(_key(value, oracle.values(value, plan)) for plan in plans)
    assert [_values(value, ranked) for ranked in found] == keys[:K]
    assert [ranked.rank for ranked in found] == list(range(1, min(K, len(plans)) + 1))
    assert len({ranked.pairs for ranked in found}) == len(found)
    assert all({pair.mentee: pair.mentor for pair in ranked.pairs} in plans for ranked in found)
    best = keys[0]
    for ranked in found:
        lost = tuple(loss.loss for loss in ranked.losses)
        assert tuple(b + by for b, by in zip(best, lost, strict=True)) == _values(value, ranked)
    return found


@pytest.mark.parametrize("seed", range(100))
def test_the_first_of_all_proposals_in_the_order_of_the_goals(seed: int) -> None:
    draw = seeded(seed)
    value = rated(draw, mentors=3, mentees=4, degree=2) | {"mode": draw.choice(["propose", "repair"])}
    found = _assert_first(value)
    assert {ranked.method for ranked in found} == {BY_EXCHANGE}


@pytest.mark.parametrize("seed", range(60))
def test_any_choice_of_goals_and_pins_has_its_order(seed: int) -> None:
    draw = seeded(1000 + seed)
    goals = draw.sample(oracle.ORDER, draw.randint(1, 3))
    value = rated(draw, mentors=3, mentees=3, degree=2) | {"goals": goals}
    plan = draw.choice(list(oracle.assignments(value)))
    pins = [{"mentee": e, "mentor": m} for e, m in list(plan.items())[:1]]
    _assert_first(value | {"pinned": pins})


@pytest.mark.parametrize("seed", range(30))
def test_full_profiles_are_ranked_too(seed: int) -> None:
    _assert_first(banks(seeded(2000 + seed), mentors=3, mentees=3))


@pytest.mark.parametrize("seed", range(12))
def test_with_groups_the_order_is_found_by_solving_anew(seed: int) -> None:
    draw = seeded(3000 + seed)
    value = grouped(draw, mentors=3, mentees=4)
    if draw.random() < 0.3:
        value["goals"] = ["fit", "interest"]
    found = _assert_first(value)
    assert all(ranked.proven for ranked in found)


def test_a_tolerance_has_no_next_best() -> None:
    with pytest.raises(NoOrder):
        k_best(problem_from(rated(seeded(1), mentors=3, mentees=3, degree=2, fit_tolerance=0.1)), k=2)


def _two_schools(draw: random.Random) -> Problem:
    """Two problems that share nobody, in one."""
    one = problem_from(rated(draw, mentors=3, mentees=4, degree=2))
    names = {person.id: f"z{person.id}" for person in (*one.mentees, *one.mentors)}
    other = problem_from(_renamed(to_json(one), names))
    both = {name: (*getattr(one, name), *getattr(other, name)) for name in _LISTS}
    return one.replace(**both)


_LISTS = ("mentors", "mentees", "interest", "fit", "pinned", "forbidden", "current", "excluded")


def _renamed(value: Document, names: dict[str, str]) -> Document:
    def renamed(entry: Document) -> Document:
        return entry | {key: names[entry[key]] for key in ("id", "mentee", "mentor") if key in entry}

    return value | {name: [renamed(entry) for entry in value[name]] for name in _LISTS}


@pytest.mark.parametrize("seed", range(12))
def test_a_part_ranks_as_it_does_in_the_whole(seed: int) -> None:
    draw = seeded(4000 + seed)
    whole = _two_schools(draw)
    for person in draw.sample(whole.mentees, 2):
        part = part_of(whole, person.id)
        assert person in part.mentees
        best = propose(whole)
        own = {pair.people() for pair in best.pairs} & {pair.people() for pair in propose(part).pairs}
        assert own == {pair.people() for pair in propose(part).pairs}
        keys = [tuple(loss.loss for loss in found.losses) for found in k_best(part, k=3)]
        everything = [tuple(loss.loss for loss in found.losses) for found in k_best(whole, k=25)]
        assert all(key in everything or key > everything[-1] for key in keys)


def test_of_a_large_problem_a_part_is_asked() -> None:
    people = [mentee(f"e{i}") for i in range(151)] + [
        mentee("far", forms=["OTHER"]),
        mentee("lonely", forms=["N"]),
    ]
    large = made([mentor("m"), mentor("n", forms=["OTHER"])], people)
    with pytest.raises(TooManyMentees):
        k_best(large, k=2)
    assert [len(found.pairs) for found in k_best(part_of(large, "far"), k=3)] == [1, 0]
    assert [person.id for person in part_of(large, "lonely").mentees] == ["lonely"]
    assert len(part_of(large, "e7").mentees) == 151


def test_contradictory_pins_leave_nothing_to_rank() -> None:
    pins = [{"mentee": "a", "mentor": "m"}, {"mentee": "b", "mentor": "m"}]
    asked: Problem = made([mentor("m", capacity=1)], [mentee("a"), mentee("b")], pinned=pins)
    assert k_best(asked, k=3) == ()
