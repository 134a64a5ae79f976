"""What holds for every workbook: decoration changes nothing, and no text makes reading fall over."""

from collections.abc import Sequence
from dataclasses import fields

from hypothesis import example, given
from hypothesis import strategies as st

from service.importing.banks import Banks
from tests.importing.books import INTEREST, MENTEE, MENTOR, Record, Value, book, read_here, table

PLACE = {"sheet", "row", "places"}
OFFICIAL = ("База наставников", "База наставляемых", "Взаимный интерес")
RECORDS = (MENTOR, MENTEE, INTEREST)

decorations = st.sampled_from([str.upper, str.lower, str.title, "  {}  ".format, "{}:".format, "\n{}".format])
separators = st.sampled_from([" ", "  ", "\n", "\u00a0", "\r\n"])


def contents(banks: Banks) -> list[dict[str, object]]:
    """Give what was read, without where it stood."""
    people = [*banks.mentors, *banks.mentees]
    return [
        {each.name: getattr(row, each.name) for each in fields(row) if each.name not in PLACE}
        for row in people
    ]


def official() -> Banks:
    """Read the same people in the official layout."""
    return read_here(book({title: table(record) for title, record in zip(OFFICIAL, RECORDS, strict=True)}))


@st.composite
def decorated(draw: st.DrawFn, record: Record) -> list[list[Value]]:
    """Give a table in another order of columns, with decorated headers, below titles and blank rows."""
    columns = draw(st.permutations(list(record)))
    headers = [draw(decorations)(header).replace(" ", draw(separators)) for header in columns]
    title: Value = draw(st.sampled_from(["Школа", "УТВЕРЖДАЮ"]))
    above: list[list[Value]] = [[*[None] * draw(st.integers(0, 3)), title]]
    blank: list[list[Value]] = [[] for _ in range(draw(st.integers(0, 3)))]
    shift: list[Value] = [None] * draw(st.integers(0, 3))
    body: list[list[Value]] = [[*shift, *headers], *blank, [*shift, *(record[column] for column in columns)]]
    return [*above, *blank, *body] if draw(st.booleans()) else body


@given(decorated(MENTOR), decorated(MENTEE), decorated(INTEREST), st.permutations(["а", "б", "в"]))
def test_the_order_of_columns_and_the_decoration_of_headers_never_change_what_is_read(
    mentors: list[list[Value]], mentees: list[list[Value]], interest: list[list[Value]], titles: Sequence[str]
) -> None:
    banks = read_here(book(dict(zip(titles, (mentors, mentees, interest), strict=True))))

    assert banks.faults == ()
    assert contents(banks) == contents(official())
    assert [(each.by_mentee, each.by_mentor) for each in banks.interest] == [(5, 4)]


ALPHABET = "аяёАЯЁ iIxX01259²٣Ⅷ½.,;:/\\-–—+()«»\"'=@#№%*\n\r\t\u00a0\u200b\x07_"
words = st.sampled_from(
    [*map(str, MENTOR), *map(str, MENTEE.values()), "Итого", "группа", "31.02.2026", "x@", "²"]
)
texts = st.one_of(st.text(ALPHABET, max_size=40), st.text(max_size=20), words).filter(
    # the writer puts a formula into the file as it stands, and XML holds no control characters
    lambda text: not text.startswith(("=", "{=")) or text.isprintable()
)
cells = st.one_of(texts, st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e300, 1e300))


@given(st.lists(st.lists(cells, max_size=14), min_size=1, max_size=4))
@example([["²", "³", "²"]])
@example([["9" * 5000, "9", "9"]])
def test_no_cell_makes_reading_fall_over(rows: list[list[Value]]) -> None:
    sheets: dict[str, list[list[Value]]] = {
        "База наставников": [*table(MENTOR), *rows],
        "База наставляемых": [list(MENTEE), *rows],
        "Взаимный интерес": [list(INTEREST), *rows],
        "Ещё одна база наставников": rows,
    }
    banks = read_here(book(sheets))
    bad = {(fault.sheet, fault.row) for fault in banks.faults}

    assert not bad & {row.ref for row in (*banks.mentors, *banks.mentees)}
    assert all(row.name and row.competencies for row in banks.mentors)
    assert all(row.name and row.requests for row in banks.mentees)
