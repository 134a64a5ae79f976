"""The section of the site over the real log: what may be shown, and what a withdrawn consent takes away."""

from datetime import timedelta
from typing import Any

import pytest

from service.access import Actor, Role, operator
from service.aggregates.site import (
    DifficultiesNeverPublished,
    DisseminationConsentMissing,
    ItemAlreadyPublished,
    RunningProgrammeWithResults,
    SectionNotForeseen,
    ShownPerson,
)
from service.commands.consents import allow_publication, forbid_publication, withdraw_personal_data_consent
from service.commands.import_banks import import_workbook
from service.commands.lists_results import site, site_items
from service.commands.materials import add_material, agree_to_material, replenish_collection
from service.commands.practices import (
    withdraw_consent_to_practice,
)
from service.commands.runtime import Runtime
from service.commands.site import (
    BanksNotOnSite,
    EntryNotInBank,
    MaterialNotForSite,
    PracticeNotForSite,
    ProgrammeNotRunning,
    SectionAlreadyCreated,
    SectionMissing,
    create_site_section,
    publish_site_item,
    withdraw_site_item,
    withdraw_site_items_of_person,
)
from service.errors import NotAllowed, NotFound
from service.projections.banks import mentee_rows, mentor_rows
from tests.commands.results import (
    ACTIVATED,
    CLOSED,
    TODAY,
    accepted,
    act,
    acting_as,
    administrator,
    amended,
    described,
    employee,
    programme,
    rows,
)
from tests.importing.books import MENTEE, MENTOR, banks_book


@pytest.fixture
def section(staged: Runtime) -> Runtime:
    """001 with its section on the site."""
    act(staged, create_site_section, address="раздел «Наставничество»")
    return staged


def publish(runtime: Runtime, *, actor: Actor | None = None, **item: Any) -> int:
    told: dict[str, Any] = {"places": ("site",), "published_on": TODAY} | item
    return int(act(runtime, publish_site_item, actor=actor, **told)["item"])


def banks(runtime: Runtime) -> tuple[str, str]:
    """A mentor and a mentee of 001."""
    result = import_workbook(
        runtime,
        institution="001",
        actor=operator(),
        content=banks_book([MENTOR], [MENTEE]),
        on=TODAY,
    )
    assert result.stored, result.preview.faults
    with runtime.reading() as connection:
        (mentor,), (mentee,) = mentor_rows(connection, "001"), mentee_rows(connection, "001")
    return str(mentor["id"]), str(mentee["id"])


def person_of(entry: str) -> str:
    return f"001/person/{entry.rsplit('/', 1)[-1]}"


def allow(
    runtime: Runtime, person: str, *fields: str, places: tuple[str, ...] = ("site",), **more: Any
) -> None:
    act(runtime, allow_publication, person=person, fields=fields, places=places, given_on=TODAY, **more)


@pytest.mark.requirement("R-142")
def test_a_section_is_created_once_and_before_anything_is_shown(staged: Runtime) -> None:
    with pytest.raises(SectionMissing):
        publish(staged, kind="news", title="Новости")
    admin = acting_as(administrator(staged), Role.SYSTEM_ADMINISTRATOR)
    act(staged, create_site_section, actor=admin, address="раздел")
    with pytest.raises(SectionAlreadyCreated):
        act(staged, create_site_section, address="раздел")


@pytest.mark.requirement("R-143")
def test_news_are_shown_until_they_are_taken_off(section: Runtime) -> None:
    item = publish(section, kind="news", title="Стартовал год наставничества", text="Подробности.")
    (row,) = rows(section, site)
    assert (row["item"], row["title"], row["text"], row["kind"]) == (
        item,
        "Стартовал год наставничества",
        "Подробности.",
        "news",
    )
    act(section, withdraw_site_item, item=item, reason="outdated")
    assert rows(section, site) == []
    (kept,) = rows(section, site_items)
    assert (kept["withdrawn_on"], kept["reason"], kept["visible"]) == (TODAY, "outdated", False)


@pytest.mark.requirement("R-143")
def test_news_show_nothing_of_the_service_and_mentors_publish_nothing(section: Runtime) -> None:
    with pytest.raises(NotFound):
        publish(section, kind="news", subject="001/practice/x", title="Новости")
    with pytest.raises(NotAllowed):
        publish(section, actor=acting_as(employee(section), Role.MENTOR), kind="news", title="Новости")


@pytest.mark.requirement("R-143", "R-146")
def test_of_the_banks_only_permitted_fields_are_shown(section: Runtime) -> None:
    mentor, mentee = banks(section)
    person = person_of(mentor)
    shown = (ShownPerson(person, ("full_name", "position")),)
    with pytest.raises(DisseminationConsentMissing):
        publish(section, kind="banks", subject=mentor, shown=shown)
    allow(section, person, "full_name", "position")
    with pytest.raises(DisseminationConsentMissing):
        publish(section, kind="banks", subject=mentor, shown=shown, places=("site", "social_networks"))
    item = publish(section, kind="banks", subject=mentor, shown=shown)
    with pytest.raises(ItemAlreadyPublished):
        publish(section, kind="banks", subject=mentor, shown=shown)
    publish(section, kind="banks", subject=mentee)
    assert [(row["item"], row["shown"]) for row in rows(section, site)] == [
        (item, [[person, ["full_name", "position"]]]),
        (item + 1, []),
    ]


@pytest.mark.requirement("R-143", "R-146")
def test_difficulties_of_a_mentee_are_never_shown_even_with_his_consent(section: Runtime) -> None:
    """A-18: what a mentee asks help with stays inside."""
    _, mentee = banks(section)
    person = person_of(mentee)
    allow(section, person, "full_name", "competencies")
    for field in ("competencies", "difficulties"):
        with pytest.raises(DifficultiesNeverPublished):
            publish(section, kind="banks", subject=mentee, shown=(ShownPerson(person, (field,)),))


@pytest.mark.requirement("R-146")
def test_a_withdrawn_permission_takes_the_item_off_at_once(section: Runtime) -> None:
    mentor, _ = banks(section)
    person = person_of(mentor)
    allow(section, person, "full_name")
    publish(section, kind="banks", subject=mentor, shown=(ShownPerson(person, ("full_name",)),))
    act(section, forbid_publication, person=person, fields=("full_name",))
    assert rows(section, site) == []
    (row,) = rows(section, site_items)
    assert (row["withdrawn_on"], row["reason"]) == (TODAY, "consent_withdrawn")


@pytest.mark.requirement("R-146")
def test_an_expired_permission_hides_the_item_before_anybody_takes_it_off(section: Runtime) -> None:
    mentor, _ = banks(section)
    person = person_of(mentor)
    last = TODAY + timedelta(days=10)
    allow(section, person, "full_name", valid_through=last)
    publish(section, kind="banks", subject=mentor, shown=(ShownPerson(person, ("full_name",)),))
    assert len(rows(section, site, on=last)) == 1
    after = last + timedelta(days=1)
    assert rows(section, site, on=after) == []
    act(section, withdraw_site_items_of_person, person=person, on=after)
    (row,) = rows(section, site_items)
    assert (row["withdrawn_on"], row["reason"]) == (after, "consent_withdrawn")


@pytest.mark.requirement("R-143")
def test_only_entries_of_the_bank_are_shown(section: Runtime) -> None:
    with pytest.raises(NotFound):
        publish(section, kind="banks", subject="001/mentor/nobody")
    mentor, _ = banks(section)
    person = person_of(mentor)
    act(section, withdraw_personal_data_consent, person=person)
    with pytest.raises(EntryNotInBank):
        publish(section, kind="banks", subject=mentor)


@pytest.mark.requirement("R-143")
def test_a_running_programme_is_shown_as_long_as_it_runs_and_without_results(section: Runtime) -> None:
    """A-19."""
    running = programme(section, ACTIVATED)
    with pytest.raises(RunningProgrammeWithResults):
        publish(section, kind="running_programmes", subject=running, text="Все цели достигнуты.")
    publish(section, kind="running_programmes", subject=running)
    assert [row["subject"] for row in rows(section, site)] == [running]
    ended = programme(section, ACTIVATED, CLOSED)
    with pytest.raises(ProgrammeNotRunning):
        publish(section, kind="running_programmes", subject=ended)


@pytest.mark.requirement("R-036", "R-143")
def test_a_best_case_is_shown_as_long_as_its_authors_agree(section: Runtime) -> None:
    author = employee(section)
    with pytest.raises(PracticeNotForSite):
        publish(section, kind="best_cases", subject=described(section, author))
    practice = accepted(section, author)
    publish(section, kind="best_cases", subject=practice)
    assert [row["subject"] for row in rows(section, site)] == [practice]
    act(section, withdraw_consent_to_practice, actor=acting_as(author), practice=practice, author=author)
    assert rows(section, site) == []
    assert rows(section, site_items)[0]["reason"] == "consent_withdrawn"


@pytest.mark.requirement("R-140", "R-143")
def test_recommendations_are_materials_of_the_collection(section: Runtime) -> None:
    author = employee(section)
    told: dict[str, Any] = {"authors": (author,), "title": "Памятка", "topic": "other", "forms": ("PEER",)}
    material = act(section, add_material, **told)["material"]
    with pytest.raises(MaterialNotForSite):
        publish(section, kind="methodical_recommendations", subject=material)
    act(section, agree_to_material, material=material, author=author, given_on=TODAY)
    act(section, replenish_collection, material=material)
    publish(section, kind="methodical_recommendations", subject=material)
    assert [row["subject"] for row in rows(section, site)] == [material]


@pytest.mark.requirement("R-143")
def test_the_normative_base_is_shown_with_or_without_a_registered_act(section: Runtime) -> None:
    publish(section, kind="normative_base", title="Трудовой кодекс, статья 351.8")
    with pytest.raises(NotFound):
        publish(section, kind="normative_base", subject="001/local_act/nobody")
    assert len(rows(section, site)) == 1


@pytest.mark.requirement("R-143")
def test_an_amended_regulation_keeps_the_banks_off_the_site(section: Runtime) -> None:
    mentor, _ = banks(section)
    amended(section, {"publication.banks_on_site": False})
    with pytest.raises(BanksNotOnSite):
        publish(section, kind="banks", subject=mentor)


@pytest.mark.requirement("R-146")
def test_a_regulation_that_asks_for_no_permission_needs_none(section: Runtime) -> None:
    """The default is that it does, and the service says so (A-18)."""
    mentor, _ = banks(section)
    shown = (ShownPerson(person_of(mentor), ("full_name",)),)
    amended(section, {"publication.personal_data_consent": False})
    publish(section, kind="banks", subject=mentor, shown=shown)
    assert [row["subject"] for row in rows(section, site)] == [mentor]


@pytest.mark.requirement("R-142")
def test_where_the_regulation_has_no_section_none_is_created(staged: Runtime) -> None:
    amended(staged, {"publication.site_section": False}, code="004")
    with pytest.raises(SectionNotForeseen):
        act(staged, create_site_section, code="004", address="раздел")
    act(staged, create_site_section, code="001", address="раздел")
