"""A round in plain rows: who takes part, whose places count, and what was given away of the fit."""

from dataclasses import replace

import pytest

from service.commands.bank_problem import Asking
from service.commands.banks import set_mentor_capacity
from service.commands.given_away import GivenAway, given_away
from service.commands.match_conditions import set_fit_tolerance
from service.commands.round_page import round_page
from service.commands.rounds import express_interest
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.commands.views import Row
from tests.commands.pairing import School


def run(school: School, asking: Asking | None = None) -> Row:
    """Run the matcher as the curator."""
    curator = school.office("curator")
    return suggest(school.runtime, institution="001", actor=curator, asking=asking or Asking())


@pytest.fixture
def school(staged: Runtime) -> School:
    return School(staged)


@pytest.fixture
def torn(school: School) -> School:
    """A mentee who wants the second mentor, where the first one fits better."""
    mentee, _, second = school.mentee(), school.mentor(experience=30), school.mentor(experience=5)
    school.round()
    school.act(express_interest, entry=mentee, other=second, rating=5)
    return school


@pytest.mark.requirement("R-048")
def test_places_of_mentors_who_take_no_part_are_not_counted(school: School) -> None:
    ready, absent, _ = school.mentor(), school.mentor(consent=False), school.mentee()
    for mentor in (ready, absent):
        school.act(set_mentor_capacity, mentor=mentor, limit=2)
    page = round_page(run(school), people={})
    assert (page.taken, page.places) == (1, 2)
    assert [mentor.mentor_id for mentor in page.taking_part] == [ready]
    (row,) = page.absent
    assert row.mentor_id == absent
    assert row.absence is not None
    assert row.absence.startswith("нет действующего согласия на обработку персональных данных (")


@pytest.mark.requirement("R-061")
def test_what_was_given_away_is_told_against_the_best_fit(torn: School) -> None:
    strict = round_page(run(torn), people={}).pairs[0].points
    torn.act(set_fit_tolerance, per_mille=200)
    row = run(torn)
    told = given_away(torn.runtime, row)
    assert told == GivenAway(
        tolerance=200, proven=True, fit=row["proposal"]["pairs"][0]["points"], best=strict
    )
    assert told.fit < strict
    page = round_page(row, people={})
    assert page.goals[-1].goal == "соответствие всех пар, баллов"
    assert page.goals[-1].value == told.fit


@pytest.mark.requirement("R-061", "R-064")
def test_the_certificate_knows_the_best_fit_where_nothing_strict_was_asked(torn: School) -> None:
    torn.act(set_fit_tolerance, per_mille=200)
    first = given_away(torn.runtime, run(torn))
    assert given_away(torn.runtime, run(torn, Asking(tolerance=0))) is None
    again = given_away(torn.runtime, run(torn))
    assert first is not None
    assert first.best is not None
    assert first == again


def read(told: GivenAway) -> str:
    """The sentence with plain spaces."""
    return told.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_what_was_given_away_is_read_aloud() -> None:
    told = GivenAway(tolerance=50, proven=True, fit=5511, best=5782)
    assert read(told) == (
        "Наибольшее соответствие по этим банкам — 5782 балла. Разрешено уступить до 5 %; уступлено — "
        "271 балл (4,7 %). Лучше по взаимному интересу и нагрузке в этих пределах нельзя: это доказано."
    )
    assert read(replace(told, proven=False, fit=5782)) == (
        "Наибольшее соответствие по этим банкам — 5782 балла. Разрешено уступить до 5 %, "
        "но уступать не пришлось."
    )
    assert read(replace(told, proven=False, best=None)) == (
        "Разрешено уступить до 5 % наибольшего соответствия ради взаимного интереса и ровной нагрузки."
    )
