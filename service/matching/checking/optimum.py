"""The second method: whether any other proposal is better, found out by exchanges and cases.

It knows nothing of prices and nothing of the solver. What is too large for it is left to the certificate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.matching.candidates.columns import Flags
from service.matching.checking.board import Board
from service.matching.checking.branch import Floor, search
from service.matching.checking.prices import Certified
from service.matching.checking.proof import best, better, in_64_bits
from service.matching.checking.stages import Stages, beyond
from service.matching.checking.violation import Violation
from service.matching.formats.proposal import OPTIMAL, Proposal
from service.matching.words import GOALS

_MOST_CANDIDATES = 20_000
_FEW_CANDIDATES = 500
_EXCHANGES = 3_000_000
"""Exchanges times candidates until a task is called too large."""


@dataclass(frozen=True, slots=True)
class Anew:
    """What is wrong with an optimum, and the goals whose best value was too large a task to prove anew."""

    violations: tuple[Violation, ...] = ()
    unproven: tuple[str, ...] = ()


def prove_anew(board: Board, chosen: Flags, stages: Stages, certified: Certified, proposal: Proposal) -> Anew:
    """Prove the goals once more if that is not too large a task; else prices alone prove them."""
    left = tuple(goal for goal in stages.order if goal not in certified.reached)
    task, small = _Task(board, chosen, stages, proposal, left), len(chosen) <= _MOST_CANDIDATES
    if stages.groups:
        return task.with_groups() if small else Anew(unproven=left)
    if small or in_64_bits(board, stages.first):
        worse = tuple(task.improvable(better(board, chosen, stages.first), stages.first))
        if worse or not stages.then:
            return Anew(worse, left)
    return task.tolerant(certified.limits.get("fit")) if small and stages.then else Anew(unproven=left)


@dataclass(frozen=True, slots=True)
class _Task:
    """A proposal whose goals are to be proven; ``left`` are those that the prices do not prove."""

    board: Board
    chosen: Flags
    stages: Stages
    proposal: Proposal
    left: tuple[str, ...]

    def tolerant(self, certified: int | None) -> Anew:
        """Prove the floor under the fit, of which the certificate names the best, and the goals after it."""
        attempts = _EXCHANGES // (len(self.chosen) + 1)
        fittest = best(self.board, self.chosen, (*self.stages.first, "fit"), attempts=attempts)
        if fittest is None:
            return Anew(unproven=self.left)
        most = self.board.values(fittest)["fit"]
        if certified is not None and certified != most:
            path = f"$.certificate[{len(self.stages.first)}]"
            return Anew((Violation(path, "certificate", f"наибольшая сумма баллов другая: {most}"),))
        return self._coupled(Floor(self.stages.floor(most), self.stages.first))

    def with_groups(self) -> Anew:
        """Prove the goals over the sizes of groups; under a tolerance the best fit with groups is the floor.

        If that is not proven in the proposal, the floor is not either, and nothing can be said.
        """
        if not self.stages.then:
            return self._coupled(None)
        goals = (*self.stages.first, "fit")
        top = search(self.board, self.chosen, goals)
        if top.best is None or not top.complete or self.proposal.status != OPTIMAL:
            return Anew(unproven=self.left)
        worse = tuple(self.improvable(top.best, self.stages.first))
        floor = Floor(self.stages.floor(self.board.values(top.best)["fit"]), self.stages.first)
        fit = self.board.values(self.chosen)["fit"]
        if not worse and fit < floor.fit:
            message = f"сумма баллов {fit} меньше допустимой {floor.fit}"
            worse = (Violation(f"{self.stages.path('fit')}.value", "below_tolerance", message),)
        return Anew(worse) if worse else self._coupled(floor)

    def _coupled(self, floor: Floor | None) -> Anew:
        """Prove all goals of a proposal that is the best, or the bound of the first that is not proven."""
        goals = self.stages.pursued
        if self.proposal.status != OPTIMAL:
            return Anew(tuple(self._gap(floor)), self.left)
        outcome = search(self.board, self.chosen, goals, floor=floor, once=True)
        worse = tuple(self.improvable(outcome.best, goals))
        return Anew(worse, () if outcome.complete else self.left)

    def _gap(self, floor: Floor | None) -> Iterator[Violation]:
        """Look for pairs beyond the bound of the first goal that is not proven, if there are not many."""
        stored = {goal.name: goal for goal in self.proposal.goals}
        goals = self.stages.pursued
        first = next(i for i, goal in enumerate(goals) if stored[goal].value != stored[goal].bound)
        if len(self.chosen) > _FEW_CANDIDATES:
            return
        found = search(self.board, self.chosen, goals[: first + 1], floor=floor).best
        worse = tuple(self.improvable(found, goals[:first]))
        yield from worse
        if found is None or worse:
            return
        goal, value = goals[first], self.board.values(found)[goals[first]]
        if beyond(goal, value, stored[goal].bound):
            message = f"за эту границу можно выйти: бывает {value}"
            yield Violation(f"{self.stages.path(goal)}.bound", "bound", message)

    def improvable(self, found: Flags | None, goals: Sequence[str]) -> Iterator[Violation]:
        """Say in which of the goals, in their order, other pairs are better than the chosen ones."""
        if found is None:
            return
        now, then = self.board.values(self.chosen), self.board.values(found)
        goal = next((goal for goal in goals if now[goal] != then[goal]), None)
        if goal is not None:
            message = f"{GOALS[goal]}: бывает лучше, {then[goal]} вместо {now[goal]}"
            yield Violation(f"{self.stages.path(goal)}.bound", "not_optimal", message)
