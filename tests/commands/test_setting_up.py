"""From registration to «regulation in force, curator appointed», by each institution's own regulation."""

from datetime import date
from typing import Any

import pytest

from service.access import operator
from service.aggregates.institution import (
    CouncilConsiderationMissing,
    CuratorOutsidePool,
    RegulationIncomplete,
    RegulationNotInForce,
    TradeUnionAgreementMissing,
)
from service.commands.import_banks import import_workbook
from service.commands.institution_orders import CuratorByOwnOrder
from service.commands.orders import ControllerNotNamed, HeadNotNamed, draft_order, sign_order
from service.commands.people import register_person
from service.commands.registry import Command
from service.commands.roadmaps import draft_roadmap
from service.commands.runtime import Runtime
from service.commands.setup import (
    InstitutionAlreadyRegistered,
    RegulationFaulty,
    ZoneUnknown,
    agree_regulation,
    configure_regulation,
    consider_regulation,
    name_head,
    register_institution,
)
from service.commands.texts import sentence
from service.demo.stage import set_the_stage
from service.demo.workbooks import workbook
from service.errors import Refused
from service.projections.institutions import card
from service.values import OrderKind, OrderReference

ORDER = OrderReference(number="12", signed_on=date(2026, 9, 1))


def act(runtime: Runtime, code: str, command: Command, **parameters: Any) -> dict[str, str]:
    return dict(runtime.run(command, institution=code, actor=operator(), **parameters).ids)


def registered(runtime: Runtime, code: str) -> None:
    act(runtime, code, register_institution)
    head = act(runtime, code, register_person, full_name="Жилина Кира Львовна", position="директор")["person"]
    act(runtime, code, name_head, person=head)


def signed(
    runtime: Runtime,
    code: str,
    kind: OrderKind,
    *subjects: str,
    number: str = ORDER.number,
    controller: str | None = None,
) -> str:
    """An order drafted and signed on the day of ``ORDER``; its id."""
    drafted = act(
        runtime,
        code,
        draft_order,
        kind=kind,
        subjects=subjects,
        basis=("FZ-273",),
        controller=controller,
    )
    order = drafted["order"]
    act(runtime, code, sign_order, order=order, number=number, signed_on=ORDER.signed_on)
    return order


def institution_id(runtime: Runtime, code: str) -> str:
    with runtime.reading() as connection:
        facts = card(connection, code)
    assert facts is not None
    return str(facts["id"])


def approve(runtime: Runtime, code: str, *others: str) -> None:
    controller = controller_of_000(runtime) if code == "000" else None
    signed(
        runtime, code, "regulation_approval", institution_id(runtime, code), *others, controller=controller
    )


def controller_of_000(runtime: Runtime) -> str:
    return act(
        runtime, "000", register_person, full_name="Осокина Тамара Глебовна", position="старший методист"
    )["person"]


def employee(runtime: Runtime, code: str, position: str) -> str:
    return act(runtime, code, register_person, full_name="Лосева Инна Егоровна", position=position)["person"]


@pytest.mark.requirement("R-001")
@pytest.mark.requirement("R-002")
@pytest.mark.requirement("R-006")
@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_four_institutions_come_into_force_with_their_own_order_and_a_curator(
    staged: Runtime, code: str
) -> None:
    with staged.reading() as connection:
        facts = card(connection, code)
    assert facts is not None
    assert facts["in_force_since"] == facts["order_on"]
    assert facts["curator"] is not None
    assert facts["head"] is not None
    assert facts["roadmap_approved_on"] == facts["order_on"]


@pytest.mark.requirement("R-002")
def test_nobody_but_a_named_head_approves(empty: Runtime) -> None:
    act(empty, "001", register_institution)
    with pytest.raises(HeadNotNamed):
        approve(empty, "001")


@pytest.mark.requirement("R-001")
def test_003_is_a_template_that_cannot_be_approved_before_it_is_completed(staged: Runtime) -> None:
    head = employee(staged, "003", "директор")
    act(staged, "003", name_head, person=head)
    with pytest.raises(RegulationIncomplete) as refusal:
        approve(staged, "003")
    told = sentence(refusal.value, institution="003")
    assert "«Номер приказа об утверждении Положения»" in told
    assert "«Должность руководителя»" in told
    values = {
        "approval.order.number": "12",
        "approval.order.date": "2026-09-01",
        "head.title_ru": "Директор",
    }
    act(staged, "003", configure_regulation, changes=values, clauses=("Order",))
    approve(staged, "003")
    with staged.reading() as connection:
        facts = card(connection, "003")
    assert facts is not None
    assert facts["in_force_since"] == ORDER.signed_on


@pytest.mark.requirement("R-001")
def test_a_wrong_value_is_refused_with_the_name_of_its_field(staged: Runtime) -> None:
    with pytest.raises(RegulationFaulty) as refusal:
        act(
            staged,
            "003",
            configure_regulation,
            changes={"approval.order.date": "31.02.2026"},
            clauses=("Order",),
        )
    assert "«Дата приказа об утверждении Положения»" in sentence(refusal.value, institution="003")


@pytest.mark.requirement("R-001")
def test_no_bank_is_kept_without_a_regulation_in_force(staged: Runtime) -> None:
    before = staged.log.head()
    with pytest.raises(RegulationNotInForce):
        import_workbook(
            staged,
            institution="003",
            actor=operator(),
            content=workbook("003", on=date(2026, 9, 1)),
        )
    assert staged.log.head() == before


@pytest.mark.requirement("R-004")
@pytest.mark.requirement("R-005")
def test_002_needs_the_pedagogical_council_and_the_trade_union_before_the_order(empty: Runtime) -> None:
    registered(empty, "002")
    with pytest.raises(CouncilConsiderationMissing):
        approve(empty, "002")
    act(empty, "002", consider_regulation, protocol_number="3", protocol_on=date(2026, 8, 31))
    with pytest.raises(TradeUnionAgreementMissing):
        approve(empty, "002")
    act(empty, "002", agree_regulation, agreed_on=date(2026, 8, 31))
    approve(empty, "002")


@pytest.mark.requirement("R-016")
@pytest.mark.parametrize("code", ["001", "004"])
def test_the_curator_comes_from_the_deputies_where_the_regulation_says_so(empty: Runtime, code: str) -> None:
    registered(empty, code)
    approve(empty, code)
    teacher = employee(empty, code, "учитель")
    with pytest.raises(CuratorOutsidePool):
        signed(empty, code, "curator_appointment", teacher, number="13")
    deputy = act(
        empty, code, register_person, full_name="Травина Зоя Львовна", position="заместитель директора"
    )["person"]
    signed(empty, code, "curator_appointment", deputy, number="13")


@pytest.mark.requirement("R-016")
def test_000_takes_its_curator_from_any_staff(empty: Runtime) -> None:
    registered(empty, "000")
    approve(empty, "000")
    signed(empty, "000", "curator_appointment", employee(empty, "000", "методист"), number="13")


@pytest.mark.requirement("R-003")
@pytest.mark.requirement("R-037")
def test_the_approving_order_approves_the_roadmap_of_seven_stages_with_it(empty: Runtime) -> None:
    registered(empty, "001")
    roadmap = act(empty, "001", draft_roadmap)["roadmap"]
    approve(empty, "001", roadmap)
    with empty.reading() as connection:
        facts = card(connection, "001")
    assert facts is not None
    assert (facts["roadmap"], facts["roadmap_approved_on"]) == (roadmap, ORDER.signed_on)


@pytest.mark.requirement("R-016")
@pytest.mark.variation("V-16")
def test_001_appoints_its_curator_in_the_approving_order_and_004_by_an_order_of_its_own(
    empty: Runtime,
) -> None:
    for code in ("001", "004"):
        registered(empty, code)
    deputies = {
        code: act(
            empty, code, register_person, full_name="Травина Зоя Львовна", position="заместитель директора"
        )["person"]
        for code in ("001", "004")
    }
    approve(empty, "001", deputies["001"])
    with empty.reading() as connection:
        facts = card(connection, "001")
    assert facts is not None
    assert facts["curator"] == deputies["001"]
    with pytest.raises(CuratorByOwnOrder):
        approve(empty, "004", deputies["004"])


@pytest.mark.requirement("R-009")
@pytest.mark.variation("V-11")
def test_000_has_to_name_who_controls_the_approving_order_and_in_001_the_head_keeps_it(
    empty: Runtime,
) -> None:
    for code in ("000", "001"):
        registered(empty, code)
    with pytest.raises(ControllerNotNamed) as refusal:
        signed(empty, "000", "regulation_approval", institution_id(empty, "000"))
    assert "старший методист" in sentence(refusal.value, institution="000")
    signed(empty, "001", "regulation_approval", institution_id(empty, "001"))


def test_an_institution_is_registered_once(staged: Runtime) -> None:
    with pytest.raises(InstitutionAlreadyRegistered):
        act(staged, "001", register_institution)


def test_setting_the_stage_twice_changes_nothing(staged: Runtime) -> None:
    before = staged.log.head()
    set_the_stage(staged)
    assert staged.log.head() == before


def test_every_event_carries_the_clauses_of_its_own_institution(staged: Runtime) -> None:
    found = {
        recorded.event.originator_id[:3]: recorded.event.metadata.clauses
        for recorded in staged.log.all_after()
        if type(recorded.event).__name__ == "RegulationApproved"
    }
    assert all(found.values())
    assert "stamp УТВЕРЖДЕНО" in found["002"]
    assert "stamp УТВЕРЖДЕНО" not in found["001"]


def test_a_refused_command_stores_nothing(staged: Runtime) -> None:
    subjects = (institution_id(staged, "003"),)
    order = act(staged, "003", draft_order, kind="regulation_approval", subjects=subjects, basis=("FZ-273",))
    before = staged.log.head()
    with pytest.raises(Refused):
        act(staged, "003", sign_order, **order, number="1", signed_on=ORDER.signed_on)
    assert staged.log.head() == before


@pytest.mark.requirement("R-001")
@pytest.mark.parametrize("zone", ["Europe/Shchekino", "", "../Moscow"])
def test_an_institution_lives_in_a_zone_that_there_is(empty: Runtime, zone: str) -> None:
    with pytest.raises(ZoneUnknown):
        act(empty, "001", register_institution, zone=zone)
    act(empty, "001", register_institution, zone="Asia/Yekaterinburg")
    assert empty.today("001") == empty.clock().date()
