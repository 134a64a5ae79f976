"""Why a mentee has no pair is told by rule, and what would help really helps."""

import copy

import networkx as nx
import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal, Relaxation
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.granted import apply_change
from tests.matching.instances import banks, document, mentee, mentor, problem, rated, seeded


def _matched(proposal: Proposal) -> int:
    return len(proposal.pairs)


def _reasons(proposal: Proposal, name: str) -> list[tuple[str, str | None, int]]:
    left = next(left for left in proposal.unmatched if left.mentee == name)
    return [(blocking.rule, blocking.clause, blocking.count) for blocking in left.blocking]


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("seed", range(120))
def test_every_change_that_is_offered_gives_more_pairs(seed: int) -> None:
    draw = seeded(seed)
    made = (
        banks(draw, mentors=6, mentees=8) if seed % 3 else rated(draw, mentors=5, mentees=8, degree=2)
    ) | {"goals": ["matched"]}
    made.setdefault("excluded", [])
    proposal = propose(problem_from(made))
    for left in proposal.unmatched:
        together = [relaxation for relaxation in left.relaxations if relaxation.change.together]
        alone = [[relaxation] for relaxation in left.relaxations if not relaxation.change.together]
        assert {relaxation.change.together for relaxation in together} <= {len(together), 2}
        for changes in [*alone, *_bundles(together)]:
            changed = copy.deepcopy(made)
            for relaxation in changes:
                apply_change(changed, left.mentee, relaxation)
            assert _matched(propose(problem_from(changed))) > _matched(proposal), changes


def _bundles(together: list[Relaxation]) -> list[list[Relaxation]]:
    """Changes that only help together concern one rule and mentor, or all rules of one mentor."""
    bundles: list[list[Relaxation]] = []
    while together:
        size = together[0].change.together or 1
        bundles.append(together[:size])
        together = together[size:]
    return bundles


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("seed", range(60))
def test_every_mentor_is_counted_once_or_is_part_of_the_full_places(seed: int) -> None:
    made = problem_from(banks(seeded(seed), mentors=7, mentees=12))
    proposal = propose(made)
    eligibility = Eligibility.of(made)
    for left in proposal.unmatched:
        person = next(m for m in made.mentees if m.id == left.mentee)
        wishes = len(eligibility.allowed(person))
        counted = {b.rule: b.count for b in left.blocking if b.rule != "no_free_place"}
        full = [b.count for b in left.blocking if b.rule == "no_free_place"]
        assert sum(counted.values()) == len(made.mentors) - wishes
        assert bool(full) == bool(wishes)
        assert all(count >= wishes for count in full)


def _alternation(made: Problem, proposal: Proposal) -> "nx.DiGraph[tuple[str, int]]":
    """From a mentee to the allowed mentors, from a mentor to those who hold his places."""
    found = candidates(Eligibility.of(made))
    held = {pair.mentee: pair.mentor for pair in proposal.pairs}
    graph: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    graph.add_nodes_from(("mentee", i) for i in range(len(made.mentees)))
    for i, j in zip(found.mentee.tolist(), found.mentor.tolist(), strict=True):
        graph.add_edge(("mentee", i), ("mentor", j))
        if held.get(made.mentees[i].id) == made.mentors[j].id:
            graph.add_edge(("mentor", j), ("mentee", i))
    return graph


@pytest.mark.parametrize("seed", range(60))
def test_full_places_are_a_hall_set_one_mentee_more_than_places(seed: int) -> None:
    made = problem_from(rated(seeded(seed), mentors=5, mentees=14, degree=2) | {"goals": ["matched", "fit"]})
    proposal = propose(made)
    graph = _alternation(made, proposal)
    order = {mentee.id: i for i, mentee in enumerate(made.mentees)}
    for left in proposal.unmatched:
        start = ("mentee", order[left.mentee])
        reached = nx.descendants(graph, start)
        mentors = {j for kind, j in reached if kind == "mentor"}
        rivals = {i for kind, i in reached if kind == "mentee"} | {start[1]}
        counts = [b.count for b in left.blocking if b.rule == "no_free_place"]
        assert counts == ([len(mentors)] if mentors else [])
        assert len(rivals) == sum(made.mentors[j].capacity for j in mentors) + 1


def test_the_clause_of_an_exclusion_stands_with_its_count() -> None:
    made = problem(
        [mentor("m1"), mentor("m2"), mentor("m3", forms=["CUSTOM"])],
        [mentee("e")],
        excluded=[{"id": f"m{i}", "rule": "not_admitted", "clause": "002/3.8"} for i in (1, 2)],
    )
    proposal = propose(made)
    assert _reasons(proposal, "e") == [("not_admitted", "002/3.8", 2), ("no_common_form", None, 1)]
    changes = proposal.unmatched[0].relaxations
    assert [(r.rule, r.clause, r.change.code, r.change.mentor, r.grantor) for r in changes] == [
        ("not_admitted", "002/3.8", "lift_exclusion", "m1", "curator"),
        ("no_common_form", None, "mentor_adds_form", "m3", "mentor"),
    ]


def test_two_obstacles_are_told_as_changes_that_help_together() -> None:
    made = problem([mentor("m", forms=["CUSTOM"], types=["reverse"])], [mentee("e")])
    changes = propose(made).unmatched[0].relaxations
    assert [(r.change.code, r.change.together) for r in changes] == [
        ("mentor_adds_form", 2),
        ("mentee_adds_type", 2),
    ]


def test_nothing_is_offered_against_being_one_person() -> None:
    proposal = propose(problem([mentor("x")], [mentee("x")]))
    assert _reasons(proposal, "x") == [("same_person", None, 1)]
    assert proposal.unmatched[0].relaxations == ()


def test_without_mentors_the_reason_is_that_there_are_none() -> None:
    proposal = propose(problem([], [mentee("e")]))
    assert _reasons(proposal, "e") == [("no_mentors", None, 0)]


def test_without_the_goal_of_matching_the_reason_is_that_nobody_asked() -> None:
    proposal = propose(problem([mentor("m")], [mentee("e")], goals=["load"]))
    assert _reasons(proposal, "e") == [("not_asked", None, 1)]
    assert [r.change.code for r in proposal.unmatched[0].relaxations] == ["ask_matched"]


def test_a_pinned_pair_holds_its_place_against_others() -> None:
    made = document(
        [mentor("m", capacity=1)],
        [mentee("a", due_in_days=-5), mentee("b")],
        pinned=[{"mentee": "b", "mentor": "m"}],
    )
    proposal = propose(problem_from(made))
    assert [pair.mentee for pair in proposal.pairs] == ["b"]
    assert _reasons(proposal, "a") == [("no_free_place", None, 1)]
