"""An order of the head: a draft that is signed or withdrawn; signed, it is read, controlled and published."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.order import (
    AcknowledgedBeforeOrder,
    AcknowledgedInFuture,
    NotNamedInOrder,
    Order,
    OrderAboutPersons,
    OrderControlClosed,
    OrderEffectBeforeSigning,
    OrderInFuture,
    OrderNotDraft,
    OrderNotIssued,
    OrderPublishedBeforeSigning,
    OrderPublishedInFuture,
    OrderSubjectRepeated,
    OrderWithoutBasis,
    OrderWithoutSubjects,
)
from service.errors import Refused
from service.values import Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, given, happened, recorded, replayed

HEAD = f"001/person/{7:032x}"
PAIRS = (f"001/assignment/{1:032x}", f"001/assignment/{2:032x}")
BASIS = ("FZ-273", "own:1")
NEXT_DAY = date(2026, 9, 11)


def drafted(**differences: Any) -> Happened:
    facts: dict[str, Any] = {
        "kind": "pair_assignment",
        "subjects": PAIRS,
        "basis": BASIS,
        "named": (PERSON,),
        "controller": None,
        "effective_from": None,
        "regulation_version": 1,
    }
    return happened(Order.OrderDrafted, **facts | differences)


def issued(**differences: Any) -> Happened:
    facts: dict[str, Any] = {
        "reference": ORDER,
        "signed_by": HEAD,
        "named": (PERSON, OTHER),
        "effective_from": ORDER.signed_on,
    }
    return happened(Order.OrderIssued, **facts | differences)


DRAFTED = drafted()
WITHDRAWN = happened(Order.OrderDraftWithdrawn)
ISSUED = issued()
HEAD_CONTROLS = happened(Order.OrderControlAssigned, person=HEAD)
SIGNED = (DRAFTED, ISSUED, HEAD_CONTROLS)
PUBLIC = (drafted(kind="regulation_approval"), ISSUED, HEAD_CONTROLS)
READ = happened(Order.OrderAcknowledged, person=PERSON, on=NEXT_DAY, source="own")
ON_SITE = happened(Order.OrderPublished, published_on=NEXT_DAY, place="site")


def report(outcome: str, note: Pii | None = None) -> Happened:
    return happened(Order.OrderControlReported, outcome=outcome, note=note)


def issue(order: Order, *, on: date = TODAY) -> None:
    order.issue(reference=ORDER, signed_by=HEAD, named=(PERSON, OTHER), on=on)


def acknowledge(order: Order, *, person: str = PERSON, read_on: date = NEXT_DAY, on: date = TODAY) -> None:
    order.acknowledge(person=person, acknowledged_on=read_on, on=on, source="own")


def publish(order: Order, *, published_on: date = NEXT_DAY, on: date = TODAY) -> None:
    order.publish(published_on=published_on, place="site", on=on)


@pytest.mark.parametrize(
    ("subjects", "basis", "refusal", "facts"),
    [
        ((), BASIS, OrderWithoutSubjects, {}),
        ((*PAIRS, PAIRS[0]), BASIS, OrderSubjectRepeated, {"count": 1}),
        ((*PAIRS, *PAIRS), BASIS, OrderSubjectRepeated, {"count": 2}),
        (PAIRS, (), OrderWithoutBasis, {}),
    ],
)
@pytest.mark.requirement("R-002", "R-013")
def test_a_draft_needs_subjects_named_once_and_a_basis(
    subjects: tuple[str, ...], basis: tuple[str, ...], refusal: type[Refused], facts: dict[str, int]
) -> None:
    with pytest.raises(Refused) as caught:
        Order.check_draft(subjects=subjects, basis=basis)
    assert (caught.type, caught.value.facts) == (refusal, facts)


def test_one_subject_and_one_basis_are_enough() -> None:
    Order.check_draft(subjects=PAIRS[:1], basis=BASIS[:1])


def test_an_order_remembers_what_it_was_drafted_for() -> None:
    later = date(2026, 10, 1)
    told = drafted(controller=OTHER, effective_from=later, regulation_version=3)
    order: Order = replayed(recorded(Order, f"001/order/{1:032x}", told))
    assert (order.kind, order.subjects, order.basis) == ("pair_assignment", PAIRS, BASIS)
    assert (order.controller, order.effective_from, order.regulation_version) == (OTHER, later, 3)
    assert order.is_draft


@pytest.mark.requirement("R-002", "R-070")
def test_the_head_signs_a_draft_and_keeps_its_control() -> None:
    given(Order, DRAFTED).when(issue).then(ISSUED, HEAD_CONTROLS)


@pytest.mark.requirement("R-002", "R-010")
def test_a_signed_order_remembers_its_number_its_first_day_and_whom_it_names() -> None:
    later = date(2026, 10, 1)
    told = (DRAFTED, issued(effective_from=later), HEAD_CONTROLS)
    order: Order = replayed(recorded(Order, f"001/order/{1:032x}", *told))
    assert (order.reference, order.effective_from, order.named) == (ORDER, later, (PERSON, OTHER))
    assert (order.controller, order.is_draft) == (HEAD, False)


@pytest.mark.requirement("R-009")
def test_the_control_goes_to_the_one_whom_the_draft_names() -> None:
    given(Order, drafted(controller=OTHER)).when(issue).then(
        ISSUED, happened(Order.OrderControlAssigned, person=OTHER)
    )


def test_an_order_may_take_effect_later_than_its_date() -> None:
    later = date(2026, 10, 1)
    given(Order, drafted(effective_from=later)).when(issue).then(issued(effective_from=later), HEAD_CONTROLS)


def test_an_order_may_take_effect_on_its_date() -> None:
    given(Order, drafted(effective_from=ORDER.signed_on)).when(issue).then(ISSUED, HEAD_CONTROLS)


def test_an_order_does_not_work_back() -> None:
    early = date(2026, 9, 9)
    given(Order, drafted(effective_from=early)).when(issue).then_refused(
        OrderEffectBeforeSigning, since=early, signed_on=ORDER.signed_on
    )


def test_an_order_is_signed_on_its_day_or_later_but_not_before() -> None:
    given(Order, DRAFTED).when(lambda it: issue(it, on=ORDER.signed_on)).then(ISSUED, HEAD_CONTROLS)
    early = date(2026, 9, 9)
    given(Order, DRAFTED).when(lambda it: issue(it, on=early)).then_refused(
        OrderInFuture, signed_on=ORDER.signed_on, on=early
    )


@pytest.mark.parametrize("history", [SIGNED, (DRAFTED, WITHDRAWN)])
def test_what_was_signed_or_withdrawn_is_neither_signed_nor_withdrawn_again(
    history: tuple[Happened, ...],
) -> None:
    given(Order, *history).when(issue).then_refused(OrderNotDraft)
    given(Order, *history).when(lambda it: it.withdraw()).then_refused(OrderNotDraft)


def test_a_draft_is_withdrawn() -> None:
    given(Order, DRAFTED).when(lambda it: it.withdraw()).then(WITHDRAWN)


@pytest.mark.requirement("R-010")
def test_a_named_person_reads_the_order_once() -> None:
    given(Order, *SIGNED).when(acknowledge).then(READ)
    given(Order, *SIGNED, READ).when(acknowledge).then_nothing()
    given(Order, *SIGNED, READ).when(lambda it: acknowledge(it, person=OTHER)).then(
        happened(Order.OrderAcknowledged, person=OTHER, on=NEXT_DAY, source="own")
    )


@pytest.mark.requirement("R-010")
def test_whom_the_order_does_not_name_has_nothing_to_read() -> None:
    given(Order, *SIGNED).when(lambda it: acknowledge(it, person=HEAD)).then_refused(NotNamedInOrder)


@pytest.mark.requirement("R-010")
def test_an_order_is_read_between_its_date_and_today() -> None:
    given(Order, *SIGNED).when(lambda it: acknowledge(it, read_on=ORDER.signed_on)).then(
        happened(Order.OrderAcknowledged, person=PERSON, on=ORDER.signed_on, source="own")
    )
    given(Order, *SIGNED).when(lambda it: acknowledge(it, on=NEXT_DAY)).then(READ)
    early = date(2026, 9, 9)
    given(Order, *SIGNED).when(lambda it: acknowledge(it, read_on=early)).then_refused(
        AcknowledgedBeforeOrder, acknowledged_on=early, signed_on=ORDER.signed_on
    )
    given(Order, *SIGNED).when(lambda it: acknowledge(it, on=ORDER.signed_on)).then_refused(
        AcknowledgedInFuture, acknowledged_on=NEXT_DAY, on=ORDER.signed_on
    )


@pytest.mark.parametrize("history", [(DRAFTED,), (DRAFTED, WITHDRAWN)])
def test_a_draft_is_neither_read_nor_published_nor_controlled(history: tuple[Happened, ...]) -> None:
    given(Order, *history).when(acknowledge).then_refused(OrderNotIssued)
    given(Order, *history).when(publish).then_refused(OrderNotIssued)
    given(Order, *history).when(lambda it: it.assign_control(person=OTHER)).then_refused(OrderNotIssued)
    given(Order, *history).when(lambda it: it.report_control(outcome="executed", note=None)).then_refused(
        OrderNotIssued
    )


@pytest.mark.requirement("R-009")
def test_the_control_goes_to_another_person_once() -> None:
    other = happened(Order.OrderControlAssigned, person=OTHER)
    given(Order, *SIGNED).when(lambda it: it.assign_control(person=OTHER)).then(other)
    given(Order, *SIGNED, other).when(lambda it: it.assign_control(person=OTHER)).then_nothing()


@pytest.mark.requirement("R-009")
def test_control_is_reported_until_the_order_is_executed() -> None:
    note = Pii(HEAD, "ждём сайт")
    given(Order, *SIGNED).when(lambda it: it.report_control(outcome="in_progress", note=note)).then(
        report("in_progress", note)
    )
    given(Order, *SIGNED, report("not_executed")).when(
        lambda it: it.report_control(outcome="executed", note=None)
    ).then(report("executed"))


@pytest.mark.requirement("R-009")
def test_an_executed_order_is_controlled_no_more() -> None:
    closed = (*SIGNED, report("executed"))
    given(Order, *closed).when(lambda it: it.report_control(outcome="executed", note=None)).then_refused(
        OrderControlClosed
    )
    given(Order, *closed).when(lambda it: it.assign_control(person=OTHER)).then_refused(OrderControlClosed)


@pytest.mark.requirement("R-008")
@pytest.mark.parametrize("kind", ["regulation_approval", "regulation_amendment", "roadmap_approval"])
def test_orders_of_the_approval_package_are_published_once_in_each_place(kind: str) -> None:
    history = (drafted(kind=kind), ISSUED, HEAD_CONTROLS)
    given(Order, *history).when(publish).then(ON_SITE)
    given(Order, *history, ON_SITE).when(publish).then_nothing()
    given(Order, *history, ON_SITE).when(
        lambda it: it.publish(published_on=TODAY, place="social_networks", on=TODAY)
    ).then(happened(Order.OrderPublished, published_on=TODAY, place="social_networks"))


@pytest.mark.requirement("R-008")
def test_an_order_about_persons_is_not_published() -> None:
    given(Order, *SIGNED).when(publish).then_refused(OrderAboutPersons)


@pytest.mark.requirement("R-008")
def test_an_order_is_published_between_its_date_and_today() -> None:
    given(Order, *PUBLIC).when(lambda it: publish(it, published_on=ORDER.signed_on)).then(
        happened(Order.OrderPublished, published_on=ORDER.signed_on, place="site")
    )
    given(Order, *PUBLIC).when(lambda it: publish(it, on=NEXT_DAY)).then(ON_SITE)
    early = date(2026, 9, 9)
    given(Order, *PUBLIC).when(lambda it: publish(it, published_on=early)).then_refused(
        OrderPublishedBeforeSigning, published_on=early, signed_on=ORDER.signed_on
    )
    given(Order, *PUBLIC).when(lambda it: publish(it, on=ORDER.signed_on)).then_refused(
        OrderPublishedInFuture, published_on=NEXT_DAY, on=ORDER.signed_on
    )
