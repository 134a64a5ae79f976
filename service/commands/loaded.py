"""Aggregates of one decision, each loaded once: several subjects of one order change the same object."""

from dataclasses import dataclass, field

from service.commands.work import SomeAggregate, Work
from service.events import Aggregate


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a command has loaded so far; a mentor of three pairs of one order is one object here."""

    work: Work
    _found: dict[str, Aggregate] = field(default_factory=dict)

    def get(self, kind: type[SomeAggregate], id: str) -> SomeAggregate:  # noqa: A002 - the library's name
        """Give an aggregate, loaded at its first use.

        Raises:
            NotFound: there is none of this kind in this institution.

        """
        known = self._found.get(id)
        if isinstance(known, kind):
            return known
        fresh = self.work.get(kind, id)
        self._found[id] = fresh
        return fresh

    def find(self, kind: type[SomeAggregate], id: str) -> SomeAggregate | None:  # noqa: A002
        """Give an aggregate that may not exist yet, loaded at its first use."""
        known = self._found.get(id) or self.work.log.find(kind, id)
        if not isinstance(known, kind):
            return None
        self._found[id] = known
        return known

    def add(self, fresh: SomeAggregate) -> SomeAggregate:
        """Take a new aggregate along."""
        self._found[fresh.id] = fresh
        return fresh

    def everything(self) -> tuple[Aggregate, ...]:
        """All of them in the order of their first use; one that did not change stores nothing."""
        return tuple(self._found.values())
