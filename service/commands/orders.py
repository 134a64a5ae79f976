"""Orders of the head: drafting, signing, acknowledging, controlling, publishing."""

from datetime import date
from typing import Final

from service.access import Action
from service.aggregates.institution import RegulationNotConfigured
from service.aggregates.order import ControlOutcome, Order
from service.aggregates.order_register import OrderRegister, shown_number
from service.aggregates.person import Person
from service.commands.catalogue import all_commands
from service.commands.legal_basis import check_in_force, cited_acts
from service.commands.order_effects import EFFECTS, Effect, Signing
from service.commands.registry import command
from service.commands.work import NotOwnAct, Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision
from service.regulations.regulation import Regulation
from service.values import OrderKind, OrderReference, Pii, PublicationPlace


class HeadNotNamed(Refused):
    """Orders are signed by the head, and nobody is named as head."""

    requirement = "R-002"


class OrderKindWithoutEffect(Refused):
    """Nothing in the service waits for an order of this kind."""

    requirement = "R-002"


class ControllerNotNamed(Refused):
    """The regulation takes the control of this order from the head; facts: ``position``, who has it."""

    requirement = "R-009"


class OrderBeforeRegulation(Refused):
    """The order is older than the regulation on which it rests; facts: ``signed_on``, ``since``."""

    requirement = "R-001"


HEAD_CONTROLS: Final = "руководитель"
"""The value of ``approval.control_by`` where the head keeps the control of the approving order."""

_OF_THE_REGULATION: Final[frozenset[OrderKind]] = frozenset({"regulation_approval", "regulation_amendment"})


@command(
    title="Подготовить проект приказа",
    action=Action.DRAFT_ORDERS,
    requirements=("R-002", "R-009", "R-013"),
    needs_force=False,
)
def draft_order(
    work: Work,
    *,
    kind: OrderKind,
    subjects: tuple[str, ...],
    basis: tuple[str, ...],
    controller: str | None = None,
    effective_from: date | None = None,
) -> Decision:
    """Draft an order on things that wait for the head; ``basis`` are codes of acts that may be cited."""
    Order.check_draft(subjects=subjects, basis=basis)
    regulation = _regulation_for(work, kind)
    cited_acts(work, basis=basis, regulation=regulation)
    if controller is not None:
        controller = work.get(Person, controller).id
    elif kind in _OF_THE_REGULATION and regulation.text("approval.control_by") != HEAD_CONTROLS:
        raise ControllerNotNamed(position=regulation.text("approval.control_by"))
    order = Order.start(
        Order.OrderDrafted,
        work.new_id("order"),
        kind=kind,
        subjects=subjects,
        basis=basis,
        named=_who_acknowledges(work, kind, subjects, controller=controller, regulation=regulation),
        controller=controller,
        effective_from=effective_from,
        regulation_version=regulation.version,
    )
    return Decision((order,), {"order": order.id})


@command(
    title="Отозвать проект приказа", action=Action.DRAFT_ORDERS, requirements=("R-002",), needs_force=False
)
def withdraw_order_draft(work: Work, *, order: str) -> Decision:
    """Put the draft of an order aside; another text is another draft."""
    draft = work.get(Order, order)
    draft.withdraw()
    return Decision((draft,))


@command(
    title="Подписать приказ",
    action=Action.SIGN_ORDERS,
    requirements=("R-002", "R-009", "R-010", "R-013", "R-070"),
    needs_force=False,
)
def sign_order(work: Work, *, order: str, number: str, signed_on: date) -> Decision:
    """Sign an order: it takes its number, and everything that it decides happens, or nothing does."""
    draft = work.get(Order, order)
    institution = work.load_institution()
    if institution.head is None:
        raise HeadNotNamed
    regulation = _regulation_for(work, draft.kind)
    if draft.kind != "regulation_approval" and signed_on < (since := min(institution.in_force.values())):
        raise OrderBeforeRegulation(signed_on=signed_on, since=since)
    reference = OrderReference(number=shown_number(number), signed_on=signed_on)
    draft.issue(
        reference=reference,
        signed_by=institution.head,
        named=_who_acknowledges(
            work, draft.kind, draft.subjects, controller=draft.controller, regulation=regulation
        ),
        on=work.on,
    )
    check_in_force(
        cited_acts(work, basis=draft.basis, regulation=_version(work, draft.regulation_version)), on=signed_on
    )
    register = _register(work, signed_on.year)
    register.take(number=number, order=draft.id)
    signing = Signing(
        order=draft.id,
        reference=reference,
        subjects=draft.subjects,
        effective_from=draft.effective_from or signed_on,
    )
    return Decision((draft, register, *_effect_of(draft.kind).apply(work, signing)), {"order": draft.id})


@command(
    title="Ознакомиться с приказом",
    action=Action.ACKNOWLEDGE_ORDERS,
    requirements=("R-010",),
    needs_force=False,
)
def acknowledge_order(work: Work, *, order: str, person: str, acknowledged_on: date) -> Decision:
    """Record that a person named in an order has read it, by himself or by a signature on paper."""
    source = work.speaks_for(person)
    issued = work.get(Order, order)
    issued.acknowledge(
        person=work.get(Person, person).id, acknowledged_on=acknowledged_on, on=work.on, source=source
    )
    return Decision((issued,))


@command(
    title="Поручить контроль исполнения приказа",
    action=Action.SIGN_ORDERS,
    requirements=("R-009",),
    needs_force=False,
)
def assign_order_control(work: Work, *, order: str, person: str) -> Decision:
    """Give the control of a signed order to another person."""
    issued = work.get(Order, order)
    issued.assign_control(person=work.get(Person, person).id)
    return Decision((issued,))


@command(
    title="Доложить об исполнении приказа",
    action=Action.CONTROL_ORDERS,
    requirements=("R-009",),
    needs_force=False,
)
def report_order_control(
    work: Work, *, order: str, outcome: ControlOutcome, note: str | None = None
) -> Decision:
    """Report how far an order is carried out; its controller reports, the head where he kept the control.

    Nobody reports for him: the curator's own work is what is controlled.
    """
    issued = work.get(Order, order)
    controller = issued.controller or work.load_institution().head
    if controller is None or work.speaks_for(controller) != "own":
        raise NotOwnAct(order)
    issued.report_control(outcome=outcome, note=Pii(controller, note) if note else None)
    return Decision((issued,))


@command(title="Опубликовать приказ", action=Action.PUBLISH, requirements=("R-008",), needs_force=False)
def publish_order(work: Work, *, order: str, published_on: date, place: PublicationPlace) -> Decision:
    """Record that an order of the approval package was made public."""
    issued = work.get(Order, order)
    issued.publish(published_on=published_on, place=place, on=work.on)
    return Decision((issued,))


def _regulation_for(work: Work, kind: OrderKind) -> Regulation:
    """The regulation by which an order is made: its own draft for the approval, else the one in force.

    Raises:
        RegulationNotConfigured, RegulationNotInForce.

    """
    if kind != "regulation_approval":
        return work.load_regulation()
    institution = work.load_institution()
    if not institution.version_drafted:
        raise RegulationNotConfigured
    return Regulation.from_settings(
        work.institution, institution.settings, version=institution.version_drafted
    )


def _version(work: Work, version: int) -> Regulation:
    """A version of the regulation as it stands, approved or not."""
    institution = work.load_institution()
    settings = institution.settings_of.get(version, institution.settings)
    return Regulation.from_settings(work.institution, settings, version=version)


def _who_acknowledges(
    work: Work,
    kind: OrderKind,
    subjects: tuple[str, ...],
    *,
    controller: str | None,
    regulation: Regulation,
) -> tuple[str, ...]:
    """The persons who sign that they have read the order (R-010), each once.

    Those on whom the order itself lays duties always do; the controller where everybody with duties does;
    the curator where the regulation names him (001).
    """
    told = regulation.texts("approval.acknowledgement")
    curator = work.load_institution().curator
    found = (
        *_effect_of(kind).named(work, subjects),
        *((controller,) if controller and "everyone_with_duties" in told else ()),
        *((curator,) if curator and "curator" in told else ()),
    )
    return tuple(dict.fromkeys(found))


def _effect_of(kind: OrderKind) -> Effect:
    if kind not in EFFECTS:
        all_commands()  # each effect is declared by the command module of its subject
    if kind not in EFFECTS:
        raise OrderKindWithoutEffect
    return EFFECTS[kind]


def _register(work: Work, year: int) -> OrderRegister:
    register_id = fixed_id(work.institution, "order_register", year)
    found = work.log.find(OrderRegister, register_id)
    return found or OrderRegister.start(OrderRegister.OrderRegisterOpened, register_id, year=year)
