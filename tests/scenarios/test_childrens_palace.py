"""A school year of a children's palace: two forms, a curator from any staff, a controlled order."""

from pathlib import Path

from tests.scenarios.palace_autumn import AUTUMN
from tests.scenarios.palace_spring import SPRING
from tests.scenarios.palace_summer import SUMMER
from tests.scenarios.palace_winter import WINTER
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def a_school_year(school: School) -> None:
    for chapter in (*AUTUMN, *WINTER, *SPRING, *SUMMER):
        chapter(school)


def test_a_childrens_palace_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "000", tmp_path, postgres_url)
