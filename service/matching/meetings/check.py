"""The independent checker of a plan of meetings: rules, rounds, numbers and proof, without the solver."""

from collections.abc import Iterable, Iterator

import numpy as np

from service.matching.candidates.columns import Flags
from service.matching.checking.check import Verdict
from service.matching.checking.violation import Violation
from service.matching.formats.problem import Problem, digest
from service.matching.formats.proposal import FEASIBLE, OPTIMAL
from service.matching.meetings.encounters import Encounters, possible_partners
from service.matching.meetings.network import MEETING_GOALS, MeetingFace, MeetingNetwork
from service.matching.meetings.plan import GOALS, Meeting, MeetingPlan, Waiting


def check_meetings(*, problem: Problem, plan: MeetingPlan) -> Verdict:
    """Return the verdict on a plan of meetings for a problem.

    Where somebody takes part both as a mentee and as a mentor, the flow only bounds the plan: goals in which
    the plan does not reach it are told as unproven.
    """
    encounters = Encounters.of(problem)
    wrong = [*_check_header(problem, plan), *_check_possible(encounters, plan.meetings)]
    if wrong := wrong or list(_check_rounds(encounters, plan)):
        return Verdict(tuple(wrong))
    mentees, mentors = possible_partners(encounters)
    wrong += _check_waiting("mentees", mentees, {m.mentee for m in plan.meetings}, plan.mentees_waiting)
    wrong += _check_waiting("mentors", mentors, {m.mentor for m in plan.meetings}, plan.mentors_waiting)
    network = MeetingNetwork.of(encounters, rounds=plan.rounds)
    wrong += _check_goals(network, _chosen(encounters, plan), plan)
    best, unproven = _proof(network, _chosen(encounters, plan), plan)
    if unproven and not encounters.crossed:
        wrong.append(Violation("$.goals", "not_optimal", f"есть план лучше по цели «{unproven[0]}»"))
    elif unproven and plan.status == OPTIMAL and _one_more(encounters, plan):
        wrong.append(Violation("$.meetings", "not_optimal", "есть место ещё для одной встречи"))
    if best and plan.status != OPTIMAL:
        wrong.append(Violation("$.status", "status", "план наилучший, а назван недоказанным"))
    return Verdict(tuple(wrong), unproven if encounters.crossed else ())


def _check_header(problem: Problem, plan: MeetingPlan) -> Iterator[Violation]:
    if plan.problem_digest != digest(problem):
        yield Violation("$.problem_digest", "digest", "план составлен для другой задачи")
    if plan.solver.seed != problem.limits.seed:
        yield Violation("$.solver.seed", "seed", "начальное число не то, что в задаче")
    if [goal.name for goal in plan.goals] != list(GOALS):
        yield Violation("$.goals", "goals", "цели не те или не в том порядке")
    if (plan.status == FEASIBLE) != (plan.stopped_by is not None):
        yield Violation("$.stopped_by", "stopped_by", "предел называют только у недоказанного плана")
    if list(plan.meetings) != sorted(plan.meetings, key=lambda m: (m.round, m.mentee, m.mentor)):
        yield Violation("$.meetings", "order", "встречи идут не по порядку")


def _check_possible(encounters: Encounters, meetings: Iterable[Meeting]) -> Iterator[Violation]:
    points = dict(zip(_pairs(encounters), encounters.points.tolist(), strict=True))
    for index, met in enumerate(meetings):
        known = points.get((met.mentee, met.mentor))
        if known is None:
            yield Violation(f"$.meetings[{index}]", "not_allowed", "эти двое не могут встретиться")
        elif known != met.points:
            yield Violation(f"$.meetings[{index}].points", "points", f"баллов должно быть {known}")


def _check_rounds(encounters: Encounters, plan: MeetingPlan) -> Iterator[Violation]:
    """Nobody is at two meetings of one round, and no two people meet twice; all of them may meet."""
    person = _people(encounters)
    seen: set[tuple[object, ...]] = set()
    for index, met in enumerate(plan.meetings):
        one, other = person["mentee", met.mentee], person["mentor", met.mentor]
        if not 1 <= met.round <= plan.rounds:
            yield Violation(f"$.meetings[{index}].round", "round", "такого круга нет")
        keys = {(met.round, one), (met.round, other)}
        if keys & seen:
            yield Violation(f"$.meetings[{index}]", "busy", "в этом круге у человека уже есть встреча")
        couple = ("met", *sorted((one, other)))
        if couple in seen:
            yield Violation(f"$.meetings[{index}]", "twice", "эти двое уже встречались")
        seen |= {*keys, couple}


def _check_waiting(
    who: str, possible: dict[str, int], met: set[str], told: tuple[Waiting, ...]
) -> Iterator[Violation]:
    expected = {name: count for name, count in possible.items() if name not in met}
    if {entry.id: entry.possible for entry in told} != expected or len(told) != len(expected):
        yield Violation(f"$.{who}_waiting", "waiting", "оставшиеся без встречи названы неверно")


def _check_goals(network: MeetingNetwork, chosen: Flags, plan: MeetingPlan) -> Iterator[Violation]:
    flow = network.flow(chosen)
    for index, told in enumerate(plan.goals):
        goal = MEETING_GOALS[told.name]
        value = goal.value(network, int(goal.cost(network)[flow].sum()))
        beyond = told.bound < value if goal.direction == "max" else told.bound > value
        if told.direction != goal.direction or told.value != value:
            yield Violation(f"$.goals[{index}].value", "value", f"значение должно быть {value}")
        if beyond or (plan.status == OPTIMAL and told.bound != value):
            yield Violation(f"$.goals[{index}].bound", "bound", "граница не сходится со значением")


def _proof(network: MeetingNetwork, chosen: Flags, plan: MeetingPlan) -> tuple[bool, tuple[str, ...]]:
    """Return whether all goals are proven, and those from the first that is not."""
    face, flow = MeetingFace.whole(network), network.flow(chosen)
    names = [goal.name for goal in plan.goals]
    for position, name in enumerate(names):
        narrowed = face.proven(MEETING_GOALS[name].cost(network), flow)
        if narrowed is None:
            return False, tuple(names[position:])
        face = narrowed
    return True, ()


def _one_more(encounters: Encounters, plan: MeetingPlan) -> bool:
    """Whether two people who did not meet are both free in some round."""
    person, busy, met = _people(encounters), set[tuple[int, int]](), set[frozenset[int]]()
    for meeting in plan.meetings:
        both = person["mentee", meeting.mentee], person["mentor", meeting.mentor]
        busy |= {(meeting.round, who) for who in both}
        met.add(frozenset(both))
    return any(
        frozenset(couple) not in met
        and any(not {(turn, who) for who in couple} & busy for turn in range(1, plan.rounds + 1))
        for couple in encounters.people().tolist()
    )


def _chosen(encounters: Encounters, plan: MeetingPlan) -> Flags:
    met = {(meeting.mentee, meeting.mentor) for meeting in plan.meetings}
    return np.array([pair in met for pair in _pairs(encounters)], dtype=np.bool_)


def _pairs(encounters: Encounters) -> list[tuple[str, str]]:
    mentees = [mentee.id for mentee in encounters.problem.mentees]
    mentors = [mentor.id for mentor in encounters.problem.mentors]
    both = zip(encounters.mentee.tolist(), encounters.mentor.tolist(), strict=True)
    return [(mentees[i], mentors[j]) for i, j in both]


def _people(encounters: Encounters) -> dict[tuple[str, str], int]:
    problem = encounters.problem
    names = [("mentee", mentee.id) for mentee in problem.mentees]
    names += [("mentor", mentor.id) for mentor in problem.mentors]
    return dict(zip(names, encounters.person.tolist(), strict=True))
