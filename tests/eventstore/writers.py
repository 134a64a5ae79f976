"""Other processes of a store test: ``python -m tests.eventstore.writers ACT FOLDER URL COUNT``.

Imports once and forks ``COUNT`` writers, each with a log of its own: ``same`` sends one command key,
``claim`` claims persons on the one bank, ``append`` appends events fast, ``nothing`` mixes in commands
that change nothing. Prints what each did as JSON.
"""

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Final

from service.events import acting
from service.eventstore.log import Decision, Log
from tests.eventstore.stores import Store, asked, claim, register
from tests.scenario import fixed_act

CLAIMS: Final = 5
APPENDS: Final = 60


def send_the_same(log: Log, number: int) -> object:
    """Send one command under one key."""
    with acting(fixed_act(start=number * 1000)):
        receipt = log.execute(lambda: claim(log, 7), request=asked("the same key", b"the same content"))
    return [dict(receipt.ids), receipt.position]


def claim_many(log: Log, number: int) -> object:
    """Claim persons of this writer's own on the one bank."""
    persons = range(number * 100, number * 100 + CLAIMS)
    return [_claim_one(log, person) for person in persons]


def _claim_one(log: Log, person: int) -> int:
    with acting(fixed_act(start=person * 1000)):
        return log.execute(lambda: claim(log, person), request=asked(f"claim {person}")).position


def append(log: Log, number: int) -> object:
    """Append one person after another."""
    return [register(log, person) for person in range(number * 1000, number * 1000 + APPENDS)]


def decide_nothing(log: Log, number: int) -> object:
    """Carry out commands that change nothing, between commands that do."""
    done = []
    for step in range(APPENDS):
        done.append(register(log, number * 1000 + step))
        log.execute(Decision, request=asked(f"nothing {number} {step}"))
    return done


ACTS: Final = {"same": send_the_same, "claim": claim_many, "append": append, "nothing": decide_nothing}


def write(act: str, store: Store, number: int, everybody: "multiprocessing.synchronize.Barrier") -> object:
    """Do the act in a process of its own, beginning together with the others."""
    with store.open() as log:
        everybody.wait()
        return ACTS[act](log, number)


def main(act: str, folder: str, url: str, count: int) -> None:
    """Run the writers and print what they did."""
    fork = multiprocessing.get_context("fork")
    store = Store(Path(folder), url)
    done = fork.SimpleQueue()
    everybody = fork.Barrier(count)

    def one(number: int) -> None:
        done.put(write(act, store, number, everybody))

    writers = [fork.Process(target=one, args=(number,)) for number in range(1, count + 1)]
    for writer in writers:
        writer.start()
    answers = [done.get() for _ in writers]
    for writer in writers:
        writer.join()
    sys.stdout.write(json.dumps(answers) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
