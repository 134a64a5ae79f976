"""The tables of pairs and groups: what was agreed, members, consents, who led when, other acts."""

from typing import Final

from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, Text

from service.projections.erasing import owner

TABLES: Final = MetaData()

GROUNDS: Final = ("goal", "difficulties", "request", "staff")
"""The four grounds of the form, each a text of its own (R-065)."""

PAIRS: Final = Table(
    "pairs",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("mentor", String(80), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("group", Boolean, nullable=False),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("topic_words", Text),
    owner("topic_words"),
    *(column for name in GROUNDS for column in (Column(name, Text), owner(name))),
    Column("since", Date, nullable=False),
    Column("to", Date),
    Column("level_reason", String(40)),
    Column("regulation_version", Integer, nullable=False),
    Column("round", String(80)),
    Column("reverse_of", String(80)),
    Column("direction", String(20)),
    Column("countersigned_by", String(80)),
    Column("agreement", String(80)),
    Column("agreed_on", Date, nullable=False),
    Column("order_id", String(80)),
    Column("order_number", Text),
    Column("order_on", Date),
    Column("appointed_on", Date),
    Column("rejected_on", Date),
    Column("reject_reason", Text),
    owner("reject_reason"),
    Column("replacing_since", Date),
    Column("replacement_reason", String(40)),
    Column("candidate", String(80)),
    Column("ended_on", Date),
    Column("ground", String(40)),
)
"""``state``: agreed (waits for the order) | approved | rejected | ended | given_up."""

MEMBERS: Final = Table(
    "pair_members",
    TABLES,
    Column("pair", String(80), primary_key=True),
    Column("mentee", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("since", Date),
    Column("left_on", Date),
)
"""``state``: member | joining (waits for the order) | left | given_up."""

CONSENTS: Final = Table(
    "pair_consents",
    TABLES,
    Column("pair", String(80), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("entry", String(80), primary_key=True),
    Column("mentor", String(80), primary_key=True),
    Column("signed_on", Date, nullable=False),
    Column("source", String(20), nullable=False),
    Column("withdrawn_on", Date),
)
"""``kind``: duties | appointment | mentee; ``mentor`` is whom a mentee's consent is about, else the entry."""

MENTORS: Final = Table(
    "pair_mentors",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("pair", String(80), nullable=False, index=True),
    Column("mentor", String(80), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("order_id", String(80), nullable=False),
)
"""Who led a pair from when to when; ``until`` is the day of the change."""

ACTS: Final = Table(
    "pair_acts",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("pair", String(80), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("mentor", String(80), nullable=False),
    Column("local_act", String(80)),
)
"""Other acts of appointment than the order (002 §3.7[3])."""
