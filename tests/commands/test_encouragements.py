"""Incentives over the real log: a scheme by local act, mentors encouraged by order."""

from typing import Any

import pytest

from service.access import Actor, Role
from service.aggregates.encouragement import (
    EncouragedIsNoMentor,
    EncouragementDecided,
    EncouragementReasonMissing,
    SchemeOffersNoSuch,
)
from service.aggregates.incentive_scheme import SchemeActNotIssued, SchemeTextMissing
from service.commands.incentives import (
    approve_incentive_scheme,
    propose_incentive_scheme,
    propose_mentor_encouragement,
    withdraw_mentor_encouragement,
)
from service.commands.local_acts import draft_local_act, issue_local_act
from service.commands.orders import draft_order, sign_order
from service.commands.personal_data import erase_person
from service.commands.runtime import Runtime
from service.errors import NotAllowed
from service.ids import person_of
from service.projections.incentives import encouragement_rows, scheme_rows
from service.projections.orders import orders_to_read
from tests.commands.pairing import TODAY, School

MEMBER = Actor(id="001/person/member", roles={"001": frozenset({Role.ASSOCIATION})})


def proposed(school: School, *kinds: str) -> str:
    return school.act(
        propose_incentive_scheme,
        actor=MEMBER,
        kinds=kinds or ("non_material",),
        developed_by=("head", "association", "head"),
        text="благодарственное письмо",
    )["incentive_scheme"]


def issued(school: School) -> str:
    act = school.act(draft_local_act, title="О поощрении наставников", basis=("FZ-273", "own:1"))["local_act"]
    school.act(
        issue_local_act,
        actor=school.office("head"),
        local_act=act,
        number="9",
        signed_on=TODAY,
        in_force_from=TODAY,
    )
    return act


def approved(school: School) -> str:
    scheme, act = proposed(school), issued(school)
    head = school.office("head")
    school.act(approve_incentive_scheme, actor=head, scheme=scheme, local_act=act, approved_on=TODAY)
    return scheme


def propose(school: School, scheme: str, mentor: str, **change: Any) -> str:
    asked: dict[str, Any] = {"scheme": scheme, "mentor": mentor, "kind": "non_material", "reason": "за труд"}
    return school.act(propose_mentor_encouragement, actor=MEMBER, **asked | change)["encouragement"]


def order(school: School, *proposals: str, number: str = "61") -> str:
    drafted = school.act(draft_order, kind="encouragement", subjects=proposals, basis=("FZ-273", "own:1"))[
        "order"
    ]
    school.act(sign_order, actor=school.office("head"), order=drafted, number=number, signed_on=TODAY)
    return drafted


@pytest.mark.requirement("R-035")
def test_the_association_proposes_a_scheme_and_the_head_approves_it_by_a_local_act(staged: Runtime) -> None:
    school = School(staged)
    scheme = proposed(school)
    draft = school.act(draft_local_act, title="О поощрении", basis=("FZ-273", "own:1"))["local_act"]
    head = school.office("head")
    with pytest.raises(SchemeActNotIssued):
        school.act(approve_incentive_scheme, actor=head, scheme=scheme, local_act=draft, approved_on=TODAY)
    act = issued(school)
    with pytest.raises(NotAllowed):
        school.act(approve_incentive_scheme, actor=MEMBER, scheme=scheme, local_act=act, approved_on=TODAY)
    school.act(approve_incentive_scheme, actor=head, scheme=scheme, local_act=act, approved_on=TODAY)
    with staged.reading() as connection:
        (row,) = scheme_rows(connection, "001")
    assert (row["kinds"], row["developed_by"]) == (["non_material"], ["association", "head"])
    assert (row["text"], row["proposed_by"], row["proposed_on"]) == (
        "благодарственное письмо",
        MEMBER.id,
        TODAY,
    )
    assert (row["local_act"], row["approved_on"]) == (act, TODAY)


@pytest.mark.requirement("R-035")
def test_one_order_encourages_several_mentors_or_none(staged: Runtime) -> None:
    school = School(staged)
    scheme = approved(school)
    mentors = [school.mentor(), school.mentor(), school.mentor()]
    first, second, third = (propose(school, scheme, mentor) for mentor in mentors)
    school.act(withdraw_mentor_encouragement, actor=MEMBER, encouragement=third)
    with pytest.raises(EncouragementDecided):
        order(school, first, third)
    signed = order(school, first, second)
    with staged.reading() as connection:
        rows = {row["id"]: row for row in encouragement_rows(connection, "001")}
        assert [row["id"] for row in orders_to_read(connection, person_of(mentors[0]))] == [signed]
        assert [row["id"] for row in encouragement_rows(connection, "001", mentor=mentors[1])] == [second]
    assert {key: row["state"] for key, row in rows.items()} == {
        first: "encouraged",
        second: "encouraged",
        third: "withdrawn",
    }
    assert (rows[first]["order_number"], rows[first]["encouraged_on"]) == ("61", TODAY)
    assert (rows[first]["reason"], rows[first]["kind"], rows[first]["scheme"]) == (
        "за труд",
        "non_material",
        scheme,
    )
    with pytest.raises(EncouragementDecided):
        order(school, first, number="62")


@pytest.mark.requirement("R-035")
def test_an_encouragement_needs_an_approved_scheme_that_offers_it_and_a_mentor(staged: Runtime) -> None:
    school = School(staged)
    mentor = school.mentor()
    with pytest.raises(SchemeOffersNoSuch):
        propose(school, proposed(school), mentor)
    scheme = approved(school)
    with pytest.raises(SchemeOffersNoSuch):
        propose(school, scheme, mentor, kind="material")
    with pytest.raises(EncouragedIsNoMentor):
        propose(school, scheme, school.mentor(consent=False))
    with pytest.raises(EncouragementReasonMissing):
        propose(school, scheme, mentor, reason="")
    with pytest.raises(SchemeTextMissing):
        school.act(propose_incentive_scheme, kinds=("material",), developed_by=("head",), text="")


@pytest.mark.requirement("R-055")
def test_what_is_said_of_a_mentor_is_forgotten_with_him_and_the_order_stays(staged: Runtime) -> None:
    school = School(staged)
    scheme, mentor, other = approved(school), school.mentor(), school.mentor()
    order(school, propose(school, scheme, mentor), propose(school, scheme, other))
    school.act(erase_person, person=person_of(mentor))
    with staged.reading() as connection:
        rows = {row["mentor"]: row for row in encouragement_rows(connection, "001")}
    assert (rows[mentor]["reason"], rows[other]["reason"]) == ("", "за труд")
    assert (rows[mentor]["state"], rows[mentor]["order_number"]) == ("encouraged", "61")
