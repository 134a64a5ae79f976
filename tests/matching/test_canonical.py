"""The fast way to canonical JSON writes the same bytes as the exact library, and refuses the same values."""

import hashlib
import math
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from service.matching.formats.canonical import canonical
from service.matching.formats.problem import digest, to_json
from service.matching.formats.reading import problem_from
from tests.matching.instances import banks, document, mentee, mentor, rated, seeded
from tests.matching.random_groups import grouped

_TEXT = st.text(max_size=6) | st.sampled_from(
    ["", "é", "\uffff", "😀", "\x7f", "\x1f", "\u2028", '/\\"', "1.5"]
)
_NUMBERS = (
    st.integers(-(2**55), 2**55) | st.floats() | st.sampled_from([2**53 - 1, 2**53, -0.0, 1e21, 1e-7, 10.0])
)
_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=15,
)


def _either(value: dict[str, object], *, exact: bool) -> bytes | None:
    try:
        return rfc8785.dumps(value) if exact else canonical(value)  # type: ignore[arg-type] # a recursive type
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return None


@given(st.dictionaries(_TEXT, _JSON, max_size=5))
def test_both_ways_give_equal_bytes_or_refuse(value: dict[str, object]) -> None:
    assert _either(value, exact=False) == _either(value, exact=True)


@pytest.mark.parametrize(
    "value",
    [
        *(math.nan, math.inf, 2**53, -(2**53), "\ud800", {"\ud800": 1}, {1: 2}, [[[[[[[[[1.0]]]]]]]]]),
        *({"😀": 1, "\uffff": 2}, [10.0, 1e21, 1e-7, -0.0, 0.1], (1, (2, "x")), [[[[[[[[["deep"]]]]]]]]]),
    ],
)
def test_odd_values_are_left_to_the_exact_library(value: object) -> None:
    assert _either({"a": value}, exact=False) == _either({"a": value}, exact=True)
    assert _either({"a": [value]}, exact=False) == _either({"a": [value]}, exact=True)


def test_names_are_sorted_as_the_rfc_says_not_as_python_does() -> None:
    value: dict[str, object] = {"\uffff": 1, "😀": 2, "a": 3}
    assert canonical(value) == '{"a":3,"😀":2,"\uffff":1}'.encode()


@pytest.mark.parametrize("name", ["plain", "😀 школа", "\uffff", "1234567890123456789", 'a"\\\n', "x" * 300])
@pytest.mark.parametrize("seed", range(6))
def test_the_digest_of_a_problem_is_that_of_the_exact_library(seed: int, name: str) -> None:
    made = (grouped, banks, rated)[seed % 3](seeded(seed), mentors=4, mentees=5, **_DEGREE[seed % 3])
    made["mentors"].append(mentor(name, competencies={name: 1, "lesson": 3, "\uff00": 2}, department=name))
    made["weights"] = {"subject": 400}
    problem = problem_from(made)
    value = to_json(problem)
    limits = problem.limits
    value["limits"] = {"work": limits.work, "seed": limits.seed, "fit_tolerance": limits.fit_tolerance}
    expected = rfc8785.dumps(value)  # type: ignore[arg-type] # plain JSON values are a recursive type
    assert digest(problem) == "sha256:" + hashlib.sha256(expected).hexdigest()
    assert canonical(value) == expected


def test_a_number_that_readers_would_round_has_no_digest() -> None:
    made = problem_from(document([mentor("m")], []))
    beyond = msgspec.structs.replace(made.mentors[0], capacity=2**53)
    with pytest.raises(rfc8785.CanonicalizationError):
        digest(made.replace(mentors=(beyond,)))


_DEGREE: list[dict[str, Any]] = [{}, {}, {"degree": 2}]


def test_what_is_unknown_is_left_out_and_what_is_a_fact_is_written() -> None:
    problem = problem_from(document([mentor("m", group={"min": 2})], [mentee("e")], current=[]))
    found = to_json(problem)
    assert found["mentors"] == [
        mentor("m", group={"min": 2}) | {"head_of": [], "network": False},
    ]
    assert found["mentees"] == [mentee("e") | {"network": False}]
    assert {"interest", "pinned", "forbidden", "current", "excluded", "limits", "mode"} <= set(found)
    assert not {"fit", "weights"} & set(found)
