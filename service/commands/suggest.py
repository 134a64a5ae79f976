"""The main job: from the two banks to suggested pairs, stored as one event on a match round."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from service.access import Action, Actor, require
from service.aggregates.institution import Institution
from service.aggregates.match_conditions import MOST_PER_MILLE, ToleranceOutOfBounds
from service.aggregates.match_round import MatchRound
from service.commands.bank_problem import USUAL, Asking, build_problem
from service.commands.bank_view import BankView, read_banks
from service.commands.limited_match import in_words, propose_limited
from service.commands.match_ends import Asked
from service.commands.match_questions import Progress
from service.commands.registry import command
from service.commands.rounds import start_round
from service.commands.runtime import Runtime
from service.commands.work import Work, fixed_id
from service.errors import NotFound, Refused
from service.eventstore.log import Decision
from service.matching.formats.problem import digest, to_json
from service.matching.formats.proposal import to_json as proposal_json
from service.projections.feed import position_of
from service.projections.rounds import open_round, round_count, run_of_round
from service.regulations.regulation import Regulation

Row = Mapping[str, Any]


class BanksEmpty(Refused):
    """A suggestion needs at least one mentor and one mentee; facts: ``mentors``, ``mentees``."""

    requirement = "R-056"


class InstitutionUnknown(NotFound):
    """There is no institution with this code."""


@command(
    title="Записать результат подбора",
    action=Action.RUN_MATCHER,
    requirements=("R-056", "R-060", "R-064"),
    internal=True,
)
def record_match_run(
    work: Work,
    *,
    round_id: str,
    bank_position: int,
    problem: dict[str, Any],
    proposal: dict[str, Any],
) -> Decision:
    """Store a run of the matcher with its inputs and its result; it proposes, it approves nobody."""
    current = work.log.find(MatchRound, round_id) or start_round(work, round_id)
    run_id = work.new_id("match_run")
    solver = proposal["solver"]
    current.complete_run(
        run=run_id,
        on=work.on,
        bank_position=bank_position,
        digest=proposal["problem_digest"],
        status=proposal["status"],
        seed=solver["seed"],
        solver=solver["name"],
        solver_version=solver["version"],
        regulation_version=work.load_regulation().version,
        problem=problem,
        proposal=proposal,
    )
    return Decision((current,), {"round": round_id, "run": run_id})


def suggest(
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    on: date | None = None,
    asking: Asking = USUAL,
    progress: Progress | None = None,
    cancelled: Asked = lambda: False,
) -> Row:
    """Suggest pairs on the banks as they are now; the same question in a round gives its stored run again.

    The days that somebody has waited belong to the question, so that on another day it is another one.
    Returns the run as a row of ``match_runs``.

    Raises:
        NotAllowed, RegulationNotInForce, BanksEmpty, InstitutionUnknown, ToleranceOutOfBounds.
        MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed: nothing is stored.

    """
    require(actor, Action.RUN_MATCHER, institution)
    day = on or runtime.today(institution)
    position, view = current_banks(runtime, institution, day)
    need_possible_tolerance(asking.tolerance)
    problem = build_problem(view, asking=asking)
    known = _stored_run(runtime, current_round(runtime, institution), digest(problem))
    if known is not None:
        return known
    proposal = propose_limited(problem, progress=in_words(progress), cancelled=cancelled)
    parameters: dict[str, Any] = {
        "round_id": current_round(runtime, institution),
        "bank_position": position,
        "problem": _plain(to_json(problem)),
        "proposal": _plain(proposal_json(proposal)),
    }
    return _recorded(runtime, institution=institution, actor=actor, on=day, parameters=parameters)


def _recorded(
    runtime: Runtime, *, institution: str, actor: Actor, on: date, parameters: Mapping[str, Any]
) -> Row:
    """Store a run once in its round, whoever else asks the same at the same time."""
    round_id, asked = parameters["round_id"], parameters["proposal"]["problem_digest"]
    runtime.run(
        record_match_run,
        institution=institution,
        actor=actor,
        key=f"suggest:{round_id}:{asked}",
        on=on,
        content=asked.encode(),
        **parameters,
    )
    stored = _stored_run(runtime, round_id, asked)
    if stored is None:
        raise NotFound(asked)
    return stored


def need_possible_tolerance(per_mille: int | None) -> None:
    """Refuse to give away more of the fit than a round may.

    Raises:
        ToleranceOutOfBounds.

    """
    if per_mille is not None and not 0 <= per_mille <= MOST_PER_MILLE:
        raise ToleranceOutOfBounds(percent=MOST_PER_MILLE // 10)


def current_round(runtime: Runtime, institution: str) -> str:
    """The open round of an institution, or the id under which the next one will be opened."""
    with runtime.reading() as connection:
        found = open_round(connection, institution)
        return found or fixed_id(institution, "match_round", round_count(connection, institution) + 1)


def regulation_in_force(runtime: Runtime, institution: str, *, on: date) -> Regulation:
    """The regulation of an institution on a day.

    Raises:
        InstitutionUnknown: no such institution.
        RegulationNotInForce: it has no regulation in force (R-001).

    """
    found = runtime.log.find(Institution, fixed_id(institution, "institution"))
    if found is None:
        raise InstitutionUnknown(institution)
    version = found.version_in_force(on=on)
    return Regulation.from_settings(institution, found.settings_of[version], version=version)


def current_banks(runtime: Runtime, institution: str, day: date) -> tuple[int, BankView]:
    """The banks of an institution, with the position of the log at which they were read.

    Raises:
        InstitutionUnknown, RegulationNotInForce, BanksEmpty.

    """
    regulation = regulation_in_force(runtime, institution, on=day)
    with runtime.reading() as connection:
        position = position_of(connection)
        view = read_banks(connection, institution=institution, regulation=regulation, on=day)
    if not view.mentors or not view.mentees:
        raise BanksEmpty(mentors=len(view.mentors), mentees=len(view.mentees))
    return position, view


def _stored_run(runtime: Runtime, round_id: str, problem_digest: str) -> Row | None:
    with runtime.reading() as connection:
        return run_of_round(connection, round_id, digest=problem_digest)


def _plain(document: object) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return plain
