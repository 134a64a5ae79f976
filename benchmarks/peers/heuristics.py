"""Peers that mentoring programmes use: stable matchings, rounds of pairs, and taking the best pair first."""

from collections import defaultdict
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.peers.arena import Arena, Numbers

_MOST = 3
"""How many mentees the objects of mentor-match hold."""


def greedy(arena: Arena) -> Numbers:
    """Take the possible pair with the most points, again and again."""
    order = np.argsort(-arena.points, kind="stable")
    found, left = [-1] * arena.mentees, arena.places.tolist()
    for mentee, mentor in zip(arena.mentee[order].tolist(), arena.mentor[order].tolist(), strict=True):
        if found[mentee] < 0 and left[mentor]:
            found[mentee] = mentor
            left[mentor] -= 1
    return np.array(found, dtype=np.int64)


def _preferences(arena: Arena) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return whom mentees and mentors like, the most points first; people without a pair are left out."""
    order = np.argsort(-arena.points, kind="stable")
    mentees, mentors = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for mentee, mentor in zip(arena.mentee[order].tolist(), arena.mentor[order].tolist(), strict=True):
        if arena.places[mentor]:
            mentees[mentee].append(mentor)
            mentors[mentor].append(mentee)
    return mentees, mentors


def matching(arena: Arena) -> Numbers:
    """HospitalResident of the package matching (Gale–Shapley)."""
    games = import_module("matching.games")
    mentees, mentors = _preferences(arena)
    game = games.HospitalResident.create_from_dictionaries(
        {f"r{one}": [f"h{other}" for other in liked] for one, liked in mentees.items()},
        {f"h{one}": [f"r{other}" for other in liked] for one, liked in mentors.items()},
        {f"h{one}": int(arena.places[one]) for one in mentors},
    )
    found = np.full(arena.mentees, -1, dtype=np.int64)
    for hospital, residents in game.solve().items():
        for resident in residents:
            found[int(resident.name[1:])] = int(hospital.name[1:])
    return found


def algmatch(arena: Arena) -> Numbers:
    """HospitalResidentsProblem of algmatch (Gale–Shapley)."""
    module = import_module("algmatch")
    mentees, mentors = _preferences(arena)
    numbers = ({who: i for i, who in enumerate(sorted(side), start=1)} for side in (mentees, mentors))
    resident, hospital = numbers
    problem = module.HospitalResidentsProblem(
        dictionary={
            "residents": {resident[one]: [hospital[m] for m in liked] for one, liked in mentees.items()},
            "hospitals": {
                hospital[one]: {
                    "capacity": int(arena.places[one]),
                    "preferences": [resident[e] for e in liked],
                }
                for one, liked in mentors.items()
            },
        }
    )
    stable = problem.get_stable_matching()["resident_sided"]
    mentor_of = {f"h{number}": who for who, number in hospital.items()}
    found = np.full(arena.mentees, -1, dtype=np.int64)
    for who, number in resident.items():
        found[who] = mentor_of.get(stable[f"r{number}"], -1)
    return found


class _Points:
    """A rule of mentor-match: the points of a possible pair; all others, and full mentors, are disallowed."""

    def __init__(self, arena: Arena) -> None:
        both = zip(arena.mentee.tolist(), arena.mentor.tolist(), strict=True)
        self.points = dict(zip(both, arena.points.tolist(), strict=True))
        self.places = arena.places.tolist()

    def apply(self, match: Any) -> int:  # noqa: ANN401 - an object of the peer
        """Return the points of a match."""
        key = match.mentee.email, match.mentor.email
        full = len(match.mentor.mentees) >= self.places[match.mentor.email]
        match.disallowed = key not in self.points or full or bool(match.mentee.mentors)
        return int(self.points.get(key, 0))


def mentor_match(arena: Arena) -> Numbers:
    """mentor-match: rounds of one-to-one matching (munkres), one for each place, at most three."""
    process = import_module("matching.process")
    mentors = [import_module("matching.mentor").Mentor(grade=1, email=i) for i in range(len(arena.places))]
    mentees = [import_module("matching.mentee").Mentee(grade=1, email=i) for i in range(arena.mentees)]
    rounds = min(int(arena.places.max(initial=0)), _MOST)
    process.process_data(mentors, mentees, [[_Points(arena)] for _ in range(rounds)])
    found = np.full(arena.mentees, -1, dtype=np.int64)
    for mentee in mentees:
        if mentee.mentors:
            found[mentee.email] = mentee.mentors[0].email
    return found
