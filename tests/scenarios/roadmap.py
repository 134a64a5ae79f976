"""Verbs of the roadmap: its stages, measures with evidence out of the log, coverage, closing."""

from tests.scenarios.school import School
from tests.scenarios.words import day


def schedule(school: School, curator: str, stage: int, *, since: str, until: str) -> None:
    """A stage gets its first and its last day."""
    plan = school.thing("дорожная карта")
    told = {"since": day(since), "until": day(until)}
    school.give(curator, "schedule_roadmap_stage", roadmap=plan, stage=stage, **told)


def start(school: School, curator: str, *stages: int) -> None:
    """Stages begin."""
    for stage in stages:
        school.give(curator, "start_roadmap_stage", roadmap=school.thing("дорожная карта"), stage=stage)


def complete(school: School, curator: str, *stages: int) -> None:
    """Stages are completed: each measure by what the service itself proposes as its evidence."""
    for stage in stages:
        prove(school, curator, stage)
        finish(school, curator, stage)


def finish(school: School, curator: str, stage: int) -> None:
    """A stage whose measures are done is completed."""
    plan = school.thing("дорожная карта")
    school.give(curator, "complete_roadmap_stage", roadmap=plan, stage=stage, completed_on=school.today)


def prove(school: School, curator: str, stage: int) -> None:
    """Each open measure of a stage is completed by the newest event that proves it."""
    plan = school.thing("дорожная карта")
    for measure in school.ask(curator, "roadmap_measures"):
        if measure["stage"] == stage and measure["state"] == "open":
            proofs = school.ask(curator, "roadmap_evidence", of=measure["measure"])
            assert proofs, measure["title"]
            school.give(
                curator,
                "complete_roadmap_measure",
                roadmap=plan,
                measure=measure["measure"],
                completed_on=school.today,
                evidence=[proofs[0]["position"]],
            )


def drop(school: School, curator: str, words: str, *, reason: str) -> None:
    """A measure is dropped for a reason; it is told by words of its title."""
    found = [each for each in school.ask(curator, "roadmap_measures") if words in each["title"]]
    plan = school.thing("дорожная карта")
    school.give(curator, "drop_roadmap_measure", roadmap=plan, measure=found[0]["measure"], reason=reason)


def cover(school: School, curator: str, stage: int, *, place: str, level: str | None = None) -> None:
    """Measures of a stage were covered somewhere, on a level of the regulation's own words."""
    school.give(
        curator,
        "publish_roadmap_coverage",
        roadmap=school.thing("дорожная карта"),
        stage=stage,
        place=place,
        level=level,
        published_on=school.today,
    )


def close(school: School, curator: str) -> None:
    """The roadmap is closed with the analytic report."""
    plan, report = school.thing("дорожная карта"), school.thing("аналитический отчёт")
    school.give(curator, "close_roadmap", roadmap=plan, closed_on=school.today, report=report)


def stages_done(school: School, curator: str) -> list[int]:
    """The stages that are completed."""
    return [each["stage"] for each in school.ask(curator, "roadmap_stages") if each["state"] == "completed"]


def measures(school: School, who: str, stage: int) -> list[str]:
    """The titles of a stage's measures."""
    return [each["title"] for each in school.ask(who, "roadmap_measures") if each["stage"] == stage]
