"""The smallest set of rules that blocks: it leaves nobody; without any one of its rules somebody can."""

from collections.abc import Iterable

import networkx as nx
import numpy as np
import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.explaining.obstacles import smallest_blocking
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import banks, mentee, mentor, problem, rated, seeded

Rule = tuple[str, str | None]
Forbidding = dict[tuple[str, str], set[Rule]]
NO_PLACE: Rule = ("no_free_place", None)


def _made(seed: int) -> Problem:
    draw = seeded(seed)
    made = banks(draw, mentors=5, mentees=9) if seed % 4 else rated(draw, mentors=5, mentees=9, degree=2)
    for one in made["mentors"]:
        one.pop("group", None)
    return problem_from(made | {"goals": ["matched"]})


def _forbidding(made: Problem) -> Forbidding:
    """All rules that forbid each pair."""
    eligibility = Eligibility.of(made)
    return {
        (e.id, m.id): {(ban.rule, ban.clause) for ban, flags in bans.items() if flags[position]}
        for e, bans in ((e, eligibility.bans(e)) for e in made.mentees)
        for position, m in enumerate(made.mentors)
    }


def _most_matched(made: Problem, forbidding: Forbidding, name: str, in_force: Iterable[Rule]) -> int:
    """Solve anew: how many get a mentor if only these rules hold for one mentee, and all rules for others."""
    rules = set(in_force)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    for m in made.mentors:
        graph.add_edge(f"m/{m.id}", "sink", capacity=m.capacity)
    for e in made.mentees:
        graph.add_edge("source", f"e/{e.id}", capacity=1)
    for (person, mentor_id), bans in forbidding.items():
        if bans & rules if person == name else bans:
            continue
        granted = person == name and (NO_PLACE not in rules or ("no_capacity", None) in bans)
        graph.add_edge(f"e/{person}", "sink" if granted else f"m/{mentor_id}", capacity=1)
    return int(nx.maximum_flow_value(graph, "source", "sink"))


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("chunk", range(20))
def test_dropping_any_rule_of_a_blocking_set_makes_the_mentee_matchable(chunk: int) -> None:
    for seed in range(25 * chunk, 25 * chunk + 25):
        made = _made(seed)
        proposal, forbidding = propose(made), _forbidding(made)
        for left in proposal.unmatched:
            blocking = [(cause.rule, cause.clause) for cause in left.smallest]
            assert blocking
            assert _most_matched(made, forbidding, left.mentee, blocking) == len(proposal.pairs)
            for dropped in blocking:
                kept = [rule for rule in blocking if rule != dropped]
                assert _most_matched(made, forbidding, left.mentee, kept) == len(proposal.pairs) + 1


@pytest.mark.requirement("R-067")
def test_no_fewer_rules_are_enough() -> None:
    sizes = set()
    for seed in range(40):
        made = _made(seed)
        proposal, forbidding = propose(made), _forbidding(made)
        for left in proposal.unmatched:
            sizes.add(len(left.smallest))
            if len(left.smallest) == 2:
                for rule in {NO_PLACE}.union(*forbidding.values()):
                    assert _most_matched(made, forbidding, left.mentee, [rule]) > len(proposal.pairs)
    assert sizes >= {1, 2, 3}


@pytest.mark.parametrize("seed", range(40))
def test_a_smallest_set_hits_every_seat_and_none_of_it_is_idle(seed: int) -> None:
    draw = seeded(seed)
    masks = [draw.randint(1, 2**6 - 1) for _ in range(draw.randint(1, 8))]
    found = smallest_blocking(masks)
    assert all(found & mask for mask in masks)
    sizes = [s.bit_count() for s in range(2**6) if all(s & mask for mask in masks)]
    assert found.bit_count() == min(sizes)
    for bit in range(6):
        if found >> bit & 1:
            assert not all(found & ~(1 << bit) & mask for mask in masks)


def test_one_rule_that_alone_leaves_nobody_is_the_whole_set() -> None:
    made = problem(
        [mentor("m1", forms=["CUSTOM"]), mentor("m2", forms=["CUSTOM"], types=["reverse"])], [mentee("e")]
    )
    assert [cause.rule for cause in propose(made).unmatched[0].smallest] == ["no_common_form"]


def test_a_clause_stands_with_its_rule_and_taken_places_are_a_rule_too() -> None:
    made = problem(
        [mentor("m1"), mentor("m2", capacity=1)],
        [mentee("a", due_in_days=-3), mentee("b")],
        excluded=[{"id": "m1", "rule": "not_admitted", "clause": "002/3.8"}],
    )
    smallest = propose(made).unmatched[0].smallest
    assert [(cause.rule, cause.clause) for cause in smallest] == [
        ("not_admitted", "002/3.8"),
        ("no_free_place", None),
    ]


def test_without_mentors_or_without_the_goal_no_set_of_rules_is_told() -> None:
    assert propose(problem([], [mentee("e")])).unmatched[0].smallest == ()
    assert propose(problem([mentor("m")], [mentee("e")], goals=["load"])).unmatched[0].smallest == ()


def test_masks_are_counted_at_the_first_rule() -> None:
    with pytest.raises(ValueError, match="cannot be blocked"):
        smallest_blocking([0])
    assert smallest_blocking(np.array([1, 3, 2]).tolist()) == 3
