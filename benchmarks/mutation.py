"""How many faults would the tests notice? Mutation testing of the aggregates and of the deadlines.

In a copy of the tree mutmut makes every mutant that ``[tool.mutmut]`` of ``pyproject.toml`` asks for, and a
seeded sample of them runs against the tests in memory. Prints the score of each file and the diff of each
mutant that no test noticed. Run it with ``./run mutate``; exit code 1: fewer than 90 % are killed.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SEED: Final = 2026
SAMPLE: Final = 600
WANTED: Final = 90
"""Per cent of the sample that the tests have to kill."""

# mutmut makes all mutants before it runs any, and has no command that only makes them.
FIRST: Final = "service.calendars.calendar.x_weekend__mutmut_1"

KILLED: Final = frozenset({1, 3})
TIMED_OUT: Final = frozenset({24, -24, 36, 152, 255})
SURVIVED: Final = frozenset({0})
UNTESTED: Final = frozenset({5, 33})
"""The exit codes that mutmut keeps of each mutant."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mutant: its name, the file that it changes, and the exit code of its tests."""

    name: str
    file: str
    code: int | None

    @property
    def outcome(self) -> str:
        """What became of it; a mutant that ran too long was noticed too."""
        if self.code in KILLED | TIMED_OUT:
            return "killed"
        if self.code in SURVIVED:
            return "survived"
        return "untested" if self.code in UNTESTED else f"broken ({self.code})"


def copied(folder: Path) -> None:
    """Copy what mutmut needs, so that nothing in the repository changes."""
    for name in ("service", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in the copy and return what it says. Raises ``SystemExit`` where it fails."""
    done = subprocess.run(  # noqa: S603 - our own tool with the names of our own mutants
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"mutmut {arguments[0]} failed:\n{done.stdout[-4000:]}")
    return done.stdout


def mutants(folder: Path) -> Sequence[Mutant]:
    """Return every mutant of the copy by name."""
    made = folder / "mutants"
    found = [
        Mutant(name, meta.relative_to(made).as_posix().removesuffix(".meta"), code)
        for meta in made.rglob("*.meta")
        for name, code in json.loads(meta.read_text())["exit_code_by_key"].items()
    ]
    return sorted(found, key=lambda mutant: mutant.name)


def drawn(names: Sequence[str], *, sample: int, seed: int) -> frozenset[str]:
    """Draw the sample: the same names and the same seed give the same one."""
    return frozenset(random.Random(seed).sample(names, min(sample, len(names))))


def run_sample(folder: Path, *, sample: int, seed: int, jobs: int) -> tuple[int, Sequence[Mutant]]:
    """Make all mutants and run the sample; return how many there are, and the sample with its outcomes."""
    children = ("--max-children", str(jobs))
    said("• making the mutants and running the tests without them")
    mutmut(folder, "run", *children, FIRST)
    names = [mutant.name for mutant in mutants(folder)]
    chosen = drawn(names, sample=sample, seed=seed)
    said(f"• running {len(chosen)} of {len(names)} mutants (seed {seed}, {jobs} at a time)")
    mutmut(folder, "run", *children, *sorted(chosen))
    return len(names), [mutant for mutant in mutants(folder) if mutant.name in chosen]


def table(ran: Iterable[Mutant]) -> Iterable[str]:
    """Tell the outcomes of each file, then of all."""
    by_file: dict[str, Counter[str]] = {}
    for mutant in ran:
        by_file.setdefault(mutant.file, Counter())[mutant.outcome] += 1
    yield "| file | mutants | killed | survived | untested | score |\n|---|---|---|---|---|---|"
    for file, counts in sorted(by_file.items()):
        yield line(file, counts)
    yield line("all", sum(by_file.values(), Counter()))


def line(name: str, counts: Mapping[str, int]) -> str:
    """Tell the outcomes of one file."""
    total, killed = sum(counts.values()), counts["killed"]
    cells = (name, total, killed, counts["survived"], counts["untested"], f"{100 * killed / total:.1f} %")
    return "| " + " | ".join(map(str, cells)) + " |"


def said(text: str) -> None:
    """Tell the progress beside the result."""
    print(text, file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run mutate", description="Mutation testing, a seeded sample.")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many mutants (default %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the sample (default %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    return parser.parse_args()


def main() -> int:
    """Run the sample in a copy and print what came of it."""
    chosen = options()
    with tempfile.TemporaryDirectory(prefix="mutation-") as place:
        folder = Path(place)
        copied(folder)
        made, ran = run_sample(folder, sample=chosen.sample, seed=chosen.seed, jobs=chosen.jobs)
        alive = [mutant for mutant in ran if mutant.outcome != "killed"]
        shown = [mutmut(folder, "show", mutant.name) for mutant in alive if mutant.outcome == "survived"]
    score = 100 * (len(ran) - len(alive)) / len(ran)
    print("\n".join(table(ran)))
    print("\n".join(f"{mutant.outcome}: {mutant.name}" for mutant in alive))
    print("\n".join(shown))
    print(f"{score:.1f} % of {len(ran)} mutants out of {made} killed, seed {chosen.seed}; wanted: {WANTED} %")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
