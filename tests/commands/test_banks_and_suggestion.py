"""The main job on the demo banks: import, the curator's choices, admission, suggestion."""

from datetime import date, timedelta

import msgspec
import pytest

from service.access import Actor, operator
from service.aggregates.mentor import CapacityOverRegulation
from service.commands.bank_pages import BankRow, mentee_bank, mentor_bank, open_phrases
from service.commands.banks import choose_competency, confirm_admission, set_mentor_capacity
from service.commands.consents import withdraw_personal_data_consent
from service.commands.import_banks import Imported, import_workbook
from service.commands.round_page import forms_of, people_of, round_page
from service.commands.rounds import close_match_round
from service.commands.runtime import Runtime
from service.commands.suggest import BanksEmpty, current_round, suggest
from service.demo.phrases import SURROUNDINGS
from service.demo.workbooks import workbook
from service.matching.checking.check import check
from service.matching.formats.proposal import Proposal, read_proposal
from service.matching.formats.reading import problem_from

SCHOOL_YEAR = date(2026, 9, 1)
TODAY = date(2026, 11, 21)


def load(runtime: Runtime, code: str) -> Imported:
    content = workbook(code, on=SCHOOL_YEAR)
    return import_workbook(runtime, institution=code, actor=operator(), content=content)


@pytest.mark.requirement("R-020")
@pytest.mark.requirement("R-045")
@pytest.mark.requirement("R-048")
def test_a_workbook_fills_both_banks_and_who_has_no_consent_stays_outside(staged: Runtime) -> None:
    result = load(staged, "001")
    assert result.stored
    mentors = mentor_bank(staged, institution="001", actor=operator(), on=TODAY)
    mentees = mentee_bank(staged, institution="001", actor=operator(), on=TODAY)
    assert (len(mentors), len(mentees)) == (SURROUNDINGS["001"].mentors, SURROUNDINGS["001"].mentees)
    without = [row for row in (*mentors, *mentees) if row.consent_on is None]
    assert without
    assert {row.status for row in without} <= {"кандидат", "запрос принят"}
    assert all(row.problem for row in without)


def test_the_same_file_twice_is_one_import(staged: Runtime) -> None:
    first, position = load(staged, "001"), staged.log.head()
    again = load(staged, "001")
    assert (again.stored, again.position) == (True, first.position)
    assert staged.log.head() == position


@pytest.mark.requirement("R-056")
@pytest.mark.requirement("R-060")
@pytest.mark.requirement("R-064")
@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_the_suggestion_is_proven_and_the_checker_accepts_it(staged: Runtime, code: str) -> None:
    load(staged, code)
    run = suggest(staged, institution=code, actor=operator())
    page = round_page(run, people=people_of(staged, code))
    assert page.proven
    assert page.pairs
    assert len(page.pairs) + len(page.unmatched) == SURROUNDINGS[code].mentees
    assert all(pair.shared for pair in page.pairs)
    assert all(row.obstacles for row in page.unmatched)
    verdict = check(problem=problem_from(run["problem"]), proposal=_proposal(run["proposal"]))
    assert verdict.accepted


@pytest.mark.requirement("R-064")
def test_the_same_question_gives_the_stored_run_again(staged: Runtime) -> None:
    load(staged, "001")
    first = suggest(staged, institution="001", actor=operator())
    position = staged.log.head()
    assert suggest(staged, institution="001", actor=operator()) == first
    assert staged.log.head() == position


@pytest.mark.requirement("R-064")
def test_another_day_is_another_question_since_everybody_has_waited_longer(staged: Runtime) -> None:
    load(staged, "001")
    days = (TODAY, TODAY + timedelta(days=1))
    today, tomorrow = (suggest(staged, institution="001", actor=operator(), on=day) for day in days)
    assert (today["on"], tomorrow["on"]) == days
    assert today["id"] != tomorrow["id"]
    assert today["round"] == tomorrow["round"]
    before, after = (
        [each.get("waiting_days") for each in run["problem"]["mentees"]] for run in (today, tomorrow)
    )
    assert set(before) != {None}
    assert after == [None if days is None else days + 1 for days in before]
    assert suggest(staged, institution="001", actor=operator(), on=TODAY) == today


@pytest.mark.requirement("R-056")
@pytest.mark.requirement("R-064")
def test_a_new_round_gets_a_run_of_its_own_though_nothing_changed(staged: Runtime) -> None:
    load(staged, "001")
    first = suggest(staged, institution="001", actor=operator())
    staged.run(close_match_round, institution="001", actor=operator())
    second = suggest(staged, institution="001", actor=operator())
    assert second["round"] == current_round(staged, "001") != first["round"]
    assert (second["digest"], second["proposal"]) == (first["digest"], first["proposal"])
    assert suggest(staged, institution="001", actor=operator()) == second


@pytest.mark.requirement("R-056")
def test_a_suggestion_needs_both_banks(staged: Runtime) -> None:
    with pytest.raises(BanksEmpty):
        suggest(staged, institution="001", actor=operator())


@pytest.mark.requirement("R-044")
def test_a_phrase_that_is_not_sure_waits_for_the_curator_and_is_not_used_before(
    staged: Runtime, curator: Actor
) -> None:
    load(staged, "001")
    rows = mentee_bank(staged, institution="001", actor=curator, on=TODAY)
    (row, phrase), *_ = open_phrases(rows)
    before = _request(staged, row.id)
    staged.run(
        choose_competency, institution="001", actor=curator, entry=row.id, index=phrase.index, code="PSY-05"
    )
    assert "PSY-05" in _request(staged, row.id)
    assert "PSY-05" not in before or phrase.code == "PSY-05"
    assert phrase not in [found for _, found in open_phrases(_mentees(staged, curator))]


def test_a_phrase_set_aside_is_never_used(staged: Runtime, curator: Actor) -> None:
    load(staged, "001")
    (row, phrase), *_ = open_phrases(_mentees(staged, curator))
    before = _request(staged, row.id)
    staged.run(
        choose_competency, institution="001", actor=curator, entry=row.id, index=phrase.index, code=None
    )
    assert _request(staged, row.id) == before


@pytest.mark.requirement("R-049")
def test_in_002_a_training_document_admits_by_import_and_waits_for_confirmation(
    staged: Runtime, curator: Actor
) -> None:
    load(staged, "002")
    rows = mentor_bank(staged, institution="002", actor=curator, on=TODAY)
    admitted = [row for row in rows if row.status == "допущен по импорту, требует подтверждения"]
    assert admitted
    staged.run(confirm_admission, institution="002", actor=curator, mentor=admitted[0].id)
    after = {row.id: row.status for row in mentor_bank(staged, institution="002", actor=curator, on=TODAY)}
    assert after[admitted[0].id] == "допущен"


@pytest.mark.requirement("R-049")
def test_in_002_a_mentor_without_training_takes_no_part_and_the_clause_says_why(staged: Runtime) -> None:
    load(staged, "002")
    run = suggest(staged, institution="002", actor=operator())
    excluded = {item["id"]: item for item in run["problem"]["excluded"] if item["rule"] == "not_admitted"}
    assert excluded
    assert {item["clause"] for item in excluded.values()} == {"§3.8 ¶3"}
    assert not excluded.keys() & {pair["mentor"] for pair in run["proposal"]["pairs"]}


@pytest.mark.requirement("R-055")
def test_a_withdrawn_consent_takes_the_person_out_of_matching_at_once(
    staged: Runtime, curator: Actor
) -> None:
    load(staged, "001")
    pair = suggest(staged, institution="001", actor=operator())["proposal"]["pairs"][0]
    person = f"001/person/{pair['mentee'].rsplit('/', 1)[1]}"
    staged.run(withdraw_personal_data_consent, institution="001", actor=curator, person=person)
    again = suggest(staged, institution="001", actor=operator())
    assert pair["mentee"] not in {other["mentee"] for other in again["proposal"]["pairs"]}
    assert {"id": pair["mentee"], "rule": "no_consent", "clause": "RM2.2"} in again["problem"]["excluded"]


@pytest.mark.requirement("R-082")
def test_who_wants_only_a_group_gets_one_or_is_told_what_it_lacks(staged: Runtime) -> None:
    load(staged, "004")
    run = suggest(staged, institution="004", actor=operator())
    proposal = run["proposal"]
    only_group = {mentee["id"] for mentee in run["problem"]["mentees"] if mentee["types"] == ["group"]}
    members = {mentee for group in proposal["groups"] for mentee in group["mentees"]}
    told = {row["mentee"]: {item["rule"] for item in row["blocking"]} for row in proposal["unmatched"]}
    assert only_group & members
    assert only_group <= members | told.keys()
    about_groups = {"group_only", "group_incomplete", "leads_other_group"}
    assert all(told[mentee] for mentee in only_group - members)
    assert any(about_groups & told[mentee] for mentee in only_group - members)


@pytest.mark.requirement("R-082")
def test_a_group_is_shown_with_its_leader_its_members_and_its_theme_in_words(staged: Runtime) -> None:
    load(staged, "001")
    run = suggest(staged, institution="001", actor=operator())
    page = round_page(run, people=people_of(staged, "001"), forms=forms_of(staged, "001"))
    (group,) = page.groups
    assert len(group.members) >= 2
    assert {member.mentor for member in group.members} == {group.leader}
    assert {member.group for member in group.members} == {group.group_id}
    assert group.points == sum(member.points for member in group.members)
    assert group.theme == "Педагог – педагог: профилактика буллинга и конфликтов"
    assert len(page.single_pairs) + len(group.members) == len(page.pairs)
    assert sum(part.mentees for part in page.parts) <= len(run["problem"]["mentees"])


@pytest.mark.requirement("R-077")
@pytest.mark.variation("V-31")
def test_002_allows_at_most_three_mentees_and_001_sets_no_cap(staged: Runtime, curator: Actor) -> None:
    for code in ("001", "002"):
        load(staged, code)
    kindergarten = mentor_bank(staged, institution="002", actor=curator, on=TODAY)[0].id
    school = mentor_bank(staged, institution="001", actor=curator, on=TODAY)[0].id
    with pytest.raises(CapacityOverRegulation):
        staged.run(set_mentor_capacity, institution="002", actor=curator, mentor=kindergarten, limit=4)
    staged.run(set_mentor_capacity, institution="001", actor=curator, mentor=school, limit=4)


@pytest.mark.requirement("R-074")
def test_only_002_counts_thirty_days_from_the_actual_start_of_work(staged: Runtime) -> None:
    due = {}
    for code in ("001", "002"):
        load(staged, code)
        problem = suggest(staged, institution=code, actor=operator())["problem"]
        due[code] = [mentee["due_in_days"] for mentee in problem["mentees"] if "due_in_days" in mentee]
    assert due["001"] == []
    assert len(due["002"]) == SURROUNDINGS["002"].mentees
    assert all(days < 0 for days in due["002"])


@pytest.mark.requirement("R-061")
def test_imported_interest_is_expressed_by_each_side_and_a_zero_forbids_the_pair(staged: Runtime) -> None:
    load(staged, "004")
    run = suggest(staged, institution="004", actor=operator())
    declined = {
        (mark["mentee"], mark["mentor"])
        for mark in run["problem"]["interest"]
        if 0 in (mark["by_mentee"], mark["by_mentor"])
    }
    assert declined
    assert not declined & {(pair["mentee"], pair["mentor"]) for pair in run["proposal"]["pairs"]}


def _mentees(runtime: Runtime, actor: Actor) -> list[BankRow]:
    return mentee_bank(runtime, institution="001", actor=actor, on=TODAY)


def _request(runtime: Runtime, mentee: str) -> dict[str, int]:
    problem = suggest(runtime, institution="001", actor=operator())["problem"]
    return next(dict(row["request"]) for row in problem["mentees"] if row["id"] == mentee)


def _proposal(document: object) -> Proposal:
    return read_proposal(msgspec.json.encode(document))
