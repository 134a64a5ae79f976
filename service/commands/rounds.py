"""Rounds of forming pairs: opening and closing, proposals by hand, interest, the association's word."""

from itertools import count
from typing import Final

from service.access import Action, Role
from service.aggregates.association import Association
from service.aggregates.match_round import MatchRound, Proposer
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.pair_people import need_fitting_profile, need_participants
from service.commands.registry import command
from service.commands.work import NotOwnAct, Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import kind_of, same_person
from service.regulations.regulation import Regulation
from service.values import OrderReference, Pii, Rating

_BY_ROLE: Final[dict[Role, Proposer]] = {
    Role.CURATOR: "curator",
    Role.OPERATOR: "curator",
    Role.ASSOCIATION: "association",
}


class RoundAlreadyOpen(Refused):
    """A round is going on; close it first."""

    requirement = "R-056"


class NoOpenRound(Refused):
    """Pairs are formed in a round, and none is open."""

    requirement = "R-056"


class EndorsementNotProvided(Refused):
    """The regulation gives the association no part in forming pairs, or there is no association."""

    requirement = "R-028"


def latest_round(work: Work) -> MatchRound | None:
    """The round that was opened last; the declines in it are all that hold."""
    return work.log.find(MatchRound, _round_id(work, _last_number(work)))


def start_round(work: Work, round_id: str) -> MatchRound:
    """Open a round under an id; the declines of the round before go on holding (R-061)."""
    before = latest_round(work)
    started = MatchRound.start(MatchRound.MatchRoundOpened, round_id, opened_on=work.on)
    if before is not None:
        started.carry_over(declines=before.declines)
    return started


def need_open_round(work: Work) -> MatchRound:
    """The round that is open, with its stale proposals expired.

    Raises:
        NoOpenRound: there is none, or the last one is closed.

    """
    current = latest_round(work)
    if current is None or current.closed:
        raise NoOpenRound
    days = work.load_regulation().number("policy.match_proposal_expiry_days")
    if days is not None:
        current.expire(on=work.on, days=days)
    return current


def needs_endorsement(work: Work, regulation: Regulation) -> bool:
    """Whether a pair needs the association's endorsement before it is agreed (A-05)."""
    step = regulation.text("association.endorsement_step")
    return step == "required_if_association_exists" and _has_association(work)


@command(title="Открыть подбор", action=Action.RUN_MATCHER, requirements=("R-056", "R-061"))
def open_match_round(work: Work) -> Decision:
    """Open the next round of forming pairs; declines that nobody lifted go on holding."""
    before = latest_round(work)
    if before is not None and not before.closed:
        raise RoundAlreadyOpen
    started = start_round(work, _round_id(work, _last_number(work) + 1))
    return Decision((started,), {"round": started.id})


@command(title="Закрыть подбор", action=Action.RUN_MATCHER, requirements=("R-056",))
def close_match_round(work: Work) -> Decision:
    """Close the open round; what is agreed in it goes its way, what is not is proposed in the next one."""
    current = need_open_round(work)
    current.close(closed_on=work.on)
    return Decision((current,), {"round": current.id})


@command(
    title="Предложить пару или группу", action=Action.PROPOSE_PAIRS, requirements=("R-060", "R-063", "R-069")
)
def propose_pair(work: Work, *, mentor: str, mentees: tuple[str, ...]) -> Decision:
    """Propose a pair or group by hand; a mentor and a mentee propose only what they are part of."""
    by = _proposer(work, mentor, mentees)
    current = need_open_round(work)
    leader, led = work.get(Mentor, mentor), tuple(work.get(Mentee, mentee) for mentee in mentees)
    need_participants(work, mentor=leader, mentees=led)
    need_fitting_profile(mentor=leader, mentees=led)
    current.propose(mentor=mentor, mentees=mentees, by=by, proposed_on=work.on)
    return Decision((current,), {"round": current.id})


@command(title="Выразить интерес или отказаться", action=Action.EXPRESS_INTEREST, requirements=("R-061",))
def express_interest(work: Work, *, entry: str, other: str, rating: Rating) -> Decision:
    """Say for oneself how much the other one interests; 0 declines without a reason, 1 or more lifts it."""
    source = work.speaks_for(entry)
    current = need_open_round(work)
    if _is_mentor(entry):
        mentor, mentee = work.get(Mentor, entry).id, work.get(Mentee, other).id
        current.express_mentor_interest(mentee=mentee, mentor=mentor, rating=rating, source=source)
    else:
        mentee, mentor = work.get(Mentee, entry).id, work.get(Mentor, other).id
        current.express_mentee_interest(mentee=mentee, mentor=mentor, rating=rating, source=source)
    return Decision((current,), {"round": current.id})


@command(title="Одобрить пару или группу", action=Action.ENDORSE_PAIRS, requirements=("R-028",))
def endorse_pair(
    work: Work, *, mentor: str, mentees: tuple[str, ...], protocol: OrderReference | None = None
) -> Decision:
    """Endorse a pair that all its parties want, as the association of mentors."""
    _need_association(work)
    current = need_open_round(work)
    current.endorse(mentor=mentor, mentees=mentees, protocol=protocol, endorsed_on=work.on)
    return Decision((current,), {"round": current.id})


@command(title="Вернуть пару или группу на подбор", action=Action.ENDORSE_PAIRS, requirements=("R-028",))
def return_pair(work: Work, *, mentor: str, mentees: tuple[str, ...], reason: str) -> Decision:
    """Return a pair to the curator as the association of mentors; it has to be proposed anew."""
    _need_association(work)
    current = need_open_round(work)
    current.give_back(mentor=mentor, mentees=mentees, reason=Pii(work.actor, reason), returned_on=work.on)
    return Decision((current,), {"round": current.id})


@command(title="Снять просроченные предложения пар", action=Action.RUN_MATCHER, requirements=("R-061",))
def expire_proposals(work: Work) -> Decision:
    """Let proposals expire that nobody answered in time; without an open round nothing happens."""
    current = latest_round(work)
    if current is None or current.closed:
        return Decision()
    return Decision((need_open_round(work),))


def _last_number(work: Work) -> int:
    """How many rounds there were; only the first event of each is read, since their runs are large."""
    rows = work.log.recorder.select_events
    return next(n for n in count() if not rows(_round_id(work, n + 1), limit=1))


def _round_id(work: Work, number: int) -> str:
    return fixed_id(work.institution, "match_round", number)


def _is_mentor(entry: str) -> bool:
    return kind_of(entry) == Mentor.TOPIC


def _proposer(work: Work, mentor: str, mentees: tuple[str, ...]) -> Proposer:
    if same_person(work.actor, mentor):
        return "mentor"
    if any(same_person(work.actor, mentee) for mentee in mentees):
        return "mentee"
    if work.role not in _BY_ROLE:
        raise NotOwnAct(mentor)
    return _BY_ROLE[work.role]


def _has_association(work: Work) -> bool:
    found = work.log.find(Association, fixed_id(work.institution, "association"))
    return found is not None and found.exists


def _need_association(work: Work) -> None:
    step = work.load_regulation().text("association.endorsement_step")
    if step == "absent" or not _has_association(work):
        raise EndorsementNotProvided
