"""The tables of programmes; rows hold words in clear, so they are rebuilt when a person is erased."""

from typing import Final

from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, Text

from service.eventstore.log import Recorded
from service.ids import sister_id

TABLES: Final = MetaData()

PROGRAMMES: Final = Table(
    "programmes",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("assignment", String(80), nullable=False),
    Column("mentor", String(80), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("status", String(12), nullable=False, index=True),
    Column("regulation_version", Integer, nullable=False),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("author", String(20), nullable=False),
    Column("template", JSON, nullable=False),
    Column("approved_on", Date, nullable=False),
    Column("drafted_on", Date, nullable=False),
    Column("composed_on", Date),
    Column("planned_since", Date),
    Column("planned_until", Date),
    Column("short_term_reason", String(40)),
    Column("reviewed", Boolean, nullable=False),
    Column("open_remarks", Boolean, nullable=False),
    Column("to_confirm", Boolean, nullable=False),
    Column("registered_on", Date),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("suspended_on", Date),
    Column("ended_on", Date),
    Column("ground", String(24)),
    Column("sub_ground", String(24)),
    Column("closed_on", Date),
    Column("reports_missing", Integer),
    Column("sealed", Boolean, nullable=False),
    Column("published_on", Date),
    Column("with_names", Boolean),
)
"""``status``: draft | composed | active | suspended | completed | terminated | closed."""

MEMBERS: Final = Table(
    "programme_members",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("acquainted_on", Date),
    Column("left_on", Date),
)

MENTORS: Final = Table(
    "programme_mentors",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("mentor", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("until", Date),
)

AIMS: Final = Table(
    "programme_aims",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("mentee", String(80), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("competency", String(20)),
    Column("state", String(12)),
    Column("state_on", Date),
)
"""Difficulties and strengths of each mentee; only difficulties have a state."""

TRAJECTORIES: Final = Table(
    "programme_trajectories",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("directions", JSON, nullable=False),
    Column("need", Text),
    Column("level", String(12)),
    Column("experience_years", Integer),
    Column("goals", Text),
)

ACTIVITIES: Final = Table(
    "programme_activities",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("direction", String(24), nullable=False),
    Column("section", Integer),
    Column("aims", JSON, nullable=False),
    Column("due_on", Date, index=True),
    Column("responsible", String(12), nullable=False),
    Column("method", Text),
    Column("material", String(80)),
    Column("evidence_planned", Text),
    Column("availability", Text),
    Column("state", String(8), nullable=False),
    Column("done_on", Date),
    Column("done_with", JSON, nullable=False),
    Column("evidence", Text),
    Column("change", String(80)),
)
"""``state``: planned | done | dropped; ``aims``: [mentee, difficulty | strength, number]."""

MEETINGS: Final = Table(
    "programme_meetings",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
)

GOALS: Final = Table(
    "programme_goals",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentee", String(80), nullable=False),
    Column("goal", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("decided_on", Date),
)
"""``state``: open | achieved | missed."""

PROGRESS: Final = Table(
    "programme_progress",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("programme", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentee", String(80), nullable=False),
    Column("competency", String(20)),
    Column("level", Integer),
    Column("words", Text),
    Column("on", Date, nullable=False),
)

NOTES: Final = Table(
    "programme_notes",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("programme", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("by", String(80), nullable=False),
    Column("contributor", String(16)),
    Column("words", Text, nullable=False),
    Column("requests", JSON, nullable=False),
    Column("on", Date, nullable=False),
)
"""What was said of drafts; ``kind``: comment | contribution | pilot | remarks | reviewed."""

CHANGES: Final = Table(
    "programme_changes",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("programme", String(80), nullable=False, index=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("proposed_by", String(80), nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Date),
    Column("forms", JSON),
    Column("adds", JSON, nullable=False),
    Column("drops", JSON, nullable=False),
    Column("new_terms", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("agreed", JSON, nullable=False),
    Column("declined_by", String(80)),
    Column("applied_on", Date),
)
"""``state``: open | declined | applied."""

REQUESTS: Final = Table(
    "termination_requests",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("by", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("requested_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
)

DECISIONS: Final = Table(
    "termination_decisions",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("ground", String(24), nullable=False),
    Column("sub_ground", String(24)),
    Column("confirmed_on", Date, nullable=False),
    Column("insisted_by", String(80)),
    Column("heard_on", Date),
    Column("circumstances", Text),
)

REPORTS: Final = Table(
    "programme_reports",
    TABLES,
    Column("programme", String(80), primary_key=True),
    Column("side", String(8), primary_key=True),
    Column("author", String(80), primary_key=True),
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("state", String(10), nullable=False),
    Column("on", Date, nullable=False),
    Column("waiver_reason", String(24)),
    Column("note", Text),
    Column("fulfilment", Text),
    Column("recommendations", Text),
    Column("process", Text),
    Column("mentor_work", Text),
    Column("evaluation", Text),
    Column("mark", Integer),
)
"""``state``: submitted | waived. The query decides who reads which row, and whether with the evaluation."""


def programme_of(recorded: Recorded) -> str:
    """The programme beside which the aggregate of an event stands."""
    return sister_id(recorded.event.originator_id, "programme")
