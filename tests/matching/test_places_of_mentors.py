"""A mentor has at most as many places as mentees who could come, however many themes they share with him."""

import numpy as np
import pytest

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates, single_pairs
from service.matching.checking.check import check
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from service.matching.solving.network import Network
from tests.matching.instances import Document, document, mentee, mentor, seeded

FORMS, KNOWN, REQUEST = ["PEER", "HEAD_TEACHER"], {"a": 2, "b": 2}, {"a": 1, "b": 1}


def _two_who_ask_for_both(**more: object) -> Document:
    """One mentor and two mentees who can only meet in a group, with any of four themes."""
    leads = {"types": ["group"], "forms": FORMS, "competencies": KNOWN, "group": {"min": 2}}
    wants = {"types": ["group"], "forms": FORMS, "request": REQUEST}
    return document([mentor("m", capacity=5, **leads)], [mentee("a", **wants), mentee("b", **wants)], **more)


def _many_themes(seed: int) -> Document:
    """Few people, most of them for groups alone, who share several forms and competencies."""
    draw = seeded(seed)
    codes = ["a", "b", "c"]
    mentors = [
        mentor(
            f"m{i}",
            capacity=draw.randint(1, 5),
            types=draw.choice([["group"], ["group", "virtual"]]),
            forms=draw.sample(FORMS, draw.randint(1, 2)),
            competencies={code: draw.randint(1, 3) for code in draw.sample(codes, draw.randint(1, 3))},
            group={"min": 2},
        )
        for i in range(draw.randint(1, 2))
    ]
    mentees = [
        mentee(
            f"e{i}",
            types=draw.choice([["group"], ["group"], ["group", "virtual"]]),
            forms=draw.sample(FORMS, draw.randint(1, 2)),
            request={code: draw.randint(1, 3) for code in draw.sample(codes, draw.randint(1, 3))},
        )
        for i in range(draw.randint(2, 5))
    ]
    return document(mentors, mentees, limits={"seed": seed})


@pytest.mark.requirement("R-064")
def test_a_group_whose_members_share_many_themes_with_the_mentor_is_accepted() -> None:
    made = problem_from(_two_who_ask_for_both())
    right = propose(made)
    assert [pair.group for pair in right.pairs] == ["g1", "g1"]
    verdict = check(problem=made, proposal=right)
    assert (verdict.violations, verdict.unproven) == ((), ())


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(120))
def test_proposals_of_people_with_many_common_themes_are_accepted(seed: int) -> None:
    made = problem_from(_many_themes(seed))
    verdict = check(problem=made, proposal=propose(made))
    assert (verdict.violations, verdict.unproven) == ((), ())


@pytest.mark.parametrize("seed", range(20))
def test_every_mentee_who_could_come_is_counted_once(seed: int) -> None:
    made = problem_from(_many_themes(seed))
    found = candidates(Eligibility.of(made))
    both = {*zip(found.mentee.tolist(), found.mentor.tolist(), strict=True)}
    wanted = [sum(mentor == j for _, mentor in both) for j in range(len(made.mentors))]
    assert found.wanted(len(made.mentors)).tolist() == wanted
    places = [min(person.capacity, count) for person, count in zip(made.mentors, wanted, strict=True)]
    network = Network.of(made, found)
    leaving = np.bincount(network.tails[network.places], minlength=network.nodes)
    assert leaving[len(made.mentees) : -1].tolist() == places
    alone = single_pairs(found)
    assert alone.wanted(len(places)).tolist() == np.bincount(alone.mentor, minlength=len(places)).tolist()
