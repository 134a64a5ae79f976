"""Questions about a matching problem, each with its own answer: what the limited process is asked.

They name people by their ids, as the problem does; nothing personal goes into them.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar

import msgspec

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.explaining.hall import HallSet, hall_sets
from service.matching.explaining.reach import Seating
from service.matching.explaining.stability import BlockingPair, blocking_pairs
from service.matching.formats.problem import Pair, Problem
from service.matching.formats.proposal import Proposal
from service.matching.meetings.plan import MeetingPlan
from service.matching.meetings.plan_meetings import plan_meetings
from service.matching.pricing.alternatives import Shortlist, nearest_mentees, nearest_mentors
from service.matching.pricing.k_best import NoOrder, Ranked, TooManyMentees, k_best
from service.matching.pricing.loss import Price
from service.matching.pricing.price import Prices
from service.matching.pricing.repair import Repair, repair, without_mentee, without_mentor
from service.matching.pricing.tolerance import Point, curve
from service.matching.pricing.training import Advice, best_improvements
from service.matching.propose import propose

MANY, SMALL, TINY = 3000, 300, 50
"""Mentees below which an answer takes less time than the half second in which a process starts.

``MANY`` holds where the pairs are only looked through, ``SMALL`` for plain flows, ``TINY`` where groups or a
tolerance may need a search.
"""

OF_THE_RUN: Final = frozenset({"proposal", "pairs"})
"""What questions take along of the run that they are about."""

Answer = TypeVar("Answer")
Progress = Callable[[str, float], None]
Pairs = tuple[Pair, ...]
Refusal = Literal["no order", "too many"]


class Question(msgspec.Struct, Generic[Answer], frozen=True, tag=True):
    """What is asked about a problem; ``SEARCHES``: the answer takes a search even without groups."""

    SEARCHES: ClassVar[bool] = False

    def answer(self, problem: Problem) -> Answer:
        """Find the answer in this process."""
        raise NotImplementedError

    def answer_telling(self, problem: Problem, progress: Progress) -> Answer:  # noqa: ARG002 - there are none
        """Find the answer; ``progress`` hears of the stages, where there are any."""
        return self.answer(problem)

    def is_small(self, problem: Problem) -> bool:
        """Whether the answer comes at once and cannot outgrow its memory."""
        coupled = problem.limits.fit_tolerance > 0 or any(mentor.group for mentor in problem.mentors)
        return len(problem.mentees) < (TINY if coupled or self.SEARCHES else SMALL)

    def parameters(self) -> dict[str, Any]:
        """What is asked, without what the run that it is asked about says itself."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in OF_THE_RUN}

    def answer_type(self) -> Any:  # noqa: ANN401 - any type that msgspec reads
        """The type in which the answer is read again."""
        return type(self).answer.__annotations__["return"]


class Propose(Question[Proposal], frozen=True):
    """The question which pairs and groups are the best."""

    def answer(self, problem: Problem) -> Proposal:
        """Return the proposal."""
        return propose(problem)

    def answer_telling(self, problem: Problem, progress: Progress) -> Proposal:
        """Return the proposal and tell the stages."""
        return propose(problem, progress=progress)


class PriceOf(Question[Price], frozen=True, kw_only=True):
    """The question what it costs to have a pair, or to do without it."""

    proposal: Proposal
    mentee: str
    mentor: str

    def answer(self, problem: Problem) -> Price:
        """Return the price of the pair."""
        return Prices.timely(problem=problem, proposal=self.proposal).cell(
            mentee=self.mentee, mentor=self.mentor
        )


class NearestTo(Question[Shortlist], frozen=True, kw_only=True):
    """The question whom else a mentee or a mentor could have."""

    proposal: Proposal
    person: str
    most: int

    def answer(self, problem: Problem) -> Shortlist:
        """Return the nearest ones with their prices."""
        prices = Prices.timely(problem=problem, proposal=self.proposal)
        nearest = nearest_mentors if self.person in problem.mentee_index else nearest_mentees
        return nearest(prices, self.person, most=self.most)


class BestFew(Question["tuple[Ranked, ...] | Refusal"], frozen=True, kw_only=True):
    """The question which distributions are the best, the next best and so on."""

    SEARCHES = True
    count: int

    def answer(self, problem: Problem) -> tuple[Ranked, ...] | Refusal:
        """Return them, or why there is no such order."""
        try:
            return k_best(problem, k=self.count)
        except NoOrder:
            return "no order"
        except TooManyMentees:
            return "too many"


class ToleranceCurve(Question[tuple[Point, ...]], frozen=True):
    """The question what each tolerance gives away and brings."""

    SEARCHES = True

    def answer(self, problem: Problem) -> tuple[Point, ...]:
        """Return a point for each of a few tolerances."""
        return curve(problem)

    def answer_telling(self, problem: Problem, progress: Progress) -> tuple[Point, ...]:
        """Return the points and tell how many of them lie behind."""
        return curve(problem, progress=progress)


class Departure(Question[Repair], frozen=True, kw_only=True):
    """The question what would change if somebody left."""

    pairs: Pairs
    person: str
    frozen: bool

    def answer(self, problem: Problem) -> Repair:
        """Return the repair of the pairs."""
        is_mentor = any(mentor.id == self.person for mentor in problem.mentors)
        left = (without_mentor if is_mentor else without_mentee)(problem, self.person)
        return repair(left, pairs=self.pairs, frozen=self.frozen)


class Bottlenecks(Question[tuple[HallSet, ...]], frozen=True):
    """The question where there are more requests than places."""

    pairs: Pairs

    def is_small(self, problem: Problem) -> bool:
        """Whether the pairs are looked through at once."""
        return len(problem.mentees) < MANY

    def answer(self, problem: Problem) -> tuple[HallSet, ...]:
        """Return the requests that hang on too few places."""
        seating = Seating.of(problem, self.pairs)
        return hall_sets(problem, candidates(Eligibility.of(problem)), seating)


class MissedWishes(Question[tuple[BlockingPair, ...]], frozen=True):
    """The question who would both rather have each other."""

    pairs: Pairs

    def is_small(self, problem: Problem) -> bool:
        """Whether the pairs are looked through at once."""
        return len(problem.mentees) < MANY

    def answer(self, problem: Problem) -> tuple[BlockingPair, ...]:
        """Return the pairs of mutual interest that were passed over."""
        return blocking_pairs(problem, candidates(Eligibility.of(problem)), self.pairs)


class Improvements(Question[tuple[Advice, Advice]], frozen=True, kw_only=True):
    """The question which training, and one place more with whom, would help most."""

    most: int

    def answer(self, problem: Problem) -> tuple[Advice, Advice]:
        """Return the trainings and the places."""
        return best_improvements(problem, count=self.most)

    def answer_telling(self, problem: Problem, progress: Progress) -> tuple[Advice, Advice]:
        """Return them and tell how many changes were tried."""
        return best_improvements(problem, count=self.most, progress=progress)


class PlanMeetings(Question[MeetingPlan], frozen=True, kw_only=True):
    """The question who meets whom in which of so many rounds (1..100)."""

    SEARCHES = True
    rounds: int

    def answer(self, problem: Problem) -> MeetingPlan:
        """Return the plan of speed meetings."""
        return plan_meetings(problem, rounds=self.rounds)


AnyQuestion = (
    Propose
    | PriceOf
    | NearestTo
    | BestFew
    | ToleranceCurve
    | Departure
    | Bottlenecks
    | MissedWishes
    | Improvements
    | PlanMeetings
)
PROPOSE: Final = Propose()
