"""Setting the stage: five institutions with invented heads, curators and banks, through the real commands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from service.access import Actor, operator
from service.commands import institution_orders  # noqa: F401 - declares what the orders of the stage decide
from service.commands.import_banks import import_workbook
from service.commands.orders import acknowledge_order, draft_order, sign_order
from service.commands.people import register_person
from service.commands.roadmaps import draft_roadmap
from service.commands.runtime import Runtime
from service.commands.setup import (
    agree_regulation,
    consider_regulation,
    name_head,
    register_institution,
)
from service.commands.suggest import suggest
from service.demo.people import Employee, controller, staff
from service.demo.workbooks import workbook
from service.projections.institutions import cards
from service.regulations.regulation import Regulation
from service.regulations.seeds import SEED_CODES, load_seed
from service.values import OrderKind, OrderReference

Progress = Callable[[str, float], None]
Row = Mapping[str, Any]

DEMO_ACTOR: Final[Actor] = operator()
BASIS: Final = ("FZ-273", "own:1")
"""What the orders of the demo rest on: the federal law and the first act that the regulation itself cites."""
TEMPLATE: Final = "003"
"""The institution that has a roadmap only: it cannot enter into force before it is completed (A-36)."""


def set_the_stage(runtime: Runtime) -> None:
    """Register the five institutions, in force with head and curator, except 003; twice is once."""
    for code in SEED_CODES:
        _set_up(runtime, code)


def play_round(runtime: Runtime, code: str, *, progress: Progress | None = None) -> Row:
    """Import the demo banks of an institution and suggest pairs.

    Raises:
        RegulationNotInForce: 003, whose regulation is not completed.

    """
    on = runtime.today(code)
    import_workbook(
        runtime,
        institution=code,
        actor=DEMO_ACTOR,
        content=workbook(code, on=first_of_school_year(on)),
        progress=progress,
    )
    return suggest(runtime, institution=code, actor=DEMO_ACTOR, progress=progress)


def first_of_school_year(on: date) -> date:
    """The first of September of the school year that a day belongs to."""
    year = on.year if on.month >= 9 else on.year - 1
    return date(year, 9, 1)


def institutions(runtime: Runtime) -> list[tuple[str, str]]:
    """Code and short name of every institution."""
    with runtime.reading() as connection:
        rows = cards(connection)
    return [(row["code"], load_seed(row["code"]).short_name) for row in rows]


@dataclass(frozen=True, slots=True)
class _Stage:
    """The commands that set one institution up; each step has a key, so that twice is once."""

    runtime: Runtime
    code: str

    def act(self, command: Any, step: str, **parameters: Any) -> Mapping[str, str]:  # noqa: ANN401 - any command
        """Carry out one step."""
        receipt = self.runtime.run(
            command,
            institution=self.code,
            actor=DEMO_ACTOR,
            key=f"demo:{self.code}:{step}",
            **parameters,
        )
        return receipt.ids

    def employ(self, employee: Employee, step: str) -> str:
        """Register an invented employee with an address that no mail reaches."""
        registered = self.act(
            register_person,
            step,
            full_name=employee.full_name,
            position=employee.position,
            contact=f"{step}.{self.code}@example.org",
        )
        return registered["person"]

    def order(
        self,
        kind: OrderKind,
        *,
        subjects: tuple[str, ...],
        reference: OrderReference,
        named: tuple[str, ...],
        controller: str | None = None,
    ) -> None:
        """Let the head sign an order, and those whom it names read it on the same day."""
        order = self.act(
            draft_order,
            f"{kind}:drafted",
            kind=kind,
            subjects=subjects,
            basis=BASIS,
            controller=controller,
        )["order"]
        self.act(
            sign_order, f"{kind}:signed", order=order, number=reference.number, signed_on=reference.signed_on
        )
        for place, person in enumerate(named):
            self.act(
                acknowledge_order,
                f"{kind}:read:{place}",
                order=order,
                person=person,
                acknowledged_on=reference.signed_on,
            )


def _set_up(runtime: Runtime, code: str) -> None:
    stage = _Stage(runtime, code)
    institution = stage.act(register_institution, "register")["institution"]
    if code == TEMPLATE:
        return
    seed = load_seed(code)
    head, curator = staff(code)
    stage.act(name_head, "name-head", person=stage.employ(head, "head"))
    _consider(stage, seed)
    package = (institution, _roadmap(stage, seed))
    _sign(stage, seed, package, stage.employ(curator, "curator"))


def _roadmap(stage: _Stage, seed: Regulation) -> str:
    first = first_of_school_year(_approving_order(seed).signed_on).year
    year = f"{first}/{first + 1}" if seed.flag("roadmap.per_academic_year") else None
    return stage.act(draft_roadmap, "roadmap", academic_year=year)["roadmap"]


def _consider(stage: _Stage, seed: Regulation) -> None:
    if seed.requires_pedagogical_council:
        number, on = _council_protocol(seed)
        stage.act(consider_regulation, "council", protocol_number=number, protocol_on=on)
    if seed.requires_trade_union_agreement:
        stage.act(agree_regulation, "union", agreed_on=_approving_order(seed).signed_on)


def _sign(stage: _Stage, seed: Regulation, package: tuple[str, ...], curator: str) -> None:
    """Approve the package, with the curator in the same order or in one of the next day, as 001 or 002 do."""
    first = _approving_order(seed)
    controlled_by = controller(stage.code)
    if seed.flag("curator.appointed_in_approving_order"):
        stage.order("regulation_approval", subjects=(*package, curator), reference=first, named=(curator,))
        return
    person = None if controlled_by is None else stage.employ(controlled_by, "controller")
    stage.order(
        "regulation_approval",
        subjects=package,
        reference=first,
        named=() if person is None else (person,),
        controller=person,
    )
    second = OrderReference(number=f"{first.number}-1", signed_on=first.signed_on + timedelta(days=1))
    stage.order("curator_appointment", subjects=(curator,), reference=second, named=(curator,))


def _approving_order(seed: Regulation) -> OrderReference:
    signed_on = seed.day("approval.order.date")
    if signed_on is None:
        raise TypeError("approval.order.date")
    return OrderReference(number=seed.text("approval.order.number"), signed_on=signed_on)


def _council_protocol(seed: Regulation) -> tuple[str, date]:
    protocol = seed.value("approval.council_protocol")
    if not isinstance(protocol, Mapping) or not isinstance(protocol["date"], date):
        raise TypeError("approval.council_protocol")
    return str(protocol["number"]), protocol["date"]
