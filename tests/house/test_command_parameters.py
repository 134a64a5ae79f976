"""No parameter of a command is taken for an argument of the run itself."""

import inspect

from service.commands.catalogue import all_commands
from service.commands.runtime import Runtime

RESERVED = {
    name
    for name, parameter in inspect.signature(Runtime.run).parameters.items()
    if parameter.kind is not inspect.Parameter.VAR_KEYWORD
}


def test_the_run_takes_its_own_arguments_by_name_beside_those_of_the_command() -> None:
    assert {"self", "command", "institution", "actor", "key", "on", "content"} == RESERVED


def test_no_parameter_of_a_command_is_named_like_an_argument_of_the_run() -> None:
    taken = {
        name: sorted(names)
        for name, command in all_commands().items()
        if (names := RESERVED & set(command.parameters.__struct_fields__))
    }
    assert taken == {}
