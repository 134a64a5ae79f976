"""Who may be in the group of a mentor, with which theme, and why not."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import SINGLE, Candidates, candidates, single_pairs, terms
from service.matching.candidates.themes import form_and_competency, theme_code
from service.matching.formats.problem import Problem
from service.matching.formats.reading import problem_from
from tests.matching.instances import Document, document, mentee, mentor, seeded
from tests.matching.random_groups import grouped

_LEADER: Document = {"types": ["group"], "group": {"min": 2}, "capacity": 3}
_MEMBER: Document = {"types": ["group"]}


def _found(problem: Problem) -> Candidates:
    return candidates(Eligibility.of(problem))


def _arcs(found: Candidates) -> set[tuple[int, int, str | None]]:
    themes = [None if theme == SINGLE else found.themes[theme] for theme in found.theme.tolist()]
    return set(zip(found.mentee.tolist(), found.mentor.tolist(), themes, strict=True))


def _members(leader: Document, *members: Document, **more: object) -> set[tuple[int, str | None]]:
    people = [mentee(f"e{i}") | _MEMBER | facts for i, facts in enumerate(members)]
    problem = problem_from(document([mentor("m") | _LEADER | leader], people, **more))
    return {(one, theme) for one, _, theme in _arcs(_found(problem))}


def test_members_share_the_form_and_the_competency_of_the_theme() -> None:
    leader = {"forms": ["PEER", "CUSTOM"], "competencies": {"lesson": 1, "tests": 1}}
    assert _members(leader, {"forms": ["PEER", "CUSTOM"]}, {}, {"request": {"tests": 1}}) == {
        (0, "PEER/lesson"),
        (1, "PEER/lesson"),
    }


@pytest.mark.parametrize(
    "leader",
    [{"group": {"min": 3}}, {"capacity": 1}, {"types": ["virtual"]}, {"group": {"min": 2}, "capacity": 0}],
)
def test_without_enough_members_or_places_there_is_no_group(leader: Document) -> None:
    assert _members({}, {}, {}) == {(0, "PEER/lesson"), (1, "PEER/lesson")}
    assert _members(leader, {}, {}) == set()


def test_a_mentor_who_gave_no_size_leads_no_group() -> None:
    people = [mentee("e0", types=["group"]), mentee("e1", types=["group"])]
    assert len(_found(problem_from(document([mentor("m", types=["group"])], people)))) == 0


def test_a_group_whose_members_could_all_be_pairs_brings_nothing() -> None:
    both = {"types": ["group", "virtual"]}
    assert _members(both, both, both) == {(0, None), (1, None)}
    assert _members(both, both, {}) == {(0, None), (0, "PEER/lesson"), (1, "PEER/lesson")}


def test_with_given_points_there_are_no_groups() -> None:
    fit = [{"mentee": f"e{i}", "mentor": "m", "points": 1} for i in range(2)]
    assert _members({}, {}, {}, fit=fit) == {(0, None), (1, None)}


def test_who_heads_the_department_leads_its_people_only_in_the_head_form() -> None:
    leader = {"forms": ["PEER", "HEAD_TEACHER"], "head_of": ["a"]}
    forms = {"forms": ["PEER", "HEAD_TEACHER"]}
    assert _members(leader, forms | {"department": "a"}, forms, forms) == {
        (0, "HEAD_TEACHER/lesson"),
        *((i, f"{form}/lesson") for i in (1, 2) for form in ("HEAD_TEACHER", "PEER")),
    }


def test_a_group_across_institutions_is_virtual() -> None:
    leader = {"institution": "a", "network": True, "types": ["group", "virtual"]}
    far = {"institution": "b", "network": True}
    theme = "PEER/lesson"
    assert _members(leader, {}, {}, far) == {(0, theme), (1, theme)}
    assert _members(leader, {}, {}, far | {"types": ["group", "virtual"]}) == {
        (0, theme),
        (1, theme),
        (2, theme),
        (2, None),
    }
    assert _members(leader, {}, {}, {"institution": "b", "types": ["group", "virtual"]}) == {
        (0, theme),
        (1, theme),
    }


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        ({"types": ["virtual"]}, "no_group"),
        ({"request": {"x": 1}}, "no_common_competency"),
        ({"forms": ["CUSTOM"]}, "no_common_form"),
        ({"free": ["mon"]}, "no_common_time"),
        ({"department": "a"}, "head_outside_own_form"),
    ],
)
def test_what_keeps_a_mentee_out_of_every_group_of_a_mentor_is_told(one: Document, rule: str) -> None:
    leader = mentor("m") | _LEADER | {"free": ["tue"], "head_of": ["a"]}
    problem = problem_from(document([leader], [mentee("e") | _MEMBER | one]))
    bans = Eligibility.of(problem).group_bans(problem.mentees[0])
    assert [ban.rule for ban, flags in bans.items() if flags[0]] == [rule]


def _possible(one: Document, other: Document, form: str, code: str) -> bool:
    """Whether a mentee may be in a group, from the text of the format alone."""
    size = other.get("group", {"min": 99})
    if min(size.get("max", 99), other["capacity"]) < size["min"]:
        return False
    heads = "department" in one and one["department"] in other.get("head_of", [])
    known = "institution" in one and "institution" in other
    far = known and one["institution"] != other["institution"]
    times = "free" in one and "free" in other
    both = [set(one["types"]), set(other["types"])]
    return (
        all("group" in types for types in both)
        and form in one["forms"]
        and form in other["forms"]
        and code in one["request"]
        and code in other["competencies"]
        and (not heads or form == "HEAD_TEACHER")
        and (not far or (one.get("network", False) and other.get("network", False)))
        and (not far or all("virtual" in types for types in both))
        and (not times or bool(set(one["free"]) & set(other["free"])))
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_groups_that_bring_something_are_those_of_a_plain_recomputation(seed: int) -> None:
    made = grouped(seeded(seed), mentors=5, mentees=8)
    eligibility = Eligibility.of(problem_from(made))
    found = candidates(eligibility)
    singles = {(i, j) for i, j, theme in _arcs(found) if theme is None}
    expected: set[tuple[int, int, str | None]] = {(i, j, None) for i, j in singles}
    for (j, other), form, code in product(enumerate(made["mentors"]), _FORMS, _CODES):
        members = [i for i, one in enumerate(made["mentees"]) if _possible(one, other, form, code)]
        barred = {(ban["mentee"], ban["mentor"]) for ban in made["forbidden"]}
        members = [i for i in members if (made["mentees"][i]["id"], other["id"]) not in barred]
        if len(members) >= other.get("group", {"min": 99})["min"] and any(
            (i, j) not in singles for i in members
        ):
            expected |= {(i, j, f"{form}/{code}") for i in members}
    assert _arcs(found) == expected
    order = list(zip(found.mentee.tolist(), found.mentor.tolist(), found.theme.tolist(), strict=True))
    assert order == sorted(order)
    assert list(found.themes) == sorted(found.themes)


_FORMS = ["PEER", "HEAD_TEACHER", "COLLEGE_YOUNG_TEACHER"]
_CODES = ["lesson", "tests", "parents", "digital"]


@pytest.mark.parametrize("seed", range(10))
def test_points_do_not_depend_on_the_mode(seed: int) -> None:
    problem = problem_from(grouped(seeded(seed), mentors=5, mentees=8))
    eligibility = Eligibility.of(problem)
    found = candidates(eligibility)
    for i, j, value in zip(found.mentee, found.mentor, found.points, strict=True):
        assert sum(terms(eligibility, problem.mentees[i], problem.mentors[j]).values()) == value
    assert set(single_pairs(found).theme.tolist()) <= {SINGLE}
    assert [i for i, one in enumerate(problem.mentees) for _ in eligibility.allowed(one)] == single_pairs(
        found
    ).mentee.tolist()


@given(form=st.text(max_size=6), competency=st.text(max_size=6))
def test_the_code_of_a_theme_gives_back_its_form_and_competency(form: str, competency: str) -> None:
    assert form_and_competency(theme_code(form, competency)) == (form, competency)
