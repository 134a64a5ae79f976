"""The one byte form of JSON (RFC 8785): equal values are equal bytes, on every machine."""

from collections.abc import Mapping

import msgspec
import rfc8785


def plain(value: object) -> object:
    """Return a frozen value as plain JSON values: objects, lists, strings, numbers."""
    result: object = msgspec.json.decode(msgspec.json.encode(value))
    return result


def canonical(document: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of plain JSON values."""
    return rfc8785.dumps(document)  # type: ignore[arg-type] # plain JSON values are a recursive type
