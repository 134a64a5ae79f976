"""The targets of the matcher: what was asked, what was measured, met or missed. Ratios of one run alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGE = ("muni", "region", "country")
NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Target:
    """One target at one size; ``met`` is None where something was not measured."""

    name: str
    asked: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        """Say it in a word."""
        return {True: "met", False: "**missed**", None: NOT_MEASURED}[self.met]


def at_most(name: str, measured: float | None, limit: float, unit: str = "×") -> Target:
    """Return a target that asks for at most ``limit``."""
    if measured is None:
        return Target(name, f"≤ {limit:g} {unit}", "", None)
    return Target(name, f"≤ {limit:g} {unit}", f"{measured:.4g} {unit}", measured <= limit)


def at_least(name: str, measured: float | None, limit: float, unit: str = "×") -> Target:
    """Return a target that asks for at least ``limit``."""
    if measured is None:
        return Target(name, f"≥ {limit:g} {unit}", "", None)
    return Target(name, f"≥ {limit:g} {unit}", f"{measured:.4g} {unit}", measured >= limit)


def checked(results: dict[str, Any]) -> Iterator[Target]:
    """Yield the targets of all measured sizes."""
    for size, found in results.items():
        yield from _speed(size, found)
        yield from _against(size, found)
        yield from _best(size, found)
        yield from _goals(size, found)
        if "features" in found:
            yield from _features(size, found["features"])


def _peer(found: dict[str, Any], name: str) -> float | None:
    seconds: float | None = found["peers"].get(name, {}).get("seconds")
    return seconds


def _ratio(found: dict[str, Any], name: str) -> float | None:
    """Return how much longer a peer took; of one that was stopped, how much longer at least."""
    seconds, note = _peer(found, name), found["peers"].get(name, {}).get("note", "")
    if seconds is None and note.startswith(">"):
        seconds = float(note.split()[1])
    return None if seconds is None else seconds / found["ours"]["seconds"]["raw"]


def _speed(size: str, found: dict[str, Any]) -> Iterator[Target]:
    """P1: beside the fastest raw solver; the fastest run interleaved with ours."""
    own = found["ours"]["seconds"]
    fastest = min(seconds for name, seconds in own.items() if name.startswith("peer: "))
    limit = 1.2 if size in LARGE else 2.0
    yield at_most(f"P1 {size}: build and solve beside the fastest raw solver", own["raw"] / fastest, limit)
    whole = (own["candidates"] + own["proven"]) / fastest
    yield at_most(f"{size}: with finding the pairs and the certificate", whole, 2.5)


def _against(size: str, found: dict[str, Any]) -> Iterator[Target]:
    """P2, P3: against programs that mentoring programmes use, and dense solvers."""
    if size == "muni":
        yield at_least("P2 muni: faster than `matching`", _ratio(found, "matching (stable)"), 50)
        yield at_least("P2 muni: faster than networkx simplex", _ratio(found, "networkx simplex"), 100)
    if size == "college":
        yield at_least("P2 college: faster than networkx blossom", _ratio(found, "networkx blossom"), 500)
        yield at_least("P2 college: faster than mentor-match", _ratio(found, "mentor-match"), 300)
    if size == "region":
        yield at_least("P3 region: faster than scipy dense", _ratio(found, "scipy dense"), 10)
        dense = found["peers"].get("scipy dense", {}).get("megabytes") or None
        for told, held in (
            ("", found["built"]["megabytes"]),
            (", finding the pairs too", found["ours"]["megabytes"]),
        ):
            share = None if dense is None else dense / held
            yield at_least(f"P3 region: less memory than scipy dense{told}", share, 8)


def _best(size: str, found: dict[str, Any]) -> Iterator[Target]:
    """P4: nobody finds more points, and ours are proven."""
    own = found["ours"]
    above = [name for name, row in found["peers"].items() if row["seconds"] and row["points"] > own["points"]]
    told = f"proven: {'yes' if own['proven'] else 'no'}, peers above: {', '.join(above) or 'none'}"
    yield Target(f"P4 {size}: objective", "gap 0, no peer above", told, own["proven"] and not above)


def _goals(size: str, found: dict[str, Any]) -> Iterator[Target]:
    """P5, P6: all goals beside one plain flow; candidates beside the first goals."""
    own = found["ours"]["seconds"]
    if size in LARGE:
        ratio = own["all goals"] / own["raw"]
        yield at_most(f"P5 {size}: all six goals, proven, beside one plain flow", ratio, 2.5)
    if size in {"region", "country"}:
        share = own["candidates"] / own["two goals"]
        yield at_most(f"P6 {size}: candidates beside the goals up to the fit", share, 1.0)
    if size == "country":
        yield at_most("P6 country: memory", found["ours"]["megabytes"], 614, "MB")


def _features(size: str, found: dict[str, Any]) -> Iterator[Target]:
    flow, groups = found["flow"], found["groups"]
    yield from _groups(size, groups)
    if "groups of 250" in found:
        quarter = found["groups of 250"]
        proven = quarter["status"] == "optimal"
        told = f"{quarter['seconds']:.2f} s, {quarter['status']}, {quarter['groups']} groups"
        asked = "proven in 5 s"
        yield Target("P8: groups of 250 mentees", asked, told, proven and quarter["seconds"] <= 5)
    if size in {"region", "country"}:
        share, alone = (found["loops"][name] / found["candidates"] for name in ("all", "competencies"))
        told = f"{share:.4g} × (loops for competencies alone: {alone:.4g} ×)"
        right = share >= 100 and found["loops"]["same"]
        yield Target(f"P6 {size}: candidates beside loops, scaled up", "≥ 100 ×, the same pairs", told, right)
    if "build" in found:
        built = found["build"]
        told = f"P9 {size}: CP-SAT model by protocol buffer beside operators ({built['variables']} variables)"
        yield at_least(told, built["operators"] / built["proto"], 6)
    if "curve" in found:
        (strict, matched, _), (tolerant, still, _) = found["curve"]
        told = f"{strict} → {tolerant}, matched {matched} → {still}"
        enough = tolerant <= 0.7 * strict and still == matched
        yield Target(f"P10 {size}: blocking pairs at 2 %", "30 % fewer, nobody lost", told, enough)
    explain, repair = found["explain"], found["repair"]
    hall, other = (0.1, 0.3) if size in {"school", "college", "muni"} else (0.02, 0.15)
    if size in LARGE:
        yield at_most(f"P11 {size}: Hall sets of all beside one flow", explain["hall"] / flow, hall)
        told_other = explain["alternatives"] / flow
        yield at_most(f"P11 {size}: alternatives of one mentee beside one flow", told_other, other)
    if size in LARGE:
        for name, told, limit in (("repair", "a repair", 1.0), ("frozen", "a frozen repair", 0.03)):
            share = repair[f"{name}, solved"] / flow
            yield at_most(f"P12 {size}: solving {told} beside one flow", share, limit)
    yield at_most(f"P12 {size}: pairs changed when a mentor leaves", repair["repair, changed"], 10, "pairs")
    lost = repair["matched anew"] - repair["repair, matched"]
    yield at_most(f"P12 {size}: mentees lost by the repair", lost, 0, "mentees")
    if "same bytes" in found:
        same = found["same bytes"]
        yield Target(f"P13 {size}: same bytes again and shuffled", "yes", "yes" if same else "no", same)


def _groups(size: str, found: dict[str, Any]) -> Iterator[Target]:
    """P7, P8: how far groups may be from the best, and how long they may take."""
    limits = {"muni": (0.0, 0.3), "region": (0.2, 0.6), "country": (0.3, 0.5)}
    if size not in limits:
        return
    for name, limit in zip(("matched", "fit"), limits[size], strict=True):
        value, bound = found["goals"][name]
        gap = 100 * (bound - value) / max(bound, 1)
        yield at_most(f"P7/P8 {size}: groups, gap of {name} ({value} of {bound})", gap, limit, "%")
    if "solved" in found:
        added = found["solved"] - found["plain"]
        yield at_most(
            f"P7 {size}: what groups add beside the goals up to the fit", added / found["plain"], 6, "×"
        )
