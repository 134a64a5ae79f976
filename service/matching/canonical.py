"""The one byte form of JSON (RFC 8785): equal values are equal bytes, on every machine."""

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec
import rfc8785

_SAFE = 2**53 - 1
_Whole = Annotated[int, msgspec.Meta(ge=-_SAFE, le=_SAFE)]
_Flat = str | _Whole | bool | None
_Once = _Flat | list[_Flat] | dict[str, _Flat]
_Twice = _Flat | list[_Once] | dict[str, _Once]
_Thrice = _Flat | list[_Twice] | dict[str, _Twice]
_Deep = _Flat | list[_Thrice] | dict[str, _Thrice]
_Deeper = _Flat | list[_Deep] | dict[str, _Deep]
_WITHOUT_FRACTIONS = _Flat | list[_Deeper] | dict[str, _Deeper]
"""JSON whose numbers are whole: there the fast encoder writes what the RFC asks for."""

_BEYOND_PLANE = re.compile(rb"[\xf0-\xf4]")
"""Signs beyond the basic plane, which in a name the RFC sorts in another order than the fast encoder."""


def plain(value: object) -> object:
    """Return a frozen value as plain JSON values: objects, lists, strings, numbers."""
    result: object = msgspec.json.decode(msgspec.json.encode(value))
    return result


def canonical(document: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of plain JSON values.

    Each member is encoded fast where that is surely the same, and by the exact library otherwise.
    Raises: rfc8785.CanonicalizationError and UnicodeEncodeError for what is no JSON.
    """
    if not all(name.isascii() for name in document):
        return _exact(document)
    members = (_member(name) + b":" + _member(document[name]) for name in sorted(document))
    return b"{" + b",".join(members) + b"}"


def _member(value: object) -> bytes:
    try:
        encoded = msgspec.json.encode(msgspec.convert(value, _WITHOUT_FRACTIONS), order="sorted")
    except (msgspec.ValidationError, UnicodeEncodeError):
        return _exact(value)
    return _exact(value) if _BEYOND_PLANE.search(encoded) else encoded


def _exact(value: object) -> bytes:
    return rfc8785.dumps(value)  # type: ignore[arg-type] # plain JSON values are a recursive type
