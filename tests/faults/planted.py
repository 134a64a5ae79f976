"""Planted people: words that occur nowhere else, a workbook that holds them, the search for their traces."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tests.importing.books import INTEREST, MENTEE, MENTOR, Record, banks_book

MENTOR_NAME: Final = "Вязмитинова Аполлинария Евстафьевна"
MENTEE_NAME: Final = "Ухтомский Гавриил Феоктистович"
BY_HAND: Final = "Стрекопытов Варсонофий Маркелович"
BY_HAND_CONTACT: Final = "strekopytov.vm@example.org"

_MENTOR: Final[Record] = {
    **MENTOR,
    "ФИО наставника": MENTOR_NAME,
    "Контактные данные для связи": "vyazmitinova.ae@example.org",
    "Основные компетенции наставника": "работа с родителями; перфокарточное вычисление",
    "Важные для программы достижения наставника": "лауреат Кукушкинских встреч",
    "Интересы наставника": "бочкарство",
    "Желаемый возраст наставляемых": "ровесники Каллистрата",
    "Ресурс времени на программу наставничества": "по четвергам у Пелагеи",
    "Должность": "бердовед",
    "Предмет (направление)": "глиноведение",
    "Обучение наставников (документ, дата)": "удостоверение Трегуляевских курсов, 26.05.2025",
}
_MENTEE: Final[Record] = {
    **MENTEE,
    "ФИО наставляемого": MENTEE_NAME,
    "Контактные данные для связи": "uhtomsky.gf@example.org",
    "Основной запрос": "сладить с бузотёром Кондратием; работа с родителями",
    "Должность": "тифлокомментатор",
    "Предмет (направление)": "кружевоплетение",
}
_INTEREST: Final[Record] = {**INTEREST, "ФИО наставника": MENTOR_NAME, "ФИО наставляемого": MENTEE_NAME}

KEPT: Final = (
    *MENTOR_NAME.split(), *MENTEE_NAME.split(), *BY_HAND.split(),
    BY_HAND_CONTACT, "vyazmitinova.ae@example.org", "uhtomsky.gf@example.org",
    "перфокарточное", "Кукушкинских", "бочкарство", "Каллистрата", "Пелагеи", "бердовед", "глиноведение",
    "Трегуляевских", "бузотёром", "Кондратием", "тифлокомментатор", "кружевоплетение",
)  # fmt: skip
"""Planted words that the read models show."""

REFUSED_NAME: Final = "Злобоглазова Епистимия Капитоновна"
REFUSED: Final = tuple(REFUSED_NAME.split())
"""Planted words of a row that is refused: they stay nowhere."""

PLANTED: Final = (*KEPT, *REFUSED)


def workbook() -> bytes:
    """A workbook of one planted mentor and one planted mentee who expressed interest."""
    return banks_book([_MENTOR], [_MENTEE], [_INTEREST])


def faulty_workbook() -> bytes:
    """A workbook whose only row names nothing that the mentor can teach and is born in the future."""
    return banks_book([], [{**_MENTEE, "ФИО наставляемого": REFUSED_NAME, "Год рождения": 3001}])


@dataclass(frozen=True, slots=True)
class Trace:
    """A planted word that was found, how it was spelt and where."""

    word: str
    spelling: str
    place: str


def _spellings(word: str) -> Iterator[tuple[str, bytes]]:
    plain = word.replace("ё", "е").replace("Ё", "Е")
    for text in sorted({word, word.lower(), word.upper(), word.casefold(), plain, plain.lower()}):
        yield "utf-8", text.encode()
        yield "utf-16", text.encode("utf-16-le")
        yield "utf-16, big end first", text.encode("utf-16-be")
        yield "windows-1251", text.encode("cp1251")
        escaped = json.dumps(text)[1:-1]
        yield "escaped", escaped.encode()
        yield "escaped in capitals", escaped.upper().replace("\\U", "\\u").encode()
        yield "hexadecimal", text.encode().hex().encode()
        for shift in range(3):
            yield "base64", _base64(text.encode(), shift)


def _base64(plain: bytes, shift: int) -> bytes:
    """The middle of the word's base64 when it begins ``shift`` bytes into a group of three."""
    encoded = base64.b64encode(b"\0" * shift + plain)
    return encoded[4 if shift else 0 : len(encoded) - 4]


SPELLINGS: Final = {word: tuple(_spellings(word)) for word in PLANTED}


def traces(places: Iterable[tuple[str, bytes]], *, words: Iterable[str] = PLANTED) -> list[Trace]:
    """Every planted word in the bytes of the places, in any spelling."""
    wanted = [(word, spelling, needle) for word in words for spelling, needle in SPELLINGS[word]]
    return sorted(
        {
            Trace(word, spelling, place)
            for place, content in places
            for word, spelling, needle in wanted
            if needle in content
        },
        key=str,
    )
