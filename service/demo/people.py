"""Invented people with grammatical names, and the invented head and curator of each institution."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

_SURNAMES: Final = (
    "Аверин", "Бобров", "Ветров", "Громов", "Дроздов", "Ершов", "Журавлёв", "Зимин", "Ильин", "Калинин",
    "Лосев", "Малинин", "Носов", "Осокин", "Полынин", "Родников", "Синицын", "Травин", "Уткин", "Филин",
    "Хомутов", "Цветков", "Чижов", "Шубин", "Щеглов", "Юрьев", "Яснов", "Берёзин", "Вишняков", "Гусев",
    "Дубинин", "Елагин", "Жилин", "Заречный", "Истомин", "Кленов", "Лаптев", "Мохов", "Никольский", "Озеров",
)  # fmt: skip
_WOMEN: Final = (
    "Алла", "Вера", "Галина", "Дарья", "Евгения", "Зоя", "Инна", "Кира", "Лариса", "Марина",
    "Надежда", "Оксана", "Полина", "Раиса", "София", "Тамара", "Ульяна", "Юлия", "Яна", "Любовь",
)  # fmt: skip
_MEN: Final = (
    "Артём", "Борис", "Вадим", "Глеб", "Денис", "Егор", "Захар", "Игорь", "Кирилл", "Леонид",
    "Максим", "Никита", "Олег", "Павел", "Роман", "Степан", "Тимофей", "Фёдор", "Юрий", "Ярослав",
)  # fmt: skip
_PATRONYMICS: Final = (
    ("Аркадьевич", "Аркадьевна"), ("Борисович", "Борисовна"), ("Валерьевич", "Валерьевна"),
    ("Глебович", "Глебовна"), ("Дмитриевич", "Дмитриевна"), ("Егорович", "Егоровна"),
    ("Иванович", "Ивановна"), ("Кириллович", "Кирилловна"), ("Львович", "Львовна"),
    ("Михайлович", "Михайловна"), ("Николаевич", "Николаевна"), ("Олегович", "Олеговна"),
    ("Петрович", "Петровна"), ("Романович", "Романовна"), ("Степанович", "Степановна"),
    ("Фёдорович", "Фёдоровна"),
)  # fmt: skip
_SHARE_OF_WOMEN: Final = 0.8


@dataclass(frozen=True, slots=True)
class Employee:
    """An invented employee."""

    full_name: str
    position: str


_STAFF: Final = {
    "000": (Employee("Полынина Вера Аркадьевна", "директор"), Employee("Зимина Оксана Львовна", "методист")),
    "001": (
        Employee("Родников Павел Дмитриевич", "директор"),
        Employee("Травина Лариса Борисовна", "заместитель директора"),
    ),
    "002": (
        Employee("Чижова Галина Степановна", "заведующий"),
        Employee("Мохова Инна Егоровна", "заместитель заведующего"),
    ),
    "004": (
        Employee("Истомин Роман Валерьевич", "директор"),
        Employee("Кленова Марина Олеговна", "заместитель директора"),
    ),
}


def staff(code: str) -> tuple[Employee, Employee]:
    """The invented head and curator of an institution that is in force."""
    return _STAFF[code]


_CONTROLLERS: Final = {"000": Employee("Осокина Тамара Глебовна", "старший методист")}


def controller(code: str) -> Employee | None:
    """The invented employee who controls the approving order where the head does not do it himself."""
    return _CONTROLLERS.get(code)


def names(random: Random) -> Iterator[str]:
    """Endless different full names: surname, first name and patronymic of one gender."""
    used: set[str] = set()
    while True:
        name = _name(random)
        if name not in used:
            used.add(name)
            yield name


def _name(random: Random) -> str:
    woman = random.random() < _SHARE_OF_WOMEN
    surname = _feminine(random.choice(_SURNAMES)) if woman else random.choice(_SURNAMES)
    first = random.choice(_WOMEN if woman else _MEN)
    return f"{surname} {first} {random.choice(_PATRONYMICS)[woman]}"


def _feminine(surname: str) -> str:
    return f"{surname[:-2]}ая" if surname.endswith(("ый", "ий")) else f"{surname}а"
