"""The candidates that are left when the groups of a proposal stay as they are and nobody joins another."""

from collections.abc import Iterable

import numpy as np

from service.matching.candidates.score import SINGLE, Candidates
from service.matching.formats.problem import Pair, Problem


def kept_groups(problem: Problem, allowed: Candidates, members: Iterable[Pair]) -> Candidates:
    """Return the single pairs of everybody else, and for each member of a group the pair with its mentor.

    All of them stand as single pairs: whoever asks must not move the members.
    """
    mentees, mentors = problem.mentee_index, problem.mentor_index
    leader = np.full(len(mentees), -1, dtype=np.int64)
    for pair in members:
        leader[mentees[pair.mentee]] = mentors[pair.mentor]
    own = leader[allowed.mentee]
    first = np.diff(allowed.mentee * (len(mentors) + 1) + allowed.mentor, prepend=-1) != 0
    kept = np.where(own < 0, allowed.theme == SINGLE, (own == allowed.mentor) & first)
    return Candidates(
        mentee=allowed.mentee[kept],
        mentor=allowed.mentor[kept],
        points=allowed.points[kept],
        theme=np.full(int(np.count_nonzero(kept)), SINGLE, dtype=np.int64),
        themes=(),
    )
