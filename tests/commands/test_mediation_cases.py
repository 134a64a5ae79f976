"""Consultation, conciliation and mediation over the real log: who helps, who reads, what stays secret."""

from typing import Any

import pytest

from service.access import Actor, Role
from service.aggregates.mediation import (
    ConsultationForOthers,
    MediationAgreementMissing,
    NotAParty,
    NotTheMediator,
    PartyCannotMediate,
)
from service.commands.associations import propose_association_composition
from service.commands.catalogue import all_views
from service.commands.mediation import (
    MediationSubjectMissing,
    MediatorNotEntitled,
    answer_mediation,
    close_mediation,
    conclude_conciliation,
    hold_consultation,
    mediation_content,
    open_mediation,
    request_mediation,
)
from service.commands.orders import draft_order, sign_order
from service.commands.runtime import Runtime
from service.commands.views import answer
from service.commands.work import fixed_id
from service.errors import NotAllowed, NotFound
from service.ids import person_of
from service.projections.mediations import case_rows, cases_of
from tests.commands.pairing import TODAY, School

SUBJECT = "не сходимся в часах встреч"


def worker(school: School, *roles: Role) -> Actor:
    return Actor(id=person_of(school.mentor()), roles={school.code: frozenset({Role.STAFF, *roles})})


def associate(school: School, *members: Actor) -> None:
    people = tuple(member.id for member in members)
    school.act(
        propose_association_composition,
        members=people,
        chair=people[0],
        kind="методическое объединение наставников",
    )
    subjects = (fixed_id(school.code, "association"),)
    order = school.act(
        draft_order, kind="association_composition", subjects=subjects, basis=("FZ-273", "own:1")
    )["order"]
    school.act(sign_order, order=order, number="55", signed_on=TODAY)


def asked(school: School, applicant: Actor, *others: Actor, service: str = "mediation") -> str:
    return school.act(
        request_mediation,
        actor=applicant,
        service=service,
        subject=SUBJECT,
        others=tuple(other.id for other in others),
    )["mediation"]


def agreed(school: School, applicant: Actor, other: Actor, service: str = "mediation") -> str:
    case = asked(school, applicant, other, service=service)
    school.act(answer_mediation, actor=other, mediation=case, agrees=True)
    return case


def close(school: School, case: str, mediator: Actor) -> None:
    school.act(
        close_mediation,
        actor=mediator,
        mediation=case,
        agreed=True,
        outcome="встречи по вторникам",
        closed_on=TODAY,
    )


def content(school: School, case: str, reader: Actor) -> Any:  # noqa: ANN401 - rows of plain values
    return mediation_content(school.runtime, institution=school.code, actor=reader, mediation=case)


@pytest.mark.requirement("R-034")
def test_a_member_mediates_between_parties_who_both_agreed(staged: Runtime) -> None:
    school = School(staged)
    anna, boris, member, other = (worker(school) for _ in range(4))
    member, other = (
        Actor(id=each.id, roles={"001": frozenset({Role.ASSOCIATION})}) for each in (member, other)
    )
    associate(school, member, other)
    case = asked(school, anna, boris)
    with pytest.raises(MediationAgreementMissing):
        school.act(open_mediation, actor=member, mediation=case)
    school.act(answer_mediation, actor=boris, mediation=case, agrees=True)
    school.act(open_mediation, actor=member, mediation=case)
    with pytest.raises(NotTheMediator):
        close(school, case, other)
    close(school, case, member)
    with staged.reading() as connection:
        (row,) = cases_of(connection, anna.id)
    assert (row["state"], row["mediator"], row["capacity"]) == ("agreed", member.id, "association")
    assert (row["service"], row["requested_on"], row["ended_on"]) == ("mediation", TODAY, TODAY)
    assert {each["person"]: each["answer"] for each in row["parties"]} == {
        anna.id: "agreed",
        boris.id: "agreed",
    }


@pytest.mark.requirement("R-034")
def test_content_is_read_by_parties_and_mediator_and_stands_in_no_list(staged: Runtime) -> None:
    school = School(staged)
    anna, boris = worker(school), worker(school)
    curator = school.office("curator")
    case = agreed(school, anna, boris)
    with pytest.raises(NotAllowed):
        content(school, case, curator)
    school.act(open_mediation, actor=curator, mediation=case)
    assert content(school, case, curator) == {"subject": SUBJECT, "outcome": ""}
    close(school, case, curator)
    for reader in (anna, boris, curator):
        assert content(school, case, reader) == {"subject": SUBJECT, "outcome": "встречи по вторникам"}
    for stranger in (school.office("head"), worker(school, Role.ASSOCIATION)):
        with pytest.raises(NotAllowed):
            content(school, case, stranger)
    with pytest.raises(NotFound):
        content(school, "001/mediation/none", anna)
    with staged.reading() as connection:
        lists = str([case_rows(connection, "001"), cases_of(connection, anna.id)])
    assert SUBJECT not in lists
    assert "вторникам" not in lists


@pytest.mark.requirement("R-034")
def test_others_see_that_a_case_exists_and_where_it_stands(staged: Runtime) -> None:
    school = School(staged)
    anna, boris, stranger = (worker(school) for _ in range(3))
    asked(school, anna, boris)
    views = all_views()
    (row,) = answer(staged, views["mediations"], institution="001", actor=stranger)
    assert set(row) == {"id", "service", "state", "requested_on", "ended_on"}
    assert (row["service"], row["state"], row["ended_on"]) == ("mediation", "requested", None)
    assert answer(staged, views["own_mediations"], institution="001", actor=stranger) == []
    assert len(answer(staged, views["own_mediations"], institution="001", actor=boris)) == 1


@pytest.mark.requirement("R-034")
def test_without_an_association_the_curator_helps_and_nobody_else(staged: Runtime) -> None:
    school = School(staged)
    anna, pretender = worker(school), worker(school, Role.ASSOCIATION)
    case = asked(school, anna, service="consultation")
    advice: dict[str, Any] = {"mediation": case, "advice": "заведите общий журнал", "held_on": TODAY}
    with pytest.raises(MediatorNotEntitled):
        school.act(hold_consultation, actor=pretender, **advice)
    school.act(hold_consultation, actor=school.office("curator"), **advice)
    with staged.reading() as connection:
        (row,) = cases_of(connection, anna.id)
    assert (row["state"], row["capacity"], row["ended_on"]) == ("held", "curator", TODAY)
    assert content(school, case, anna)["outcome"] == "заведите общий журнал"


@pytest.mark.requirement("R-034")
def test_where_the_curator_is_a_party_the_head_helps(staged: Runtime) -> None:
    school = School(staged)
    anna, curator, head = worker(school), school.office("curator"), school.office("head")
    case = agreed(school, anna, curator, service="conciliation")
    end: dict[str, Any] = {"mediation": case, "agreed": False, "outcome": "расходимся", "concluded_on": TODAY}
    with pytest.raises(PartyCannotMediate):
        school.act(conclude_conciliation, actor=curator, **end)
    school.act(conclude_conciliation, actor=head, **end)
    with staged.reading() as connection:
        (row,) = cases_of(connection, anna.id)
    assert (row["state"], row["capacity"], row["mediator"]) == ("not_agreed", "head", head.id)


@pytest.mark.requirement("R-034")
def test_where_every_member_is_a_party_the_curator_takes_the_members_place(staged: Runtime) -> None:
    school = School(staged)
    anna, boris = worker(school, Role.ASSOCIATION), worker(school, Role.ASSOCIATION)
    associate(school, anna, boris)
    case = agreed(school, anna, boris)
    curator = school.office("curator")
    outsider = worker(school, Role.ASSOCIATION)
    with pytest.raises(MediatorNotEntitled):
        school.act(open_mediation, actor=outsider, mediation=case)
    school.act(open_mediation, actor=curator, mediation=case)
    third = worker(school)
    neutral = agreed(school, anna, third)
    with pytest.raises(MediatorNotEntitled):
        school.act(open_mediation, actor=curator, mediation=neutral)
    with pytest.raises(PartyCannotMediate):
        school.act(open_mediation, actor=anna, mediation=neutral)


@pytest.mark.requirement("R-034")
def test_who_declines_ends_the_case(staged: Runtime) -> None:
    school = School(staged)
    anna, boris = worker(school), worker(school)
    case = asked(school, anna, boris)
    school.act(answer_mediation, actor=boris, mediation=case, agrees=False)
    with staged.reading() as connection:
        (row,) = cases_of(connection, boris.id)
    assert (row["state"], row["ended_on"], row["mediator"]) == ("declined", TODAY, None)
    assert {each["answer"] for each in row["parties"]} == {"agreed", "declined"}


@pytest.mark.requirement("R-034")
def test_nobody_answers_for_another_and_nobody_asks_without_words(staged: Runtime) -> None:
    school = School(staged)
    anna, boris = worker(school), worker(school)
    case = asked(school, anna, boris)
    with pytest.raises(NotAParty):
        school.act(answer_mediation, actor=school.office("curator"), mediation=case, agrees=True)
    with pytest.raises(MediationSubjectMissing):
        school.act(request_mediation, actor=anna, service="consultation", subject=" ")
    with pytest.raises(ConsultationForOthers):
        asked(school, anna, boris, service="consultation")
    with pytest.raises(NotFound):
        school.act(request_mediation, service="consultation", subject=SUBJECT)
