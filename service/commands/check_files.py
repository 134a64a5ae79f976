"""The check of an answer against its problem, both in files; no part of the solver is loaded for it."""

from pathlib import Path

from service.commands.answer_files import BAD_INPUT, DONE, NO, Outcome, content_of, matters, unusable
from service.commands.meeting_words import MEETING_GOALS
from service.matching.checking.check import Verdict, check
from service.matching.formats.faults import InvalidFile
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import read_proposal
from service.matching.formats.reading import read_problem
from service.matching.meetings.check import check_meetings
from service.matching.meetings.plan import SCHEMA as MEETINGS_SCHEMA
from service.matching.meetings.plan import read_plan
from service.matching.words import GOALS


def check_files(*, problem: Path, proposal: Path) -> Outcome:
    """Check a proposal, or a plan of meetings, against its problem; every violation is one line."""
    try:
        question = read_problem(content_of(problem))
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, tuple(f"задача: {line}" for line in invalid.lines()))
    except OSError as error:
        return Outcome(BAD_INPUT, (unusable(error),))
    try:
        verdict = _verdict(question, content_of(proposal))
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, tuple(f"предложение: {line}" for line in invalid.lines()))
    except OSError as error:
        return Outcome(BAD_INPUT, (unusable(error),))
    if not verdict.accepted:
        return Outcome(NO, tuple(violation.line() for violation in verdict.violations))
    return Outcome(DONE, ("Проверка пройдена.", *_not_repeated(question, verdict.unproven)))


def _verdict(problem: Problem, content: bytes) -> Verdict:
    """Return the verdict on a proposal or on a plan of meetings, told apart by what the file claims to be.

    Raises: InvalidFile.
    """
    if f'"{MEETINGS_SCHEMA}"'.encode() in content:
        return check_meetings(problem=problem, plan=read_plan(content))
    return check(problem=problem, proposal=read_proposal(content))


def _not_repeated(problem: Problem, unproven: tuple[str, ...]) -> tuple[str, ...]:
    goals = tuple(goal for goal in unproven if matters(problem, goal))
    if not goals:
        return ()
    words = {**GOALS, **MEETING_GOALS}
    named = "; ".join(words[goal] for goal in goals)
    return (
        "Проверено: правила соблюдены, числа верны, границы, доказанные ценами, сходятся.",
        (
            "Границы по этим целям заново не доказывались, задача для этого слишком велика; для них остаётся "
            f"в силе доказательство программы подбора: {named}."
        ),
    )
