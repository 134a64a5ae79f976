"""Partners over the real log: registered once, at the levels of the regulation, with agreements that hold."""

from datetime import date
from typing import Any

import pytest

from service.access import Action, Actor, Role
from service.aggregates.partner import Partner, PartnerAlreadyRegistered, PartnershipLevelUnknown
from service.commands.catalogue import all_views
from service.commands.partners import (
    attend_external_event,
    conclude_cooperation_agreement,
    hold_coordination_meeting,
    record_external_contact,
    register_partner,
    start_network_interaction,
)
from service.commands.runtime import Runtime
from service.commands.views import answer
from service.commands.work import Work
from service.errors import NotAllowed, NotFound
from service.ids import person_of
from service.projections.partners import Row, dealing_rows, partner_rows
from tests.commands.pairing import TODAY, School


def registered(school: School, name: str = "Ткацкая фабрика", **change: Any) -> str:
    asked: dict[str, Any] = {"kind": "employer", "name": name, "level": "внешкольный"}
    return school.act(register_partner, actor=school.office("head"), **asked | change)["partner"]


def work_of(school: School, on: date = TODAY) -> Work:
    return Work(
        log=school.runtime.log,
        institution=school.code,
        actor="operator",
        role=Role.OPERATOR,
        on=on,
        random_hex=lambda: "0" * 32,
    )


def row_of(school: School, partner: str, on: date = TODAY) -> Row:
    with school.runtime.reading() as connection:
        return next(row for row in partner_rows(connection, school.code, on=on) if row["id"] == partner)


@pytest.mark.variation("V-41")
@pytest.mark.requirement("R-149")
def test_001_puts_a_partner_on_a_level_and_000_knows_no_levels(staged: Runtime) -> None:
    """V-41: school and out-of-school partnership in 001 and 002, no levels elsewhere."""
    school, palace = School(staged), School(staged, "000")
    assert row_of(school, registered(school))["level"] == "внешкольный"
    with pytest.raises(PartnershipLevelUnknown):
        registered(school, "Лицей", level=None)
    with pytest.raises(PartnershipLevelUnknown):
        registered(palace)
    assert row_of(palace, registered(palace, level=None))["level"] is None


def test_a_partner_is_registered_once_however_the_name_is_written(staged: Runtime) -> None:
    school = School(staged)
    partner = registered(school)
    with pytest.raises(PartnerAlreadyRegistered):
        registered(school, "ТКАЦКАЯ  фабрика")
    assert row_of(school, partner)["name"] == "Ткацкая фабрика"
    assert row_of(School(staged, "002"), registered(School(staged, "002")))["id"] != partner


@pytest.mark.requirement("R-148")
def test_an_agreement_holds_to_its_last_day(staged: Runtime) -> None:
    school = School(staged)
    partner = registered(school)
    assert not work_of(school).get(Partner, partner).has_agreement(on=TODAY)
    school.act(
        conclude_cooperation_agreement,
        actor=school.office("head"),
        partner=partner,
        kind="social_partnership",
        subject="наставники с производства",
        concluded_on=date(2026, 11, 20),
        since=date(2026, 12, 1),
        until=date(2027, 5, 31),
    )
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2027, 5, 31), date(2027, 6, 1))
    known = work_of(school).get(Partner, partner)
    assert [known.has_agreement(on=on) for on in days] == [False, True, True, False]
    assert [row_of(school, partner, on)["agreements"] for on in days] == [0, 1, 1, 0]
    with pytest.raises(NotFound):
        work_of(School(staged, "002")).get(Partner, partner)
    with school.runtime.reading() as connection:
        (row,) = dealing_rows(connection, partner)
    assert (row["what"], row["kind"], row["on"]) == ("agreement", "social_partnership", date(2026, 11, 20))
    assert (row["since"], row["to"], row["words"]) == (
        date(2026, 12, 1),
        date(2027, 6, 1),
        "наставники с производства",
    )


@pytest.mark.requirement("R-148")
def test_an_agreement_without_an_end_holds_on(staged: Runtime) -> None:
    school = School(staged)
    partner = registered(school)
    school.act(
        conclude_cooperation_agreement,
        partner=partner,
        kind="cooperation",
        subject="обмен опытом",
        concluded_on=TODAY,
        since=TODAY,
    )
    assert work_of(school).get(Partner, partner).has_agreement(on=date(2036, 1, 1))
    assert row_of(school, partner, date(2036, 1, 1))["agreements"] == 1


@pytest.mark.requirement("R-023", "R-147", "R-148", "R-149")
def test_contacts_network_meetings_and_events_stand_in_the_register(staged: Runtime) -> None:
    school = School(staged)
    partner, curator = registered(school), school.office("curator")
    teacher = person_of(school.mentor())
    school.act(
        record_external_contact, actor=curator, partner=partner, note="звонок", contacted_on=date(2026, 11, 2)
    )
    school.act(start_network_interaction, partner=partner, topic="общие уроки", started_on=date(2026, 11, 3))
    school.act(hold_coordination_meeting, partner=partner, topic="план", held_on=date(2026, 11, 4))
    school.act(
        attend_external_event,
        partner=partner,
        kind="webinar",
        topic="адаптация",
        people=(teacher,),
        attended_on=date(2026, 11, 5),
    )
    row = row_of(school, partner)
    assert (row["contacts"], row["meetings"], row["events"], row["in_network"]) == (1, 1, 1, True)
    with staged.reading() as connection:
        found = [(each["what"], each["words"], each["on"].day) for each in dealing_rows(connection, partner)]
        people = dealing_rows(connection, partner)[0]["people"]
    assert found == [
        ("event", "адаптация", 5),
        ("meeting", "план", 4),
        ("network", "общие уроки", 3),
        ("contact", "звонок", 2),
    ]
    assert people == [teacher]
    with pytest.raises(NotFound):
        school.act(
            attend_external_event,
            partner=partner,
            kind="webinar",
            topic="адаптация",
            people=("001/person/nobody",),
            attended_on=TODAY,
        )


@pytest.mark.requirement("R-149")
def test_the_links_are_present_pairs_and_what_joins_partners(staged: Runtime) -> None:
    school = School(staged)
    partner, mentor, mentee = registered(school), school.mentor(), school.mentee()
    view, curator = all_views()["links"], school.office("curator")
    known = {"kind": "partner", "one": "001", "other": partner, "level": "внешкольный"}
    assert answer(staged, view, institution="001", actor=curator) == [known]
    school.order(school.ready(mentor, mentee))
    school.act(record_external_contact, partner=partner, note="звонок", contacted_on=TODAY)
    school.conclude(partner)
    assert answer(staged, view, institution="001", actor=curator) == [
        {"kind": "pair", "one": mentor, "other": mentee, "level": None},
        known,
        known | {"kind": "agreements"},
        known | {"kind": "contacts"},
    ]


def test_the_register_is_for_head_and_curator(staged: Runtime) -> None:
    school = School(staged)
    partner = registered(school)
    mentor = Actor(id="001/person/mentor", roles={"001": frozenset({Role.MENTOR})})
    views = all_views()
    curator = school.office("curator")
    assert len(answer(staged, views["partners"], institution="001", actor=curator)) == 1
    assert answer(staged, views["partner_dealings"], institution="001", actor=curator, of=partner) == []
    foreign = partner.replace("001/", "002/")
    assert answer(staged, views["partner_dealings"], institution="001", actor=curator, of=foreign) == []
    with pytest.raises(NotAllowed):
        answer(staged, views["partners"], institution="001", actor=mentor)
    assert views["partners"].action is Action.KEEP_PARTNERS
