"""What the log promises, on memory, SQLite and PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count, pairwise

import pytest

from service.aggregates.bank import Bank, Claim
from service.aggregates.mentor import Mentor
from service.aggregates.person import ConsentNotActive, Person
from service.errors import NotFound, Refused
from service.events import Event, acting
from service.eventstore.log import Conflict, Decision, KeyReused, Log
from service.values import Pii
from tests.eventstore.stores import BANK, asked, claim, open_bank, register, registered
from tests.scenario import TODAY, facts_of, fixed_act

FIRST = f"001/person/{1:032x}"
SECOND = f"001/person/{2:032x}"
THREADS = 16


@pytest.fixture(autouse=True)
def _an_act() -> object:
    with acting(fixed_act(start=10**6)) as act:
        yield act


def test_what_was_saved_is_read_back_whole(log: Log) -> None:
    person = registered(1)
    written = [facts_of(event) for event in person.pending_events if isinstance(event, Event)]
    log.execute(lambda: Decision((person,)), request=asked("k"))
    (read,) = log.all_after()
    assert [facts_of(read.event)] == written
    assert (read.event.effective_on, read.event.metadata.actor) == (TODAY, "001/person/curator")
    assert log.get(Person, FIRST).full_name == Pii(FIRST, "Зимина Берта Юлиановна")


def test_what_is_not_there_is_not_found(log: Log) -> None:
    register(log, 1)
    assert log.find(Person, SECOND) is None
    assert log.find(Mentor, FIRST) is None, "another kind under this id"
    with pytest.raises(NotFound):
        log.get(Person, SECOND)


def test_several_aggregates_are_saved_at_once(log: Log) -> None:
    decision = Decision((registered(1), registered(2), Bank.start(Bank.BankOpened, BANK)))
    receipt = log.execute(lambda: decision, request=asked("k"))
    assert (log.head(), receipt.position) == (3, 3)


def test_of_several_aggregates_all_are_saved_or_none(log: Log) -> None:
    register(log, 1)
    head = log.head()
    with pytest.raises(Conflict):
        log.execute(lambda: Decision((registered(2), registered(1))), request=asked("k"))
    assert log.find(Person, SECOND) is None
    assert [event.position for event in log.all_after(head)] == []
    assert log.receipt_of(request=asked("k")) is None


def test_who_lost_a_race_decides_again_on_what_is_there_now(log: Log) -> None:
    open_bank(log)
    seen = []

    def decide() -> Decision:
        bank = log.get(Bank, BANK)
        seen.append(len(bank.claims))
        if len(seen) == 1:
            log.execute(lambda: claim(log, 1), request=asked("the other"))
        bank.claim_person(claim=Claim(SECOND, "f2", "n2"))
        return Decision((bank,))

    log.execute(decide, request=asked("mine"))
    assert seen == [0, 1]
    assert sorted(log.get(Bank, BANK).claims) == [FIRST, SECOND]


def test_who_decided_on_what_has_changed_meanwhile_decides_again(log: Log) -> None:
    register(log, 1)
    seen = []

    def decide() -> Decision:
        seen.append(log.get(Person, FIRST).has_consent(on=TODAY))
        if len(seen) == 1:
            log.execute(lambda: consented(log), request=asked("the other"))
        return Decision((registered(2),))

    log.execute(decide, request=asked("mine"))
    assert seen == [False, True]
    assert log.head() == 3


def test_who_decided_on_what_was_not_there_yet_decides_again(log: Log) -> None:
    seen = []

    def decide() -> Decision:
        seen.append(log.find(Person, SECOND) is None)
        if len(seen) == 1:
            register(log, 2)
        return Decision((registered(1),))

    log.execute(decide, request=asked("mine"))
    assert seen == [True, False]
    assert log.head() == 2


def test_who_would_change_nothing_decides_again_too(log: Log) -> None:
    register(log, 1)
    seen = []

    def decide() -> Decision:
        seen.append(log.get(Person, FIRST).has_consent(on=TODAY))
        if len(seen) == 1:
            log.execute(lambda: consented(log), request=asked("the other"))
        return Decision(ids={"consent": str(seen[-1])})

    assert log.execute(decide, request=asked("mine")).ids == {"consent": "True"}


def test_who_never_decides_on_what_still_holds_stores_nothing(log: Log) -> None:
    open_bank(log)
    numbers = count(1)

    def decide() -> Decision:
        log.get(Bank, BANK)
        number = next(numbers)
        log.execute(lambda: claim(log, number), request=asked(f"other {number}"))
        return Decision((registered(2),))

    with pytest.raises(Conflict):
        log.execute(decide, request=asked("mine"))
    assert log.find(Person, SECOND) is None
    assert log.receipt_of(request=asked("mine")) is None


def consented(log: Log) -> Decision:
    person = log.get(Person, FIRST)
    person.give_consent(given_on=TODAY, on=TODAY, source="paper")
    return Decision((person,))


def test_the_same_key_and_content_give_the_same_receipt(log: Log) -> None:
    first = log.execute(lambda: Decision((registered(1),), {"person": FIRST}), request=asked("k", b"c"))
    again = log.execute(lambda: Decision((registered(2),), {"person": SECOND}), request=asked("k", b"c"))
    assert first == again == log.receipt_of(request=asked("k", b"c"))
    assert (dict(first.ids), first.position) == ({"person": FIRST}, log.head())
    assert log.find(Person, SECOND) is None


def test_the_same_key_with_other_content_is_refused(log: Log) -> None:
    register(log, 1, key="k")
    with pytest.raises(KeyReused):
        log.execute(lambda: Decision((registered(2),)), request=asked("k", b"other"))
    with pytest.raises(KeyReused):
        log.receipt_of(request=asked("k", b"other"))
    assert log.find(Person, SECOND) is None


def test_a_command_that_changes_nothing_has_a_receipt_too(log: Log) -> None:
    register(log, 1)
    receipt = log.execute(lambda: Decision(ids={"seen": "yes"}), request=asked("k"))
    assert (log.head(), receipt.position, dict(receipt.ids)) == (1, 1, {"seen": "yes"})
    assert log.receipt_of(request=asked("k")) == receipt


def test_the_first_command_of_all_may_change_nothing(log: Log) -> None:
    assert log.execute(Decision, request=asked("k")).position == 0


def test_a_refusal_leaves_neither_events_nor_a_receipt(log: Log) -> None:
    register(log, 1)

    def decide() -> Decision:
        person = log.get(Person, FIRST)
        person.give_consent(given_on=TODAY, on=TODAY, source="paper")
        other = registered(2)
        other.withdraw_consent(on=TODAY)
        return Decision((person, other))

    with pytest.raises(ConsentNotActive):
        log.execute(decide, request=asked("k"))
    assert log.head() == 1
    assert log.receipt_of(request=asked("k")) is None
    assert log.get(Person, FIRST).consent is None


def test_after_a_refusal_the_key_is_still_good(log: Log) -> None:
    def refuse() -> Decision:
        raise ConsentNotActive

    with pytest.raises(ConsentNotActive):
        log.execute(refuse, request=asked("k"))
    assert log.execute(lambda: Decision((registered(1),)), request=asked("k")).position == 1


def test_who_is_refused_because_the_same_command_was_quicker_gets_its_receipt(log: Log) -> None:
    register(log, 1)
    request = asked("k", b"c")

    def quicker() -> Decision:
        person = log.get(Person, FIRST)
        person.give_consent(given_on=TODAY, on=TODAY, source="paper")
        return Decision((person,), {"by": "the quicker"})

    def decide() -> Decision:
        log.execute(quicker, request=request)
        return quicker()

    receipt = log.execute(decide, request=request)
    assert dict(receipt.ids) == {"by": "the quicker"}
    assert log.head() == 2


def test_reading_by_position_is_ordered_and_tolerates_gaps(log: Log) -> None:
    for number in (1, 2, 3):
        register(log, number)
        with pytest.raises(Conflict):
            log.execute(lambda: Decision((registered(1),)), request=asked(f"conflict {number}"))
    positions = [event.position for event in log.all_after()]
    assert len(positions) == 3
    assert all(before < after for before, after in pairwise(positions))
    one_by_one = [log.after(position, limit=1)[0].position for position in (0, *positions[:2])]
    assert one_by_one == positions
    assert log.after(positions[-1]) == []
    assert log.head() == positions[-1]


def test_reading_can_be_limited_to_topics(log: Log) -> None:
    open_bank(log)
    register(log, 1)
    log.execute(lambda: claim(log, 1), request=asked("claim"))
    topics = (Bank.PersonClaimed.TOPIC, Bank.BankOpened.TOPIC)
    assert [type(read.event) for read in log.after(0, topics=topics)] == [
        Bank.BankOpened,
        Bank.PersonClaimed,
    ]
    assert log.next_row(1, topics=topics).topic == Bank.PersonClaimed.TOPIC
    with pytest.raises(NotFound):
        log.next_row(3, topics=topics)


def test_sixteen_threads_with_one_key_store_one_result(log: Log) -> None:
    open_bank(log)

    def send(number: int) -> tuple[str, int]:
        with acting(fixed_act(start=number * 1000)):
            receipt = log.execute(lambda: claim(log, 7), request=asked("k", b"c"))
        return receipt.ids["person"], receipt.position

    with ThreadPoolExecutor(THREADS) as pool:
        answers = set(pool.map(send, range(1, THREADS + 1)))
    assert answers == {("7", log.head())}
    assert list(log.get(Bank, BANK).claims) == [f"001/person/{7:032x}"]
    assert len(list(log.all_after())) == 2


def test_sixteen_threads_with_sixteen_keys_lose_no_change(log: Log) -> None:
    open_bank(log)

    def send(number: int) -> int:
        with acting(fixed_act(start=number * 1000)):
            return log.execute(lambda: claim(log, number), request=asked(f"k{number}")).position

    with ThreadPoolExecutor(THREADS) as pool:
        positions = sorted(pool.map(send, range(1, THREADS + 1)))
    assert positions == [event.position for event in log.all_after(1)]
    assert len(log.get(Bank, BANK).claims) == THREADS


def test_a_refusal_is_a_refusal_for_every_thread(log: Log) -> None:
    open_bank(log)
    log.execute(lambda: claim(log, 1), request=asked("first"))

    def send(number: int) -> str:
        with acting(fixed_act(start=number * 1000)), pytest.raises(Refused) as caught:
            log.execute(lambda: claim(log, 1), request=asked(f"k{number}"))
        return caught.typename

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(send, range(THREADS))) == {"PersonAlreadyRegistered"}
