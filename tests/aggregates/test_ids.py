"""Ids of aggregates: what they tell, and what belongs together."""

import pytest

from service.ids import (
    belongs_to,
    id_of,
    institution_of,
    kind_of,
    person_of,
    random_part,
    same_person,
    sister_id,
)

MENTOR = "001/mentor/0123"


def test_an_id_tells_institution_kind_and_random_part() -> None:
    assert (institution_of(MENTOR), kind_of(MENTOR), random_part(MENTOR)) == ("001", "mentor", "0123")


def test_a_person_and_his_entries_share_the_random_part() -> None:
    assert person_of(MENTOR) == "001/person/0123"
    assert sister_id(person_of(MENTOR), "mentee") == "001/mentee/0123"
    assert same_person(MENTOR, "001/mentee/0123")
    assert not same_person(MENTOR, "001/mentor/4567")


@pytest.mark.parametrize("text", ["", "system", "001"])
def test_what_is_no_id_has_no_kind(text: str) -> None:
    assert kind_of(text) == ""
    assert random_part(text) == text


def test_an_id_is_put_together_of_what_it_tells() -> None:
    assert id_of(institution_of(MENTOR), kind_of(MENTOR), random_part(MENTOR)) == MENTOR


def test_an_id_belongs_to_the_institution_in_front() -> None:
    assert belongs_to(MENTOR, "001")


@pytest.mark.parametrize("text", ["0010/mentor/0123", "001", ""])
def test_a_longer_code_or_no_id_belongs_elsewhere(text: str) -> None:
    assert not belongs_to(text, "001")
