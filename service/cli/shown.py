"""Which run was shown last where that is not the newest: questions without a number are about it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from service.settings import Settings

_FILE: Final = "shown.json"
"""A mark of this machine in the folder of the data; nothing rests on it, and it may be removed."""

Row = Mapping[str, Any]


class _Shown(msgspec.Struct, frozen=True):
    """A run that was shown, and the newest at that time: whatever came since is newer news."""

    run: str
    newest: str


def note_shown(settings: Settings, runs: Sequence[Row], *, institution: str, run: str) -> None:
    """Note that a run was shown; ``runs`` are those of its institution, the newest first."""
    path = settings.data / _FILE
    noted = {**_noted(path), institution: _Shown(run=run, newest=runs[0]["id"])}
    partial = path.with_suffix(".part")
    partial.write_bytes(msgspec.json.encode(noted))
    partial.replace(path)


def last_shown(settings: Settings, runs: Sequence[Row], *, institution: str) -> str | None:
    """The run that was shown or made last; ``None`` where there is none."""
    noted = _noted(settings.data / _FILE).get(institution)
    newest = runs[0]["id"] if runs else None
    known = noted is not None and noted.newest == newest and any(row["id"] == noted.run for row in runs)
    return noted.run if noted is not None and known else newest


def _noted(path: Path) -> Mapping[str, _Shown]:
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, _Shown])
    except msgspec.DecodeError:
        return {}  # a mark that nobody can read marks nothing
