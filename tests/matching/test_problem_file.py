"""Every fault of a problem file is told with its JSON path; nothing is guessed."""

import copy
import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from service.matching.formats.faults import InvalidFile
from service.matching.formats.problem import GOALS, digest, to_json
from service.matching.formats.reading import problem_from, read_problem
from tests.matching.instances import Document, document, encoded, mentee, mentor


def _full() -> Document:
    """A problem in which every member of the format occurs."""
    full_mentor = mentor(
        "m1",
        position="teacher",
        subject="maths",
        age=40,
        experience_years=15,
        mentoring_years=2,
        group={"min": 2, "max": 4},
        department="a",
        head_of=["b"],
        free=["mon"],
        institution="school 1",
        network=True,
    )
    full_mentee = mentee(
        "e1",
        subject="maths",
        age=23,
        experience_years=0,
        due_in_days=-3,
        waiting_days=5,
        department="c",
        free=["mon", "tue"],
        institution="school 2",
        network=False,
    )
    pair = {"mentee": "e1", "mentor": "m1"}
    return document(
        [full_mentor, mentor("m2")],
        [full_mentee, mentee("e2")],
        interest=[pair | {"by_mentee": 5, "by_mentor": None}],
        fit=[pair | {"points": 700}],
        pinned=[pair],
        forbidden=[{"mentee": "e2", "mentor": "m1", "reason": ""}],
        current=[pair],
        excluded=[{"id": "m2", "rule": "no_consent", "clause": "6.1"}],
        goals=list(GOALS),
        limits={"work": 3, "seconds": 1.5, "seed": 7, "fit_tolerance": 0.05},
        mode="repair",
        weights={"competencies": 500, "subject": 500},
    )


def _faults(value: Document) -> set[tuple[str, str]]:
    with pytest.raises(InvalidFile) as refused:
        problem_from(value)
    return {(fault.path, fault.rule) for fault in refused.value.faults}


def _set(value: Document, path: str, new: object) -> Document:
    changed = copy.deepcopy(value)
    *way, last = path.split("/")
    place: Any = changed
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[int(last) if last.isdigit() else last] = new
    return changed


def test_a_problem_with_every_member_is_read() -> None:
    problem = problem_from(_full())
    assert problem.mentors[0].group is not None
    assert problem.limits.fit_tolerance == 0.05
    assert json.loads(json.dumps(to_json(problem)))["mentees"][0]["free"] == ["mon", "tue"]


_WRONG = [
    ("mentors", {}, "$.mentors", "wrong_type"),
    ("mentors/0", [], "$.mentors[0]", "wrong_type"),
    ("mentors/0/id", "", "$.mentors[0].id", "empty"),
    ("mentors/0/id", 5, "$.mentors[0].id", "wrong_type"),
    ("mentors/1/id", "m1", "$.mentors[1].id", "duplicate_id"),
    ("mentees/1/id", "e1", "$.mentees[1].id", "duplicate_id"),
    ("mentors/0/capacity", True, "$.mentors[0].capacity", "not_an_integer"),
    ("mentors/0/capacity", 2.0, "$.mentors[0].capacity", "not_an_integer"),
    ("mentors/0/capacity", "2", "$.mentors[0].capacity", "not_an_integer"),
    ("mentors/0/capacity", None, "$.mentors[0].capacity", "not_an_integer"),
    ("mentors/0/capacity", -1, "$.mentors[0].capacity", "out_of_range"),
    ("mentors/0/capacity", 10**30, "$.mentors[0].capacity", "out_of_range"),
    ("mentors/0/competencies/lesson", 4, "$.mentors[0].competencies.lesson", "out_of_range"),
    ("mentors/0/competencies/lesson", 0, "$.mentors[0].competencies.lesson", "out_of_range"),
    ("mentors/0/competencies", [], "$.mentors[0].competencies", "wrong_type"),
    ("mentors/0/competencies", {"": 1}, "$.mentors[0].competencies", "empty"),
    ("mentees/0/request/lesson", False, "$.mentees[0].request.lesson", "not_an_integer"),
    ("mentees/0/request/lesson", 9, "$.mentees[0].request.lesson", "out_of_range"),
    ("mentees/0/forms", "PEER", "$.mentees[0].forms", "wrong_type"),
    ("mentees/0/types", ["virtual", "virtual"], "$.mentees[0].types[1]", "duplicate"),
    ("mentees/0/types", [7], "$.mentees[0].types[0]", "wrong_type"),
    ("mentees/0/age", 200, "$.mentees[0].age", "out_of_range"),
    ("mentees/0/due_in_days", 1.5, "$.mentees[0].due_in_days", "not_an_integer"),
    ("mentees/0/waiting_days", -1, "$.mentees[0].waiting_days", "out_of_range"),
    ("mentors/0/group/min", 1, "$.mentors[0].group.min", "out_of_range"),
    ("mentors/0/group", {"min": 3, "max": 2}, "$.mentors[0].group.max", "out_of_range"),
    ("mentors/0/nickname", "x", "$.mentors[0].nickname", "unknown_key"),
    ("mentees/0/capacity", 1, "$.mentees[0].capacity", "unknown_key"),
    ("interest/0/by_mentee", 6, "$.interest[0].by_mentee", "out_of_range"),
    ("interest/0/by_mentor", True, "$.interest[0].by_mentor", "not_an_integer"),
    ("interest/0/mentor", "nobody", "$.interest[0].mentor", "unknown_id"),
    ("fit/0/points", 1001, "$.fit[0].points", "out_of_range"),
    ("fit/0/mentee", "m1", "$.fit[0].mentee", "unknown_id"),
    ("pinned/0/mentor", "", "$.pinned[0].mentor", "empty"),
    ("excluded/0/id", "nobody", "$.excluded[0].id", "unknown_id"),
    ("excluded/0/rule", "", "$.excluded[0].rule", "empty"),
    ("goals/0", "happiness", "$.goals[0]", "unknown_goal"),
    ("goals/1", "matched", "$.goals[1]", "duplicate"),
    ("limits/work", 0, "$.limits.work", "out_of_range"),
    ("limits/seconds", "10", "$.limits.seconds", "wrong_type"),
    ("limits/seed", -1, "$.limits.seed", "out_of_range"),
    ("limits/fit_tolerance", 1.01, "$.limits.fit_tolerance", "out_of_range"),
    ("limits/fit_tolerance", True, "$.limits.fit_tolerance", "wrong_type"),
    ("mode", "guess", "$.mode", "unknown_mode"),
    ("weights", [], "$.weights", "wrong_type"),
    ("weights", {}, "$.weights", "out_of_range"),
    ("weights/subject", 501, "$.weights", "out_of_range"),
    ("weights/subject", -1, "$.weights.subject", "out_of_range"),
    ("weights/beauty", 0, "$.weights.beauty", "unknown_criterion"),
    ("mentors/0/network", 1, "$.mentors[0].network", "wrong_type"),
    ("mentees/0/institution", "", "$.mentees[0].institution", "empty"),
    ("limits/speed", 1, "$.limits.speed", "unknown_key"),
    ("forbidden/0/reason", None, "$.forbidden[0].reason", "wrong_type"),
    ("schema", "matching-problem/2", "$.schema", "other_schema"),
    ("schema", None, "$.schema", "other_schema"),
]


@pytest.mark.parametrize(("place", "value", "path", "rule"), _WRONG)
def test_a_wrong_value_is_refused_at_its_path(place: str, value: object, path: str, rule: str) -> None:
    assert (path, rule) in _faults(_set(_full(), place, value))


@pytest.mark.parametrize("name", ["interest", "fit", "pinned", "forbidden", "current", "excluded"])
def test_the_same_entry_twice_is_refused(name: str) -> None:
    value = _full()
    value[name] = value[name] * 2
    rule = "duplicate" if name == "excluded" else "duplicate_pair"
    assert _faults(value) == {(f"$.{name}[1]", rule)}


@pytest.mark.parametrize(
    "place",
    [
        *(f"$.{name}" for name in ("schema", "mentors", "mentees", "interest")),
        *(f"$.mentors[0].{name}" for name in ("id", "capacity", "competencies", "forms", "types")),
        *(f"$.mentees[0].{name}" for name in ("id", "request", "forms", "types")),
        *(f"$.interest[0].{name}" for name in ("mentee", "mentor", "by_mentee", "by_mentor")),
        *("$.fit[0].points", "$.pinned[0].mentee", "$.excluded[0].rule", "$.mentors[0].group.min"),
    ],
)
def test_a_missing_field_is_named(place: str) -> None:
    value = _full()
    part: Any = value
    *way, last = place.removeprefix("$.").replace("[0]", ".0").split(".")
    for step in way:
        part = part[int(step) if step.isdigit() else step]
    del part[last]
    assert (place, "missing_field") in _faults(value)


def test_a_pair_both_pinned_and_forbidden_is_refused() -> None:
    value = _set(_full(), "forbidden/0/mentee", "e1")
    assert _faults(value) == {("$.pinned[0]", "pinned_and_forbidden")}


def test_all_faults_are_told_at_once_each_in_one_line() -> None:
    value = _set(_set(_set(_full(), "mentors/0/capacity", -1), "goals/2", "x"), "mentees/1/forms", 1)
    with pytest.raises(InvalidFile) as refused:
        problem_from(value)
    lines = refused.value.lines()
    assert len(lines) == 3
    assert any(line.startswith("$.mentors[0].capacity: ") for line in lines)
    assert all("\n" not in line for line in lines)


def test_a_key_with_odd_characters_cannot_break_the_line() -> None:
    (path, _rule) = next(iter(_faults(_full() | {"зло\n\x1b[2J'\"": 1})))
    assert path.isprintable()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xff\xfe", "not_utf8"),
        (b"{", "not_json"),
        (b"", "not_json"),
        (b"\xd0\xbf", "not_json"),
        (b"[]", "not_an_object"),
        (b"null", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b"[" * 200_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b"1" * 5_000, "not_an_object"),
    ],
)
def test_what_is_no_json_object_is_refused_as_a_whole(content: bytes, rule: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_problem(content)
    assert [(fault.path, fault.rule) for fault in refused.value.faults] == [("$", rule)]


@pytest.mark.parametrize(
    ("old", "new", "path", "rule"),
    [
        (b'"capacity": 2', b'"capacity": NaN', "$.mentors[0].capacity", "not_a_number"),
        (b'"capacity": 2', b'"capacity": -Infinity', "$.mentors[0].capacity", "not_a_number"),
        (b'"capacity": 2', b'"capacity": 2, "capacity": 3', "$.mentors[0].capacity", "repeated_key"),
        (b'"capacity": 2', b'"capacity": 1' + b"0" * 5000, "$.mentors[0].capacity", "out_of_range"),
        (b'"id": "m1"', b'"id": "\\ud800"', "$.mentors[0].id", "bad_text"),
        (b'"schema"', b'"\\ud800": 1, "schema"', "$", "bad_text"),
        (b'"fit_tolerance": 0.05', b'"fit_tolerance": 1e999', "$.limits.fit_tolerance", "out_of_range"),
    ],
)
def test_what_python_would_let_pass_is_refused_at_its_path(
    old: bytes, new: bytes, path: str, rule: str
) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_problem(encoded(_full()).replace(old, new, 1))
    assert (path, rule) in {(fault.path, fault.rule) for fault in refused.value.faults}


def test_many_faults_are_counted_but_only_a_hundred_told() -> None:
    with pytest.raises(InvalidFile) as refused:
        problem_from(_full() | {"mentees": [0] * 500, "fit": [], "interest": []})
    lines = refused.value.lines()
    assert len(lines) == 101
    assert "остальных" in lines[-1]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(content: bytes) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_problem(content)
    assert refused.value.lines()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(sorted(_full())), _JSON)
def test_no_value_whatever_in_any_member_breaks_the_reader(name: str, value: object) -> None:
    try:
        problem = read_problem(json.dumps(_full() | {name: value}).encode())
    except InvalidFile as refused:
        assert all(line.startswith("$") for line in refused.lines())  # noqa: PT017 - both ways are right
    else:
        assert read_problem(encoded(to_json(problem))) == problem


def test_the_digest_is_the_hash_of_the_canonical_json_without_the_seconds() -> None:
    value = _full()
    expected = copy.deepcopy(value)
    del expected["limits"]["seconds"]
    expected["mentors"][1] |= {"head_of": [], "network": False}
    expected["mentees"][1] |= {"network": False}
    expected["goals"] = list(GOALS)
    text = rfc8785.dumps(expected)
    assert digest(problem_from(value)) == "sha256:" + hashlib.sha256(text).hexdigest()


@pytest.mark.parametrize(
    ("place", "value", "same"),
    [
        ("limits/seconds", 99, True),
        ("limits/seed", 8, False),
        ("limits/work", 4, False),
        ("limits/fit_tolerance", 0.1, False),
        ("fit/0/points", 701, False),
        ("goals", ["fit"], False),
        ("mode", "propose", False),
        ("weights/subject", 499, False),
        ("mentors/0/network", False, False),
        ("mentees/0/institution", "school 1", False),
    ],
)
def test_only_the_seconds_do_not_change_the_digest(place: str, value: object, same: bool) -> None:  # noqa: FBT001 - a table
    other = _set(_full(), place, value)
    assert (digest(problem_from(other)) == digest(problem_from(_full()))) is same


def test_words_that_many_people_repeat_are_kept_once() -> None:
    known = {"subject": "maths and physics", "free": ["mon 1", "tue 2"], "department": "dep 1"}
    content = encoded(document([], [mentee(f"e{i}", **known) for i in range(4)]))
    for found in (problem_from(json.loads(content)), read_problem(content)):
        words = [(one.subject, one.department, *(one.free or ())) for one in found.mentees]
        assert len({id(word) for row in words for word in row}) == 4
