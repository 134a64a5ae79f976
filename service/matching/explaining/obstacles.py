"""What stands between one mentee and every mentor, as bits, and the smallest sets of rules that block.

A mentee stays without a mentor exactly as long as every possible seat is forbidden by a rule or taken. So a
set of rules blocks if it hits every seat, and the smallest of them are the smallest hitting sets; what has to
be lifted together for one seat is the other side of the same coin (Reiter 1987,
doi:10.1016/0004-3702(87)90062-2).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Ban

Masks = NDArray[np.unsignedinteger]

NO_CAPACITY = Ban("no_capacity")
NO_FREE_PLACE = Ban("no_free_place")
GROUP_INCOMPLETE = Ban("group_incomplete")
LEADS_OTHER_GROUP = Ban("leads_other_group")


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What keeps one mentee from every mentor; bit ``i`` of a mask stands for ``bans[i]``."""

    bans: tuple[Ban, ...]
    """The rules in the order in which reasons are told; at the end, that places are taken."""
    whole: Masks
    """Per mentor everything in the way of a pair: the rules, and that his places are taken."""
    count: dict[int, int]
    """How many mentors have each mask, ascending."""

    @classmethod
    def of(cls, bans: Mapping[Ban, Flags], *, open_to_pairs: Flags) -> Self:
        """Return the obstacles; ``open_to_pairs`` says who could take somebody, if need be after moves."""
        no_place = bans.get(NO_CAPACITY)
        taken = ~open_to_pairs if no_place is None else ~(open_to_pairs | no_place)
        whole = _masks([*bans.values(), taken])
        return cls((*bans, NO_FREE_PLACE), whole, _histogram(whole))

    def named(self, mask: int) -> tuple[Ban, ...]:
        """Return the rules of a mask, in the order in which reasons are told."""
        return tuple(ban for bit, ban in enumerate(self.bans) if mask >> bit & 1)

    def mentors(self, masks: Iterable[int]) -> Numbers:
        """Return the mentors who have one of the masks, in canonical order."""
        found = np.zeros(len(self.whole), dtype=np.bool_)
        for mask in masks:
            found |= self.whole == mask
        return np.flatnonzero(found)

    def counted(self, left_out: Numbers) -> Iterator[tuple[Ban, int]]:
        """Yield how many mentors, but for those left out, each rule forbids first."""
        rules, count = (1 << (len(self.bans) - 1)) - 1, Counter[int]()
        for mask, number in self.count.items():
            count[mask & -mask & rules] += number
        for mask in self.whole[left_out].tolist():
            count[mask & -mask & rules] -= 1
        for bit in sorted(bit for bit, number in count.items() if bit and number):
            yield self.bans[bit.bit_length() - 1], count[bit]


def _masks(flags: Sequence[Flags]) -> Masks:
    """Return the flags of every mentor as bits, the first the lowest, in as few bytes as will do."""
    kind = np.min_scalar_type((1 << len(flags)) - 1)
    masks = np.zeros(len(flags[0]), dtype=kind)
    for first in reversed(range(0, len(flags), 8)):
        byte = np.zeros(len(masks), dtype=np.uint8)
        for column in reversed(flags[first : first + 8]):
            byte += byte
            byte |= column.view(np.uint8)
        masks = masks * kind.type(256) | byte if kind.itemsize > 1 else byte
    return masks


def _histogram(masks: Masks) -> dict[int, int]:
    """Return how often each mask occurs, ascending."""
    if int(masks.max(initial=0)) < _FEW:
        count = np.bincount(masks.astype(np.int64))
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
