"""Stored events keep their shape: today's code writes it, and reads every shape that was ever stored."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import get_topic, resolve_topic

from service.events import Aggregate, Created, Event, event
from service.eventstore.mapper import SEALED, EventUnreadable, SealingMapper
from service.values import Pii
from tests.aggregates.every import EVENTS
from tests.eventstore.goldens import (
    FOLDER,
    as_golden,
    class_version,
    file_name,
    golden_mapper,
    read_golden,
    samples,
    with_boxes_of,
)
from tests.lives.every import LIVES
from tests.scenario import happened, recorded, replayed

FILES = sorted(FOLDER.iterdir())
SAMPLES = samples()


@pytest.fixture(scope="module")
def mapper() -> Iterator[SealingMapper]:
    """The mapper with the keys of the golden boxes."""
    with golden_mapper() as opened:
        yield opened


def golden_of(told: Event) -> Path:
    return FOLDER / file_name(type(told), class_version(type(told)))


def test_every_event_is_told_once_in_the_life_of_its_aggregate() -> None:
    assert sorted(type(told).TOPIC for told in SAMPLES) == sorted(event.TOPIC for event in EVENTS)


def test_every_version_of_every_event_has_a_golden_file_and_no_file_lacks_its_event() -> None:
    versions = [(event, version) for event in EVENTS for version in range(1, class_version(event) + 1)]
    assert [path.name for path in FILES] == sorted(file_name(event, version) for event, version in versions)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_file_is_named_by_the_topic_and_version_that_it_holds(path: Path) -> None:
    golden = read_golden(path)
    assert path.name == f"{golden.topic}.v{golden.state.get('class_version', 1)}.json"
    assert get_topic(resolve_topic(golden.topic)) == golden.topic


@pytest.mark.parametrize("told", SAMPLES, ids=lambda told: type(told).TOPIC)
def test_today_the_same_event_is_stored_as_the_same_bytes_outside_its_boxes(
    told: Event, mapper: SealingMapper
) -> None:
    golden, stored = read_golden(golden_of(told)), mapper.to_stored_event(told)
    state = as_golden(stored).state
    assert stored.state == msgspec.json.encode(state, order="deterministic")
    assert with_boxes_of(state, golden.state) == golden.state


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_golden_file_still_reads_and_its_boxes_open(path: Path, mapper: SealingMapper) -> None:
    read = mapper.to_domain_event(read_golden(path).stored())
    told = next(one for one in SAMPLES if get_topic(type(one)) == read_golden(path).topic)
    assert type(read) is type(told)
    assert [value for value in vars(read).values() if isinstance(value, Pii) and value.value is None] == []
    if read_golden(path).state.get("class_version", 1) == class_version(type(told)):
        assert vars(read) == vars(told)


@pytest.mark.parametrize("kind", LIVES, ids=lambda kind: kind.TOPIC)
def test_the_golden_events_of_an_aggregate_replay_to_what_its_life_made(
    kind: type[Aggregate], mapper: SealingMapper
) -> None:
    life = recorded(kind, f"001/{kind.TOPIC}/{1:032x}", *LIVES[kind])
    rows = [read_golden(golden_of(told)).stored() for told in life]
    read = [event for event in mapper.to_domain_events(rows) if isinstance(event, Event)]
    assert vars(replayed(read)) == vars(replayed(life))


def test_no_golden_state_shows_personal_data_outside_a_box() -> None:
    planted = {
        text
        for told in SAMPLES
        for value in vars(told).values()
        if isinstance(value, Pii)
        for text in value.texts
    }
    assert len(planted) > 8
    for path in FILES:
        golden = path.read_text()
        assert [text for text in planted if text in golden] == [], path.name


@pytest.mark.parametrize("change", ["a field is missing", "a field is unknown", "a box is moved"])
def test_a_state_that_does_not_fit_is_not_read(change: str, mapper: SealingMapper) -> None:
    golden = read_golden(FOLDER / "person.ParticipantRegistered.v1.json")
    if change == "a field is missing":
        del golden.state["birth_year"]
    elif change == "a field is unknown":
        golden.state["nickname"] = None
    else:
        golden.state[SEALED][0]["fields"] = ["full_name", "contact", "about"]
    with pytest.raises(EventUnreadable, match=r"^001/person/0{31}1 v1 person.ParticipantRegistered: \w+$"):
        mapper.to_domain_event(golden.stored())


class Lantern(Aggregate):
    """An aggregate of this test whose event has its second shape."""

    TOPIC = "golden_lantern"

    class LanternLit(Created):
        """The lantern was lit; at first nobody noted its colour."""

        TOPIC = "golden_lantern.LanternLit"
        class_version = 2
        colour: str

        @staticmethod
        def upcast_v1_v2(state: dict[str, object]) -> None:
            """Give a lantern without a colour the colour that all had."""
            state["colour"] = "white"

    @event(LanternLit)
    def __init__(self, colour: str) -> None:
        self.colour = colour


def test_an_older_shape_is_lifted_to_the_newer_one(mapper: SealingMapper) -> None:
    (told,) = recorded(Lantern, f"001/golden_lantern/{1:032x}", happened(Lantern.LanternLit, colour="white"))
    stored = mapper.to_stored_event(told)
    state = as_golden(stored).state
    assert state.pop("class_version") == 2
    del state["colour"]
    older = StoredEvent(
        originator_id=stored.originator_id,
        originator_version=1,
        topic=stored.topic,
        state=msgspec.json.encode(state),
    )
    assert vars(mapper.to_domain_event(older)) == vars(told)
