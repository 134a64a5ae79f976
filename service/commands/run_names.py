"""How a run of the matcher is called, so that who reads an answer knows which run it is about."""

from collections.abc import Mapping
from typing import Any, Final

from service.commands.frozen_pairs import is_frozen
from service.commands.price_words import percent
from service.commands.runtime import Runtime
from service.ids import random_part
from service.matching.formats.problem import REPAIR
from service.matching.formats.reading import problem_from

Row = Mapping[str, Any]

DIGITS: Final = 8
"""So many digits of its number tell a run apart from the others of an institution."""


def run_title(runtime: Runtime, row: Row) -> str:
    """What ``run_words`` says, with the beginning of the number: «… (номер 953a0728)»."""
    return f"{run_words(runtime, row)} (номер {random_part(row['id'])[:DIGITS]})"


def run_words(runtime: Runtime, row: Row) -> str:
    """When a run was made and how it was asked: «Подбор на 21.11.2026, 16:48, без уступки»."""
    return f"Подбор на {row['on']:%d.%m.%Y}, {run_how(runtime, row)}"


def run_how(runtime: Runtime, row: Row) -> str:
    """The time of a run and what was asked: «16:48, без уступки»."""
    return ", ".join((run_time(runtime, row), *_asking(row["problem"])))


def run_time(runtime: Runtime, row: Row) -> str:
    """When a run was made by the clocks of its institution: «16:48», with the day where it is another."""
    made = runtime.local(row["institution"], row["recorded_at"])
    return f"{made:%H:%M}" if made.date() == row["on"] else f"проведён {made:%d.%m.%Y в %H:%M}"


def _asking(problem: Row) -> tuple[str, ...]:
    given = round(problem["limits"]["fit_tolerance"] * 1000)
    tolerance = f"уступка до {percent(given)} соответствия" if given else "без уступки"
    if problem.get("mode") != REPAIR:
        return (tolerance,)
    kept = "не тронуты" if is_frozen(problem_from(problem)) else "сохранены, где это возможно"
    return (tolerance, f"прежние пары {kept}")
