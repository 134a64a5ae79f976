"""What an order decides when the head signs it: one effect per kind, declared by the subject that it touches.

An order names subjects, things that wait for a decision of the head: agreed pairs, a requested release. Its
effect checks every guard again and gives all aggregates that change, so that the order decides all or none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.commands.registry import DeclaredTwice
from service.commands.work import Work
from service.events import Aggregate
from service.values import OrderKind, OrderReference


@dataclass(frozen=True, slots=True)
class Signing:
    """The order being signed: its id, number and date, its subjects, the day from which it takes effect."""

    order: str
    reference: OrderReference
    subjects: tuple[str, ...]
    effective_from: date


Apply = Callable[[Work, Signing], tuple[Aggregate, ...]]
Named = Callable[[Work, tuple[str, ...]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one kind of order does.

    ``named`` gives the persons on whom the order lays duties; each of them acknowledges it (R-010).
    """

    apply: Apply
    named: Named


EFFECTS: Final[dict[OrderKind, Effect]] = {}
"""The effect of every kind of order."""


def effect(kind: OrderKind, *, named: Named) -> Callable[[Apply], Apply]:
    """Declare what an order of this kind does to its subjects.

    Raises:
        DeclaredTwice: another effect is declared for this kind.

    """

    def declare(apply: Apply) -> Apply:
        if kind in EFFECTS:
            raise DeclaredTwice(kind)
        EFFECTS[kind] = Effect(apply, named)
        return apply

    return declare
