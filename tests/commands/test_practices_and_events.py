"""Best practices, materials and events over the real log, where the regulations differ too."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.access import Role
from service.aggregates.gathering import StageEventNotForeseen, StageEventWithoutProgramme
from service.aggregates.material import MaterialConsentMissing, MaterialPracticeNotAccepted
from service.aggregates.practice import (
    PracticeAdministratorMissing,
    PracticeConsentMissing,
    PracticeCouncilMissing,
    PracticeDescribedByCuratorAlone,
    PracticeProgrammeNotClosed,
)
from service.commands.gatherings import (
    hold_mentors_event,
    hold_round_table,
    hold_stage_event,
    organise_gathering,
    programme_needed,
)
from service.commands.lists_preparation import trainings
from service.commands.lists_results import attendance, gatherings, levels, materials, practices
from service.commands.materials import (
    add_material,
    agree_to_material,
    replenish_collection,
    withdraw_consent_to_material,
)
from service.commands.practices import (
    MentoringTypeUnknown,
    NotCouncilMember,
    NotSystemAdministrator,
    RoundTableNotHeld,
    accept_best_practice,
    agree_to_practice,
    describe_best_practice,
    select_best_practice,
    share_best_practice,
    withdraw_consent_to_practice,
)
from service.commands.runtime import Runtime
from service.commands.shared_work import NotSharedWork
from service.commands.texts import sentence
from service.commands.training import organise_staff_development
from service.commands.work import NotOwnAct
from service.errors import NotFound
from service.regulations.seeds import load_seed
from service.values import Period
from tests.commands.pairing import School
from tests.commands.results import (
    ACTIVATED,
    CLOSED,
    TODAY,
    accepted,
    act,
    acting_as,
    administrator,
    association_of,
    described,
    employee,
    programme,
    round_table,
    rows,
)


@pytest.mark.requirement("R-022")
@pytest.mark.variation("V-18")
def test_best_experience_is_described_together_in_001_and_by_the_curator_alone_in_002(
    staged: Runtime,
) -> None:
    """V-18: 001 names the council and the system administrator, 002 nobody."""
    author, member, admin = employee(staged), employee(staged, "Ким Юлия Павловна"), administrator(staged)
    association_of(staged, member)
    with pytest.raises(PracticeCouncilMissing):
        described(staged, author, system_administrator=admin)
    with pytest.raises(PracticeAdministratorMissing):
        described(staged, author, council_members=(member,))
    assert described(staged, author, council_members=(member,), system_administrator=admin)
    other, his_admin = employee(staged, code="002"), administrator(staged, code="002")
    assert described(staged, other, code="002")
    with pytest.raises(PracticeDescribedByCuratorAlone):
        described(staged, other, code="002", system_administrator=his_admin)


@pytest.mark.requirement("R-022")
@pytest.mark.variation("V-18")
def test_the_system_administrator_keeps_practices_in_001_and_not_in_002(staged: Runtime) -> None:
    """A-33: in 002 the administrator has technical access only."""
    told: dict[str, Any] = {"title": "Урок", "description": "Вдвоём.", "topic": "upbringing"}
    for code in ("001", "002"):
        author, admin = employee(staged, code=code), administrator(staged, code=code)
        actor = acting_as(admin, Role.SYSTEM_ADMINISTRATOR)
        if code == "002":
            with pytest.raises(NotSharedWork):
                act(staged, describe_best_practice, code=code, actor=actor, authors=(author,), **told)
        else:
            act(staged, describe_best_practice, code=code, actor=actor, authors=(author,), **told)
            assert rows(staged, practices)[0]["system_administrator"] == admin


@pytest.mark.requirement("R-022")
def test_nobody_is_waited_for_where_there_is_no_association_and_no_administrator(staged: Runtime) -> None:
    """A-07: 004 names a council that its text never creates."""
    assert described(staged, employee(staged, code="004"), code="004")


@pytest.mark.requirement("R-022")
def test_co_authors_are_what_they_are_named_as(staged: Runtime) -> None:
    author = employee(staged)
    with pytest.raises(NotCouncilMember):
        described(staged, author, council_members=(author,))
    with pytest.raises(NotSystemAdministrator):
        described(staged, author, system_administrator=author)
    with pytest.raises(MentoringTypeUnknown):
        described(staged, author, types=("dialogue",))
    with pytest.raises(NotFound):
        described(staged, "001/person/nobody")


@pytest.mark.requirement("R-022")
def test_a_practice_comes_of_a_closed_programme(staged: Runtime) -> None:
    running = programme(staged, ACTIVATED)
    with pytest.raises(PracticeProgrammeNotClosed):
        described(staged, employee(staged), programme=running)
    done = programme(staged, ACTIVATED, CLOSED)
    assert described(staged, employee(staged, "Ли Анна Олеговна"), programme=done)


@pytest.mark.requirement("R-036", "R-139")
def test_a_selected_practice_enters_the_bank_when_all_authors_agreed(staged: Runtime) -> None:
    one, two = employee(staged), employee(staged, "Ким Юлия Павловна")
    practice = described(staged, one, two)
    table = round_table(staged, practice)
    act(staged, agree_to_practice, actor=acting_as(one), practice=practice, author=one, given_on=TODAY)
    with pytest.raises(PracticeConsentMissing) as refused:
        act(staged, accept_best_practice, practice=practice)
    assert "не хватает 1 из 2" in sentence(refused.value, institution="001")
    act(staged, agree_to_practice, practice=practice, author=two, given_on=TODAY)
    act(staged, accept_best_practice, practice=practice)
    (row,) = rows(staged, practices)
    assert (row["round_table"], row["selected_on"], row["accepted_on"]) == (table, TODAY, TODAY)
    assert row["shown"]
    act(staged, withdraw_consent_to_practice, actor=acting_as(two), practice=practice, author=two)
    (row,) = rows(staged, practices)
    assert not row["shown"]
    assert row["agreed"] == [one]


@pytest.mark.requirement("R-036")
def test_an_author_agrees_for_himself_only(staged: Runtime) -> None:
    one, two = employee(staged), employee(staged, "Ким Юлия Павловна")
    practice = described(staged, one)
    for command in (agree_to_practice, withdraw_consent_to_practice):
        more: dict[str, Any] = {"given_on": TODAY} if command is agree_to_practice else {}
        with pytest.raises(NotOwnAct):
            act(staged, command, actor=acting_as(two), practice=practice, author=one, **more)


@pytest.mark.requirement("R-139")
def test_practices_are_selected_at_a_round_table_that_was_held(staged: Runtime) -> None:
    practice = described(staged, employee(staged))
    planned = act(staged, organise_gathering, kind="round_table", planned_on=TODAY, title="Стол")["gathering"]
    with pytest.raises(RoundTableNotHeld):
        act(staged, select_best_practice, practice=practice, round_table=planned)
    act(staged, hold_round_table, gathering=planned, held_on=TODAY)
    act(staged, select_best_practice, practice=practice, round_table=planned)
    assert rows(staged, practices)[0]["selected_on"] == TODAY


@pytest.mark.requirement("R-141")
def test_the_head_passes_an_accepted_practice_on(staged: Runtime) -> None:
    practice = accepted(staged, employee(staged))
    head = acting_as(employee(staged, "Ким Юлия Павловна"), Role.HEAD)
    act(
        staged,
        share_best_practice,
        actor=head,
        practice=practice,
        shared_on=TODAY,
        level="regional",
        place="методическая неделя",
    )
    (row,) = rows(staged, practices)
    assert (row["shared_on"], row["shared_level"]) == (TODAY, "regional")
    assert row["shared_place"] == "методическая неделя"
    assert {"about": "shared", "key": "regional", "count": 1} in rows(staged, levels)


@pytest.mark.requirement("R-030", "R-058", "R-140")
def test_the_collection_takes_materials_with_the_consent_of_their_authors(staged: Runtime) -> None:
    author = employee(staged)
    practice = described(staged, author)
    told: dict[str, Any] = {"authors": (author,), "title": "Памятка", "topic": "upbringing"}
    with pytest.raises(MaterialPracticeNotAccepted):
        act(staged, add_material, types=("group",), practice=practice, **told)
    member = acting_as(employee(staged, "Ким Юлия Павловна"), Role.ASSOCIATION)
    more: dict[str, Any] = {"types": ("group",), "text": "Вопросы."}
    material = act(staged, add_material, actor=member, **told, **more)["material"]
    with pytest.raises(MaterialConsentMissing):
        act(staged, replenish_collection, material=material)
    act(staged, agree_to_material, actor=acting_as(author), material=material, author=author, given_on=TODAY)
    act(staged, replenish_collection, actor=member, material=material)
    (row,) = rows(staged, materials)
    assert (row["collected_on"], row["content"], row["types"], row["shown"]) == (
        TODAY,
        "Вопросы.",
        ["group"],
        True,
    )
    act(staged, withdraw_consent_to_material, actor=acting_as(author), material=material, author=author)
    assert not rows(staged, materials)[0]["shown"]


@pytest.mark.requirement("R-138")
@pytest.mark.variation("V-51")
def test_stage_six_is_closed_by_what_each_roadmap_foresees(staged: Runtime) -> None:
    """V-51: 000 and 004 know the conference, 001 and 002 the school conference."""

    def organise(code: str, kind: str) -> None:
        act(staged, organise_gathering, code=code, kind=kind, planned_on=TODAY, title="Опыт года")

    organise("000", "conference")
    organise("001", "school_conference")
    with pytest.raises(StageEventNotForeseen) as refused:
        organise("001", "conference")
    assert "школьная конференция или семинар" in sentence(refused.value, institution="001")
    with pytest.raises(StageEventNotForeseen):
        organise("004", "school_conference")


@pytest.mark.requirement("R-138")
def test_only_004_asks_for_the_programme_of_its_seminar(staged: Runtime) -> None:
    """A-44."""
    assert [code for code in ("000", "001", "002", "003", "004") if programme_needed(load_seed(code))] == [
        "004"
    ]
    for code, programme_text in (("001", None), ("004", "открытие; секции")):
        held = act(
            staged,
            organise_gathering,
            code=code,
            kind="seminar",
            planned_on=TODAY,
            title="Семинар",
            programme=programme_text,
        )["gathering"]
        act(staged, hold_stage_event, code=code, gathering=held, held_on=TODAY, guests=4)
        (row,) = rows(staged, gatherings, code=code)
        assert (row["held_on"], row["guests"], row["kind"]) == (TODAY, 4, "seminar")
    bare = act(staged, organise_gathering, code="004", kind="seminar", planned_on=TODAY, title="Семинар")
    with pytest.raises(StageEventWithoutProgramme):
        act(staged, hold_stage_event, code="004", gathering=bare["gathering"], held_on=TODAY)


@pytest.mark.requirement("R-059")
def test_attendance_is_recorded_for_mentors_of_the_bank(staged: Runtime) -> None:
    session = act(staged, organise_gathering, kind="orientation", planned_on=TODAY, title="Первая встреча")
    with pytest.raises(NotFound):
        act(
            staged,
            hold_mentors_event,
            gathering=session["gathering"],
            held_on=TODAY,
            mentors=("001/mentor/nobody",),
        )
    mentor = School(staged).mentor()
    act(staged, hold_mentors_event, gathering=session["gathering"], held_on=TODAY, mentors=(mentor,))
    assert rows(staged, attendance, of=mentor) == [
        {"mentor": mentor, "gathering": session["gathering"], "kind": "orientation", "held_on": TODAY}
    ]
    assert rows(staged, attendance, of="001/mentor/nobody") == []


def test_an_event_is_planned_ahead(staged: Runtime) -> None:
    ahead = TODAY + timedelta(days=30)
    act(
        staged,
        organise_gathering,
        kind="consultation",
        planned_on=ahead,
        title="Консультация",
        place="каб. 5",
    )
    (row,) = rows(staged, gatherings)
    assert (row["planned_on"], row["held_on"], row["place"]) == (ahead, None, "каб. 5")
    assert row["level_words"] == "уровень организации"


@pytest.mark.requirement("R-024")
@pytest.mark.variation("V-19")
def test_mentors_raise_their_mastery_at_base_schools_in_001_and_base_organisations_in_004(
    staged: Runtime,
) -> None:
    """V-19."""
    told: dict[str, Any] = {"subject": "Урок вдвоём", "place": "base_organisation"}
    period = Period(date(2026, 11, 21), date(2026, 12, 1))
    shown = {}
    for code in ("001", "004"):
        mentor = School(staged, code).mentor()
        act(staged, organise_staff_development, code=code, mentors=(mentor,), period=period, **told)
        (row,) = rows(staged, trainings, code=code)
        shown[code] = row["place_words"]
    assert shown == {"001": "базовые школы", "004": "базовые организации"}
