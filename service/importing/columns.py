"""Which columns a bank may have, and by which headers they are known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Bank = Literal["mentors", "mentees", "interest"]

_NAME: Final = r"(?:ф ?и ?о|фамилия имя(?: и)? отчество(?: (?:последнее )?при наличии)?)(?: полностью)?"
_OTHER: Final = r"(?:дата завершения|результат|ссылка|отметка).*"
_CONTACT: Final = r"контакт.*|.*телефон.*|.*почт[аы].*|e ?mail.*|.*для связи"
_POSITION: Final = r"должност.*"
_SUBJECT: Final = (
    r"(?:преподаваемы\w+ )?предмет.*|направлени(?!.*помощ).*|(?:учебная |преподаваемая )?дисциплина|группа"
)
_EXPERIENCE: Final = (
    r"(?:педагогическ\w+ |пед ?)?стаж(?: педагогическ\w+)?(?: работы| деятельности)*(?: полных)?(?: лет)?"
)
_TYPES: Final = r"(?:(?:желаем|предпочитаем)\w+ )?вид\w*(?: наставничества)?"
_ENTERED: Final = r"дата (?:вхождения|включения|внесения|вступления|начала .*программ).*"
_FORM: Final = r"(?:желаем\w+ |предпочитаем\w+ )?форма(?: наставничества)?"
_CONSENT: Final = r".*согласи[ея].*"


@dataclass(frozen=True, slots=True)
class Column:
    """A field with the official title of its column and the pattern of its other headers.

    ``used`` is false for official columns that an import of banks does not need.
    """

    field: str
    title: str
    pattern: str
    required: bool = False
    used: bool = True

    def is_called(self, header: str) -> bool:
        """Tell whether a header (as given by ``heading``) means this column."""
        return header == heading(self.title) or re.fullmatch(self.pattern, header) is not None


_NUMBER: Final = Column("number", "№", r"№.*|п п|номер.*", used=False)
_FORM_COLUMN: Final = Column("form", "Форма наставничества", _FORM)
_CONSENT_COLUMN: Final = Column("consent_on", "Согласие на обработку ПДн", _CONSENT)
_ENTERED_COLUMN: Final = Column("entered_on", "Дата вхождения в программу", _ENTERED)
_POSITION_COLUMN: Final = Column("position", "Должность", _POSITION)
_SUBJECT_COLUMN: Final = Column("subject", "Предмет (направление)", _SUBJECT)
_EXPERIENCE_COLUMN: Final = Column("experience_years", "Педагогический стаж, лет", _EXPERIENCE)
_CONTACT_COLUMN: Final = Column("contact", "Контактные данные для связи", _CONTACT)
_OTHER_COLUMN: Final = Column("other", "Результаты программы", _OTHER, used=False)

MENTOR_COLUMNS: Final = (
    _NUMBER,
    Column(
        "name",
        "ФИО наставника",
        rf"{_NAME}(?: педагога)?(?: наставника)?|наставник(?: {_NAME})?",
        required=True,
    ),
    Column(
        "partner",
        "ФИО наставляемого (наставляемых)",
        rf"(?:{_NAME} )?наставляем\w+(?: наставляем\w+)?",
        used=False,
    ),
    Column(
        "capacity",
        "Предельное число наставляемых",
        r"(?:.* )?(?:число|количество|кол во|лимит|максимум|предел) наставляем\w+.*|лимит",
    ),
    Column("wanted_age", "Желаемый возраст наставляемых", r"(?:желаемый )?возраст.*"),
    Column("partner_workplace", "Место работы/учёбы наставляемого", r"место .* наставляем\w+", used=False),
    _CONTACT_COLUMN,
    Column("workplace", "Место работы/учёбы наставника", r"место .*|.*организация|.*учреждение"),
    Column(
        "competencies", "Основные компетенции наставника", r".*компетенци.*|сильные стороны.*", required=True
    ),
    Column("achievements", "Важные для программы достижения наставника", r".*достижени.*"),
    Column("interests", "Интересы наставника", r"интересы.*|увлечения.*|хобби.*"),
    Column("time_resource", "Ресурс времени на программу наставничества", r"ресурс.*|время.*"),
    _ENTERED_COLUMN,
    _FORM_COLUMN,
    _OTHER_COLUMN,
    _POSITION_COLUMN,
    _SUBJECT_COLUMN,
    Column(
        "qualification", "Квалификационная категория", r"(?:.* )?категори[яи](?: наставника)?|квалификаци.*"
    ),
    _EXPERIENCE_COLUMN,
    Column(
        "training",
        "Обучение наставников (документ, дата)",
        r"обучени.*|.*удостоверени.*|подготовка наставник.*",
    ),
    Column("types", "Виды наставничества", _TYPES),
    _CONSENT_COLUMN,
)

MENTEE_COLUMNS: Final = (
    _NUMBER,
    Column(
        "name",
        "ФИО наставляемого",
        rf"{_NAME}(?: педагога)?(?: наставляемого)?|наставляемый(?: {_NAME})?",
        required=True,
    ),
    Column("partner", "ФИО наставника", rf"(?:{_NAME} )?наставник\w*", used=False),
    Column(
        "partner_workplace",
        "Место работы/учёбы наставника",
        r"место .*|.*организация|.*учреждение",
        used=False,
    ),
    _CONTACT_COLUMN,
    Column("birth_year", "Год рождения", r"(?:год|дата) рождения.*|г р"),
    Column(
        "requests", "Основной запрос", r".*запрос.*|.*затруднени.*|.*потребност.*|.*дефицит.*", required=True
    ),
    _ENTERED_COLUMN,
    _FORM_COLUMN,
    _OTHER_COLUMN,
    _POSITION_COLUMN,
    _SUBJECT_COLUMN,
    Column("qualification", "Квалификационная категория", r"квалификаци.*", used=False),
    Column("category", "Категория наставляемого", r"категори[яи](?: наставляем\w+)?"),
    _EXPERIENCE_COLUMN,
    Column(
        "actual_start_on",
        "Дата фактического допуска к работе",
        r"дата .*(?:допуска|начала|при[её]ма|выхода).*|.*допуск.*",
    ),
    Column("types", "Желаемый вид наставничества", _TYPES),
    _CONSENT_COLUMN,
)

_RATING: Final = r"(?:оценка|интерес|балл|рейтинг|желание)"
INTEREST_COLUMNS: Final = (
    _NUMBER,
    Column("mentee", "ФИО наставляемого", rf"(?:{_NAME} )?наставляем\w+", required=True),
    Column("mentor", "ФИО наставника", rf"(?:{_NAME} )?наставник\w*", required=True),
    Column(
        "by_mentee",
        "Оценка наставляемого (0–5)",
        rf"{_RATING}(?: от| со стороны)? наставляем\w+.*",
        required=True,
    ),
    Column(
        "by_mentor",
        "Оценка наставника (0–5)",
        rf"{_RATING}(?: от| со стороны)? наставник\w*.*",
        required=True,
    ),
)

COLUMNS: Final[Mapping[Bank, tuple[Column, ...]]] = {
    "interest": INTEREST_COLUMNS,
    "mentors": MENTOR_COLUMNS,
    "mentees": MENTEE_COLUMNS,
}
TELLING: Final[Mapping[Bank, frozenset[str]]] = {
    "interest": frozenset({"by_mentee", "by_mentor"}),
    "mentors": frozenset({"competencies", "achievements", "capacity", "training", "time_resource"}),
    "mentees": frozenset({"requests", "birth_year", "category", "actual_start_on"}),
}
"""The fields that only this bank has: they tell which bank a sheet is."""

SHEET_NAMES: Final[Mapping[Bank, str]] = {
    "interest": r"интерес|симпати|предпочтени|взаимн|оценк",
    "mentees": r"наставляем|менти",
    "mentors": r"наставник|ментор",
}
BANK_TITLES: Final[Mapping[Bank, str]] = {
    "interest": "Взаимный интерес",
    "mentors": "База наставников",
    "mentees": "База наставляемых",
}


def heading(text: str) -> str:
    """Give the form in which headers are compared: small letters, «е» for «ё», words and «№» only."""
    plain = text.casefold().replace("ё", "е").replace("-\n", "")
    return re.sub(r"[^a-zа-я0-9№]+", " ", plain).strip()


def column_called(bank: Bank, header: str) -> Column | None:
    """Give the column that a header means: by its official title first, then by its pattern."""
    plain = heading(header)
    columns = COLUMNS[bank]
    exact = (column for column in columns if plain and heading(column.title) == plain)
    return next(exact, None) or next(
        (column for column in columns if plain and column.is_called(plain)), None
    )
