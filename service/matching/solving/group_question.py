"""A part of the people with its groups, its goals in their order and the best flow without group sizes."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.components import Part
from service.matching.solving.alone import alone
from service.matching.solving.face import Face
from service.matching.solving.groups import Groups
from service.matching.solving.mentee_prices import Duty
from service.matching.solving.network import Network


@dataclass(frozen=True)
class Question:
    """Which groups there should be, so that the goals (by name, with costs per arc) are best."""

    network: Network
    groups: Groups
    free: Flags
    """The arcs that may be used."""
    names: tuple[str, ...]
    costs: tuple[Numbers, ...]
    plain: Flags
    """The flow that is best for the goals when groups may have any size."""

    @property
    def face(self) -> Face:
        """All flows."""
        return Face(self.network, self.free, np.zeros(len(self.free), dtype=np.bool_))

    def of_part(self, part: Part) -> Self:
        """Return the same question about one part of the people."""
        network, arcs = alone(self.network, part)
        return replace(
            self,
            network=network,
            groups=Groups.among(network.problem, network.candidates),
            free=self.free[arcs],
            costs=tuple(cost[arcs] for cost in self.costs),
            plain=self.plain[arcs],
        )

    def value(self, flow: Flags) -> tuple[int, ...]:
        """Return the cost of a flow by goal."""
        return tuple(int(cost[flow].sum()) for cost in self.costs)

    def fit(self, flow: Flags) -> int:
        """Return the total fit of a flow."""
        return -self.value(flow)[self.names.index("fit")]

    def worth(self, flow: Flags) -> int:
        """Return what a flow is worth for all goals up to the fit, beside one that leaves everybody alone."""
        return int(self.cost[self.network.unmatched].sum()) - int(self.cost[flow].sum())

    def led(self, flow: Flags) -> Numbers:
        """Return the groups that a flow leads."""
        return np.flatnonzero(self.groups.sizes(flow[self.network.pairs]))

    @property
    def first(self) -> tuple[str, ...]:
        """The goals up to the fit."""
        return self.names[: self.names.index("fit") + 1] if "fit" in self.names else self.names

    @cached_property
    def weights(self) -> dict[str, int]:
        """Weights for the goals up to the fit that put an earlier one before a later one.

        Each goal weighs twice the greatest cost of an arc in the goals after it: a small reward that nearly
        always suffices, and keeps the numbers small.
        """
        total, weights = np.zeros(len(self.free), dtype=np.int64), dict[str, int]()
        for name, cost in reversed(tuple(zip(self.names, self.costs, strict=True))):
            if name in self.first:
                weights[name] = 2 * int(np.abs(total).max(initial=0)) + 1
                total += weights[name] * cost
        return weights

    @cached_property
    def cost(self) -> Numbers:
        """One cost for the goals up to the fit, by their weights."""
        return self.mixed(self.weights)

    def mixed(self, weights: dict[str, int]) -> Numbers:
        """Return one cost for the weighted goals."""
        total = np.zeros(len(self.free), dtype=np.int64)
        for name, cost in zip(self.names, self.costs, strict=True):
            total += weights.get(name, 0) * cost
        return total

    def duty(self, achieved: tuple[int, ...]) -> Duty:
        """Return how many mentees may be left without a mentor, when that many are by the costs achieved."""
        costs = dict(zip(self.names, achieved, strict=True))
        overdue = self.network.wishes.overdue.astype(np.bool_)
        left = costs["matched"] if "matched" in self.first else len(overdue)
        left_overdue = costs["overdue"] if "overdue" in self.first else int(overdue.sum())
        return Duty(overdue, left, left_overdue)

    def no_duty(self) -> Duty:
        """Return the duty that lets everybody be left without a mentor."""
        mentees = len(self.network.problem.mentees)
        return Duty(np.zeros(mentees, dtype=np.bool_), mentees, 0)

    def open_candidates(self) -> Flags:
        """Return the candidates that may be used."""
        return self.free[self.network.pairs]
