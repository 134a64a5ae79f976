"""Run one peer on one instance in a process of its own; its result is one line of JSON.

``python -m benchmarks.peers.run PEER FILE REPEATS LIMIT`` in the environment of the peer. Times count from
the columns of the instance to the chosen pairs; imports and one run on ten mentees go before.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

from benchmarks.peers import assignments, flows, heuristics
from benchmarks.peers.arena import Arena, Numbers

_ADDRESS_SPACE = 8 * 1024**3
_SMALL = 10

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
    }
)


def measured(
    peer: Callable[[Arena], Numbers], arena: Arena, *, repeats: int, limit: float
) -> dict[str, object]:
    """Return seconds of every run (no new one after the limit), objective, matched mentees, megabytes."""
    peer(arena.first(_SMALL))
    seconds: list[float] = []
    while len(seconds) < repeats and sum(seconds) < limit:
        began = perf_counter()
        found = peer(arena)
        seconds.append(perf_counter() - began)
    matched, points = arena.total(found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "points": points, "matched": matched, "megabytes": memory}


def main() -> None:
    """Run the peer that the arguments name."""
    name, path, repeats, limit = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    arena = Arena.read(Path(path))
    print(json.dumps(measured(PEERS[name], arena, repeats=int(repeats), limit=float(limit))))
    sys.stdout.flush()
    os._exit(0)  # some libraries take longer to leave than to solve


if __name__ == "__main__":
    main()
