"""Receipts: what a command key led to, written in the same transaction as the events.

A receipt holds HMACs of the key and of the request, the ids that the command made and the position in the
log; no personal data. The two recorders differ only in how they write and read the table. Each saves only
if every stream that the decision read (``read``: id and version, 0 for none) is as it was: where one is not,
it raises ``IntegrityError``, as the library does for two events of one version.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

NOTHING: Final[Mapping[str, int]] = MappingProxyType({})
"""What somebody read who writes without a decision: the library itself."""


@dataclass(frozen=True, slots=True)
class PendingReceipt:
    """A receipt about to be stored; its position becomes known with the events."""

    key: str
    request: str
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The result of a command: the ids it made and the log position that holds them."""

    request: str
    ids: Mapping[str, str]
    position: int


class ReceiptRecorder(Protocol):
    """What the log asks of a recorder beside the library's own methods."""

    def receipt(self, key: str) -> Receipt | None:
        """Find a receipt by its key."""


def check_unchanged(read: Mapping[str, int], now: Mapping[str, int]) -> None:
    """Refuse a decision whose streams (id and version) changed since. Raises ``IntegrityError``."""
    if changed := [stream for stream, version in read.items() if now.get(stream, 0) != version]:
        raise IntegrityError(*changed)


class SQLiteRecorder(SQLiteApplicationRecorder):
    """Receipts in a table beside the stored events, both append-only."""

    def construct_create_table_statements(self) -> list[str]:
        """Add the receipts and the triggers that forbid changing the past."""
        events = self.events_table_name
        statements = super().construct_create_table_statements()
        statements.append(
            "CREATE TABLE IF NOT EXISTS receipts (key TEXT PRIMARY KEY, request TEXT NOT NULL, "
            "ids TEXT NOT NULL, position INTEGER NOT NULL)"
        )
        for table in (events, "receipts"):
            statements.extend(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'append only'); END"
                for act in ("update", "delete")
            )
        return statements

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        receipt: PendingReceipt | None = None,
        read: Mapping[str, int] = NOTHING,
        **kwargs: Any,
    ) -> Sequence[int] | None:
        # A transaction that begins with a read becomes no writer while another process writes: SQLite answers
        # «database is locked» at once. A write of nothing waits for its turn.
        c.execute("DELETE FROM receipts WHERE 0")
        check_unchanged(read, self._versions(c, read))
        ids = super()._insert_events(c, stored_events, **kwargs)
        if receipt is not None:
            position = ids[-1] if ids else (self._max_notification_id(c) or 0)
            row = (receipt.key, receipt.request, json.dumps(dict(receipt.ids)), position)
            c.execute("INSERT INTO receipts VALUES (?, ?, ?, ?)", row)
        return ids

    def _versions(self, c: SQLiteCursor, streams: Iterable[str]) -> dict[str, int]:
        c.execute(
            f"SELECT originator_id, MAX(originator_version) FROM {self.events_table_name} "  # noqa: S608 - its own table
            "WHERE originator_id IN (SELECT value FROM json_each(?)) GROUP BY originator_id",
            (json.dumps(list(streams)),),
        )
        return dict(c.fetchall())

    def receipt(self, key: str) -> Receipt | None:
        """Find a receipt by its key."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT request, ids, position FROM receipts WHERE key = ?", (key,))
            row: sqlite3.Row | None = c.fetchone()
        return None if row is None else Receipt(row["request"], json.loads(row["ids"]), row["position"])


class PostgresRecorder(PostgresApplicationRecorder):
    """Receipts in a table beside the events; no channel is notified, followers pull by position."""

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events") -> None:
        if datastore.enable_db_functions:
            raise LosesEvents
        super().__init__(datastore, events_table_name=events_table_name)
        self._receipts = SQL("{}.receipts").format(Identifier(datastore.schema))
        self.sql_create_statements.append(
            SQL(
                "CREATE TABLE IF NOT EXISTS {} (key text PRIMARY KEY, request text NOT NULL, "
                "ids text NOT NULL, position bigint NOT NULL)"
            ).format(self._receipts)
        )

    def _notify_channel(self, curs: Cursor[DictRow]) -> None:
        """Skip NOTIFY: it takes an instance-wide lock at commit, and nobody listens."""

    def _insert_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        *,
        receipt: PendingReceipt | None = None,
        read: Mapping[str, int] = NOTHING,
        **_: Any,
    ) -> None:
        """Hold the table before anything is compared; a fault raised later than here would be committed."""
        if read or not stored_events:
            self._lock_table(curs)
        if read:
            check_unchanged(read, self._versions(curs, read))
        if receipt is not None and not stored_events:
            self._insert_receipt(curs, receipt)

    def _versions(self, curs: Cursor[DictRow], streams: Iterable[str]) -> dict[str, int]:
        statement = SQL(
            "SELECT originator_id, max(originator_version) AS version FROM {}.{} "
            "WHERE originator_id = ANY(%s) GROUP BY originator_id"
        ).format(Identifier(self.datastore.schema), Identifier(self.events_table_name))
        curs.execute(statement, (list(streams),))
        return {row["originator_id"]: row["version"] for row in curs.fetchall()}

    def _fetch_ids_after_insert_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        *,
        receipt: PendingReceipt | None = None,
        **kwargs: Any,
    ) -> Sequence[int] | None:
        ids = super()._fetch_ids_after_insert_events(curs, stored_events, **kwargs)
        if receipt is not None:
            self._insert_receipt(curs, receipt)
        return ids

    def _insert_receipt(self, curs: Cursor[DictRow], receipt: PendingReceipt) -> None:
        """Insert and wait for the answer, so that a second use of the key is seen here, not at commit."""
        head = SQL("SELECT coalesce(max(notification_id), 0) FROM {}.{}").format(
            Identifier(self.datastore.schema), Identifier(self.events_table_name)
        )
        statement = SQL("INSERT INTO {} VALUES (%s, %s, %s, ({})) RETURNING key").format(self._receipts, head)
        curs.execute(statement, (receipt.key, receipt.request, json.dumps(dict(receipt.ids))))
        curs.fetchone()

    def receipt(self, key: str) -> Receipt | None:
        """Find a receipt by its key."""
        statement = SQL("SELECT request, ids, position FROM {} WHERE key = %s").format(self._receipts)
        with self.datastore.get_connection() as connection, connection.cursor() as curs:
            curs.execute(statement, (key,))
            row = curs.fetchone()
        return None if row is None else Receipt(row["request"], json.loads(row["ids"]), row["position"])


class LosesEvents(Exception):  # noqa: N818 - a fact about a setting
    """POSTGRES_ENABLE_DB_FUNCTIONS makes followers miss events (measured); no start with it."""
