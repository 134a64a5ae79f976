"""Who may do what: complete over all commands, roles and foreign institutions."""

import pytest

from service.access import ALLOWED, Action, Actor, Role, operator, require
from service.commands.catalogue import all_commands
from service.errors import NotAllowed


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_row(role: Role) -> None:
    assert role in ALLOWED


@pytest.mark.parametrize("action", list(Action))
def test_nobody_acts_without_a_role(action: Action) -> None:
    with pytest.raises(NotAllowed):
        require(Actor(id="stranger"), action, "001")


def test_only_the_command_line_acts_everywhere() -> None:
    assert require(operator(), Action.RUN_MATCHER, "004") is Role.OPERATOR


def test_every_declared_command_has_a_title_a_sentence_and_requirements() -> None:
    for command in all_commands().values():
        assert command.title[0].isupper()
        assert command.sentence.endswith((".", "…"))
        assert command.requirements
