"""A log in memory that keeps the same contract as those on disk, for tests that write very many events."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, StoredEvent
from eventsourcing.popo import POPOApplicationRecorder

from service.eventstore.keys import KeyStore
from service.eventstore.log import Log, database_environment
from service.eventstore.receipts import NOTHING, PendingReceipt, Receipt, check_unchanged

ENVIRONMENT: Final = database_environment("sqlite://", create=False) | {
    "PERSISTENCE_MODULE": "eventsourcing.popo"
}


class MemoryRecorder(POPOApplicationRecorder):
    """Receipts beside the library's in-memory recorder."""

    def __init__(self) -> None:
        super().__init__()
        self._receipts: dict[str, Receipt] = {}

    def _insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        receipt: PendingReceipt | None = None,
        read: Mapping[str, int] = NOTHING,
        **kwargs: Any,
    ) -> Sequence[int] | None:
        with self._database_lock:
            index = self._stored_events_index
            check_unchanged(read, {stream: max(index[stream], default=0) for stream in read})
            if receipt is not None and receipt.key in self._receipts:
                raise IntegrityError(receipt.key)
            ids = super()._insert_events(stored_events, **kwargs)
            if receipt is not None:
                position = len(self._stored_events)
                self._receipts[receipt.key] = Receipt(receipt.request, receipt.ids, position)
            return ids

    def receipt(self, key: str) -> Receipt | None:
        """Find a receipt by its key."""
        return self._receipts.get(key)


class MemoryLog(Log):
    """The log of the service upon that recorder."""

    def __init__(self, *, keys: KeyStore) -> None:
        super().__init__(env=ENVIRONMENT, keys=keys)

    def construct_recorder(self) -> ApplicationRecorder:
        """Take the recorder with receipts; the library's memory module knows no setting for it."""
        return MemoryRecorder()
