"""A school year of a kindergarten: the strictest regulation, with admission, terms and reports."""

from pathlib import Path

import pytest

from tests.scenarios.kindergarten_autumn import AUTUMN
from tests.scenarios.kindergarten_programmes import PROGRAMMES
from tests.scenarios.kindergarten_summer import SUMMER
from tests.scenarios.kindergarten_winter import WINTER
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*AUTUMN, *PROGRAMMES, *WINTER, *SUMMER):
        chapter(school)


@pytest.mark.requirement(
    "R-004", "R-005", "R-049", "R-074", "R-076", "R-077", "R-091", "R-093", "R-094", "R-121", "R-127", "R-129"
)
def test_a_kindergarten_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "002", tmp_path, postgres_url)
