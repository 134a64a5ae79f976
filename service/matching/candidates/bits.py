"""What people have of a few codes, as bits: what two of them have in common is one operation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.matching.candidates.columns import Flags, Numbers, numbered, places

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Bits:
    """Which of the codes that occur in both banks everybody has; one bit each, rows of 64-bit words."""

    codes: Mapping[str, int]
    mentees: Words
    mentors: Words

    @classmethod
    def of(cls, mentees: Sequence[Collection[str]], mentors: Sequence[Collection[str]]) -> Self:
        """Return the bits of the words of both banks, one row per person."""
        codes = numbered(set(chain.from_iterable(mentees)) & set(chain.from_iterable(mentors)))
        rows = [packed(len(bank), *places(bank, codes), len(codes)) for bank in (mentees, mentors)]
        return cls(codes, *rows)

    def common(self, mentee: Numbers, mentor: Numbers) -> Words:
        """Return the common bits of each pair."""
        result: Words = self.mentees.take(mentee, axis=0) & self.mentors.take(mentor, axis=0)
        return result

    def meet(self, mentee: Numbers, mentor: Numbers) -> Flags:
        """Return which pairs have a code in common."""
        return anything(self.common(mentee, mentor))

    def bit(self, code: str) -> Words:
        """Return the row in which only this code is set; nothing is set for a code that one bank lacks."""
        row = np.zeros(self.mentees.shape[1], dtype=np.uint64)
        if code in self.codes:
            word, position = divmod(self.codes[code], 64)
            row[word] = np.uint64(1) << np.uint64(position)
        return row

    def without(self, *codes: str) -> Self:
        """Return the same bits with some codes cleared."""
        cleared = np.zeros(self.mentees.shape[1], dtype=np.uint64)
        for code in codes:
            cleared |= self.bit(code)
        return type(self)(self.codes, self.mentees & ~cleared, self.mentors & ~cleared)


def anything(words: Words) -> Flags:
    """Return which rows have any bit."""
    result: Flags = words[:, 0] != 0
    for word in range(1, words.shape[1]):
        result |= words[:, word] != 0
    return result


def counted(words: Words) -> Numbers:
    """Return how many bits each row has."""
    result: Numbers = np.bitwise_count(words[:, 0]).astype(np.int64)
    for word in range(1, words.shape[1]):
        result += np.bitwise_count(words[:, word])
    return result


def packed(people: int, row: Numbers, code: Numbers, codes: int) -> Words:
    """Return one row of bits for each of so many people; each has the codes that stand beside his number."""
    words = max((codes + 63) // 64, 1)
    bits = np.zeros(people * words, dtype=np.uint64)
    np.bitwise_or.at(bits, row * words + code // 64, np.uint64(1) << (code % 64).astype(np.uint64))
    return bits.reshape(-1, words)
