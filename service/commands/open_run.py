"""A stored run opened for questions: the problem and the proposal as the matcher had them, with names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from service.access import Action, Actor, require
from service.commands.round_page import people_of
from service.commands.runtime import Runtime
from service.errors import NotFound
from service.matching.problem import Problem
from service.matching.proposal import Proposal, read_proposal
from service.matching.reading import problem_from
from service.projections.rounds import run

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run of the matcher; ``people`` are names by bank entry."""

    row: Row
    problem: Problem
    proposal: Proposal
    people: Mapping[str, str]

    def proposed_to(self, mentee: str) -> str | None:
        """The mentor whom the run proposed to a mentee."""
        return next((pair.mentor for pair in self.proposal.pairs if pair.mentee == mentee), None)


def open_run(runtime: Runtime, *, institution: str, actor: Actor, run_id: str | None = None) -> OpenRun:
    """Open a run by its id, or else the newest.

    Only who may run the matcher asks on: the answers tell of declines, which are the curator's alone (R-061).

    Raises:
        NotAllowed: the actor may not run the matcher.
        NotFound: there is no such run in this institution.

    """
    require(actor, Action.RUN_MATCHER, institution)
    with runtime.reading() as connection:
        found = run(connection, institution=institution, run_id=run_id)
    if found is None:
        raise NotFound(run_id)
    return OpenRun(
        row=found,
        problem=problem_from(found["problem"]),
        proposal=read_proposal(msgspec.json.encode(found["proposal"])),
        people=people_of(runtime, institution),
    )


def need_people(opened: OpenRun, *, mentee: str, mentor: str) -> None:
    """Refuse people who did not take part in a run.

    Raises:
        NotFound.

    """
    if all(person.id != mentee for person in opened.problem.mentees):
        raise NotFound(mentee)
    if all(person.id != mentor for person in opened.problem.mentors):
        raise NotFound(mentor)
