"""Whom a name on the command line or in a token stands for: a person with the roles that events gave him."""

from typing import Final

from service.access import Actor, Role, operator
from service.commands.runtime import Runtime
from service.errors import NotFound
from service.ids import belongs_to, person_of, random_part
from service.projections.roles import ONE_HOLDER, holders, roles_of

OPERATOR: Final = "operator"


class ActorUnknown(NotFound):
    """Nobody in the institution goes by this id or holds this office."""


def actor_of(runtime: Runtime, *, institution: str, who: str) -> Actor:
    """Find an actor: ``operator``, the holder of an office (``head``, ``curator``), or a person by id.

    An entry in a bank stands for its person.

    Raises:
        ActorUnknown: there is no such person, or nobody holds the office.

    """
    if who == OPERATOR:
        return operator()
    with runtime.reading() as connection:
        if who in ONE_HOLDER:
            held_by = holders(connection, institution=institution, role=Role(who))
            person = held_by[0] if held_by else ""
        else:
            person = person_of(who) if belongs_to(who, institution) else ""
        roles = roles_of(connection, person)
    if not roles or not random_part(person):
        raise ActorUnknown(who)
    return Actor(id=person, roles={institution: roles})
