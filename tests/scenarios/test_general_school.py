"""A school year of a general school: curator in the approving order, an association that endorses pairs."""

from pathlib import Path

import pytest

from tests.scenarios import banks, pairs, programmes, setting_up
from tests.scenarios.school import School
from tests.scenarios.telling import told_alike


def given_the_regulation_in_force(school: School) -> None:
    school.on("20 августа 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Родников Павел Дмитриевич", "директор", 1968),
        ("Травина Лариса Борисовна", "заместитель директора", 1974),
    )
    setting_up.name_head(school, "Родников")
    setting_up.draft_roadmap(school, "Родников", charged="Травина")
    setting_up.approve_regulation(school, "Родников", number="13 – А", curator="Травина")
    setting_up.publish_order(school, "Травина", "13 – А")


def given_the_teachers(school: School) -> None:
    school.on("1 сентября 2026")
    setting_up.employ(
        school,
        ("Аверина Алла Львовна", "учитель", 1975),
        ("Боброва Вера Петровна", "учитель", 1970),
        ("Ветров Глеб Егорович", "учитель", 2001),
    )
    banks.consent(school, "Аверина", "Боброва", "Ветров")


def when_the_association_is_formed(school: School) -> None:
    setting_up.form_association(
        school,
        "Травина",
        "Родников",
        members=["Аверина", "Боброва"],
        chair="Боброва",
        kind="методическое объединение наставников",
        number="14",
    )


def when_the_banks_are_gathered(school: School) -> None:
    banks.open_survey(school, "Травина")
    banks.offer_help(school, "Аверина", experience=20, strong_in=["самоанализ урока"])
    banks.ask_for_mentor(school, "Ветров", experience=1, wants=["самоанализ урока"])
    banks.enter(school, "Травина", mentors=["Аверина"], mentees=["Ветров"])
    banks.approve(school, "Родников", mentors=["Аверина"], mentees=["Ветров"])


def when_pairs_are_formed(school: School) -> None:
    pairs.open_round(school, "Травина")
    pairs.propose(school, "Травина", "Аверина", ["Ветров"])
    pairs.want_each_other(school, "Аверина", ["Ветров"])
    pairs.endorse(school, "Боброва", "Аверина", ["Ветров"])
    pairs.agree(
        school,
        "Травина",
        "Аверина",
        ["Ветров"],
        since="14 сентября 2026",
        until="31 мая 2027",
        form="учитель – учитель",
        kind="традиционное",
    )
    pairs.consent(school, "Аверина", ["Ветров"])
    pairs.assign(school, "Родников", ["Ветров"], number="15", read_by=["Аверина", "Ветров"])


def when_the_programme_starts(school: School) -> None:
    school.on("14 сентября 2026")
    programmes.draft(school, "Аверина", of="Ветров")
    programmes.describe(
        school,
        "Аверина",
        of="Ветров",
        directions=["адаптация", "методика"],
        difficulties=["не хватает времени на уроке"],
        strengths=["владеет компьютером"],
    )
    programmes.plan(
        school,
        "Аверина",
        "Посещение уроков наставника",
        of="Ветров",
        direction="методика",
        due="30 октября 2026",
        overcomes=1,
    )
    programmes.plan(
        school,
        "Ветров",
        "Знакомство со школой",
        of="Ветров",
        direction="адаптация",
        due="30 сентября 2026",
        builds_on=1,
    )
    programmes.comment(school, "Ветров", "Хочу больше открытых уроков.", of="Ветров")
    programmes.compose(school, "Аверина", of="Ветров", since="15 сентября 2026", until="31 мая 2027")
    programmes.review(school, "Травина", of="Ветров")
    programmes.read(school, "Ветров")
    school.on("15 сентября 2026")
    programmes.start(school, "Аверина", of="Ветров")


def a_school_year(school: School) -> None:
    given_the_regulation_in_force(school)
    given_the_teachers(school)
    when_the_association_is_formed(school)
    when_the_banks_are_gathered(school)
    when_pairs_are_formed(school)
    when_the_programme_starts(school)


@pytest.mark.requirement("R-001")
def test_a_general_school_lives_a_school_year(tmp_path: Path, postgres_url: str) -> None:
    told_alike(a_school_year, "001", tmp_path, postgres_url)
