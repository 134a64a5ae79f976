"""The matcher on files: a problem in, a proposal out; and the check of a proposal against its problem."""

import errno
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from service.commands.limited_match import ask_limited, in_words, propose_limited
from service.commands.match_ends import UNSOLVED, USUAL, Allowance
from service.commands.match_questions import PlanMeetings, Progress
from service.commands.meeting_words import MEETING_GOALS, plan_lines
from service.commands.texts import sentence
from service.matching.checking.check import Verdict, check
from service.matching.formats.faults import InvalidFile
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import INFEASIBLE, Proposal, read_proposal
from service.matching.formats.reading import read_problem
from service.matching.formats.strict_json import LARGEST_FILE
from service.matching.meetings.check import check_meetings
from service.matching.meetings.plan import SCHEMA as MEETINGS_SCHEMA
from service.matching.meetings.plan import read_plan
from service.matching.words import GOALS, LIMITS, STATUSES, rule_words

DONE, NO, BAD_INPUT, UNFINISHED = 0, 1, 2, 3
"""Exit codes: done; the answer is no; bad input; the run was ended without a result."""

_STAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "read": "чтение",
        "eligible": "проверка правил",
        "solve": "подбор пар",
        "explain": "объяснение",
        "write": "запись",
        "total": "всего",
    }
)
"""The stages of a run in the words of its last line; the file of times names them by code."""

Clock = Callable[[], float]
"""Seconds from any fixed moment, never going back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code and the lines for the person at the terminal."""

    code: int
    lines: tuple[str, ...]


def match_file(
    *,
    problem: Path,
    out: Path,
    timings: Path | None,
    clock: Clock,
    allowance: Allowance = USUAL,
    progress: Progress | None = None,
) -> Outcome:
    """Write the proposal for a problem to ``out`` and, if asked, the seconds per stage to ``timings``.

    A run that comes to no proposal writes nothing.
    """
    stages: list[tuple[str, float]] = [("read", clock())]
    told = in_words(progress)

    def begins(stage: str, share: float) -> None:
        stages.append((stage, clock()))
        if told is not None:
            told(stage, share)

    try:
        question = read_problem(_content(problem))
        proposal = propose_limited(question, allowance=allowance, progress=begins)
        stages.append(("write", clock()))
        _write(out, proposal.to_bytes())
        spent = _spent([*stages, ("end", clock())])
        if timings is not None:
            _write(timings, json.dumps(spent, indent=2).encode() + b"\n")
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, invalid.lines())
    except OSError as error:
        return Outcome(BAD_INPUT, (_unusable(error),))
    except UNSOLVED as refusal:
        return Outcome(UNFINISHED, (sentence(refusal, institution=""),))
    code = NO if proposal.status == INFEASIBLE else DONE
    return Outcome(code, (*_result(question, proposal), _duration(spent)))


def meetings_file(*, problem: Path, out: Path, rounds: int, allowance: Allowance = USUAL) -> Outcome:
    """Write the plan of speed meetings of a problem, at most ``rounds`` (1..100) rounds, to ``out``.

    A run that comes to no plan writes nothing.
    """
    try:
        question = read_problem(_content(problem))
        plan = ask_limited(PlanMeetings(rounds=rounds), question, allowance=allowance)
        _write(out, plan.to_bytes())
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, invalid.lines())
    except OSError as error:
        return Outcome(BAD_INPUT, (_unusable(error),))
    except UNSOLVED as refusal:
        return Outcome(UNFINISHED, (sentence(refusal, institution=""),))
    return Outcome(DONE, plan_lines(question, plan))


def check_files(*, problem: Path, proposal: Path) -> Outcome:
    """Check a proposal, or a plan of meetings, against its problem; every violation is one line."""
    try:
        question = read_problem(_content(problem))
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, tuple(f"задача: {line}" for line in invalid.lines()))
    except OSError as error:
        return Outcome(BAD_INPUT, (_unusable(error),))
    try:
        verdict = _verdict(question, _content(proposal))
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, tuple(f"предложение: {line}" for line in invalid.lines()))
    except OSError as error:
        return Outcome(BAD_INPUT, (_unusable(error),))
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


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _write(path: Path, content: bytes) -> None:
    """Replace the file as a whole, so that nobody ever reads half of it.

    Raises: OSError with the name of the file, which a full disk or device does not tell.
    """
    try:
        _replace(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    if not path.parent.is_dir():
        raise FileNotFoundError(2, "no such folder", str(path.parent))
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _unusable(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "такого файла или такой папки нет",
        IsADirectoryError: "это папка, а нужен файл",
        PermissionError: "нет права на чтение или запись",
    }
    if error.errno == errno.ENOSPC:
        return f"{error.filename}: нет места, файл не записан"
    return f"{error.filename}: {reasons.get(type(error), 'файл не читается или не записывается')}"


def _result(problem: Problem, proposal: Proposal) -> tuple[str, ...]:
    single = sum(pair.group is None for pair in proposal.pairs)
    groups = f", групп: {len(proposal.groups)}" if proposal.groups else ""
    head = f"Пар: {single}{groups}, без пары: {len(proposal.unmatched)}; {STATUSES[proposal.status]}."
    if proposal.status == INFEASIBLE:
        return (head, *_contradictions(problem, proposal))
    goals = tuple(
        f"{GOALS[g.name]}: {g.value}" + ("" if g.value == g.bound else f" (граница {g.bound})")
        for g in proposal.goals
        if _matters(problem, g.name)
    )
    stopped = () if proposal.stopped_by is None else (f"Остановлено: {LIMITS[proposal.stopped_by]}.",)
    return (head, *goals, *stopped)


def _contradictions(problem: Problem, proposal: Proposal) -> tuple[str, ...]:
    pins = {pair.mentee: pair.mentor for pair in problem.pinned}
    return tuple(
        f"закрепление {left.mentee} — {pins[left.mentee]}: "
        + "; ".join(rule_words(blocking.rule, blocking.whose) for blocking in left.blocking)
        for left in proposal.unmatched
        if left.relaxations
    )


def _spent(stages: list[tuple[str, float]]) -> dict[str, float]:
    """Return the seconds of every stage, rounded to milliseconds."""
    following = [moment for _, moment in stages[1:]]
    spent = {name: round(after - at, 3) for (name, at), after in zip(stages, following, strict=False)}
    spent.pop("done", None)
    return spent | {"total": round(stages[-1][1] - stages[0][1], 3)}


def _duration(spent: dict[str, float]) -> str:
    told = (f"{_STAGES[stage]} — {seconds:.3f}".replace(".", ",") for stage, seconds in spent.items())
    return f"Секунды: {'; '.join(told)}."


def _matters(problem: Problem, goal: str) -> bool:
    """Whether anything in the problem speaks of a goal; the others would only puzzle the reader."""
    if goal == "overdue":
        return any(mentee.due_in_days is not None for mentee in problem.mentees)
    if goal == "interest":
        return bool(problem.interest)
    return goal != "stay" or bool(problem.current)


def _not_repeated(problem: Problem, unproven: tuple[str, ...]) -> tuple[str, ...]:
    goals = tuple(goal for goal in unproven if _matters(problem, goal))
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
