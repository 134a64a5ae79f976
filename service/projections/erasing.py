"""Texts of read models end with the person whose they are, as they would if the model were rebuilt."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Connection, String, Table, update

from service.eventstore.log import Recorded
from service.values import Pii, text_of


def owner(text: str) -> Column[str]:
    """Make the column that tells whose a text is: beside ``note`` stands ``note_of``."""
    return Column(f"{text}_of", String(80), index=True)


def owned(**texts: Pii | None) -> dict[str, str | None]:
    """Give the values of texts and of their owners; what was erased is an empty text."""
    values: dict[str, str | None] = {}
    for name, text in texts.items():
        values[name] = text_of(text)
        values[f"{name}_of"] = None if text is None else text.person
    return values


def erase_texts(*tables: Table) -> Callable[[Connection, Recorded], None]:
    """Make the handler of an erasure: every text of the person in these tables is empty from now on."""

    def erase(connection: Connection, recorded: Recorded) -> None:
        person: Any = recorded.event.originator_id
        for table in tables:
            for column in table.columns:
                text = column.name.removesuffix("_of")
                if column.name.endswith("_of") and text in table.columns:
                    connection.execute(update(table).where(column == person).values({text: ""}))

    return erase
