"""Orders of the head over the real log: drafted on a checked basis, signed, read, controlled, published."""

import threading
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from service.access import Actor, Role, operator
from service.aggregates.institution import CuratorAlreadyAppointed, NoActiveCurator
from service.aggregates.order import (
    NotNamedInOrder,
    OrderAboutPersons,
    OrderInFuture,
    OrderNotDraft,
    OrderSubjectRepeated,
    OrderWithoutBasis,
    OrderWithoutSubjects,
)
from service.aggregates.order_register import OrderNumberMissing, OrderNumberNotFree
from service.commands.actors import actor_of
from service.commands.institution_orders import CuratorChangesLater, SubjectsDoNotFit
from service.commands.legal_basis import (
    ActAlreadyRegistered,
    ActNotInForce,
    ActUnknown,
    ActWithoutTitle,
    register_normative_act,
)
from service.commands.lists_orders import acts_to_cite, own_controls, own_orders
from service.commands.order_effects import EFFECTS
from service.commands.order_page import TITLES
from service.commands.orders import (
    OrderBeforeRegulation,
    OrderKindWithoutEffect,
    acknowledge_order,
    assign_order_control,
    draft_order,
    publish_order,
    report_order_control,
    sign_order,
    withdraw_order_draft,
)
from service.commands.people import register_person
from service.commands.registry import Command
from service.commands.roadmaps import draft_roadmap
from service.commands.runtime import Runtime
from service.commands.texts import sentence
from service.commands.views import View, answer
from service.commands.work import NotOwnAct
from service.errors import NotAllowed, NotFound, Refused
from service.projections.institutions import card
from service.projections.local_acts import registered_act_rows
from service.projections.orders import Row, order_row, order_rows
from service.values import OrderKind

TODAY = date(2026, 11, 21)
BASIS = ("FZ-273", "own:1")


def act(
    runtime: Runtime, command: Command, *, code: str = "001", actor: Actor | None = None, **parameters: Any
) -> dict[str, str]:
    who = actor or operator()
    return dict(runtime.run(command, institution=code, actor=who, **parameters).ids)


def office(runtime: Runtime, who: str, code: str = "001") -> Actor:
    return actor_of(runtime, institution=code, who=who)


def employee(runtime: Runtime, *, code: str = "001", name: str = "Лосева Инна Егоровна") -> str:
    return act(runtime, register_person, code=code, full_name=name, position="заместитель директора")[
        "person"
    ]


def drafted(
    runtime: Runtime,
    kind: OrderKind,
    *subjects: str,
    code: str = "001",
    basis: tuple[str, ...] = BASIS,
    **parameters: Any,
) -> str:
    return act(runtime, draft_order, code=code, kind=kind, subjects=subjects, basis=basis, **parameters)[
        "order"
    ]


def sign(
    runtime: Runtime, order: str, *, number: str = "77", signed_on: date = TODAY, code: str = "001"
) -> None:
    act(runtime, sign_order, code=code, order=order, number=number, signed_on=signed_on)


def relief(runtime: Runtime, **parameters: Any) -> str:
    """A draft that relieves the curator of 001."""
    return drafted(runtime, "curator_relief", office(runtime, "curator").id, **parameters)


def offered(runtime: Runtime, *, code: str = "001", on: date = TODAY) -> Sequence[Row]:
    """The acts that an order of a day may cite."""
    return answer(runtime, acts_to_cite, institution=code, actor=office(runtime, "head", code), on=on)


def mine(runtime: Runtime, view: View, actor: Actor) -> Sequence[Row]:
    """A list of orders as somebody of 001 reads it."""
    return answer(runtime, view, institution="001", actor=actor, on=TODAY)


def facts_of(runtime: Runtime, order: str) -> Row:
    with runtime.reading() as connection:
        row = order_row(connection, order)
    assert row is not None
    return row


@pytest.mark.requirement("R-002", "R-013", "R-016")
def test_an_order_is_drafted_by_the_curator_and_signed_by_the_head_alone(staged: Runtime) -> None:
    curator, head = office(staged, "curator"), office(staged, "head")
    order = act(
        staged, draft_order, actor=curator, kind="curator_relief", subjects=(curator.id,), basis=BASIS
    )["order"]
    with pytest.raises(NotAllowed):
        act(staged, sign_order, actor=curator, order=order, number="77", signed_on=TODAY)
    act(staged, sign_order, actor=head, order=order, number="№ 77", signed_on=TODAY)
    facts = facts_of(staged, order)
    assert (facts["status"], facts["number"], facts["signed_on"]) == ("issued", "77", TODAY)
    assert (facts["signed_by"], facts["controller"]) == (head.id, head.id)
    assert (facts["basis"], facts["drafted_by"], facts["effective_from"]) == (list(BASIS), curator.id, TODAY)
    with staged.reading() as connection:
        institution = card(connection, "001")
    assert institution is not None
    assert institution["curator"] is None


@pytest.mark.requirement("R-016", "R-017")
def test_after_a_relief_another_deputy_becomes_curator_by_another_order(staged: Runtime) -> None:
    deputy = employee(staged)
    appointment = drafted(staged, "curator_appointment", deputy)
    with pytest.raises(CuratorAlreadyAppointed):
        sign(staged, appointment, number="76")
    sign(staged, relief(staged), number="76")
    sign(staged, appointment, number="77")
    assert office(staged, "curator").id == deputy


@pytest.mark.requirement("R-016")
def test_only_the_curator_is_relieved_and_only_one_person_is_named(staged: Runtime) -> None:
    deputy, other = employee(staged), employee(staged, name="Осокин Глеб Львович")
    with pytest.raises(NoActiveCurator):
        sign(staged, drafted(staged, "curator_relief", deputy))
    sign(staged, relief(staged))
    with pytest.raises(SubjectsDoNotFit):
        sign(staged, drafted(staged, "curator_appointment", deputy, other), number="78")


@pytest.mark.requirement("R-016")
def test_a_curator_does_not_change_before_the_order_takes_effect(staged: Runtime) -> None:
    later = date(2026, 12, 1)
    order = relief(staged, effective_from=later)
    with pytest.raises(CuratorChangesLater) as refusal:
        sign(staged, order)
    assert "01.12.2026" in sentence(refusal.value, institution="001")
    act(staged, sign_order, order=order, number="77", signed_on=TODAY, on=later)


@pytest.mark.requirement("R-002")
def test_a_number_is_given_once_in_a_year_and_institution(staged: Runtime) -> None:
    sign(staged, relief(staged), number="№ 13 – А")
    deputy = employee(staged)
    order = drafted(staged, "curator_appointment", deputy)
    with pytest.raises(OrderNumberNotFree) as refusal:
        sign(staged, order, number="13-а")
    assert "№ 13-а в 2026 году" in sentence(refusal.value, institution="001")
    sign(staged, order, number="13-а", signed_on=date(2025, 11, 21))
    curator_of_004 = office(staged, "curator", "004").id
    elsewhere = drafted(staged, "curator_relief", curator_of_004, code="004")
    sign(staged, elsewhere, number="13-а", code="004")
    assert facts_of(staged, elsewhere)["number"] == "13-а"


@pytest.mark.requirement("R-002")
def test_of_two_orders_that_race_for_a_number_one_gets_it(staged: Runtime) -> None:
    plan = act(staged, draft_roadmap, academic_year="2026/2027")["roadmap"]
    orders = (relief(staged), drafted(staged, "roadmap_approval", plan))
    start = threading.Barrier(2)
    outcomes: list[type[Exception] | None] = []

    def race(order: str) -> None:
        start.wait()
        try:
            sign(staged, order, number="100")
        except Refused as refusal:
            outcomes.append(type(refusal))
        else:
            outcomes.append(None)

    threads = [threading.Thread(target=race, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted([str(None), str(OrderNumberNotFree)])
    with staged.reading() as connection:
        assert [row["number"] for row in order_rows(connection, "001", status="issued")].count("100") == 1


@pytest.mark.requirement("R-002")
def test_an_order_is_signed_once_and_a_withdrawn_draft_never(staged: Runtime) -> None:
    signed, withdrawn = relief(staged), relief(staged)
    sign(staged, signed)
    with pytest.raises(OrderNotDraft):
        sign(staged, signed, number="78")
    act(staged, withdraw_order_draft, order=withdrawn)
    with pytest.raises(OrderNotDraft):
        sign(staged, withdrawn, number="78")
    assert facts_of(staged, withdrawn)["status"] == "withdrawn"


@pytest.mark.requirement("R-002")
def test_an_order_has_a_number_and_a_date_that_is_neither_future_nor_older_than_the_regulation(
    staged: Runtime,
) -> None:
    order = relief(staged)
    with pytest.raises(OrderNumberMissing):
        sign(staged, order, number=" № ")
    with pytest.raises(OrderInFuture):
        sign(staged, order, signed_on=date(2026, 11, 22))
    with pytest.raises(OrderBeforeRegulation) as refusal:
        sign(staged, order, signed_on=date(2022, 3, 23))
    assert "24.03.2022" in sentence(refusal.value, institution="001")


@pytest.mark.requirement("R-002", "R-013")
def test_a_draft_without_subjects_or_basis_is_none(staged: Runtime) -> None:
    person = office(staged, "curator").id
    with pytest.raises(OrderWithoutSubjects):
        drafted(staged, "curator_relief")
    with pytest.raises(OrderSubjectRepeated):
        drafted(staged, "curator_relief", person, person)
    with pytest.raises(OrderWithoutBasis):
        drafted(staged, "curator_relief", person, basis=())
    with pytest.raises(NotFound):
        drafted(staged, "curator_relief", office(staged, "curator", "004").id)


def test_an_order_of_a_kind_that_decides_nothing_is_refused(
    staged: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = relief(staged)
    monkeypatch.delitem(EFFECTS, "curator_relief")
    with pytest.raises(OrderKindWithoutEffect):
        relief(staged)
    with pytest.raises(OrderKindWithoutEffect):
        sign(staged, order)


@pytest.mark.requirement("R-013")
@pytest.mark.parametrize("typed", ["358.1 ТК", "own:9", "002/normative_act/1", "001/normative_act/1"])
def test_a_basis_is_chosen_from_the_lists_and_never_typed(staged: Runtime, typed: str) -> None:
    with pytest.raises(ActUnknown) as refusal:
        relief(staged, basis=("FZ-273", typed))
    assert refusal.value.facts == {"place": 2}


@pytest.mark.requirement("R-013")
def test_an_act_is_cited_only_while_it_is_in_force(staged: Runtime) -> None:
    order = relief(staged, basis=("TK-351-8",))
    with pytest.raises(ActNotInForce) as refusal:
        sign(staged, order, signed_on=date(2025, 2, 28))
    assert "статья 351.8 Трудового кодекса" in sentence(refusal.value, institution="001")
    sign(staged, order, signed_on=date(2025, 3, 1))


@pytest.mark.requirement("R-013")
@pytest.mark.variation("V-08")
def test_institutions_cite_the_acts_that_their_own_regulations_name(staged: Runtime) -> None:
    """V-08: 000 rests on an order of its ministry and 001 on the recommendations."""
    own = {
        code: [row["words"] for row in offered(staged, code=code) if row["act"].startswith("own:")]
        for code in ("000", "001")
    }
    assert own["000"][0] == "приказ Минобразования РК 21.03.2022 № 143-п"
    assert own["001"][0] == "Методические рекомендации"


@pytest.mark.requirement("R-013")
def test_an_institution_adds_an_act_of_its_region_and_cites_it_while_it_holds(staged: Runtime) -> None:
    region: dict[str, Any] = {
        "level": "regional",
        "title": " приказ министерства  образования о наставничестве ",
        "number": "143-п",
        "issued_on": date(2026, 3, 21),
        "since": date(2026, 4, 1),
    }
    added = act(staged, register_normative_act, **region)["act"]
    with pytest.raises(ActAlreadyRegistered):
        act(staged, register_normative_act, **region | {"number": "143-П"})
    with pytest.raises(ActWithoutTitle):
        act(staged, register_normative_act, **region | {"title": " ", "number": "5"})
    order = relief(staged, basis=(added,))
    with pytest.raises(ActNotInForce) as refusal:
        sign(staged, order, signed_on=date(2026, 3, 31))
    told = "приказ министерства образования о наставничестве от 21.03.2026 № 143-п"
    assert told in sentence(refusal.value, institution="001")
    sign(staged, order)
    with staged.reading() as connection:
        assert [row["id"] for row in registered_act_rows(connection, "001")] == [added]
    assert {"act": added, "words": told} in offered(staged)
    assert added not in [row["act"] for row in offered(staged, on=date(2026, 3, 31))]


@pytest.mark.requirement("R-010")
@pytest.mark.variation("V-12")
def test_in_001_the_curator_reads_the_order_and_in_000_everybody_with_duties(staged: Runtime) -> None:
    """V-12: whom the regulation lets acknowledge an order."""
    sheets = {}
    for code in ("000", "001"):
        with staged.reading() as connection:
            (order,) = [row for row in order_rows(connection, code) if row["kind"] == "regulation_approval"]
        sheets[code] = [(sheet["person"], sheet["acknowledged_on"]) for sheet in order["persons"]]
        assert sheets[code][0][1] == order["signed_on"]
    with staged.reading() as connection:
        (of_000,) = [row for row in order_rows(connection, "000") if row["kind"] == "regulation_approval"]
    assert [person for person, _ in sheets["000"]] == [of_000["controller"]]
    assert [person for person, _ in sheets["001"]] == [office(staged, "curator").id]


@pytest.mark.requirement("R-010")
def test_a_named_person_reads_an_order_himself_or_on_paper_and_nobody_else_does(staged: Runtime) -> None:
    deputy = employee(staged)
    curator = office(staged, "curator")
    order = relief(staged, controller=deputy)
    sign(staged, order)
    me = Actor(id=curator.id, roles={"001": frozenset({Role.STAFF})})
    (waiting,) = mine(staged, own_orders, me)
    assert (waiting["order"], waiting["number"]) == (order, facts_of(staged, order)["number"])
    assert waiting["title"] == TITLES["curator_relief"]
    with pytest.raises(NotOwnAct):
        act(staged, acknowledge_order, actor=me, order=order, person=deputy, acknowledged_on=TODAY)
    with pytest.raises(NotNamedInOrder):
        act(staged, acknowledge_order, order=order, person=deputy, acknowledged_on=TODAY)
    act(staged, acknowledge_order, actor=me, order=order, person=curator.id, acknowledged_on=TODAY)
    (sheet,) = facts_of(staged, order)["persons"]
    assert (sheet["person"], sheet["acknowledged_on"], sheet["source"]) == (curator.id, TODAY, "own")
    assert mine(staged, own_orders, me) == []


@pytest.mark.requirement("R-009")
def test_the_controller_reports_until_the_order_is_executed(staged: Runtime) -> None:
    deputy, other = employee(staged), employee(staged, name="Осокин Глеб Львович")
    order = relief(staged, controller=other)
    sign(staged, order)
    act(staged, assign_order_control, order=order, person=deputy)
    stranger = Actor(id=other, roles={"001": frozenset({Role.STAFF})})
    with pytest.raises(NotOwnAct):
        act(staged, report_order_control, actor=stranger, order=order, outcome="executed")
    controller = Actor(id=deputy, roles={"001": frozenset({Role.STAFF})})
    assert [row["order"] for row in mine(staged, own_controls, controller)] == [order]
    assert mine(staged, own_controls, stranger) == []
    act(staged, report_order_control, actor=controller, order=order, outcome="in_progress", note="дела сданы")
    assert facts_of(staged, order)["note"] == "дела сданы"
    act(staged, report_order_control, actor=controller, order=order, outcome="executed")
    facts = facts_of(staged, order)
    assert (facts["outcome"], facts["reported_on"], facts["note"]) == ("executed", TODAY, None)
    assert mine(staged, own_controls, controller) == []


@pytest.mark.requirement("R-009")
def test_nobody_reports_for_the_controller_not_even_the_curator(staged: Runtime) -> None:
    curator = actor_of(staged, institution="001", who="curator")
    order = relief(staged, controller=employee(staged))
    sign(staged, order)
    for actor in (curator, operator()):
        with pytest.raises(NotOwnAct):
            act(staged, report_order_control, actor=actor, order=order, outcome="executed")


@pytest.mark.requirement("R-009")
def test_where_the_head_keeps_the_control_he_alone_reports(staged: Runtime) -> None:
    worker = employee(staged)
    order = relief(staged)
    sign(staged, order)
    stranger = Actor(id=worker, roles={"001": frozenset({Role.STAFF})})
    with pytest.raises(NotOwnAct):
        act(staged, report_order_control, actor=stranger, order=order, outcome="executed")
    head = actor_of(staged, institution="001", who="head")
    act(staged, report_order_control, actor=head, order=order, outcome="executed", note="исполнено")
    assert (facts_of(staged, order)["outcome"], facts_of(staged, order)["note"]) == ("executed", "исполнено")


@pytest.mark.requirement("R-008")
def test_the_approving_order_is_published_and_an_order_about_persons_is_not(staged: Runtime) -> None:
    with staged.reading() as connection:
        (approving,) = [row for row in order_rows(connection, "001") if row["kind"] == "regulation_approval"]
    first = date(2022, 3, 30)
    act(staged, publish_order, order=approving["id"], published_on=first, place="site")
    act(staged, publish_order, order=approving["id"], published_on=TODAY, place="social_networks")
    assert facts_of(staged, approving["id"])["published_on"] == first
    order = relief(staged)
    sign(staged, order)
    with pytest.raises(OrderAboutPersons):
        act(staged, publish_order, order=order, published_on=TODAY, place="site")


@pytest.mark.requirement("R-002")
def test_a_refused_signature_leaves_the_draft_and_the_number_free(staged: Runtime) -> None:
    appointment = drafted(staged, "curator_appointment", employee(staged))
    before = staged.log.head()
    with pytest.raises(CuratorAlreadyAppointed):
        sign(staged, appointment)
    assert staged.log.head() == before
    sign(staged, relief(staged))
