import re
from collections.abc import Mapping
from datetime import date

import pytest

from service.regulations.fields import FIELDS, Value, WrongValue, plain_value, read_value, shown_value
from service.regulations.vocabulary import vocabulary

LATIN = re.compile("[A-Za-z]")


def test_there_are_113_fields() -> None:
    assert len(FIELDS) == 113


def test_every_label_and_every_code_has_russian_words_of_its_own() -> None:
    labels = [field.label for field in FIELDS.values()]
    words = [word for field in FIELDS.values() for word in (*field.values.values(), field.group)]
    assert not [text for text in (*labels, *words) if LATIN.search(text) or not text]
    assert len(set(labels)) == len(labels)


def test_an_enum_has_values_a_map_has_keys_and_nothing_else_has() -> None:
    assert all(bool(field.values) for field in FIELDS.values() if field.kind == "enum")
    assert all(bool(field.keys) == (field.kind == "map") for field in FIELDS.values())


def test_a_field_that_may_not_be_empty_has_a_default_or_must_be_filled_in() -> None:
    without = [
        name
        for name, field in FIELDS.items()
        if field.default is None and field.same_as is None and field.text is None
    ]
    assert all(FIELDS[name].optional or FIELDS[name].required for name in without)


def test_a_default_that_follows_another_field_has_its_type() -> None:
    following = {name: field for name, field in FIELDS.items() if field.same_as is not None}
    assert set(following) == {
        "identity.text_name_ru",
        "vocabulary.form_definition_staff_ru",
        "forms.defined_ru",
        "duration.mentoring_min_months",
        "duration.mentoring_max_months",
    }
    assert all(FIELDS[str(field.same_as)].kind == field.kind for field in following.values())


def test_the_kinds_of_mentoring_are_those_of_the_vocabulary() -> None:
    assert set(FIELDS["types.list"].values) == set(vocabulary().mentoring_types.codes)


@pytest.mark.parametrize("name", FIELDS)
def test_a_default_survives_the_way_to_plain_json_and_back(name: str) -> None:
    field = FIELDS[name]
    assert read_value(field, plain_value(field.default)) == field.default


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("approval.order.date", "2026-09-01", date(2026, 9, 1)),
        ("approval.order.date", date(2026, 9, 1), date(2026, 9, 1)),
        ("load.max_concurrent_mentees", 3, 3),
        ("types.list", ["group", "speed"], ("group", "speed")),
        ("policy.retention_horizon_years", [1, 3], (1, 3)),
        ("roadmap.stage_documents_ru", {"4": ["Материалы"]}, {"4": ("Материалы",)}),
        ("approval.council_protocol", {"date": "2022-03-31"}, {"date": date(2022, 3, 31)}),
        ("identity.founder_ru", None, None),
    ],
)
def test_a_plain_value_becomes_the_value_of_its_field(name: str, raw: object, value: Value) -> None:
    found = read_value(FIELDS[name], raw)
    assert (dict(found) if isinstance(found, Mapping) else found) == value


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("identity.short_name_ru", ""),
        ("identity.short_name_ru", 7),
        ("load.max_concurrent_mentees", "три"),
        ("load.max_concurrent_mentees", True),
        ("load.max_concurrent_mentees", -1),
        ("documents.memos", 1),
        ("approval.order.date", "01.09.2026"),
        ("curator.pool", "deputies"),
        ("types.list", "group"),
        ("types.list", ["group", "flash"]),
        ("head.text_title_ru", [3]),
        ("approval.council_protocol", "№ 3"),
        ("approval.council_protocol", {"page": "3"}),
        ("time.day_count", {"reports": "weekly"}),
        ("roadmap.stage_documents_ru", {"4": "Материалы"}),
    ],
)
def test_a_value_of_another_kind_is_refused_in_russian(name: str, raw: object) -> None:
    with pytest.raises(WrongValue) as refused:
        read_value(FIELDS[name], raw)
    assert re.match("н[ уе]", str(refused.value))


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("curator.pool", "deputy_heads", "заместители руководителя"),
        ("approval.order.date", date(2022, 6, 1), "01.06.2022"),
        ("load.max_concurrent_mentees", None, "—"),
        ("load.max_concurrent_mentees", 3, "3"),
        ("documents.memos", True, "да"),
        ("curator.bank_with", (), "—"),
        ("approval.publish.objects", ("regulation", "order"), "Положение; приказ"),
        (
            "approval.council_protocol",
            {"number": "3", "date": date(2022, 3, 31)},
            "номер: 3; дата: 31.03.2022",
        ),
        ("roadmap.stage_periods", {"1": "сентябрь"}, "этап 1: сентябрь"),
    ],
)
def test_a_value_is_shown_in_russian(name: str, value: Value, shown: str) -> None:
    assert shown_value(FIELDS[name], value) == shown
