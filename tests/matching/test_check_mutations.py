"""A thousand wrong proposals, grouped by what was done to them: the checker refuses every one.

Where a change alone could leave another proposal that is just as good, all numbers and reasons are made
consistent, as a careful forger would do it, and only what is worse than the right proposal counts.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pytest

from service.matching.checking.check import check
from service.matching.formats.proposal import Proposal
from tests.matching import wrong_numbers, wrong_pairs
from tests.matching.forger import Case, cases
from tests.matching.instances import seeded

_LEAST, _MOST_OF_A_KIND = 1_000, 66

Mutation = Callable[[Case, random.Random], Iterator[Proposal]]

KINDS: Mapping[str, Mutation] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            wrong_pairs.dropped_pair,
            wrong_pairs.moved_pair,
            wrong_pairs.swapped_pairs,
            wrong_pairs.forbidden_pair,
            wrong_pairs.added_pair,
            wrong_pairs.overloaded,
            wrong_pairs.unknown_people,
            wrong_pairs.points,
            wrong_pairs.terms,
            wrong_numbers.values,
            wrong_numbers.bounds,
            wrong_numbers.too_close_bounds,
            wrong_numbers.directions,
            wrong_numbers.statuses,
            wrong_numbers.headers,
            wrong_numbers.left_over,
            wrong_numbers.reasons,
            wrong_numbers.prices,
            wrong_numbers.certificates,
            wrong_numbers.huge_numbers,
            wrong_numbers.components,
            wrong_numbers.of_another_problem,
            wrong_pairs.groups,
        )
    }
)


@cache
def _mutations(kind: str) -> tuple[tuple[Case, Proposal], ...]:
    """Mutations of a kind, drawn from those of all cases."""
    draw = seeded(64)
    found = [(case, wrong) for case in cases() for wrong in KINDS[kind](case, draw)]
    return tuple(draw.sample(found, min(len(found), _MOST_OF_A_KIND)))


def test_the_right_proposals_are_accepted_and_of_every_sort() -> None:
    assert {case.name.split()[0] for case in cases()} == {"given", "tolerance", "pairs", "repair", "groups"}
    for case in cases():
        assert check(problem=case.problem, proposal=case.right).violations == (), case.name


@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("kind", KINDS)
def test_every_wrong_proposal_is_refused(kind: str) -> None:
    tried = _mutations(kind)
    accepted = [case.name for case, wrong in tried if check(problem=case.problem, proposal=wrong).accepted]
    assert accepted == []
    assert len(tried) >= 10, f"{kind}: {len(tried)} are too few to prove much"


@pytest.mark.requirement("R-064")
def test_there_are_a_thousand_of_them() -> None:
    assert sum(len(_mutations(kind)) for kind in KINDS) >= _LEAST
