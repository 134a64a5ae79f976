"""The log: loading aggregates, saving several at once, executing a command once, reading by position."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from eventsourcing.application import AggregateNotFoundError, Application, Repository
from eventsourcing.domain import CanMutateAggregate
from eventsourcing.persistence import IntegrityError, Notification
from sqlalchemy.engine import make_url

from service.errors import NotFound, Refused
from service.events import Aggregate, Event
from service.eventstore.keys import KeyStore
from service.eventstore.mapper import SealingMapper
from service.eventstore.receipts import PendingReceipt, Receipt, ReceiptRecorder
from service.ids import institution_of, random_part

ATTEMPTS: Final = 20
"""How often a command that lost a race decides again."""

SomeAggregate = TypeVar("SomeAggregate", bound=Aggregate)

_READ: ContextVar[dict[str, int] | None] = ContextVar("read", default=None)
"""The streams that the decision under way has looked for, each with its version then; 0: there was none."""


class KeyReused(Refused):
    """The command key was used for another request."""


class Conflict(Refused):
    """Others changed the same things at the same time, again and again; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command decided: the changed aggregates and the ids to hand out."""

    changed: tuple[Aggregate, ...] = ()
    ids: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its position in the log."""

    position: int
    event: Event

    @property
    def institution(self) -> str:
        """The institution in which it happened."""
        return institution_of(self.event.originator_id)

    @property
    def number(self) -> str:
        """The random part that the aggregate shares with what belongs to it."""
        return random_part(self.event.originator_id)


@dataclass(frozen=True, slots=True)
class Request:
    """One command as it was asked for: its key and its content; both are stored as HMACs only."""

    institution: str
    key: str
    content: bytes


class Log(Application[str]):
    """One event-sourced application with text ids; everything that ever happened is in it."""

    name = "log"

    def __init__(self, *, env: Mapping[str, str], keys: KeyStore) -> None:
        super().__init__(env=dict(env))
        self.keys = keys
        cast("SealingMapper", self.mapper).keys = keys

    def construct_repository(self) -> Repository[str]:
        """Take the repository without a cache: it is not thread-safe (measured)."""
        return _FastRepository(event_store=self.events)

    def find(self, kind: type[SomeAggregate], id: str) -> SomeAggregate | None:  # noqa: A002 - the library's name
        """Load an aggregate, or None."""
        try:
            found: Aggregate | None = self.repository.get(id)
        except AggregateNotFoundError:
            found = None
        read = _READ.get()
        if read is not None:
            read.setdefault(id, 0 if found is None else found.version)
        return found if isinstance(found, kind) else None

    def get(self, kind: type[SomeAggregate], id: str) -> SomeAggregate:  # noqa: A002 - the library's name
        """Load an aggregate.

        Raises:
            NotFound: there is none with this id and kind.

        """
        found = self.find(kind, id)
        if found is None:
            raise NotFound(id)
        return found

    def execute(self, decide: Callable[[], Decision], *, request: Request) -> Receipt:
        """Carry out a command once: decide, then save all changes and the receipt in one transaction.

        What is saved rests on what was read: if any of it has changed or come into being meanwhile, the race
        is lost, and who lost a race decides again. The same key with the same content returns the stored
        receipt; if the outcome of a save is unknown, the receipt tells.

        Raises:
            KeyReused: the key belongs to another request.
            Conflict: the race was lost ``ATTEMPTS`` times.
            Refused, NotAllowed, NotFound: whatever the decision raised; nothing was stored.

        """
        key = self._hmac(request, "receipt-key", request.key.encode())
        content = self._hmac(request, "receipt-request", request.content)
        for _ in range(ATTEMPTS):
            if (known := self._known(key, content)) is not None:
                return known
            try:
                with _reading() as read:
                    decision = decide()
                self._store(decision, PendingReceipt(key, content, decision.ids or {}), read)
            except IntegrityError:
                continue
            except Exception:
                if (known := self._known(key, content)) is not None:
                    return known
                raise
        known = self._known(key, content)
        if known is None:
            raise Conflict
        return known

    def receipt_of(self, *, request: Request) -> Receipt | None:
        """Find the receipt of a request that was carried out before.

        Raises:
            KeyReused: the key belongs to another request.

        """
        key = self._hmac(request, "receipt-key", request.key.encode())
        return self._known(key, self._hmac(request, "receipt-request", request.content))

    def head(self) -> int:
        """The position of the last event; 0 for an empty log."""
        return self.recorder.max_notification_id() or 0

    def after(self, position: int, *, limit: int = 500, topics: Sequence[str] = ()) -> Sequence[Recorded]:
        """Read events in log order, from just after a position; ``topics`` empty means all."""
        rows = self.recorder.select_notifications(position, limit, topics=topics, inclusive_of_start=False)
        events = cast("SealingMapper", self.mapper).to_domain_events(rows)
        return [Recorded(row.id, cast("Event", event)) for row, event in zip(rows, events, strict=True)]

    def next_row(self, position: int, *, topics: Sequence[str] = ()) -> Notification:
        """The stored row just after a position, unread: for what cannot be read."""
        rows = self.recorder.select_notifications(position, 1, topics=topics, inclusive_of_start=False)
        if not rows:
            raise NotFound(position)
        return rows[0]

    def all_after(self, position: int = 0) -> Iterator[Recorded]:
        """Read the whole log from a position on."""
        while batch := self.after(position):
            yield from batch
            position = batch[-1].position

    def _hmac(self, request: Request, purpose: str, message: bytes) -> str:
        return self.keys.institution_hmac(request.institution, purpose=purpose, message=message)

    def _known(self, key: str, content: str) -> Receipt | None:
        receipt = cast("ReceiptRecorder", self.recorder).receipt(key)
        if receipt is not None and receipt.request != content:
            raise KeyReused
        return receipt

    def _store(self, decision: Decision, receipt: PendingReceipt, read: Mapping[str, int]) -> None:
        events = [event for aggregate in decision.changed for event in aggregate.collect_events()]
        stored = cast("SealingMapper", self.mapper).to_stored_events(events)
        self.recorder.insert_events(stored, receipt=receipt, read=read)


@contextmanager
def _reading() -> Iterator[dict[str, int]]:
    """Note which streams are looked for inside the block, and at which version each was at first."""
    read: dict[str, int] = {}
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)


class _FastRepository(Repository[str]):
    """Replays without the library's per-event protocol check, which costs 3-5 times on CPython 3.11."""

    def get(self, aggregate_id: str, *, version: int | None = None, **kwargs: Any) -> Any:  # noqa: ANN401
        """Load an aggregate at a version."""
        return super().get(aggregate_id, version=version, projector_func=_project, **kwargs)


def _project(aggregate: Aggregate | None, events: Iterable[CanMutateAggregate[str]]) -> Aggregate | None:
    for happened in events:
        aggregate = happened.mutate(aggregate)
    return aggregate


_COMMON: Final = {
    "MAPPER_TOPIC": "service.eventstore.mapper:SealingMapper",
    "ORIGINATOR_ID_TYPE": "text",
    "IS_SNAPSHOTTING_ENABLED": "n",
    "CIPHER_TOPIC": "",
    "COMPRESSOR_TOPIC": "",
}


def database_environment(url: str, *, create: bool) -> dict[str, str]:
    """Library settings for ``sqlite:///…`` or ``postgresql://…``; ``create`` runs the DDL (migrate only)."""
    parsed = make_url(url)
    common = _COMMON | {"CREATE_TABLE": "y" if create else "n"}
    if parsed.get_backend_name() == "sqlite":
        return common | {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "APPLICATION_RECORDER_TOPIC": "service.eventstore.receipts:SQLiteRecorder",
            "SQLITE_DBNAME": parsed.database or "",
            "SQLITE_LOCK_TIMEOUT": "30",
        }
    return common | {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "APPLICATION_RECORDER_TOPIC": "service.eventstore.receipts:PostgresRecorder",
        "POSTGRES_DBNAME": parsed.database or "",
        "POSTGRES_HOST": parsed.host or "127.0.0.1",
        "POSTGRES_PORT": str(parsed.port or 5432),
        "POSTGRES_USER": parsed.username or "",
        "POSTGRES_PASSWORD": parsed.password or "",
        "POSTGRES_LOCK_TIMEOUT": "5",
        "POSTGRES_PRE_PING": "y",
    }
