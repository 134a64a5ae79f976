"""Requests that hang on too few mentors, all of them at once."""

import networkx as nx
import numpy as np
import pytest

from service.matching.candidates.components import connected
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates, single_pairs
from service.matching.explaining.hall import HallSet, hall_sets
from service.matching.explaining.reach import Seating
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import banks, document, mentee, mentor, problem, rated, seeded


def _sets(made: Problem, proposal: Proposal) -> tuple[HallSet, ...]:
    allowed = candidates(Eligibility.of(made))
    return hall_sets(made, allowed, Seating.of(made, [pair.people() for pair in proposal.pairs]))


def _made(seed: int, *, goals: list[str]) -> Problem:
    draw = seeded(seed)
    made = (
        banks(draw, mentors=8, mentees=16)
        if seed % 2
        else rated(draw, mentors=8, mentees=20, degree=1 + seed % 3)
    )
    for one in made["mentors"]:
        one.pop("group", None)
    return problem_from(made | {"goals": goals})


def _by_networkx(made: Problem) -> set[tuple[frozenset[str], frozenset[str]]]:
    """The overdetermined part by a maximum matching of mentees with single places, in connected parts."""
    found = single_pairs(candidates(Eligibility.of(made)))
    graph: nx.Graph[tuple[str, str, int]] = nx.Graph()
    edges: nx.Graph[tuple[str, str, int]] = nx.Graph()
    for i, j in zip(found.mentee.tolist(), found.mentor.tolist(), strict=True):
        one, other = made.mentees[i], made.mentors[j]
        edges.add_edge(("mentee", one.id, 0), ("mentor", other.id, 0))
        for place in range(other.capacity):
            graph.add_edge(("mentee", one.id, 0), ("mentor", other.id, place))
    mentees = [node for node in graph if node[0] == "mentee"]
    matching = nx.bipartite.hopcroft_karp_matching(graph, mentees)
    walk: nx.DiGraph[tuple[str, str, int]] = nx.DiGraph()
    for node in mentees:
        walk.add_edges_from((node, place) for place in graph[node])
        if node in matching:
            walk.add_edge(matching[node], node)
    reached = {node for node in mentees if node not in matching}
    for node in list(reached):
        reached |= nx.descendants(walk, node)
    part = edges.subgraph({(kind, name, 0) for kind, name, _ in reached})
    return {
        (frozenset(n for k, n, _ in c if k == "mentee"), frozenset(n for k, n, _ in c if k == "mentor"))
        for c in nx.connected_components(part)
    }


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("seed", range(80))
def test_the_sets_are_the_overdetermined_part_that_networkx_finds(seed: int) -> None:
    made = _made(seed, goals=["matched"])
    sets = _sets(made, propose(made))
    assert {(frozenset(s.mentees), frozenset(s.mentors)) for s in sets} == _by_networkx(made)


@pytest.mark.parametrize("seed", range(60))
def test_deficits_add_up_to_those_who_are_left_for_want_of_places(seed: int) -> None:
    made = _made(seed, goals=["matched", "fit"])
    proposal = propose(made)
    sets = _sets(made, proposal)
    full = [left for left in proposal.unmatched if any(b.rule == "no_free_place" for b in left.blocking)]
    assert sum(found.deficit for found in sets) == len(full)
    capacity = {m.id: m.capacity for m in made.mentors}
    for found in sets:
        assert found.deficit > 0
        assert found.places == sum(capacity[m] for m in found.mentors)


@pytest.mark.parametrize("seed", range(30))
def test_sets_are_told_only_where_no_place_can_be_freed(seed: int) -> None:
    made = _made(seed, goals=["load"])
    proposal = propose(made)
    assert proposal.pairs == ()
    assert _sets(made, proposal) == ()


def test_pinned_people_and_their_places_are_settled() -> None:
    made = problem_from(
        document(
            [mentor("x", capacity=2), mentor("y", capacity=1, forms=["CUSTOM"])],
            [mentee(name) for name in "abc"],
            pinned=[{"mentee": "c", "mentor": "x"}],
        )
    )
    assert _sets(made, propose(made)) == (HallSet(mentees=("a", "b"), mentors=("x",), places=1),)


def test_parts_that_share_nobody_are_told_apart_the_largest_deficit_first() -> None:
    mentors = [mentor("x", capacity=1), mentor("y", capacity=1, forms=["CUSTOM"])]
    mentees = [mentee("a"), mentee("b"), *(mentee(name, forms=["CUSTOM"]) for name in "cde")]
    made = problem(mentors, mentees)
    found = _sets(made, propose(made))
    assert [(s.mentees, s.mentors, s.deficit) for s in found] == [
        (("c", "d", "e"), ("y",), 2),
        (("a", "b"), ("x",), 1),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_connected_parts_are_those_of_networkx(seed: int) -> None:
    draw = seeded(seed)
    count = draw.randint(1, 40)
    edges = [(draw.randrange(count), draw.randrange(count)) for _ in range(draw.randint(0, 40))]
    graph: nx.Graph[int] = nx.Graph(edges)
    graph.add_nodes_from(range(count))
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    label = connected(ends[:, 0], ends[:, 1], count)
    for part in nx.connected_components(graph):
        assert {int(label[node]) for node in part} == {min(part)}
