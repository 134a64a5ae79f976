"""A school in which anybody does anything at any time: the rules hold after each step."""

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, ClassVar, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, select

from service.access import Actor, Role, operator
from service.commands.catalogue import exposed_commands
from service.commands.runtime import PROJECTIONS, Runtime, prepare
from service.demo.stage import set_the_stage
from service.errors import NotAllowed, NotFound, Refused
from service.eventstore.database import open_database
from service.eventstore.keys import KeyStore, read_master_key
from service.mailing.claims import migrate_claims
from service.projections.feed import Feed, migrate_views
from service.projections.roles import role_rows
from service.settings import Settings
from tests.commands.pairing import School
from tests.memory_log import MemoryLog
from tests.model.plain import Plain
from tests.model.values import Values

CODE: Final = "002"
START: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STEPS: Final = 100
STORIES: Final = 64
"""Steps of a story and stories: two thousand steps with a quarter to spare.

Hypothesis also draws numbers that it finds in the modules that are loaded, so every change of the code, and
every other set of tests in the process, tells other stories: 48 of them were 1,844 to 2,638 steps.
"""

CHANCE: Final = st.integers(0, 2**32 - 1)


class Clock:
    """A clock that the stories move."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


class RandomSchool(RuleBasedStateMachine):
    """The kindergarten of 002, whose regulation asks the most, with banks that fill as the story goes."""

    data: ClassVar[Settings]
    steps: ClassVar[int] = 0
    refused: ClassVar[int] = 0
    given: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.runtime = memory_runtime(self.data, self.clock)
        set_the_stage(self.runtime)
        self.school = School(self.runtime, CODE)
        self.plain = Plain(cap=3)
        self.read = 0
        self.count = 0
        self.things: dict[str, list[str]] = {}

    def teardown(self) -> None:
        """Replay the whole story: fresh read models show what the live ones show."""
        try:
            if self.read:
                assert self.runtime.feed.dead_letters() == []
                assert replayed(self.runtime) == shown(self.runtime.views)
        finally:
            self.runtime.close()

    @initialize()
    def people(self) -> None:
        """Two mentors and three mentees stand in the banks; one pair is approved, one waits for its order."""
        mentors = [self.school.mentor() for _ in range(2)]
        mentees = [self.school.mentee() for _ in range(3)]
        approved, _ = [
            self.school.ready(mentor, mentee) for mentor, mentee in zip(mentors, mentees, strict=False)
        ]
        self.school.order(approved)
        self.school.act(exposed_commands()["draft_programme"], assignment=approved)

    @rule()
    def another_mentor(self) -> None:
        """Somebody answers the questionnaire and is admitted."""
        self.school.mentor()

    @rule()
    def another_mentee(self) -> None:
        """Somebody asks for a mentor."""
        self.school.mentee()

    @rule(chance=CHANCE)
    def a_pair_is_made_ready(self, chance: int) -> None:
        """A mentor and a mentee want each other and sign everything, if the rules let them."""
        random = Random(chance)  # noqa: S311 - a story that repeats, no secret
        mentor, mentee = (random.choice(self.things[kind]) for kind in ("mentor", "mentee"))
        self.attempt(lambda: self.school.ready(mentor, mentee))

    @rule(chance=CHANCE, count=st.integers(1, 3))
    def the_head_signs(self, chance: int, count: int) -> None:
        """The head signs an order on some pairs, ready or not."""
        random = Random(chance)  # noqa: S311 - a story that repeats, no secret
        pairs = random.sample(self.things["assignment"], min(count, len(self.things["assignment"])))
        self.attempt(lambda: self.school.order(*pairs, number=str(chance), signed_on=self.clock.now.date()))

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        """Some days go by."""
        self.clock.now = min(self.clock.now + timedelta(days=days), START + timedelta(days=200))

    @rule(chance=CHANCE)
    def anything(self, chance: int) -> None:
        """Anybody gives any command with plausible parameters."""
        self.count += 1
        random = Random(f"{chance}/{self.count}")  # noqa: S311 - a story that repeats, no secret
        name = random.choice(sorted(exposed_commands()))
        command = exposed_commands()[name]
        parameters = Values(random, self.things, self.clock.now.date()).parameters(command)
        who = operator() if random.random() < 0.7 else self.somebody(random)
        self.attempt(lambda: self.runtime.run(command, institution=CODE, actor=who, **parameters), name=name)

    @rule(chance=CHANCE)
    def something_more(self, chance: int) -> None:
        """The same again: most of what happens is not about pairs."""
        self.anything(chance)

    @rule(chance=CHANCE)
    def something_else(self, chance: int) -> None:
        """The same again."""
        self.anything(chance)

    def somebody(self, random: Random) -> Actor:
        """A person of the institution with the roles that events gave him."""
        with self.runtime.reading() as connection:
            rows = role_rows(connection, CODE)
        person = random.choice(sorted({row["person"] for row in rows}))
        roles = frozenset(Role(row["role"]) for row in rows if row["person"] == person)
        return Actor(id=person, roles={CODE: roles})

    def attempt(self, act: Any, *, name: str = "") -> None:  # noqa: ANN401 - any act
        """Do something; one refused command leaves no event."""
        RandomSchool.steps += 1
        before = self.runtime.log.head()
        try:
            act()
        except (Refused, NotAllowed, NotFound):
            RandomSchool.refused += 1
            left = self.runtime.log.head() - before
        else:
            RandomSchool.given.add(name)
            left = 0
        assert not (name and left), name

    @invariant()
    def the_rules_hold(self) -> None:
        """Nobody over the limit, no active pair without order and consents, nobody without an owner."""
        for recorded in self.runtime.log.all_after(self.read):
            self.read = recorded.position
            stream = recorded.event.originator_id
            if stream.startswith(f"{CODE}/"):
                self.plain.follow(recorded.event)
                known = self.things.setdefault(stream.split("/")[1], [])
                if stream not in known:
                    known.append(stream)
        assert list(self.plain.broken_rules()) == []


Shown = Mapping[str, list[tuple[Any, ...]]]


def memory_runtime(data: Settings, clock: Clock) -> Runtime:
    """The service with log, keys and read models in memory, and ids that repeat."""
    keys_engine = open_database("sqlite://")
    KeyStore.migrate(keys_engine)
    keys = KeyStore(engine=keys_engine, master=read_master_key(data.master_key))
    log = MemoryLog(keys=keys)
    views = open_database("sqlite://")
    migrate_views(views, PROJECTIONS)
    migrate_claims(views)
    numbers = itertools.count(1)
    return Runtime(
        settings=data,
        log=log,
        views=views,
        feed=Feed(log=log, engine=views, projections=PROJECTIONS),
        clock=clock,
        random_hex=lambda: f"{next(numbers):032x}",
    )


def shown(views: Engine) -> Shown:
    """Every row of every read model."""
    with views.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for projection in PROJECTIONS
            for table in projection.tables.sorted_tables
        }


def replayed(runtime: Runtime) -> Shown:
    """Every row as a fresh fold over the same log has it."""
    runtime.feed.catch_up()
    fresh = open_database("sqlite://")
    migrate_views(fresh, PROJECTIONS)
    Feed(log=runtime.log, engine=fresh, projections=PROJECTIONS).catch_up()
    rows = shown(fresh)
    fresh.dispose()
    return rows


@pytest.mark.requirement("R-061")
@pytest.mark.requirement("R-062")
@pytest.mark.requirement("R-071")
@pytest.mark.requirement("R-077")
def test_whatever_anybody_does_the_rules_hold(tmp_path: Path) -> None:
    RandomSchool.data = Settings(data=tmp_path / "data")
    prepare(RandomSchool.data)
    run_state_machine_as_test(
        RandomSchool,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert RandomSchool.steps >= 2000
    assert len(RandomSchool.given) > 40, sorted(RandomSchool.given)
    assert RandomSchool.refused > 100
