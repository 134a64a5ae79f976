"""Whatever is wrong with a workbook, no message and no representation names a person."""

from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from service.importing.banks import Banks
from service.importing.parsing import answer
from service.importing.sheets import Answer
from tests.importing.books import INTEREST, MENTEE, MENTOR, Record, Value, book, read_here, table

SECRETS = ("тайнов", "скрытн", "секретов", "0001122", "tainov")
PLANTED = (
    "Тайнова Инна Скрытновна",
    "Тайнова И. С.",
    "ТАЙНОВА инна скрытновна 7",
    "Тайнoва Инна Скрытновна",
    "tainova@, Тайнова",
    "Контактное лицо: Тайнова, телефон 8 900 000-11-22",
    "Тайнова, Секретов; Скрытнова Инна; 12",
    "группа Тайновой",
    "31.02.2026 Тайнова",
    "2 года (со слов Тайновой)",
    '="Тайнова"',
    "Итого: Тайнова",
    "Тайнова " * 200,
)
values = st.sampled_from([*PLANTED, None])


def everything_said(banks: Banks) -> str:
    """Put together what may come into logs and answers."""
    said = [str(fault) for fault in (*banks.faults, *banks.warnings)]
    rows = (*banks.mentors, *banks.mentees, *banks.interest)
    return " ".join([*said, repr(banks), str(banks), *map(repr, rows), *map(str, rows)]).casefold()


def records(official: Record) -> st.SearchStrategy[dict[str, Value]]:
    """Give a person whose cells hold a planted name or their own good value."""
    cells = {header: st.one_of(st.just(value), values) for header, value in official.items()}
    return st.fixed_dictionaries(cells)


@st.composite
def sheets(draw: st.DrawFn, official: Record) -> Sequence[Sequence[Value]]:
    """Give a sheet with planted titles and people; sometimes it lacks columns or its header row."""
    people = draw(st.lists(records(official), min_size=1, max_size=3))
    absent = draw(st.sets(st.sampled_from(list(official)), max_size=2))
    rows = table(
        *({header: person[header] for header in person if header not in absent} for person in people)
    )
    titles = draw(st.lists(st.lists(values, max_size=len(rows[0])), max_size=2))
    return [*titles, *(rows if draw(st.booleans()) else rows[1:])]


@given(sheets(MENTOR), sheets(MENTEE), sheets(INTEREST))
def test_no_message_and_no_representation_names_a_person(
    mentors: Sequence[Sequence[Value]],
    mentees: Sequence[Sequence[Value]],
    interest: Sequence[Sequence[Value]],
) -> None:
    content = book({"База наставников": mentors, "База наставляемых": mentees, "Взаимный интерес": interest})
    banks = read_here(content)
    said = everything_said(banks)

    assert [secret for secret in SECRETS if secret in said] == []


def test_a_title_above_a_column_without_a_header_is_no_header() -> None:
    header, person = table(MENTOR)
    title = [None] * len(header) + ["Контактное лицо: Тайнова, 8 900 000-11-22"]
    content = book({"База наставников": [title, header, [*person, "есть"]], "Наставляемые": table(MENTEE)})
    banks = read_here(content)

    assert len(banks.mentors) == 1
    assert "тайнов" not in everything_said(banks) + str(banks.mentors[0].places).casefold()


def test_what_the_child_hands_over_shows_no_text_when_it_is_printed() -> None:
    mentor = {**MENTOR, "ФИО наставника": PLANTED[0]}
    content = book({"База наставников": table(mentor), "База наставляемых": table(MENTEE)})

    assert PLANTED[0].encode() in answer(content)
    assert "Тайнова" not in repr(msgspec.json.decode(answer(content), type=Answer))
