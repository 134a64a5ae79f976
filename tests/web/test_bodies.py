"""What a program reads when its body is wrong: one Russian sentence that names the field."""

import re

import msgspec
import pytest

from service.commands.json_bodies import Malformed, read_json
from service.commands.registry import COMMANDS
from service.values import OrderReference
from service.web.api import body_of


class Signed(msgspec.Struct, forbid_unknown_fields=True):
    """A body with an object in it."""

    order: OrderReference


CAPACITY = body_of(COMMANDS["set_mentor_capacity"])


@pytest.mark.parametrize(
    ("shape", "body", "sentence"),
    [
        (CAPACITY, "", "Не хватает поля «mentor»."),
        (CAPACITY, '{"mentor": "m"}', "Не хватает поля «limit»."),
        (CAPACITY, '{"mentor": "m", "limit": "2"}', "Поле «limit»: ожидается целое число, получено: текст."),
        (
            CAPACITY,
            '{"mentor": "m", "limit": 2, "effective_on": "1.9.2026"}',
            "Поле «effective_on»: ожидается дата в виде 2026-09-01.",
        ),
        (CAPACITY, '{"mentor": "m", "limit": 2, "x": 1}', "Лишнее поле «x»."),
        (Signed, '{"order": {"number": "5"}}', "Не хватает поля «order.signed_on»."),
        (Signed, '{"order": 7}', "Поле «order»: ожидается объект, получено: целое число."),
        (CAPACITY, "[]", "Тело запроса: ожидается объект, получено: список."),
        (CAPACITY, "{", "Тело запроса — не JSON в кодировке UTF-8."),
        (CAPACITY, '{"mentor": "\\u0000", "limit": 1}', "В теле запроса есть недопустимый знак с кодом 0."),
    ],
)
def test_a_wrong_body_is_told_in_a_sentence_that_names_the_field(
    shape: type[msgspec.Struct], body: str, sentence: str
) -> None:
    with pytest.raises(Malformed, match=f"^{re.escape(sentence)}$"):
        read_json(body.encode(), shape)


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"mentor": "\xff", "limit": 1}', b'{"mentor": "\\ud800"}'])
def test_what_is_not_utf_8_is_no_json(body: bytes) -> None:
    with pytest.raises(Malformed, match="не JSON"):
        read_json(body, CAPACITY)


def test_a_number_of_any_length_is_only_malformed() -> None:
    with pytest.raises(Malformed):
        read_json(b'{"mentor": "m", "limit": ' + b"9" * 10_000 + b"}", CAPACITY)
