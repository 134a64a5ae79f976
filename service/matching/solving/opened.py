"""The network once it is decided which groups there are: then even sizes of groups are a matter of flow.

A decided group is a node between its members and its mentor; of the arcs that leave it, as many as its least
size are used in any case, and there are no more than its greatest size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.face import Face
from service.matching.solving.flow import least
from service.matching.solving.groups import Groups
from service.matching.solving.network import Network
from service.matching.solving.ties import in_groups, lot, waiting


@dataclass(frozen=True, slots=True)
class Opened(Network):
    """A network with one more node for each decided group, and a last block of arcs out of these nodes."""

    decided: Numbers
    """The decided groups, at most one of each mentor."""
    seat: Numbers
    """For every arc of the last block which member of its group it lets through, from 0."""
    least: Numbers
    """For every arc of the last block the least size of its group."""
    usable: Flags
    """The candidates that are pairs or members of decided groups."""

    @classmethod
    def over(cls, network: Network, groups: Groups, decided: Numbers) -> Self:
        """Return the network in which these groups (indices) may be led and no others."""
        number = np.full(len(groups) + 1, SINGLE, dtype=np.int64)
        number[decided] = np.arange(len(decided))
        joins = number[groups.of]
        member = joins != SINGLE
        wanted = np.minimum(np.bincount(joins[member], minlength=len(decided)), groups.most[decided])
        owner = np.repeat(np.arange(len(decided)), wanted)
        nodes = network.nodes + owner
        heads = network.heads.copy()
        heads[network.pairs][member] = network.nodes + joins[member]
        leader = len(network.problem.mentees) + groups.mentor[decided]
        return cls(
            problem=network.problem,
            candidates=network.candidates,
            tails=np.concatenate([network.tails, nodes]),
            heads=np.concatenate([heads, leader[owner]]),
            place=network.place,
            wishes=network.wishes,
            pins=network.pins,
            decided=decided,
            seat=np.arange(len(owner)) - (np.cumsum(wanted) - wanted)[owner],
            least=groups.least[decided][owner],
            usable=(groups.of == SINGLE) | member,
        )

    @property
    def sink(self) -> int:
        """The node where all units end."""
        return len(self.problem.mentees) + len(self.problem.mentors)

    @property
    def nodes(self) -> int:
        """The number of nodes."""
        return self.sink + 1 + len(self.decided)

    @property
    def places(self) -> slice:
        """The block of arcs that are places of mentors."""
        first = len(self.candidates) + len(self.problem.mentees)
        return slice(first, first + len(self.place))

    @property
    def seats(self) -> slice:
        """The block of arcs that let the members of groups through."""
        return slice(len(self.tails) - len(self.seat), len(self.tails))

    @property
    def group_of_seat(self) -> Numbers:
        """For every arc of the last block its group."""
        result: Numbers = self.decided[self.tails[self.seats] - self.sink - 1]
        return result

    @property
    def must(self) -> Flags:
        """The arcs that are used in any case: so many seats as the least size of each group."""
        must = np.zeros(len(self.tails), dtype=np.bool_)
        must[self.seats] = self.seat < self.least
        return must

    def supplies(self) -> Numbers:
        """Return one unit per mentee and the demand of the sink."""
        supplies = np.zeros(self.nodes, dtype=np.int64)
        supplies[: len(self.problem.mentees)] = 1
        supplies[self.sink] = -len(self.problem.mentees)
        return supplies

    def may_be_used(self, free: Flags) -> Flags:
        """Return the arcs of this network when these arcs of the plain one may be used."""
        result = np.concatenate([free, np.ones(len(self.seat), dtype=np.bool_)])
        result[self.pairs] &= self.usable
        return result

    def paid(self, cost: Numbers) -> Numbers:
        """Return costs of the plain network for this one."""
        return np.concatenate([cost, np.zeros(len(self.seat), dtype=np.int64)])


def filled(
    network: Network,
    groups: Groups,
    free: Flags,
    *,
    decided: Numbers,
    held: Numbers,
    cost: Numbers,
    reward: int,
    once: bool,
) -> Flags:
    """Return the cheapest flow found in which the groups that can be filled are filled.

    Every seat below the least size is rewarded; groups that stay too small are given up, and so again, or
    (``once``) their members are left alone. Held groups, which must be possible together, are filled in any
    case and are the only ones of their mentors.
    Raises: UnexpectedSolverStatus.
    """
    wanted = decided[~np.isin(groups.mentor[decided], groups.mentor[held])]
    left = np.union1d(wanted, held)
    while True:
        opened = Opened.over(network, groups, left)
        must = opened.must
        used = must.copy()
        used[opened.seats] &= np.isin(opened.group_of_seat, held)
        face = Face(opened, opened.may_be_used(free) & ~used, used)
        flow = least(face, opened.paid(cost) - reward * (must & ~used))
        chosen = flow[network.pairs]
        sizes = groups.sizes(chosen)
        small = (sizes > 0) & (sizes < groups.least)
        lonely = chosen & (groups.of != SINGLE) & small[groups.of]
        if not lonely.any():
            return flow[: len(network.tails)]
        if once and free[network.unmatched][network.candidates.mentee[lonely]].all():
            return network.flow_of(chosen & ~lonely)
        left = left[(sizes >= groups.least)[left]]


def pursue_opened(
    network: Network, groups: Groups, free: Flags, *, decided: Numbers, costs: Sequence[Numbers]
) -> Flags:
    """Return the flow that leads exactly these groups and is best by the costs in their order.

    Equal flows are told apart as everywhere: fewer in groups, longer waiting, then a lot.
    Raises: UnexpectedSolverStatus when the groups cannot all be filled.
    """
    opened = Opened.over(network, groups, decided)
    must = opened.must
    face = Face(opened, opened.may_be_used(free) & ~must, must)
    ties = (in_groups(opened), waiting(opened))
    for cost in (*(opened.paid(cost) for cost in costs), *ties):
        if cost[face.free].any():
            face = _cheapest(face, cost)
    flow = least(face, lot(opened, face.free))
    return flow[: len(network.tails)]


def _cheapest(face: Face, cost: Numbers) -> Face:
    """Return all flows on the face that cost the least (complementary slackness)."""
    flow = least(face, cost)
    free = np.flatnonzero(face.free)
    tails, heads, used = face.network.tails[free], face.network.heads[free], flow[free]
    prices = _distances(
        np.where(used, heads, tails),
        np.where(used, tails, heads),
        np.where(used, -1, 1) * cost[free],
        face.network.nodes,
    )
    reduced = cost[free] + prices[tails] - prices[heads]
    still, always = face.free.copy(), face.used.copy()
    still[free] = reduced == 0
    always[free[reduced < 0]] = True
    return Face(face.network, still, always)


def _distances(tails: Numbers, heads: Numbers, cost: Numbers, nodes: int) -> Numbers:
    """Return shortest distances in the residual network of a cheapest flow (Bellman, Ford)."""
    order = np.argsort(heads, kind="stable")
    tails, heads, cost = tails[order], heads[order], cost[order]
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    targets = heads[starts]
    prices = np.zeros(nodes, dtype=np.int64)
    while len(starts):
        best = np.minimum(prices[targets], np.minimum.reduceat(prices[tails] + cost, starts))
        if np.array_equal(best, prices[targets]):
            break
        prices[targets] = best
    return prices
