"""An amended regulation binds from its day on and not before; publication, local acts, offices."""

from datetime import date
from typing import Any

import pytest

from service.access import Actor, Role, operator
from service.aggregates.institution import (
    AmendmentEmpty,
    CouncilConsiderationMissing,
    Institution,
    NoAmendmentDrafted,
    PublicationInFuture,
    RegulationNotInForce,
    RoleNotHeld,
    TradeUnionAgreementMissing,
)
from service.aggregates.local_act import LocalActNumberMissing, LocalActUntitled, LocalActWithoutBasis
from service.aggregates.mentor import CapacityOverRegulation
from service.aggregates.roadmap import RoadmapNotApproved
from service.commands.actors import actor_of
from service.commands.amendments import AmendmentOfAnother, draft_amendment
from service.commands.banks import set_mentor_capacity
from service.commands.import_banks import import_workbook
from service.commands.legal_basis import ActNotInForce
from service.commands.lists_orders import local_acts, publications
from service.commands.local_acts import draft_local_act, give_association_opinion, issue_local_act
from service.commands.orders import ControllerNotNamed, draft_order, sign_order
from service.commands.people import register_person
from service.commands.registry import Command
from service.commands.roadmaps import draft_roadmap
from service.commands.roles import grant_role, revoke_role
from service.commands.runtime import Runtime
from service.commands.setup import RegulationFaulty, agree_regulation, consider_regulation, publish_regulation
from service.commands.texts import sentence
from service.commands.views import answer
from service.commands.work import fixed_id
from service.demo.workbooks import workbook
from service.errors import NotAllowed
from service.projections.banks import mentor_rows
from service.projections.institutions import card, version_rows
from service.projections.roles import roles_of

TODAY = date(2026, 11, 21)
SINCE = date(2027, 1, 11)
CAP = "load.max_concurrent_mentees"


def act_as(actor: Actor, runtime: Runtime, code: str, command: Command, **parameters: Any) -> dict[str, str]:
    return dict(runtime.run(command, institution=code, actor=actor, **parameters).ids)


def act(runtime: Runtime, code: str, command: Command, **parameters: Any) -> dict[str, str]:
    return act_as(operator(), runtime, code, command, **parameters)


def employee(runtime: Runtime, code: str) -> str:
    facts = {"full_name": "Лосева Инна Егоровна", "position": "методист"}
    return act(runtime, code, register_person, **facts)["person"]


def drafted(runtime: Runtime, code: str, changes: dict[str, Any], **parameters: Any) -> None:
    facts: dict[str, Any] = {"clauses": ("§3.7",), "reason": "new_local_act"} | parameters
    act(runtime, code, draft_amendment, changes=changes, **facts)


def signed(runtime: Runtime, code: str, *, number: str = "44", **parameters: Any) -> None:
    facts: dict[str, Any] = {"effective_from": SINCE, "controller": None} | parameters
    subjects = facts.pop("subjects", (fixed_id(code, "institution"),))
    order = act(
        runtime,
        code,
        draft_order,
        kind="regulation_amendment",
        subjects=subjects,
        basis=("FZ-273",),
        **facts,
    )["order"]
    act(runtime, code, sign_order, order=order, number=number, signed_on=TODAY)


def a_mentor_of_001(runtime: Runtime) -> str:
    import_workbook(
        runtime,
        institution="001",
        actor=operator(),
        content=workbook("001", on=date(2026, 9, 1)),
    )
    with runtime.reading() as connection:
        return str(mentor_rows(connection, "001")[0]["id"])


@pytest.mark.requirement("R-007")
def test_a_changed_number_binds_from_its_day_on_and_not_before_nor_backdated(staged: Runtime) -> None:
    mentor = a_mentor_of_001(staged)
    drafted(staged, "001", {CAP: 2})
    act(staged, "001", set_mentor_capacity, mentor=mentor, limit=9, on=SINCE)
    signed(staged, "001")
    act(staged, "001", set_mentor_capacity, mentor=mentor, limit=8)
    act(staged, "001", set_mentor_capacity, mentor=mentor, limit=7, on=date(2027, 1, 10))
    with pytest.raises(CapacityOverRegulation) as refusal:
        act(staged, "001", set_mentor_capacity, mentor=mentor, limit=6, on=SINCE)
    assert refusal.value.facts == {"limit": 6, "allowed": 2}
    act(staged, "001", set_mentor_capacity, mentor=mentor, limit=5, on=date(2026, 12, 1))


@pytest.mark.requirement("R-007")
def test_the_card_shows_the_version_of_the_day(staged: Runtime) -> None:
    drafted(staged, "001", {CAP: 2})
    with staged.reading() as connection:
        before = card(connection, "001")
    signed(staged, "001")
    with staged.reading() as connection:
        on_the_eve = card(connection, "001", on=date(2027, 1, 10))
        on_the_day = card(connection, "001", on=SINCE)
        versions = version_rows(connection, "001")
    assert before == on_the_eve
    assert on_the_eve is not None
    assert on_the_day is not None
    assert (on_the_eve["regulation_version"], on_the_eve["regulation"][CAP]["value"]) == (1, None)
    assert (on_the_day["regulation_version"], on_the_day["regulation"][CAP]["value"]) == (2, 2)
    assert (on_the_day["order_number"], on_the_day["order_on"]) == ("44", TODAY)
    assert (on_the_day["in_force_since"], on_the_day["first_in_force_since"]) == (SINCE, date(2022, 3, 24))
    assert [row["superseded_on"] for row in versions] == [SINCE, None]
    assert (versions[1]["changed"], versions[1]["reason"]) == ([CAP], "new_local_act")


@pytest.mark.requirement("R-004", "R-005", "R-007")
@pytest.mark.variation("V-06")
def test_002_amends_with_council_and_trade_union_and_001_without(staged: Runtime) -> None:
    """V-06: an amendment takes the way of approval of its own institution."""
    drafted(staged, "001", {CAP: 2})
    signed(staged, "001")
    drafted(staged, "002", {CAP: 2, "approval.requires_pedagogical_council": False})
    with pytest.raises(CouncilConsiderationMissing):
        signed(staged, "002")
    act(staged, "002", consider_regulation, protocol_number="7", protocol_on=TODAY)
    with pytest.raises(TradeUnionAgreementMissing):
        signed(staged, "002")
    act(staged, "002", agree_regulation, agreed_on=TODAY)
    signed(staged, "002")
    with staged.reading() as connection:
        version = version_rows(connection, "002")[1]
    assert (version["protocol_number"], version["considered_on"], version["agreed_on"]) == ("7", TODAY, TODAY)


@pytest.mark.requirement("R-009")
def test_000_names_who_controls_an_amending_order_too(staged: Runtime) -> None:
    drafted(staged, "000", {CAP: 2})
    with pytest.raises(ControllerNotNamed):
        signed(staged, "000")
    signed(staged, "000", controller=employee(staged, "000"))


@pytest.mark.requirement("R-007")
def test_an_amendment_needs_a_change_that_fits_its_field_and_a_draft_to_sign(staged: Runtime) -> None:
    with pytest.raises(NoAmendmentDrafted):
        signed(staged, "001")
    with pytest.raises(AmendmentEmpty):
        drafted(staged, "002", {CAP: 3})
    with pytest.raises(RegulationFaulty) as refusal:
        drafted(staged, "001", {CAP: "три"})
    assert "целое число" in sentence(refusal.value, institution="001")
    with pytest.raises(RegulationNotInForce):
        drafted(staged, "003", {CAP: 3})
    drafted(staged, "001", {CAP: 2})
    with pytest.raises(AmendmentOfAnother):
        signed(staged, "001", subjects=(employee(staged, "001"),))


@pytest.mark.requirement("R-001", "R-007")
def test_running_programmes_keep_their_version_unless_the_order_changes_them_too(staged: Runtime) -> None:
    for code, for_running in (("001", False), ("002", True)):
        drafted(staged, code, {CAP: 2}, for_running=for_running)
    act(staged, "002", consider_regulation, protocol_number="7", protocol_on=TODAY)
    act(staged, "002", agree_regulation, agreed_on=TODAY)
    kept = {}
    for code in ("001", "002"):
        signed(staged, code)
        institution = staged.log.get(Institution, fixed_id(code, "institution"))
        kept[code] = institution.version_kept(1, on=SINCE)
    assert kept == {"001": 1, "002": 2}


@pytest.mark.requirement("R-008")
def test_regulation_and_approved_roadmap_are_published(staged: Runtime) -> None:
    with staged.reading() as connection:
        facts = card(connection, "000")
    assert facts is not None
    act(
        staged,
        "000",
        publish_regulation,
        published_on=date(2022, 6, 10),
        place="site",
        roadmap=facts["roadmap"],
    )
    (row,) = answer(staged, publications, institution="000", actor=operator(), on=TODAY)
    assert (row["version"], row["place_words"], row["roadmap"]) == (1, "официальный сайт", facts["roadmap"])
    assert row["published_on"] == date(2022, 6, 10)
    with pytest.raises(PublicationInFuture):
        act(staged, "000", publish_regulation, published_on=SINCE, place="site")
    draft = act(staged, "001", draft_roadmap, academic_year="2026/2027")["roadmap"]
    with pytest.raises(RoadmapNotApproved):
        act(staged, "001", publish_regulation, published_on=TODAY, place="site", roadmap=draft)


@pytest.mark.requirement("R-011", "R-013", "R-015", "R-042")
def test_a_local_act_is_drafted_advised_on_issued_and_replaced(staged: Runtime) -> None:
    first = act(staged, "001", draft_local_act, title="О школе  молодого учителя", basis=("FZ-273",))
    act(
        staged,
        "001",
        give_association_opinion,
        **first,
        opinion="objects",
        given_on=TODAY,
        note="нужны сроки",
    )
    issue = {"number": " 5 ", "signed_on": TODAY, "in_force_from": TODAY}
    act(staged, "001", issue_local_act, **first, **issue)
    second = act(
        staged,
        "001",
        draft_local_act,
        title="О школе молодого учителя",
        basis=("own:1",),
        replaces=first["local_act"],
    )
    act(staged, "001", issue_local_act, **second, **issue | {"in_force_from": SINCE})
    newer, older = answer(staged, local_acts, institution="001", actor=operator(), on=TODAY)
    assert (older["title"], older["number"]) == ("О школе молодого учителя", "5")
    assert (older["opinion"], older["opinion_words"]) == ("objects", "возражает")
    assert (older["opinion_note"], older["opinion_on"], older["signed_on"]) == ("нужны сроки", TODAY, TODAY)
    assert (older["in_force_from"], older["replaced_by"], older["replaced_on"]) == (TODAY, newer["id"], SINCE)
    assert (newer["replaces"], newer["basis"], newer["replaced_on"]) == (older["id"], ["own:1"], None)


@pytest.mark.requirement("R-011", "R-013")
def test_a_local_act_has_a_title_a_number_and_a_basis_in_force(staged: Runtime) -> None:
    with pytest.raises(LocalActUntitled):
        act(staged, "001", draft_local_act, title=" ", basis=("FZ-273",))
    with pytest.raises(LocalActWithoutBasis):
        act(staged, "001", draft_local_act, title="О доплатах", basis=())
    draft = act(staged, "001", draft_local_act, title="О доплатах", basis=("TK-351-8",))
    early = date(2025, 2, 28)
    with pytest.raises(ActNotInForce):
        act(staged, "001", issue_local_act, **draft, number="6", signed_on=early, in_force_from=early)
    with pytest.raises(LocalActNumberMissing):
        act(staged, "001", issue_local_act, **draft, number=" ", signed_on=TODAY, in_force_from=TODAY)


@pytest.mark.requirement("R-011")
def test_only_the_head_issues_a_local_act(staged: Runtime) -> None:
    draft = act(staged, "001", draft_local_act, title="О доплатах", basis=("FZ-273",))
    issue = {"number": "6", "signed_on": TODAY, "in_force_from": TODAY}
    curator, head = (actor_of(staged, institution="001", who=who) for who in ("curator", "head"))
    with pytest.raises(NotAllowed):
        act_as(curator, staged, "001", issue_local_act, **draft, **issue)
    act_as(head, staged, "001", issue_local_act, **draft, **issue)


@pytest.mark.requirement("R-004", "R-005", "R-012")
def test_an_office_gives_its_holder_rights_until_it_is_taken_back(staged: Runtime) -> None:
    person = employee(staged, "002")
    drafted(staged, "002", {CAP: 2})
    with pytest.raises(NotAllowed):
        _agree_as(staged, person)
    act(staged, "002", grant_role, person=person, role="trade_union_chair")
    _agree_as(staged, person)
    with staged.reading() as connection:
        assert Role.TRADE_UNION_CHAIR in roles_of(connection, person)
    act(staged, "002", revoke_role, person=person, role="trade_union_chair")
    with pytest.raises(NotAllowed):
        _agree_as(staged, person)
    with pytest.raises(RoleNotHeld):
        act(staged, "002", revoke_role, person=person, role="trade_union_chair")


def _agree_as(runtime: Runtime, person: str) -> None:
    actor = actor_of(runtime, institution="002", who=person)
    runtime.run(agree_regulation, institution="002", actor=actor, agreed_on=TODAY)
