"""The checker accepts what is proposed with groups, and refuses each broken rule of a group by its name."""

from collections.abc import Callable

import msgspec
import pytest

from service.matching.candidates.components import parts
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.checking.check import check
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import ComponentResult, Proposal, ProposedGroup, ProposedPair
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.matching.instances import mentee, mentor, problem, seeded
from tests.matching.random_groups import grouped


def _made(**limits: object) -> Problem:
    """Two mentors who lead groups; ``d`` and ``e`` could be pairs as well, ``f`` only a pair."""
    known = {"lesson": 2, "tests": 1}
    leads = {"types": ["group", "virtual"], "competencies": known, "group": {"min": 2, "max": 3}}
    people = [mentor("m1", capacity=4, **leads), mentor("m2", capacity=3, **leads), mentor("m3", capacity=1)]
    wants = [mentee(name, types=["group"]) for name in "abc"]
    both = [mentee(name, types=["group", "virtual"], request={"lesson": 1, "tests": 2}) for name in "de"]
    return problem(people, [*wants, *both, mentee("f", request={"tests": 1})], limits=limits)


Change = Callable[[Proposal], Proposal]


def _group(proposal: Proposal, **changes: object) -> Proposal:
    first = msgspec.structs.replace(proposal.groups[0], **changes)
    return proposal.replace(groups=(first, *proposal.groups[1:]))


def _pair(proposal: Proposal, who: str, **changes: object) -> Proposal:
    return proposal.replace(
        pairs=tuple(msgspec.structs.replace(p, **changes) if p.mentee == who else p for p in proposal.pairs)
    )


def _outsider(proposal: Proposal) -> str:
    return next(pair.mentee for pair in proposal.pairs if pair.group is None)


def _smaller(proposal: Proposal) -> Proposal:
    """The group with a single member; the others are left out of the proposal."""
    group = proposal.groups[0]
    gone = set(group.mentees[1:])
    return _group(proposal, mentees=group.mentees[:1]).replace(
        pairs=tuple(pair for pair in proposal.pairs if pair.mentee not in gone)
    )


def _split(proposal: Proposal) -> Proposal:
    """A second group of the same mentor."""
    group = proposal.groups[0]
    second = ProposedGroup(id="g2", mentor=group.mentor, theme="PEER/tests", mentees=("d", "e"))
    moved: Proposal = proposal.replace(groups=(group, second))
    for who in ("d", "e"):
        moved = _pair(moved, who, mentor=group.mentor, group="g2")
    return moved


def _everybody(proposal: Proposal) -> Proposal:
    """All who want a group in one, more than it may have."""
    group = proposal.groups[0]
    moved = _group(proposal, mentees=("a", "b", "c", "d"))
    for who in ("a", "b", "c", "d"):
        moved = _pair(moved, who, mentor=group.mentor, group=group.id)
    return moved


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("group_size", _smaller),
        ("group_size", _everybody),
        ("two_groups", _split),
        ("group_members", lambda proposal: _group(proposal, mentees=proposal.groups[0].mentees[1:])),
        ("group_members", lambda proposal: _group(proposal, mentees=proposal.groups[0].mentees[::-1])),
        ("group_members", lambda proposal: _group(proposal, mentees=("a", "b", "f"))),
        ("group_mentor", lambda proposal: _group(proposal, mentor="m3")),
        ("no_group", lambda proposal: _group(proposal, mentor="m3")),
        ("no_group", lambda proposal: _group(proposal, mentor="nobody")),
        ("group_id", lambda proposal: _group(proposal, id="g7")),
        ("unknown_group", lambda proposal: _group(proposal, id="g7")),
        ("unknown_group", lambda proposal: proposal.replace(groups=())),
        ("unknown_group", lambda proposal: _pair(proposal, "a", group="g9")),
        ("group_theme", lambda proposal: _group(proposal, theme="PEER/tests")),
        ("group_theme", lambda proposal: _group(proposal, theme="PEER/unknown")),
        ("group_only", lambda proposal: _pair(proposal, "a", group=None)),
        ("no_group", lambda proposal: _pair(proposal, "f", group="g1", mentor=proposal.groups[0].mentor)),
    ],
)
def test_a_broken_rule_of_a_group_is_told_by_its_name(rule: str, change: Change) -> None:
    made = _made()
    right = propose(made)
    assert len(right.groups) == 1
    assert check(problem=made, proposal=right).violations == ()
    refused = check(problem=made, proposal=change(right)).violations
    assert rule in {violation.rule for violation in refused}


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(60))
def test_proposals_with_groups_are_accepted_and_proven_anew(seed: int) -> None:
    draw = seeded(seed)
    made = problem_from(grouped(draw, mentors=5, mentees=10, fit_tolerance=draw.choice([0, 0, 0.1])))
    verdict = check(problem=made, proposal=propose(made))
    assert verdict.violations == ()
    assert verdict.unproven == ()


@pytest.mark.parametrize("places", [2, 3])
def test_members_of_a_group_and_single_pairs_share_the_places_of_their_mentor(places: int) -> None:
    leader = mentor("m", capacity=places, types=["group", "virtual"], group={"min": 2, "max": 2})
    made = problem([leader], [*(mentee(name, types=["group"]) for name in "ab"), mentee("c")])
    right = propose(made)
    assert len(right.pairs) == places
    if places == 2:
        alone = ProposedPair(mentee="c", mentor="m", points=right.pairs[0].points, terms=right.pairs[0].terms)
        forged = right.replace(pairs=(*right.pairs, alone))
        rules = {violation.rule for violation in check(problem=made, proposal=forged).violations}
        assert "over_capacity" in rules


@pytest.mark.parametrize("change", ["mentees", "mentors", "method", "status"])
def test_what_is_said_of_the_parts_is_compared_with_the_parts(change: str) -> None:
    made = problem_from(grouped(seeded(7), mentors=10, mentees=24))
    right = propose(made)
    assert right.components
    row = right.components[-1]
    other = {"mentees": row.mentees + 1, "mentors": row.mentors - 1, "method": "flow", "status": "feasible"}
    spoilt = msgspec.structs.replace(row, **{change: other[change]})
    forged = right.replace(components=(*right.components[:-1], spoilt))
    assert [v.rule for v in check(problem=made, proposal=forged).violations] != []
    emptied = check(problem=made, proposal=right.replace(components=()))
    assert {violation.rule for violation in emptied.violations} == {"components"}


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("seed", range(40))
def test_a_list_of_parts_with_an_entry_less_or_more_is_refused(seed: int) -> None:
    """Also where the prices prove everything without that entry."""
    made = problem_from(grouped(seeded(seed), mentors=5, mentees=10))
    right = propose(made)
    rows = right.components
    lists = [rows[:i] + rows[i + 1 :] for i in range(len(rows))]
    for wrong in (*lists, (*rows, *rows), _each_alone(made)):
        if wrong != rows:
            refused = check(problem=made, proposal=right.replace(components=wrong)).violations
            assert {violation.rule for violation in refused} == {"components"}


def _each_alone(made: Problem) -> tuple[ComponentResult, ...]:
    """The rows if every part had needed a search."""
    everybody = parts(candidates(Eligibility.of(made)), mentees=len(made.mentees), mentors=len(made.mentors))
    return tuple(
        ComponentResult(
            mentees=len(part.mentees), mentors=len(part.mentors), method="exact", status="optimal"
        )
        for part in everybody
    )
