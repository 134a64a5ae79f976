"""Where everybody stands in the picture of an assignment: blocks of a mentor with his mentees, in columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from service.commands.round_rows import MentorLoad, PairRow, RoundPage, UnmatchedRow

WIDTH: Final = 1140
ROW: Final = 32
GAP: Final = 12
COLUMN_GAP: Final = 36
TOP: Final = 34


@dataclass(frozen=True, slots=True)
class Block:
    """A mentor with his suggested mentees, or on one line a mentee without a pair and an idle mentor."""

    mentor: MentorLoad | None
    pairs: tuple[PairRow, ...]
    alone: UnmatchedRow | None = None

    @property
    def rows(self) -> int:
        """Lines that the block takes."""
        return max(1, len(self.pairs))

    @property
    def height(self) -> int:
        """The same in SVG user units; only pairs keep a distance from the next block."""
        return self.rows * ROW + (GAP if self.pairs else 0)


@dataclass(frozen=True, slots=True)
class Node:
    """A person in the picture; ``y`` is the middle of the line."""

    name: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class MentorNode(Node):
    """A mentor with load and places: leading a group, or ``absent`` and taking no part."""

    load: int
    capacity: int
    leads: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A suggested pair, from mentee to mentor, or a membership of his group."""

    mentee: Node
    mentor: MentorNode
    points: int
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A laid-out assignment; lengths in SVG user units."""

    height: int
    columns: tuple[tuple[int, int], ...]
    edges: tuple[Edge, ...]
    mentors: tuple[MentorNode, ...]
    unmatched: tuple[Node, ...]
    label_width: int


def lay_out(page: RoundPage) -> Picture:
    """Place mentees left and mentors right, in one to three columns, so that no two lines cross."""
    columns = _columns(_blocks(page))
    width = (WIDTH - COLUMN_GAP * (len(columns) - 1)) // len(columns)
    label_width = min(280, int(width * 0.4))
    edges: list[Edge] = []
    mentors: list[MentorNode] = []
    unmatched: list[Node] = []
    ends: list[tuple[int, int]] = []
    for number, blocks in enumerate(columns):
        start = number * (width + COLUMN_GAP)
        left, right = start + label_width, start + width - label_width
        ends.append((left, right))
        for block, top in _stacked(blocks):
            if block.alone is not None:
                unmatched.append(Node(block.alone.mentee, left, top + ROW // 2))
            if block.mentor is not None:
                node = _mentor_node(block, block.mentor, x=right, y=top + block.rows * ROW // 2)
                mentors.append(node)
                edges.extend(_edges(block, node, left=left, top=top))
    height = max(_height(blocks) for blocks in columns)
    return Picture(height, tuple(ends), tuple(edges), tuple(mentors), tuple(unmatched), label_width)


def _blocks(page: RoundPage) -> list[Block]:
    """Busy mentors by name, then those without a pair on both sides, line by line."""
    by_mentor: dict[str, list[PairRow]] = {}
    for pair in page.pairs:
        by_mentor.setdefault(pair.mentor_id, []).append(pair)
    busy = [
        Block(mentor, tuple(by_mentor[mentor.mentor_id]))
        for mentor in page.mentors
        if mentor.mentor_id in by_mentor
    ]
    idle = [mentor for mentor in page.mentors if mentor.mentor_id not in by_mentor]
    rest = [Block(mentor, (), alone) for mentor, alone in zip_longest(idle, page.unmatched)]
    return [*busy, *rest]


def _columns(blocks: Sequence[Block]) -> list[list[Block]]:
    """Fill columns of about equal height, keeping the order."""
    total = sum(block.height for block in blocks)
    lines = sum(block.rows for block in blocks)
    count = 1 if lines <= 14 else (2 if lines <= 70 else 3)
    columns: list[list[Block]] = [[]]
    filled = 0
    for block in blocks:
        if columns[-1] and filled >= total * len(columns) / count and len(columns) < count:
            columns.append([])
        columns[-1].append(block)
        filled += block.height
    return columns


def _stacked(blocks: Iterable[Block]) -> list[tuple[Block, int]]:
    placed, top = [], TOP
    for block in blocks:
        placed.append((block, top))
        top += block.height
    return placed


def _height(blocks: Sequence[Block]) -> int:
    return TOP + sum(block.height for block in blocks)


def _mentor_node(block: Block, mentor: MentorLoad, *, x: int, y: int) -> MentorNode:
    leads = any(pair.group is not None for pair in block.pairs)
    absent = mentor.absence is not None
    return MentorNode(mentor.mentor, x, y, mentor.load, mentor.capacity, leads=leads, absent=absent)


def _edges(block: Block, mentor: MentorNode, *, left: int, top: int) -> list[Edge]:
    return [
        Edge(
            Node(pair.mentee, left, top + line * ROW + ROW // 2),
            mentor,
            pair.points,
            in_group=pair.group is not None,
        )
        for line, pair in enumerate(block.pairs)
    ]
