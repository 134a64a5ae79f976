"""``docs/events.md`` tells every event as the code has it, with requirements that the code names too."""

import importlib
import pkgutil
import re
from dataclasses import dataclass

import pytest

import service.commands
from service.commands.registry import COMMANDS
from service.errors import Refused
from service.events import Aggregate, event_classes
from service.regulations.requirements import requirements
from service.values import Pii, Rating, Source
from tests.aggregates.every import AGGREGATES, EVENTS, MODULES
from tests.house.event_catalogue import MARK, PAGE, catalogue, common_fields, type_name

_ABOVE, _, _BELOW = PAGE.read_text(encoding="utf-8").partition(MARK)
_TOLD = {event.TOPIC: list(event.REQUIREMENTS) for event in EVENTS}
UPDATE = "python -m tests.house.event_catalogue"


def told_of(kind: type[Aggregate]) -> set[str]:
    return {number for event in event_classes(kind) for number in _TOLD[event.TOPIC]}


def test_the_catalogue_is_what_the_code_has() -> None:
    assert _BELOW.splitlines()[1:] == catalogue(), UPDATE


def test_every_event_tells_its_requirements_in_order_and_each_exists() -> None:
    for topic, numbers in _TOLD.items():
        assert numbers, topic
        assert numbers == sorted(set(numbers)), topic
        assert [number for number in numbers if number not in requirements()] == [], topic


def test_what_a_command_rests_on_is_told_beside_some_event() -> None:
    for module in pkgutil.iter_modules(service.commands.__path__):
        importlib.import_module(f"service.commands.{module.name}")
    told = {number for numbers in _TOLD.values() for number in numbers}
    assert len(COMMANDS) > 10
    assert {name: missing for name, c in COMMANDS.items() if (missing := set(c.requirements) - told)} == {}


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda it: it.TOPIC)
def test_what_an_aggregate_refuses_by_is_told_beside_one_of_its_events(kind: type[Aggregate]) -> None:
    (home,) = (module for module in MODULES if module.__name__ == kind.__module__)
    refusals = [
        value for value in vars(home).values() if isinstance(value, type) and issubclass(value, Refused)
    ]
    rests_on = {number for refusal in refusals for number in refusal.rests_on()}
    assert rests_on <= told_of(kind)


def test_the_common_fields_are_told_once_and_completely() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", _ABOVE, re.MULTILINE)) == sorted(common_fields())


@dataclass(frozen=True)
class _Box:
    """A class of this test."""


@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        (str, "str"),
        (int | None, "int?"),
        (Pii | None, "Pii?"),
        (tuple[_Box, ...], "_Box…"),
        (dict[str, object], "object"),
        (Rating, "Rating"),
        (Source, "Source"),
    ],
)
def test_types_are_told_shortly(annotation: object, told: str) -> None:
    assert type_name(annotation) == told
