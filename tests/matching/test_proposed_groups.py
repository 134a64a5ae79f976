"""Groups in a proposal: their names, their members, and pins that only a group could keep."""

import pytest

from service.matching.formats.problem import Problem
from service.matching.formats.proposal import ProposedGroup, read_proposal
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import Document, mentee, mentor, problem, seeded, shuffled
from tests.matching.random_groups import grouped


def _leader(name: str, **facts: object) -> Document:
    return mentor(name, **({"capacity": 3, "types": ["group"], "group": {"min": 2}} | facts))


def _member(name: str, **facts: object) -> Document:
    return mentee(name, types=["group"], **facts)


def test_groups_are_counted_by_mentor_and_theme_and_name_their_members() -> None:
    made = problem(
        [_leader("m2"), _leader("m1", competencies={"tests": 2}), mentor("m3")],
        [
            _member("a"),
            _member("b", request={"tests": 1}),
            _member("c"),
            _member("d", request={"tests": 1}),
            mentee("e"),
        ],
    )
    proposal = propose(made)
    assert proposal.groups == (
        ProposedGroup(id="g1", mentor="m1", theme="PEER/tests", mentees=("b", "d")),
        ProposedGroup(id="g2", mentor="m2", theme="PEER/lesson", mentees=("a", "c")),
    )
    assert {pair.mentee: pair.group for pair in proposal.pairs} == {
        "a": "g2",
        "b": "g1",
        "c": "g2",
        "d": "g1",
        "e": None,
    }
    assert proposal.status == "optimal"
    assert read_proposal(proposal.to_bytes()) == proposal


def _pinned(**facts: object) -> Problem:
    return problem(
        [_leader("m", **facts), mentor("other")],
        [_member("a"), _member("b"), mentee("c", types=["group", "virtual"])],
        pinned=[{"mentee": "a", "mentor": "m"}, {"mentee": "c", "mentor": "other"}],
    )


def test_a_pin_may_be_kept_in_a_group() -> None:
    proposal = propose(_pinned())
    assert [(pair.mentee, pair.mentor, pair.group) for pair in proposal.pairs] == [
        ("a", "m", "g1"),
        ("b", "m", "g1"),
        ("c", "other", None),
    ]


def test_a_pin_into_a_group_that_cannot_be_led_leaves_no_proposal() -> None:
    """Three could be in the group, but one of them is pinned elsewhere."""
    made = _pinned(group={"min": 3})
    proposal = propose(made)
    assert (proposal.status, proposal.pairs, proposal.goals) == ("infeasible", (), ())
    told = {left.mentee: [reason.rule for reason in left.blocking] for left in proposal.unmatched}
    assert told == {"a": ["pinned_to_no_group"], "b": ["pins_contradict"], "c": ["pins_contradict"]}


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_lists_changes_no_byte_of_a_proposal_with_groups(seed: int) -> None:
    made = grouped(seeded(seed), mentors=4, mentees=9)
    expected = propose(problem_from(made)).to_bytes()
    for again in range(2):
        assert propose(problem_from(shuffled(made, seeded(again)))).to_bytes() == expected
