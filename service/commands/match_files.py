"""The matcher on files: a problem in, a proposal or a plan of meetings out."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from service.commands.answer_files import (
    BAD_INPUT,
    DONE,
    NO,
    UNFINISHED,
    Outcome,
    content_of,
    matters,
    unusable,
    write_whole,
)
from service.commands.limited_match import ask_limited, in_words, propose_limited
from service.commands.match_ends import UNSOLVED, USUAL, Allowance
from service.commands.match_questions import PlanMeetings, Progress
from service.commands.meeting_words import plan_lines
from service.commands.texts import sentence
from service.matching.formats.faults import InvalidFile
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import INFEASIBLE, Proposal
from service.matching.formats.reading import read_problem
from service.matching.words import GOALS, LIMITS, STATUSES, rule_words

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
        question = read_problem(content_of(problem))
        proposal = propose_limited(question, allowance=allowance, progress=begins)
        stages.append(("write", clock()))
        write_whole(out, proposal.to_bytes())
        spent = _spent([*stages, ("end", clock())])
        if timings is not None:
            write_whole(timings, json.dumps(spent, indent=2).encode() + b"\n")
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, invalid.lines())
    except OSError as error:
        return Outcome(BAD_INPUT, (unusable(error),))
    except UNSOLVED as refusal:
        return Outcome(UNFINISHED, (sentence(refusal, institution=""),))
    code = NO if proposal.status == INFEASIBLE else DONE
    return Outcome(code, (*_result(question, proposal), _duration(spent)))


def meetings_file(*, problem: Path, out: Path, rounds: int, allowance: Allowance = USUAL) -> Outcome:
    """Write the plan of speed meetings of a problem, at most ``rounds`` (1..100) rounds, to ``out``.

    A run that comes to no plan writes nothing.
    """
    try:
        question = read_problem(content_of(problem))
        plan = ask_limited(PlanMeetings(rounds=rounds), question, allowance=allowance)
        write_whole(out, plan.to_bytes())
    except InvalidFile as invalid:
        return Outcome(BAD_INPUT, invalid.lines())
    except OSError as error:
        return Outcome(BAD_INPUT, (unusable(error),))
    except UNSOLVED as refusal:
        return Outcome(UNFINISHED, (sentence(refusal, institution=""),))
    return Outcome(DONE, plan_lines(question, plan))


def _result(problem: Problem, proposal: Proposal) -> tuple[str, ...]:
    single = sum(pair.group is None for pair in proposal.pairs)
    groups = f", групп: {len(proposal.groups)}" if proposal.groups else ""
    head = f"Пар: {single}{groups}, без пары: {len(proposal.unmatched)}; {STATUSES[proposal.status]}."
    if proposal.status == INFEASIBLE:
        return (head, *_contradictions(problem, proposal))
    goals = tuple(
        f"{GOALS[g.name]}: {g.value}" + ("" if g.value == g.bound else f" (граница {g.bound})")
        for g in proposal.goals
        if matters(problem, g.name)
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
