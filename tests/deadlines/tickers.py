"""Another worker of a tick test: ``python -m tests.deadlines.tickers FOLDER DATABASE MAIL``.

It opens the service, says that it is ready, waits for a line, ticks, and prints what it did as JSON.
"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from service.commands.runtime import Runtime
from service.commands.tick import tick
from service.settings import Settings

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def main(folder: str, database: str, mail: str) -> None:
    """Tick once, together with the others."""
    settings = Settings(
        data=Path(folder), database=database or None, mail=mail, mail_from="nastavnik@school.example"
    )
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        print("ready", flush=True)  # noqa: T201 - the protocol of this program
        sys.stdin.readline()
        print(json.dumps(asdict(tick(runtime))), flush=True)  # noqa: T201 - see above


if __name__ == "__main__":
    main(*sys.argv[1:])
