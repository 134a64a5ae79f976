"""A school year of a general school: curator in the approving order, an association that endorses pairs."""

from pathlib import Path

import pytest

from tests.scenarios.general_school_autumn import AUTUMN
from tests.scenarios.general_school_summer import SUMMER
from tests.scenarios.general_school_winter import WINTER
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*AUTUMN, *WINTER, *SUMMER):
        chapter(school)


@pytest.mark.requirement("R-001")
def test_a_general_school_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "001", tmp_path, postgres_url)
