"""Run one peer on one instance in a process of its own; its result is one line of JSON.

``python -m benchmarks.peers.run PEER FILE REPEATS LIMIT`` in the environment of the peer. Times count from
the columns of the instance to the chosen pairs; imports and one run on ten mentees go before. It is the time
of the processor, which other work on the machine stretches less than that of the clock.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from threading import Thread, stack_size
from types import MappingProxyType

from benchmarks.peers import assignments, flows, heuristics
from benchmarks.peers.arena import Arena, Numbers
from benchmarks.peers.clock import seconds_of

_ADDRESS_SPACE = 8 * 1024**3
_STARTING = 10
"""Seconds of the processor for imports, reading and warming up."""

_STACK = 512 * 1024**2
_SMALL = 10


def _ours(arena: Arena) -> Numbers:
    found: Numbers = import_module("benchmarks.ours").from_columns(arena)
    return found


PEERS: Mapping[str, Callable[[Arena], Numbers]] = MappingProxyType(
    {
        "OR-Tools flow, arrays": flows.ortools_flow,
        "OR-Tools flow, arc by arc": flows.ortools_loop,
        "scipy sparse": assignments.scipy_sparse,
        "scipy dense": assignments.scipy_dense,
        "kwok": assignments.kwok,
        "lapx": assignments.lapx,
        "POT": assignments.pot,
        "HiGHS LP": flows.highs,
        "munkres": assignments.munkres,
        "igraph": assignments.igraph,
        "rustworkx": assignments.rustworkx,
        "networkx simplex": flows.networkx_simplex,
        "networkx blossom": assignments.networkx_blossom,
        "CP-SAT": flows.cp_sat,
        "matching (stable)": heuristics.matching,
        "algmatch (stable)": heuristics.algmatch,
        "mentor-match": heuristics.mentor_match,
        "greedy": heuristics.greedy,
        "ours, built and solved": _ours,
    }
)


def measured(
    peer: Callable[[Arena], Numbers], arena: Arena, *, repeats: int, limit: float
) -> dict[str, object]:
    """Return seconds of every run (no new one after half of the limit), points, matched, megabytes."""
    peer(arena.first(_SMALL))
    seconds, found = list[float](), list[Numbers]()
    while len(seconds) < repeats and 2 * sum(seconds) < limit:
        seconds.append(seconds_of(lambda: found.append(peer(arena))))
    matched, points = arena.total(found[-1])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "points": points, "matched": matched, "megabytes": memory}


def main() -> None:
    """Run the peer that the arguments name."""
    name, path, repeats, limit = sys.argv[1:]
    seconds = int(float(limit)) + _STARTING
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    arena = Arena.read(Path(path))

    def work() -> None:
        found = measured(PEERS[name], arena, repeats=int(repeats), limit=float(limit))
        print(json.dumps(found), flush=True)
        os._exit(0)  # some libraries take longer to leave than to solve

    stack_size(_STACK)  # some peers copy their players one inside the other
    sys.setrecursionlimit(1_000_000)
    deep = Thread(target=work)
    deep.start()
    deep.join()
    raise SystemExit(1)


if __name__ == "__main__":
    main()
