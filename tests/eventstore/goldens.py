"""Golden files: each event as it was stored when its shape was new, with boxes under two keys of the tests.

``python -m tests.eventstore.goldens`` writes the files that are missing and never touches one that is there:
a stored event is a public format without a second chance.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from eventsourcing.persistence import StoredEvent
from sqlalchemy import text

from service.events import Event
from service.eventstore.database import open_database
from service.eventstore.keys import KeyStore, MasterKey
from service.eventstore.mapper import SEALED, SealingMapper
from tests.lives.every import LIVES
from tests.lives.people import OTHER, PERSON
from tests.memory_log import MemoryLog
from tests.scenario import recorded

FOLDER: Final = Path(__file__).parents[1] / "golden" / "events"
MASTER: Final = MasterKey({1: hashlib.sha256(b"golden master key").digest()})

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Golden:
    """A stored event as its file tells it."""

    originator_id: str
    originator_version: int
    topic: str
    state: State

    def stored(self) -> StoredEvent:
        """The row of the log that the file stands for."""
        state = msgspec.json.encode(self.state, order="deterministic")
        return StoredEvent(
            originator_id=self.originator_id,
            originator_version=self.originator_version,
            topic=self.topic,
            state=state,
        )


@contextmanager
def golden_mapper() -> Iterator[SealingMapper]:
    """The mapper of a log whose keys are the fixed ones, wrapped as the keys of any service are."""
    engine = open_database("sqlite://")
    KeyStore.migrate(engine)
    insert = text("INSERT INTO data_keys VALUES (:subject, :key_id, 1, 1, :wrapped)")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert, [_key_row(person) for person in (PERSON, OTHER)])
    keys = KeyStore(engine=engine, master=MASTER)
    with MemoryLog(keys=keys) as log:
        if not isinstance(log.mapper, SealingMapper):
            raise TypeError(log.mapper)
        yield log.mapper
    keys.close()


def _key_row(person: str) -> dict[str, object]:
    secret = hashlib.sha256(f"golden key of {person}".encode()).digest()
    wrapped = aes_key_wrap(MASTER.epochs[1], secret)
    return {"subject": person, "key_id": hashlib.sha256(secret).digest()[:16], "wrapped": wrapped}


def samples() -> tuple[Event, ...]:
    """Every event of the service, as the lives tell it."""
    lives = LIVES.items()
    return tuple(e for kind, life in lives for e in recorded(kind, f"001/{kind.TOPIC}/{1:032x}", *life))


def class_version(event: type) -> int:
    """The version of an event's shape; the first has no number of its own."""
    return int(getattr(event, "class_version", 1))


def file_name(event: type[Event], version: int) -> str:
    """The golden file of one version of an event."""
    return f"{event.TOPIC}.v{version}.json"


def read_golden(path: Path) -> Golden:
    """Read a golden file."""
    return msgspec.json.decode(path.read_bytes(), type=Golden)


def as_golden(stored: StoredEvent) -> Golden:
    """Tell a stored event as its file would."""
    return Golden(
        originator_id=str(stored.originator_id),
        originator_version=stored.originator_version,
        topic=stored.topic,
        state=msgspec.json.decode(stored.state),
    )


def places_of_boxes(state: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Whose boxes a state holds, and for which fields."""
    return [(box["person"], tuple(box["fields"])) for box in state.get(SEALED, ())]


def with_boxes_of(state: State, golden: State) -> State:
    """The state with the golden's boxes: each nonce is new, so only their places can be compared."""
    if places_of_boxes(state) != places_of_boxes(golden):
        raise AssertionError(places_of_boxes(state))
    return state if SEALED not in golden else {**state, SEALED: golden[SEALED]}


def write_missing() -> Iterator[str]:
    """Write the golden files of events that have none; yield their names."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with golden_mapper() as mapper:
        for event in samples():
            path = FOLDER / file_name(type(event), class_version(type(event)))
            if not path.exists():
                plain = msgspec.json.encode(as_golden(mapper.to_stored_event(event)))
                path.write_bytes(msgspec.json.format(plain, indent=2) + b"\n")
                yield path.name


if __name__ == "__main__":
    print("\n".join(write_missing()))  # noqa: T201 - the answer of this program
