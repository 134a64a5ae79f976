"""The CP-SAT model of the flows that are still possible, with ceilings and with the rules of groups.

Everything goes straight into the protocol buffer, which is many times faster than operators.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from service.matching.candidates.columns import Flags, Numbers
from service.matching.solving.face import Face
from service.matching.solving.flow import UnexpectedSolverStatus
from service.matching.solving.groups import Groups
from service.matching.solving.network import Network
from service.matching.solving.relax import Ceiling

_NO_LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class Model:
    """A model with one variable per free arc that matters, in the order of ``arcs``, then one per group."""

    face: Face
    model: cp_model.CpModel
    arcs: Numbers

    def flow(self, solution: Sequence[int]) -> Flags:
        """Return the flow of a solution: the variables of the candidates tell all the rest."""
        taken = self.face.used[self.face.network.pairs].copy()
        chosen = np.array(solution[: len(self.arcs)], dtype=np.int64) > 0
        among = self.arcs < len(taken)
        taken[self.arcs[among & chosen]] = True
        return self.face.network.flow_of(taken)


def modelled(
    face: Face, cost: Numbers, *, ceilings: Sequence[Ceiling], start: Flags | None, groups: Groups | None
) -> Model:
    """Return the model that minimises a cost over the flows of the face below the ceilings.

    Raises: UnexpectedSolverStatus.
    """
    counted = cost != 0
    for ceiling in ceilings:
        counted |= ceiling.cost != 0
    counted[: face.network.unmatched.stop] = True
    arcs = np.flatnonzero(face.free & counted)
    model = cp_model.CpModel()
    proto = model.proto
    _add_choices(proto, len(arcs) + (len(groups) if groups else 0))
    _add_balance(proto, face, arcs)
    if groups is not None:
        _add_groups(proto, face, arcs, groups)
    for ceiling in ceilings:
        rest = ceiling.most - int(ceiling.cost[face.used].sum())
        _add_linear(proto, ceiling.cost[arcs], [-_NO_LIMIT, rest])
    paid = np.flatnonzero(cost[arcs])
    proto.objective.vars.extend(paid.tolist())
    proto.objective.coeffs.extend(cost[arcs][paid].tolist())
    if start is not None:
        proto.solution_hint.vars.extend(range(len(arcs)))
        proto.solution_hint.values.extend(start[arcs].astype(np.int64).tolist())
        _hint_groups(proto, face.network, len(arcs), start, groups)
    invalid = model.validate()
    if invalid:
        raise UnexpectedSolverStatus(f"CP-SAT: MODEL_INVALID for {face.network.nodes} nodes: {invalid}")
    return Model(face, model, arcs)


def _add_choices(proto: cp_model.CpModelProto, count: int) -> None:
    """Add variables that are 0 or 1: copies of one, which is three times as fast as one after the other."""
    if count:
        choice = proto.variables.add()
        choice.domain.extend([0, 1])
        proto.variables.extend([choice] * (count - 1))


def _add_balance(proto: cp_model.CpModelProto, face: Face, arcs: Numbers) -> None:
    """What enters a node leaves it; the sink follows from the others, and so do places that cost nothing."""
    network = face.network
    supplies = network.supplies()
    np.subtract.at(supplies, network.tails[face.used], 1)
    np.add.at(supplies, network.heads[face.used], 1)
    loose = face.free.copy()
    loose[arcs] = False
    spare = np.bincount(network.tails[loose], minlength=network.nodes)
    out_of, into = _by_node(network.tails[arcs], network.nodes), _by_node(network.heads[arcs], network.nodes)
    for node in range(network.nodes - 1):
        leaving, entering = out_of[node], into[node]
        if leaving or entering:
            row = proto.constraints.add().linear
            row.vars.extend(leaving + entering)
            row.coeffs.extend([1] * len(leaving) + [-1] * len(entering))
            row.domain.extend([int(supplies[node] - spare[node]), int(supplies[node])])


def _add_groups(proto: cp_model.CpModelProto, face: Face, arcs: Numbers, groups: Groups) -> None:
    """M-4: a group that is led has its least to its greatest size, and a mentor leads at most one."""
    first = len(arcs)
    pairs = arcs[arcs < len(groups.of)]
    joins = groups.of[pairs]
    members = _by_node(joins + 1, len(groups) + 1)[1:]
    used = groups.sizes(face.used[face.network.pairs])
    for group in range(len(groups)):
        led, joining, there = first + group, members[group], int(used[group])
        if there:
            proto.variables[led].domain[0] = 1
        for coefficient, domain in (
            (-int(groups.least[group]), [-there, _NO_LIMIT]),
            (-int(groups.most[group]), [-_NO_LIMIT, -there]),
        ):
            row = proto.constraints.add().linear
            row.vars.extend([*joining, led])
            row.coeffs.extend([1] * len(joining) + [coefficient])
            row.domain.extend(domain)
        for member in joining:
            proto.constraints.add().bool_or.literals.extend([-member - 1, led])
    for own in _by_node(groups.mentor, len(face.network.problem.mentors)):
        if len(own) > 1:
            proto.constraints.add().at_most_one.literals.extend([first + group for group in own])


def _hint_groups(
    proto: cp_model.CpModelProto, network: Network, first: int, start: Flags, groups: Groups | None
) -> None:
    if groups is not None:
        led = groups.sizes(start[network.pairs]) > 0
        proto.solution_hint.vars.extend(range(first, first + len(groups)))
        proto.solution_hint.values.extend(led.astype(np.int64).tolist())


def _by_node(nodes: Numbers, count: int) -> list[list[int]]:
    order = np.argsort(nodes, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(nodes, minlength=count))[:-1])
    return [part.tolist() for part in parts]


def _add_linear(proto: cp_model.CpModelProto, cost: Numbers, domain: list[int]) -> None:
    paid = np.flatnonzero(cost)
    row = proto.constraints.add().linear
    row.vars.extend(paid.tolist())
    row.coeffs.extend(cost[paid].tolist())
    row.domain.extend(domain)
