"""Commands, lists, effects of orders and refusals each have a name of their own."""

import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module

import pytest

from service.access import Action
from service.commands import sentences
from service.commands.catalogue import all_commands, all_views
from service.commands.order_effects import EFFECTS, Signing, effect
from service.commands.registry import DeclaredTwice, command
from service.commands.texts import SENTENCES
from service.commands.views import Asked, Row, view
from service.commands.work import Work
from service.errors import NotAllowed, NotFound, Refused
from service.events import Aggregate
from service.eventstore.log import Decision


def sign_order(_: Work) -> Decision:
    """Go by the name of another command."""
    return Decision()


def nothing(_: Asked) -> Sequence[Row]:
    """Answer nothing."""
    return ()


def no_change(_: Work, __: Signing) -> tuple[Aggregate, ...]:
    return ()


def nobody(_: Work, __: tuple[str, ...]) -> tuple[str, ...]:
    return ()


def test_a_second_command_of_one_name_is_not_declared() -> None:
    known = all_commands()["sign_order"]
    declare = command(title="Подписать", action=Action.SIGN_ORDERS, requirements=("R-002",))
    with pytest.raises(DeclaredTwice):
        declare(sign_order)
    assert all_commands()["sign_order"] is known


def test_a_second_list_of_one_name_is_not_declared() -> None:
    known = all_views()["links"]
    with pytest.raises(DeclaredTwice):
        view(name="links", title="Связи", action=Action.VIEW_REPORTS)(nothing)
    assert all_views()["links"] is known


def test_a_kind_of_order_has_one_effect() -> None:
    all_commands()
    known = EFFECTS["curator_relief"]
    with pytest.raises(DeclaredTwice):
        effect("curator_relief", named=nobody)(no_change)
    assert EFFECTS["curator_relief"] is known


def test_names_of_commands_and_lists_are_written_one_way() -> None:
    names = (*all_commands(), *all_views())
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []


def test_no_two_refusals_share_a_name_and_so_a_sentence() -> None:
    all_commands()
    refusals = (kind.__name__ for marker in (Refused, NotAllowed, NotFound) for kind in kinds(marker))
    assert repeated(refusals) == []
    subjects = (
        import_module(f"{sentences.__name__}.{module.name}")
        for module in pkgutil.iter_modules(sentences.__path__)
    )
    told = [name for subject in subjects for name in subject.SENTENCES]
    assert repeated(told) == []
    assert set(told) == SENTENCES.keys()


def repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def kinds(marker: type[Exception]) -> list[type[Exception]]:
    return [each for below in marker.__subclasses__() for each in (below, *kinds(below))]
