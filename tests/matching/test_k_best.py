"""The k best proposals are the first k of all there are in the order of the goals, each with other pairs."""

import pytest

from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.pricing.k_best import NoOrder, Ranked, TooManyMentees, k_best
from service.matching.pricing.loss import BY_EXCHANGE
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


def test_too_many_mentees_are_not_ranked() -> None:
    large = made([mentor("m")], [mentee(f"e{i}") for i in range(151)])
    with pytest.raises(TooManyMentees):
        k_best(large, k=2)


def test_contradictory_pins_leave_nothing_to_rank() -> None:
    pins = [{"mentee": "a", "mentor": "m"}, {"mentee": "b", "mentor": "m"}]
    asked: Problem = made([mentor("m", capacity=1)], [mentee("a"), mentee("b")], pinned=pins)
    assert k_best(asked, k=3) == ()
