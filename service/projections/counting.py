"""Counting rows of read models: by key, by distinct person, within half-open periods."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from service.values import Period

Row = Mapping[str, Any]
Figures = dict[str, Any]


def rows_of(connection: Connection, table: Table, institution: str) -> list[Row]:
    """All rows of a table that belong to an institution, in the order of their keys."""
    statement = select(table).where(table.c.institution == institution).order_by(*table.primary_key.columns)
    return [dict(row) for row in connection.execute(statement).mappings()]


def head_count(rows: Sequence[Row]) -> Figures:
    """How many different people, and how many participations of theirs."""
    return {"people": len({row["person"] for row in rows}), "participations": len(rows)}


def split(rows: Sequence[Row], keys: Callable[[Row], Iterable[str]]) -> list[Figures]:
    """People and participations apart by keys; a row counts under each of its keys."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for key in dict.fromkeys(keys(row)):
            found.setdefault(key, []).append(row)
    return [{"key": key, **head_count(found[key])} for key in sorted(found)]


def counts(keys: Iterable[str]) -> list[Figures]:
    """How often each key occurs, by key."""
    return [{"key": key, "count": count} for key, count in sorted(Counter(keys).items())]


def happened(rows: Iterable[Row], field: str, within: Period) -> int:
    """How many rows have a day of this field within a period."""
    return sum(inside(row[field], within) for row in rows)


def inside(day: date | None, within: Period) -> bool:
    """Tell whether a day is known and lies within a period."""
    return day is not None and within.contains(day)


def overlaps(since: date, to: date | None, within: Period) -> bool:
    """Tell whether two half-open periods meet."""
    return (within.to is None or since < within.to) and (to is None or within.since < to)


def overlaps_days(since: date, last: date | None, within: Period) -> bool:
    """Tell whether a time up to and with its last day meets a period."""
    return (within.to is None or since < within.to) and (last is None or within.since <= last)
