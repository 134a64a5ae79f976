"""One rule at a time: silent where it has nothing to say, forbidding where broken, content where kept."""

import pytest

from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.rules import PROFILE
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import Document, document, mentee, mentor


def _bans(one: Document, other: Document, **more: object) -> set[str]:
    problem = problem_from(document([mentor("m") | other], [mentee("e") | one], **more))
    eligibility = Eligibility.of(problem)
    bans = eligibility.forbidding(problem.mentees[0], problem.mentors[0])
    assert bool(bans) == (len(eligibility.allowed(problem.mentees[0])) == 0)
    return {ban.rule for ban in bans}


_TRADITIONAL: Document = {"types": ["traditional"]}
_REVERSE: Document = {"types": ["reverse"]}
_FAR_MENTEE: Document = {"institution": "a", "network": True}
_FAR_MENTOR: Document = {"institution": "b", "network": True}

# rule, (mentee, mentor) where it is free, broken, kept
_PROFILE_CASES: list[tuple[str, list[tuple[Document, Document]], list[tuple[Document, Document]]]] = [
    (
        "other_institution",
        [
            ({"institution": "a"}, {"institution": "b"}),
            ({"institution": "a", "network": True}, {"institution": "b"}),
            ({"institution": "a"}, {"institution": "b", "network": True}),
        ],
        [
            ({"institution": "a"}, {}),
            ({}, {"institution": "b"}),
            ({"institution": "a"}, {"institution": "a"}),
            (_FAR_MENTEE, _FAR_MENTOR),
        ],
    ),
    (
        "no_common_competency",
        [({"request": {}}, {}), ({}, {"competencies": {}}), ({"request": {"x": 1}}, {})],
        [({}, {}), ({"request": {"x": 1, "lesson": 3}}, {"competencies": {"lesson": 1}})],
    ),
    (
        "no_common_form",
        [({"forms": []}, {}), ({"forms": ["HEAD_TEACHER"]}, {})],
        [({}, {}), ({"forms": ["PEER", "CUSTOM"]}, {"forms": ["CUSTOM"]})],
    ),
    (
        "head_outside_own_form",
        [
            ({"department": "a"}, {"head_of": ["a"]}),
            ({"department": "a"}, {"head_of": ["a"], "forms": ["PEER", "HEAD_TEACHER"]}),
        ],
        [
            ({}, {"head_of": ["a"]}),
            ({"department": "b"}, {"head_of": ["a"]}),
            (
                {"department": "a", "forms": ["HEAD_TEACHER"]},
                {"head_of": ["a"], "forms": ["PEER", "HEAD_TEACHER"]},
            ),
        ],
    ),
    (
        "no_common_type",
        [({"types": []}, {}), ({"types": ["situational"]}, {})],
        [({}, {}), ({"types": ["group", "virtual"]}, {"types": ["virtual", "speed"]})],
    ),
    (
        "group_only",
        [
            ({"types": ["group"]}, {"types": ["group", "virtual"]}),
            ({"types": ["group", "speed"]}, {"types": ["speed", "group"]}),
        ],
        [({}, {}), ({"types": ["group", "virtual"]}, {"types": ["group", "virtual"]})],
    ),
    (
        "speed_only",
        [({"types": ["speed"]}, {"types": ["speed"]})],
        [({}, {}), ({"types": ["speed", "virtual"]}, {"types": ["speed", "virtual"]})],
    ),
    (
        "not_more_experienced",
        [
            (_TRADITIONAL | {"experience_years": 5}, _TRADITIONAL | {"experience_years": 5}),
            (
                {"types": ["traditional", "reverse"], "experience_years": 5, "age": 30},
                {"types": ["traditional", "reverse"], "experience_years": 4, "age": 31},
            ),
        ],
        [
            (_TRADITIONAL, _TRADITIONAL | {"experience_years": 0}),
            (_TRADITIONAL | {"experience_years": 30}, _TRADITIONAL),
            (_TRADITIONAL | {"experience_years": 5}, _TRADITIONAL | {"experience_years": 6}),
            ({"experience_years": 9, "types": ["virtual", "traditional"]}, {"experience_years": 1}),
        ],
    ),
    (
        "not_younger",
        [
            (_REVERSE | {"age": 40}, _REVERSE | {"age": 40}),
            (_REVERSE | {"age": 40}, _REVERSE | {"age": 50}),
        ],
        [
            (_REVERSE, _REVERSE | {"age": 60}),
            (_REVERSE | {"age": 20}, _REVERSE),
            (_REVERSE | {"age": 40}, _REVERSE | {"age": 39}),
            ({"age": 20, "types": ["virtual", "reverse"]}, {"age": 60}),
        ],
    ),
    (
        "far_not_virtual",
        [
            (_FAR_MENTEE | {"types": ["situational"]}, _FAR_MENTOR | {"types": ["situational", "virtual"]}),
            (_FAR_MENTEE | _REVERSE, _FAR_MENTOR | _REVERSE),
        ],
        [
            (_FAR_MENTEE, _FAR_MENTOR),
            (_FAR_MENTEE | {"types": ["situational"]}, {"types": ["situational"]}),
            (
                _FAR_MENTEE | {"types": ["traditional", "virtual"], "experience_years": 9},
                _FAR_MENTOR | {"types": ["traditional", "virtual"], "experience_years": 1},
            ),
        ],
    ),
    (
        "no_common_time",
        [({"free": ["mon"]}, {"free": ["tue"]}), ({"free": []}, {"free": ["tue"]})],
        [({"free": []}, {}), ({}, {"free": []}), ({"free": ["mon", "tue"]}, {"free": ["tue"]})],
    ),
]


def test_every_rule_about_profiles_has_its_cases() -> None:
    assert {rule for rule, _, _ in _PROFILE_CASES} == set(PROFILE)


@pytest.mark.requirement("R-060")
@pytest.mark.requirement("R-084")
@pytest.mark.requirement("R-087")
@pytest.mark.parametrize(("rule", "broken", "kept"), _PROFILE_CASES)
def test_a_rule_forbids_the_pair_when_broken_and_only_then(
    rule: str, broken: list[tuple[Document, Document]], kept: list[tuple[Document, Document]]
) -> None:
    for one, other in broken:
        assert _bans(one, other) == {rule}, (one, other)
    for one, other in kept:
        assert _bans(one, other) == set(), (one, other)


@pytest.mark.parametrize(("rule", "broken"), [(rule, broken) for rule, broken, _ in _PROFILE_CASES])
def test_given_points_replace_the_rules_about_profiles(
    rule: str, broken: list[tuple[Document, Document]]
) -> None:
    assert rule in PROFILE
    for one, other in broken:
        assert _bans(one, other, fit=[{"mentee": "e", "mentor": "m", "points": 0}]) == set()


def test_with_given_points_a_pair_that_is_not_listed_is_impossible() -> None:
    assert _bans({}, {}, fit=[]) == {"not_listed"}


@pytest.mark.requirement("R-077")
def test_a_mentor_without_a_place_takes_nobody() -> None:
    assert _bans({}, {"capacity": 0}) == {"no_capacity"}
    assert _bans({}, {"capacity": 1}) == set()


@pytest.mark.requirement("R-069")
def test_nobody_mentors_himself() -> None:
    assert _bans({"id": "x"}, {"id": "x"}) == {"same_person"}
    named = {"mentee": "e", "mentor": "m", "reason": "same_person"}
    assert _bans({}, {}, forbidden=[named]) == {"same_person"}


def test_where_points_are_given_equal_ids_are_two_people_unless_it_is_said_otherwise() -> None:
    fit = [{"mentee": "0", "mentor": "0", "points": 700}]
    named = [{"mentee": "0", "mentor": "0", "reason": "same_person"}]
    numbered: tuple[Document, Document] = {"id": "0"}, {"id": "0"}

    assert _bans(*numbered) == {"same_person"}
    assert _bans(*numbered, fit=fit) == set()
    assert _bans(*numbered, fit=fit, forbidden=named) == {"same_person"}
    assert _bans(*numbered, fit=[]) == {"not_listed"}


@pytest.mark.requirement("R-061")
@pytest.mark.parametrize(
    ("by_mentee", "by_mentor", "forbidden"),
    [(0, 5, True), (5, 0, True), (0, None, True), (None, None, False), (1, None, False), (1, 1, False)],
)
def test_a_decline_of_either_side_holds(
    by_mentee: int | None,
    by_mentor: int | None,
    forbidden: bool,  # noqa: FBT001 - a table
) -> None:
    marks = {"mentee": "e", "mentor": "m", "by_mentee": by_mentee, "by_mentor": by_mentor}
    assert _bans({}, {}, interest=[marks]) == ({"declined"} if forbidden else set())


def test_the_curator_forbids_a_pair_by_hand() -> None:
    assert _bans({}, {}, forbidden=[{"mentee": "e", "mentor": "m"}]) == {"forbidden_by_hand"}


@pytest.mark.parametrize("person", ["e", "m"])
def test_a_person_who_is_excluded_has_no_pair_and_the_clause_is_told(person: str) -> None:
    excluded = [{"id": person, "rule": "no_consent", "clause": "000/6.1"}]
    problem = problem_from(document([mentor("m"), mentor("n")], [mentee("e")], excluded=excluded))
    bans = Eligibility.of(problem).bans(problem.mentees[0])
    assert [(ban, int(flags.sum())) for ban, flags in bans.items()] == [
        (Ban("no_consent", "000/6.1", "mentee" if person == "e" else "mentor"), 2 if person == "e" else 1)
    ]


def test_an_exclusion_that_bears_the_name_of_another_rule_is_told_with_its_side() -> None:
    excluded = [{"id": "m", "rule": "no_capacity"}]
    problem = problem_from(document([mentor("m"), mentor("n", capacity=0)], [mentee("e")], excluded=excluded))
    (left,) = propose(problem).unmatched
    assert [(b.rule, b.whose, b.count) for b in left.blocking] == [
        ("no_capacity", "mentor", 1),
        ("no_capacity", None, 1),
    ]
    assert [(r.change.code, r.change.mentor) for r in left.relaxations] == [
        ("lift_exclusion", "m"),
        ("add_place", "n"),
    ]
