"""Who may do what: roles, actions and the one table that joins them; what is not in it is denied.

The rows follow the 61 permissions of the regulations. Where a regulation decides (whether the system
administrator shares the curator's work, say), the command asks the regulation beside this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.errors import NotAllowed


class Role(StrEnum):
    """A role in one institution; the values are stored in events and never change.

    The order decides under which role somebody with several acts.
    """

    HEAD = "head"
    CURATOR = "curator"
    ASSOCIATION = "association"
    """A member of the methodical association of mentors (commission, council).

    Stands before the mentor: its members are mentors themselves, and what a party does for itself is told by
    who it is, not by its role.
    """
    MENTOR = "mentor"
    MENTEE = "mentee"
    STAFF = "staff"
    """Any registered worker: answers the questionnaire, signs for himself, may be engaged by a mentor."""
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    TRADE_UNION_CHAIR = "trade_union_chair"
    PEDAGOGICAL_COUNCIL = "pedagogical_council"
    """Who keeps the protocol of the pedagogical council."""
    OPERATOR = "operator"
    """Whoever can open the data folder: the command line on the server itself."""


class Action(StrEnum):
    """What a command or a page does, as the permission table names it."""

    SET_UP_INSTITUTION = "set_up_institution"
    GRANT_ROLES = "grant_roles"
    REGISTER_PERSONS = "register_persons"
    CONSIDER_REGULATION = "consider_regulation"
    AGREE_REGULATION = "agree_regulation"
    DRAFT_REGULATION = "draft_regulation"
    DRAFT_ORDERS = "draft_orders"
    SIGN_ORDERS = "sign_orders"
    ACKNOWLEDGE_ORDERS = "acknowledge_orders"
    CONTROL_ORDERS = "control_orders"
    DRAFT_LOCAL_ACTS = "draft_local_acts"
    ISSUE_LOCAL_ACTS = "issue_local_acts"
    PUBLISH = "publish"
    DRAFT_ROADMAP = "draft_roadmap"
    KEEP_ROADMAP = "keep_roadmap"
    PROPOSE_ASSOCIATION = "propose_association"
    ASSOCIATION_WORK = "association_work"
    ENDORSE_PAIRS = "endorse_pairs"
    KEEP_BANKS = "keep_banks"
    REVIEW_NEEDS = "review_needs"
    GIVE_OWN_CONSENT = "give_own_consent"
    ANSWER_QUESTIONNAIRE = "answer_questionnaire"
    SUBMIT_REQUEST = "submit_request"
    KEEP_QUESTIONNAIRES = "keep_questionnaires"
    ADMIT_MENTOR = "admit_mentor"
    TRAIN_MENTORS = "train_mentors"
    APPROVE_PARTICIPANTS = "approve_participants"
    SET_CAPACITY = "set_capacity"
    RUN_MATCHER = "run_matcher"
    PROPOSE_PAIRS = "propose_pairs"
    EXPRESS_INTEREST = "express_interest"
    AGREE_PAIRS = "agree_pairs"
    SIGN_DUTIES_CONSENT = "sign_duties_consent"
    SUPPORT_UNMATCHED = "support_unmatched"
    COMPOSE_PROGRAMME = "compose_programme"
    CONTRIBUTE_TO_PROGRAMME = "contribute_to_programme"
    REVIEW_PROGRAMME = "review_programme"
    SIGN_ACQUAINTANCE = "sign_acquaintance"
    CARRY_OUT_PROGRAMME = "carry_out_programme"
    CHANGE_PROGRAMME = "change_programme"
    GUIDE_MENTEE = "guide_mentee"
    CHECK_TASKS = "check_tasks"
    ASK_FOR_HELP = "ask_for_help"
    GIVE_HELP = "give_help"
    ENGAGE_COLLEAGUES = "engage_colleagues"
    ANSWER_ENGAGEMENT = "answer_engagement"
    ASK_FOR_PERSONAL_FILE = "ask_for_personal_file"
    GRANT_PERSONAL_FILE = "grant_personal_file"
    PROPOSE_MEASURES = "propose_measures"
    ANSWER_MEASURES = "answer_measures"
    DECIDE_MEASURES = "decide_measures"
    PROPOSE_IMPROVEMENTS = "propose_improvements"
    DECIDE_IMPROVEMENTS = "decide_improvements"
    ASK_FOR_RELEASE = "ask_for_release"
    ARRANGE_SUBSTITUTION = "arrange_substitution"
    DECIDE_RELEASE = "decide_release"
    ASK_FOR_RELIEF = "ask_for_relief"
    PETITION_FOR_REPLACEMENT = "petition_for_replacement"
    REFER_PETITIONS = "refer_petitions"
    DECIDE_PETITIONS = "decide_petitions"
    REPLACE_MENTOR = "replace_mentor"
    ASK_FOR_TERMINATION = "ask_for_termination"
    END_PROGRAMME = "end_programme"
    REPORT_AS_MENTOR = "report_as_mentor"
    REPORT_AS_MENTEE = "report_as_mentee"
    CLOSE_PROGRAMME = "close_programme"
    MEDIATE = "mediate"
    ASK_FOR_MEDIATION = "ask_for_mediation"
    PROPOSE_INCENTIVES = "propose_incentives"
    APPROVE_INCENTIVES = "approve_incentives"
    MONITOR = "monitor"
    CONTRIBUTE_TO_MONITORING = "contribute_to_monitoring"
    KEEP_STATISTICS = "keep_statistics"
    KEEP_PRACTICES = "keep_practices"
    HOLD_EVENTS = "hold_events"
    KEEP_PARTNERS = "keep_partners"
    KEEP_LABOUR_AGREEMENTS = "keep_labour_agreements"
    ERASE_PERSON = "erase_person"
    SEND_NOTICES = "send_notices"
    READ_NOTICES = "read_notices"
    VIEW_BANKS = "view_banks"
    VIEW_ROUNDS = "view_rounds"
    VIEW_INSTITUTION = "view_institution"
    VIEW_ORDERS = "view_orders"
    VIEW_PROGRAMMES = "view_programmes"
    VIEW_REPORTS = "view_reports"
    VIEW_DEADLINES = "view_deadlines"
    VIEW_COMPLIANCE = "view_compliance"


_EVERYBODY: Final = frozenset(
    {
        Action.ACKNOWLEDGE_ORDERS,
        Action.CONTROL_ORDERS,
        Action.GIVE_OWN_CONSENT,
        Action.ANSWER_QUESTIONNAIRE,
        Action.SUBMIT_REQUEST,
        Action.ANSWER_ENGAGEMENT,
        Action.ASK_FOR_MEDIATION,
        Action.READ_NOTICES,
        Action.VIEW_INSTITUTION,
    }
)
"""What each person of the institution may do for himself, whatever else he is."""

_PARTICIPANT: Final = _EVERYBODY | {
    Action.PROPOSE_PAIRS,
    Action.EXPRESS_INTEREST,
    Action.SIGN_DUTIES_CONSENT,
    Action.CONTRIBUTE_TO_PROGRAMME,
    Action.CARRY_OUT_PROGRAMME,
    Action.CHANGE_PROGRAMME,
    Action.PROPOSE_IMPROVEMENTS,
    Action.ASK_FOR_RELEASE,
    Action.ASK_FOR_TERMINATION,
    Action.CONTRIBUTE_TO_MONITORING,
    Action.VIEW_PROGRAMMES,
}

_ON_PAPER: Final = frozenset(
    {
        Action.SUBMIT_REQUEST,
        Action.EXPRESS_INTEREST,
        Action.SIGN_DUTIES_CONSENT,
        Action.SIGN_ACQUAINTANCE,
        Action.CARRY_OUT_PROGRAMME,
        Action.CHANGE_PROGRAMME,
        Action.GUIDE_MENTEE,
        Action.ASK_FOR_RELIEF,
        Action.PETITION_FOR_REPLACEMENT,
        Action.ASK_FOR_TERMINATION,
        Action.REPORT_AS_MENTOR,
        Action.REPORT_AS_MENTEE,
    }
)
"""What the curator may record for another from a signed paper (see ``Work.speaks_for``)."""

_VIEWS: Final = frozenset(
    {
        Action.VIEW_BANKS,
        Action.VIEW_ROUNDS,
        Action.VIEW_INSTITUTION,
        Action.VIEW_ORDERS,
        Action.VIEW_PROGRAMMES,
        Action.VIEW_REPORTS,
        Action.VIEW_DEADLINES,
        Action.VIEW_COMPLIANCE,
    }
)

_HEAD: Final = (
    _EVERYBODY
    | _VIEWS
    | {
        Action.GRANT_ROLES,
        Action.REGISTER_PERSONS,
        Action.DRAFT_REGULATION,
        Action.DRAFT_ROADMAP,
        Action.DRAFT_ORDERS,
        Action.SIGN_ORDERS,
        Action.DRAFT_LOCAL_ACTS,
        Action.ISSUE_LOCAL_ACTS,
        Action.APPROVE_PARTICIPANTS,
        Action.GRANT_PERSONAL_FILE,
        Action.DECIDE_MEASURES,
        Action.DECIDE_RELEASE,
        Action.ARRANGE_SUBSTITUTION,
        Action.DECIDE_PETITIONS,
        Action.REPLACE_MENTOR,
        Action.MEDIATE,
        Action.PROPOSE_INCENTIVES,
        Action.APPROVE_INCENTIVES,
        Action.MONITOR,
        Action.KEEP_PARTNERS,
        Action.KEEP_LABOUR_AGREEMENTS,
        Action.ERASE_PERSON,
    }
)

_CURATOR: Final = (
    _EVERYBODY
    | _ON_PAPER
    | _VIEWS
    | {
        Action.DRAFT_REGULATION,
        Action.DRAFT_ROADMAP,
        Action.DRAFT_ORDERS,
        Action.DRAFT_LOCAL_ACTS,
        Action.PUBLISH,
        Action.KEEP_ROADMAP,
        Action.PROPOSE_ASSOCIATION,
        Action.ASSOCIATION_WORK,
        Action.REGISTER_PERSONS,
        Action.KEEP_BANKS,
        Action.REVIEW_NEEDS,
        Action.KEEP_QUESTIONNAIRES,
        Action.ADMIT_MENTOR,
        Action.TRAIN_MENTORS,
        Action.SET_CAPACITY,
        Action.RUN_MATCHER,
        Action.PROPOSE_PAIRS,
        Action.AGREE_PAIRS,
        Action.SUPPORT_UNMATCHED,
        Action.CONTRIBUTE_TO_PROGRAMME,
        Action.REVIEW_PROGRAMME,
        Action.DECIDE_IMPROVEMENTS,
        Action.ARRANGE_SUBSTITUTION,
        Action.REPLACE_MENTOR,
        Action.END_PROGRAMME,
        Action.CLOSE_PROGRAMME,
        Action.MEDIATE,
        Action.REFER_PETITIONS,
        Action.PROPOSE_INCENTIVES,
        Action.MONITOR,
        Action.CONTRIBUTE_TO_MONITORING,
        Action.KEEP_STATISTICS,
        Action.KEEP_PRACTICES,
        Action.HOLD_EVENTS,
        Action.KEEP_PARTNERS,
        Action.KEEP_LABOUR_AGREEMENTS,
        Action.SEND_NOTICES,
    }
)

_MENTOR: Final = _PARTICIPANT | {
    Action.COMPOSE_PROGRAMME,
    Action.GUIDE_MENTEE,
    Action.KEEP_LABOUR_AGREEMENTS,
    Action.CHECK_TASKS,
    Action.GIVE_HELP,
    Action.ENGAGE_COLLEAGUES,
    Action.ASK_FOR_PERSONAL_FILE,
    Action.PROPOSE_MEASURES,
    Action.ASK_FOR_RELIEF,
    Action.REPORT_AS_MENTOR,
}

_MENTEE: Final = _PARTICIPANT | {
    Action.SIGN_ACQUAINTANCE,
    Action.ASK_FOR_HELP,
    Action.ANSWER_MEASURES,
    Action.PETITION_FOR_REPLACEMENT,
    Action.REPORT_AS_MENTEE,
}

_ASSOCIATION: Final = _EVERYBODY | {
    Action.DRAFT_LOCAL_ACTS,
    Action.ASSOCIATION_WORK,
    Action.ENDORSE_PAIRS,
    Action.PROPOSE_PAIRS,
    Action.CONTRIBUTE_TO_PROGRAMME,
    Action.MEDIATE,
    Action.REFER_PETITIONS,
    Action.PROPOSE_INCENTIVES,
    Action.CONTRIBUTE_TO_MONITORING,
    Action.KEEP_PRACTICES,
    Action.VIEW_ROUNDS,
    Action.VIEW_PROGRAMMES,
}

_SYSTEM_ADMINISTRATOR: Final = frozenset(
    {
        Action.SET_UP_INSTITUTION,
        Action.GRANT_ROLES,
        Action.REGISTER_PERSONS,
        Action.CONSIDER_REGULATION,
        Action.AGREE_REGULATION,
        Action.PUBLISH,
        Action.KEEP_BANKS,
        Action.KEEP_STATISTICS,
        Action.KEEP_PRACTICES,
        Action.SEND_NOTICES,
        Action.VIEW_BANKS,
        Action.VIEW_INSTITUTION,
        Action.VIEW_DEADLINES,
    }
)

_AUDITOR: Final = frozenset(
    {Action.VIEW_INSTITUTION, Action.VIEW_ORDERS, Action.VIEW_DEADLINES, Action.VIEW_COMPLIANCE}
)

ALLOWED: Final[Mapping[Role, frozenset[Action]]] = MappingProxyType(
    {
        Role.HEAD: _HEAD,
        Role.CURATOR: _CURATOR,
        Role.MENTOR: _MENTOR,
        Role.MENTEE: _MENTEE,
        Role.ASSOCIATION: _ASSOCIATION,
        Role.STAFF: _EVERYBODY,
        Role.AUDITOR: _AUDITOR,
        Role.SYSTEM_ADMINISTRATOR: _SYSTEM_ADMINISTRATOR,
        Role.TRADE_UNION_CHAIR: frozenset({Action.AGREE_REGULATION, Action.VIEW_INSTITUTION}),
        Role.PEDAGOGICAL_COUNCIL: frozenset({Action.CONSIDER_REGULATION, Action.VIEW_INSTITUTION}),
        Role.OPERATOR: frozenset(Action),
    }
)
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
