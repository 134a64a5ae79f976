"""Wrong goals, reasons and proofs: each function makes wrong proposals of one kind from a right one."""

import random
from collections.abc import Iterator

import msgspec

from service.matching.formats.fields import LARGEST
from service.matching.formats.proposal import ComponentResult, Proposal, Unmatched
from tests.matching.forger import Case, cases, with_pairs, worse


def _goal(case: Case, index: int, **changes: object) -> Proposal:
    goals = list(case.right.goals)
    goals[index] = msgspec.structs.replace(goals[index], **changes)
    return case.right.replace(goals=tuple(goals))


def values(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The value of a goal, with and without its bound."""
    for i, goal in enumerate(case.right.goals):
        yield _goal(case, i, value=goal.value + 1)
        yield _goal(case, i, value=goal.value + 1, bound=goal.value + 1)
        yield _goal(case, i, value=goal.value - 1, bound=goal.value - 1)


def bounds(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The bound of a goal, also of a proposal that calls itself unproven."""
    for i, goal in enumerate(case.right.goals):
        yield _goal(case, i, bound=goal.bound + 1)
        yield _goal(case, i, bound=goal.bound - 1)
        worse = -1 if goal.direction == "max" else 1
        yield _goal(case, i, bound=goal.value + worse).replace(status="feasible", stopped_by="work")
        far = _goal(case, i, bound=goal.value - worse * 10**6)
        yield far.replace(status="feasible", stopped_by="work")


def too_close_bounds(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A proposal without some pairs calls itself unproven, with a bound that the right proposal passes."""
    pairs = case.right.pairs if case.right.groups else ()
    single = [pair for pair in pairs if pair.group is None]
    for i, one in enumerate(single):
        for two in single[i + 1 :]:
            less = with_pairs(case.right, [pair for pair in pairs if pair not in (one, two)])
            for wrong in worse(case, iter([less])):
                first = msgspec.structs.replace(wrong.goals[0], bound=wrong.goals[0].value + 1)
                rows = tuple(
                    row if row.method == "flow" else msgspec.structs.replace(row, status="feasible")
                    for row in wrong.components
                )
                yield wrong.replace(
                    status="feasible", stopped_by="work", goals=(first, *wrong.goals[1:]), components=rows
                )


def directions(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The direction, the order and the number of the goals."""
    for i, goal in enumerate(case.right.goals):
        yield _goal(case, i, direction="min" if goal.direction == "max" else "max")
    goals = case.right.goals
    yield case.right.replace(goals=goals[1:])
    yield case.right.replace(goals=goals[::-1])
    yield case.right.replace(goals=(*goals, goals[0]))
    yield case.right.replace(goals=())


def statuses(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Every other combination of the status and what stopped the search, parts unproven or not."""
    right = case.right
    unproven = tuple(msgspec.structs.replace(row, status="feasible") for row in right.components)
    for status in ("optimal", "feasible", "infeasible"):
        for stopped_by in (None, "work", "seconds"):
            for rows in dict.fromkeys((right.components, unproven)):
                other = right.replace(status=status, stopped_by=stopped_by, components=rows)
                if other != right:
                    yield other


def headers(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The digest, the solver and the seed."""
    right = case.right
    yield right.replace(problem_digest=right.problem_digest[::-1])
    yield right.replace(problem_digest="")
    yield right.replace(solver=msgspec.structs.replace(right.solver, seed=right.solver.seed + 1))
    yield right.replace(solver=msgspec.structs.replace(right.solver, name="greedy"))
    for version in ("", "9", "9.", ".15", "v9.15", "9.15rc1", "9.-1", "²", "٣.١"):
        yield right.replace(solver=msgspec.structs.replace(right.solver, version=version))


def huge_numbers(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Numbers as large as a file can hold, below 0 or 0 where something is counted."""
    right = case.right
    for number in (LARGEST, -LARGEST, -1, 0):
        for i, goal in enumerate(right.goals):
            for changes in ({"value": number}, {"bound": number}, {"value": number, "bound": number}):
                if any(getattr(goal, name) != number for name in changes):
                    yield _goal(case, i, **changes)
                    yield _goal(case, i, **changes).replace(status="feasible", stopped_by="work")
        for i, row in enumerate(right.components):
            if row.mentees != number:
                yield _component(case, i, mentees=number)
        for i, entry in enumerate(right.certificate):
            if entry.sink != number:
                yield _certificate(case, i, sink=number)
            yield _certificate(case, i, mentees=tuple(-LARGEST for _ in entry.mentees))


def components(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The parts that are told: one less, one more, in another order, otherwise solved, of another size."""
    right, rows = case.right, case.right.components
    invented = ComponentResult(mentees=1, mentors=1, method="exact", status="optimal")
    for other in (rows[1:], (*rows, *rows[:1]), rows[::-1], (*rows, invented)):
        if other != rows:
            yield right.replace(components=other)
    for i, row in enumerate(rows):
        for method in ("flow", "exact", "packing"):
            if method != row.method:
                yield _component(case, i, method=method)
        yield _component(case, i, mentees=row.mentees + 1)
        yield _component(case, i, mentors=row.mentors - 1)
        yield _component(case, i, status="feasible")


def _component(case: Case, index: int, **changes: object) -> Proposal:
    rows = list(case.right.components)
    rows[index] = msgspec.structs.replace(rows[index], **changes)
    return case.right.replace(components=tuple(rows))


def of_another_problem(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Parts of the right proposal of another problem."""
    for other in cases()[:6]:
        for name in ("goals", "pairs", "groups", "unmatched", "certificate", "components"):
            if getattr(other.right, name) != getattr(case.right, name):
                yield case.right.replace(**{name: getattr(other.right, name)})


def left_over(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The list of those who are left."""
    left = case.right.unmatched
    matched = Unmatched(mentee=case.right.pairs[0].mentee, blocking=(), relaxations=())
    yield case.right.replace(unmatched=(*left, matched))
    for i, entry in enumerate(left[:3]):
        yield case.right.replace(unmatched=(*left[:i], *left[i + 1 :]))
        yield case.right.replace(unmatched=(*left, entry))
        other = msgspec.structs.replace(entry, mentee=case.right.pairs[0].mentee)
        yield case.right.replace(unmatched=(*left[:i], other, *left[i + 1 :]))


def reasons(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Why somebody is left and what would help."""
    left = case.right.unmatched
    for i, entry in enumerate(left[:3]):
        for changes in _other_reasons(entry):
            other = msgspec.structs.replace(entry, **changes)
            yield case.right.replace(unmatched=(*left[:i], other, *left[i + 1 :]))


def _other_reasons(entry: Unmatched) -> Iterator[dict[str, object]]:
    for name in ("blocking", "relaxations", "smallest"):
        told = getattr(entry, name)
        if told:
            yield {name: told[1:]}
            yield {name: (*told, told[0])}
    for reason in entry.blocking[:1]:
        yield {"blocking": (msgspec.structs.replace(reason, count=reason.count + 1), *entry.blocking[1:])}
        yield {"blocking": (msgspec.structs.replace(reason, rule="declined_by_fate"), *entry.blocking[1:])}
    for way in entry.relaxations[:1]:
        yield {"relaxations": (msgspec.structs.replace(way, rule="fate"), *entry.relaxations[1:])}


def prices(case: Case, draw: random.Random) -> Iterator[Proposal]:
    """One price of the certificate."""
    for i, entry in enumerate(case.right.certificate):
        for name in ("mentees", "mentors"):
            column = list(getattr(entry, name))
            position = draw.randrange(len(column))
            column[position] += draw.choice([-1, 1, -1000])
            yield _certificate(case, i, **{name: tuple(column)})
        yield _certificate(case, i, sink=entry.sink - 1)


def _certificate(case: Case, index: int, **changes: object) -> Proposal:
    entries = list(case.right.certificate)
    entries[index] = msgspec.structs.replace(entries[index], **changes)
    return case.right.replace(certificate=tuple(entries))


def certificates(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The goals, the length and the order of the certificate."""
    right, entries = case.right, case.right.certificate
    for other in ((), entries[:-1], entries[1:], entries[::-1], (*entries, entries[-1])):
        if other != entries:
            yield right.replace(certificate=other)
    first = entries[0]
    yield _certificate(case, 0, goal=entries[-1].goal)
    yield _certificate(case, 0, mentees=first.mentees[1:])
    yield _certificate(case, 0, mentors=(*first.mentors, 0))
    for i, entry in enumerate(entries):
        if entry.mentees[::-1] != entry.mentees:
            yield _certificate(case, i, mentees=entry.mentees[::-1])
