"""A first proposal that keeps the rules of groups: from the pins, and from what the plain flow suggests."""

import numpy as np
from ortools.sat.python import cp_model

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE
from service.matching.solving.exact_model import modelled
from service.matching.solving.face import Face
from service.matching.solving.flow import UnexpectedSolverStatus
from service.matching.solving.groups import Groups
from service.matching.solving.network import Network
from service.matching.solving.ties import in_groups


def held_groups(network: Network, groups: Groups, free: Flags, seed: int) -> Numbers | None:
    """Return groups that together let all pins be kept, or None if no groups do.

    Who is pinned to a mentor without a pair being possible needs a group, and the group its least size. The
    question is small: it is asked about pinned mentees and those who could join them, without a limit.
    Raises: UnexpectedSolverStatus.
    """
    face = _around_pins(network, groups, free)
    if face is None:
        return np.zeros(0, dtype=np.int64)
    made = modelled(face, in_groups(network), ceilings=(), start=None, groups=groups)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    status = solver.solve(made.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise UnexpectedSolverStatus(f"CP-SAT: {solver.status_name(status)}")
    chosen = made.flow(list(solver.response_proto.solution))[network.pairs]
    return np.flatnonzero(groups.sizes(chosen))


def _around_pins(network: Network, groups: Groups, free: Flags) -> Face | None:
    """Return the flows between the mentors who hold a pin and those who can join their groups."""
    candidates = network.candidates
    pinned = ~free[network.unmatched][candidates.mentee] & free[network.pairs]
    if not pinned.any():
        return None
    leads = np.zeros(len(network.problem.mentors), dtype=np.bool_)
    leads[candidates.mentor[pinned]] = True
    near = free.copy()
    near[network.pairs] &= pinned | (leads[candidates.mentor] & (groups.of != SINGLE))
    return Face(network, near, np.zeros(len(free), dtype=np.bool_))


def suggested(groups: Groups, chosen: Flags, held: Numbers) -> Numbers:
    """Return for every mentor who leads group members in the plain flow the theme that most of them have.

    A mentor whose group is held keeps that one.
    """
    sizes = groups.sizes(chosen)
    sizes[held] = len(chosen) + 1
    order = np.lexsort((np.arange(len(groups)), -sizes, groups.mentor))
    order = order[sizes[order] > 0]
    first = np.unique(groups.mentor[order], return_index=True)[1]
    return np.sort(order[first])
