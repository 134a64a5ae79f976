"""Role × command × own or foreign institution: complete by construction, and without a single violation."""

from collections.abc import Mapping

import pytest

from service.access import ALLOWED, Action, Actor, Role, require
from service.commands.catalogue import all_commands
from service.commands.runtime import Runtime
from service.errors import NotAllowed
from tests.commands.permission_rows import ROLES, Violation, rows, violations


def test_every_command_has_its_row_and_every_row_its_command() -> None:
    assert rows().keys() == all_commands().keys()


def test_the_code_allows_what_the_matrix_says_and_nothing_else() -> None:
    assert list(violations(all_commands())) == []


def test_a_planted_hole_is_found() -> None:
    hole = {**ALLOWED, Role.MENTOR: ALLOWED[Role.MENTOR] | {Action.SIGN_ORDERS}}
    found = list(violations(all_commands(), hole))
    assert Violation("sign_order", Role.MENTOR, allowed=True) in found
    assert {each.role for each in found} == {Role.MENTOR}
    wall = {**ALLOWED, Role.HEAD: ALLOWED[Role.HEAD] - {Action.SIGN_ORDERS}}
    assert Violation("sign_order", Role.HEAD, allowed=False) in list(violations(all_commands(), wall))


def test_a_command_without_a_row_fails_the_build() -> None:
    unknown: Mapping[str, object] = {**all_commands(), "fire_everybody": all_commands()["sign_order"]}
    with pytest.raises(KeyError, match="fire_everybody"):
        list(violations(unknown))  # type: ignore[arg-type] # a planted command


@pytest.mark.requirement("R-118")
@pytest.mark.parametrize("name", all_commands())
def test_whoever_has_no_right_gets_nowhere_and_leaves_nothing(stage: Runtime, name: str) -> None:
    command, before = all_commands()[name], stage.log.head()
    for role in ROLES:
        somebody = Actor(id="001/person/x", roles={"001": frozenset({role})})
        if role in rows()[name]:
            assert require(somebody, command.action, "001") is role
        else:
            with pytest.raises(NotAllowed):
                stage.run(command, institution="001", actor=somebody)
        with pytest.raises(NotAllowed):
            stage.run(command, institution="004", actor=somebody)
    assert stage.log.head() == before


def test_only_the_head_signs_orders_and_nobody_approves_his_own_roadmap() -> None:
    signing = [name for name, command in all_commands().items() if command.action is Action.SIGN_ORDERS]
    assert {role for name in signing for role in rows()[name]} == {Role.HEAD}
