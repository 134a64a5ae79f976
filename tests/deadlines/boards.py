"""A board of deadlines in memory: tests tell it events one by one and look at its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from service.aggregates.assignment import Assignment
from service.aggregates.institution import Institution
from service.aggregates.programme import Programme
from service.aggregates.programme_draft import ProgrammeDraft
from service.aggregates.roadmap import Roadmap
from service.events import Event, acting
from service.eventstore.log import Recorded
from service.projections.deadline_rules import DEADLINE_BOARD
from service.projections.deadlines import deadline_rows
from service.values import OrderReference, Period
from tests.scenario import TODAY, Happened, fixed_act, happened

PAIR: Final = "b" * 32
ASSIGNMENT: Final = f"002/assignment/{PAIR}"
PROGRAMME: Final = f"002/programme/{PAIR}"
MENTOR: Final = f"002/mentor/{'1' * 32}"
MENTEE: Final = f"002/mentee/{'2' * 32}"
OTHER_MENTEE: Final = f"002/mentee/{'3' * 32}"
APPROVED_ON: Final = date(2026, 9, 10)
STARTS: Final = date(2026, 9, 21)
ENDS: Final = date(2027, 3, 20)
NUMBERS: Final[Mapping[str, object]] = {
    "programme.compose_deadline_days": 9,
    "reports.mentor_deadline_days": 10,
    "reports.mentee_deadline_days": 12,
    "appointment.deadline_days_from_actual_start": 30,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A deadline as tests compare it: from when, how long, until when, and whose it is."""

    fact_on: date
    days: int
    unit: str
    due_on: date | None
    sides: tuple[str, ...]


class Board:
    """The rows of the deadlines; positions of the log count up from 101."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._position = 100

    def tell(self, identity: str, told: Happened, *, on: date = TODAY) -> int:
        """Apply one event of a stream, recorded on a business day; return its position in the log."""
        self._position += 1
        make: Callable[..., Event] = told.event
        with acting(replace(fixed_act(), effective_on=on)):
            event = make(
                originator_id=identity,
                originator_version=2,
                timestamp=fixed_act().recorded_at,
                **told.facts,
            )
        DEADLINE_BOARD.handlers[told.event](self.connection, Recorded(self._position, event))
        return self._position

    def rows(self, kind: str, *, institution: str = "002") -> dict[str, Mapping[str, Any]]:
        """The deadlines of a kind in an institution by id."""
        found = deadline_rows(self.connection, institution)
        return {row["id"]: row for row in found if row["kind"] == kind}

    def told(self, kind: str, *, institution: str = "002") -> dict[str, Told]:
        """The open deadlines of a kind by id."""
        return {
            key: Told(row["fact_on"], row["days"], row["unit"], row["due_on"], tuple(row["sides"]))
            for key, row in self.rows(kind, institution=institution).items()
            if row["closed"] is None
        }

    def closed(self, kind: str, *, institution: str = "002") -> dict[str, tuple[str, date, int]]:
        """The closed deadlines of a kind by id: how, on which day, and by which event."""
        return {
            key: (row["closed"], row["closed_on"], row["closed_position"])
            for key, row in self.rows(kind, institution=institution).items()
            if row["closed"] is not None
        }

    def regulate(
        self,
        numbers: Mapping[str, object],
        *,
        institution: str = "002",
        version: int = 1,
        since: date | None = date(2026, 9, 1),
    ) -> None:
        """Draft a version of a regulation with these fields and let it enter into force."""
        settings = {
            name: {"value": value, "clauses": ["§1"], "silent": False} for name, value in numbers.items()
        }
        identity = f"{institution}/institution"
        drafted = happened(
            Institution.RegulationConfigured, version=version, settings=settings, digest="sha256:0"
        )
        self.tell(identity, drafted)
        if since is not None:
            self.tell(
                identity, happened(Institution.RegulationEnteredIntoForce, version=version, since=since)
            )

    def set_week(self, week: str, *, institution: str = "002") -> None:
        """Set the working week of an institution."""
        self.tell(f"{institution}/institution", happened(Institution.WorkingWeekSet, week=week))

    def approve(
        self, *, mentees: tuple[str, ...] = (MENTEE,), signed_on: date = APPROVED_ON, version: int = 1
    ) -> int:
        """Approve the pair or group by an order."""
        return self.tell(
            ASSIGNMENT,
            happened(
                Assignment.PairApproved,
                order=OrderReference(number="17", signed_on=signed_on),
                order_id=f"002/order/{'7' * 32}",
                mentor=MENTOR,
                mentees=mentees,
                appointed_on=TODAY,
                regulation_version=version,
            ),
        )

    def activate(self, *, ends_on: date = ENDS, on: date = STARTS) -> int:
        """Begin the programme of the pair."""
        return self.tell(
            PROGRAMME,
            happened(Programme.ProgrammeActivated, starts_on=on, ends_on=ends_on, short_term_reason=None),
            on=on,
        )


def composed(on: date) -> Happened:
    """The programme of the pair is composed."""
    period = Period(date(2026, 9, 21), date(2027, 3, 21))
    return happened(
        ProgrammeDraft.ProgrammeComposed,
        author=MENTOR,
        composed_on=on,
        period=period,
        short_term_reason=None,
        revision=3,
        confirms=False,
    )


def scheduled(stage: int, period: Period) -> Happened:
    """A stage of the roadmap gets its days."""
    return happened(Roadmap.RoadmapStageScheduled, stage=stage, period=period)
