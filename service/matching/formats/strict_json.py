"""JSON read strictly: repeated keys, NaN and lone surrogates, which Python lets pass, are faults."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from sys import intern
from typing import Never

from service.matching.formats.faults import Fault, Faults, InvalidFile, item, member

LARGEST_FILE = 128 * 1024 * 1024
"""Bytes; a country's banks with all their marks are half of it."""

_HALF_SIGN = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_INTEGER = 18
_BEYOND: int = 10**_LONGEST_INTEGER


class _NotANumber:
    """Stands where the file says NaN or Infinity."""


class _Repeated(dict[str, object]):
    """An object in which some keys stand more than once."""

    keys_twice: tuple[str, ...] = ()


def parse_object(content: bytes, faults: Faults) -> dict[str, object]:
    """Return the JSON object in the bytes (UTF-8, a byte order mark is tolerated); note its faults.

    Integers of 18 and more digits come back as ±10¹⁸, which every range refuses with its path.
    Raises: InvalidFile when there is no JSON object to go on with.
    """
    reading = _Reading()
    document = reading.load(content)
    if not isinstance(document, dict):
        _refuse("not_an_object", "файл должен содержать объект JSON: { … }")
    if reading.suspicious:
        _inspect(document, faults)
    return document


@dataclass(slots=True)
class _Reading:
    """One file being read; it turns suspicious when there may be something that is not JSON."""

    suspicious: bool = False

    def load(self, content: bytes) -> object:
        if len(content) > LARGEST_FILE:
            _refuse("too_large", f"файл больше {LARGEST_FILE // 1024 // 1024} МБ")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            _refuse("not_utf8", f"файл записан не в кодировке UTF-8 (байт {error.start})")
        self.suspicious = _HALF_SIGN.search(text) is not None
        return self._parsed(text)

    def _parsed(self, text: str) -> object:
        try:
            document: object = json.loads(
                text, object_pairs_hook=self._pairs, parse_constant=self._constant, parse_int=_integer
            )
        except json.JSONDecodeError as error:
            _refuse("not_json", f"файл не является JSON: строка {error.lineno}, знак {error.colno}")
        except RecursionError:
            _refuse("too_deep", "файл не читается: слишком глубокая вложенность")
        return document

    def _pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        result = {key: _shared(value) for key, value in pairs}
        if len(result) == len(pairs):
            return result
        self.suspicious = True
        repeated = _Repeated(result)
        repeated.keys_twice = tuple(
            key for key, count in Counter(key for key, _ in pairs).items() if count > 1
        )
        return repeated

    def _constant(self, _name: str) -> _NotANumber:
        self.suspicious = True
        return _NotANumber()


def _shared(value: object) -> object:
    """Return the same value; equal words are one object, since a country repeats a few of them for ever."""
    if type(value) is str:
        return intern(value)
    if type(value) is list and value and type(value[0]) is str:
        return [_shared(word) for word in value]
    return value


def _refuse(rule: str, message: str) -> Never:
    raise InvalidFile(faults=(Fault("$", rule, message),))


def _integer(text: str) -> int:
    if len(text) <= _LONGEST_INTEGER:
        return int(text)
    return -_BEYOND if text.startswith("-") else _BEYOND


def _inspect(document: object, faults: Faults) -> None:
    """Report what is not JSON although Python reads it; a loop, since nesting may be deep."""
    waiting: list[tuple[str, object]] = [("$", document)]
    while waiting:
        path, value = waiting.pop()
        _inspect_value(path, value, faults)
        if isinstance(value, dict):
            waiting.extend((member(path, key), child) for key, child in value.items() if _suspicious(child))
            _inspect_keys(path, value, faults)
        elif isinstance(value, list):
            waiting.extend((item(path, i), child) for i, child in enumerate(value) if _suspicious(child))


def _suspicious(value: object) -> bool:
    if isinstance(value, str):
        return not value.isascii()
    return isinstance(value, _NotANumber) or (isinstance(value, (dict, list)) and bool(value))


def _inspect_value(path: str, value: object, faults: Faults) -> None:
    if isinstance(value, _NotANumber):
        faults.add(path=path, rule="not_a_number", message="NaN и Infinity в JSON не бывает: нужно число")
        faults.unreadable.add(path)
    if isinstance(value, str) and not _encodable(value):
        faults.add(path=path, rule="bad_text", message="строка содержит половину знака (непарный суррогат)")


def _inspect_keys(path: str, value: dict[str, object], faults: Faults) -> None:
    if isinstance(value, _Repeated):
        for key in value.keys_twice:
            faults.add(path=member(path, key), rule="repeated_key", message="поле указано дважды")
    for key in value:
        if not key.isascii() and not _encodable(key):
            faults.add(path=path, rule="bad_text", message="имя поля содержит половину знака")


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
