"""A school year of a children's palace: two forms, a curator from any staff, a controlled order."""

from pathlib import Path

import pytest

from tests.scenarios.palace_autumn import AUTUMN
from tests.scenarios.palace_beginning import BEGINNING
from tests.scenarios.palace_spring import SPRING
from tests.scenarios.palace_summer import SUMMER
from tests.scenarios.palace_winter import WINTER
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*BEGINNING, *AUTUMN, *WINTER, *SPRING, *SUMMER):
        chapter(school)


@pytest.mark.requirement(
    "R-002", "R-008", "R-009", "R-016", "R-019", "R-034", "R-036", "R-037", "R-046", "R-055", "R-061", "R-067"
)
@pytest.mark.requirement(
    "R-070", "R-078", "R-080", "R-082", "R-086", "R-100", "R-112", "R-119", "R-121", "R-122", "R-123", "R-124"
)
@pytest.mark.requirement(
    "R-125", "R-127", "R-129", "R-130", "R-134", "R-138", "R-139", "R-141", "R-144", "R-146"
)
def test_a_childrens_palace_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "000", tmp_path, postgres_url)
