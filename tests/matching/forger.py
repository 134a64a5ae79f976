"""Problems with their right proposals, and what a careful forger needs to make wrong ones of them."""

from collections.abc import Iterable, Iterator
from functools import cache

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import Candidates, candidates, terms_of
from service.matching.checking.board import Board
from service.matching.checking.branch import key_of
from service.matching.checking.pairs import UNKNOWN, Placed
from service.matching.checking.stages import Stages
from service.matching.explaining.explain import explain
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Achieved, Proposal, ProposedPair
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import Document, banks, rated, seeded
from tests.matching.random_groups import grouped


class Case:
    """A problem with its right proposal, and what a forger needs to know."""

    def __init__(self, name: str, made: Problem) -> None:
        self.name, self.problem, self.right = name, made, propose(made)
        self.eligibility = Eligibility.of(made)
        self.candidates: Candidates = candidates(self.eligibility)
        self.board = Board.of(made, self.candidates)
        self.stages = Stages.of(self.board)
        self.key = self.key_of_pairs(self.right)
        self.taken = {pair.mentee for pair in self.right.pairs}

    def key_of_pairs(self, proposal: Proposal) -> tuple[int, ...] | None:
        """The values of the goals that the pairs have, larger is better, or None if they are impossible."""
        placed = Placed.of(self.problem, self.candidates, proposal)
        if (placed.candidate == UNKNOWN).any():
            return None
        return key_of(self.board, placed.chosen(self.candidates), self.stages.pursued)

    def forged(self, proposal: Proposal) -> Proposal | None:
        """The proposal with every number and reason as its pairs make them, or None if it is not worse."""
        key = self.key_of_pairs(proposal)
        if key is None or self.key is None or key >= self.key:
            return None
        placed = Placed.of(self.problem, self.candidates, proposal)
        values = self.board.values(placed.chosen(self.candidates))
        goals = tuple(
            Achieved(name=g.name, direction=g.direction, value=values[g.name], bound=values[g.name])
            for g in proposal.goals
        )
        pairs = [pair.people() for pair in proposal.pairs]
        left = explain(self.eligibility, self.candidates, pairs, proposal.groups)
        return proposal.replace(goals=goals, unmatched=left)

    def pair(self, position: int) -> ProposedPair:
        """A candidate as a single pair, with right points."""
        here = slice(position, position + 1)
        mentee, mentor = self.candidates.mentee[here], self.candidates.mentor[here]
        return ProposedPair(
            mentee=self.problem.mentees[int(mentee[0])].id,
            mentor=self.problem.mentors[int(mentor[0])].id,
            points=int(self.candidates.points[position]),
            terms=terms_of(self.eligibility, mentee, mentor)[0],
        )


def _documents() -> Iterator[tuple[str, Document]]:
    for seed in (0, 1, 2, 3):
        yield f"given {seed}", rated(seeded(seed), mentors=4, mentees=7, degree=3)
        yield f"tolerance {seed}", rated(seeded(9 + seed), mentors=4, mentees=7, degree=3, fit_tolerance=0.1)
    for seed in (11, 12, 13, 14, 15, 16):
        yield f"pairs {seed}", banks(seeded(seed), mentors=6, mentees=8)
        yield f"repair {seed}", banks(seeded(40 + seed), mentors=6, mentees=8) | {"mode": "repair"}
    for seed in (73, 76, 82, 88, 90, 91, 92, 95):
        yield f"groups {seed}", grouped(seeded(seed), mentors=5, mentees=9)


@cache
def cases() -> tuple[Case, ...]:
    """The cases that have pairs; of those with groups only such in which a group is proposed."""
    made = [Case(name, problem_from(value)) for name, value in _documents()]
    return tuple(case for case in made if len(case.right.pairs) >= 2 and _has_groups(case))


def _has_groups(case: Case) -> bool:
    return bool(case.right.groups) or not case.name.startswith("groups")


def with_pairs(right: Proposal, pairs: Iterable[ProposedPair]) -> Proposal:
    """The proposal with other pairs and nothing else changed."""
    return right.replace(pairs=tuple(pairs))


def worse(case: Case, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Those of the proposals that are possible but worse, with every number and reason made right."""
    for proposal in proposals:
        forged = case.forged(proposal)
        if forged is not None:
            yield forged
