"""The fast way to canonical JSON writes the same bytes as the exact library, and refuses the same values."""

import math

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from service.matching.canonical import canonical

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


def _either(document: dict[str, object], *, exact: bool) -> bytes | None:
    try:
        return rfc8785.dumps(document) if exact else canonical(document)  # type: ignore[arg-type] # a recursive type
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return None


@given(st.dictionaries(_TEXT, _JSON, max_size=5))
def test_both_ways_give_equal_bytes_or_refuse(document: dict[str, object]) -> None:
    assert _either(document, exact=False) == _either(document, exact=True)


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
    document: dict[str, object] = {"\uffff": 1, "😀": 2, "a": 3}
    assert canonical(document) == '{"a":3,"😀":2,"\uffff":1}'.encode()
