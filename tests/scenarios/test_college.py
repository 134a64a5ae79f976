"""A school year of a college: stages with days and papers, no association, pairs of many kinds."""

from pathlib import Path

import pytest

from tests.scenarios.college_autumn import AUTUMN
from tests.scenarios.college_banks import BANKS
from tests.scenarios.college_results import RESULTS
from tests.scenarios.college_spring import SPRING
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*BANKS, *AUTUMN, *SPRING, *RESULTS):
        chapter(school)


@pytest.mark.requirement("R-001", "R-039", "R-040", "R-041", "R-043")
def test_a_college_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "004", tmp_path, postgres_url)
