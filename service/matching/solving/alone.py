"""A part of a network as a network of its own."""

import numpy as np

from service.matching.candidates.columns import Numbers
from service.matching.candidates.components import Part
from service.matching.candidates.score import Candidates
from service.matching.solving.network import Network


def alone(network: Network, part: Part) -> tuple[Network, Numbers]:
    """Return the network of one part, and for each of its arcs the arc of the whole network.

    Its problem has the people alone: costs, pins and wishes are those of the whole network. A mentor who has
    more candidates elsewhere has no more places here than mentees here.
    """
    problem, candidates = network.problem, network.candidates
    own = Candidates(
        mentee=_numbers(part.mentees, len(problem.mentees))[candidates.mentee[part.candidates]],
        mentor=_numbers(part.mentors, len(problem.mentors))[candidates.mentor[part.candidates]],
        points=candidates.points[part.candidates],
        theme=candidates.theme[part.candidates],
        themes=candidates.themes,
    )
    people = problem.replace(
        mentors=tuple(problem.mentors[i] for i in part.mentors.tolist()),
        mentees=tuple(problem.mentees[i] for i in part.mentees.tolist()),
        interest=(),
        fit=None,
        pinned=(),
        forbidden=(),
        current=(),
        excluded=(),
    )
    owner = network.tails[network.places] - len(problem.mentees)
    wanted = np.zeros(len(problem.mentors), dtype=np.int64)
    wanted[part.mentors] = own.wanted(len(part.mentors))
    places = network.places.start + np.flatnonzero(network.place < wanted[owner])
    arcs = np.concatenate([part.candidates, network.unmatched.start + part.mentees, places])
    return Network.of(people, own), arcs


def _numbers(some: Numbers, count: int) -> Numbers:
    """Return for each of so many people, if he is one of some, which of them; nothing for the others."""
    numbers = np.empty(count, dtype=np.int64)
    numbers[some] = np.arange(len(some))
    return numbers
