"""Personal data in boxes that open at their own place only, under keys that can be destroyed."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from service.aggregates.person import Person
from service.events import acting
from service.eventstore.keys import KeyDestroyed, MasterKey
from service.eventstore.log import Decision
from service.eventstore.mapper import EventUnreadable, SealingMapper
from service.eventstore.seal import BoxBroken, Key, Place, seal, unseal
from service.values import Pii
from tests.eventstore.stores import Store, asked, register, registered
from tests.scenario import facts_of, fixed_act

KEY = Key(bytes(range(16)), 1, bytes(range(32)))
PLACE = Place("001/person/1", 1, "person.ParticipantRegistered", "001/person/1", ("contact", "full_name"))
PLAIN = '{"full_name":"Зимина Берта Юлиановна"}'.encode()
BOX = seal(PLAIN, key=KEY, place=PLACE)
NAME = "Зимина Берта Юлиановна"


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_at_its_place(plain: bytes) -> None:
    assert unseal(seal(plain, key=KEY, place=PLACE), key=KEY, place=PLACE) == plain


def test_the_order_of_field_names_is_no_part_of_the_place() -> None:
    turned = replace(PLACE, fields=tuple(reversed(PLACE.fields)))
    assert unseal(BOX, key=KEY, place=turned) == PLAIN


def test_every_flipped_bit_is_noticed() -> None:
    for bit in range(len(BOX) * 8):
        changed = bytearray(BOX)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BoxBroken):
            unseal(bytes(changed), key=KEY, place=PLACE)


@given(st.integers(min_value=0, max_value=len(BOX) - 1))
def test_a_shortened_box_is_refused(length: int) -> None:
    with pytest.raises(BoxBroken):
        unseal(BOX[:length], key=KEY, place=PLACE)


places = st.builds(
    Place,
    stream=st.text(max_size=12),
    version=st.integers(0, 99),
    topic=st.text(max_size=12),
    person=st.text(max_size=12),
    fields=st.lists(st.text(max_size=8), max_size=3).map(tuple),
)


@given(places, places)
def test_a_box_opens_at_no_other_place(one: Place, other: Place) -> None:
    box = seal(PLAIN, key=KEY, place=one)
    same = replace(one, fields=()) == replace(other, fields=()) and sorted(one.fields) == sorted(other.fields)
    if same:
        assert unseal(box, key=KEY, place=other) == PLAIN
    else:
        with pytest.raises(BoxBroken):
            unseal(box, key=KEY, place=other)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLACE, stream="001/person/2"),
        replace(PLACE, version=2),
        replace(PLACE, topic="person.ParticipantDataChanged"),
        replace(PLACE, person="001/person/2"),
        replace(PLACE, fields=("contact",)),
        replace(PLACE, fields=("contactfull_name",)),
        replace(PLACE, stream=PLACE.stream + "1", version=1),
    ],
)
def test_a_box_moved_elsewhere_is_refused(other: Place) -> None:
    with pytest.raises(BoxBroken):
        unseal(BOX, key=KEY, place=other)


@pytest.mark.parametrize(
    "key", [replace(KEY, secret=bytes(32)), replace(KEY, id=bytes(16)), replace(KEY, version=2)]
)
def test_another_key_opens_nothing(key: Key) -> None:
    with pytest.raises(BoxBroken):
        unseal(BOX, key=key, place=PLACE)


def test_the_same_words_never_make_the_same_box() -> None:
    assert seal(PLAIN, key=KEY, place=PLACE) != seal(PLAIN, key=KEY, place=PLACE)


def test_secrets_and_personal_data_hide_in_representations() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)
    assert "Зимина" not in repr(Pii("001/person/1", NAME))
    assert "Зимина" not in repr(registered_now())
    assert bytes(32).hex() not in repr(MasterKey({1: bytes(32)}))


def registered_now() -> object:
    with acting(fixed_act()):
        return registered(1).pending_events


# --- stored events ----------------------------------------------------------------------------------------


@pytest.fixture
def mapper(tmp_path: Path) -> SealingMapper:
    store = Store(tmp_path, None)
    store.prepare()
    with store.open() as log:
        found = log.mapper
    assert isinstance(found, SealingMapper)
    return found


def stored(mapper: SealingMapper, number: int = 1) -> StoredEvent:
    with acting(fixed_act()):
        (event,) = registered(number).pending_events
    return mapper.to_stored_event(event)


def changed(row: StoredEvent, change: Callable[[dict[str, Any]], object]) -> StoredEvent:
    state = json.loads(row.state)
    change(state)
    return replace(row, state=json.dumps(state).encode())


def test_names_stand_in_a_stored_event_in_no_spelling(mapper: SealingMapper) -> None:
    state = stored(mapper).state
    for spelling in (NAME, json.dumps(NAME).strip('"'), base64.b64encode(NAME.encode()).decode()):
        assert spelling.encode() not in state
    assert json.loads(state)["birth_year"] == 1990


def test_one_box_holds_all_data_of_a_person_in_an_event(mapper: SealingMapper) -> None:
    (box,) = json.loads(stored(mapper).state)["sealed"]
    assert (box["person"], box["fields"]) == (f"001/person/{1:032x}", ["contact", "full_name"])


def test_every_flipped_bit_of_a_stored_box_is_noticed(mapper: SealingMapper) -> None:
    row = stored(mapper)
    box = base64.b64decode(json.loads(row.state)["sealed"][0]["box"])
    for bit in range(len(box) * 8):
        flipped = bytearray(box)
        flipped[bit // 8] ^= 1 << bit % 8
        forged = {"box": base64.b64encode(flipped).decode()}
        with pytest.raises(EventUnreadable):
            mapper.to_domain_event(changed(row, partial(_forge, forged)))


def _forge(forged: dict[str, str], state: dict[str, Any]) -> None:
    state["sealed"][0].update(forged)


@pytest.mark.parametrize(
    "move",
    [
        lambda row: replace(row, originator_id=f"001/person/{2:032x}"),
        lambda row: replace(row, originator_version=2),
        lambda row: changed(row, lambda state: state["sealed"][0].update(person=f"001/person/{2:032x}")),
        lambda row: changed(row, lambda state: state["sealed"][0].update(fields=["contact"])),
        lambda row: changed(row, lambda state: state["sealed"][0].update(fields=["contact", "about"])),
        lambda row: changed(row, lambda state: state.pop("sealed")),
        lambda row: changed(row, lambda state: state.update(extra=1)),
        lambda row: changed(row, lambda state: state.pop("birth_year")),
        lambda row: changed(row, lambda state: state.update(birth_year="late")),
        lambda row: replace(row, topic="person.Unknown"),
        lambda row: replace(row, topic="person.PersonalDataConsentGiven"),
    ],
)
def test_a_stored_event_that_was_tampered_with_is_unreadable(
    mapper: SealingMapper, move: Callable[[StoredEvent], StoredEvent]
) -> None:
    stored(mapper, 2)  # so that the other person has a key too
    row = stored(mapper)
    mapper.to_domain_event(row)
    with pytest.raises(EventUnreadable) as caught:
        mapper.to_domain_event(move(row))
    assert "Зимина" not in str(caught.value)


def test_boxes_of_two_persons_cannot_be_exchanged(mapper: SealingMapper) -> None:
    first, second = stored(mapper, 1), stored(mapper, 2)
    boxes = [json.loads(row.state)["sealed"][0] for row in (first, second)]
    with pytest.raises(EventUnreadable):
        mapper.to_domain_event(changed(first, lambda state: state.update(sealed=[boxes[1]])))


def test_without_its_key_a_person_is_forgotten_and_the_rest_stays_readable(store: Store) -> None:
    with store.open() as log:
        register(log, 1)
        register(log, 2)
        before = [facts_of(read.event).facts for read in log.all_after()]
        assert log.keys.destroy(f"001/person/{1:032x}")
        assert not log.keys.destroy(f"001/person/{1:032x}")
        forgotten, other = (facts_of(read.event).facts for read in log.all_after())
        person = log.get(Person, f"001/person/{1:032x}")
    nothing = Pii(f"001/person/{1:032x}", None)
    assert other == before[1]
    assert forgotten == before[0] | {"full_name": nothing, "contact": nothing}
    assert (person.full_name.text, person.full_name.texts, person.birth_year) == ("", (), 1990)


def test_a_forgotten_person_stays_forgotten(store: Store) -> None:
    person = f"001/person/{1:032x}"
    with store.open() as log:
        register(log, 1)
        log.keys.destroy(person)

        def describe() -> Decision:
            found = log.get(Person, person)
            found.describe(
                contact=Pii(person, "new@example.org"),
                position=None,
                position_words=None,
                birth_year=None,
                source="curator",
            )
            return Decision((found,))

        with acting(fixed_act(start=5000)), pytest.raises(KeyDestroyed):
            log.execute(describe, request=asked("describe"))
        assert log.get(Person, person).contact == Pii(person, None)
        assert log.keys.find([person]) == {}
