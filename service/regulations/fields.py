"""The settings of a regulation, each declared once: its Russian label, its type, what holds by default."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

import msgspec

Scalar = str | int | bool | date
Value = Scalar | tuple[Scalar, ...] | Mapping[str, Scalar | tuple[Scalar, ...]] | None
"""What a setting may hold in memory; ``None`` means that there is no such thing in the institution."""

Kind = Literal["str", "int", "bool", "date", "enum", "list", "map"]


class WrongValue(ValueError):  # noqa: N818 - it reads as the fact it states
    """A value does not fit its field; the message is a Russian sentence without the field's name."""


class Field(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "type", "raw": "default"}
):
    """One setting: what it is called, what it may hold, what holds where the document says nothing.

    ``values`` gives the codes of an enum, of the items of a list or of the keys of a map, with Russian words.
    ``required``: the regulation cannot enter into force while its document is silent here. The default is
    ``default``, or another setting (``same_as``, its ``first`` items), or a ``text`` with settings in braces.
    """

    label: str
    kind: Kind
    values: dict[str, str] = {}
    items: Literal["str", "int"] = "str"
    keys: dict[str, Kind] = {}
    optional: bool = False
    required: bool = False
    raw: str | int | bool | list[str | int] | dict[str, str | int] | None = None
    same_as: str | None = None
    first: int | None = None
    text: str | None = None
    group: str = ""

    @property
    def default(self) -> Value:
        """The plain default, or ``None`` where there is none or a rule gives it."""
        return None if self.raw is None else read_value(self, self.raw)


class _Declarations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: dict[str, str]
    fields: dict[str, Field]


@cache
def _declared() -> Mapping[str, Field]:
    text = (files("service.regulations") / "fields.toml").read_text(encoding="utf-8")
    found = msgspec.convert(tomllib.loads(text), _Declarations)
    groups = found.groups
    return MappingProxyType(
        {
            name: msgspec.structs.replace(field, group=groups[name.partition(".")[0]])
            for name, field in found.fields.items()
        }
    )


FIELDS: Final[Mapping[str, Field]] = _declared()
"""All settings by name, in the order in which a page shows them."""


def read_value(field: Field, raw: object) -> Value:
    """Turn a plain value, as a file or an event holds it, into the value of a field.

    Raises:
        WrongValue: another type, or a code that the field does not know.

    """
    if raw is None:
        return None
    if field.kind == "list":
        return tuple(_item(field, item) for item in _items(raw))
    if field.kind == "map":
        return MappingProxyType(dict(_entry(field, key, item) for key, item in _entries(raw)))
    return _READERS[field.kind](field, raw)


def plain_value(value: Value) -> object:
    """Turn a value into plain JSON: dates become ISO texts, tuples lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    return value


def shown_value(field: Field, value: Value) -> str:
    """Give a value in the words of a Russian reader; an empty one is a dash."""
    if value is None or value in ((), ""):
        return "—"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, tuple):
        return "; ".join(shown_value(field, item) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{_KEYS[key]}: {shown_value(field, item)}" for key, item in value.items())
    return field.values.get(value, value) if isinstance(value, str) else str(value)


_KEYS: Final = {
    "number": "номер",
    "date": "дата",
    "on": "до",
    "days_after_approval": "дней после утверждения",
    "appointment": "назначение наставника",
    "programme": "составление программы",
    "reports": "отчёты",
    "first_day": "начало срока",
    "last_day": "последний день — нерабочий",
    "max_age": "возраст до",
    "max_experience_years": "стаж до (лет)",
} | {str(stage): f"этап {stage}" for stage in range(1, 8)}


def _text(_: Field, raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise WrongValue(f"нужен непустой текст, а стоит {_quoted(raw)}")
    return raw


def _number(_: Field, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise WrongValue(f"нужно целое число не меньше нуля, а стоит {_quoted(raw)}")
    return raw


def _flag(_: Field, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise WrongValue(f"нужно «да» или «нет» (true, false), а стоит {_quoted(raw)}")
    return raw


def _date(_: Field, raw: object) -> date:
    if type(raw) is date:
        return raw
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError as fault:
        raise WrongValue(f"нужна дата вида 2026-09-01, а стоит {_quoted(raw)}") from fault


def _code(field: Field, raw: object) -> str:
    if not isinstance(raw, str) or raw not in field.values:
        raise WrongValue(f"нужно одно из {', '.join(field.values)}, а стоит {_quoted(raw)}")
    return raw


_READERS: Final[Mapping[Kind, Callable[[Field, object], Scalar]]] = MappingProxyType(
    {"str": _text, "int": _number, "bool": _flag, "date": _date, "enum": _code}
)


def _items(raw: object) -> tuple[object, ...]:
    if not isinstance(raw, list | tuple):
        raise WrongValue(f"нужен список, а стоит {_quoted(raw)}")
    return tuple(raw)


def _item(field: Field, raw: object) -> Scalar:
    if field.values:
        return _code(field, raw)
    return _READERS[field.items](field, raw)


def _entries(raw: object) -> tuple[tuple[str, object], ...]:
    if not isinstance(raw, Mapping):
        raise WrongValue(f"нужна таблица с ключами, а стоит {_quoted(raw)}")
    return tuple((str(key), item) for key, item in raw.items())


def _entry(field: Field, key: str, raw: object) -> tuple[str, Scalar | tuple[Scalar, ...]]:
    kind = field.keys.get(key)
    if kind is None:
        raise WrongValue(f"нет ключа «{key}»; есть {', '.join(field.keys)}")
    if kind == "list":
        return key, tuple(_text(field, item) for item in _items(raw))
    return key, _READERS[kind](field, raw)


def _quoted(raw: object) -> str:
    return f"«{raw}»"
