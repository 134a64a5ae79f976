"""The candidates that are found in blocks are exactly those that the rules allow one mentee at a time."""

import random
from collections.abc import Mapping

import numpy as np
import pytest

from benchmarks import loops
from benchmarks.instances import instance
from service.matching.candidates import allowed, blocks
from service.matching.candidates.columns import Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import CRITERIA, SINGLE, candidates, points_of, terms, terms_of, totals
from service.matching.candidates.themes import common_themes
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from tests.matching.instances import Document, banks, mentee, mentor, rated, seeded
from tests.matching.random_groups import grouped

Arc = tuple[int, int, str]


def _single_arcs(eligibility: Eligibility) -> list[Arc]:
    people = eligibility.problem.mentees
    return [(i, j, "") for i, mentee in enumerate(people) for j in eligibility.allowed(mentee).tolist()]


def _group_arcs(eligibility: Eligibility, singles: set[tuple[int, int]]) -> list[Arc]:
    """Go through the mentees one by one with the rules that tell reasons."""
    problem = eligibility.problem
    groups: dict[tuple[int, str], list[int]] = {}
    for i, one in enumerate(problem.mentees):
        for j in _joinable(eligibility, i).tolist():
            for theme in common_themes(one, problem.mentors[j]):
                groups.setdefault((j, theme), []).append(i)
    return [
        (i, j, theme)
        for (j, theme), members in groups.items()
        if len(members) >= problem.mentors[j].group_sizes.start
        and any((i, j) not in singles for i in members)
        for i in members
    ]


def _joinable(eligibility: Eligibility, position: int) -> Numbers:
    free = np.ones(len(eligibility.mentors), dtype=np.bool_)
    for flags in eligibility.group_bans(eligibility.problem.mentees[position]).values():
        free &= ~flags
    return np.flatnonzero(free)


def _slow(problem: Problem) -> list[tuple[int, int, str, int]]:
    eligibility = Eligibility.of(problem)
    singles = _single_arcs(eligibility)
    arcs = [*singles, *_group_arcs(eligibility, {(i, j) for i, j, _ in singles})]
    points = {i: _points(eligibility, i) for i, _, _ in arcs}
    return [(i, j, theme, points[i][j]) for i, j, theme in sorted(arcs)]


def _points(eligibility: Eligibility, position: int) -> Mapping[int, int]:
    mentee = eligibility.problem.mentees[position]
    if eligibility.listed is not None:
        return eligibility.listed[mentee.id]
    return dict(enumerate(totals(eligibility, mentee).tolist()))


def _fast(problem: Problem) -> list[tuple[int, int, str, int]]:
    found = candidates(Eligibility.of(problem))
    themes = [found.themes[theme] if theme != SINGLE else "" for theme in found.theme.tolist()]
    return list(zip(found.mentee.tolist(), found.mentor.tolist(), themes, found.points.tolist(), strict=True))


def _wide(draw: random.Random, made: Document) -> Document:
    """Give everybody a few out of very many words; two who take no part know them all."""
    words = {name: [f"{name}{i:02}" for i in range(100)] for name in ("free", "forms", "types", "codes")}
    for person in (*made["mentors"], *made["mentees"]):
        for name in ("free", "forms", "types"):
            person[name] = sorted({*person.get(name, [])[:3], *draw.sample(words[name], 3)})
        _request(person, draw.sample(words["codes"], 10), draw.randint(1, 3))
    knowing = {name: words[name] for name in ("free", "forms", "types")}
    made["mentors"].append(mentor("know all", capacity=0) | knowing)
    made["mentees"].append(mentee("ask all") | knowing)
    for person in (made["mentors"][-1], made["mentees"][-1]):
        _request(person, words["codes"], 1)
    made["excluded"].append({"id": "ask all", "rule": "no_consent"})
    return made


def _request(person: Document, codes: list[str], value: int) -> None:
    person["competencies" if "capacity" in person else "request"] = dict.fromkeys(codes, value)


def _random_problem(seed: int) -> Problem:
    draw = seeded(seed)
    size = {"mentors": draw.randint(0, 8), "mentees": draw.randint(0, 9)}
    kind = seed % 5
    if kind == 0:
        return problem_from(rated(draw, degree=3, **size))
    made = banks(draw, **size) if kind == 1 else grouped(draw, **size)
    if kind >= 3:
        usual = banks(draw, **size)
        made["interest"], made["excluded"] = usual["interest"], usual["excluded"]
        made["weights"] = {code: draw.randint(1, 100) for code in draw.sample(list(CRITERIA), 4)}
    return problem_from(_wide(draw, made) if kind == 4 else made)


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("seed", range(300))
def test_blocks_and_single_mentees_lead_to_the_same_candidates(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = _random_problem(seed)
    expected = _slow(problem)
    assert _fast(problem) == expected
    monkeypatch.setattr(blocks, "_CELLS", 7)
    monkeypatch.setattr(blocks, "_SMALL", 1 + seed % 9)
    assert _fast(problem) == expected
    monkeypatch.setattr(allowed, "_FEW", 0)
    assert _fast(problem) == expected
    monkeypatch.setattr(allowed, "_NARROW", 0)
    assert _fast(problem) == expected


@pytest.mark.parametrize("name", ["college", "muni"])
def test_at_size_too_every_mentee_has_the_mentors_that_the_rules_allow(name: str) -> None:
    problem = instance(name, seed=5)
    eligibility = Eligibility.of(problem)
    found = candidates(eligibility)
    single = found.theme == SINGLE
    for position in range(0, len(problem.mentees), 7):
        own = single & (found.mentee == position)
        mentee = problem.mentees[position]
        assert found.mentor[own].tolist() == eligibility.allowed(mentee).tolist()
        assert found.points[own].tolist() == totals(eligibility, mentee)[found.mentor[own]].tolist()
        assert set(found.mentor[found.mentee == position].tolist()) <= {
            *found.mentor[own].tolist(),
            *_joinable(eligibility, position).tolist(),
        }


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_terms_of_many_pairs_are_those_of_each(seed: int) -> None:
    problem = _random_problem(seed)
    eligibility = Eligibility.of(problem)
    found = candidates(eligibility)
    together = terms_of(eligibility, found.mentee, found.mentor)
    assert together == [
        terms(eligibility, problem.mentees[i], problem.mentors[j])
        for i, j in zip(found.mentee.tolist(), found.mentor.tolist(), strict=True)
    ]
    assert [sum(each.values()) for each in together] == points_of(
        eligibility, found.mentee, found.mentor
    ).tolist()


def test_the_invented_problems_are_the_same_for_the_same_seed() -> None:
    assert instance("college", seed=3) == instance("college", seed=3)
    assert instance("college", seed=3) != instance("college", seed=4)
    assert all(mentor.group is None for mentor in instance("college", groups=False).mentors)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_plain_loops_that_the_benchmark_compares_with_find_the_same_pairs(seed: int) -> None:
    problem = instance("college", seed=seed, groups=False)
    found = candidates(Eligibility.of(problem))
    both = zip(found.mentee.tolist(), found.mentor.tolist(), strict=True)
    ids = [(problem.mentees[i].id, problem.mentors[j].id) for i, j in both]
    assert loops.found(problem, problem.mentees) == dict(zip(ids, found.points.tolist(), strict=True))
