"""Workbooks between preview and load: in memory only, one per session, for half an hour."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from service.commands.import_banks import Preview
from service.errors import NotFound

LIFETIME: Final = timedelta(minutes=30)
LARGEST_STORE: Final = 64 * 1024 * 1024
"""Bytes of all waiting workbooks together; the oldest give way."""


class UploadGone(NotFound):
    """The workbook was loaded already, waited too long or belongs to another session."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook that waits for the curator's word, with what it would bring."""

    id: str
    session: str
    institution: str
    content: bytes
    preview: Preview
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Uploads:
    """All waiting workbooks of this process."""

    clock: Callable[[], datetime]
    _waiting: dict[str, Upload] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, upload: Upload) -> None:
        """Keep a workbook; an earlier one of the same session is forgotten."""
        with self._lock:
            self._forget_old()
            for other in [each.id for each in self._waiting.values() if each.session == upload.session]:
                del self._waiting[other]
            self._waiting[upload.id] = upload
            while len(self._waiting) > 1 and self._bytes() > LARGEST_STORE:
                del self._waiting[next(iter(self._waiting))]

    def get(self, id: str, *, session: str, institution: str) -> Upload:  # noqa: A002 - as everywhere
        """Find a workbook of this session.

        Raises:
            UploadGone: it is not there, or not this session's.

        """
        with self._lock:
            self._forget_old()
            found = self._waiting.get(id)
        if found is None or (found.session, found.institution) != (session, institution):
            raise UploadGone(id)
        return found

    def drop(self, id: str) -> None:  # noqa: A002 - as everywhere
        """Forget a workbook."""
        with self._lock:
            self._waiting.pop(id, None)

    def _forget_old(self) -> None:
        limit = self.clock() - LIFETIME
        for old in [each.id for each in self._waiting.values() if each.received_at < limit]:
            del self._waiting[old]

    def _bytes(self) -> int:
        return sum(len(each.content) for each in self._waiting.values())
