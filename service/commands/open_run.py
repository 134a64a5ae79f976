"""A stored run opened for questions: the problem and the proposal as the matcher had them, with names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from service.access import Action, Actor, require
from service.commands.limited_match import Asker, ask_limited
from service.commands.match_questions import Answer, Question
from service.commands.round_page import people_of
from service.commands.runtime import Runtime
from service.errors import NotFound, Refused
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.proposal import INFEASIBLE, Proposal, read_proposal
from service.matching.formats.reading import problem_from
from service.projections.rounds import run

Row = Mapping[str, Any]


class NoRunYet(NotFound):
    """The matcher has not run in this institution."""


class NothingProposed(Refused):
    """The pins of the run contradict the rules, so that it proposed nothing that could be compared."""


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run of the matcher; ``people`` are names by bank entry, ``asker`` finds the answers."""

    row: Row
    problem: Problem
    proposal: Proposal
    people: Mapping[str, str]
    asker: Asker = ask_limited

    def ask(self, question: Question[Answer]) -> Answer:
        """The answer to a question about the problem of this run.

        Raises:
            NothingProposed: the pins contradict the rules.
            MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed: there is no answer.

        """
        need_proposal(self)
        return self.asker(question, self.problem)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All who were proposed to each other, members of groups included."""
        return tuple(pair.people() for pair in self.proposal.pairs)

    def name(self, person: str) -> str:
        """The name of somebody of the banks; a dash where he is no longer there."""
        return self.people.get(person, "—")

    def proposed_to(self, mentee: str) -> str | None:
        """The mentor whom the run proposed to a mentee."""
        return next((pair.mentor for pair in self.proposal.pairs if pair.mentee == mentee), None)


def open_run(
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    run_id: str | None = None,
    asker: Asker = ask_limited,
) -> OpenRun:
    """Open a run by its id, or else the newest; ``asker`` finds the answers to what is asked about it.

    Only who may run the matcher asks on: the answers tell of declines, which are the curator's alone (R-061).

    Raises:
        NotAllowed: the actor may not run the matcher.
        NotFound: there is no such run in this institution; NoRunYet where none is named.

    """
    require(actor, Action.RUN_MATCHER, institution)
    with runtime.reading() as connection:
        found = run(connection, institution=institution, run_id=run_id)
    if found is None:
        raise NoRunYet(institution) if run_id is None else NotFound(run_id)
    return OpenRun(
        row=found,
        problem=problem_from(found["problem"]),
        proposal=read_proposal(msgspec.json.encode(found["proposal"])),
        people=people_of(runtime, institution),
        asker=asker,
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


def proposed_nothing(run: Row) -> bool:
    """Whether a run has no proposal because its pins contradict the rules."""
    return bool(run["status"] == INFEASIBLE)


def need_proposal(opened: OpenRun) -> None:
    """Refuse a run that proposed nothing because its pins contradict the rules.

    Raises:
        NothingProposed.

    """
    if opened.proposal.status == INFEASIBLE:
        raise NothingProposed
