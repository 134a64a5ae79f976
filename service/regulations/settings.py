"""The settings of a regulation as they are stored, read with every fault found, completed by defaults."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from service.regulations.clauses import UnreadableClause, parse
from service.regulations.fields import FIELDS, Value, WrongValue, read_value


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in the settings: where they come from, the field, a Russian sentence."""

    source: str
    field: str
    sentence: str

    def __str__(self) -> str:
        """Give the fault as one line."""
        return f"{self.source}: {self.field} — {self.sentence}"


class BrokenRegulation(Exception):  # noqa: N818 - it reads as the fact it states
    """Settings cannot be read; ``faults`` holds every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for one field: its value, the clauses where it stands, or that the document is silent."""

    value: Value
    clauses: tuple[str, ...] = ()
    silent: bool = False


_PLACE: Final = re.compile(r"\{([a-z_.]+)\}")


def read_settings(raw: Mapping[str, Any], *, source: str) -> Mapping[str, Setting]:
    """Read plain settings ``{field: {value, clauses, silent}}``; missing fields take their defaults.

    Raises:
        BrokenRegulation: with every fault: unknown field, wrong type or code, unreadable or missing clause.

    """
    return completed(read_stated(raw, source=source))


def read_stated(raw: Mapping[str, Any], *, source: str) -> dict[str, Setting]:
    """Read plain settings as they are, without completing them. Raises ``BrokenRegulation``."""
    faults: list[Fault] = []
    found: dict[str, Setting] = {}
    for name, entry in raw.items():
        try:
            found[name] = _setting(name, entry)
        except WrongValue as fault:
            faults.append(Fault(source, name, str(fault)))
    if faults:
        raise BrokenRegulation(faults)
    return found


def completed(stated: Mapping[str, Setting]) -> Mapping[str, Setting]:
    """Give all fields in the declared order; a field that is not stated is silent and takes its default."""
    return MappingProxyType(
        {name: stated.get(name) or Setting(default_of(name, stated), silent=True) for name in FIELDS}
    )


def default_of(name: str, stated: Mapping[str, Setting]) -> Value:
    """Give what holds where the document is silent, by the values that are stated."""
    field = FIELDS[name]
    if field.same_as is not None:
        other = _value_of(field.same_as, stated)
        return other[: field.first] if isinstance(other, tuple) else other
    if field.text is not None:
        return _PLACE.sub(lambda place: str(_value_of(place[1], stated)), field.text)
    return field.default


def changed_settings(
    settings: Mapping[str, Setting], changes: Mapping[str, object], *, clauses: Sequence[str]
) -> Mapping[str, Setting]:
    """Give the settings with changed values that stand at ``clauses``; what follows from them follows.

    Raises:
        BrokenRegulation: with every fault of the changes.

    """
    raw = {
        name: {"value": value, "clauses": list(clauses), "silent": False} for name, value in changes.items()
    }
    merged = {**settings, **read_stated(raw, source="изменение")}
    stated = {name: each for name, each in merged.items() if not (each.silent and _follows(name))}
    return completed(stated)


def _follows(name: str) -> bool:
    return FIELDS[name].same_as is not None or FIELDS[name].text is not None


def _value_of(name: str, stated: Mapping[str, Setting]) -> Value:
    found = stated.get(name)
    return default_of(name, stated) if found is None else found.value


def _setting(name: str, entry: Mapping[str, Any]) -> Setting:
    field = FIELDS.get(name)
    if field is None:
        raise WrongValue("такой настройки нет")
    setting = Setting(
        value=read_value(field, entry["value"]),
        clauses=tuple(entry["clauses"]),
        silent=entry["silent"],
    )
    contradictions = tuple(_contradictions(setting, optional=field.optional))
    if contradictions:
        raise WrongValue("; ".join(contradictions))
    return setting


def _contradictions(setting: Setting, *, optional: bool) -> Iterator[str]:
    if setting.silent and setting.clauses:
        yield "документ молчит, а пункт указан"
    if not setting.silent and not setting.clauses:
        yield "нужен пункт документа, где это сказано"
    if not setting.silent and setting.value is None and not optional:
        yield "не может быть пустым: в документе есть значение, или он молчит"
    for reference in setting.clauses:
        try:
            parse(reference)
        except UnreadableClause:
            yield f"непонятная ссылка на пункт «{reference}»"
