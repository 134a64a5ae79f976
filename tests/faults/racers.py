"""Two workers and a mentor's last place: ``python -m tests.faults.racers FOLDER DATABASE COUNT``.

Prepares ``COUNT`` mentors with one place and two agreed pairs each, every pair with an order of its own, and
lets two processes sign the two orders at the same moment. Prints for each race what both got, as JSON.
"""

import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from service.access import operator
from service.aggregates.assignment import Assignment
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.order import Order
from service.aggregates.person import Person
from service.commands.catalogue import all_commands
from service.commands.runtime import Runtime
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import random_part
from service.projections.feed import Feed
from service.settings import Settings
from service.values import CompetencyMapping, Period, Pii
from tests.commands.pairing import internal

CODE: Final = "001"
NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY: Final = NOW.date()
SIGNED: Final = date(2026, 9, 5)
COMPETENCY: Final = CompetencyMapping("SUB-01", 990, sure=True, model="ngrams/1")
AT_ONCE: Final = 50
"""Races prepared in one transaction."""


def opened(folder: str, database: str) -> Runtime:
    """The service without read models: only the log decides a race."""
    runtime = Runtime.open(Settings(data=Path(folder), database=database or None), clock=lambda: NOW)
    return replace(runtime, feed=Feed(log=runtime.log, engine=runtime.views, projections=()))


def person(work: Work) -> Person:
    """A worker who agreed to the processing of his data."""
    identity = work.new_id("person")
    found = Person.start(
        Person.ParticipantRegistered,
        identity,
        fingerprint=random_part(identity),
        full_name=Pii(identity, "Зорина Майя"),
        contact=None,
        position="teacher",
        position_words=None,
        birth_year=1980,
        source="curator",
    )
    found.give_consent(given_on=date(2026, 9, 1), on=work.on, source="paper")
    return found


def mentor(who: Person) -> Mentor:
    """A mentor in the bank with one place."""
    found = Mentor.start(
        Mentor.MentorQuestionnaireCompleted,
        f"{CODE}/mentor/{random_part(who.id)}",
        person=who.id,
        competencies=(COMPETENCY,),
        competency_words=Pii(who.id, ("рабочие программы",)),
        subject=None,
        subject_words=None,
        forms=(),
        types=(),
        experience_years=20,
        qualification=(),
        about=None,
        source="curator",
    )
    found.enter_bank(entered_on=date(2026, 9, 2), consent=True)
    found.set_capacity(limit=1, allowed=None)
    return found


def mentee(who: Person) -> Mentee:
    """A mentee in the bank."""
    found = Mentee.start(
        Mentee.MenteeNeedIdentified,
        f"{CODE}/mentee/{random_part(who.id)}",
        person=who.id,
        source="curator",
    )
    found.submit_request(
        competencies=(COMPETENCY,),
        request_words=Pii(who.id, ("рабочие программы",)),
        subject=None,
        subject_words=None,
        forms=(),
        types=(),
        experience_years=1,
        source="curator",
    )
    found.enter_bank(entered_on=date(2026, 9, 2), consent=True)
    return found


def agreed(work: Work, leader: Mentor, led: Mentee) -> Assignment:
    """A pair that waits for nothing but the order."""
    pair = Assignment.agree(
        work.new_id("assignment"),
        mentor=leader.id,
        mentees=(led.id,),
        forms=("PEER",),
        types=("traditional",),
        topics=("teaching_methods",),
        topic_words=None,
        period=Period(since=date(2026, 11, 23), to=date(2027, 6, 1)),
        level_reason=None,
        grounds=Pii(led.person, ("цель", "затруднения", "запрос", "кадры")),
        regulation_version=1,
        round=None,
        reverse_of=None,
        direction=None,
        countersigned_by=None,
        agreement=None,
        agreed_on=SIGNED,
    )
    for entry in (leader.id, led.id):
        pair.sign_duties_consent(entry=entry, signed_on=SIGNED, on=work.on, source="paper")
    pair.sign_appointment_consent(mentor=leader.id, signed_on=SIGNED, on=work.on, source="paper")
    pair.sign_mentee_consent(mentee=led.id, signed_on=SIGNED, on=work.on, source="paper")
    return pair


def ordered(work: Work, pair: Assignment) -> Order:
    """The draft of the order on a pair."""
    return Order.start(
        Order.OrderDrafted,
        work.new_id("order"),
        kind="pair_assignment",
        subjects=(pair.id,),
        basis=("FZ-273",),
        named=(),
        controller=None,
        effective_from=None,
        regulation_version=1,
    )


def one_race(work: Work) -> tuple[Sequence[Aggregate], tuple[str, str]]:
    """A mentor with one place, two pairs and their orders; the ids of the orders."""
    people = [person(work) for _ in range(3)]
    leader = mentor(people[0])
    mentees = [mentee(who) for who in people[1:]]
    pairs = [agreed(work, leader, led) for led in mentees]
    orders = [ordered(work, pair) for pair in pairs]
    return (*people, leader, *mentees, *pairs, *orders), (orders[0].id, orders[1].id)


def prepare_races(runtime: Runtime, count: int) -> list[tuple[str, str]]:
    """Store the races in a few transactions."""
    races: list[tuple[str, str]] = []

    def some(work: Work) -> Decision:
        made = [one_race(work) for _ in range(min(AT_ONCE, count - len(races)))]
        races.extend(orders for _, orders in made)
        return Decision(tuple(each for aggregates, _ in made for each in aggregates))

    while len(races) < count:
        runtime.run(internal(some), institution=CODE, actor=operator())
    return races


def outcomes(
    folder: str,
    database: str,
    side: int,
    races: Sequence[tuple[str, str]],
    start: "multiprocessing.synchronize.Barrier",
) -> Iterator[str]:
    """Sign the orders of one side, each at the same moment as the other worker signs his."""
    with opened(folder, database) as runtime:
        for number, orders in enumerate(races):
            start.wait()
            try:
                runtime.run(
                    all_commands()["sign_order"],
                    institution=CODE,
                    actor=operator(),
                    order=orders[side],
                    number=f"{number}-{side}",
                    signed_on=TODAY,
                )
            except Refused as refusal:
                yield type(refusal).__name__
            else:
                yield "won"


def main(folder: str, database: str, count: str) -> None:
    """Run the races and print what both workers got."""
    with opened(folder, database) as runtime:
        races = prepare_races(runtime, int(count))
    fork = multiprocessing.get_context("fork")
    done, start = fork.SimpleQueue(), fork.Barrier(2)

    def work(side: int) -> None:
        done.put((side, list(outcomes(folder, database, side, races, start))))

    workers = [fork.Process(target=work, args=(side,)) for side in (0, 1)]
    for worker in workers:
        worker.start()
    told = dict(done.get() for _ in workers)
    for worker in workers:
        worker.join()
    sys.stdout.write(json.dumps(list(zip(told[0], told[1], strict=True))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
