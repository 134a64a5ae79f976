import json
from datetime import date

import pytest

from service.regulations.fields import FIELDS
from service.regulations.regulation import Regulation
from service.regulations.seeds import load_seed, read_seed
from service.regulations.settings import BrokenRegulation

COMPLETION = {
    "head.title_ru": "Директор",
    "approval.order.number": "5-ОД",
    "approval.order.date": date(2026, 9, 1),
}


def seed_text(code: str) -> str:
    """Write a seed as a file, so that the tests can spoil it."""
    lines = []
    for name, entry in load_seed(code).to_settings().items():
        key = json.dumps(name)
        if entry["silent"]:
            field = FIELDS[name]
            default = "" if field.raw is None else f", default = {toml(field.raw)}"
            rule = "".join(
                f", {word} = {toml(value)}"
                for word, value in (("same_as", field.same_as), ("text", field.text))
                if value
            )
            lines.append(f"{key} = {{ silent = true{default}{rule} }}")
        elif entry["value"] is None:
            lines.append(f"{key} = {{ none = true, clauses = {toml(entry['clauses'])} }}")
        else:
            lines.append(f"{key} = {{ value = {toml(entry['value'])}, clauses = {toml(entry['clauses'])} }}")
    return "\n".join(lines)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def spoilt(name: str, line: str) -> str:
    kept = [each for each in seed_text("002").split("\n") if not each.startswith(json.dumps(name) + " ")]
    return "\n".join([*kept, line])


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(BrokenRegulation) as broken:
        read_seed(text, code="002")
    return [(fault.source, fault.field, fault.sentence) for fault in broken.value.faults]


def test_a_file_written_from_a_seed_reads_as_that_seed() -> None:
    assert read_seed(seed_text("002"), code="002") == load_seed("002")


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("load.max_concurrent_mentees", "", "настройки нет в файле"),
        (
            "load.max_concurrent_mentees",
            '"load.max_concurrent_mentees" = { value = "три", clauses = ["§3.7 ¶3"] }',
            "нужно целое число не меньше нуля, а стоит «три»",
        ),
        (
            "curator.pool",
            '"curator.pool" = { value = "deputies", clauses = ["§3.4[1]"] }',
            "нужно одно из any_staff, deputy_heads, а стоит «deputies»",
        ),
        (
            "curator.pool",
            '"curator.pool" = { value = "any_staff" }',
            "нужен пункт документа, где это сказано",
        ),
        (
            "curator.pool",
            '"curator.pool" = { value = "any_staff", clauses = ["clause 3"] }',
            "непонятная ссылка на пункт «clause 3»",
        ),
        (
            "curator.pool",
            '"curator.pool" = { none = true, clauses = ["§3.4[1]"] }',
            "не может быть пустым: в документе есть значение, или он молчит",
        ),
        (
            "curator.pool",
            '"curator.pool" = { silent = true, value = "any_staff" }',
            "нужно одно из трёх: value, none или silent",
        ),
        (
            "curator.pool",
            '"curator.pool" = { silent = true, default = "any_staff" }',
            "значение по умолчанию не то, что объявлено в fields.toml",
        ),
        (
            "curator.pool",
            '"curator.pool" = { silent = true, default = "deputy_heads", clauses = ["§1"] }',
            "документ молчит, а пункт указан",
        ),
        ("curator.pool", '"curator.pool" = "any_staff"', "запись не по образцу"),
        ("curator.pool", '"curator.pool" = { worth = 1 }', "запись не по образцу"),
    ],
)
def test_a_fault_names_file_field_and_sentence(name: str, line: str, sentence: str) -> None:
    [(source, field, told)] = faults(spoilt(name, line))
    assert (source, field) == ("002.toml", name)
    assert told.startswith(sentence)


def test_every_fault_of_a_file_is_reported_at_once() -> None:
    text = spoilt(
        "curator.pool", 'curator = { pool = { value = 1, clauses = ["§1"] }, salary = { silent = true } }'
    )
    text = text.replace('"identity.kind"', '"identity.sort"')
    assert {(field, sentence) for _, field, sentence in faults(text)} == {
        ("identity.kind", "настройки нет в файле"),
        ("identity.sort", "такой настройки нет"),
        ("curator.pool", "нужно одно из any_staff, deputy_heads, а стоит «1»"),
        ("curator.salary", "такой настройки нет"),
    }


def test_a_file_that_is_no_toml_is_one_fault() -> None:
    [(source, field, _)] = faults("[identity")
    assert (source, field) == ("002.toml", "файл")


def test_what_an_event_stores_is_plain_json() -> None:
    stored = load_seed("002").to_settings()
    assert json.loads(json.dumps(stored)) == stored
    assert stored["load.max_concurrent_mentees"] == {"value": 3, "clauses": ["§3.7 ¶3"], "silent": False}
    assert stored["approval.order.date"]["value"] == "2022-03-31"


def test_an_older_event_that_lacks_a_field_reads_with_its_default() -> None:
    stored = load_seed("002").to_settings()
    del stored["policy.load_warning_at"]
    del stored["duration.mentoring_max_months"]
    read = Regulation.from_settings("002", stored, version=1)
    assert read.is_default("policy.load_warning_at")
    assert (read.load_warning_at, read.number("duration.mentoring_max_months")) == (3, 12)


def test_a_stored_default_outlives_a_change_of_the_declared_one() -> None:
    stored = load_seed("000").to_settings()
    stored["policy.load_warning_at"]["value"] = 5
    assert Regulation.from_settings("000", stored, version=1).load_warning_at == 5


def test_an_event_with_an_unknown_field_is_refused() -> None:
    stored = load_seed("002").to_settings()
    stored["curator.salary"] = {"value": 1, "clauses": ["§1"], "silent": False}
    with pytest.raises(BrokenRegulation, match=r"curator\.salary"):
        Regulation.from_settings("002", stored, version=1)


@pytest.mark.requirement("R-001")
def test_003_may_enter_into_force_once_its_approval_is_filled_in() -> None:
    filled = load_seed("003").filled(COMPLETION, clauses=["Order"])
    assert filled.missing_before_in_force() == ()
    assert filled.version == 1
    assert filled.clauses("head.title_ru") == ("Order",)
    assert load_seed("003").missing_before_in_force()


@pytest.mark.requirement("R-007")
def test_an_amendment_is_the_next_version_and_leaves_the_old_one_alone() -> None:
    old = load_seed("000")
    new = old.amended({"load.max_concurrent_mentees": 4}, clauses=["Order ¶1.1"])
    assert (old.version, new.version) == (1, 2)
    assert (old.max_concurrent_mentees, new.max_concurrent_mentees) == (None, 4)
    assert (old.is_default("load.max_concurrent_mentees"), new.is_default("load.max_concurrent_mentees")) == (
        True,
        False,
    )
    assert old.digest() != new.digest()


def test_a_default_that_follows_another_field_follows_its_amendment() -> None:
    new = load_seed("000").amended({"duration.programme_min_months": 4}, clauses=["Order ¶1.1"])
    assert new.value("duration.mentoring_min_months") == 4
    assert new.is_default("duration.mentoring_min_months")
    kept = load_seed("002").amended({"duration.programme_min_months": 4}, clauses=["Order ¶1.1"])
    assert kept.value("duration.mentoring_min_months") == 1


def test_an_amendment_with_faults_changes_nothing_and_names_them() -> None:
    with pytest.raises(BrokenRegulation) as broken:
        load_seed("000").amended({"curator.pool": "friends", "curator.salary": 1}, clauses=["Order ¶1"])
    assert [fault.field for fault in broken.value.faults] == ["curator.pool", "curator.salary"]
    with pytest.raises(BrokenRegulation, match="нужен пункт"):
        load_seed("000").amended({"curator.pool": "any_staff"}, clauses=[])


def test_a_typed_question_about_a_field_of_another_type_is_a_mistake() -> None:
    regulation = load_seed("003")
    with pytest.raises(TypeError):
        regulation.text("curator.max_active")
    with pytest.raises(TypeError):
        regulation.number("documents.memos")
    with pytest.raises(TypeError):
        regulation.flag("curator.max_active")
    with pytest.raises(TypeError):
        regulation.texts("policy.retention_horizon_years")
    with pytest.raises(TypeError):
        regulation.texts("curator.pool")
    with pytest.raises(TypeError):
        regulation.day("curator.pool")
    with pytest.raises(KeyError):
        regulation.value("curator.salary")
    assert load_seed("000").day("approval.order.date") == date(2022, 6, 1)
