"""The picture of an assignment as a graph: SVG drawn by hand, with attributes only: a strict policy holds."""

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from service.commands.round_rows import RoundPage
from service.web import words
from service.web.graph_layout import WIDTH, Edge, MentorNode, Node, Picture, lay_out

INK: Final = "#182433"
SOFT: Final = "#4b5b6f"
MENTEE: Final = "#1f5fa8"
MENTOR: Final = "#1d6b3a"
ALONE: Final = "#b3261e"
PAIR: Final = "#7d93ad"
GROUP: Final = "#5f9a76"
"""Lines of pairs and of groups; a group is named under its mentor, too."""
LETTER: Final = 7.8
"""Width of a letter at 13 units in a wide font, for cutting names that would not fit."""


def graph_svg(page: RoundPage) -> Markup:
    """Draw a round: mentees left, mentors right with load and places, mentees without a pair marked."""
    picture = lay_out(page)
    parts = [
        *_headings(picture),
        *(_line(edge) for edge in picture.edges),
        *(_mentee(edge.mentee, picture) for edge in picture.edges),
        *(_mentor(mentor, picture) for mentor in picture.mentors),
        *(_alone(mentee, picture) for mentee in picture.unmatched),
    ]
    return Markup(  # noqa: S704 - every part is escaped where it is made
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {picture.height}" role="img" '
        f'aria-labelledby="graph-title graph-text" font-family="system-ui, -apple-system, sans-serif" '
        f'font-size="13"><title id="graph-title">Граф подбора</title>'
        f'<desc id="graph-text">{escape(_description(page))}</desc>{"".join(parts)}</svg>'
    )


def _description(page: RoundPage) -> str:
    mentees = len(page.pairs) + len(page.unmatched)
    told = (
        f"Слева {words.counted(mentees, words.MENTEES)}, справа "
        f"{words.counted(len(page.mentors), words.MENTORS)}; с наставником "
        f"соединены линией {words.counted(len(page.pairs), words.MENTEES)}."
    )
    return f"{told} Без пары: {len(page.unmatched)}. То же самое — в таблице пар на этой странице."


def _headings(picture: Picture) -> Iterator[str]:
    for left, right in picture.columns:
        yield _text(left - 12, 16, "Наставляемые", anchor="end", color=SOFT, weight="600")
        yield _text(right + 14, 16, "Наставники", anchor="start", color=SOFT, weight="600")


def _line(edge: Edge) -> str:
    x1, y1, x2, y2 = edge.mentee.x + 6, edge.mentee.y, edge.mentor.x - 7, edge.mentor.y
    bend = (x2 - x1) // 2
    width = 1.2 + edge.points / 1000 * 3
    told = f"{edge.mentee.name} — {edge.mentor.name}: {words.counted(edge.points, words.POINTS)}"
    told = f"{told}, в группе" if edge.in_group else told
    color = GROUP if edge.in_group else PAIR
    beside = y1 - 4 if y2 >= y1 else y1 + 12  # where the line does not cross it
    points = _text(x1 + 6, beside, str(edge.points), anchor="start", color=SOFT, size=10)
    return (
        f"<g><title>{escape(told)}</title>"
        f'<path d="M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}" fill="none" stroke="{color}" '
        f'stroke-width="{width:.1f}"/>{points}</g>'
    )


def _mentee(node: Node, picture: Picture) -> str:
    circle = f'<circle cx="{node.x}" cy="{node.y}" r="5.5" fill="{MENTEE}"/>'
    return _named(node, picture, circle, side="left", below=None)


def _alone(node: Node, picture: Picture) -> str:
    circle = (
        f'<circle cx="{node.x}" cy="{node.y}" r="5.5" fill="#fff" stroke="{ALONE}" stroke-width="2" '
        f'stroke-dasharray="3 2"/>'
    )
    mark = _text(node.x + 10, node.y + 4, "без пары", anchor="start", color=ALONE, size=11)
    return _named(node, picture, circle + mark, side="left", below=None)


def _mentor(node: MentorNode, picture: Picture) -> str:
    fill = f'fill="#fff" stroke="{SOFT}" stroke-width="2"' if node.absent else f'fill="{MENTOR}"'
    square = f'<rect x="{node.x - 6}" y="{node.y - 6}" width="12" height="12" rx="3" {fill}/>'
    taken = f"{node.load} из {node.capacity}"
    below = "не участвует" if node.absent else f"группа, {taken}" if node.leads else taken
    return _named(node, picture, square, side="right", below=below)


def _named(node: Node, picture: Picture, shape: str, *, side: str, below: str | None) -> str:
    left = side == "left"
    x, anchor = (node.x - 12, "end") if left else (node.x + 14, "start")
    y = node.y + 4 if below is None else node.y
    name = _text(x, y, fitting(node.name, picture.label_width - 14), anchor=anchor, color=INK)
    load = "" if below is None else _text(x, node.y + 13, below, anchor=anchor, color=SOFT, size=11)
    told = node.name if below is None else f"{node.name}: {below}"
    return f"<g><title>{escape(told)}</title>{shape}{name}{load}</g>"


def fitting(name: str, width: int) -> str:
    """The full name where it fits in SVG units, else with initials, with one, the surname, at last cut."""
    room = int(width / LETTER)
    short = words.short_name(name)
    forms = (name, short, " ".join(short.split()[:2]), short.partition(" ")[0])
    return next((form for form in forms if len(form) <= room), f"{forms[-1][: room - 1]}…")


def _text(
    x: float, y: float, text: str, *, anchor: str, color: str, size: int = 13, weight: str = "400"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{color}" font-size="{size}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )
