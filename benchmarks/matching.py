"""Our matcher against other programs on the same possible pairs, from a school to a country.

    PYTHONPATH=. python benchmarks/matching.py --environments FOLDER [--make] [--sizes school college muni]

Everybody gets the same columns (mentee, mentor, points, places) and looks for the most points; each runs in
a process of its own with a limit of time and one thread. Ratios matter, not seconds. ``--make`` makes the
environments of the peers under FOLDER first; without it, peers that are not there are named as missing.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.environments import HOMES, OURS, interpreter, make_missing
from benchmarks.instances import SIZES
from benchmarks.targets import checked

_ROOT = Path(__file__).parents[1]
_PATIENCE = 12
"""How many times longer than its limit of processor time a peer may take by the clock."""

_NOT_RUN = "not run:"

_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
_ENVIRONMENT = {**_ONE_THREAD, "PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``note`` says why there are no numbers."""

    name: str
    seconds: float | None = None
    points: int = 0
    matched: int = 0
    megabytes: int = 0
    note: str = ""


def ours(size: str, *, seed: int, repeats: int, file: Path) -> dict[str, Any]:
    """Measure our matcher and write the possible pairs for the peers."""
    command = [sys.executable, "-m", "benchmarks.ours", size, str(seed), str(repeats), str(file)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=_ROOT, env=_ENVIRONMENT)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def peer(name: str, *, options: argparse.Namespace, file: Path) -> Row:
    """Measure one peer in its environment."""
    python, limit = interpreter(name, options.environments), options.limit
    if not python.exists():
        return Row(name, note="not installed")
    command = [str(python), "-m", "benchmarks.peers.run", name, str(file), str(options.repeats), str(limit)]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command,
            capture_output=True,
            check=False,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            timeout=_PATIENCE * limit,
        )
    except subprocess.TimeoutExpired:
        return Row(name, note=f"> {limit:g} s")
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Row(name, note=f"> {limit:g} s")
    if done.returncode:
        return Row(name, note=_reason(done.stderr.decode(errors="replace")))
    found = json.loads(done.stdout.splitlines()[-1])
    seconds = median(found.pop("seconds"))
    if seconds > limit:
        return Row(name, note=f"> {limit:g} s")
    return Row(name, seconds=seconds, **found)


def _reason(words: str) -> str:
    last = words.strip().splitlines()[-1] if words.strip() else "crashed"
    if "MemoryError" in words or "allocate" in words or "bad_alloc" in words:
        return "memory"
    return "not installed" if "ModuleNotFoundError" in last else last[:60]


def measure(size: str, *, options: argparse.Namespace, smaller: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Measure one size: ours, what goes beyond, and all peers that may be ready in time."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "pairs.npz"
        found: dict[str, Any] = {"load": [round(load, 1) for load in os.getloadavg()]}
        found["ours"] = ours(size, seed=options.seed, repeats=options.repeats, file=file)
        found["built"] = asdict(_told(peer(OURS, options=options, file=file)))
        late = _late(smaller, pairs=found["ours"]["pairs"], limit=options.limit)
        found["peers"] = {
            name: asdict(
                _told(Row(name, note=late[name]) if name in late else peer(name, options=options, file=file))
            )
            for name in options.peers or HOMES
        }
    if options.features:
        found["features"] = features(size, seed=options.seed)
    found["load after"] = [round(load, 1) for load in os.getloadavg()]
    return found


def _late(smaller: Sequence[dict[str, Any]], *, pairs: int, limit: float) -> dict[str, str]:
    """Return why peers are not run: too slow before, or now if a pair takes as long as at a smaller size."""
    late: dict[str, str] = {}
    for found in smaller:
        times = pairs / found["ours"]["pairs"]
        for name, row in found["peers"].items():
            if row["note"][:1] == ">" or row["note"].startswith(_NOT_RUN):
                late[name] = f"{_NOT_RUN} too slow at a smaller size"
            elif row["seconds"] and row["seconds"] * times > limit:
                late[name] = f"{_NOT_RUN} {row['seconds'] * times:.0f} s if each pair takes as long as before"
    return late


def features(size: str, *, seed: int) -> dict[str, Any]:
    """Measure explanations, repair, tolerance and groups."""
    command = [sys.executable, "-m", "benchmarks.features", size, str(seed)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=_ROOT, env=_ENVIRONMENT)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _told(row: Row) -> Row:
    shown = row.note or f"{row.seconds:.4f} s, {row.points} points"
    print(f"  {row.name}: {shown}", file=sys.stderr, flush=True)
    return row


def table(size: str, found: dict[str, Any]) -> Iterator[str]:
    """Yield the table of a size, the fastest first."""
    own, peers = found["ours"], found["peers"]
    yield f"\n### {size}: {_counts(size)}, {own['pairs']} possible pairs; load {found['load'][0]}\n"
    yield "| program | seconds | ratio to ours | points | matched | MB |\n|---|---|---|---|---|---|"
    rows = [
        Row(f"**{OURS}**", own["seconds"]["raw"], own["points"], own["matched"], found["built"]["megabytes"])
    ]
    rows.append(Row("ours, proven, ties broken", own["seconds"]["proven"], own["points"], own["matched"]))
    everything = own["seconds"]["candidates"] + own["seconds"]["proven"]
    rows.append(
        Row("ours, with finding the pairs", everything, own["points"], own["matched"], own["megabytes"])
    )
    rows += [Row(**row) for row in peers.values()]
    for row in sorted(rows, key=lambda row: (row.seconds is None, row.seconds or 0, row.note)):
        yield _line(row, unit=own["seconds"]["raw"], best=own["points"])


def _line(row: Row, *, unit: float, best: int) -> str:
    if row.seconds is None:
        return f"| {row.name} | {row.note} | | | | |"
    points = "the same" if row.points == best else f"{row.points / best:.4f} of ours"
    ratio, memory = _short(row.seconds / unit), row.megabytes or ""
    return f"| {row.name} | {row.seconds:.3g} | {ratio} | {points} | {row.matched} | {memory} |"


def _short(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:.0f}"


def _counts(size: str) -> str:
    return f"{SIZES[size].mentors:,} mentors, {SIZES[size].mentees:,} mentees"


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--environments", type=Path, default=Path("environments"))
    parser.add_argument("--make", action="store_true", help="make the environments that are missing")
    parser.add_argument("--sizes", nargs="*", choices=list(SIZES), default=["school", "college", "muni"])
    parser.add_argument("--peers", nargs="*", choices=list(HOMES))
    parser.add_argument("--no-features", dest="features", action="store_false")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--limit", type=float, default=25.0, help="seconds for one peer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="a file of results; sizes in it that are not asked for stay"
    )
    return parser.parse_args(words)


def main() -> None:
    """Measure, print the tables and the targets."""
    options = arguments(sys.argv[1:])
    if options.make:
        make_missing(options.environments)
    results: dict[str, Any] = {}
    if options.keep and options.keep.exists():
        results = json.loads(options.keep.read_text())
    for size in options.sizes:
        print(size, file=sys.stderr, flush=True)
        smaller = [results[name] for name in list(SIZES)[: list(SIZES).index(size)] if name in results]
        results[size] = measure(size, options=options, smaller=smaller)
        if options.keep:
            options.keep.write_text(json.dumps(results, indent=1))
    for size in (name for name in SIZES if name in results):
        print("\n".join(table(size, results[size])))
    print("\n### Targets\n\n| target | asked | measured | |\n|---|---|---|---|")
    for target in checked(results):
        print(f"| {target.name} | {target.asked} | {target.measured} | {target.verdict} |")


if __name__ == "__main__":
    main()
