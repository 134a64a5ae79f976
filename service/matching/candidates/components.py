"""Parts of the people that share no candidates: each is a question of its own."""

from dataclasses import dataclass

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.score import Candidates


@dataclass(frozen=True, slots=True)
class Part:
    """Mentees and mentors, by index, who are connected by candidates, and these candidates."""

    mentees: Numbers
    mentors: Numbers
    candidates: Numbers


def parts(candidates: Candidates, *, mentees: int, mentors: int) -> tuple[Part, ...]:
    """Return the connected components that hold at least one candidate, by their first mentee."""
    labels = connected(candidates.mentee, candidates.mentor, mentees=mentees, mentors=mentors)
    if not len(candidates):
        return ()
    names, own = np.unique(labels[candidates.mentee], return_inverse=True)
    of_mentee, of_mentor = (_members(names, part) for part in (labels[:mentees], labels[mentees:]))
    of_candidate = _split(own, len(names))
    return tuple(Part(*part) for part in zip(of_mentee, of_mentor, of_candidate, strict=True))


def connected(mentee: Numbers, mentor: Numbers, *, mentees: int, mentors: int) -> Numbers:
    """Return for mentees and mentors the smallest node that is connected with them by pairs.

    Pairs are sorted by mentee; as nodes the mentors come behind the mentees. Every round takes the smallest
    label over all pairs and then jumps to the label's own label.
    """
    labels = np.arange(mentees + mentors, dtype=np.int64)
    order = np.argsort(mentor, kind="stable")
    sides = (_Side(mentee, mentees + mentor), _Side(mentees + mentor[order], mentee[order]))
    while len(mentee):
        before = labels.copy()
        for side in sides:
            side.lower(labels)
        labels = labels[labels]
        if np.array_equal(before, labels):
            break
    return labels


class _Side:
    """Pairs sorted by one of the two people."""

    def __init__(self, own: Numbers, other: Numbers) -> None:
        self.other = other
        self.starts = np.flatnonzero(np.diff(own, prepend=-1))
        self.nodes = own[self.starts]

    def lower(self, labels: Numbers) -> None:
        """Give every person the smallest label of those on the other side."""
        least = np.minimum.reduceat(labels[self.other], self.starts)
        labels[self.nodes] = np.minimum(labels[self.nodes], least)


def _members(names: Numbers, labels: Numbers) -> list[Numbers]:
    """Return the people of each name; who stands alone belongs to none."""
    positions = np.minimum(np.searchsorted(names, labels), len(names) - 1)
    among = np.flatnonzero(names[positions] == labels)
    return [among[part] for part in _split(positions[among], len(names))]


def _split(names: Numbers, count: int) -> list[Numbers]:
    order = np.argsort(names, kind="stable")
    return np.split(order, np.cumsum(np.bincount(names, minlength=count))[:-1])
