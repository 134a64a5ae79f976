"""Two proposals with groups are crossed: of every exchange between them the better half is kept."""

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.instances import Size, made
from service.matching.candidates.columns import Flags
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from service.matching.solving.group_crossing import crossed
from service.matching.solving.groups import keeps_group_rules
from service.matching.solving.network import GOAL_TABLE, Network
from tests.matching.crowded import crowded
from tests.matching.instances import seeded
from tests.matching.oracle import assignments


def _flow(network: Network, people: dict[str, str], seed: int) -> Flags | None:
    """A flow with these people together, each in a drawn mode; None if it breaks rules of groups."""
    problem, found = network.problem, network.candidates
    chosen = np.zeros(len(found), dtype=np.bool_)
    for position, mentee in enumerate(problem.mentees):
        own = [
            arc
            for arc in np.flatnonzero(found.mentee == position).tolist()
            if problem.mentors[found.mentor[arc]].id == people.get(mentee.id)
        ]
        if own:
            chosen[seeded(seed + position).choice(own)] = True
    return network.flow_of(chosen) if keeps_group_rules(problem, found, chosen) else None


def _crossings_better_than_both(seed: int) -> int:
    draw = seeded(70_000 + seed)
    document = crowded(draw, mentors=4, mentees=6)
    problem = problem_from(document)
    network = Network.of(problem, candidates(Eligibility.of(problem)))
    cost = 1000 * GOAL_TABLE["matched"].cost(network) + GOAL_TABLE["fit"].cost(network)
    every = list(assignments(document))
    flows = [_flow(network, draw.choice(every), draw.randrange(1000)) for _ in range(60)]
    kept = [flow for flow in flows if flow is not None]
    assert len(kept) > 1
    better = 0
    for one, other in pairwise(kept):
        both = crossed(network, one, other, cost)
        chosen = both[network.pairs]
        assert keeps_group_rules(problem, network.candidates, chosen)
        assert np.array_equal(both, network.flow_of(chosen))
        mentees, loads = (
            np.bincount(who[chosen]) for who in (network.candidates.mentee, network.candidates.mentor)
        )
        assert mentees.max(initial=0) <= 1
        assert all(load <= problem.mentors[i].capacity for i, load in enumerate(loads.tolist()))
        value, *values = (int(cost[flow].sum()) for flow in (both, one, other))
        assert value <= min(values)
        better += value < min(values)
    return better


@pytest.mark.parametrize("seed", range(30))
def test_a_crossed_proposal_keeps_all_rules_and_is_no_worse_than_both(seed: int) -> None:
    assert _crossings_better_than_both(seed) >= 0


def test_a_crossed_proposal_may_be_better_than_both() -> None:
    assert _crossings_better_than_both(0)


def test_two_hundred_and_fifty_mentees_with_groups_are_proven() -> None:
    problem = made(Size(100, 250, 1, 4, 20, 0, 0, 30), seed=2, groups=True)
    proposal = propose(problem)
    assert proposal.status == "optimal"
    assert proposal.groups
