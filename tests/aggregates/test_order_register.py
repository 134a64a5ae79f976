"""Numbers of orders: each once in an institution and year, however it is spelled."""

import pytest

from service.aggregates.order_register import (
    OrderNumberMissing,
    OrderNumberNotFree,
    OrderRegister,
    compared_number,
    shown_number,
)
from tests.scenario import given, happened

FIRST = f"001/order/{1:032x}"
SECOND = f"001/order/{2:032x}"
OPENED = happened(OrderRegister.OrderRegisterOpened, year=2026)


@pytest.mark.requirement("R-002")
def test_an_order_takes_a_free_number() -> None:
    given(OrderRegister, OPENED).when(lambda it: it.take(number="№ 13 – А", order=FIRST)).then(
        happened(OrderRegister.OrderNumberTaken, number="13-а", order=FIRST)
    )


@pytest.mark.requirement("R-002")
@pytest.mark.parametrize("spelled", ["12", " 12 ", "№12", "№ 12", "N12", "No 12", "no. 12"])
def test_a_number_is_taken_once_in_whatever_spelling(spelled: str) -> None:
    taken = happened(OrderRegister.OrderNumberTaken, number="12", order=FIRST)
    given(OrderRegister, OPENED, taken).when(lambda it: it.take(number=spelled, order=SECOND)).then_refused(
        OrderNumberNotFree, number="12", year=2026
    )


def test_the_refused_number_is_told_as_it_was_written() -> None:
    taken = happened(OrderRegister.OrderNumberTaken, number="13-а", order=FIRST)
    given(OrderRegister, OPENED, taken).when(
        lambda it: it.take(number="№ 13 – А", order=SECOND)
    ).then_refused(OrderNumberNotFree, number="13 – А", year=2026)


def test_another_number_is_free_beside_those_that_are_taken() -> None:
    taken = (
        happened(OrderRegister.OrderNumberTaken, number="12", order=FIRST),
        happened(OrderRegister.OrderNumberTaken, number="13", order=SECOND),
    )
    third = f"001/order/{3:032x}"
    given(OrderRegister, OPENED, *taken).when(lambda it: it.take(number="1-2", order=third)).then(
        happened(OrderRegister.OrderNumberTaken, number="1-2", order=third)
    )
    given(OrderRegister, OPENED, *taken).when(lambda it: it.take(number="12", order=third)).then_refused(
        OrderNumberNotFree, number="12", year=2026
    )


@pytest.mark.parametrize("empty", ["", "   ", "№", " № "])
def test_an_order_without_a_number_is_none(empty: str) -> None:
    given(OrderRegister, OPENED).when(lambda it: it.take(number=empty, order=FIRST)).then_refused(
        OrderNumberMissing
    )


@pytest.mark.parametrize(
    ("written", "shown", "compared"),
    [
        ("№ 30", "30", "30"),
        ("13  –  А", "13 – А", "13-а"),
        ("13-A", "13-A", "13-а"),
        ("13—а", "13—а", "13-а"),
        ("13 - а", "13 - а", "13-а"),
        ("7/ОД", "7/ОД", "7/од"),
        ("номер 5", "номер 5", "номер5"),
        ("NК-5", "NК-5", "nк-5"),
        ("ABCEHKMOPTXY", "ABCEHKMOPTXY", "авсенкмортху"),
    ],
)
def test_a_number_is_shown_as_written_and_compared_without_its_looks(
    written: str, shown: str, compared: str
) -> None:
    assert (shown_number(written), compared_number(written)) == (shown, compared)
