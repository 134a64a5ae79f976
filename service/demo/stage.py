"""Setting the stage: five institutions with invented heads, curators and banks, through the real commands."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from service.access import Actor, operator
from service.commands.import_banks import import_workbook
from service.commands.people import register_person
from service.commands.roadmaps import draft_roadmap
from service.commands.runtime import Runtime
from service.commands.setup import (
    agree_regulation,
    appoint_curator,
    approve_regulation,
    consider_regulation,
    name_head,
    register_institution,
)
from service.commands.suggest import suggest
from service.demo.people import staff
from service.demo.workbooks import workbook
from service.projections.institutions import cards
from service.regulations.regulation import Regulation
from service.regulations.seeds import SEED_CODES, load_seed
from service.values import OrderReference

Progress = Callable[[str, float], None]
Row = Mapping[str, Any]

DEMO_ACTOR: Final[Actor] = operator()
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


def _set_up(runtime: Runtime, code: str) -> None:
    def act(command: Any, step: str, **parameters: Any) -> Mapping[str, str]:  # noqa: ANN401 - any command
        receipt = runtime.run(
            command, institution=code, actor=DEMO_ACTOR, key=f"demo:{code}:{step}", **parameters
        )
        return receipt.ids

    act(register_institution, "register")
    if code == TEMPLATE:
        return
    seed = load_seed(code)
    order = _approving_order(seed)
    head, curator = staff(code)
    head_id = act(register_person, "head", full_name=head.full_name, position=head.position)["person"]
    act(name_head, "name-head", person=head_id)
    if seed.requires_pedagogical_council:
        number, on = _council_protocol(seed)
        act(consider_regulation, "council", protocol_number=number, protocol_on=on)
    if seed.requires_trade_union_agreement:
        act(agree_regulation, "union", agreed_on=order.signed_on)
    roadmap = act(draft_roadmap, "roadmap")["roadmap"]
    act(approve_regulation, "approve", order=order, in_force_since=order.signed_on, roadmap=roadmap)
    curator_id = act(register_person, "curator", full_name=curator.full_name, position=curator.position)[
        "person"
    ]
    appointed = OrderReference(number=f"{order.number}-1", signed_on=order.signed_on + timedelta(days=1))
    act(appoint_curator, "curator-appointed", person=curator_id, order=appointed)


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
