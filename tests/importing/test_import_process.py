"""The process that parses a workbook has little memory and time, and knows no secret."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from service.importing import child, process
from service.importing.faults import UnreadableWorkbook
from service.importing.process import read_sheets
from tests.importing.books import banks_book, member_of, with_member

GOOD = banks_book()
SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
SLOW = with_member(GOOD, SHEET, member_of(GOOD, SHEET).replace(b"</sheetData>", FAR))
"""A workbook that keeps the child busy for a second or two: long enough to be looked at."""


def children() -> list[Path]:
    """Find the running processes that this one started to parse a workbook."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == str(os.getpid()) and b"service.importing.child" in command:
            found.append(place)
    return found


def limits_of(place: Path) -> dict[str, tuple[str, str]]:
    """Give soft and hard limit of a process by name."""
    lines = (place / "limits").read_text().splitlines()[1:]
    return {line[:26].strip(): (line[26:47].strip(), line[47:68].strip()) for line in lines}


def refused(content: bytes) -> str:
    """Give the rule by which a file is refused."""
    with pytest.raises(UnreadableWorkbook) as refusal:
        read_sheets(content)
    return refusal.value.rule


def test_the_child_is_limited_and_has_no_secrets_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASTAVNIK_MASTER_KEY", "a-secret-of-the-service")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:password@example.org")
    reading = threading.Thread(target=read_sheets, args=(SLOW,))
    limits: dict[str, tuple[str, str]] = {}
    environment = b""
    reading.start()
    try:
        while reading.is_alive() and limits.get("Max file size") != ("0", "0"):
            for place in children():
                environment, limits = (place / "environ").read_bytes(), limits_of(place)
            time.sleep(0.005)
    finally:
        reading.join()

    memory, seconds = str(child.MEMORY), str(child.SECONDS)
    assert limits["Max address space"] == (memory, memory)
    assert limits["Max cpu time"] == (seconds, seconds)
    assert limits["Max file size"] == ("0", "0")
    assert limits["Max core file size"] == ("0", "0")
    names = {entry.partition(b"=")[0].decode() for entry in environment.split(b"\0") if entry}
    assert names == {"PYTHONUTF8", "OPENBLAS_NUM_THREADS"}
    assert (child.MEMORY, child.SECONDS) == (512 * 1024 * 1024, 20)


def test_a_file_that_needs_more_memory_is_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    tight = "import service.importing.child as child; child.MEMORY = 24 * 2**20; child.main()"
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", tight))

    assert refused(GOOD) == "too_heavy"


def test_a_file_that_needs_more_processor_time_is_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    short = "import service.importing.child as child; child.SECONDS = 1; child.main()"
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", short))
    empty = b"".join(b'<row r="%d"/>' % row for row in range(3, 1_000_000))
    content = with_member(
        GOOD, SHEET, member_of(GOOD, SHEET).replace(b"</sheetData>", empty + b"</sheetData>")
    )

    started = time.monotonic()
    assert refused(content) == "too_heavy"
    assert time.monotonic() - started < 30  # far below the wall time, so it was the processor time


def test_a_file_that_takes_too_long_is_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL_SECONDS", 0.05)

    assert refused(SLOW) == "too_heavy"
    assert children() == []


def test_nothing_is_written_beside_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert [sheet.title for sheet in read_sheets(GOOD)] == ["База наставников", "База наставляемых"]

    assert list(tmp_path.iterdir()) == []
