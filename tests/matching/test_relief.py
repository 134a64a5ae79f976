"""Which competency would ease a Hall set: learning it really matches one mentee more."""

import copy

import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.explaining.hall import hall_sets
from service.matching.explaining.reach import Reach
from service.matching.explaining.relief import Relief, relief
from service.matching.formats.proposal import Proposal
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import Document, banks, document, mentee, mentor, seeded


def _reliefs(made: Document, proposal: Proposal) -> list[Relief]:
    problem = problem_from(made)
    eligibility = Eligibility.of(problem)
    allowed, pairs = candidates(eligibility), [pair.people() for pair in proposal.pairs]
    reach = Reach.of(problem, allowed, pairs)
    return [
        each for found in hall_sets(problem, allowed, pairs) for each in relief(eligibility, reach, found)
    ]


def _trained(made: Document, name: str, code: str) -> Document:
    changed = copy.deepcopy(made)
    next(m for m in changed["mentors"] if m["id"] == name)["competencies"][code] = 1
    return changed


def test_every_mentor_who_learns_the_competency_gives_one_pair_more() -> None:
    told = 0
    for seed in range(60):
        made = banks(seeded(seed), mentors=6, mentees=12) | {"goals": ["matched"]}
        for person in made["mentors"]:
            person.pop("group", None)
        proposal = propose(problem_from(made))
        for found in _reliefs(made, proposal):
            for name in found.mentors:
                after = propose(problem_from(_trained(made, name, found.competency)))
                assert len(after.pairs) > len(proposal.pairs)
                told += 1
    assert told > 10


@pytest.mark.requirement("R-067")
def test_requests_of_those_who_have_a_place_in_the_set_count_too() -> None:
    mentors = [mentor("x", capacity=1), mentor("y", competencies={"tests": 2}), mentor("z", forms=["CUSTOM"])]
    made = document(
        mentors, [mentee("a", due_in_days=-1), mentee("b", forms=["PEER", "CUSTOM"], free=["mon"])]
    )
    made["mentors"][2]["free"] = ["tue"]
    assert _reliefs(made, propose(problem_from(made))) == [
        Relief(competency="lesson", mentees=("a", "b"), mentors=("y",))
    ]
