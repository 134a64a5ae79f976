"""Of equally good proposals the one with the fewest people in groups is made, whoever leads the groups."""

import pytest

from service.matching.checking.check import check
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.instances import Document, document, mentee, mentor, seeded


def _two_leaders(seed: int) -> Document:
    """``big`` needs three for a group, ``small`` two; ``a`` would fill it with ``big``."""
    leads = {"types": ["group", "virtual"], "capacity": 3}
    mentors = [mentor("big", group={"min": 3}, **leads), mentor("small", group={"min": 2}, **leads)]
    both = [mentee("a", types=["group", "virtual"]), mentee("b")]
    alone = [mentee(name, types=["group"]) for name in ("c", "d")]
    return document(mentors, [*both, *alone], goals=["matched", "overdue"], limits={"seed": seed})


def _loose(seed: int) -> Document:
    """A few people with hardly a goal, so that nearly everything is left to the tie."""
    draw = seeded(seed)
    types = [["group"], ["group"], ["group", "virtual"], ["virtual"]]
    mentors = [
        mentor(
            f"m{i}",
            capacity=draw.randint(2, 4),
            types=["group", "virtual"],
            competencies=dict.fromkeys(draw.sample("ab", draw.randint(1, 2)), 1),
            group={"min": draw.randint(2, 3)},
        )
        for i in range(3)
    ]
    mentees = [
        mentee(
            f"e{i}",
            types=draw.choice(types),
            request=dict.fromkeys(draw.sample("ab", draw.randint(1, 2)), 1),
        )
        for i in range(5)
    ]
    goals = draw.choice([["matched"], ["matched", "overdue"], ["matched", "stay"]])
    return document(mentors, mentees, goals=goals, limits={"seed": seed})


def _members(made: Document) -> int:
    problem = problem_from(made)
    proposal = propose(problem)
    assert check(problem=problem, proposal=proposal).violations == ()
    return sum(len(group.mentees) for group in proposal.groups)


@pytest.mark.parametrize("seed", range(20))
def test_no_mentor_fills_his_group_with_others_where_another_needs_fewer(seed: int) -> None:
    assert _members(_two_leaders(seed)) == 2


@pytest.mark.parametrize("seed", range(60))
def test_as_few_as_possible_of_all_the_best_assignments_are_in_groups(seed: int) -> None:
    made = _loose(seed)
    best = [found for found, _ in oracle.optima(made)]
    assert _members(made) == min(oracle.in_groups(made, found) for found in best)


@pytest.mark.parametrize("seed", range(60))
def test_the_same_holds_when_some_of_the_fit_may_be_given_away(seed: int) -> None:
    made = _loose(seed) | {"goals": ["matched", "fit", "interest"]}
    made["limits"] |= {"fit_tolerance": 0.3}
    best = [found for found, _ in oracle.optima(made)]
    assert _members(made) == min(oracle.in_groups(made, found) for found in best)
