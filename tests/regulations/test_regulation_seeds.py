import re
from datetime import date

import pytest

from service.errors import NotFound
from service.regulations.clauses import parse, russian
from service.regulations.fields import FIELDS, Value
from service.regulations.regulation import Regulation
from service.regulations.requirements import requirements
from service.regulations.seeds import SEED_CODES, SeedUnknown, load_seed
from service.regulations.settings import default_of

DOCUMENT_LEVEL = {"title", "text", "heading", "Order"}
LATIN = re.compile("[A-Za-z§¶]")


def values(field: str) -> tuple[Value, ...]:
    return tuple(load_seed(code).value(field) for code in SEED_CODES)


@pytest.mark.parametrize("code", SEED_CODES)
def test_each_of_the_113_fields_is_present_in_the_declared_order(code: str) -> None:
    assert list(load_seed(code).settings) == list(FIELDS)


@pytest.mark.parametrize("code", SEED_CODES)
def test_every_field_has_a_clause_or_the_mark_of_silence(code: str) -> None:
    assert all(setting.silent != bool(setting.clauses) for setting in load_seed(code).settings.values())


@pytest.mark.parametrize("code", SEED_CODES)
def test_where_the_document_is_silent_the_declared_default_holds(code: str) -> None:
    settings = load_seed(code).settings
    stated = {name: setting for name, setting in settings.items() if not setting.silent}
    silent = {name: setting.value for name, setting in settings.items() if setting.silent}
    assert silent == {name: default_of(name, stated) for name in silent}


@pytest.mark.parametrize("code", SEED_CODES)
def test_every_clause_of_a_seed_stands_in_that_institutions_document(code: str) -> None:
    known = {str(clause) for each in requirements().values() for clause in each.clauses.get(code, ())}
    cited = {clause for setting in load_seed(code).settings.values() for clause in setting.clauses}
    astray = [
        clause
        for clause in cited - DOCUMENT_LEVEL
        if not any(other == clause or other.startswith((f"{clause}(", f"{clause}[")) for other in known)
    ]
    assert astray == []


@pytest.mark.parametrize("code", SEED_CODES)
def test_every_value_and_clause_of_a_seed_is_shown_in_russian(code: str) -> None:
    regulation = load_seed(code)
    assert not [name for name in FIELDS if LATIN.search(regulation.shown(name))]
    cited = {clause for setting in regulation.settings.values() for clause in setting.clauses}
    assert not [clause for clause in cited if LATIN.search(russian(parse(clause)))]


@pytest.mark.parametrize(
    ("code", "silent"), [("000", 43), ("001", 42), ("002", 28), ("003", 92), ("004", 43)]
)
def test_each_document_is_silent_on_its_number_of_fields(code: str, silent: int) -> None:
    assert sum(setting.silent for setting in load_seed(code).settings.values()) == silent


@pytest.mark.requirement("R-001")
@pytest.mark.parametrize("code", SEED_CODES)
def test_each_institution_has_a_regulation_of_its_own(code: str) -> None:
    others = {load_seed(other).digest() for other in SEED_CODES if other != code}
    assert load_seed(code).digest() not in others
    assert load_seed(code).version == 1


def test_an_institution_without_a_file_has_no_seed() -> None:
    for code in ("005", "../000", "vocabulary", ""):
        with pytest.raises(SeedUnknown):
            load_seed(code)
    assert issubclass(SeedUnknown, NotFound)


@pytest.mark.requirement("R-001")
def test_003_is_a_template_that_cannot_enter_into_force_as_it_is() -> None:
    assert load_seed("003").missing_before_in_force() == (
        "head.title_ru",
        "approval.order.number",
        "approval.order.date",
    )
    assert all(load_seed(code).missing_before_in_force() == () for code in SEED_CODES if code != "003")


def test_the_four_approving_orders_have_their_numbers_and_dates() -> None:
    assert values("approval.order.number") == ("673", "13 – А", "12", None, "30")
    assert values("approval.order.date") == (
        date(2022, 6, 1),
        date(2022, 3, 24),
        date(2022, 3, 31),
        None,
        date(2023, 3, 17),
    )


@pytest.mark.requirement("R-004")
@pytest.mark.requirement("R-005")
def test_only_002_needs_the_council_and_the_trade_union() -> None:
    assert [load_seed(code).requires_pedagogical_council for code in SEED_CODES] == [0, 0, 1, 0, 0]
    assert [load_seed(code).requires_trade_union_agreement for code in SEED_CODES] == [0, 0, 1, 0, 0]
    assert load_seed("002").shown("approval.council_protocol") == "номер: 3; дата: 31.03.2022"


def test_the_approval_package_is_published_by_different_clauses() -> None:
    assert values("approval.publish.objects") == (
        ("regulation", "roadmap"),
        ("order",),
        ("regulation", "roadmap", "order"),
        ("regulation", "roadmap", "order"),
        ("regulation",),
    )
    assert load_seed("000").value("approval.publish.deadline") == {"on": date(2022, 6, 10)}
    assert load_seed("001").value("approval.publish.deadline") == {"days_after_approval": 10}


@pytest.mark.requirement("R-016")
def test_the_curator_comes_from_the_deputies_but_in_000_from_any_staff() -> None:
    assert [load_seed(code).curator_pool for code in SEED_CODES] == ["any_staff", *["deputy_heads"] * 4]
    assert load_seed("000").clauses("curator.pool") == ("§3.3(1)",)
    assert load_seed("003").is_default("curator.pool")


def test_the_curator_of_002_keeps_the_banks_alone() -> None:
    with_administrator = ("system_administrator",)
    assert values("curator.bank_with") == (*[with_administrator] * 2, (), *[with_administrator] * 2)


def test_the_association_has_another_power_in_every_kind_of_document() -> None:
    assert values("association.pairing_power") == (
        "assist_only",
        "assist_and_fix",
        "assist_and_fix",
        "assist_only",
        "none",
    )
    assert values("association.mode") == (*["optional"] * 4, "not_regulated")


@pytest.mark.requirement("R-049")
def test_only_002_admits_mentors_by_criteria() -> None:
    assert [len(load_seed(code).admission_criteria) for code in SEED_CODES] == [0, 0, 4, 0, 0]


def test_written_consents_rest_on_different_places() -> None:
    assert values("consent.mentor_written") == (
        "roadmap_only",
        "regulation",
        "regulation",
        "roadmap_only",
        "regulation",
    )
    assert values("consent.mentee_written")[2] == "mandatory_by_name"


@pytest.mark.requirement("R-074")
def test_only_002_sets_thirty_days_for_the_appointment() -> None:
    assert [load_seed(code).appointment_deadline_days for code in SEED_CODES] == [None, None, 30, None, None]


def test_a_programme_lasts_three_to_twelve_months_and_mentoring_in_002_from_one() -> None:
    assert values("duration.programme_min_months") == (3, 3, 3, 3, 3)
    assert values("duration.programme_max_months") == (12, 12, 12, 12, 12)
    assert values("duration.mentoring_min_months") == (3, 3, 1, 3, 3)


@pytest.mark.requirement("R-077")
def test_only_002_caps_the_load_at_three() -> None:
    assert [load_seed(code).max_concurrent_mentees for code in SEED_CODES] == [None, None, 3, None, None]
    assert {load_seed(code).load_warning_at for code in SEED_CODES} == {3}


@pytest.mark.parametrize(
    "field",
    ["programme.compose_deadline_days", "reports.mentor_deadline_days", "reports.mentee_deadline_days"],
)
def test_only_002_sets_ten_days(field: str) -> None:
    assert values(field) == (None, None, 10, None, None)


def test_the_five_reasons_of_a_replacement_are_the_default_of_the_others() -> None:
    assert {len(tuple(load_seed(code).texts("replacement.reasons"))) for code in SEED_CODES} == {5}
    assert [load_seed(code).is_default("replacement.reasons") for code in SEED_CODES] == [1, 1, 0, 1, 1]


def test_a_group_has_at_least_two_mentees_and_there_are_seven_kinds() -> None:
    assert {load_seed(code).group_min_size for code in SEED_CODES} == {2}
    assert {len(load_seed(code).types) for code in SEED_CODES} == {7}


def test_each_institution_has_its_own_words_for_itself_and_its_head() -> None:
    assert [load_seed(code).text_name for code in SEED_CODES] == [
        "МУДО «ДТДиМ» г. Воркуты",
        "МБОУ СШ №11",
        "ДОУ",
        "Дворец",
        "Колледж",
    ]
    assert load_seed("002").head_title == "Заведующий"
    assert load_seed("003").head_title == "Руководитель"
    assert values("vocabulary.staff_ru") == (*["педагог"] * 4, "преподаватель")


@pytest.mark.parametrize("code", SEED_CODES)
def test_a_seed_survives_the_way_through_an_event(code: str) -> None:
    seed = load_seed(code)
    again = Regulation.from_settings(code, seed.to_settings(), version=1)
    assert again == seed
    assert again.digest() == seed.digest()
