"""The matcher on files: a problem in, a proposal out; and the check of a proposal against its problem."""

import errno
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from service.commands.limited_match import Progress, propose_limited
from service.commands.match_ends import UNSOLVED, USUAL, Allowance
from service.commands.texts import sentence
from service.matching.check import check
from service.matching.faults import InvalidFile
from service.matching.problem import Problem
from service.matching.proposal import INFEASIBLE, Proposal, read_proposal
from service.matching.reading import read_problem
from service.matching.strict_json import LARGEST_FILE
from service.matching.words import GOALS, LIMITS, STAGES, STATUSES, rule_words

DONE, NO, BAD_INPUT, UNFINISHED = 0, 1, 2, 3
"""Exit codes: done; the answer is no; bad input; the run was ended without a result."""

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

    def begins(stage: str, share: float) -> None:
        stages.append((stage, clock()))
        if progress is not None:
            progress(STAGES[stage], share)

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


def check_files(*, problem: Path, proposal: Path) -> Outcome:
    """Check a proposal against its problem; every violation is one line with its path and its rule."""
    try:
        question = read_problem(_content(problem))
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, tuple(f"задача: {line}" for line in invalid.lines()))
    except OSError as error:
        return Outcome(BAD_INPUT, (_unusable(error),))
    try:
        answer = read_proposal(_content(proposal))
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, tuple(f"предложение: {line}" for line in invalid.lines()))
    except OSError as error:
        return Outcome(BAD_INPUT, (_unusable(error),))
    verdict = check(problem=question, proposal=answer)
    if not verdict.accepted:
        return Outcome(NO, tuple(violation.line() for violation in verdict.violations))
    return Outcome(DONE, ("Проверка пройдена.", *_not_repeated(verdict.unproven)))


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
    head = f"Пар: {len(proposal.pairs)}, без пары: {len(proposal.unmatched)}; {STATUSES[proposal.status]}."
    if proposal.status == INFEASIBLE:
        return (head, *_contradictions(problem, proposal))
    goals = tuple(
        f"{GOALS[g.name]}: {g.value}" + ("" if g.value == g.bound else f" (граница {g.bound})")
        for g in proposal.goals
    )
    stopped = () if proposal.stopped_by is None else (f"Остановлено: {LIMITS[proposal.stopped_by]}.",)
    return (head, *goals, *stopped)


def _contradictions(problem: Problem, proposal: Proposal) -> tuple[str, ...]:
    pins = {pair.mentee: pair.mentor for pair in problem.pinned}
    return tuple(
        f"закрепление {left.mentee} — {pins[left.mentee]}: "
        + "; ".join(rule_words(blocking.rule) for blocking in left.blocking)
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
    return "Секунды: " + ", ".join(f"{stage} {seconds:.3f}" for stage, seconds in spent.items())


def _not_repeated(goals: tuple[str, ...]) -> tuple[str, ...]:
    if not goals:
        return ()
    named = "; ".join(GOALS[goal] for goal in goals)
    return (f"Числа верны, но доказательство не повторено, задача слишком велика для проверки: {named}.",)
