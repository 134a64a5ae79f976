"""Rounds for chosen meetings: nobody meets two people at once, and nobody needs more rounds than meetings.

That is an edge colouring of a bipartite graph with as many colours as the highest degree (Kőnig 1916,
10.1007/BF01456961), found by changing two colours along an alternating path.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

Encounter = tuple[int, int]
"""Mentee and mentor, both by index."""

Node = tuple[str, int]


def rounds_of(encounters: Sequence[Encounter]) -> list[int]:
    """Return for each encounter its round from 1, at most the most meetings of one person.

    The fullest rounds come first; equal encounters in equal order get equal rounds.
    """
    table = _Table()
    for encounter in encounters:
        table.add(encounter)
    return in_order([table.colour[encounter] for encounter in encounters])


def in_order(colours: Sequence[int]) -> list[int]:
    """Number rounds from 1, the fullest first; among equals the one that comes first in the list."""
    first = {colour: i for i, colour in reversed(list(enumerate(colours)))}
    sizes = Counter(colours)
    ranked = sorted(sizes, key=lambda colour: (-sizes[colour], first[colour]))
    number = {colour: i for i, colour in enumerate(ranked, start=1)}
    return [number[colour] for colour in colours]


class _Table:
    """Who meets whom in which round so far; mutable and local to one call."""

    def __init__(self) -> None:
        self.colour: dict[Encounter, int] = {}
        self.busy: dict[Node, dict[int, Encounter]] = {}

    def add(self, encounter: Encounter) -> None:
        mentee, mentor = (self.busy.setdefault(node, {}) for node in _nodes(encounter))
        most = max(len(mentee), len(mentor)) + 1
        common = next((c for c in range(most) if c not in mentee and c not in mentor), None)
        if common is None:
            common = _free(mentee)
            self._exchange(_nodes(encounter)[1], common, _free(mentor))
        self._set(encounter, common)

    def _exchange(self, node: Node, colour: int, other: int) -> None:
        """Free a colour at a node: along the path that begins with it, both colours change places.

        In a bipartite graph the path does not end at the other end of the new encounter.
        """
        path = self._path(node, colour, other)
        for encounter in path:
            for end in _nodes(encounter):
                del self.busy[end][self.colour[encounter]]
        for encounter in path:
            self._set(encounter, other if self.colour[encounter] == colour else colour)

    def _path(self, node: Node, colour: int, other: int) -> list[Encounter]:
        path: list[Encounter] = []
        while colour in self.busy[node]:
            encounter = self.busy[node][colour]
            path.append(encounter)
            mentee, mentor = _nodes(encounter)
            node = mentor if node == mentee else mentee
            colour, other = other, colour
        return path

    def _set(self, encounter: Encounter, colour: int) -> None:
        self.colour[encounter] = colour
        for end in _nodes(encounter):
            self.busy[end][colour] = encounter


def _nodes(encounter: Encounter) -> tuple[Node, Node]:
    return ("mentee", encounter[0]), ("mentor", encounter[1])


def _free(busy: Mapping[int, Encounter]) -> int:
    return next(colour for colour in range(len(busy) + 1) if colour not in busy)
