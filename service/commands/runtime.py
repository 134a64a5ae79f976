"""The service put together: log, keys, read models, clock and ids; preparing data; running commands."""

import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, Engine, inspect

from service.access import Actor, require
from service.aggregates.institution import Institution
from service.commands.registry import Command
from service.commands.work import Work, fixed_id
from service.events import Act, Metadata, acting
from service.eventstore.database import open_database
from service.eventstore.keys import KeyStore, create_master_key, create_secret_file, read_master_key
from service.eventstore.log import Decision, Log, Request, database_environment
from service.eventstore.receipts import Receipt
from service.mailing.claims import migrate_claims
from service.projections.associations import ASSOCIATION_REGISTER
from service.projections.banks import BANKS
from service.projections.chronicle import PAIR_CHRONICLE
from service.projections.deadline_rules import DEADLINE_BOARD
from service.projections.evidence import EVIDENCE_BOARD
from service.projections.feed import VIEWS_SCHEMA, Feed, migrate_views
from service.projections.gatherings import EVENT_CALENDAR
from service.projections.incentives import INCENTIVE_REGISTER
from service.projections.institutions import INSTITUTION_CARDS
from service.projections.journal import TASK_JOURNAL
from service.projections.local_acts import NORMATIVE_BASE
from service.projections.match_conditions import MATCH_CONDITIONS
from service.projections.mediations import MEDIATION_REGISTER
from service.projections.notices import NOTICE_BOARD
from service.projections.orders import ORDER_BOOK
from service.projections.pair_access import ACCESS_LOG
from service.projections.pair_proposals import PAIR_PROPOSALS
from service.projections.pairs import PAIR_REGISTER
from service.projections.participants import PARTICIPANT_REGISTER, erased_people
from service.projections.partners import PARTNER_REGISTER
from service.projections.petitions import PETITION_REGISTER
from service.projections.practices import PRACTICE_BANK
from service.projections.preparation import PREPARATION
from service.projections.programmes import PROGRAMME_BANK
from service.projections.proposals import PROPOSAL_REGISTER
from service.projections.releases import RELEASE_REGISTER
from service.projections.reports import MONITORING_BOARD
from service.projections.results import RESULTS
from service.projections.roadmaps import ROADMAP_BOARD
from service.projections.roles import PERSON_ROLES
from service.projections.rounds import MATCH_ROUNDS
from service.projections.shortlists import SHORTLIST
from service.projections.site import SITE_SECTION
from service.projections.speed_meetings import SPEED_MEETINGS
from service.projections.surveys import SURVEY_BOARD
from service.projections.unmatched import UNMATCHED
from service.regulations.requirements import clauses
from service.settings import MINIMUM_SECRET_BYTES, NotPrepared, Settings

PROJECTIONS: Final = (
    INSTITUTION_CARDS,
    PERSON_ROLES,
    BANKS,
    PARTICIPANT_REGISTER,
    PREPARATION,
    SURVEY_BOARD,
    MATCH_ROUNDS,
    MATCH_CONDITIONS,
    SHORTLIST,
    PAIR_PROPOSALS,
    PAIR_REGISTER,
    PROGRAMME_BANK,
    PETITION_REGISTER,
    UNMATCHED,
    ORDER_BOOK,
    NORMATIVE_BASE,
    DEADLINE_BOARD,
    NOTICE_BOARD,
    EVIDENCE_BOARD,
    ROADMAP_BOARD,
    ASSOCIATION_REGISTER,
    MEDIATION_REGISTER,
    INCENTIVE_REGISTER,
    PARTNER_REGISTER,
    RESULTS,
    PRACTICE_BANK,
    EVENT_CALENDAR,
    SITE_SECTION,
    MONITORING_BOARD,
    TASK_JOURNAL,
    PAIR_CHRONICLE,
    ACCESS_LOG,
    PROPOSAL_REGISTER,
    RELEASE_REGISTER,
    SPEED_MEETINGS,
)
DEFAULT_ZONE: Final = "Europe/Moscow"

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time of the machine, in UTC."""
    return datetime.now(UTC)


def prepare(settings: Settings) -> None:
    """Prepare an empty folder or database: keys, log, read models; running it again changes nothing."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    create_master_key(settings.master_key)
    create_secret_file(settings.secret, text=os.urandom(MINIMUM_SECRET_BYTES).hex())
    keys_engine = open_database(settings.keys_url)
    KeyStore.migrate(keys_engine)
    keys = KeyStore(engine=keys_engine, master=read_master_key(settings.master_key))
    with Log(env=database_environment(settings.log_url, create=True), keys=keys):
        views = open_database(settings.views_url, schema=VIEWS_SCHEMA)
        migrate_views(views, PROJECTIONS)
        migrate_claims(views)
        views.dispose()
    keys_engine.dispose()


@dataclass(frozen=True, slots=True)
class Runtime:
    """The service at work on one data folder or database."""

    settings: Settings
    log: Log
    views: Engine
    feed: Feed
    clock: Clock
    random_hex: Callable[[], str]

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        clock: Clock = system_clock,
        random_hex: Callable[[], str] = lambda: uuid.uuid4().hex,
    ) -> Self:
        """Open what ``prepare`` made.

        Raises:
            NotPrepared: there is nothing to open.

        """
        _check_prepared(settings)
        keys_engine = open_database(settings.keys_url)
        keys = KeyStore(engine=keys_engine, master=read_master_key(settings.master_key))
        log = Log(env=database_environment(settings.log_url, create=False), keys=keys)
        views = open_database(settings.views_url, schema=VIEWS_SCHEMA)
        feed = Feed(log=log, engine=views, projections=PROJECTIONS)
        return cls(settings=settings, log=log, views=views, feed=feed, clock=clock, random_hex=random_hex)

    def close(self) -> None:
        """Close all databases."""
        self.log.close()
        self.log.keys.close()
        self.views.dispose()

    def __enter__(self) -> Self:
        """Use the runtime as a context."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all databases."""
        self.close()

    def today(self, institution: str) -> date:
        """The date it is now in the institution's own zone."""
        return self.local(institution, self.clock()).date()

    def local(self, institution: str, moment: datetime) -> datetime:
        """A moment by the clocks of the institution."""
        known = self.log.find(Institution, fixed_id(institution, "institution"))
        return moment.astimezone(ZoneInfo(known.zone if known else DEFAULT_ZONE))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read the read models, brought up to the head of the log first."""
        self.feed.catch_up()
        with self.views.connect() as connection:
            yield connection

    def run(
        self,
        command: Command,
        *,
        institution: str,
        actor: Actor,
        key: str | None = None,
        on: date | None = None,
        content: bytes | None = None,
        **parameters: Any,
    ) -> Receipt:
        """Carry out a command once and bring the read models up to it.

        ``key`` makes a repetition return the first receipt; ``content`` replaces the parameters in the
        comparison of repeated requests (large or derived parameters).

        Raises:
            NotAllowed: the actor has no such right in this institution.
            Refused, NotFound: whatever the domain says.

        """
        role = require(actor, command.action, institution)
        effective_on = on or self.today(institution)
        work = Work(
            log=self.log,
            institution=institution,
            actor=actor.id,
            role=role,
            on=effective_on,
            random_hex=self.random_hex,
        )
        command_id = self.random_hex()
        act = Act(
            metadata=Metadata(
                actor=actor.id,
                role=role,
                command_id=command_id,
                correlation_id=command_id,
                clauses=_clauses(command, institution),
            ),
            recorded_at=self.clock(),
            effective_on=effective_on,
            new_event_id=self.random_hex,
        )
        request = Request(
            institution=institution,
            key=key or command_id,
            content=content if content is not None else _canonical(command, parameters),
        )

        def decide() -> Decision:
            with acting(act):
                if command.needs_force:
                    work.load_institution().version_in_force(on=effective_on)
                return command.decide(work, **parameters)

        receipt = self.log.execute(decide, request=request)
        self.feed.catch_up()
        self._destroy_keys_of_erased()
        return receipt

    def _destroy_keys_of_erased(self) -> None:
        """Destroy the keys of everybody who was forgotten; what a crash left undone the next command does."""
        with self.views.connect() as connection:
            erased = erased_people(connection)
        for person in self.log.keys.find(erased):
            self.log.keys.destroy(person)


def _clauses(command: Command, institution: str) -> tuple[str, ...]:
    found = [str(clause) for number in command.requirements for clause in clauses(number, institution)]
    return tuple(dict.fromkeys(found))


def _canonical(command: Command, parameters: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode([command.name, parameters], order="deterministic")


def _check_prepared(settings: Settings) -> None:
    if not settings.master_key.exists():
        raise NotPrepared
    files = ("log.sqlite", "keys.sqlite", "views.sqlite")
    if settings.database is None and not all((settings.data / name).exists() for name in files):
        raise NotPrepared
    engine = open_database(settings.views_url)
    schema = VIEWS_SCHEMA if engine.dialect.name == "postgresql" else None
    try:
        # made last, so an interrupted preparation has none
        if not inspect(engine).has_table("projection_positions", schema=schema):
            raise NotPrepared
    finally:
        engine.dispose()
