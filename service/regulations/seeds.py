"""The regulations that the service brings along: one file per institution, every field with its clause."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec

from service.errors import NotFound
from service.regulations.fields import FIELDS, WrongValue, plain_value, read_value
from service.regulations.regulation import Regulation
from service.regulations.settings import BrokenRegulation, Fault, read_settings


class SeedUnknown(NotFound):
    """The service brings no regulation for this institution code."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a seed file: what the document says and where, or that it is silent."""

    value: Any = None
    none: bool = False
    silent: bool = False
    default: Any = None
    same_as: str | None = None
    text: str | None = None
    clauses: tuple[str, ...] = ()


_MARKS: Final = frozenset({"value", "none", "silent", "clauses"})
SEED_CODES: Final = ("000", "001", "002", "003", "004")


@cache
def load_seed(code: str) -> Regulation:
    """Load the regulation of an institution, version 1.

    Raises:
        SeedUnknown: there is no file for the code.
        BrokenRegulation: the file has faults; all are named.

    """
    if code not in SEED_CODES:
        raise SeedUnknown(code)
    text = (files("service.regulations") / f"{code}.toml").read_text(encoding="utf-8")
    return read_seed(text, code=code)


def read_seed(text: str, *, code: str) -> Regulation:
    """Turn the text of a seed file into a checked regulation.

    Raises:
        BrokenRegulation: with every fault: unreadable text, unknown, missing or wrong field.

    """
    source = f"{code}.toml"
    try:
        leaves = _leaves(tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as fault:
        raise BrokenRegulation([Fault(source, "файл", str(fault))]) from fault
    faults = [Fault(source, name, "настройки нет в файле") for name in FIELDS if name not in leaves]
    plain: dict[str, dict[str, object]] = {}
    for name, leaf in leaves.items():
        try:
            plain |= _stated(name, leaf)
        except WrongValue as fault:
            faults.append(Fault(source, name, str(fault)))
    return Regulation(code, 1, _read(plain, faults, source))


def _read(plain: Mapping[str, Any], faults: list[Fault], source: str) -> Mapping[str, Any]:
    try:
        settings = read_settings(plain, source=source)
    except BrokenRegulation as broken:
        raise BrokenRegulation([*faults, *broken.faults]) from broken
    if faults:
        raise BrokenRegulation(faults)
    return settings


def _leaves(table: Mapping[str, Any], prefix: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, item in table.items():
        name = prefix + key
        is_group = isinstance(item, dict) and name not in FIELDS and not item.keys() & _MARKS
        found |= _leaves(item, f"{name}.") if is_group else {name: item}
    return found


def _stated(name: str, leaf: object) -> dict[str, dict[str, object]]:
    try:
        entry = msgspec.convert(leaf, _Entry)
    except msgspec.ValidationError as fault:
        raise WrongValue(f"запись не по образцу: {fault}") from fault
    if sum((entry.value is not None, entry.none, entry.silent)) != 1:
        raise WrongValue("нужно одно из трёх: value, none или silent")
    if entry.silent:
        _check_silent(name, entry)
        return {}
    return {name: {"value": entry.value, "clauses": entry.clauses, "silent": False}}


def _check_silent(name: str, entry: _Entry) -> None:
    """The default stands in the file for its reader; it has to be the declared one."""
    if entry.clauses:
        raise WrongValue("документ молчит, а пункт указан")
    field = FIELDS.get(name)
    if field is None:
        raise WrongValue("такой настройки нет")
    told = plain_value(read_value(field, entry.default))
    if (told, entry.same_as, entry.text) != (plain_value(field.default), field.same_as, field.text):
        raise WrongValue("значение по умолчанию не то, что объявлено в fields.toml")
