"""Verbs of papers of the roadmap: audience and goals of its first stage, stage documents, memos."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tests.scenarios.school import School
from tests.scenarios.words import FORMS, MONTHS, codes

AUDIENCE: Final = {
    "педагоги": "teachers",
    "другие работники": "other_workers",
    "работодатели": "employers",
    "другие": "other_outsiders",
}


def name_audience(school: School, curator: str, *groups: str, note: str) -> None:
    """The curator finds out who inside and outside is interested in mentoring."""
    told = {"groups": codes(groups, AUDIENCE), "note": note}
    school.give(curator, "identify_target_audience", roadmap=school.thing("дорожная карта"), **told)


def define_goals(
    school: School, curator: str, *, goals: str, tasks: str, forms: Sequence[str], results: str
) -> None:
    """The curator defines goals, tasks, forms and the expected results."""
    school.give(
        curator,
        "define_roadmap_goals",
        roadmap=school.thing("дорожная карта"),
        goals=goals,
        tasks=tasks,
        forms=codes(forms, FORMS),
        expected_results=results,
    )


def attach(school: School, curator: str, stage: int, title: str, *, kept: str) -> None:
    """A document of the stage's list is attached; it is told by words of its title."""
    found = [each for each in _missing(school, curator, stage) if title in each["title"]]
    assert len(found) == 1, found
    school.give(
        curator,
        "attach_stage_document",
        roadmap=school.thing("дорожная карта"),
        stage=stage,
        document=found[0]["clause"],
        reference=kept,
        attached_on=school.today,
    )


def attach_the_rest(school: School, curator: str, stage: int, *, kept: str) -> None:
    """Every document that a stage still lacks is attached."""
    for title in missing(school, curator, stage):
        attach(school, curator, stage, title, kept=kept)


def missing(school: School, who: str, stage: int) -> list[str]:
    """The titles of the documents that a stage lacks, in the order of the roadmap."""
    return [each["title"] for each in _missing(school, who, stage)]


def hand_out_memos(
    school: School, by: str, *, mentors: Sequence[str] = (), mentees: Sequence[str] = ()
) -> None:
    """The memo of their role is handed to mentors and mentees."""
    for role, names in (("mentor", mentors), ("mentee", mentees)):
        for name in names:
            school.give(by, "issue_memo", person=school.person(name), role=role)


def days(school: School, who: str, stage: int) -> tuple[str, str]:
    """The first and the last day of a stage, as people write them."""
    stages = {each["stage"]: each for each in school.ask(who, "roadmap_stages")}
    return _written(stages[stage]["since"]), _written(stages[stage]["until"])


def overdue_stages(school: School, who: str) -> list[int]:
    """The stages that are late."""
    return [each["stage"] for each in school.ask(who, "roadmap_stages") if each["overdue"]]


def _written(day: str) -> str:
    read = date.fromisoformat(day)
    return f"{read.day} {MONTHS[read.month - 1]} {read.year}"


def _missing(school: School, who: str, stage: int) -> list[dict[str, str]]:
    stages = {each["stage"]: each for each in school.ask(who, "roadmap_stages")}
    missing_ones: list[dict[str, str]] = stages[stage]["missing_documents"]
    return missing_ones
