"""A school year of a general school: curator in the approving order, an association that endorses pairs."""

from pathlib import Path

import pytest

from tests.scenarios.general_school_autumn import AUTUMN
from tests.scenarios.general_school_beginning import BEGINNING
from tests.scenarios.general_school_spring import SPRING
from tests.scenarios.general_school_summer import SUMMER
from tests.scenarios.general_school_winter import WINTER
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*BEGINNING, *AUTUMN, *WINTER, *SPRING, *SUMMER):
        chapter(school)


@pytest.mark.requirement(
    "R-002", "R-008", "R-016", "R-019", "R-028", "R-034", "R-036", "R-037", "R-046", "R-061", "R-064", "R-067"
)
@pytest.mark.requirement(
    "R-070", "R-082", "R-098", "R-099", "R-101", "R-112", "R-114", "R-119", "R-121", "R-122", "R-123", "R-124"
)
@pytest.mark.requirement(
    "R-125", "R-126", "R-127", "R-129", "R-130", "R-132", "R-134", "R-135", "R-139", "R-144", "R-146"
)
def test_a_general_school_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "001", tmp_path, postgres_url)
