"""Small readers of JSON values: each looks at one value and reports what is wrong with it at its path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.matching.formats.faults import Faults, item, member

LARGEST = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8785)."""

Reader = Callable[[object, str, Faults], None]


@dataclass(frozen=True, slots=True)
class Field:
    """One member of an object: how its value is read and whether it may be left out."""

    reader: Reader
    required: bool = True


def optional(reader: Reader) -> Field:
    """Return a member that may be left out; null is not the same as leaving out."""
    return Field(reader, required=False)


def text(value: object, path: str, faults: Faults) -> None:
    """Expect a non-empty string."""
    if not isinstance(value, str):
        faults.add(path=path, rule="wrong_type", message="здесь должна быть строка")
    elif not value:
        faults.add(path=path, rule="empty", message="строка не должна быть пустой")


def free_text(value: object, path: str, faults: Faults) -> None:
    """Expect a string, which may be empty."""
    if not isinstance(value, str):
        faults.add(path=path, rule="wrong_type", message="здесь должна быть строка")


def boolean(value: object, path: str, faults: Faults) -> None:
    """Expect true or false."""
    if not isinstance(value, bool):
        faults.add(path=path, rule="wrong_type", message="здесь должно быть true или false")


def integer(low: int, high: int = LARGEST) -> Reader:
    """Return a reader of integers in ``low``..``high``, both included; true and 2.0 are not integers."""
    allowed = f"от {low} до {high}"

    def read(value: object, path: str, faults: Faults) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            faults.add(path=path, rule="not_an_integer", message=f"здесь должно быть целое число {allowed}")
        elif not low <= value <= high:
            faults.add(path=path, rule="out_of_range", message=f"число вне границ: нужно {allowed}")

    return read


def number(high: int, *, zero: bool) -> Reader:
    """Return a reader of numbers from 0 (included if ``zero``) to ``high`` (included)."""
    allowed = f"от 0 до {high}" if zero else f"больше 0 и не больше {high}"

    def read(value: object, path: str, faults: Faults) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            faults.add(path=path, rule="wrong_type", message=f"здесь должно быть число {allowed}")
        elif not 0 <= value <= high or (value == 0 and not zero):
            faults.add(path=path, rule="out_of_range", message=f"число вне границ: нужно {allowed}")

    return read


def nullable(reader: Reader) -> Reader:
    """Return a reader that also accepts null."""

    def read(value: object, path: str, faults: Faults) -> None:
        if value is not None:
            reader(value, path, faults)

    return read


def choice(known: tuple[str, ...], *, rule: str, message: str) -> Reader:
    """Return a reader that accepts only the known words."""

    def read(value: object, path: str, faults: Faults) -> None:
        if not isinstance(value, str) or value not in known:
            faults.add(path=path, rule=rule, message=f"{message}: {', '.join(known)}")

    return read


def listing(reader: Reader) -> Reader:
    """Return a reader of lists whose items are read one by one."""

    def read(value: object, path: str, faults: Faults) -> None:
        if not isinstance(value, list):
            faults.add(path=path, rule="wrong_type", message="здесь должен быть список: [ … ]")
            return
        for index, entry in enumerate(value):
            reader(entry, item(path, index), faults)

    return read


def distinct(reader: Reader) -> Reader:
    """Return a reader of lists of words in which no word stands twice."""
    whole = listing(reader)

    def read(value: object, path: str, faults: Faults) -> None:
        whole(value, path, faults)
        seen: set[str] = set()
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            if isinstance(entry, str) and entry in seen:
                faults.add(path=item(path, index), rule="duplicate", message="значение указано дважды")
            elif isinstance(entry, str):
                seen.add(entry)

    return read


def table(reader: Reader) -> Reader:
    """Return a reader of objects whose keys are codes."""

    def read(value: object, path: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults.add(path=path, rule="wrong_type", message="здесь должен быть объект: { … }")
            return
        for key, entry in value.items():
            if not key:
                faults.add(path=path, rule="empty", message="код не должен быть пустой строкой")
            reader(entry, member(path, key), faults)

    return read


def record(fields: Mapping[str, Field]) -> Reader:
    """Return a reader of objects with exactly these members."""

    def read(value: object, path: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults.add(path=path, rule="wrong_type", message="здесь должен быть объект: { … }")
            return
        for key in value:
            if key not in fields:
                faults.add(path=member(path, key), rule="unknown_key", message="такого поля в формате нет")
        for name, expected in fields.items():
            if name in value:
                expected.reader(value[name], member(path, name), faults)
            elif expected.required:
                faults.add(path=member(path, name), rule="missing_field", message="нет обязательного поля")

    return read
