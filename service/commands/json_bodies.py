"""Reading the JSON that a command is given: strictly, with a Russian sentence that names the faulty field."""

import re
from typing import Final, TypeVar

import msgspec

Shape = TypeVar("Shape", bound=msgspec.Struct)

_TYPES: Final = {
    "int": "целое число",
    "float": "число",
    "str": "текст",
    "bool": "true или false",
    "array": "список",
    "object": "объект",
    "null": "пустое значение",
    "date": "дата",
}


class Malformed(Exception):  # noqa: N818 - a fact about the request
    """The body or a parameter is not as declared; the text is a Russian sentence that names the field."""


def read_json(body: bytes, shape: type[Shape]) -> Shape:
    """Read a JSON object; an empty body is the empty object.

    Raises:
        Malformed: it is not JSON, or not of this shape.

    """
    if b"\\u0000" in body or b"\x00" in body:
        raise Malformed("В теле запроса есть недопустимый знак с кодом 0.")
    try:
        return msgspec.json.decode(body or b"{}", type=shape)
    except msgspec.ValidationError as fault:
        raise Malformed(validation_sentence(str(fault))) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Malformed("Тело запроса — не JSON в кодировке UTF-8.") from fault


def validation_sentence(fault: str) -> str:
    """The Russian sentence of a msgspec fault, naming the field."""
    what, _, path = fault.partition(" - at `$")
    field = path.rstrip("`").lstrip(".")
    if found := re.fullmatch(r"Object missing required field `(.+)`", what):
        return f"Не хватает поля «{_joined(field, found[1])}»."
    if found := re.fullmatch(r"Object contains unknown field `(.+)`", what):
        return f"Лишнее поле «{_joined(field, found[1])}»."
    named = f"Поле «{field}»" if field else "Тело запроса"
    if found := re.fullmatch(r"Expected `(.+)`, got `(.+)`", what):
        return f"{named}: ожидается {_russian(found[1])}, получено: {_russian(found[2])}."
    if "RFC3339" in what or "date" in what.lower():
        return f"{named}: ожидается дата в виде 2026-09-01."
    return f"{named}: недопустимое значение."


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _russian(types: str) -> str:
    return " или ".join(_TYPES.get(part.strip(), part.strip()) for part in types.split("|"))
