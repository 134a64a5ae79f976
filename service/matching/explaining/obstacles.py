"""What stands between one mentee and every mentor, as bits, and the smallest sets of rules that block.

A mentee stays without a mentor exactly as long as every possible seat is forbidden by a rule or taken. So a
set of rules blocks if it hits every seat, and the smallest of them are the smallest hitting sets; what has to
be lifted together for one seat is the other side of the same coin (Reiter 1987,
doi:10.1016/0004-3702(87)90062-2).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Ban

NO_CAPACITY = Ban("no_capacity")
NO_FREE_PLACE = Ban("no_free_place")
GROUP_INCOMPLETE = Ban("group_incomplete")
LEADS_OTHER_GROUP = Ban("leads_other_group")


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The rules that forbid one mentee a pair; bit ``i`` of a mask stands for ``bans[i]``."""

    bans: tuple[Ban, ...]
    """The rules in the order in which reasons are told; at the end, that places are taken."""
    masks: Numbers
    """Per mentor the rules that forbid a pair."""
    whole: Numbers
    """Per mentor everything in the way of a pair: the rules, and that his places are taken."""

    @classmethod
    def of(cls, bans: Mapping[Ban, Flags], *, open_to_pairs: Flags) -> Self:
        """Return the obstacles; ``open_to_pairs`` says who could take somebody, if need be after moves."""
        masks = np.zeros(len(open_to_pairs), dtype=np.int64)
        for bit, flags in enumerate(bans.values()):
            masks |= np.multiply(flags, 1 << bit, dtype=np.int64)
        no_place = bans.get(NO_CAPACITY)
        taken = ~open_to_pairs if no_place is None else ~open_to_pairs & ~no_place
        return cls((*bans, NO_FREE_PLACE), masks, masks | (taken.astype(np.int64) << len(bans)))

    def named(self, mask: int) -> tuple[Ban, ...]:
        """Return the rules of a mask, in the order in which reasons are told."""
        return tuple(ban for bit, ban in enumerate(self.bans) if mask >> bit & 1)

    def counted(self, among: Flags) -> Iterable[tuple[Ban, int]]:
        """Yield how many of the mentors each rule forbids first."""
        count = Counter[int]()
        for mask, number in histogram(self.masks[among]).items():
            count[mask & -mask] += number
        for bit in sorted(count):
            yield self.bans[bit.bit_length() - 1], count[bit]


def histogram(masks: Numbers) -> dict[int, int]:
    """Return how often each mask occurs, ascending."""
    if int(masks.max(initial=0)) < _FEW:
        count = np.bincount(masks)
        present = np.flatnonzero(count)
        return dict(zip(present.tolist(), count[present].tolist(), strict=True))
    found, number = np.unique(masks, return_counts=True)
    return dict(zip(found.tolist(), number.tolist(), strict=True))


_FEW = 2**18
"""Up to here masks are counted without being sorted."""


def smallest_blocking(masks: Iterable[int]) -> int:
    """Return the fewest rules, as a mask, of which every given mask holds one.

    Among equals the first in order. Without any one of them some mask would hold none, or there were fewer.
    """
    return _smallest(tuple(_minimal(set(masks))))


@lru_cache(maxsize=4096)
def _smallest(masks: tuple[int, ...]) -> int:
    """Masks of one rule are settled; of the others every choice is tried, the smallest first."""
    settled = _union(mask for mask in masks if mask.bit_count() == 1)
    left = [mask for mask in masks if not mask & settled]
    every = _union(left)
    bits = [1 << bit for bit in range(every.bit_length()) if every >> bit & 1]
    for size in range(len(bits) + 1):
        for bundle in combinations(bits, size):
            chosen = sum(bundle)
            if all(mask & chosen for mask in left):
                return settled | chosen
    raise ValueError("a mask without rules cannot be blocked")


def _union(masks: Iterable[int]) -> int:
    every = 0
    for mask in masks:
        every |= mask
    return every


def _minimal(masks: set[int]) -> list[int]:
    """Return the masks that hold no other, ascending; whoever hits these hits all."""
    single = _union(mask for mask in masks if mask.bit_count() == 1)
    found = np.array(sorted(masks), dtype=np.int64)
    found = found[((found & single) == 0) | (np.bitwise_count(found) == 1)]
    holds = (found[:, None] & found) == found
    result: list[int] = found[np.count_nonzero(holds, axis=1) == 1].tolist()
    return result
