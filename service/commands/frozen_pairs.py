"""A question in which the pairs that stand are not touched: whoever is new finds a place beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import SINGLE, candidates
from service.matching.formats.problem import Mentor, Pair, Problem

Modes = Mapping[tuple[str, str], frozenset[int]]
"""How two people may come together, by (mentee, mentor): as a pair, in groups of which themes."""


def with_frozen(problem: Problem) -> Problem:
    """Pin the current pairs that are still possible, as long as their mentors have places.

    Members who can only be in a group are pinned if enough of them are left for it.
    """
    modes = _modes(problem)
    pinned = list(problem.pinned)
    settled = {pair.mentee for pair in pinned}
    places = Counter({mentor.id: mentor.capacity for mentor in problem.mentors})
    places.subtract(pair.mentor for pair in pinned)
    for kept in _keepable(problem, modes):
        mentees = {pair.mentee for pair in kept}
        if not mentees & settled and places[kept[0].mentor] >= len(kept):
            pinned += kept
            settled |= mentees
            places[kept[0].mentor] -= len(kept)
    return problem.replace(pinned=tuple(pinned))


def is_frozen(problem: Problem) -> bool:
    """Tell whether every current pair that is still possible is pinned."""
    return bool(problem.current) and set(with_frozen(problem).pinned) == set(problem.pinned)


def _modes(problem: Problem) -> Modes:
    allowed = candidates(Eligibility.of(problem))
    wanted = {pair.key for pair in problem.current}
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    columns = zip(allowed.mentee.tolist(), allowed.mentor.tolist(), allowed.theme.tolist(), strict=True)
    for mentee, mentor, theme in columns:
        key = (problem.mentees[mentee].id, problem.mentors[mentor].id)
        if key in wanted:
            found[key].add(theme)
    return {key: frozenset(themes) for key, themes in found.items()}


def _keepable(problem: Problem, modes: Modes) -> Iterator[Sequence[Pair]]:
    """What is kept as a whole or not at all: the groups that are still large enough, then single pairs."""
    for mentor in problem.mentors:
        members = _group(problem, modes, mentor)
        if members:
            yield members
    for pair in problem.current:
        if SINGLE in modes.get(pair.key, ()):
            yield (pair,)


def _group(problem: Problem, modes: Modes, mentor: Mentor) -> Sequence[Pair]:
    """Those who can be with this mentor only in a group, in the theme that holds most of them."""
    only = [
        pair
        for pair in problem.current
        if pair.mentor == mentor.id and pair.key in modes and SINGLE not in modes[pair.key]
    ]
    themes = Counter(theme for pair in only for theme in sorted(modes[pair.key]))
    if not themes:
        return ()
    theme = min(themes, key=lambda each: (-themes[each], each))
    members = [pair for pair in only if theme in modes[pair.key]]
    sizes = mentor.group_sizes
    return members[: sizes.stop - 1] if len(members) >= sizes.start else ()
