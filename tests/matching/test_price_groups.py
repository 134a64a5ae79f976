"""Prices where groups tie pairs together: solved anew, or exact for groups that stay as they are."""

import pytest

from service.matching.formats.reading import problem_from
from service.matching.pricing.alternatives import nearest_mentees, nearest_mentors
from service.matching.pricing.loss import BY_EXCHANGE, BY_SOLVING, KEEPING_GROUPS
from service.matching.pricing.price import Prices
from service.matching.propose import propose
from tests.matching import oracle
from tests.matching.instances import Document, document, mentee, mentor, seeded
from tests.matching.priced import Assignment, applied, assert_priced, pairs_of, prices_of, with_cell
from tests.matching.random_groups import grouped


@pytest.mark.parametrize("seed", range(25))
def test_with_groups_the_price_is_found_by_solving_anew(seed: int) -> None:
    value = grouped(seeded(10_000 + seed), mentors=3, mentees=4)
    prices = prices_of(value)
    for person in value["mentees"]:
        for price in prices.of_mentee(person["id"]):
            assert price.method == (BY_SOLVING if prices.coupled else BY_EXCHANGE)
            assert price.proven or price.rules
            assert_priced(value, prices, price)


def _with_members(count: int) -> Document:
    """Two leaders of groups for people who want nothing else."""
    leaders = [mentor(name, capacity=3, types=["group"], group={"min": 2}) for name in ("m0", "m1")]
    return document(leaders, [mentee(f"e{i:02}", types=["group"]) for i in range(count)])


def test_prices_are_exact_unless_groups_of_many_make_them_take_long() -> None:
    many = _with_members(61)
    ways = []
    for value in (_with_members(6), many, many | {"limits": {"fit_tolerance": 0.1}}):
        asked = problem_from(value)
        prices = Prices.timely(problem=asked, proposal=propose(asked))
        ways.append((prices.coupled, prices.beyond is not None))
    assert ways == [(True, False), (False, True), (True, False)]


def test_prices_are_exact_where_a_limit_left_pairs_that_can_be_exchanged_for_better_ones() -> None:
    made = _with_members(61)
    made["mentors"] += [mentor("p", capacity=1, subject="maths"), mentor("q", capacity=1, subject="music")]
    made["mentees"] += [mentee("a", subject="maths"), mentee("b", subject="music")]
    crossed = [{"mentee": "a", "mentor": "q"}, {"mentee": "b", "mentor": "p"}]
    worse = propose(problem_from(made | {"pinned": crossed}))
    assert not Prices.timely(problem=problem_from(made), proposal=worse).in_groups
    assert Prices.timely(problem=problem_from(made), proposal=propose(problem_from(made))).in_groups


def _keeping_groups(value: Document, prices: Prices, plan: Assignment) -> bool:
    """Whether the members of groups are where they were, and everybody else is in a pair."""
    members = {pair.mentee: pair.mentor for pair in prices.proposal.pairs if pair.group is not None}
    alone = oracle.Loads(value).alone
    return all(plan.get(e) == m for e, m in members.items()) and all(
        pair in alone for pair in plan.items() if pair[0] not in members
    )


@pytest.mark.parametrize("seed", range(40))
def test_prices_with_groups_as_they_are_are_exact_for_that_and_an_upper_bound(seed: int) -> None:
    value = grouped(seeded(12_000 + seed), mentors=3, mentees=5)
    asked = problem_from(value)
    prices = Prices.keeping_groups(problem=asked, proposal=propose(asked))
    for person in value["mentees"]:
        for price in prices.of_mentee(person["id"]):
            if price.method == BY_SOLVING:
                assert_priced(value, prices, price)
                continue
            assert (price.method, price.proven) == (KEEPING_GROUPS, False)
            pinned = with_cell(value, price)
            plans = [plan for plan in oracle.assignments(pinned) if _keeping_groups(value, prices, plan)]
            found = [oracle.values(value, plan) for plan in plans]
            goals = oracle.order(value)
            best = min(tuple(v[g] if g == "load" else -v[g] for g in goals) for v in found)
            now = {goal.name: goal.value for goal in prices.proposal.goals}
            lost = [now[g] + c if g != "load" else c - now[g] for g, c in zip(goals, best, strict=True)]
            assert list(price.key) == lost
            assert applied(pairs_of(prices.proposal), price) in plans
    anew = Prices.of(problem=asked, proposal=prices.proposal)
    for person in value["mentees"][:2]:
        for other in value["mentors"]:
            cell = prices.cell(mentee=person["id"], mentor=other["id"])
            exact = anew.cell(mentee=person["id"], mentor=other["id"])
            assert cell.rules == exact.rules
            assert cell.key >= exact.key
            if cell.method != KEEPING_GROUPS:
                assert cell == exact


def test_for_members_of_kept_groups_the_others_are_counted_as_untried() -> None:
    asked = problem_from(_with_members(61))
    prices = Prices.timely(problem=asked, proposal=propose(asked))
    member = next(pair for pair in prices.proposal.pairs if pair.group is not None)
    found = nearest_mentors(prices, member.mentee)
    assert (found.nearest, found.others, found.untried) == ((), 1, 1)
    leads = sum(pair.mentor == member.mentor for pair in prices.proposal.pairs)
    of_mentor = nearest_mentees(prices, member.mentor)
    assert (of_mentor.nearest, of_mentor.untried) == ((), 61 - leads)
