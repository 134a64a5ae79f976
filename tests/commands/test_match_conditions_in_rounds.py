"""What people set beside the matcher reaches it: pins, bans, tolerance, weights, other choices."""

from datetime import timedelta

import pytest

from service.aggregates.match_conditions import (
    MenteePinnedElsewhere,
    MentorPinnedFull,
    PairBannedByCurator,
    ToleranceOutOfBounds,
    WeightsInPast,
)
from service.aggregates.match_round import CombinationDeclined, InterestInOneself, MatchRoundClosed
from service.commands.bank_problem import Asking
from service.commands.banks import set_mentor_capacity
from service.commands.catalogue import all_views
from service.commands.match_conditions import (
    ban_pair,
    lift_pair_ban,
    pin_pair,
    set_fit_tolerance,
    set_matching_weights,
    unpin_pair,
)
from service.commands.open_run import OpenRun, open_run
from service.commands.overrides import PairImpossible, PairProposedAlready, override_proposal
from service.commands.personal_data import erase_person
from service.commands.rounds import (
    NoOpenRound,
    close_match_round,
    express_interest,
    open_match_round,
    propose_pair,
)
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.commands.views import Row, answer
from service.errors import NotAllowed, NotFound
from service.ids import person_of
from tests.commands.pairing import TODAY, School

Pairs = set[tuple[str, str]]


def run(school: School, asking: Asking | None = None) -> Row:
    """Run the matcher as the curator."""
    return suggest(
        school.runtime,
        institution=school.code,
        actor=school.office("curator"),
        asking=asking or Asking(),
    )


def pairs(row: Row) -> Pairs:
    """Mentee and mentor of every pair."""
    return {(pair["mentee"], pair["mentor"]) for pair in row["proposal"]["pairs"]}


def opened(school: School, who: str = "curator", run_id: str | None = None) -> OpenRun:
    """A run as somebody opens it, the newest if none is named."""
    return open_run(school.runtime, institution=school.code, actor=school.office(who), run_id=run_id)


def listed(school: School, name: str, who: str = "curator") -> list[Row]:
    """The rows of a list as an office reads it."""
    found = answer(school.runtime, all_views()[name], institution=school.code, actor=school.office(who))
    return [dict(row) for row in found]


@pytest.fixture
def school(staged: Runtime) -> School:
    return School(staged)


@pytest.fixture
def two(school: School) -> tuple[str, str, str]:
    """A mentee, her better mentor and her second one (without experience there are fewer points)."""
    mentee, better, second = school.mentee(), school.mentor(experience=30), school.mentor(experience=5)
    assert pairs(run(school)) == {(mentee, better)}
    return mentee, better, second


@pytest.mark.requirement("R-056", "R-063")
def test_a_pinned_pair_is_proposed_until_the_pin_is_taken_away(
    school: School, two: tuple[str, str, str]
) -> None:
    mentee, better, second = two
    school.act(pin_pair, actor=school.office("curator"), mentee=mentee, mentor=second)
    assert pairs(run(school)) == {(mentee, second)}
    (pinned,) = listed(school, "pinned_pairs")
    assert (pinned["mentee"], pinned["mentor"], pinned["pinned_on"]) == (mentee, second, TODAY)
    assert pinned["mentor_name"].startswith("Зорина")
    school.act(unpin_pair, mentee=mentee, mentor=second)
    assert pairs(run(school)) == {(mentee, better)}
    assert listed(school, "pinned_pairs") == []


@pytest.mark.requirement("R-063")
def test_a_pin_holds_in_its_own_round(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, second = two
    school.act(pin_pair, mentee=mentee, mentor=second)
    school.act(close_match_round)
    with pytest.raises(NoOpenRound):
        school.act(pin_pair, mentee=mentee, mentor=better)
    school.act(open_match_round)
    assert pairs(run(school)) == {(mentee, better)}


@pytest.mark.requirement("R-056", "R-063")
def test_a_banned_pair_is_not_proposed_until_the_ban_is_lifted(
    school: School, two: tuple[str, str, str]
) -> None:
    mentee, better, second = two
    school.act(ban_pair, mentee=mentee, mentor=better, reason="дочь и мать")
    row = run(school)
    assert pairs(row) == {(mentee, second)}
    assert row["problem"]["forbidden"] == [{"mentee": mentee, "mentor": better}]
    with pytest.raises(PairBannedByCurator):
        school.act(pin_pair, mentee=mentee, mentor=better)
    school.act(close_match_round)
    assert pairs(run(school)) == {(mentee, second)}  # a ban outlasts its round
    school.act(lift_pair_ban, mentee=mentee, mentor=better)
    assert pairs(run(school)) == {(mentee, better)}


@pytest.mark.requirement("R-061", "R-063")
def test_only_the_curator_reads_why_a_pair_is_banned(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, _ = two
    school.act(ban_pair, mentee=mentee, mentor=better, reason="дочь и мать")
    assert [row["reason"] for row in listed(school, "banned_pairs")] == ["дочь и мать"]
    assert [row["reason"] for row in listed(school, "banned_pairs", "head")] == [None]


@pytest.mark.requirement("R-061", "R-069")
def test_nobody_is_pinned_to_himself_or_against_a_decline(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, _ = two
    with pytest.raises(InterestInOneself):
        school.act(pin_pair, mentee=school.also_mentee(better), mentor=better)
    school.act(express_interest, entry=mentee, other=better, rating=0)
    with pytest.raises(CombinationDeclined):
        school.act(pin_pair, mentee=mentee, mentor=better)


@pytest.mark.requirement("R-063")
def test_pins_against_the_places_are_told_and_nothing_is_proposed(school: School) -> None:
    mentor, first, second, third = school.mentor(), school.mentee(), school.mentee(), school.mentee()
    school.act(set_mentor_capacity, mentor=mentor, limit=2)
    run(school)
    for mentee in (first, second):
        school.act(pin_pair, mentee=mentee, mentor=mentor)
    with pytest.raises(MentorPinnedFull) as full:
        school.act(pin_pair, mentee=third, mentor=mentor)
    assert full.value.facts == {"most": 2, "led": 0, "pinned": 2}
    school.act(set_mentor_capacity, mentor=mentor, limit=1)
    row = run(school)
    assert (row["status"], pairs(row)) == ("infeasible", set())


@pytest.mark.requirement("R-061", "R-063")
def test_within_the_tolerance_interest_outweighs_the_fit(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, second = two
    school.act(express_interest, entry=mentee, other=second, rating=5)
    assert pairs(run(school)) == {(mentee, better)}
    school.act(set_fit_tolerance, per_mille=200)
    row = run(school)
    assert row["problem"]["limits"]["fit_tolerance"] == 0.2
    assert pairs(row) == {(mentee, second)}
    assert listed(school, "fit_tolerance") == [{"round": row["round"], "per_mille": 200}]
    assert pairs(run(school, Asking(tolerance=0))) == {(mentee, better)}
    with pytest.raises(ToleranceOutOfBounds):
        run(school, Asking(tolerance=201))
    with pytest.raises(ToleranceOutOfBounds):
        run(school, Asking(tolerance=-1))


@pytest.mark.requirement("R-063", "R-064")
@pytest.mark.usefixtures("two")
def test_weights_hold_from_their_day_on_and_are_stored_with_the_run(school: School) -> None:
    tomorrow = TODAY + timedelta(days=1)
    school.act(
        set_matching_weights, actor=school.office("head"), weights={"competencies": 1000}, since=tomorrow
    )
    assert "weights" not in run(school)["problem"]
    later = suggest(school.runtime, institution=school.code, actor=school.office("curator"), on=tomorrow)
    assert later["problem"]["weights"] == {"competencies": 1000}
    (pair,) = later["proposal"]["pairs"]
    assert {name for name, points in pair["terms"].items() if points} == {"competencies"}
    assert [row["in_force"] for row in listed(school, "matching_weights")] == [False, True]
    with pytest.raises(WeightsInPast):
        school.act(set_matching_weights, weights={"time": 5}, since=TODAY - timedelta(days=1))


@pytest.mark.requirement("R-063")
def test_the_usual_weights_hold_where_an_institution_set_none(school: School) -> None:
    (usual,) = listed(school, "matching_weights")
    assert (usual["since"], usual["in_force"]) == (None, True)
    assert sum(usual["criteria"].values()) == 1000
    assert all(name[0] not in "abcdefghijklmnopqrstuvwxyz" for name in usual["criteria"])


@pytest.mark.requirement("R-063", "R-064")
def test_another_pair_is_chosen_with_its_price_and_holds(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, second = two
    curator = school.office("curator")
    price = override_proposal(
        school.runtime,
        opened(school),
        actor=curator,
        mentee=mentee,
        mentor=second,
        reason="работают в одном кабинете",
    )
    assert {loss.goal: loss.loss for loss in price.losses}["fit"] > 0
    assert pairs(run(school)) == {(mentee, second)}
    (told,) = listed(school, "overrides")
    assert (told["mentee"], told["mentor"], told["instead"]) == (mentee, second, better)
    assert told["price"] == [[loss.goal, loss.loss] for loss in price.losses]
    assert told["reason"] == "работают в одном кабинете"
    assert "соответствие всех пар, баллов" in told["price_words"]
    assert [row["reason"] for row in listed(school, "overrides", "head")] == [None]
    school.act(unpin_pair, mentee=mentee, mentor=second)
    assert pairs(run(school)) == {(mentee, better)}


@pytest.mark.requirement("R-060", "R-063")
def test_what_cannot_be_chosen_is_refused_with_the_reason(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, second = two

    def choose(mentor: str, *, run_id: str | None = None, who: str = "curator") -> None:
        override_proposal(
            school.runtime,
            opened(school, who, run_id),
            actor=school.office(who),
            mentee=mentee,
            mentor=mentor,
            reason="так удобнее",
        )

    with pytest.raises(PairProposedAlready):
        choose(better)
    with pytest.raises(NotFound):
        choose("001/mentor/" + "f" * 32)
    with pytest.raises(NotAllowed):
        choose(second, who="head")
    school.act(pin_pair, mentee=mentee, mentor=better)
    with pytest.raises(MenteePinnedElsewhere):
        choose(second)
    school.act(unpin_pair, mentee=mentee, mentor=better)
    school.act(express_interest, entry=second, other=mentee, rating=0)
    declined = run(school)
    with pytest.raises(PairImpossible) as caught:
        choose(second, run_id=declined["id"])
    assert caught.value.facts == {"why": "один из двоих отказался от этой пары"}
    school.act(close_match_round)
    with pytest.raises(MatchRoundClosed):
        choose(second, run_id=declined["id"])


@pytest.mark.requirement("R-082")
def test_a_pair_that_is_proposed_by_hand_and_wanted_by_all_needs_no_pin(school: School) -> None:
    mentee, mentor = school.mentee(), school.mentor()
    school.round()
    school.act(propose_pair, mentor=mentor, mentees=(mentee,))
    assert pairs(run(school)) == {(mentee, mentor)}
    assert listed(school, "pinned_pairs") == []


@pytest.mark.requirement("R-055")
def test_reasons_end_with_the_person_whom_they_are_about(school: School, two: tuple[str, str, str]) -> None:
    mentee, better, second = two
    school.act(ban_pair, mentee=mentee, mentor=better, reason="дочь и мать")
    override_proposal(
        school.runtime,
        opened(school),
        actor=school.office("curator"),
        mentee=mentee,
        mentor=second,
        reason="соседние кабинеты",
    )
    school.act(erase_person, person=person_of(mentee))
    assert [row["reason"] for row in listed(school, "banned_pairs")] == [""]
    assert [row["reason"] for row in listed(school, "overrides")] == [""]
