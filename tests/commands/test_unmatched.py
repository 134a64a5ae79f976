"""Mentees without a pair: support where it is due, the search that goes on, the day of the next step."""

from datetime import date

import pytest

from service.access import Role
from service.aggregates.support import MenteeHasPair, NextStepNotAhead
from service.commands.lists_deadlines import deadlines
from service.commands.lists_petitions import unmatched_mentees
from service.commands.participants import remove_from_bank
from service.commands.runtime import Runtime
from service.commands.suggest import record_match_run
from service.commands.unmatched import arrange_support, continue_mentor_search
from service.errors import NotAllowed, NotFound
from tests.commands.pairing import TODAY
from tests.commands.replacing import Replacing

NEXT_ON = date(2026, 12, 7)
LATER = date(2026, 12, 21)
BLOCKING = [{"rule": "competencies", "clause": None, "count": 4}]


def run_without(school: Replacing, *mentees: str) -> None:
    """A run of the matcher that left these mentees without a pair."""
    digest = f"sha256:{school.runtime.random_hex()}"
    left = [{"mentee": each, "blocking": BLOCKING, "relaxations": []} for each in mentees]
    proposal = {
        "problem_digest": digest,
        "status": "optimal",
        "solver": {"name": "test", "version": "1", "seed": 1},
        "pairs": [],
        "groups": [],
        "unmatched": left,
    }
    school.round()
    school.act(record_match_run, round_id=school.open_round(), bank_position=1, problem={}, proposal=proposal)


@pytest.mark.requirement("R-067")
@pytest.mark.variation("V-50")
def test_004_supports_everybody_and_001_whoever_needs_it_while_the_search_goes_on(staged: Runtime) -> None:
    """V-50: in 004 support is due without a proviso, and its document says nothing of a continued search."""
    missing, by_default = {}, {}
    for code in ("001", "004"):
        school = Replacing(staged, code)
        mentee = school.mentee()
        run_without(school, mentee)
        school.act(continue_mentor_search, mentee=mentee, next_on=NEXT_ON)
        (row,) = school.list(unmatched_mentees, school.office("curator"))
        missing[code], by_default[code] = row["missing_words"], row["search_by_default"]
        assert row["next_on"] == NEXT_ON
    assert missing == {"001": [], "004": ["нужна психолого-педагогическая поддержка"]}
    assert by_default == {"001": False, "004": True}


@pytest.mark.requirement("R-067")
def test_nobody_is_left_without_a_next_step_and_its_day(staged: Runtime) -> None:
    school = Replacing(staged, "004")
    curator, mentee = school.office("curator"), school.mentee()
    run_without(school, mentee)
    (row,) = school.list(unmatched_mentees, curator)
    assert (row["missing"], row["next_on"], row["blocking"]) == (["support", "next_step"], None, BLOCKING)
    school.act(
        arrange_support,
        actor=curator,
        mentee=mentee,
        measures="беседы с психологом",
        since=TODAY,
        next_on=LATER,
    )
    (row,) = school.list(unmatched_mentees, curator)
    assert (row["missing"], row["next_on"], row["measures"]) == ([], LATER, "беседы с психологом")
    assert (row["support_since"], row["since"]) == (TODAY, TODAY)
    school.act(continue_mentor_search, actor=curator, mentee=mentee, next_on=NEXT_ON, step="спросить соседей")
    (row,) = school.list(unmatched_mentees, curator)
    assert (row["next_on"], row["search_step"], row["search_next_on"]) == (
        NEXT_ON,
        "спросить соседей",
        NEXT_ON,
    )
    (row,) = school.list(unmatched_mentees, curator, on=date(2026, 12, 8))
    assert (row["next_on"], row["missing"]) == (LATER, [])
    (row,) = school.list(unmatched_mentees, curator, on=LATER)
    assert row["missing"] == []
    (row,) = school.list(unmatched_mentees, curator, on=date(2026, 12, 22))
    assert (row["missing"], row["next_on"]) == (["step_overdue"], LATER)


@pytest.mark.requirement("R-067")
def test_whoever_gets_a_mentor_leaves_the_list_and_comes_back_anew(staged: Runtime) -> None:
    school = Replacing(staged)
    curator, mentee = school.office("curator"), school.mentee()
    run_without(school, mentee)
    school.act(continue_mentor_search, mentee=mentee, next_on=NEXT_ON)
    school.in_force(school.mentor(), mentee)
    assert school.list(unmatched_mentees, curator) == []
    with pytest.raises(MenteeHasPair):
        school.act(continue_mentor_search, mentee=mentee, next_on=NEXT_ON)
    with pytest.raises(MenteeHasPair):
        school.act(arrange_support, mentee=mentee, measures="беседы", since=TODAY, next_on=NEXT_ON)


@pytest.mark.requirement("R-067")
def test_whoever_leaves_the_bank_is_looked_for_no_more_and_nothing_is_overdue(staged: Runtime) -> None:
    school = Replacing(staged, "004")
    curator, mentee = school.office("curator"), school.mentee()
    run_without(school, mentee)
    school.act(continue_mentor_search, mentee=mentee, next_on=NEXT_ON)
    (term,) = [row for row in school.list(deadlines, curator, on=LATER) if row["kind"] == "search"]
    assert term["state_words"] == "просрочено"
    school.act(remove_from_bank, entry=mentee, ground="no_longer_needed")
    (term,) = [row for row in school.list(deadlines, curator, on=LATER) if row["kind"] == "search"]
    assert term["state_words"] == "снято"
    assert school.list(unmatched_mentees, curator) == []


def test_the_newest_run_tells_who_is_left(staged: Runtime) -> None:
    school = Replacing(staged)
    first, second = school.mentee(), school.mentee()
    run_without(school, first, second)
    run_without(school, second)
    assert [row["mentee"] for row in school.list(unmatched_mentees, school.office("curator"))] == [second]


def test_one_institution_does_not_see_the_mentees_of_another(staged: Runtime) -> None:
    here, there = Replacing(staged, "001"), Replacing(staged, "004")
    run_without(here, here.mentee())
    assert there.list(unmatched_mentees, there.office("curator")) == []
    with pytest.raises(NotFound):
        there.act(continue_mentor_search, mentee=here.mentee(), next_on=NEXT_ON)


def test_the_association_sees_who_is_left_and_not_how_he_is_supported(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    run_without(school, mentee)
    school.act(arrange_support, mentee=mentee, measures="беседы", since=TODAY, next_on=NEXT_ON)
    (row,) = school.list(unmatched_mentees, school.somebody(Role.ASSOCIATION))
    assert (row["mentee"], row["measures"], row["next_on"]) == (mentee, None, NEXT_ON)
    (row,) = school.list(unmatched_mentees, school.office("head"))
    assert row["measures"] == "беседы"
    with pytest.raises(NotAllowed):
        school.list(unmatched_mentees, school.himself(mentee))


@pytest.mark.requirement("R-067")
def test_the_curator_cares_and_looks_ahead(staged: Runtime) -> None:
    school = Replacing(staged)
    mentee = school.mentee()
    with pytest.raises(NotAllowed):
        school.act(
            continue_mentor_search, actor=school.himself(school.mentor()), mentee=mentee, next_on=NEXT_ON
        )
    with pytest.raises(NextStepNotAhead):
        school.act(continue_mentor_search, mentee=mentee, next_on=TODAY)
