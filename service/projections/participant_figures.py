"""Who took part: distinct people and participations, pairs and groups, as at a date or within a period."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from service.ids import random_part
from service.projections.counting import (
    Figures,
    counts,
    head_count,
    inside,
    overlaps,
    overlaps_days,
    rows_of,
    split,
)
from service.projections.result_tables import PAIRS, PARTICIPATIONS, PEOPLE
from service.values import Period

Row = Mapping[str, Any]


def participant_figures(connection: Connection, institution: str, *, within: Period) -> Figures:
    """Distinct people and participations that fall into a period, by role, form, type and category.

    A period of one day tells them as at a date (A-32). One human who is mentor and mentee counts once among
    the people, and with every pair among the participations.
    """
    rows = participation_rows(connection, institution, within=within)
    return {
        **head_count(rows),
        "by_role": split(rows, lambda row: (row["role"],)),
        "by_form": split(rows, lambda row: row["forms"]),
        "by_type": split(rows, lambda row: row["types"]),
        "by_kind": split(rows, lambda row: ("group" if row["group"] else "pair",)),
        "by_category": split(
            [row for row in rows if row["role"] == "mentee"], lambda row: (row["category"] or "",)
        ),
    }


def participation_rows(connection: Connection, institution: str, *, within: Period) -> list[Row]:
    """Everybody's participations that fall into a period, with pair and category."""
    statement = (
        select(
            PARTICIPATIONS,
            PAIRS.c.forms,
            PAIRS.c.types,
            PAIRS.c.topics,
            PAIRS.c.group,
        )
        .join(PAIRS, PAIRS.c.id == PARTICIPATIONS.c.assignment)
        .where(PARTICIPATIONS.c.institution == institution)
        .order_by(PARTICIPATIONS.c.position, PARTICIPATIONS.c.entry)
    )
    categories = {random_part(row["id"]): row["category"] for row in rows_of(connection, PEOPLE, institution)}
    return [
        {**row, "person": random_part(row["entry"]), "category": categories.get(random_part(row["entry"]))}
        for row in connection.execute(statement).mappings()
        if overlaps(row["since"], row["to"], within)
    ]


def pair_figures(connection: Connection, institution: str, *, within: Period) -> Figures:
    """Pairs and groups that were at work in a period, and why those that ended in it did."""
    rows = [row for row in rows_of(connection, PAIRS, institution) if row["approved_on"] is not None]
    at_work = [row for row in rows if overlaps_days(row["approved_on"], row["ended_on"], within)]
    ended = [row["ground"] for row in rows if inside(row["ended_on"], within)]
    return {
        "pairs": sum(not row["group"] for row in at_work),
        "groups": sum(row["group"] for row in at_work),
        "ended_by_ground": counts(ended),
    }
