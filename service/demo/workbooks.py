"""A workbook of invented banks in the official layout: same institution, date and seed, same bytes."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Final

from xlsxwriter import Workbook

from service.demo.people import names
from service.demo.phrases import COMMON, SURROUNDINGS, UNCLEAR, Surroundings

MENTOR_COLUMNS: Final = (
    "№", "ФИО наставника", "Контактные данные для связи", "Место работы/учёбы наставника",
    "Основные компетенции наставника", "Важные для программы достижения наставника", "Интересы наставника",
    "Желаемый возраст наставляемых", "Ресурс времени на программу наставничества",
    "Дата вхождения в программу", "ФИО наставляемого (наставляемых)", "Форма наставничества",
    "Место работы/учёбы наставляемого", "Дата завершения программы", "Результаты программы",
    "Ссылка на кейс/отзыв на сайте", "Должность", "Предмет (направление)", "Квалификационная категория",
    "Педагогический стаж, лет", "Обучение наставников (документ, дата)", "Предельное число наставляемых",
    "Виды наставничества", "Согласие на обработку ПДн",
)  # fmt: skip
MENTEE_COLUMNS: Final = (
    "№", "ФИО наставляемого", "Контактные данные для связи", "Год рождения", "Основной запрос",
    "Дата вхождения в программу", "ФИО наставника", "Форма наставничества", "Место работы/учёбы наставника",
    "Дата завершения программы", "Результаты программы", "Ссылка на кейс/отзыв на сайте",
    "Отметка о прохождении программы", "Должность", "Предмет (направление)", "Категория наставляемого",
    "Педагогический стаж, лет", "Дата фактического допуска к работе", "Желаемый вид наставничества",
    "Согласие на обработку ПДн",
)  # fmt: skip
INTEREST_COLUMNS: Final = (
    "ФИО наставляемого", "ФИО наставника", "Оценка наставляемого (0–5)", "Оценка наставника (0–5)",
)  # fmt: skip

FORM: Final = "педагог – педагог"
TYPES: Final = ("традиционное", "виртуальное", "краткосрочное", "ситуационное", "в группе", "реверсивное")
CATEGORIES: Final = (
    "молодой специалист", "начинающий педагог", "педагог после перерыва", "сменивший место работы",
    "с профессиональными затруднениями", "осваивающий цифровые технологии",
)  # fmt: skip
QUALIFICATIONS: Final = ("первая", "высшая", "высшая, педагог-наставник")
CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - the file's own stamp, fixed so that bytes repeat
DEFAULT_SEED: Final = 2026
UNCLEAR_EVERY: Final = 7
"""Every seventh mentee asks for something that no competency is meant by."""

UNSIGNED_EVERY: Final = 8
"""Every eighth person has not signed the consent yet."""

Cell = str | int | date | None
Row = Sequence[Cell]


def workbook(code: str, *, on: date, seed: int = DEFAULT_SEED) -> bytes:
    """Make the workbook of an institution; ``on`` is the first day of its school year."""
    random = Random(f"{seed}/{code}")  # noqa: S311 - seeded people, not secrets
    around = SURROUNDINGS[code]
    people = names(random)
    mentors = [_mentor(n, name, around, on, random) for n, name in _numbered(people, around.mentors)]
    mentees = [_mentee(n, name, around, on, random) for n, name in _numbered(people, around.mentees)]
    sheets = (
        ("База наставников", MENTOR_COLUMNS, mentors),
        ("База наставляемых", MENTEE_COLUMNS, mentees),
        ("Взаимный интерес", INTEREST_COLUMNS, _interest(mentors, mentees, random)),
    )
    return _bytes(sheets)


def _numbered(people: Iterator[str], count: int) -> Iterator[tuple[int, str]]:
    return enumerate(islice(people, count), start=1)


def _mentor(number: int, name: str, around: Surroundings, on: date, random: Random) -> Row:
    training = on - timedelta(days=random.randint(60, 600))
    trained = f"удостоверение № {random.randint(100, 999)}, {training:%d.%m.%Y}"
    return (
        number, name, f"mentor{number}@example.org", around.workplace,
        "; ".join(_phrases(around, random, 4, 7)),
        random.choice(("победитель муниципального конкурса", "открытые уроки, публикации", None)),
        random.choice(("туризм", "шахматы", "хор", None)), random.choice(("любой", "до 35 лет", None)),
        f"{random.randint(1, 4)} ч в неделю", None, None, FORM, None, None, None, None, around.position,
        random.choice(around.subjects), random.choice(QUALIFICATIONS), random.randint(8, 36),
        trained if random.random() < 0.8 else None, random.randint(1, 3),
        ", ".join(sorted(random.sample(TYPES, random.randint(1, 4)))), _consent(number, on, random),
    )  # fmt: skip


def _mentee(number: int, name: str, around: Surroundings, on: date, random: Random) -> Row:
    requests = _phrases(around, random, 1, 4)
    if number % UNCLEAR_EVERY == 0:
        requests.append(random.choice(UNCLEAR))
    return (
        number, name, f"mentee{number}@example.org", random.randint(1972, 2003), "; ".join(requests), None,
        None, FORM, None, None, None, None, None, around.position, random.choice(around.subjects),
        random.choice(CATEGORIES), random.choice((0, 1, 2, 3, 8, 15)),
        on - timedelta(days=random.randint(0, 60)), random.choice((*TYPES[:5], None)),
        _consent(number, on, random),
    )  # fmt: skip


def _phrases(around: Surroundings, random: Random, least: int, most: int) -> list[str]:
    return random.sample((*COMMON, *around.own_phrases), random.randint(least, most))


def _consent(number: int, on: date, random: Random) -> date | None:
    given_on = on - timedelta(days=random.randint(0, 25))
    return None if number % UNSIGNED_EVERY == 0 else given_on


def _interest(mentors: Sequence[Row], mentees: Sequence[Row], random: Random) -> list[Row]:
    pairs = {(random.choice(mentees)[1], random.choice(mentors)[1]) for _ in range(len(mentees))}
    ratings = (None, 1, 2, 3, 4, 5, 5, 0)
    return [(*pair, random.choice(ratings), random.choice(ratings)) for pair in sorted(pairs, key=str)]


def _bytes(sheets: Sequence[tuple[str, Sequence[str], Sequence[Row]]]) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Банки наставников и наставляемых", "created": CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for title, columns, rows in sheets:
        sheet = book.add_worksheet(title)
        sheet.set_column(0, len(columns) - 1, 22)
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, columns, bold)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif value is not None:
                    sheet.write(at, column, value)
    book.close()
    return buffer.getvalue()
