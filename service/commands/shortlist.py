"""The first of two stages of a round: the nearest mentors of each mentee, before anybody says whom he wants.

People then say how much the others interest them (also those who are not on the list), and the final run
takes it into account.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from service.access import Action, Actor, require
from service.aggregates.match_round import MatchRound, Nearest, Shortlist
from service.commands.bank_problem import build_problem
from service.commands.registry import command
from service.commands.rounds import start_round
from service.commands.runtime import Runtime
from service.commands.suggest import current_banks, current_round
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import Problem, digest
from service.projections.shortlists import Row, shortlist_rows

USUAL_SIZE: Final = 5
MOST: Final = 20
"""The most mentors for one mentee: nobody looks through more."""


class ShortlistSizeOutOfBounds(Refused):
    """A shortlist names at least one mentor; facts: ``most``."""


@command(
    title="Записать предварительный список наставников",
    action=Action.RUN_MATCHER,
    requirements=("R-056", "R-063"),
    internal=True,
)
def record_shortlist(
    work: Work,
    *,
    round_id: str,
    bank_position: int,
    digest: str,
    size: int,
    lists: tuple[Shortlist, ...],
) -> Decision:
    """Store the nearest mentors of every mentee; it proposes nobody."""
    current = work.log.find(MatchRound, round_id) or start_round(work, round_id)
    current.prepare_shortlist(on=work.on, bank_position=bank_position, digest=digest, size=size, lists=lists)
    return Decision((current,), {"round": round_id})


def prepare_shortlist(
    runtime: Runtime, *, institution: str, actor: Actor, size: int = USUAL_SIZE, on: date | None = None
) -> Sequence[Row]:
    """Put together the ``size`` nearest mentors of every mentee; the same list again changes nothing.

    Returns the rows of ``shortlists``.

    Raises:
        NotAllowed, RegulationNotInForce, BanksEmpty, InstitutionUnknown, ShortlistSizeOutOfBounds.

    """
    require(actor, Action.RUN_MATCHER, institution)
    if not 1 <= size <= MOST:
        raise ShortlistSizeOutOfBounds(most=MOST)
    day = on or runtime.today(institution)
    position, view = current_banks(runtime, institution, day)
    problem = build_problem(view)
    parameters: dict[str, Any] = {
        "round_id": current_round(runtime, institution),
        "bank_position": position,
        "digest": digest(problem),
        "size": size,
        "lists": nearest(problem, size=size),
    }
    runtime.run(record_shortlist, institution=institution, actor=actor, on=day, **parameters)
    with runtime.reading() as connection:
        return shortlist_rows(connection, institution)


def nearest(problem: Problem, *, size: int) -> tuple[Shortlist, ...]:
    """The mentors with the most points of everybody who may have one, equal ones by id."""
    allowed = candidates(Eligibility.of(problem))
    order = np.lexsort((allowed.mentor, -allowed.points, allowed.mentee))
    found: dict[int, dict[int, int]] = {}
    for position in order.tolist():
        mine = found.setdefault(int(allowed.mentee[position]), {})
        if len(mine) < size:
            mine.setdefault(int(allowed.mentor[position]), int(allowed.points[position]))
    return tuple(
        Shortlist(
            mentee=problem.mentees[mentee].id,
            nearest=tuple(Nearest(problem.mentors[mentor].id, points) for mentor, points in mine.items()),
        )
        for mentee, mine in found.items()
    )
