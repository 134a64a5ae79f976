"""Words of people may be long: no read model on PostgreSQL has too little room for them."""

from datetime import date
from pathlib import Path
from typing import Any

from service.access import operator
from service.commands.orders import draft_order, sign_order
from service.commands.people import register_person
from service.commands.registry import Command
from service.commands.rounds import open_match_round, propose_pair
from service.commands.runtime import Runtime, prepare
from service.commands.setup import consider_regulation, name_head, register_institution
from service.demo.stage import set_the_stage
from service.projections.institutions import card
from service.projections.orders import order_row
from service.settings import Settings
from tests.commands.conftest import NOW
from tests.commands.pairing import School

LONG = "13 – А/" * 40


def test_numbers_of_orders_and_protocols_have_no_bound(tmp_path: Path, postgres_url: str) -> None:
    settings = Settings(data=tmp_path, database=postgres_url)
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:

        def act(command: Command, **parameters: Any) -> dict[str, str]:
            return dict(runtime.run(command, institution="001", actor=operator(), **parameters).ids)

        institution = act(register_institution)["institution"]
        person = act(register_person, full_name="Родников Павел Дмитриевич", position="директор")["person"]
        act(name_head, person=person)
        act(consider_regulation, protocol_number=LONG, protocol_on=date(2026, 9, 1))
        drafted = act(draft_order, kind="regulation_approval", subjects=(institution,), basis=("FZ-273",))
        act(sign_order, order=drafted["order"], number=LONG, signed_on=date(2026, 9, 2))
        assert runtime.feed.dead_letters() == []
        with runtime.reading() as connection:
            shown = card(connection, "001", on=date(2026, 9, 3)) or {}
            order = order_row(connection, drafted["order"]) or {}
        assert shown["order_number"] == order["number"] == LONG


def test_a_group_may_be_as_large_as_a_school(tmp_path: Path, postgres_url: str) -> None:
    settings = Settings(data=tmp_path, database=postgres_url)
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
        school = School(runtime)
        mentor, mentees = school.mentor(), tuple(school.mentee() for _ in range(12))
        school.act(open_match_round)
        school.act(propose_pair, mentor=mentor, mentees=mentees)
        assert runtime.feed.dead_letters() == []
