"""The shadow price of a competency and of a place: which training, or which place more, would help most.

The quick bounds of ``promise.py`` say whom to try; whoever is told was solved anew, so that the gains are
exact. When the next bound is below what the last one told gained, nobody who was not tried can be better.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.pins import contradictions
from service.matching.candidates.score import candidates
from service.matching.formats.problem import PROPOSE, Mentor, Problem
from service.matching.pricing.promise import Promises
from service.matching.propose import Progress, silent
from service.matching.solving.solve import solve

GOALS = ("matched", "overdue", "fit")
"""The goals that a training or a place can be good for, in their order."""

STAGES = ("eligible", "solve", "trainings", "places", "done")
"""The stages that ``progress`` hears of; "trainings" and "places" once before each change that is tried."""


class NothingToImprove(ValueError):  # noqa: N818 - named after the fact
    """There is no proposal: the pins contradict the rules."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A goal with its best value as things are and after the change."""

    goal: str
    before: int
    after: int

    @property
    def by(self) -> int:
        """How much is gained; below 0 where a goal gives way to an earlier one."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Improvement:
    """A change of one mentor and what the best proposal gains by it, goal by goal.

    With a ``competency`` it is a training up to ``level`` 1..3, otherwise one more place.
    """

    mentor: str
    gains: tuple[Gain, ...]
    competency: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """The changes that gain most, the best first; ``proven``: no other single change gains more."""

    improvements: tuple[Improvement, ...]
    proven: bool


def best_trainings(problem: Problem, *, count: int = 3, tries: int | None = None) -> Advice:
    """Return which one competency more, or one level more, of which mentor would gain most.

    Only competencies that somebody requests are looked at. At most ``tries`` problems are solved anew (24, or
    6 where groups are led: they take longer, and the bounds, which forget their sizes, say less).
    Raises: NothingToImprove, UnexpectedSolverStatus.
    """
    search = _Search.of(problem)
    return search.best(search.trainings(), count=count, tries=tries)


def best_places(problem: Problem, *, count: int = 3, tries: int | None = None) -> Advice:
    """Return with which mentor one more place would gain most.

    At most ``tries`` problems are solved anew (24, or 6 where groups are led).
    Raises: NothingToImprove, UnexpectedSolverStatus.
    """
    search = _Search.of(problem)
    return search.best(search.places(), count=count, tries=tries)


def best_improvements(
    problem: Problem, *, count: int = 3, tries: int | None = None, progress: Progress | None = None
) -> tuple[Advice, Advice]:
    """Return the best trainings and the best places; what both are compared with is found once.

    ``progress`` hears of the stages, each change that may be tried being as much work as any other; a search
    that ends early leaves the rest of its share behind. Raises: NothingToImprove, UnexpectedSolverStatus.
    """
    tell = progress or silent
    search = _Search.of(problem, tell=tell)
    trainings, places = search.trainings(), search.places()
    before = _RULES + 1
    between = before + search.most_tried(trainings, tries)
    whole = between + search.most_tried(places, tries)
    found = (
        search.best(
            trainings,
            count=count,
            tries=tries,
            told=lambda tried: tell("trainings", (before + tried) / whole),
        ),
        search.best(
            places, count=count, tries=tries, told=lambda tried: tell("places", (between + tried) / whole)
        ),
    )
    tell("done", 1.0)
    return found


def _unheard(_tried: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class _Option:
    """A change of one mentor that may bring ``bound`` at most."""

    bound: int
    mentor: int
    competency: str | None = None


@dataclass(frozen=True, slots=True)
class _Search:
    problem: Problem
    promises: Promises
    before: Mapping[str, int]

    @classmethod
    def of(cls, problem: Problem, *, tell: Progress = silent) -> "_Search":
        tell("eligible", 0.0)
        limits = replace(problem.limits, fit_tolerance=0.0)
        goals = tuple(goal for goal in GOALS if goal in problem.goals)
        asked = problem.replace(goals=goals, limits=limits, mode=PROPOSE)
        eligibility = Eligibility.of(asked)
        allowed = candidates(eligibility)
        if contradictions(eligibility, allowed):
            raise NothingToImprove
        tell("solve", _RULES / (_RULES + 1 + 2 * _TRIES))
        promises = Promises.of(eligibility, allowed, goals)
        before = _values(asked) if promises.candidates.themes else promises.values
        return cls(asked, promises, before)

    @property
    def _gap(self) -> int:
        """By how much sizes of groups keep the proposal from what the bounds are told for."""
        return self.promises.value - self._weight(self.before)

    def _weight(self, values: Mapping[str, int]) -> int:
        return sum(unit * values[goal] for goal, unit in self.promises.units.items())

    def trainings(self) -> list[_Option]:
        """Return what may be learnt; nothing where the points are given."""
        if self.problem.fit is not None:
            return []
        found = self.promises.of_trainings()
        return _promising(_Option(bound + self._gap, mentor, code) for (mentor, code), bound in found.items())

    def places(self) -> list[_Option]:
        found = self.promises.of_places()
        options = [_Option(bound + self._gap, mentor) for mentor, bound in found.items()]
        options += [
            _Option(_ANYTHING, position)
            for position, mentor in enumerate(self.problem.mentors)
            if not mentor.group_sizes and _with_place(mentor).group_sizes
        ]
        return _promising(options)

    def most_tried(self, options: Sequence[_Option], tries: int | None) -> int:
        usual = _TRIES_WITH_GROUPS if self.promises.candidates.themes else _TRIES
        return min(len(options), usual if tries is None else tries)

    def best(
        self,
        options: Sequence[_Option],
        *,
        count: int,
        tries: int | None,
        told: Callable[[int], None] = _unheard,
    ) -> Advice:
        """Try the most promising first; ``told`` hears how many were tried before each."""
        found: list[tuple[int, int, str, Improvement]] = []
        proven, most = True, self.most_tried(options, tries)
        for tried, option in enumerate(options):
            if len(found) >= count and -found[count - 1][0] >= option.bound:
                break
            if tried == most:
                proven = False
                break
            told(tried)
            gained, improvement = self._tried(option)
            if gained > 0:
                found.append((-gained, option.mentor, option.competency or "", improvement))
                found.sort(key=lambda entry: entry[:3])
        return Advice(tuple(entry[-1] for entry in found[:count]), proven)

    def _tried(self, option: _Option) -> tuple[int, Improvement]:
        """Solve anew with the change."""
        mentor = self.problem.mentors[option.mentor]
        level = None
        changed = _with_place(mentor)
        if option.competency is not None:
            level = mentor.competencies.get(option.competency, 0) + 1
            changed = replace(mentor, competencies={**mentor.competencies, option.competency: level})
        others = [other for other in self.problem.mentors if other.id != mentor.id]
        after = _values(self.problem.replace(mentors=(*others, changed)))
        gains = tuple(Gain(goal, value, after[goal]) for goal, value in self.before.items())
        gained = self._weight(after) - self._weight(self.before)
        return gained, Improvement(mentor.id, gains, option.competency, level)


_ANYTHING = 2**62
_TRIES, _TRIES_WITH_GROUPS = 24, 6

_RULES = 0.3
"""The work of checking the rules, where solving once is 1."""


def _promising(options: Iterable[_Option]) -> list[_Option]:
    """Return the options with the largest bounds first."""
    return sorted(options, key=lambda option: (-option.bound, option.mentor, option.competency or ""))


def _with_place(mentor: Mentor) -> Mentor:
    return replace(mentor, capacity=mentor.capacity + 1)


def _values(problem: Problem) -> dict[str, int]:
    eligibility = Eligibility.of(problem)
    allowed = candidates(eligibility)
    solution = None if contradictions(eligibility, allowed) else solve(problem, allowed)
    if solution is None:
        raise NothingToImprove
    return {achieved.name: achieved.value for achieved in solution.goals}
