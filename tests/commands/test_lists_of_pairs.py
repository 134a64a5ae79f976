"""Lists of proposals, pairs and loads: what they tell, and to whom."""

import typing
from datetime import date

import pytest

from service.access import Actor, Role
from service.aggregates import assignment
from service.commands import lists_pairs
from service.commands.lists_pairs import CONSENTS, ENDINGS, LEVEL_REASONS, TOPICS
from service.commands.pair_consents import (
    sign_additional_duties_consent,
    withdraw_additional_duties_consent,
)
from service.commands.pair_endings import end_mentoring
from service.commands.pairs import (
    agree_group_member,
    give_group_member_up,
    give_up_pair,
    issue_appointment_act,
    reject_pair,
)
from service.commands.personal_data import erase_person
from service.commands.rounds import express_interest, open_match_round, propose_pair
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.commands.views import VIEWS, Row, answer
from service.commands.work import Work
from service.errors import NotAllowed
from service.eventstore.log import Decision
from service.ids import person_of
from service.projections.pair_questions import pairs_in_force
from service.values import MentoringTopic, OrderReference
from tests.commands.pairing import SINCE, TODAY, School, internal

CURATOR = Actor(id="001/person/curator", roles={"001": frozenset({Role.CURATOR})})
HEAD = Actor(id="001/person/head", roles={"001": frozenset({Role.HEAD})})


def rows(school: School, name: str, *, actor: Actor = CURATOR, of: str | None = None) -> list[Row]:
    """A list as somebody reads it."""
    return list(answer(school.runtime, VIEWS[name], institution=school.code, actor=actor, on=TODAY, of=of))


def pair_row(school: School, pair: str, *, actor: Actor = CURATOR) -> Row:
    (row,) = rows(school, "pairs", actor=actor, of=pair)
    return row


def states(school: School) -> list[str]:
    return [row["state"] for row in rows(school, "proposals")]


@pytest.mark.requirement("R-061", "R-063")
def test_a_proposal_goes_from_proposed_to_agreed(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.act(open_match_round)
    school.act(propose_pair, actor=school.himself(mentee), mentor=mentor, mentees=(mentee,))
    (row,) = rows(school, "proposals")
    assert (row["state_words"], row["by_words"], row["proposed_on"]) == ("предложена", "наставляемый", TODAY)
    school.want(mentor, mentee)
    assert states(school) == ["mutual"]
    assignment = school.agree(mentor, mentee)
    (row,) = rows(school, "proposals")
    assert (row["state"], row["assignment"]) == ("agreed", assignment)


@pytest.mark.requirement("R-061")
def test_who_declined_is_seen_by_himself_and_the_curator_and_by_nobody_else(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    school.act(express_interest, actor=school.himself(mentee), entry=mentee, other=mentor, rating=0)
    assert states(school) == ["declined"]
    assert rows(school, "proposals", actor=HEAD) == []
    (own,) = rows(school, "own_proposals", actor=school.himself(mentee))
    assert own["answers"] == {mentor: 0}
    assert rows(school, "own_proposals", actor=school.himself(mentor)) == []


@pytest.mark.requirement("R-061", "R-069")
def test_each_reads_his_own_answers_only(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), (school.mentee(), school.mentee())
    school.want(mentor, *mentees)
    (own,) = rows(school, "own_proposals", actor=school.himself(mentor))
    assert own["answers"] == dict.fromkeys(mentees, 5)
    (hers,) = rows(school, "own_proposals", actor=school.himself(mentees[0]))
    assert hers["answers"] == {mentor: 4}
    assert rows(school, "own_proposals", actor=school.himself(school.mentee())) == []
    with pytest.raises(NotAllowed):
        rows(school, "proposals", actor=school.himself(mentor))


@pytest.mark.requirement("R-056", "R-060")
def test_a_run_of_the_matcher_stands_in_the_list_with_its_points(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    suggest(staged, institution="001", actor=CURATOR)
    (row,) = rows(school, "proposals")
    assert (row["mentor"], row["mentees"], row["by_words"]) == (mentor, [mentee], "подбор")
    assert row["points"] > 0
    school.want(mentor, mentee)
    assert states(school) == ["mutual"]


@pytest.mark.requirement("R-062", "R-065", "R-071", "R-073")
def test_a_pair_is_told_with_its_terms_and_the_consents_it_waits_for(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    pair = school.agree(
        mentor, mentee, topics=("upbringing", "other"), topic_words="хор", types=("virtual", "traditional")
    )
    row = pair_row(school, pair)
    assert (row["state_words"], row["mentor"], row["mentees"]) == ("ждёт приказа", mentor, [mentee])
    assert (row["goal"], row["staff"], row["topic_words"]) == ("войти в должность", "есть", "хор")
    assert (row["since"], row["to"]) == (SINCE, date(2027, 6, 1))
    assert row["form_words"] == ["педагог – педагог"]
    assert row["topic_labels"] == ["воспитательная деятельность", "другое"]
    assert {(due["kind"], due["entry"]) for due in row["missing_consents"]} == {
        ("duties", mentor),
        ("appointment", mentor),
        ("duties", mentee),
        ("mentee", mentee),
    }
    school.consent(pair)
    assert pair_row(school, pair)["missing_consents"] == []
    school.act(withdraw_additional_duties_consent, assignment=pair, entry=mentee)
    row = pair_row(school, pair)
    assert [due["words"] for due in row["missing_consents"]] == ["согласие на дополнительные обязанности"]
    school.act(sign_additional_duties_consent, assignment=pair, entry=mentee, signed_on=TODAY)
    assert pair_row(school, pair)["missing_consents"] == []


@pytest.mark.requirement("R-070", "R-075", "R-077")
def test_an_approved_pair_tells_its_order_its_mentor_and_its_load(staged: Runtime) -> None:
    school = School(staged, "002")
    curator = Actor(id="002/person/curator", roles={"002": frozenset({Role.CURATOR})})
    mentor, mentees = school.mentor(), (school.mentee(), school.mentee(), school.mentee())
    pair = school.ready(mentor, *mentees)
    act = OrderReference(number="4", signed_on=TODAY)
    school.act(issue_appointment_act, assignment=pair, act=act)
    order = school.order(pair, number="12")
    row = pair_row(school, pair, actor=curator)
    assert (row["state"], row["order_id"], row["order_number"], row["order_on"]) == (
        "approved",
        order,
        "12",
        TODAY,
    )
    assert [(each["mentor"], each["since"], each["until"]) for each in row["mentors"]] == [
        (mentor, TODAY, None)
    ]
    assert [each["number"] for each in row["acts"]] == ["4"]
    assert rows(school, "loads", actor=curator) == [{"mentor": mentor, "mentees": 3, "warning": True}]
    with staged.reading() as connection:
        assert pairs_in_force(connection, "002") == [(mentor, mentee) for mentee in sorted(mentees)]


@pytest.mark.requirement("R-082")
def test_a_group_tells_who_is_in_it_who_will_be_and_who_was(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), [school.mentee() for _ in range(4)]
    group = school.ready(mentor, *mentees[:2])
    school.order(group)
    for joining in mentees[2:]:
        school.want(mentor, joining)
        school.act(agree_group_member, assignment=group, mentee=joining)
    school.act(give_group_member_up, assignment=group, mentee=mentees[3])
    row = pair_row(school, group)
    assert {each["mentee"]: each["state"] for each in row["members"]} == dict(
        zip(mentees, ("member", "member", "joining", "given_up"), strict=True)
    )
    assert {(due["kind"], due["entry"]) for due in row["missing_consents"]} == {
        ("duties", mentees[2]),
        ("mentee", mentees[2]),
    }
    school.consent(group)
    school.order(group, number="101")
    assert pair_row(school, group)["mentees"] == sorted(mentees[:3])
    assert rows(school, "loads")[0]["mentees"] == 3


@pytest.mark.requirement("R-069", "R-099")
def test_a_member_of_a_group_does_not_read_the_difficulties_of_the_others(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentees = school.mentor(), (school.mentee(), school.mentee())
    group = school.ready(mentor, *mentees)
    assert pair_row(school, group, actor=school.himself(mentees[0]))["difficulties"] is None
    assert pair_row(school, group, actor=school.himself(mentor))["difficulties"] == "дисциплина"
    pair = school.ready(mentor, school.mentee())
    assert rows(school, "pairs", actor=school.himself(mentees[0]), of=pair) == []
    assert rows(school, "pairs", actor=school.himself(school.mentee())) == []


@pytest.mark.requirement("R-070", "R-126")
def test_what_came_to_nothing_and_what_is_over_is_told_as_such(staged: Runtime) -> None:
    school = School(staged)
    mentor = school.mentor()
    given_up, rejected, ended = (school.ready(mentor, school.mentee()) for _ in range(3))
    school.act(give_up_pair, assignment=given_up)
    school.act(reject_pair, actor=school.office("head"), assignment=rejected, reason="нагрузка велика")
    school.order(ended)

    def end(work: Work) -> Decision:
        return Decision(end_mentoring(work, assignment=ended, on=work.on, ground="party_or_mutual"))

    school.act(internal(end))
    told = {pair: pair_row(school, pair) for pair in (given_up, rejected, ended)}
    assert [told[pair]["state_words"] for pair in (given_up, rejected, ended)] == [
        "не состоялась",
        "не утверждена",
        "наставничество завершено",
    ]
    assert told[rejected]["reject_reason"] == "нагрузка велика"
    assert told[ended]["ending_words"] == "по инициативе наставника или наставляемого"
    assert told[ended]["mentors"][0]["until"] == TODAY
    assert rows(school, "loads") == []


def test_every_code_of_a_pair_has_its_words() -> None:
    assert {*TOPICS} == {*typing.get_args(MentoringTopic)}
    assert {*LEVEL_REASONS} == {*typing.get_args(assignment.LevelReason)}
    assert {*ENDINGS} == {*typing.get_args(assignment.EndGround)}
    assert {*lists_pairs.DIRECTIONS} == {*typing.get_args(assignment.Direction)}
    assert len(CONSENTS) == 3


@pytest.mark.requirement("R-055")
def test_texts_about_somebody_who_is_forgotten_are_empty(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    pair = school.agree(mentor, mentee, topics=("other",), topic_words="хор")
    school.act(reject_pair, assignment=pair, reason="нагрузка велика")
    school.act(erase_person, person=person_of(mentee))
    row = pair_row(school, pair)
    told = ("goal", "difficulties", "request", "staff", "topic_words", "reject_reason")
    assert {name: row[name] for name in told} == dict.fromkeys(told, "")
