"""Who may do what: roles, actions and the one table that joins them; what is not in it is denied."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from service.errors import NotAllowed


class Role(StrEnum):
    """A role in one institution; the values are stored in events and never change."""

    HEAD = "head"
    CURATOR = "curator"
    MENTOR = "mentor"
    MENTEE = "mentee"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    OPERATOR = "operator"
    """Whoever can open the data folder: the command line on the server itself."""


class Action(StrEnum):
    """What a command or a page does, as the permission table names it."""

    SET_UP_INSTITUTION = "set_up_institution"
    CONSIDER_REGULATION = "consider_regulation"
    AGREE_REGULATION = "agree_regulation"
    APPROVE_REGULATION = "approve_regulation"
    DRAFT_ROADMAP = "draft_roadmap"
    APPOINT_CURATOR = "appoint_curator"
    KEEP_BANKS = "keep_banks"
    ADMIT_MENTOR = "admit_mentor"
    SET_CAPACITY = "set_capacity"
    WITHDRAW_OWN_CONSENT = "withdraw_own_consent"
    EXPRESS_INTEREST = "express_interest"
    RUN_MATCHER = "run_matcher"
    VIEW_BANKS = "view_banks"
    VIEW_ROUNDS = "view_rounds"
    VIEW_INSTITUTION = "view_institution"


_CURATOR_WORK: Final = frozenset(
    {
        Action.DRAFT_ROADMAP,
        Action.KEEP_BANKS,
        Action.ADMIT_MENTOR,
        Action.SET_CAPACITY,
        Action.RUN_MATCHER,
        Action.VIEW_BANKS,
        Action.VIEW_ROUNDS,
        Action.VIEW_INSTITUTION,
    }
)

ALLOWED: Final[dict[Role, frozenset[Action]]] = {
    Role.HEAD: frozenset(
        {
            Action.APPROVE_REGULATION,
            Action.APPOINT_CURATOR,
            Action.VIEW_BANKS,
            Action.VIEW_ROUNDS,
            Action.VIEW_INSTITUTION,
        }
    ),
    Role.CURATOR: _CURATOR_WORK,
    Role.MENTOR: frozenset({Action.EXPRESS_INTEREST, Action.WITHDRAW_OWN_CONSENT, Action.VIEW_INSTITUTION}),
    Role.MENTEE: frozenset({Action.EXPRESS_INTEREST, Action.WITHDRAW_OWN_CONSENT, Action.VIEW_INSTITUTION}),
    Role.AUDITOR: frozenset({Action.VIEW_INSTITUTION}),
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {
            Action.SET_UP_INSTITUTION,
            Action.CONSIDER_REGULATION,
            Action.AGREE_REGULATION,
            Action.VIEW_INSTITUTION,
        }
    ),
    Role.OPERATOR: frozenset(Action),
}
"""The permission table: role → actions."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person id or a system name, never a login, with roles per institution.

    A role under the key ``"*"`` holds in every institution.
    """

    id: str
    roles: dict[str, frozenset[Role]] = field(default_factory=dict)

    def roles_in(self, institution: str) -> frozenset[Role]:
        """The roles that count in one institution."""
        return self.roles.get(institution, frozenset()) | self.roles.get("*", frozenset())


def role_for(actor: Actor, action: Action, institution: str) -> Role | None:
    """The role under which the actor may do the action, or ``None``."""
    for role in Role:
        if role in actor.roles_in(institution) and action in ALLOWED[role]:
            return role
    return None


def require(actor: Actor, action: Action, institution: str) -> Role:
    """Return the role under which the actor may do the action.

    Raises:
        NotAllowed: the table gives the actor no such right in this institution.

    """
    role = role_for(actor, action, institution)
    if role is None:
        raise NotAllowed(action)
    return role


def operator() -> Actor:
    """The command line on the server itself."""
    return Actor(id="operator", roles={"*": frozenset({Role.OPERATOR})})
