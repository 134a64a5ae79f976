"""Speed mentoring: many short encounters in rounds, as their own small plan (R-086, A-02).

Most meetings; then evenly among mentees, so that those without any come first; then evenly among mentors;
then most points. Proven by flow (``network.py``) and put into rounds (``rounds.py``); where
somebody takes part both as a mentee and as a mentor, by CP-SAT (``exact.py``).
"""

from hashlib import blake2b
from importlib.metadata import version

import numpy as np
from ortools.graph.python import min_cost_flow

from service.matching.candidates.columns import Flags, Numbers
from service.matching.formats.problem import Problem, digest
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, Achieved, Solver
from service.matching.meetings.encounters import Encounters, possible_partners
from service.matching.meetings.exact import schedule
from service.matching.meetings.network import MEETING_GOALS, MeetingFace, MeetingNetwork
from service.matching.meetings.plan import Meeting, MeetingPlan, Waiting
from service.matching.meetings.rounds import in_order, rounds_of
from service.matching.solving.flow import UnexpectedSolverStatus

_LOTS = 2**29


def plan_meetings(problem: Problem, *, rounds: int) -> MeetingPlan:
    """Return the best plan of at most ``rounds`` rounds (1..100); equal problems get equal plans.

    In a round nobody has more than one meeting, and no two people meet twice.

    Raises: UnexpectedSolverStatus.
    """
    encounters = Encounters.of(problem)
    if encounters.crossed:
        return _searched(encounters, rounds)
    return _plan(encounters, rounds, *_flowed(encounters, rounds))


def _flowed(encounters: Encounters, rounds: int) -> tuple[Numbers, tuple[Achieved, ...]]:
    """Return the round of every possible meeting (0: not held) where nobody stands on both sides."""
    network = MeetingNetwork.of(encounters, rounds=rounds)
    face, goals = MeetingFace.whole(network), list[Achieved]()
    for name, goal in MEETING_GOALS.items():
        face, cost = _optimised(face, goal.cost(network))
        value = goal.value(network, cost)
        goals.append(Achieved(name=name, direction=goal.direction, value=value, bound=value))
    chosen = _least(face, _lot(face))[network.meetings]
    numbers = np.zeros(len(encounters), dtype=np.int64)
    pairs = zip(encounters.mentee[chosen].tolist(), encounters.mentor[chosen].tolist(), strict=True)
    numbers[chosen] = rounds_of(list(pairs))
    return numbers, tuple(goals)


def _searched(encounters: Encounters, rounds: int) -> MeetingPlan:
    """Begin with the plan in which nobody is a mentor who is also a mentee, and look for better ones."""
    one_sided = encounters.one_sided()
    start = np.zeros(len(encounters), dtype=np.int64)
    start[one_sided], _ = _flowed(encounters.part(one_sided), rounds)
    found = schedule(encounters, rounds=rounds, limits=encounters.problem.limits, start=start)
    network = MeetingNetwork.of(encounters, rounds=rounds)
    chosen = found.rounds > 0
    flow, goals = network.flow(chosen), list[Achieved]()
    for name, goal in MEETING_GOALS.items():
        value = goal.value(network, int(goal.cost(network)[flow].sum()))
        bound = found.bounds[name] if goal.direction == "min" else -found.bounds[name]
        goals.append(Achieved(name=name, direction=goal.direction, value=value, bound=bound))
    numbers = np.zeros(len(encounters), dtype=np.int64)
    numbers[chosen] = in_order(found.rounds[chosen].tolist())
    return _plan(encounters, rounds, numbers, tuple(goals), found.stopped_by)


def _optimised(face: MeetingFace, cost: Numbers) -> tuple[MeetingFace, int]:
    """Return all flows of least cost, proven by prices, and that cost."""
    flow = _least(face, cost)
    narrowed = face.proven(cost, flow)
    if narrowed is None:
        raise UnexpectedSolverStatus("min cost flow: the flow is not optimal")
    return narrowed, int(cost[flow].sum())


def _least(face: MeetingFace, cost: Numbers) -> Flags:
    network, free = face.network, np.flatnonzero(face.free)
    supplies = network.supplies()
    np.subtract.at(supplies, network.tails[face.used], 1)
    np.add.at(supplies, network.heads[face.used], 1)
    solver = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(free), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tails[free], network.heads[free], ones, cost[free]
    )
    solver.set_nodes_supplies(np.arange(network.nodes), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise UnexpectedSolverStatus(f"min cost flow: {status.name}")
    flow = face.used.copy()
    flow[free] = solver.flows(arcs) > 0
    return flow


def _lot(face: MeetingFace) -> Numbers:
    """Return a drawn number for each meeting that is still open, from the seed and the ids alone."""
    network = face.network
    encounters, problem = network.encounters, network.encounters.problem
    seed = problem.limits.seed.to_bytes(8, "big")
    cost = np.zeros(len(network.tails), dtype=np.int64)
    for i in np.flatnonzero(face.free[network.meetings]).tolist():
        mentee = problem.mentees[int(encounters.mentee[i])].id.encode()
        mentor = problem.mentors[int(encounters.mentor[i])].id.encode()
        text = b"".join((seed, len(mentee).to_bytes(4, "big"), mentee, mentor))
        cost[i] = int.from_bytes(blake2b(text, digest_size=4).digest(), "big") % _LOTS
    return cost


def _plan(
    encounters: Encounters,
    rounds: int,
    numbers: Numbers,
    goals: tuple[Achieved, ...],
    stopped_by: str | None = None,
) -> MeetingPlan:
    problem = encounters.problem
    meetings = tuple(
        Meeting(
            round=int(numbers[i]),
            mentee=problem.mentees[int(encounters.mentee[i])].id,
            mentor=problem.mentors[int(encounters.mentor[i])].id,
            points=int(encounters.points[i]),
        )
        for i in np.flatnonzero(numbers).tolist()
    )
    mentees, mentors = possible_partners(encounters)
    proven = all(goal.value == goal.bound for goal in goals)
    return MeetingPlan(
        status=OPTIMAL if proven else FEASIBLE,
        stopped_by=None if proven else stopped_by,
        rounds=rounds,
        goals=goals,
        meetings=tuple(sorted(meetings, key=lambda met: (met.round, met.mentee, met.mentor))),
        mentees_waiting=_waiting(mentees, {met.mentee for met in meetings}),
        mentors_waiting=_waiting(mentors, {met.mentor for met in meetings}),
        problem_digest=digest(problem),
        solver=Solver(name="ortools", version=version("ortools"), seed=problem.limits.seed),
    )


def _waiting(possible: dict[str, int], met: set[str]) -> tuple[Waiting, ...]:
    return tuple(Waiting(id=who, possible=count) for who, count in possible.items() if who not in met)
