"""Questions to the read models, declared once: name, Russian title, action; JSON lists derive from it."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from service.access import Action, Actor, Role, require
from service.commands.registry import DeclaredTwice
from service.commands.runtime import Runtime

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question being answered: who asks in which role, for which day, about which thing if one is named."""

    connection: Connection
    institution: str
    actor: Actor
    role: Role
    on: date
    of: str | None


Question = Callable[[Asked], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class View:
    """One list that pages and programs may read."""

    name: str
    title: str
    sentence: str
    action: Action
    question: Question


VIEWS: Final[dict[str, View]] = {}
"""Every list of the service by name."""


def view(*, name: str, title: str, action: Action) -> Callable[[Question], View]:
    """Declare a list: a function of what is asked that gives plain rows.

    Raises:
        DeclaredTwice: another list has this name.

    """

    def declare(question: Question) -> View:
        if name in VIEWS:
            raise DeclaredTwice(name)
        sentence = (inspect.getdoc(question) or "").split("\n", 1)[0]
        VIEWS[name] = View(name=name, title=title, sentence=sentence, action=action, question=question)
        return VIEWS[name]

    return declare


def answer(
    runtime: Runtime,
    asked: View,
    *,
    institution: str,
    actor: Actor,
    on: date | None = None,
    of: str | None = None,
) -> Sequence[Row]:
    """Answer a question as of a day, today where none is named; ``of`` is the id of a thing it is about.

    Raises:
        NotAllowed: the actor has no such right in this institution.

    """
    role = require(actor, asked.action, institution)
    day = on or runtime.today(institution)
    with runtime.reading() as connection:
        return asked.question(Asked(connection, institution, actor, role, day, of))
