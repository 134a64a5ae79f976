"""Seconds of the processor, however coarse its clock: what is short is done again and again."""

from collections.abc import Callable
from math import ceil
from time import perf_counter, process_time

_ENOUGH = 0.2
"""Seconds after which a tick of the clock (some milliseconds) does not matter."""


def seconds_of(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that the work takes once; short work is done several times."""
    began, by_wall = process_time(), perf_counter()
    work()
    once, wall = process_time() - began, perf_counter() - by_wall
    if wall >= _ENOUGH:
        return once
    times = min(ceil(_ENOUGH / max(wall, 1e-6)), 10_000)
    began = process_time()
    for _ in range(times):
        work()
    return (process_time() - began) / times
