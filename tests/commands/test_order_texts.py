"""Where the documents of the institutions differ in what an approving order says and does."""

from datetime import date
from typing import Any

import pytest

from service.access import Actor, Role, operator
from service.aggregates.institution import CuratorOutsidePool
from service.commands.order_page import TITLES, OrderText, order_text
from service.commands.orders import draft_order, sign_order
from service.commands.people import register_person
from service.commands.registry import Command
from service.commands.runtime import Runtime
from service.errors import NotAllowed, NotFound
from service.projections.institutions import card, version_rows
from service.projections.orders import order_rows
from service.regulations.regulation import Regulation
from service.values import OrderKind


def act(runtime: Runtime, code: str, command: Command, **parameters: Any) -> dict[str, str]:
    return dict(runtime.run(command, institution=code, actor=operator(), **parameters).ids)


def orders(runtime: Runtime, code: str, kind: OrderKind) -> list[str]:
    with runtime.reading() as connection:
        return [row["id"] for row in order_rows(connection, code) if row["kind"] == kind]


def approving(runtime: Runtime, code: str) -> OrderText:
    (order,) = orders(runtime, code, "regulation_approval")
    return order_text(runtime, institution=code, actor=operator(), order=order)


@pytest.mark.requirement("R-001", "R-002")
@pytest.mark.variation("V-02")
def test_003_brought_a_roadmap_only_and_has_signed_no_order(stage: Runtime) -> None:
    with stage.reading() as connection:
        in_force = {code: card(connection, code) for code in ("001", "003")}
    assert {code: facts and facts["in_force_since"] for code, facts in in_force.items()} == {
        "001": date(2022, 3, 24),
        "003": None,
    }
    assert orders(stage, "003", "regulation_approval") == []


@pytest.mark.requirement("R-002")
@pytest.mark.variation("V-03")
def test_a_director_signs_in_001_and_a_zaveduyushchy_in_002(stage: Runtime) -> None:
    assert approving(stage, "001").signatory == "Директор"
    assert approving(stage, "002").signatory == "Заведующий"


@pytest.mark.requirement("R-002")
@pytest.mark.variation("V-04")
def test_each_institution_approved_by_an_order_of_its_own(stage: Runtime) -> None:
    told = {code: approving(stage, code) for code in ("000", "001", "002", "004")}
    assert {code: (text.number, text.signed_on) for code, text in told.items()} == {
        "000": ("673", date(2022, 6, 1)),
        "001": ("13 – А", date(2022, 3, 24)),
        "002": ("12", date(2022, 3, 31)),
        "004": ("30", date(2023, 3, 17)),
    }


@pytest.mark.requirement("R-002")
@pytest.mark.variation("V-05")
def test_the_approving_order_keeps_its_real_title(stage: Runtime) -> None:
    """V-05, A-56: 000 calls it otherwise than the text of its regulation does."""
    assert approving(stage, "000").title.startswith("О системе наставничества")
    assert approving(stage, "002").title.startswith("Об утверждении положения")


@pytest.mark.requirement("R-003")
@pytest.mark.variation("V-07")
def test_the_annexes_are_numbered_as_each_regulation_numbers_them(stage: Runtime) -> None:
    assert approving(stage, "000").annexes != approving(stage, "002").annexes
    assert approving(stage, "001").annexes == ("Приложение 1: Положение", "Приложение 2: Дорожная карта")


@pytest.mark.requirement("R-006")
@pytest.mark.variation("V-09")
def test_004_says_that_its_regulation_binds_all_workers_and_001_that_it_has_no_end(stage: Runtime) -> None:
    found = {}
    for code in ("001", "004"):
        with stage.reading() as connection:
            (version,) = version_rows(connection, code)
        assert version["superseded_on"] is None
        found[code] = Regulation.from_settings(code, version["settings"], version=1)
    silent = {
        code: (
            regulation.is_default("approval.binding_on_all_workers"),
            regulation.is_default("approval.term"),
        )
        for code, regulation in found.items()
    }
    assert silent == {"001": (True, False), "004": (False, True)}


@pytest.mark.requirement("R-016")
@pytest.mark.variation("V-15")
def test_a_methodist_may_become_curator_in_000_and_not_in_001(staged: Runtime) -> None:
    for code, number in (("000", "700"), ("001", "700")):
        with staged.reading() as connection:
            facts = card(connection, code)
        assert facts is not None
        _sign(staged, code, "curator_relief", facts["curator"], number=number)
    _sign(staged, "000", "curator_appointment", _methodist(staged, "000"), number="701")
    with pytest.raises(CuratorOutsidePool):
        _sign(staged, "001", "curator_appointment", _methodist(staged, "001"), number="701")


@pytest.mark.requirement("R-013")
def test_an_order_prints_its_basis_and_another_kind_has_its_own_title(stage: Runtime) -> None:
    (order,) = orders(stage, "000", "curator_appointment")
    told = order_text(stage, institution="000", actor=operator(), order=order)
    assert told.title == TITLES["curator_appointment"]
    assert told.annexes == ()
    assert told.basis == (
        "Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»",
        "приказ Минобразования РК 21.03.2022 № 143-п",
    )


@pytest.mark.requirement("R-010")
def test_orders_are_shown_to_those_who_may_see_them_and_to_no_other_institution(stage: Runtime) -> None:
    (order,) = orders(stage, "001", "regulation_approval")
    auditor = Actor(id="001/person/1", roles={"001": frozenset({Role.AUDITOR})})
    assert order_text(stage, institution="001", actor=auditor, order=order).number == "13 – А"
    worker = Actor(id="001/person/1", roles={"001": frozenset({Role.STAFF})})
    with pytest.raises(NotAllowed):
        order_text(stage, institution="001", actor=worker, order=order)
    with pytest.raises(NotFound):
        order_text(stage, institution="004", actor=operator(), order=order)


def _methodist(runtime: Runtime, code: str) -> str:
    facts = {"full_name": "Лосева Инна Егоровна", "position": "методист"}
    return act(runtime, code, register_person, **facts)["person"]


def _sign(runtime: Runtime, code: str, kind: OrderKind, person: str, *, number: str) -> None:
    order = act(runtime, code, draft_order, kind=kind, subjects=(person,), basis=("FZ-273",))["order"]
    act(runtime, code, sign_order, order=order, number=number, signed_on=date(2026, 11, 21))
