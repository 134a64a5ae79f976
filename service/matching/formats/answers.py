"""What the files of answers share: frozen parts, goals with their bounds, the solver, how they are read."""

from typing import TypeVar

import msgspec

from service.matching.formats.faults import Faults
from service.matching.formats.fields import LARGEST, Field, Reader, choice, integer, record, text
from service.matching.formats.strict_json import parse_object


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen part of an answer; what is not known is left out."""


Answer = TypeVar("Answer", bound=Part)

ANY_NUMBER = integer(-LARGEST)
SOLVER = record({"name": Field(text), "version": Field(text), "seed": Field(ANY_NUMBER)})


def goal_name(goals: tuple[str, ...]) -> Field:
    """Return the member that names one of the goals."""
    return Field(choice(goals, rule="unknown_goal", message="такой цели нет, бывают только"))


def achieved(goals: tuple[str, ...]) -> Reader:
    """Return a reader of a goal with its value and bound."""
    return record(
        {
            "name": goal_name(goals),
            "direction": Field(choice(("max", "min"), rule="unknown_direction", message="бывают только")),
            "value": Field(ANY_NUMBER),
            "bound": Field(ANY_NUMBER),
        }
    )


def read_answer(content: bytes, reader: Reader, kind: type[Answer]) -> Answer:
    """Return the answer in the bytes of a file, which ``reader`` finds to be of the right form.

    Raises: InvalidFile with every fault of form.
    """
    faults = Faults()
    document = parse_object(content, faults)
    reader(document, "$", faults)
    faults.refuse()
    return msgspec.convert({name: value for name, value in document.items() if name != "schema"}, kind)
