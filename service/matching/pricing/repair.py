"""Repair with least disturbance: who moves after someone left, came or was replaced, and why no fewer could.

A repair is a problem of its own (mode ``repair``): as many matched as possible, as many overdue among them,
then the most existing pairs kept, then quality. So the bound of ``stay`` is the proof: no plan with as many
matched changes fewer pairs. Frozen, every existing pair that is still allowed is pinned.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import compress

from service.matching.candidates.columns import pair_numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import GOALS, REPAIR, Mentor, Pair, Problem
from service.matching.formats.proposal import INFEASIBLE, Proposal
from service.matching.pricing.loss import Part
from service.matching.pricing.turns import Turn, turns
from service.matching.propose import propose


class Proof(Part, frozen=True, kw_only=True):
    """How many are matched and how many pairs are kept, each with the most that any plan could.

    Of all ``pairs`` that existed ``gone`` lost a person or are forbidden now, and ``kept`` go on.
    ``most_kept`` holds for plans with as many ``matched`` and as many overdue among them.
    """

    matched: int
    most_matched: int
    pairs: int
    gone: int
    kept: int
    most_kept: int

    @property
    def changed(self) -> int:
        """How many pairs that could go on are given up."""
        return self.pairs - self.gone - self.kept

    @property
    def proven(self) -> bool:
        """Whether no plan with as many matched changes fewer pairs."""
        return self.matched == self.most_matched and self.kept == self.most_kept


class Repair(Part, frozen=True, kw_only=True):
    """The proposal of a repair, its changes as chains of cause and effect, and the proof."""

    proposal: Proposal
    chains: tuple[tuple[Turn, ...], ...]
    proof: Proof | None
    """None where pins contradict the rules, so that there is no proposal."""


def repair_problem(problem: Problem, *, pairs: Iterable[Pair], frozen: bool = False) -> Problem:
    """Return the question how to repair the pairs that exist, for the banks as they are now.

    Capacities of the problem count all places, those that existing pairs hold too. Pairs of people who are
    no longer there are left out. ``frozen`` pins what may go on, except with mentors who have too many.
    """
    goals = tuple(goal for goal in GOALS if goal in problem.goals or goal in {"matched", "stay"})
    asked = problem.replace(mode=REPAIR, current=_present(problem, pairs), goals=goals)
    return asked.replace(pinned=_frozen(asked)) if frozen else asked


def repair(problem: Problem, *, pairs: Iterable[Pair], frozen: bool = False) -> Repair:
    """Return how the pairs go on with the fewest changes, for the banks as they are now.

    Raises: UnexpectedSolverStatus.
    """
    before = tuple(sorted(set(pairs), key=lambda pair: pair.key))
    asked = repair_problem(problem, pairs=before, frozen=frozen)
    proposal = propose(asked)
    if proposal.status == INFEASIBLE:
        return Repair(proposal=proposal, chains=(), proof=None)
    possible = _possible(asked)
    after = [pair.people() for pair in proposal.pairs]
    goals = {goal.name: goal for goal in proposal.goals}
    people = {mentee.id for mentee in asked.mentees}
    return Repair(
        proposal=proposal,
        chains=turns(
            before=[pair for pair in before if pair.mentee in people],
            after=after,
            able={pair.key for pair in possible},
            mentors={mentor.id for mentor in asked.mentors},
        ),
        proof=Proof(
            matched=goals["matched"].value,
            most_matched=goals["matched"].bound,
            pairs=len(before),
            gone=len(before) - len(possible),
            kept=goals["stay"].value,
            most_kept=goals["stay"].bound,
        ),
    )


def without_mentor(problem: Problem, mentor: str) -> Problem:
    """Return the banks without a mentor, and nothing that names him."""
    return _without(problem, "mentor", mentor).replace(
        mentors=tuple(person for person in problem.mentors if person.id != mentor)
    )


def without_mentee(problem: Problem, mentee: str) -> Problem:
    """Return the banks without a mentee, and nothing that names him."""
    return _without(problem, "mentee", mentee).replace(
        mentees=tuple(person for person in problem.mentees if person.id != mentee)
    )


def with_mentor(problem: Problem, mentor: Mentor) -> Problem:
    """Return the banks with one mentor more."""
    return problem.replace(mentors=(*problem.mentors, mentor))


def replaced(problem: Problem, mentor: str, successor: Mentor) -> Problem:
    """Return the banks in which another mentor takes the place of one who leaves."""
    return with_mentor(without_mentor(problem, mentor), successor)


def _without(problem: Problem, side: str, person: str) -> Problem:
    """Drop what names a person of one side; an exclusion stays if the other bank knows the id too."""
    changes: dict[str, object] = {}
    for name in ("interest", "fit", "pinned", "forbidden", "current"):
        pairs: tuple[Pair, ...] | None = getattr(problem, name)
        if pairs is not None:
            changes[name] = tuple(pair for pair in pairs if getattr(pair, side) != person)
    others = problem.mentees if side == "mentor" else problem.mentors
    if person not in {other.id for other in others}:
        changes["excluded"] = tuple(found for found in problem.excluded if found.id != person)
    return problem.replace(**changes)


def _present(problem: Problem, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    mentees = {mentee.id for mentee in problem.mentees}
    mentors = {mentor.id for mentor in problem.mentors}
    return tuple(pair for pair in set(pairs) if pair.mentee in mentees and pair.mentor in mentors)


def _possible(problem: Problem) -> tuple[Pair, ...]:
    """Return the existing pairs that the rules still allow."""
    allowed = candidates(Eligibility.of(problem))
    able = allowed.first_of(pair_numbers(problem, problem.current), mentors=len(problem.mentors)) >= 0
    return tuple(compress(problem.current, able.tolist()))


def _frozen(problem: Problem) -> tuple[Pair, ...]:
    """Return the pins and the existing pairs that can be pinned beside them."""
    told = {pin.mentee for pin in problem.pinned}
    possible = [pair for pair in _possible(problem) if pair.mentee not in told]
    held = Counter(pair.mentor for pair in (*possible, *problem.pinned))
    places = {mentor.id: mentor.capacity for mentor in problem.mentors}
    kept = (pair for pair in possible if held[pair.mentor] <= places[pair.mentor])
    return (*problem.pinned, *kept)
