"""A school year of a house of creativity: its regulation is completed, runs on defaults, and is amended."""

from pathlib import Path

import pytest

from tests.scenarios.house_autumn import AUTUMN
from tests.scenarios.house_results import RESULTS
from tests.scenarios.house_spring import SPRING
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*AUTUMN, *SPRING, *RESULTS):
        chapter(school)


@pytest.mark.requirement("R-001", "R-007", "R-042")
def test_a_house_of_creativity_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "003", tmp_path, postgres_url)
