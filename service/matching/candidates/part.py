"""The part of a problem around one person: everybody who is connected with him by allowed pairs."""

from collections.abc import Iterable
from typing import TypeVar

from service.matching.candidates.components import Part, parts
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import Excluded, Pair, Problem

_Named = TypeVar("_Named", bound=Pair)


def part_of(problem: Problem, mentee: str) -> Problem:
    """Return the problem of those who share allowed mentors with a mentee, directly or through others.

    Without tolerance what is best, what a change costs and who moves is the same in the part as in the whole.
    A mentee who has no allowed mentor is a part by himself. Raises: KeyError for an unknown mentee.
    """
    position = problem.mentee_index[mentee]
    allowed = candidates(Eligibility.of(problem))
    found = parts(allowed, mentees=len(problem.mentees), mentors=len(problem.mentors))
    own = next((part for part in found if position in part.mentees), None)
    return _alone(problem, mentee) if own is None else _restricted(problem, own)


def _restricted(problem: Problem, part: Part) -> Problem:
    mentees = {problem.mentees[i].id for i in part.mentees.tolist()}
    return _among(problem, mentees, {problem.mentors[i].id for i in part.mentors.tolist()})


def _alone(problem: Problem, mentee: str) -> Problem:
    return _among(problem, {mentee}, set())


def _among(problem: Problem, mentees: set[str], mentors: set[str]) -> Problem:
    def within(pairs: Iterable[_Named]) -> tuple[_Named, ...]:
        return tuple(pair for pair in pairs if pair.mentee in mentees and pair.mentor in mentors)

    def known(found: Iterable[Excluded]) -> tuple[Excluded, ...]:
        return tuple(one for one in found if one.id in mentees | mentors)

    return problem.replace(
        mentees=tuple(person for person in problem.mentees if person.id in mentees),
        mentors=tuple(person for person in problem.mentors if person.id in mentors),
        interest=within(problem.interest),
        fit=None if problem.fit is None else within(problem.fit),
        pinned=within(problem.pinned),
        forbidden=within(problem.forbidden),
        current=within(problem.current),
        excluded=known(problem.excluded),
    )
