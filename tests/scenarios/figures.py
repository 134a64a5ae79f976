"""Questions about figures: what the analytic report, the statistics and the public page say."""

from service.commands.lists_deadlines import STATES
from service.projections.deadline_kinds import KINDS
from tests.scenarios.school import School


def terms_in_report(school: School, reader: str, state: str) -> dict[str, int]:
    """The terms that the analytic report counts in a state, by their titles."""
    (report,) = school.ask(reader, "analytic_reports")
    return {
        KINDS[row["kind"]].title: row["count"]
        for row in report["figures"]["deadlines"]
        if STATES[row["state"]] == state
    }


def programmes_in_report(school: School, reader: str) -> dict[str, int]:
    """How many programmes the analytic report counts, by what became of them."""
    (report,) = school.ask(reader, "analytic_reports")
    counted = report["figures"]["programmes"]
    words = {
        "начато": "started",
        "продлено": "extended",
        "исправлено": "amended",
        "завершено": "completed",
        "прекращено": "terminated",
        "закрыто": "closed",
    }
    return {word: counted[code] for word, code in words.items()}


def people_counted(school: School, reader: str) -> int:
    """How many people the form of statistical observation counts."""
    (form,) = school.ask(reader, "statistical_forms")
    people: int = form["figures"]["people"]
    return people


def public_results(school: School, reader: str) -> int:
    """Of how many programmes the results are public."""
    return len(school.ask(reader, "programme_results"))
