"""Groups among the chosen candidates: sizes within bounds, one group per mentor (M-4), one theme each."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.score import SINGLE, Candidates
from service.matching.formats.problem import Problem


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups that mentors may lead, counted from 0 by mentor and theme."""

    of: Numbers
    """For every candidate the group that it would join, ``SINGLE`` for a pair."""
    mentor: Numbers
    theme: Numbers
    least: Numbers
    most: Numbers

    @classmethod
    def among(cls, problem: Problem, candidates: Candidates) -> Self:
        """Return the groups of the candidates."""
        member = candidates.theme != SINGLE
        count = len(candidates.themes) or 1
        keys, positions = np.unique(
            candidates.mentor[member] * count + candidates.theme[member], return_inverse=True
        )
        joins = np.full(len(candidates), SINGLE, dtype=np.int64)
        joins[member] = positions
        mentor = keys // count
        sizes = [problem.mentors[leader].group_sizes for leader in mentor.tolist()]
        return cls(
            of=joins,
            mentor=mentor,
            theme=keys % count,
            least=np.array([size.start for size in sizes], dtype=np.int64),
            most=np.array([size.stop - 1 for size in sizes], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.mentor)

    def sizes(self, chosen: Flags) -> Numbers:
        """Return the number of chosen members of every group."""
        joined = self.of[chosen]
        return np.bincount(joined[joined != SINGLE], minlength=len(self))

    def keep(self, chosen: Flags) -> bool:
        """Return whether every group is empty or of an allowed size, and no mentor leads two."""
        sizes = self.sizes(chosen)
        led = sizes > 0
        within = bool(np.all(~led | ((sizes >= self.least) & (sizes <= self.most))))
        return within and len(np.unique(self.mentor[led])) == int(led.sum())


def keeps_group_rules(problem: Problem, candidates: Candidates, chosen: Flags) -> bool:
    """Return whether the chosen candidates (True per candidate) keep sizes and the one group per mentor."""
    return Groups.among(problem, candidates).keep(chosen)


@dataclass(frozen=True, slots=True)
class Settled:
    """Chosen candidates after every mentor has decided how to lead his mentees, and who could not."""

    chosen: Flags
    failed: tuple[int, ...]
    """Mentors, by index, who cannot lead their mentees; their candidates stay as they were."""


def settle(groups: Groups, candidates: Candidates, chosen: Flags) -> Settled:
    """Let every mentor lead the mentees that he has as pairs, and as few as possible in one group."""
    result, failed = chosen.copy(), list[int]()
    for mentor, options in _options(groups, candidates, chosen).items():
        kept = _lead(groups, options)
        if kept is None:
            failed.append(mentor)
            continue
        for arcs in options.values():
            result[list(arcs.values())] = False
        result[kept] = True
    return Settled(result, tuple(failed))


def _options(groups: Groups, candidates: Candidates, chosen: Flags) -> dict[int, dict[int, dict[int, int]]]:
    """Return mentor → mentee → group → candidate of the mentors who have a chosen member of a group."""
    mentors = int(candidates.mentor.max(initial=-1)) + 1
    leads = np.zeros(mentors, dtype=np.bool_)
    leads[candidates.mentor[chosen & (groups.of != SINGLE)]] = True
    pair = candidates.mentee * mentors + candidates.mentor
    taken = np.isin(pair, pair[chosen & leads[candidates.mentor]])
    options: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for arc in np.flatnonzero(taken).tolist():
        mentee, mentor = int(candidates.mentee[arc]), int(candidates.mentor[arc])
        options[mentor][mentee][int(groups.of[arc])] = arc
    return options


def _lead(groups: Groups, options: dict[int, dict[int, int]]) -> list[int] | None:
    """Return the candidates with the fewest members in a group that this mentor can take, if he can."""
    must = [mentee for mentee, arcs in options.items() if SINGLE not in arcs]
    if not must:
        return [arcs[SINGLE] for arcs in options.values()]
    for group in sorted(set.intersection(*(set(options[mentee]) for mentee in must))):
        able = [mentee for mentee, arcs in options.items() if group in arcs]
        size = max(int(groups.least[group]), len(must))
        if size <= min(int(groups.most[group]), len(able)):
            joining = {*must, *sorted(set(able) - set(must))[: size - len(must)]}
            return [arcs[group if mentee in joining else SINGLE] for mentee, arcs in options.items()]
    return None
