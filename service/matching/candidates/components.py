"""Parts of the people that share no candidates: each is a question of its own."""

from dataclasses import dataclass

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.score import Candidates

_SAMPLE = 16
"""One edge of so many is looked at first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Mentees and mentors, by index, who are connected by candidates, and these candidates."""

    mentees: Numbers
    mentors: Numbers
    candidates: Numbers


def parts(candidates: Candidates, *, mentees: int, mentors: int) -> tuple[Part, ...]:
    """Return the connected components that hold at least one candidate, by their first mentee."""
    labels = connected(candidates.mentee, mentees + candidates.mentor, mentees + mentors)
    if not len(candidates):
        return ()
    names, own = np.unique(labels[candidates.mentee], return_inverse=True)
    of_mentee, of_mentor = (_members(names, part) for part in (labels[:mentees], labels[mentees:]))
    of_candidate = _split(own, len(names))
    return tuple(Part(*part) for part in zip(of_mentee, of_mentor, of_candidate, strict=True))


def connected(left: Numbers, right: Numbers, count: int) -> Numbers:
    """Return for ``count`` nodes the smallest node that edges (left, right) connect with it.

    Every round hooks each part to the smallest neighbouring part and flattens the trees, so that the rounds
    are about the logarithm of the nodes (Shiloach and Vishkin 1982, doi:10.1016/0196-6774(82)90008-6). A
    sample of the edges connects nearly everybody; the others are then only looked at (Dhulipala, Hong, Shun
    2020, arXiv 2008.03909).
    """
    label = np.arange(count, dtype=np.int64)
    for step in (_SAMPLE, 1):
        some, others = left[::step], right[::step]
        while len(apart := np.flatnonzero(label[some] != label[others])):
            some, others = some[apart], others[apart]
            one, other = label[some], label[others]
            np.minimum.at(label, np.maximum(one, other), np.minimum(one, other))
            while not np.array_equal(label, label[label]):
                label = label[label]
    return label


def _members(names: Numbers, labels: Numbers) -> list[Numbers]:
    """Return the people of each name; who stands alone belongs to none."""
    positions = np.minimum(np.searchsorted(names, labels), len(names) - 1)
    among = np.flatnonzero(names[positions] == labels)
    return [among[part] for part in _split(positions[among], len(names))]


def _split(names: Numbers, count: int) -> list[Numbers]:
    order = np.argsort(names, kind="stable")
    return np.split(order, np.cumsum(np.bincount(names, minlength=count))[:-1])
