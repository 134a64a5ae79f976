"""Starting the limited process that parses a workbook."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

import service
from service.importing.container import check_size
from service.importing.faults import UnreadableWorkbook
from service.importing.sheets import Answer, Sheet

WALL_SECONDS: Final = 60
"""The child has 20 seconds of processor time; more wall time only helps on a busy machine."""

_HOME: Final = str(Path(service.__file__).parents[1])
_ENVIRONMENT: Final = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
_COMMAND: Final = (sys.executable, "-s", "-B", "-m", "service.importing.child")


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Parse a workbook in a child process without secrets, with 512 MB and 20 seconds.

    Raises ``UnreadableWorkbook`` with the rule that the file breaks.
    """
    check_size(content)
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file goes in as bytes, not as an argument
            _COMMAND,
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            cwd=_HOME,
            env=_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as fault:
        raise UnreadableWorkbook("too_heavy") from fault
    if done.returncode != 0:
        raise UnreadableWorkbook("too_heavy")
    return _sheets(done.stdout)


def _sheets(output: bytes) -> tuple[Sheet, ...]:
    found = msgspec.json.decode(output, type=Answer)
    if found.broken is not None:
        raise UnreadableWorkbook(found.broken)
    if any(sheet.too_many_rows for sheet in found.sheets):
        raise UnreadableWorkbook("too_many_rows")
    return found.sheets
