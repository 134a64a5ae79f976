"""The catalogue of events as the code has it, in the form of ``docs/events.md``.

``python -m tests.house.event_catalogue`` brings the page up to date: topics, sentences, requirements and
fields come from the code.
"""

import inspect
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final

from service.events import Aggregate, Created, Event, Metadata, event_classes
from service.values import Rating, Source
from tests.aggregates.every import AGGREGATES, declaration

PAGE: Final = Path(__file__).parents[2] / "docs" / "events.md"
MARK: Final = "<!-- events: generated from the code, checked by tests/house/test_event_catalogue.py -->"
COMMON: Final = frozenset(field.name for field in fields(Created))
HEAD: Final = ("| event | topic | requirements | fields |", "|---|---|---|---|")

_NAMED: Final[Mapping[object, str]] = {Rating: "Rating", Source: "Source"}


def catalogue() -> list[str]:
    """The lines of the page below its mark."""
    return [line for kind in AGGREGATES for line in _section(kind)]


def _section(kind: type[Aggregate]) -> Iterable[str]:
    yield from ("", f"### {kind.TOPIC}", "", _sentence(kind), "", *HEAD)
    mine = event_classes(kind)
    for event in vars(kind).values():
        if event in mine:
            yield _row(event)


def _row(event: type[Event]) -> str:
    happened = _sentence(declaration(event))
    shape = f"../tests/golden/events/{event.TOPIC}.v{getattr(event, 'class_version', 1)}.json"
    requirements = ", ".join(event.REQUIREMENTS)
    also = f" Also records {', '.join(f'`{name}`' for name in event.FULFILS)}." if event.FULFILS else ""
    return (
        f"| `{event.__name__}`: {happened}{also} | [`{event.TOPIC}`]({shape}) "
        f"| {requirements} | {_fields(event)} |"
    )


def _sentence(described: type) -> str:
    return (inspect.getdoc(described) or "").split("\n\n", 1)[0].replace("\n", " ")


def _fields(event: type[Event]) -> str:
    hints = typing.get_type_hints(event)
    own = [field.name for field in fields(event) if field.name not in COMMON]
    return ", ".join(_field(name, type_name(hints[name])) for name in own) or "—"


def _field(name: str, kind: str) -> str:
    return f"`{name}` {f'**{kind}**' if 'Pii' in kind else kind}"


def type_name(annotation: object) -> str:
    """A type as the page writes it: ``?`` may be absent, ``…`` any number of."""
    if annotation in _NAMED:
        return _NAMED[annotation]
    parts = typing.get_args(annotation)
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        (present,) = (part for part in parts if part is not types.NoneType)
        return f"{type_name(present)}?"
    if typing.get_origin(annotation) is tuple:
        return f"{type_name(parts[0])}…"
    if typing.get_origin(annotation) is dict:
        return "object"
    return getattr(annotation, "__name__", str(annotation))


def common_fields() -> set[str]:
    """What every event carries beside its own fields: its fields and those of its metadata."""
    return {*COMMON, *(field.name for field in fields(Metadata))}


def update() -> None:
    """Write the generated part of the page anew."""
    above, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text("\n".join([above + mark, *catalogue(), ""]), encoding="utf-8")


if __name__ == "__main__":
    update()
