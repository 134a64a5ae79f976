"""The picture of an assignment: everybody stands in it once, nothing overlaps, names cannot break it."""

import itertools
from dataclasses import replace
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import pytest

from service.commands.round_rows import MentorLoad, PairRow, RoundPage, UnmatchedRow
from service.web.graph import GROUP, PAIR, fitting, graph_svg
from service.web.graph_layout import ROW, WIDTH, lay_out

SVG = "{http://www.w3.org/2000/svg}"


def made_round(
    *, mentors: int, mentees: int, unmatched: int, name: str = "Александрова Елизавета"
) -> RoundPage:
    """A round whose first mentors take three mentees each."""
    pairs = tuple(
        PairRow(
            mentee_id=f"e{number}",
            mentor_id=f"m{number // 3}",
            mentee=f"{name} {number}",
            mentor=f"{name} М{number // 3}",
            points=400 + number,
            shared=(),
            reasons=(),
            interest=None,
        )
        for number in range(mentees - unmatched)
    )
    taken = [pair.mentor_id for pair in pairs]
    return RoundPage(
        round_id="001/match_round/1",
        run_id="001/match_run/1",
        position=1,
        on="21.11.2026",
        digest="sha256:0",
        status="",
        proven=True,
        goals=(),
        pairs=pairs,
        unmatched=tuple(UnmatchedRow(f"u{n}", f"{name} Б{n}", (), ()) for n in range(unmatched)),
        mentors=tuple(MentorLoad(f"m{n}", f"{name} М{n}", taken.count(f"m{n}"), 3) for n in range(mentors)),
    )


def drawn(page: RoundPage) -> Element:
    root: Element = defusedxml.ElementTree.fromstring(graph_svg(page))
    return root


SIZES = [(4, 10, 1), (14, 32, 2), (60, 150, 9), (1, 1, 1), (2, 0, 0)]


@pytest.mark.parametrize(("mentors", "mentees", "unmatched"), SIZES)
def test_everybody_stands_in_the_picture_once(mentors: int, mentees: int, unmatched: int) -> None:
    page = made_round(mentors=mentors, mentees=mentees, unmatched=unmatched)
    root = drawn(page)
    assert len(root.findall(f".//{SVG}circle")) == mentees
    assert len(root.findall(f".//{SVG}rect")) == mentors
    assert len(root.findall(f".//{SVG}path")) == mentees - unmatched
    told = [title.text for title in root.iter(f"{SVG}title")]
    people = {pair.mentee for pair in page.pairs} | {row.mentee for row in page.unmatched}
    assert people <= set(told)


@pytest.mark.parametrize(("mentors", "mentees", "unmatched"), SIZES)
def test_nobody_stands_on_anybody_and_all_stand_inside(mentors: int, mentees: int, unmatched: int) -> None:
    picture = lay_out(made_round(mentors=mentors, mentees=mentees, unmatched=unmatched))
    people = [*picture.unmatched, *picture.mentors, *(edge.mentee for edge in picture.edges)]
    for one, other in itertools.combinations(people, 2):
        assert one.x != other.x or abs(one.y - other.y) >= ROW
    for node in people:
        assert 0 < node.x < WIDTH
        assert ROW // 2 <= node.y <= picture.height - ROW // 2


def test_a_line_ends_at_the_mentor_of_its_own_column() -> None:
    picture = lay_out(made_round(mentors=60, mentees=150, unmatched=9))
    columns = dict(picture.columns)
    assert len(columns) == 3
    assert all(columns[edge.mentee.x] == edge.mentor.x for edge in picture.edges)


def test_load_and_places_stand_under_a_mentor() -> None:
    texts = [text.text for text in drawn(made_round(mentors=2, mentees=5, unmatched=1)).iter(f"{SVG}text")]
    assert "3 из 3" in texts
    assert "1 из 3" in texts
    assert texts.count("без пары") == 1


def test_a_name_cannot_break_out_of_the_picture() -> None:
    name = '</svg><script>alert("x")</script>'
    page = made_round(mentors=1, mentees=2, unmatched=1, name=name)
    assert "<script" not in graph_svg(page)
    assert drawn(page).find(f".//{SVG}script") is None


def test_the_picture_needs_no_style_of_its_own() -> None:
    text = graph_svg(made_round(mentors=14, mentees=32, unmatched=2))
    assert "style" not in text
    assert "<image" not in text
    assert "href" not in text


def test_what_the_picture_shows_is_told_in_words() -> None:
    root = drawn(made_round(mentors=14, mentees=32, unmatched=2))
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    assert desc.text
    assert "32 наставляемых" in desc.text
    assert "соединены линией 30 наставляемых" in desc.text
    assert root.get("aria-labelledby") == "graph-title graph-text"


def test_a_group_is_named_under_its_mentor_and_on_its_lines() -> None:
    page = made_round(mentors=2, mentees=5, unmatched=1)
    members = tuple(replace(pair, group="g1") if pair.mentor_id == "m0" else pair for pair in page.pairs)
    root = drawn(replace(page, pairs=members))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert ("группа, 3 из 3" in texts, "1 из 3" in texts) == (True, True)
    told = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert sum(title.endswith(", в группе") for title in told) == 3
    strokes = [path.get("stroke") for path in root.iter(f"{SVG}path")]
    assert [strokes.count(color) for color in (GROUP, PAIR)] == [3, 1]


def test_who_takes_no_part_has_no_places_in_the_picture() -> None:
    page = made_round(mentors=2, mentees=3, unmatched=0)
    absent = replace(page.mentors[1], absence="нет действующего согласия")
    root = drawn(replace(page, mentors=(page.mentors[0], absent)))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert ("не участвует" in texts, "0 из 3" in texts) == (True, False)


@pytest.mark.parametrize(
    ("name", "width", "told"),
    [
        ("Бондаренко Мария Петровна", 200, "Бондаренко Мария Петровна"),
        ("Бондаренко Мария Петровна", 130, "Бондаренко М. П."),
        ("Бондаренко Мария Петровна", 110, "Бондаренко М."),
        ("Бондаренко Мария Петровна", 90, "Бондаренко"),
        ("Бондаренко Мария Петровна", 60, "Бондар…"),
    ],
)
def test_a_name_that_does_not_fit_loses_whole_parts_first(name: str, width: int, told: str) -> None:
    assert fitting(name, width) == told
