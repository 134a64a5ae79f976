"""Plausible parameters for any command: ids that exist, days near today, the codes that a field knows."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

import msgspec

from service.commands.registry import Command

TEXTS: Final = ("самоанализ урока", "по обстоятельствам", "Круглый стол", "12", "2026/2027", "SUB-01", "PEER")
PLACES: Final[Mapping[str, str]] = {
    "by": "person", "who": "mentor", "author": "person", "chair": "person", "colleague": "person",
    "substitute": "person", "recipient": "person", "respondent": "person", "other": "mentor",
    "party": "mentor", "entry": "mentor", "members": "person", "mentors": "mentor", "mentees": "mentee",
    "attended": "mentor",
    "authors": "person", "people": "person", "still_needed": "mentee", "no_longer_needed": "mentee",
    "participants": "mentee", "others": "person", "change": "programme_change", "charged": "person",
    "controller": "person", "release": "duty_release", "heard": "person", "subjects": "assignment",
    "statistical_form": "statistical_form", "reverse_of": "assignment", "report": "analytic_report",
    "council_members": "person", "developed_by": "person", "respondents": "person",
    "scheme": "incentive_scheme",
}  # fmt: skip
"""What kind of thing a parameter names where its own name does not say so."""

ORDERED: Final[Mapping[str, str]] = {
    "pair_assignment": "assignment", "mentor_replacement": "assignment",
    "programme_change": "programme_change",
    "programme_termination": "programme", "duty_release": "duty_release", "encouragement": "encouragement",
    "association_composition": "association", "curator_appointment": "person", "curator_relief": "person",
    "roadmap_approval": "roadmap", "regulation_approval": "institution",
    "regulation_amendment": "institution",
    "mentor_relief": "petition",
}  # fmt: skip


class Values:
    """Values from a source of chance and from the things that the log knows, by kind."""

    def __init__(self, random: Random, things: Mapping[str, list[str]], today: date) -> None:
        self._random = random
        self._things = things
        self._today = today

    def parameters(self, command: Command) -> dict[str, Any]:
        """Parameters for a command; the optional ones are there half of the time."""
        found: dict[str, Any] = {}
        for each in msgspec.structs.fields(command.parameters):
            if each.required or self._random.random() < 0.5:
                found[each.name] = self.of(each.name, each.type)
        if "basis" in found:
            found["basis"] = ("FZ-273",)
        if command.name == "draft_order":
            found["subjects"] = (self._thing(ORDERED[found["kind"]]),)
        return found

    def of(self, name: str, annotation: Any) -> Any:  # noqa: ANN401 - of any type
        """A value of a type, for a parameter of this name."""
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin in (types.UnionType, typing.Union):
            present = [part for part in arguments if part is not types.NoneType]
            return self.of(name, self._random.choice(present))
        if origin is typing.Literal:
            return self._random.choice(arguments)
        if origin is tuple:
            return tuple(self.of(name, arguments[0]) for _ in range(self._random.randint(1, 2)))
        if origin is dict:
            return {}
        if dataclasses.is_dataclass(annotation):
            hints = typing.get_type_hints(annotation)
            return typing.cast("Any", annotation)(**{key: self.of(key, hint) for key, hint in hints.items()})
        return self._plain(name, annotation)

    def _plain(self, name: str, annotation: Any) -> Any:  # noqa: ANN401 - of any type
        if annotation is bool:
            return self._random.random() < 0.5
        if annotation is int:
            return self._random.randint(1, 3)
        if annotation is date:
            return self._today + timedelta(
                days=self._random.randint(-20, 200 if name in {"until", "to"} else 3)
            )
        kind = PLACES.get(name, name)
        return self._thing(kind) if kind in self._things else self._random.choice(TEXTS)

    def _days(self, name: str) -> int:
        if name in {"until", "to"}:
            return self._random.choice((60, 100, 150, 200))
        return 0 if self._random.random() < 0.7 else self._random.randint(-10, 3)

    def _thing(self, kind: str) -> str:
        known = self._things.get(kind)
        return self._random.choice(known[-8:]) if known else self._random.choice(TEXTS)
