"""A thousand wrong proposals, grouped by what was done to them: the checker refuses every one.

Where a change alone could leave another proposal that is just as good, all numbers and reasons are made
consistent, as a careful forger would do it, and only what is worse than the right proposal counts.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import msgspec
import pytest

from service.matching.board import Board
from service.matching.branch import key_of
from service.matching.check import check
from service.matching.check_pairs import UNKNOWN, Placed
from service.matching.check_stages import Stages
from service.matching.eligible import Eligibility
from service.matching.explain import explain
from service.matching.problem import Problem
from service.matching.proposal import Achieved, Proposal, ProposedGroup, ProposedPair, Unmatched
from service.matching.propose import propose
from service.matching.reading import problem_from
from service.matching.score import SINGLE, Candidates, candidates, terms_of
from tests.matching.instances import Document, banks, rated, seeded
from tests.matching.random_groups import grouped

_LEAST, _MOST_OF_A_KIND = 1_000, 66


class Case:
    """A problem with its right proposal, and what a forger needs to know."""

    def __init__(self, name: str, made: Problem) -> None:
        self.name, self.problem, self.right = name, made, propose(made)
        self.eligibility = Eligibility.of(made)
        self.candidates: Candidates = candidates(self.eligibility)
        self.board = Board.of(made, self.candidates)
        self.stages = Stages.of(self.board)
        self.key = self.key_of_pairs(self.right)
        self.taken = {pair.mentee for pair in self.right.pairs}

    def key_of_pairs(self, proposal: Proposal) -> tuple[int, ...] | None:
        """The values of the goals that the pairs have, larger is better, or None if they are impossible."""
        placed = Placed.of(self.problem, self.candidates, proposal)
        if (placed.candidate == UNKNOWN).any():
            return None
        return key_of(self.board, placed.chosen(self.candidates), self.stages.pursued)

    def forged(self, proposal: Proposal) -> Proposal | None:
        """The proposal with every number and reason as its pairs make them, or None if it is not worse."""
        key = self.key_of_pairs(proposal)
        if key is None or self.key is None or key >= self.key:
            return None
        placed = Placed.of(self.problem, self.candidates, proposal)
        values = self.board.values(placed.chosen(self.candidates))
        goals = tuple(
            Achieved(name=g.name, direction=g.direction, value=values[g.name], bound=values[g.name])
            for g in proposal.goals
        )
        pairs = [pair.people() for pair in proposal.pairs]
        left = explain(self.eligibility, self.candidates, pairs, proposal.groups)
        return proposal.replace(goals=goals, unmatched=left)

    def pair(self, position: int) -> ProposedPair:
        """A candidate as a single pair, with right points."""
        here = slice(position, position + 1)
        mentee, mentor = self.candidates.mentee[here], self.candidates.mentor[here]
        return ProposedPair(
            mentee=self.problem.mentees[int(mentee[0])].id,
            mentor=self.problem.mentors[int(mentor[0])].id,
            points=int(self.candidates.points[position]),
            terms=terms_of(self.eligibility, mentee, mentor)[0],
        )


def _documents() -> Iterator[tuple[str, Document]]:
    for seed in (0, 1, 2, 3):
        yield f"given {seed}", rated(seeded(seed), mentors=4, mentees=7, degree=3)
        yield f"tolerance {seed}", rated(seeded(9 + seed), mentors=4, mentees=7, degree=3, fit_tolerance=0.1)
    for seed in (11, 12, 13, 14, 15, 16):
        yield f"pairs {seed}", banks(seeded(seed), mentors=6, mentees=8)
        yield f"repair {seed}", banks(seeded(40 + seed), mentors=6, mentees=8) | {"mode": "repair"}
    for seed in (73, 76, 82, 88, 90, 91, 92, 95):
        yield f"groups {seed}", grouped(seeded(seed), mentors=5, mentees=9)


@cache
def _cases() -> tuple[Case, ...]:
    """The cases that have pairs; of those with groups only such in which a group is proposed."""
    made = [Case(name, problem_from(value)) for name, value in _documents()]
    return tuple(case for case in made if len(case.right.pairs) >= 2 and _has_groups(case))


def _has_groups(case: Case) -> bool:
    return bool(case.right.groups) or not case.name.startswith("groups")


Mutation = Callable[[Case, random.Random], Iterator[Proposal]]


def _with_pairs(right: Proposal, pairs: Iterator[ProposedPair] | list[ProposedPair]) -> Proposal:
    return right.replace(pairs=tuple(pairs))


def _worse(case: Case, proposals: Iterator[Proposal]) -> Iterator[Proposal]:
    """Those of the proposals that are possible but worse, with every number and reason made right."""
    for proposal in proposals:
        forged = case.forged(proposal)
        if forged is not None:
            yield forged


def dropped_pair(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A single pair less; everything else is consistent."""
    pairs = case.right.pairs
    single = [i for i, pair in enumerate(pairs) if pair.group is None]
    yield from _worse(case, (_with_pairs(case.right, [*pairs[:i], *pairs[i + 1 :]]) for i in single))


def moved_pair(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A mentee with another possible mentor who has a place; everything else is consistent."""
    pairs, loads = case.right.pairs, [pair.mentor for pair in case.right.pairs]
    capacity = {mentor.id: mentor.capacity for mentor in case.problem.mentors}
    found: list[Proposal] = []
    for position, theme in enumerate(case.candidates.theme.tolist()):
        other = case.pair(position)
        old = next((pair for pair in pairs if pair.mentee == other.mentee and pair.group is None), None)
        free = loads.count(other.mentor) < capacity[other.mentor]
        if theme == SINGLE and old is not None and old.mentor != other.mentor and free:
            found.append(_with_pairs(case.right, [other if pair is old else pair for pair in pairs]))
    yield from _worse(case, iter(found))


def swapped_pairs(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Two mentees change mentors: forbidden, with wrong points, or worse."""
    for i, one in enumerate(case.right.pairs):
        for two in case.right.pairs[i + 1 :]:
            if one.mentor == two.mentor:
                continue
            people = {one.mentee: two.mentor, two.mentee: one.mentor}
            swapped = _with_pairs(
                case.right,
                [
                    msgspec.structs.replace(p, mentor=people[p.mentee]) if p.mentee in people else p
                    for p in case.right.pairs
                ],
            )
            if case.key_of_pairs(swapped) != case.key:
                yield swapped


def forbidden_pair(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A mentee with a mentor with whom a rule forbids a pair."""
    both = zip(case.candidates.mentee.tolist(), case.candidates.mentor.tolist(), strict=True)
    possible = {(case.problem.mentees[i].id, case.problem.mentors[j].id) for i, j in both}
    for pair in case.right.pairs[:2]:
        for mentor in case.problem.mentors:
            if (pair.mentee, mentor.id) not in possible:
                wrong = msgspec.structs.replace(pair, mentor=mentor.id, group=None)
                yield _with_pairs(case.right, [wrong if p is pair else p for p in case.right.pairs])


def added_pair(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Somebody who is left, or already has a pair, gets one more."""
    for pair in case.right.pairs[:2]:
        yield _with_pairs(case.right, [*case.right.pairs, pair])
        for mentee in case.problem.mentees[:4]:
            if mentee.id not in case.taken:
                extra = msgspec.structs.replace(pair, mentee=mentee.id)
                yield _with_pairs(case.right, [*case.right.pairs, extra])


def overloaded(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A mentor with everybody."""
    for mentor in case.problem.mentors[:3]:
        if mentor.capacity < len(case.right.pairs):
            yield _with_pairs(
                case.right, [msgspec.structs.replace(p, mentor=mentor.id) for p in case.right.pairs]
            )


def unknown_people(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Pairs with people of whom the problem knows nothing."""
    for name in ("mentee", "mentor"):
        wrong = msgspec.structs.replace(case.right.pairs[0], **{name: "nobody"})
        yield _with_pairs(case.right, [wrong, *case.right.pairs[1:]])


def points(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Points of one pair, with and without the total of the fit."""
    for i, pair in enumerate(case.right.pairs[:3]):
        for step in (1, -1):
            wrong = msgspec.structs.replace(pair, points=pair.points + step)
            changed = _with_pairs(case.right, [*case.right.pairs[:i], wrong, *case.right.pairs[i + 1 :]])
            yield changed
            yield changed.replace(
                goals=tuple(
                    msgspec.structs.replace(g, value=g.value + step, bound=g.bound + step)
                    if g.name == "fit"
                    else g
                    for g in changed.goals
                )
            )


def terms(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Terms moved between criteria, left out, invented or changed together with the points."""
    for i, pair in enumerate(case.right.pairs[:3]):
        first = next(iter(pair.terms))
        others = [
            {**pair.terms, first: pair.terms[first] + 1},
            {code: value for code, value in pair.terms.items() if code != first},
            {**pair.terms, "charm": 0},
            {**pair.terms, first: pair.terms[first] - 1, "charm": 1},
        ]
        for wrong in others:
            spoilt = msgspec.structs.replace(pair, terms=wrong, points=sum(wrong.values()))
            yield _with_pairs(case.right, [*case.right.pairs[:i], spoilt, *case.right.pairs[i + 1 :]])


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
            less = _with_pairs(case.right, [pair for pair in pairs if pair not in (one, two)])
            for wrong in _worse(case, iter([less])):
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
    """The status and what stopped the search."""
    yield case.right.replace(status="feasible")
    yield case.right.replace(status="feasible", stopped_by="work")
    yield case.right.replace(status="infeasible")
    yield case.right.replace(stopped_by="seconds")


def headers(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The digest, the solver and the seed."""
    right = case.right
    yield right.replace(problem_digest=right.problem_digest[::-1])
    yield right.replace(problem_digest="")
    yield right.replace(solver=msgspec.structs.replace(right.solver, seed=right.solver.seed + 1))
    yield right.replace(solver=msgspec.structs.replace(right.solver, name="greedy"))


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


def groups(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """The size, members, theme, mentor and name of a group, and which pairs are said to be in it."""
    right = case.right
    for i, group in enumerate(right.groups):
        for changes in _other_groups(case, group):
            spoilt = msgspec.structs.replace(group, **changes)
            yield right.replace(groups=(*right.groups[:i], spoilt, *right.groups[i + 1 :]))
        yield right.replace(groups=(*right.groups[:i], *right.groups[i + 1 :]))
        yield right.replace(groups=(*right.groups, group))
    yield from _memberships(case)


def _other_groups(case: Case, group: ProposedGroup) -> Iterator[dict[str, object]]:
    yield {"id": group.id + "0"}
    yield {"mentees": group.mentees[1:]}
    yield {"mentees": group.mentees[::-1]}
    yield {"mentees": (*group.mentees, "nobody")}
    yield {"theme": "PEER/nothing"}
    yield {"theme": group.theme.replace("/", "")}
    for mentor in case.problem.mentors:
        if mentor.id != group.mentor:
            yield {"mentor": mentor.id}


def _memberships(case: Case) -> Iterator[Proposal]:
    """A member who is said to be a pair, or who is gone; a pair who is said to be a member."""
    pairs = case.right.pairs
    for i, pair in enumerate(pairs if case.right.groups else ()):
        group = None if pair.group else case.right.groups[0].id
        other = msgspec.structs.replace(pair, group=group)
        yield _with_pairs(case.right, [*pairs[:i], other, *pairs[i + 1 :]])
        if pair.group:
            yield _with_pairs(case.right, [*pairs[:i], *pairs[i + 1 :]])


KINDS: Mapping[str, Mutation] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            dropped_pair,
            moved_pair,
            swapped_pairs,
            forbidden_pair,
            added_pair,
            overloaded,
            unknown_people,
            points,
            terms,
            values,
            bounds,
            too_close_bounds,
            directions,
            statuses,
            headers,
            left_over,
            reasons,
            prices,
            certificates,
            groups,
        )
    }
)


@cache
def _mutations(kind: str) -> tuple[tuple[Case, Proposal], ...]:
    """Mutations of a kind, drawn from those of all cases."""
    draw = seeded(64)
    found = [(case, wrong) for case in _cases() for wrong in KINDS[kind](case, draw)]
    return tuple(draw.sample(found, min(len(found), _MOST_OF_A_KIND)))


def test_the_right_proposals_are_accepted_and_of_every_sort() -> None:
    assert {case.name.split()[0] for case in _cases()} == {"given", "tolerance", "pairs", "repair", "groups"}
    for case in _cases():
        assert check(problem=case.problem, proposal=case.right).violations == (), case.name


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("kind", KINDS)
def test_every_wrong_proposal_is_refused(kind: str) -> None:
    tried = _mutations(kind)
    accepted = [case.name for case, wrong in tried if check(problem=case.problem, proposal=wrong).accepted]
    assert accepted == []
    assert len(tried) >= 10, f"{kind}: {len(tried)} are too few to prove much"


@pytest.mark.requirement("R-064")
def test_there_are_a_thousand_of_them() -> None:
    assert sum(len(_mutations(kind)) for kind in KINDS) >= _LEAST
