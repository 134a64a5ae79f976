"""The plan of speed meetings of an institution's banks, with names; nothing of it is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from service.access import Action, Actor, require
from service.commands.bank_problem import build_problem
from service.commands.limited_match import ask_limited
from service.commands.match_ends import USUAL, Allowance
from service.commands.match_questions import PlanMeetings
from service.commands.meeting_words import plan_lines
from service.commands.runtime import Runtime
from service.commands.suggest import current_banks
from service.matching.formats.problem import to_json as problem_json
from service.matching.meetings.plan import MeetingPlan
from service.matching.meetings.plan import to_json as plan_json


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with names; ``round`` counts from 1, ``points`` are 0..1000."""

    round: int
    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    points: int


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A plan as people read it: meetings by round, who has none, and what was reached.

    ``problem`` and ``plan`` are the documents that ``check`` reads.
    """

    on: date
    meetings: tuple[MeetingRow, ...]
    mentees_waiting: tuple[str, ...]
    mentors_waiting: tuple[str, ...]
    lines: tuple[str, ...]
    problem: dict[str, Any]
    plan: dict[str, Any]


def plan_of_banks(
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    rounds: int,
    on: date | None = None,
    allowance: Allowance = USUAL,
) -> MeetingPage:
    """Plan speed meetings, at most ``rounds`` (1..100) rounds, on the banks as they are now.

    Raises:
        NotAllowed, RegulationNotInForce, BanksEmpty, InstitutionUnknown.
        MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed: there is no plan.

    """
    require(actor, Action.RUN_MATCHER, institution)
    day = on or runtime.today(institution)
    _, view = current_banks(runtime, institution, day)
    problem = build_problem(view)
    plan = ask_limited(PlanMeetings(rounds=rounds), problem, allowance=allowance)
    names = {row["id"]: row["full_name"] for row in (*view.mentors, *view.mentees)}
    return MeetingPage(
        on=day,
        meetings=_meetings(plan, names),
        mentees_waiting=tuple(sorted(names[each.id] for each in plan.mentees_waiting)),
        mentors_waiting=tuple(sorted(names[each.id] for each in plan.mentors_waiting)),
        lines=plan_lines(problem, plan),
        problem=msgspec.to_builtins(problem_json(problem)),
        plan=msgspec.to_builtins(plan_json(plan)),
    )


def _meetings(plan: MeetingPlan, names: dict[str, str]) -> tuple[MeetingRow, ...]:
    rows = (
        MeetingRow(met.round, met.mentee, met.mentor, names[met.mentee], names[met.mentor], met.points)
        for met in plan.meetings
    )
    return tuple(sorted(rows, key=lambda row: (row.round, row.mentee, row.mentee_id)))
