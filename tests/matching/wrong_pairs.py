"""Wrong pairs and groups: each function makes wrong proposals of one kind from a right one."""

import random
from collections.abc import Iterator

import msgspec

from service.matching.candidates.score import SINGLE
from service.matching.formats.proposal import Proposal, ProposedGroup
from tests.matching.forger import Case, with_pairs, worse


def dropped_pair(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A single pair less; everything else is consistent."""
    pairs = case.right.pairs
    single = [i for i, pair in enumerate(pairs) if pair.group is None]
    yield from worse(case, (with_pairs(case.right, [*pairs[:i], *pairs[i + 1 :]]) for i in single))


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
            found.append(with_pairs(case.right, [other if pair is old else pair for pair in pairs]))
    yield from worse(case, iter(found))


def swapped_pairs(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Two mentees change mentors: forbidden, with wrong points, or worse."""
    for i, one in enumerate(case.right.pairs):
        for two in case.right.pairs[i + 1 :]:
            if one.mentor == two.mentor:
                continue
            people = {one.mentee: two.mentor, two.mentee: one.mentor}
            swapped = with_pairs(
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
                yield with_pairs(case.right, [wrong if p is pair else p for p in case.right.pairs])


def added_pair(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Somebody who is left, or already has a pair, gets one more."""
    for pair in case.right.pairs[:2]:
        yield with_pairs(case.right, [*case.right.pairs, pair])
        for mentee in case.problem.mentees[:4]:
            if mentee.id not in case.taken:
                extra = msgspec.structs.replace(pair, mentee=mentee.id)
                yield with_pairs(case.right, [*case.right.pairs, extra])


def overloaded(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """A mentor with everybody."""
    for mentor in case.problem.mentors[:3]:
        if mentor.capacity < len(case.right.pairs):
            yield with_pairs(
                case.right, [msgspec.structs.replace(p, mentor=mentor.id) for p in case.right.pairs]
            )


def unknown_people(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Pairs with people of whom the problem knows nothing."""
    for name in ("mentee", "mentor"):
        wrong = msgspec.structs.replace(case.right.pairs[0], **{name: "nobody"})
        yield with_pairs(case.right, [wrong, *case.right.pairs[1:]])


def points(case: Case, _draw: random.Random) -> Iterator[Proposal]:
    """Points of one pair, with and without the total of the fit."""
    for i, pair in enumerate(case.right.pairs[:3]):
        for step in (1, -1):
            wrong = msgspec.structs.replace(pair, points=pair.points + step)
            changed = with_pairs(case.right, [*case.right.pairs[:i], wrong, *case.right.pairs[i + 1 :]])
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
            yield with_pairs(case.right, [*case.right.pairs[:i], spoilt, *case.right.pairs[i + 1 :]])


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
        yield with_pairs(case.right, [*pairs[:i], other, *pairs[i + 1 :]])
        if pair.group:
            yield with_pairs(case.right, [*pairs[:i], *pairs[i + 1 :]])
