"""Keys of persons and institutions, in a database of their own, wrapped by a master key in epochs.

A key is committed before the event that uses it; a key without events is harmless. Destroying a key makes
everything sealed under it unreadable, in the log and in every copy of the log. Its row stays without the key:
a second key for the same subject would make the boxes under the first look broken.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, String, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from service.errors import Refused
from service.eventstore.seal import Key

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class MasterKey:
    """Key-encrypting keys by epoch; the highest epoch wraps new keys."""

    epochs: Mapping[int, bytes]

    @property
    def epoch(self) -> int:
        """The epoch that wraps new keys."""
        return max(self.epochs)

    def __repr__(self) -> str:
        """Hide the keys."""
        return f"MasterKey(epochs {sorted(self.epochs)})"


def create_master_key(path: Path) -> None:
    """Write a fresh master key, readable by its owner only; an existing file is left as it is."""
    create_secret_file(path, text=json.dumps({"1": os.urandom(32).hex()}))


def create_secret_file(path: Path, *, text: str) -> None:
    """Write a file for its owner only, whole or not at all; an existing file is left as it is."""
    if path.exists():
        return
    fresh = path.with_name(f".{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists():  # another process was faster
            fresh.unlink(missing_ok=True)
            return
        file.truncate()
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        fresh.rename(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_master_key(path: Path) -> MasterKey:
    """Read a master key file.

    Raises:
        ValueError: the file holds no key of 32 bytes per epoch.

    """
    epochs = {int(epoch): bytes.fromhex(key) for epoch, key in json.loads(path.read_text("ascii")).items()}
    if not epochs or any(len(key) != 32 for key in epochs.values()):
        raise ValueError(path)
    return MasterKey(epochs)


_METADATA = MetaData()
_KEYS = Table(
    "data_keys",
    _METADATA,
    Column("subject", String(120), primary_key=True),
    Column("key_id", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)


class KeyDestroyed(Refused):
    """The person's data were erased; nothing new is sealed for a person who was forgotten."""

    requirement = "R-055"


_DESTROYED: Final = b""


class KeyStore:
    """Creates, finds and destroys keys; a subject is a person id or an institution's own key name."""

    def __init__(self, *, engine: Engine, master: MasterKey) -> None:
        self._engine = engine
        self._master = master
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    @staticmethod
    def migrate(engine: Engine) -> None:
        """Create the table of keys."""
        _METADATA.create_all(engine)

    def close(self) -> None:
        """Close the database of keys."""
        self._engine.dispose()

    def ensure(self, subjects: Iterable[str]) -> dict[str, Key]:
        """Return the keys of all subjects, creating and committing the missing ones first.

        Raises:
            KeyDestroyed: the key of one of them was destroyed.

        """
        wanted = sorted(set(subjects))
        found = self.find(wanted)
        missing = [subject for subject in wanted if subject not in found]
        if not missing:
            return found
        rows = [self._fresh_row(subject) for subject in missing]
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(self._insert(_KEYS).on_conflict_do_nothing(), rows)
        found = self.find(wanted)
        if len(found) < len(wanted):
            raise KeyDestroyed
        return found

    def find(self, subjects: Iterable[str]) -> dict[str, Key]:
        """Return the keys that exist."""
        wanted = list(subjects)
        found: dict[str, Key] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                here = _KEYS.c.subject.in_(chunk) & (_KEYS.c.wrapped != _DESTROYED)
                for row in connection.execute(select(_KEYS).where(here)):
                    secret = aes_key_unwrap(self._master.epochs[row.epoch], row.wrapped)
                    found[row.subject] = Key(row.key_id, row.version, secret)
        return found

    def destroy(self, subject: str) -> bool:
        """Destroy a key for good; tell whether there was one."""
        here = (_KEYS.c.subject == subject) & (_KEYS.c.wrapped != _DESTROYED)
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            return connection.execute(update(_KEYS).where(here).values(wrapped=_DESTROYED)).rowcount > 0

    def institution_hmac(self, institution: str, *, purpose: str, message: bytes) -> str:
        """HMAC-SHA256 under the institution's erasable key, for one purpose, as hexadecimal."""
        subject = f"{institution}/institution-key"
        key = self.ensure([subject])[subject]
        return hmac.new(key.secret, purpose.encode() + b"\x00" + message, hashlib.sha256).hexdigest()

    def _fresh_row(self, subject: str) -> dict[str, object]:
        wrapped = aes_key_wrap(self._master.epochs[self._master.epoch], os.urandom(32))
        return {
            "subject": subject,
            "key_id": os.urandom(16),
            "version": 1,
            "epoch": self._master.epoch,
            "wrapped": wrapped,
        }
