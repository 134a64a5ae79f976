"""What holds for every aggregate: topics, personal data in its place, no refusal without a cause."""

import ast
import inspect
import typing
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from service.errors import Refused
from service.events import Aggregate, Event, event_classes
from service.values import Pii
from tests.aggregates.every import AGGREGATES, EVENTS, MODULES, declaration


def inside(annotation: object) -> set[Any]:
    """All types that an annotation is built of."""
    return {annotation}.union(*(inside(part) for part in typing.get_args(annotation)))


def raised_names(source: str) -> set[str]:
    raises = [node.exc for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Raise) and node.exc]
    return {ast.unparse(node.func if isinstance(node, ast.Call) else node) for node in raises}


OF_THE_LIBRARY = {"id", "version", "created_on", "modified_on", "pending_events"}


def assigned_names(source: str) -> set[str]:
    """The attributes that the methods of a module give their aggregate."""
    targets = [
        target
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {target.attr for target in targets if isinstance(target, ast.Attribute)}


def test_every_file_holds_the_one_aggregate_that_it_is_named_after() -> None:
    homes = {aggregate.__module__.rpartition(".")[2]: aggregate.TOPIC for aggregate in AGGREGATES}
    assert len(homes) == len(AGGREGATES) == len(MODULES)
    assert {file: topic for file, topic in homes.items() if file != topic} == {}


@pytest.mark.parametrize("module", MODULES, ids=lambda it: it.__name__)
def test_no_aggregate_overwrites_what_the_library_keeps_in_it(module: ModuleType) -> None:
    assert assigned_names(Path(str(module.__file__)).read_text()) & OF_THE_LIBRARY == set()


@pytest.mark.parametrize("aggregate", AGGREGATES, ids=lambda it: it.TOPIC)
def test_the_topic_of_an_event_is_its_aggregates_and_its_name(aggregate: type[Aggregate]) -> None:
    for event in event_classes(aggregate):
        assert f"{aggregate.TOPIC}.{event.__name__}" == event.TOPIC
        assert "TOPIC" in vars(declaration(event))


def test_no_topic_is_used_twice() -> None:
    topics = [event.TOPIC for event in EVENTS] + [aggregate.TOPIC for aggregate in AGGREGATES]
    assert len(topics) == len(set(topics))


@pytest.mark.parametrize("event", EVENTS, ids=lambda it: it.TOPIC)
def test_personal_data_stand_at_the_top_of_an_event_where_they_are_sealed(event: type[Event]) -> None:
    hints = typing.get_type_hints(event)
    for field in fields(event):
        if Pii in inside(hints[field.name]):
            assert hints[field.name] in (Pii, Pii | None), field.name


@pytest.mark.parametrize("event", EVENTS, ids=lambda it: it.TOPIC)
def test_every_event_says_what_happened(event: type[Event]) -> None:
    assert (inspect.getdoc(declaration(event)) or "").endswith(".")


def test_every_refusal_of_an_aggregate_is_raised_in_its_file() -> None:
    for module in MODULES:
        raised = raised_names(Path(str(module.__file__)).read_text())
        declared = {
            name
            for name, value in vars(module).items()
            if isinstance(value, type) and issubclass(value, Refused) and value.__module__ == module.__name__
        }
        assert declared <= raised, module.__name__
