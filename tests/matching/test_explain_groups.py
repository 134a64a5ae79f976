"""Why a mentee who wants a group has none, and what would help: company, a pair, or room in a group."""

import copy

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.explaining.explain import explain
from service.matching.formats.problem import Pair
from service.matching.formats.proposal import Change, ProposedGroup, Relaxation, Unmatched
from service.matching.formats.reading import problem_from
from tests.matching.granted import apply_change
from tests.matching.instances import Document, document, mentee, mentor, seeded
from tests.matching.oracle import Assignment, Loads, assignments, optima
from tests.matching.random_groups import grouped

Told = tuple[Unmatched, ...]


def _explained(made: Document, found: Assignment, groups: list[ProposedGroup]) -> Told:
    problem = problem_from(made)
    eligibility = Eligibility.of(problem)
    pairs = [Pair(mentee=e, mentor=m) for e, m in sorted(found.items())]
    return explain(eligibility, candidates(eligibility), pairs, groups)


def _groups(made: Document, found: Assignment) -> list[ProposedGroup]:
    """Put those who cannot be a pair with their mentor into a group with as few others as possible."""
    loads = Loads(made)
    result = []
    for name in sorted(set(found.values())):
        led = sorted(e for e in found if found[e] == name)
        fewest = loads.fewest_in_group(name, frozenset(led))
        if not fewest:
            continue
        must = [e for e in led if (e, name) not in loads.alone]
        for theme in sorted(set.intersection(*(loads.themes[e, name] for e in must))):
            others = [e for e in led if theme in loads.themes[e, name] and e not in must]
            if len(must) + len(others) >= fewest:
                members = sorted([*must, *others[: fewest - len(must)]])
                result.append(ProposedGroup(id=name, mentor=name, theme=theme, mentees=tuple(members)))
                break
    return result


def _most_matched(made: Document) -> int:
    return max(len(found) for found in assignments(made))


def _helps(made: Document, name: str, changes: list[Relaxation], before: int) -> bool:
    changed, newcomers = copy.deepcopy(made), 0
    for relaxation in changes:
        if relaxation.change.code == "find_members":
            newcomers = relaxation.change.more or 0
            own = next(e for e in changed["mentees"] if e["id"] == name)
            changed["mentees"] += [own | {"id": f"new{i}"} for i in range(newcomers)]
        else:
            apply_change(changed, name, relaxation)
    return _most_matched(changed) > before + newcomers


def _bundles(changes: tuple[Relaxation, ...]) -> list[list[Relaxation]]:
    left, bundles = list(changes), []
    while left:
        size = left[0].change.together or 1
        bundles.append(left[:size])
        left = left[size:]
    return bundles


@pytest.mark.requirement("R-067")
@pytest.mark.parametrize("seed", range(60))
def test_every_change_that_is_offered_beside_groups_gives_more_pairs(seed: int) -> None:
    made = grouped(seeded(seed), mentors=3, mentees=5) | {"goals": ["matched"]}
    found = optima(made)[0][0]
    for left in _explained(made, found, _groups(made, found)):
        assert left.smallest
        for changes in _bundles(left.relaxations):
            assert _helps(made, left.mentee, changes, len(found)), changes


def _wants_group(name: str, **facts: object) -> Document:
    return mentee(name, types=["group"], **facts)


def _leader(name: str, **facts: object) -> Document:
    return mentor(name, **{"capacity": 3, "types": ["group", "virtual"], "group": {"min": 2}} | facts)


def _reasons(left: Unmatched) -> list[tuple[str, int]]:
    return [(blocking.rule, blocking.count) for blocking in left.blocking]


def test_who_wants_a_group_and_has_no_company_is_told_how_many_are_missing() -> None:
    made = document([_leader("m", group={"min": 3})], [_wants_group("a"), _wants_group("b")])
    first, second = _explained(made, {}, [])
    assert _reasons(first) == _reasons(second) == [("group_incomplete", 1)]
    assert [cause.rule for cause in first.smallest] == ["group_incomplete"]
    assert [(r.rule, r.change, r.grantor) for r in first.relaxations] == [
        ("group_incomplete", Change(code="find_members", mentor="m", value="PEER/lesson", more=1), "curator"),
        ("group_incomplete", Change(code="mentee_adds_type", mentor="m", value="virtual"), "mentee"),
    ]


def test_the_theme_that_lacks_fewest_is_told() -> None:
    leader = _leader("m", group={"min": 3}, competencies={"lesson": 2, "tests": 2})
    made = document([leader], [_wants_group("a", request={"lesson": 1, "tests": 2}), _wants_group("b")])
    change = _explained(made, {}, [])[0].relaxations[0].change
    assert (change.value, change.more) == ("PEER/lesson", 1)


def test_a_mentor_who_leads_another_group_is_a_reason_of_its_own() -> None:
    leader = _leader("m", capacity=4, competencies={"lesson": 2, "tests": 2})
    others = [_wants_group(name, request={"tests": 1}) for name in "bc"]
    made = document([leader], [_wants_group("a"), *others])
    group = ProposedGroup(id="g1", mentor="m", theme="PEER/tests", mentees=("b", "c"))
    (left,) = _explained(made, {"b": "m", "c": "m"}, [group])
    assert _reasons(left) == [("leads_other_group", 1)]
    assert [r.change.code for r in left.relaxations] == ["mentee_adds_type"]


def test_a_group_of_its_greatest_size_has_no_place_and_does_not_grow() -> None:
    made = document(
        [_leader("m", capacity=5, group={"min": 2, "max": 2})], [_wants_group(name) for name in "abc"]
    )
    group = ProposedGroup(id="g1", mentor="m", theme="PEER/lesson", mentees=("b", "c"))
    (left,) = _explained(made, {"b": "m", "c": "m"}, [group])
    assert _reasons(left) == [("no_free_place", 1)]
    assert [(r.rule, r.change.code) for r in left.relaxations] == [("group_only", "mentee_adds_type")]


def test_a_group_that_could_be_made_was_not_asked_for_or_not_found() -> None:
    for goals, rule, code in (
        (["load"], "not_asked", "ask_matched"),
        (["matched"], "not_found", "search_longer"),
    ):
        made = document([_leader("m")], [_wants_group("a"), _wants_group("b")], goals=goals)
        left = _explained(made, {}, [])[0]
        assert _reasons(left) == [(rule, 1)]
        assert [r.change.code for r in left.relaxations] == [code]
        assert left.smallest == ()


def test_a_place_in_a_group_is_freed_only_while_the_group_stays_large_enough() -> None:
    mentors = [_leader("m", capacity=2), mentor("x", capacity=1)]
    made = document(mentors, [mentee("a", types=["virtual"], forms=["PEER"]), _wants_group("b"), mentee("c")])
    made["mentees"][2]["types"] = ["group", "virtual"]
    made["mentees"][0]["free"], made["mentors"][1]["free"] = ["mon"], ["tue"]
    group = ProposedGroup(id="g1", mentor="m", theme="PEER/lesson", mentees=("b", "c"))
    (left,) = _explained(made, {"b": "m", "c": "m"}, [group])
    assert ("no_free_place", 1) in _reasons(left)
