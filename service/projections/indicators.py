"""The indicators of goal and tasks (R-136), derived from what happened in a period; the set is ours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import Any, Final

from sqlalchemy import Connection

from service.aggregates.monitoring import Cut, IndicatorValue
from service.ids import random_part
from service.projections.counting import head_count, inside, overlaps_days, rows_of, split
from service.projections.figures import practice_figures, retention
from service.projections.participant_figures import participation_rows
from service.projections.result_tables import FACTS, PEOPLE, PROGRAMMES
from service.values import Period

Row = Mapping[str, Any]
Found = Iterable[IndicatorValue]

INDICATORS: Final[Mapping[str, str]] = {
    "retention": "Закрепившиеся в организации после завершения программы",
    "adaptation": "Наставляемые, завершившие программу в полном объёме",
    "growth": "Снятые профессиональные затруднения",
    "skills": "Наставляемые с отмеченным ростом умений",
    "independence": "Дней от начала программы до её завершения (медиана)",
    "conduct": "Участники, ознакомленные с обязанностями",
    "methods": "Принятые лучшие практики",
    "materials": "Материалы, вошедшие в методическую копилку",
    "help": "Просьбы о помощи, на которые ответил наставник",
    "answers": "Ответы на анкеты мониторинга",
    "digital": "Программы с дистанционным наставничеством",
    "remote": "Проведённые дистанционные встречи",
    "involvement": "Педагоги, вовлечённые в наставничество",
    "development": "Наставники, повысившие квалификацию",
}
"""The Russian name of every indicator."""


def indicators(
    connection: Connection, institution: str, *, within: Period, as_at: date, horizons: Sequence[int]
) -> tuple[IndicatorValue, ...]:
    """All indicators of a period as at a date, in a fixed order."""
    facts = [row for row in rows_of(connection, FACTS, institution) if within.contains(row["on"])]
    people = rows_of(connection, PEOPLE, institution)
    programmes = rows_of(connection, PROGRAMMES, institution)
    taking_part = participation_rows(connection, institution, within=within)
    return (
        *_retention(connection, institution, as_at=as_at, horizons=horizons),
        *_adaptation(programmes, people, within=within),
        *_from_facts(facts, taking_part),
        *_independence(programmes, within=within),
        *_digital(programmes, facts, within=within),
        *_kept(connection, institution, within=within),
        *_involvement(taking_part, people, within=within),
    )


def _whole(code: str, count: int, of: int | None) -> IndicatorValue:
    return IndicatorValue(code, "all", "", count, of)


def _retention(connection: Connection, institution: str, *, as_at: date, horizons: Sequence[int]) -> Found:
    rows = retention(connection, institution, as_at=as_at, horizons=horizons)
    for years in horizons:
        here = [row for row in rows if row["years"] == years]
        stayed, of = sum(row["stayed"] for row in here), sum(row["of"] for row in here)
        yield IndicatorValue("retention", "horizon", str(years), stayed, of)
    for row in rows:
        key = f"{row['years']}:{row['category']}"
        yield IndicatorValue("retention", "category", key, row["stayed"], row["of"])


def _adaptation(programmes: Sequence[Row], people: Sequence[Row], *, within: Period) -> Found:
    categories = {random_part(row["id"]): row["category"] or "" for row in people}
    ended = [
        (inside(row["completed_on"], within), categories.get(random_part(mentee), ""))
        for row in programmes
        if inside(row["completed_on"], within) or inside(row["terminated_on"], within)
        for mentee in row["mentees"]
    ]
    yield _whole("adaptation", sum(full for full, _ in ended), len(ended))
    for category in sorted({category for _, category in ended}):
        here = [full for full, each in ended if each == category]
        yield IndicatorValue("adaptation", "category", category, sum(here), len(here))


def _from_facts(facts: Sequence[Row], taking_part: Sequence[Row]) -> Found:
    people = {row["person"] for row in taking_part}
    mentees = {row["person"] for row in taking_part if row["role"] == "mentee"}
    mentors = {row["person"] for row in taking_part if row["role"] == "mentor"}

    def count(fact: str, key: str | None = None) -> int:
        return sum(row["fact"] == fact and key in (None, row["key"]) for row in facts)

    def who(*names: str) -> set[str]:
        return {random_part(row["subject"]) for row in facts if row["fact"] in names}

    yield IndicatorValue(
        "growth", "all", "", count("difficulty_ended", "resolved"), count("difficulty_ended")
    )
    yield _whole("skills", len(mentees & who("skill_progress")), len(mentees))
    yield _whole("conduct", len(people & who("duties_acknowledged")), len(people))
    yield _whole("help", count("help_given"), count("help_asked"))
    yield _whole("answers", count("questionnaire_answered"), count("questionnaire_asked"))
    trained = mentors & who("trained_mentor", "staff_development")
    yield _whole("development", len(trained), len(mentors))


def _independence(programmes: Sequence[Row], *, within: Period) -> Found:
    days = [
        (row["completed_on"] - row["starts_on"]).days
        for row in programmes
        if inside(row["completed_on"], within) and row["starts_on"] is not None
    ]
    if days:
        yield _whole("independence", median_low(days), None)


def _digital(programmes: Sequence[Row], facts: Sequence[Row], *, within: Period) -> Found:
    at_work = [
        row
        for row in programmes
        if row["starts_on"] is not None
        and overlaps_days(row["starts_on"], row["completed_on"] or row["terminated_on"], within)
    ]
    yield IndicatorValue(
        "digital", "all", "", sum("virtual" in row["types"] for row in at_work), len(at_work)
    )
    yield _whole("remote", sum(row["fact"] == "remote_session" for row in facts), None)


def _kept(connection: Connection, institution: str, *, within: Period) -> Found:
    practices = practice_figures(connection, institution, within=within)
    yield _whole("methods", practices["accepted"], practices["described"])
    yield _whole("materials", practices["collected"], practices["materials"])


def _involvement(taking_part: Sequence[Row], people: Sequence[Row], *, within: Period) -> Found:
    staff = sum(row["left_on"] is None or within.since <= row["left_on"] for row in people)
    yield _whole("involvement", head_count(taking_part)["people"], staff)
    mentees = [row for row in taking_part if row["role"] == "mentee"]
    cuts: tuple[tuple[Cut, list[dict[str, Any]]], ...] = (
        ("form", split(taking_part, lambda row: row["forms"])),
        ("type", split(taking_part, lambda row: row["types"])),
        ("topic", split(taking_part, lambda row: row["topics"])),
        ("category", split(mentees, lambda row: (row["category"] or "",))),
    )
    for cut, found in cuts:
        for row in found:
            yield IndicatorValue("involvement", cut, row["key"], row["people"], None)
