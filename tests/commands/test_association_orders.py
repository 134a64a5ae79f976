"""The association over the real log: proposed, approved by order, changed, dissolved; whom it sees."""

from collections.abc import Sequence
from typing import Any

import pytest

from service.access import Actor, Role
from service.aggregates.association import (
    AssociationKindUnknown,
    AssociationNotRegulated,
    NoCompositionProposed,
)
from service.aggregates.mentee import Mentee
from service.commands.associations import (
    AssociationOrderFaulty,
    propose_association_composition,
    propose_association_dissolution,
)
from service.commands.catalogue import all_views
from service.commands.local_acts import draft_local_act, issue_local_act
from service.commands.orders import draft_order, sign_order
from service.commands.runtime import Runtime
from service.commands.views import answer
from service.commands.work import fixed_id
from service.errors import NotAllowed, NotFound
from service.eventstore.log import Recorded
from service.ids import person_of
from service.projections.associations import (
    ASSOCIATION_REGISTER,
    association,
    member_rows,
    novice_rows,
)
from service.projections.orders import orders_to_read
from service.projections.roles import holders
from tests.commands.pairing import TODAY, School
from tests.scenario import happened, recorded

KIND = "методическое объединение наставников"


def people(school: School, count: int) -> tuple[str, ...]:
    return tuple(person_of(school.mentor()) for _ in range(count))


def propose(school: School, *members: str, **change: Any) -> None:
    asked: dict[str, Any] = {"members": members, "chair": members[0], "kind": KIND}
    school.act(propose_association_composition, actor=school.office("curator"), **asked | change)


def decide(school: School, number: str = "55", *more: str) -> str:
    subjects = (fixed_id(school.code, "association"), *more)
    order = school.act(
        draft_order, kind="association_composition", subjects=subjects, basis=("FZ-273", "own:1")
    )["order"]
    school.act(sign_order, actor=school.office("head"), order=order, number=number, signed_on=TODAY)
    return order


def members(school: School) -> list[str]:
    with school.runtime.reading() as connection:
        found = member_rows(connection, school.code)
        assert set(holders(connection, institution=school.code, role=Role.ASSOCIATION)) == {
            row["person"] for row in found
        }
    return [row["person"] for row in found]


@pytest.mark.requirement("R-026")
def test_members_are_members_after_the_heads_order_and_read_it(staged: Runtime) -> None:
    school = School(staged)
    chair, member = people(school, 2)
    propose(school, chair, member, name="Совет мастеров")
    with staged.reading() as connection:
        proposed = association(connection, "001")
    assert proposed is not None
    assert (proposed["exists"], proposed["proposed"]["chair"], members(school)) == (False, chair, [])
    order = decide(school)
    assert members(school) == [chair, member]
    with staged.reading() as connection:
        row = association(connection, "001")
        assert [each["id"] for each in orders_to_read(connection, member)] == [order]
    assert row is not None
    assert (row["exists"], row["kind"], row["name"], row["chair"]) == (True, KIND, "Совет мастеров", chair)
    assert (row["since"], row["order_number"], row["order_on"], row["proposed"]) == (TODAY, "55", TODAY, None)


@pytest.mark.requirement("R-026")
def test_another_composition_and_the_dissolution_are_decided_by_order_too(staged: Runtime) -> None:
    school = School(staged)
    first, second, third = people(school, 3)
    propose(school, first, second)
    decide(school)
    propose(school, third, first)
    assert members(school) == [first, second]
    decide(school, "56")
    assert members(school) == [third, first]
    school.act(
        propose_association_dissolution, actor=school.office("curator"), reason="все наставники заняты"
    )
    assert members(school) == [third, first]
    decide(school, "57")
    assert members(school) == []
    with staged.reading() as connection:
        row = association(connection, "001")
    assert row is not None
    assert (row["exists"], row["dissolved_on"], row["order_number"]) == (False, TODAY, "57")


@pytest.mark.requirement("R-026")
def test_only_the_curator_proposes_and_only_what_is_proposed_is_ordered(staged: Runtime) -> None:
    school = School(staged)
    chair, member = people(school, 2)
    asked: dict[str, Any] = {"members": (chair, member), "chair": chair, "kind": KIND}
    with pytest.raises(NotAllowed):
        school.act(propose_association_composition, actor=school.office("head"), **asked)
    with pytest.raises(NotFound):
        propose(school, chair, "001/person/nobody")
    with pytest.raises(NotFound):
        decide(school)
    propose(school, chair, member)
    with pytest.raises(AssociationOrderFaulty):
        decide(school, "54", chair)
    decide(school)
    with pytest.raises(NoCompositionProposed):
        decide(school, "56")


@pytest.mark.variation("V-20")
@pytest.mark.requirement("R-026")
def test_004_creates_an_association_by_a_local_act_only_and_001_without(staged: Runtime) -> None:
    """V-20: the regulation of 004 has no section on the association, only its name in passing (A-07)."""
    school, college = School(staged), School(staged, "004")
    propose(school, *people(school, 2))
    council = people(college, 2)
    alias = {"kind": "методический совет наставников"}
    with pytest.raises(AssociationNotRegulated):
        propose(college, *council, **alias)
    act = college.act(draft_local_act, title="О совете наставников", basis=("FZ-273", "own:1"))["local_act"]
    with pytest.raises(AssociationNotRegulated):
        propose(college, *council, **alias, local_act=act)
    college.act(
        issue_local_act,
        actor=college.office("head"),
        local_act=act,
        number="9",
        signed_on=TODAY,
        in_force_from=TODAY,
    )
    propose(college, *council, **alias, local_act=act)
    decide(college)
    assert members(college) == list(council)


@pytest.mark.variation("V-21")
@pytest.mark.requirement("R-026")
def test_a_commission_is_possible_in_001_and_not_in_000(staged: Runtime) -> None:
    """V-21: association, commission or council in 001, an association only in 000."""
    for code, possible in (("001", True), ("000", False)):
        school = School(staged, code)
        pair = people(school, 2)
        if possible:
            propose(school, *pair, kind="комиссия")
        else:
            with pytest.raises(AssociationKindUnknown):
                propose(school, *pair, kind="комиссия")


def seen(school: School, category: str | None = None) -> Sequence[dict[str, Any]]:
    with school.runtime.reading() as connection:
        return [dict(row) for row in novice_rows(connection, school.code, category=category)]


@pytest.mark.requirement("R-027")
def test_the_association_sees_novices_and_other_mentees_with_their_mentors(staged: Runtime) -> None:
    school = School(staged)
    mentor, novice, other = (
        school.mentor(),
        school.mentee(category="young_specialist"),
        school.mentee(category="new_colleague"),
    )
    school.order(school.ready(mentor, novice))
    assert [(row["mentee"], row["mentor"]) for row in seen(school, "young_specialist")] == [(novice, mentor)]
    assert {row["mentee"]: row["mentor"] for row in seen(school)} == {novice: mentor, other: None}
    (row,) = seen(school, "young_specialist")
    assert row["mentee_name"].startswith("Зорина Майя")
    assert row["mentor_name"].startswith("Зорина Майя")
    assert not {"words", "request", "difficulty"} & set(row)


@pytest.mark.requirement("R-027")
def test_mentees_without_a_category_stand_last_on_every_database(staged: Runtime) -> None:
    school = School(staged)
    plain, novice = school.mentee(), school.mentee(category="young_specialist")
    assert [row["mentee"] for row in seen(school)] == [novice, plain]


@pytest.mark.requirement("R-027")
def test_a_mentee_who_was_released_has_no_mentor_in_the_register(staged: Runtime) -> None:
    school = School(staged)
    mentor, novice = school.mentor(), school.mentee(category="young_specialist")
    assignment = school.ready(mentor, novice)
    school.order(assignment)
    released = happened(Mentee.MenteeReleased, assignment=assignment, released_on=TODAY)
    with staged.reading():
        pass
    with staged.views.connect().execution_options(writes=True) as connection, connection.begin() as changes:
        (event,) = recorded(Mentee, novice, released)
        ASSOCIATION_REGISTER.handlers[Mentee.MenteeReleased](connection, Recorded(1, event))
        assert [row["mentor"] for row in novice_rows(connection, "001")] == [None]
        changes.rollback()


@pytest.mark.requirement("R-027", "R-149")
def test_the_list_of_novices_is_for_the_association_and_the_curator(staged: Runtime) -> None:
    school = School(staged)
    school.mentee(category="young_specialist")
    member = Actor(id="001/person/member", roles={"001": frozenset({Role.ASSOCIATION})})
    stranger = Actor(id="001/person/stranger", roles={"001": frozenset({Role.STAFF})})
    view = all_views()["novices"]
    for reader in (member, school.office("curator")):
        assert len(answer(staged, view, institution="001", actor=reader)) == 1
        assert answer(staged, view, institution="001", actor=reader, of="new_colleague") == []
    with pytest.raises(NotAllowed):
        answer(staged, view, institution="001", actor=stranger)
