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


class _Fast(msgspec.Struct, frozen=True):
    """A member of a document; a type of its own is looked into once, a bare union at every call."""

    member: _WITHOUT_FRACTIONS


_BEYOND_PLANE = re.compile(rb"[\xf0-\xf4]")
"""Signs beyond the basic plane, which in a name the RFC sorts in another order than the fast encoder."""


_LONG_NUMBER = re.compile(rb"[0-9]{16}")
"""Digits that may be a number beyond those that every JSON reader keeps."""


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
    return joined({name: _member(value) for name, value in document.items()})


def joined(members: Mapping[str, bytes]) -> bytes:
    """Return the object whose members, with ASCII names, are given as canonical bytes."""
    parts = (msgspec.json.encode(name) + b":" + members[name] for name in sorted(members))
    return b"{" + b",".join(parts) + b"}"


def whole(value: object) -> bytes:
    """Return the canonical bytes of a frozen value whose numbers are whole by their types."""
    encoded = msgspec.json.encode(value, order="sorted")
    odd = _BEYOND_PLANE.search(encoded) or _LONG_NUMBER.search(encoded)
    return _exact(plain(value)) if odd else encoded


def _member(value: object) -> bytes:
    try:
        encoded = msgspec.json.encode(msgspec.convert({"member": value}, _Fast).member, order="sorted")
    except (msgspec.ValidationError, UnicodeEncodeError):
        return _exact(value)
    return _exact(value) if _BEYOND_PLANE.search(encoded) else encoded


def _exact(value: object) -> bytes:
    return rfc8785.dumps(value)  # type: ignore[arg-type] # plain JSON values are a recursive type
