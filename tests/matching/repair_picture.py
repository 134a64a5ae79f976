"""The picture of a repair in docs/matching.md: an assignment before and after a mentor leaves.

``python -m tests.matching.repair_picture`` draws it anew from a solved problem.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from service.matching.formats.problem import Pair, Problem
from service.matching.pricing.repair import Repair, repair, without_mentor
from service.matching.propose import propose
from tests.matching.instances import mentee, mentor, problem

PICTURE: Final = Path(__file__).parents[2] / "docs" / "images" / "repair.svg"
LEAVES: Final = "M3"

WIDTH, ROW, TOP, PANEL = 980, 34, 64, 490
LEFT, RIGHT = 90, 380
INK, SOFT, KEPT, CHANGED = "#182433", "#4b5b6f", "#7d93ad", "#b3261e"

CAN: Final = {
    "A": {"M1": 3, "M2": 1}, "B": {"M1": 2, "M3": 3}, "C": {"M2": 3, "M1": 1}, "D": {"M2": 2, "M4": 3},
    "E": {"M3": 3, "M2": 2}, "F": {"M3": 2, "M4": 1}, "G": {"M4": 3, "M5": 1}, "H": {"M5": 3, "M6": 1},
    "I": {"M5": 2, "M6": 3}, "J": {"M6": 2, "M1": 1},
}  # fmt: skip
"""Who could help whom, with the level of the requested competency."""


def banks() -> Problem:
    """Ten mentees, six mentors with two places each; a request of one's own for everybody."""
    mentors = sorted({name for row in CAN.values() for name in row})
    levels = {m: {e.lower(): row[m] for e, row in CAN.items() if m in row} for m in mentors}
    return problem(
        [mentor(name, capacity=2, competencies=levels[name]) for name in mentors],
        [mentee(name, request={name.lower(): 1}) for name in CAN],
    )


def repaired() -> tuple[Problem, tuple[Pair, ...], Repair]:
    """The banks, the pairs before, and the repair after a mentor has left."""
    before = banks()
    pairs = tuple(pair.people() for pair in propose(before).pairs)
    return before, pairs, repair(without_mentor(before, LEAVES), pairs=pairs)


def drawn() -> str:
    """The whole picture as SVG."""
    before, pairs, result = repaired()
    after = tuple(pair.people() for pair in result.proposal.pairs)
    gone = {pair.key for pair in pairs} - {pair.key for pair in after}
    new = {pair.key for pair in after} - {pair.key for pair in pairs}
    height = TOP + ROW * len(before.mentees) + 10
    assert result.proof is not None
    told = (
        f"After: {LEAVES} has left, {result.proof.kept} of {len(pairs) - result.proof.gone} other pairs stay"
    )
    parts = [
        *_panel(before, pairs, marked=gone, title="Before", shift=0, gone=None),
        *_panel(before, after, marked=new, title=told, shift=PANEL, gone=LEAVES),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="14">'
        f'<title>An assignment before and after a repair</title><rect width="{WIDTH}" height="{height}" '
        f'fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _panel(
    asked: Problem,
    pairs: Sequence[Pair],
    *,
    marked: Iterable[tuple[str, str]],
    title: str,
    shift: int,
    gone: str | None,
) -> Iterator[str]:
    left = {person.id: TOP + ROW * n + ROW // 2 for n, person in enumerate(asked.mentees)}
    step = ROW * len(asked.mentees) / len(asked.mentors)
    right = {person.id: int(TOP + step * (n + 0.5)) for n, person in enumerate(asked.mentors)}
    yield _text(shift + LEFT - 20, 24, title, weight="600")
    yield _text(shift + LEFT, 48, "mentees", anchor="middle", color=SOFT)
    yield _text(shift + RIGHT, 48, "mentors", anchor="middle", color=SOFT)
    changed = set(marked)
    for pair in pairs:
        y1, y2 = left[pair.mentee], right[pair.mentor]
        x1, x2, bend = shift + LEFT + 10, shift + RIGHT - 10, shift + (LEFT + RIGHT) // 2
        style = f'stroke="{CHANGED}" stroke-dasharray="6 4"' if pair.key in changed else f'stroke="{KEPT}"'
        yield (
            f'<path d="M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}" stroke-width="2.4" fill="none" {style}/>'
        )
    for name, y in left.items():
        yield f'<circle cx="{shift + LEFT}" cy="{y}" r="6" fill="#1f5fa8"/>'
        yield _text(shift + LEFT - 16, y + 5, name, anchor="end")
    for name, y in right.items():
        fill = "#fff" if name == gone else "#1d6b3a"
        edge = CHANGED if name == gone else "#1d6b3a"
        yield (
            f'<rect x="{shift + RIGHT - 7}" y="{y - 7}" width="14" height="14" rx="3" fill="{fill}" '
            f'stroke="{edge}" stroke-width="2"/>'
        )
        yield _text(shift + RIGHT + 16, y + 5, f"{name} (left)" if name == gone else name)


def _text(x: int, y: int, text: str, *, anchor: str = "start", color: str = INK, weight: str = "400") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{color}" font-weight="{weight}">{text}</text>'


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
