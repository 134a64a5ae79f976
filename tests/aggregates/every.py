"""Every aggregate and every event of the service, as they stand in ``service/aggregates``."""

import importlib
import pkgutil
from types import ModuleType
from typing import Final

import service.aggregates
from service.events import Aggregate, Event, event_classes


def _own(module: ModuleType) -> list[type[Aggregate]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Aggregate) and value.__module__ == module.__name__
    ]


MODULES: Final = tuple(
    importlib.import_module(f"service.aggregates.{module.name}")
    for module in pkgutil.iter_modules(service.aggregates.__path__)
)
AGGREGATES: Final = tuple(aggregate for module in MODULES for aggregate in _own(module))
EVENTS: Final = tuple(event for aggregate in AGGREGATES for event in event_classes(aggregate))


def declaration(event: type[Event]) -> type:
    """The class as it stands in the source; the library derives another from it."""
    return next(kind for kind in event.__mro__ if kind.__name__ == event.__name__ and "TOPIC" in vars(kind))
