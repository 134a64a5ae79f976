"""Environments of the peers: which peer lives where, and making those that are missing.

Some peers clash (two are called ``matching``, highspy and ortools bring the same library), one is under the
GPL. So they get environments of their own under a folder that the user names; nothing else needs them.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_PINS = Path(__file__).parent / "peers"

OWN = "own"
"""The environment in which the benchmark itself runs: that of the tests."""

OURS = "ours, built and solved"
"""Ours from the columns of the peers, each in a process of its own, so that their memory can be compared."""

HOMES: Mapping[str, str] = MappingProxyType(
    {
        "OR-Tools flow, arrays": OWN,
        "OR-Tools flow, arc by arc": OWN,
        "scipy sparse": "plain",
        "scipy dense": "plain",
        "kwok": "plain",
        "lapx": "plain",
        "POT": "plain",
        "HiGHS LP": "highspy",
        "munkres": "plain",
        "igraph": "igraph",
        "rustworkx": "plain",
        "networkx simplex": OWN,
        "networkx blossom": OWN,
        "CP-SAT": OWN,
        "matching (stable)": "matching",
        "algmatch (stable)": "plain",
        "mentor-match": "mentor-match",
        "greedy": OWN,
    }
)


def interpreter(peer: str, folder: Path) -> Path:
    """Return the Python of the environment in which a peer lives, whether it is there or not."""
    home = HOMES.get(peer, OWN)
    return Path(sys.executable) if home == OWN else folder / home / "bin" / "python"


def make_missing(folder: Path) -> None:
    """Make every environment that is not there, with the pinned versions of ``peers/*.txt``."""
    for pins in sorted(_PINS.glob("*.txt")):
        place = folder / pins.stem
        if (place / "complete").exists():
            continue
        print(f"making {place}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)  # noqa: S603 - our own words
        python = str(place / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(pins)]
        subprocess.run(install, check=True)  # noqa: S603 - our own words
        (place / "complete").touch()
