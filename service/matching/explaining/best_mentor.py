"""Which of several mentors is told: the one with the most points, looked up for many mentees at once."""

from collections.abc import Sequence

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import points_of


def best_mentors(eligibility: Eligibility, among: Sequence[tuple[int, Numbers]]) -> list[int]:
    """Return for each mentee and some mentors, all by index, the mentor with the most points.

    Of equals the first, so mentors stand in canonical order. A pair that is not listed has no points.
    """
    if not among:
        return []
    sizes = np.array([len(mentors) for _, mentors in among])
    every = np.concatenate([mentors for _, mentors in among])
    points = _points(eligibility, np.repeat([position for position, _ in among], sizes), every)
    ends = np.cumsum(sizes)
    return [
        int(mentors[np.argmax(points[end - len(mentors) : end])])
        for (_, mentors), end in zip(among, ends.tolist(), strict=True)
    ]


def _points(eligibility: Eligibility, mentee: Numbers, mentor: Numbers) -> Numbers:
    listed = eligibility.listed
    if listed is None:
        return points_of(eligibility, mentee, mentor)
    people = eligibility.problem.mentees
    both = zip(mentee.tolist(), mentor.tolist(), strict=True)
    return np.array([listed.get(people[i].id, {}).get(j, 0) for i, j in both], dtype=np.int64)
