"""The processes that solve a problem, as the machine shows them."""

import os
from pathlib import Path


def children(of: int | None = None) -> list[int]:
    """The running processes that solve a problem, started by this process or another one."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == str(of or os.getpid()) and b"match_child" in command and state != "Z":
            found.append(int(place.name))
    return found
