"""Several institutions asked at once: who crosses, under which agreement, and what home keeps."""

from datetime import date
from typing import Any

import msgspec
import pytest

from service.access import Actor, Role, operator
from service.aggregates.person import Person
from service.commands.banks import set_mentor_capacity
from service.commands.match_conditions import ban_pair, pin_pair, set_matching_weights
from service.commands.network_suggestion import (
    NetworkMemberNotReady,
    NetworkMemberUnknown,
    NetworkNeedsTwo,
    NetworkPinsContradict,
    network_suggestion,
)
from service.commands.rounds import express_interest, open_match_round
from service.commands.runtime import Runtime
from service.commands.suggest import BanksEmpty, suggest
from service.commands.texts import sentence
from service.errors import NotAllowed, Refused
from service.ids import person_of
from service.matching.checking.check import check
from service.matching.formats.reading import problem_from
from service.matching.propose import propose
from tests.commands.networking import Willing, accept, answer, asked, join, name_of, people, record, rename
from tests.commands.pairing import TODAY, School

LATIN = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def here(staged: Runtime) -> School:
    return Willing(staged, "001")


@pytest.fixture
def there(staged: Runtime) -> School:
    return Willing(staged, "004")


@pytest.fixture
def third(staged: Runtime) -> School:
    return Willing(staged, "002")


@pytest.mark.requirement("R-147")
def test_nobody_crosses_without_an_agreement(here: School, there: School) -> None:
    mentee = here.mentee()
    there.mentor()
    page = answer(here, there)
    assert (page.at_home, page.between) == ((), ())
    (row,) = page.unmatched
    assert (row.mentee_id, row.mentee_at) == (mentee, "001")
    assert [each.sentence for each in row.obstacles] == [
        "1 наставник: наставник работает в другой организации, а сетевое наставничество не разрешено"
    ]
    (agreed,) = page.agreements
    assert (agreed.holds, agreed.sentence) == (
        False,
        "001 — 004: действующее соглашение не записано, поэтому пар между ними нет.",
    )


@pytest.mark.requirement("R-048", "R-148")
def test_places_of_mentors_who_take_no_part_are_free_for_nobody(here: School, there: School) -> None:
    here.mentee()
    ready, absent = there.mentor(), there.mentor(consent=False)
    for mentor in (ready, absent):
        there.act(set_mentor_capacity, mentor=mentor, limit=2)
    assert [(each.code, each.places) for each in answer(here, there).members] == [("001", 0), ("004", 2)]


@pytest.mark.requirement("R-081", "R-147", "R-148")
def test_with_an_agreement_an_unmatched_mentee_gets_a_virtual_mentor_elsewhere(
    here: School, there: School
) -> None:
    mentee, mentor = here.mentee(), there.mentor()
    join(here, there)
    page = answer(here, there)
    assert people(page.between) == {mentee: mentor}
    (row,) = page.between
    assert (row.mentee_at, row.mentor_at, row.theme) == ("001", "004", None)
    assert sum(reason.points for reason in row.pair.reasons) == row.pair.points > 0
    assert row.pair.types == ("виртуальное (дистанционное)",)
    assert (page.unmatched, page.proven) == ((), True)
    assert [(each.code, each.matched, each.left, each.places) for each in page.members] == [
        ("001", 0, 1, 0),
        ("004", 0, 0, 3),
    ]
    assert page.agreements[0].sentence == "001 — 004: соглашение действует."


@pytest.mark.requirement("R-148")
@pytest.mark.parametrize("recorder", ["001", "004"])
def test_an_agreement_that_one_side_recorded_binds_nobody(staged: Runtime, recorder: str) -> None:
    one, other = sorted(
        (School(staged, "001"), School(staged, "004")), key=lambda each: each.code != recorder
    )
    one.mentee()
    other.mentor()
    record(one, name=name_of(other))
    page = answer(one, other)
    assert page.between == ()
    assert f"соглашение записала только организация {recorder}" in page.agreements[0].sentence


@pytest.mark.requirement("R-148")
@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        ({"until": date(2026, 11, 20)}, False),
        ({"until": TODAY}, True),
        ({"since": TODAY, "until": None}, True),
        ({"concluded": False}, False),
    ],
)
def test_the_agreement_is_in_force_on_the_day(
    here: School, there: School, facts: dict[str, Any], *, holds: bool
) -> None:
    here.mentee()
    there.mentor()
    record(here, name=name_of(there))
    record(there, name=name_of(here), **facts)
    page = answer(here, there)
    assert (page.agreements[0].holds, len(page.between)) == (holds, int(holds))


@pytest.mark.requirement("R-148")
def test_a_partner_is_known_by_name_whatever_its_quotation_marks(here: School, there: School) -> None:
    here.mentee()
    there.mentor()
    record(here, name='гбпоу "АИК"')
    record(there, name="МБОУ СШ  № 11")
    assert answer(here, there).agreements[0].holds


@pytest.mark.requirement("R-081")
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_who_does_not_accept_the_virtual_type_stays_at_home(here: School, there: School, side: str) -> None:
    mentee, mentor = here.mentee(), there.mentor()
    join(here, there)
    accept(*{"mentor": (there, mentor), "mentee": (here, mentee)}[side], "traditional", "situational")
    page = answer(here, there)
    assert page.between == ()
    assert "виртуальное наставничество" in page.unmatched[0].obstacles[0].rule
    accept(*{"mentor": (there, mentor), "mentee": (here, mentee)}[side], "virtual")
    assert people(answer(here, there).between) == {mentee: mentor}


@pytest.mark.requirement("R-048", "R-147")
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_who_named_no_type_is_told_of_nowhere_else(here: School, there: School, side: str) -> None:
    mentee, mentor = here.mentee(), there.mentor()
    join(here, there)
    accept(*{"mentor": (there, mentor), "mentee": (here, mentee)}[side])
    page = answer(here, there)
    assert page.between == ()
    assert any(
        f"решает {'наставник' if side == 'mentor' else 'наставляемый'}" in each
        for each in page.unmatched[0].remedies
    )
    assert "сам назвал этот вид наставничества" in page.notice


@pytest.mark.requirement("R-045", "R-048")
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_who_withdrew_the_consent_takes_no_part(here: School, there: School, side: str) -> None:
    mentee, mentor = here.mentee(), there.mentor()
    join(here, there)
    school, entry = {"mentor": (there, mentor), "mentee": (here, mentee)}[side]
    school.withdraw_personal_data(entry)
    page = answer(here, there)
    assert page.between == ()
    assert "нет действующего согласия" in page.unmatched[0].obstacles[-1].rule


@pytest.mark.requirement("R-077")
def test_the_places_of_a_mentor_are_kept_over_both_institutions(here: School, there: School) -> None:
    own = there.mentee()
    mentor = there.mentor()
    there.act(set_mentor_capacity, mentor=mentor, limit=2)
    strangers = {here.mentee() for _ in range(3)}
    join(here, there)
    page = answer(here, there)
    assert people(page.at_home) == {own: mentor}
    assert len(page.between) == 1
    assert people(page.between).keys() < strangers
    assert len(page.unmatched) == 2
    told = page.unmatched[0].obstacles[-1].rule
    assert told == "все места у подходящих наставников заняты, перестановки не помогут"


@pytest.mark.requirement("R-147")
def test_nobody_loses_his_mentor_at_home_to_a_better_pair_elsewhere(here: School, there: School) -> None:
    own, mentor = here.mentee(experience=19), here.mentor(experience=20)
    here.act(set_mentor_capacity, mentor=mentor, limit=1)
    stranger = there.mentee(experience=1)
    join(here, there)
    page = answer(here, there)
    assert people(page.at_home) == {own: mentor}
    assert [row.mentee_id for row in page.unmatched] == [stranger]


@pytest.mark.requirement("R-147")
def test_home_pairs_are_those_of_the_institutions_own_round(here: School, there: School) -> None:
    mentees, mentors = [here.mentee() for _ in range(3)], [here.mentor(experience=y) for y in (5, 15, 30)]
    there.mentor()
    join(here, there)
    here.act(open_match_round)
    here.act(pin_pair, mentee=mentees[0], mentor=mentors[0])
    here.act(ban_pair, mentee=mentees[1], mentor=mentors[2], reason="родственники")
    page = answer(here, there)
    run = suggest(here.runtime, institution=here.code, actor=operator())
    own = {pair["mentee"]: pair["mentor"] for pair in run["proposal"]["pairs"]}
    assert people(page.at_home) == own
    assert own[mentees[0]] == mentors[0]
    assert page.between == ()


@pytest.mark.requirement("R-061")
def test_a_decline_at_home_holds_and_the_network_helps(here: School, there: School) -> None:
    mentee, mentor = here.mentee(), here.mentor()
    here.round()
    here.act(express_interest, actor=here.himself(mentor), entry=mentor, other=mentee, rating=0)
    far = there.mentor()
    assert answer(here, there).between == ()
    join(here, there)
    page = answer(here, there)
    assert (people(page.at_home), people(page.between)) == ({}, {mentee: far})


@pytest.mark.requirement("R-148")
def test_an_agreement_with_one_opens_no_way_to_a_third(here: School, there: School, third: School) -> None:
    mentee = here.mentee()
    third.mentor()
    join(here, there)
    join(there, third)
    page = answer(here, there, third)
    assert [(each.one, each.other, each.holds) for each in page.agreements] == [
        ("001", "002", False),
        ("001", "004", True),
        ("002", "004", True),
    ]
    assert page.between == ()
    (row,) = page.unmatched
    assert row.mentee_id == mentee
    assert [each.sentence for each in row.obstacles] == [
        "1 наставник: наставник работает в другой организации, а сетевое наставничество не разрешено"
    ]
    assert "разрешить наставнику сетевое наставничество (решает руководитель)" in row.remedies[0]
    neighbour = there.mentor()
    assert people(answer(here, there, third).between) == {mentee: neighbour}


@pytest.mark.requirement("R-148")
def test_a_missing_agreement_is_told_before_places_that_nobody_could_use(here: School, there: School) -> None:
    lonely, mentor = here.mentee(), there.mentor(experience=20)
    there.act(set_mentor_capacity, mentor=mentor, limit=1)
    own = there.mentee(experience=1)
    page = answer(here, there)
    assert people(page.at_home) == {own: mentor}
    assert [row.mentee_id for row in page.unmatched] == [lonely]
    assert [each.sentence for each in page.unmatched[0].obstacles] == [
        "1 наставник: наставник работает в другой организации, а сетевое наставничество не разрешено"
    ]


@pytest.mark.requirement("R-148")
def test_a_ban_at_home_is_told_apart_from_a_missing_agreement(
    here: School, there: School, third: School
) -> None:
    mentee, mentor = here.mentee(), here.mentor()
    here.act(ban_pair, mentee=mentee, mentor=mentor, reason="родственники")
    third.mentor()
    third.mentor()
    join(here, there)
    join(there, third)
    (row,) = answer(here, there, third).unmatched
    assert sorted((each.rule, each.mentors) for each in row.obstacles) == [
        ("наставник работает в другой организации, а сетевое наставничество не разрешено", 2),
        ("эту пару запретил куратор", 1),
    ]
    own = here.runtime.log.get(Person, person_of(mentor)).full_name.text
    assert row.remedies == (f"{own} (001): снять запрет куратора на эту пару (решает куратор)",)


@pytest.mark.requirement("R-069")
def test_who_works_in_two_institutions_is_not_his_own_mentor(here: School, there: School) -> None:
    mentee, mentor = here.mentee(), there.mentor()
    join(here, there)
    rename(there, mentor, like=mentee)
    page = answer(here, there)
    assert page.between == ()
    assert page.unmatched[0].obstacles[-1].rule == "наставник и наставляемый — один и тот же человек"


@pytest.mark.requirement("R-078")
@pytest.mark.parametrize(("form", "common"), [("PEER", True), ("CUSTOM", False), ("HEAD_TEACHER", False)])
def test_a_form_is_common_only_if_it_is_the_same_form(
    here: School, there: School, form: str, *, common: bool
) -> None:
    """What an institution made up itself is no form of another, and the head's form is for heads."""
    mentee, mentor = here.mentee(), there.mentor()
    join(here, there)
    accept(here, mentee, "virtual", forms=(form,))
    accept(there, mentor, "virtual", forms=(form,))
    page = answer(here, there)
    assert people(page.between) == ({mentee: mentor} if common else {})
    if not common:
        assert [each.rule for each in page.unmatched[0].obstacles] == [
            "нет формы наставничества, подходящей обоим"
        ]


@pytest.mark.requirement("R-078")
def test_a_head_leads_nobody_elsewhere_and_bars_no_mentor_there(here: School, there: School) -> None:
    there.head_as("mentor")
    mentee = here.mentee()
    join(here, there)
    assert answer(here, there).between == ()
    mentor = there.mentor()
    assert people(answer(here, there).between) == {mentee: mentor}


@pytest.mark.variation("V-30")
@pytest.mark.requirement("R-049", "R-077")
def test_each_regulation_decides_for_its_own_mentors(here: School, third: School) -> None:
    """002 asks for admission and caps a mentor at three, 001 does neither (V-30)."""
    mentees = [here.mentee() for _ in range(5)]
    third.mentor(admitted=False)
    capped = third.mentor()
    join(here, third)
    page = answer(here, third)
    assert set(people(page.between).values()) == {capped}
    assert len(page.between) == 3
    assert len(page.unmatched) == len(mentees) - 3


@pytest.mark.requirement("R-147")
def test_the_same_banks_give_the_same_bytes_in_any_order_and_store_nothing(
    here: School, there: School
) -> None:
    for school in (here, there):
        school.mentee()
        school.mentor()
    for _ in range(4):
        here.mentee()
    join(here, there)
    position = here.runtime.log.head()
    first, again = asked(here, there), asked(there, here, here)
    assert msgspec.json.encode(first.page) == msgspec.json.encode(again.page)
    assert msgspec.json.encode(first.problem) == msgspec.json.encode(again.problem)
    assert here.runtime.log.head() == position


@pytest.mark.requirement("R-147")
def test_the_joint_question_is_a_problem_file_that_can_be_solved_and_checked(
    here: School, there: School
) -> None:
    for _ in range(4):
        here.mentee()
    there.mentor()
    join(here, there)
    found = asked(here, there)
    problem = problem_from(found.problem)
    proposal = propose(problem)
    assert proposal.problem_digest == found.page.digest
    assert check(problem=problem, proposal=proposal).violations == ()
    assert {pair.mentee: pair.mentor for pair in proposal.pairs} == people(found.page.between)


@pytest.mark.requirement("R-069")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_the_operator_asks(stage: Runtime, role: Role) -> None:
    everywhere = Actor(id="001/person/somebody", roles={"001": frozenset({role}), "004": frozenset({role})})
    with pytest.raises(NotAllowed):
        network_suggestion(stage, institutions=["001", "004"], actor=everywhere)


@pytest.mark.requirement("R-069")
def test_an_operator_of_one_institution_asks_no_other(stage: Runtime) -> None:
    actor = Actor(id="operator", roles={"001": frozenset({Role.OPERATOR})})
    with pytest.raises(NotAllowed):
        network_suggestion(stage, institutions=["001", "004"], actor=actor)


@pytest.mark.requirement("R-147")
@pytest.mark.parametrize(
    ("codes", "refusal", "words"),
    [
        (["001"], NetworkNeedsTwo, "хотя бы две разные организации"),
        (["001", "001"], NetworkNeedsTwo, "хотя бы две разные организации"),
        (["001", "999"], NetworkMemberUnknown, "Организации с кодом «999» нет."),
        (["001", "003"], NetworkMemberNotReady, "В организации «003» ещё не действует"),
        (["001", "004"], BanksEmpty, "Подбирать пока не из кого"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    stage: Runtime, codes: list[str], refusal: type[Refused], words: str
) -> None:
    with pytest.raises(refusal) as caught:
        network_suggestion(stage, institutions=codes, actor=operator())
    assert words in sentence(caught.value, institution="")


@pytest.mark.requirement("R-063")
def test_pins_that_contradict_the_rules_are_told_with_their_institution(here: School, there: School) -> None:
    mentee, mentor = here.mentee(), here.mentor()
    there.mentor()
    here.act(open_match_round)
    here.act(pin_pair, mentee=mentee, mentor=mentor)
    accept(here, mentee, "speed")
    with pytest.raises(NetworkPinsContradict) as caught:
        answer(here, there)
    assert caught.value.facts == {"institution": "001"}


@pytest.mark.requirement("R-082")
def test_a_group_may_gather_members_of_two_institutions(here: School, there: School) -> None:
    far = here.mentee()
    mentor, own = there.mentor(), there.mentee()
    accept(there, mentor, "group", "virtual")
    accept(there, own, "group")
    accept(here, far, "group", "virtual")
    assert answer(here, there).at_home == ()
    join(here, there)
    page = answer(here, there)
    assert (page.at_home, people(page.between)) == ((), {own: mentor, far: mentor})
    assert {pair.theme for pair in page.between} == {
        "Педагог – педагог: владение содержанием предмета (направления)"
    }


@pytest.mark.requirement("R-082")
def test_who_leads_a_group_at_home_leads_no_other_in_the_network(here: School, there: School) -> None:
    mentor, members = there.mentor(), [there.mentee(), there.mentee()]
    there.act(set_mentor_capacity, mentor=mentor, limit=9)
    strangers = [here.mentee(), here.mentee()]
    for school, entry in (
        (there, mentor),
        *((there, one) for one in members),
        *((here, one) for one in strangers),
    ):
        accept(school, entry, "group", "virtual")
    for one in members:
        accept(there, one, "group")
    join(here, there)
    page = answer(here, there)
    assert people(page.at_home) == dict.fromkeys(members, mentor)
    assert people(page.between) == dict.fromkeys(strangers, mentor)
    assert {pair.theme for pair in page.between} == {None}
    for one in strangers:
        accept(here, one, "group")
    assert answer(here, there).between == ()


@pytest.mark.requirement("R-064")
def test_weights_count_between_institutions_if_all_set_the_same(here: School, there: School) -> None:
    here.mentee()
    there.mentor()
    join(here, there)
    usual = answer(here, there).between[0].pair.points
    weights = {"competencies": 1000}
    here.act(set_matching_weights, weights=weights, since=TODAY)
    assert "weights" not in asked(here, there).problem
    assert answer(here, there).between[0].pair.points == usual
    there.act(set_matching_weights, weights=weights, since=TODAY)
    found = asked(here, there)
    assert found.problem["weights"] == weights
    assert {reason.criterion for reason in found.page.between[0].pair.reasons} == {"компетенции по запросам"}


@pytest.mark.requirement("R-147")
def test_the_answer_reads_as_russian_and_says_that_nothing_is_decided(here: School, there: School) -> None:
    here.mentee()
    there.mentor()
    page = answer(here, there)
    assert "ничего не записано" in page.notice
    told = [page.notice, page.status, *(each.sentence for each in page.agreements)]
    told += [each.sentence for row in page.unmatched for each in row.obstacles]
    told += [remedy for row in page.unmatched for remedy in row.remedies]
    assert not any(letter in text for text in told for letter in LATIN)
