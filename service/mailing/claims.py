"""Claims: of several processes that could send a letter, one does.

A claim is a row that only one process can insert. Who dies between claim and sending leaves a claim that
grows old; after ``LEASE`` another process takes it over. The letter of a process that died after the server
took it and before that was recorded goes out a second time, under the same Message-ID: mail has no
transaction with our log, and a lost notice is worse than a double one.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, DateTime, Engine, MetaData, String, Table, delete, insert, update
from sqlalchemy.exc import IntegrityError

TABLES: Final = MetaData()

_CLAIMS: Final = Table(
    "mail_claims",
    TABLES,
    Column("letter", String(200), primary_key=True),
    Column("claimed_at", DateTime(timezone=True), nullable=False),
)

LEASE: Final = timedelta(minutes=10)


def migrate_claims(engine: Engine) -> None:
    """Create the table of claims."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        TABLES.create_all(connection)


def claim(engine: Engine, letter: str, *, now: datetime) -> bool:
    """Tell whether this process may send the letter; one process gets a yes."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(insert(_CLAIMS), [{"letter": letter, "claimed_at": now}])
    except IntegrityError:
        return _take_over(engine, letter, now=now)
    return True


def give_back(engine: Engine, letter: str) -> None:
    """Let go of a letter that could not be sent, so that the next try may."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(delete(_CLAIMS).where(_CLAIMS.c.letter == letter))


def _take_over(engine: Engine, letter: str, *, now: datetime) -> bool:
    """Take over a claim whose holder died; the comparison with the old time lets one process win."""
    stale = (_CLAIMS.c.letter == letter) & (_CLAIMS.c.claimed_at < now - LEASE)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        return bool(connection.execute(update(_CLAIMS).where(stale).values(claimed_at=now)).rowcount)
