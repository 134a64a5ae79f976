"""Conditions of forming pairs that people set: pins, bans, tolerance, weights, choices against a proposal."""

from collections.abc import Mapping
from datetime import date

from service.access import Action
from service.aggregates.match_conditions import Criterion, GoalLoss, MatchConditions, Places
from service.aggregates.match_round import CombinationDeclined, InterestInOneself, MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.bank_people import capacity_of
from service.commands.pair_people import need_participants
from service.commands.registry import command
from service.commands.rounds import NoOpenRound, latest_round
from service.commands.work import Work, fixed_id
from service.eventstore.log import Decision
from service.ids import person_of, same_person
from service.values import Pii


@command(
    title="Задать веса критериев подбора", action=Action.DRAFT_REGULATION, requirements=("R-063", "R-064")
)
def set_matching_weights(work: Work, *, weights: dict[Criterion, int], since: date) -> Decision:
    """Set the most points of each criterion from a day on; a criterion that is left out gives none."""
    conditions = load_conditions(work)
    conditions.set_weights(weights=weights, since=since, on=work.on)
    return Decision((conditions,))


@command(title="Задать уступку по соответствию", action=Action.RUN_MATCHER, requirements=("R-061", "R-063"))
def set_fit_tolerance(work: Work, *, per_mille: int) -> Decision:
    """Set how many thousandths of the best fit the open round may give away for interest and even load."""
    conditions = load_conditions(work)
    conditions.set_tolerance(round_id=_open_round(work).id, per_mille=per_mille)
    return Decision((conditions,))


@command(title="Закрепить пару", action=Action.RUN_MATCHER, requirements=("R-056", "R-063"))
def pin_pair(work: Work, *, mentee: str, mentor: str) -> Decision:
    """Pin a pair in the open round: its mentee is proposed to this mentor and to none other."""
    current, conditions = _wanted(work, mentee, mentor)
    conditions.pin(round_id=current.id, mentee=mentee, mentor=mentor, places=_places(work, mentor))
    return Decision((conditions,))


@command(title="Снять закрепление пары", action=Action.RUN_MATCHER, requirements=("R-056", "R-063"))
def unpin_pair(work: Work, *, mentee: str, mentor: str) -> Decision:
    """Take a pin of the open round away, that of a choice against the proposal as well."""
    conditions = load_conditions(work)
    conditions.unpin(round_id=_open_round(work).id, mentee=mentee, mentor=mentor)
    return Decision((conditions,))


@command(title="Запретить пару", action=Action.RUN_MATCHER, requirements=("R-056", "R-063"))
def ban_pair(work: Work, *, mentee: str, mentor: str, reason: str) -> Decision:
    """Keep the matcher from proposing a pair until the ban is lifted; only the curator reads the reason."""
    current = latest_round(work)
    conditions = load_conditions(work)
    conditions.ban(
        round_id=None if current is None or current.closed else current.id,
        mentee=work.get(Mentee, mentee).id,
        mentor=work.get(Mentor, mentor).id,
        reason=Pii(person_of(mentee), reason),
    )
    return Decision((conditions,))


@command(title="Снять запрет пары", action=Action.RUN_MATCHER, requirements=("R-056", "R-063"))
def lift_pair_ban(work: Work, *, mentee: str, mentor: str) -> Decision:
    """Let the matcher propose a banned pair again."""
    conditions = load_conditions(work)
    conditions.lift_ban(mentee=mentee, mentor=mentor)
    return Decision((conditions,))


@command(
    title="Выбрать другую пару вместо предложенной",
    action=Action.RUN_MATCHER,
    requirements=("R-056", "R-063", "R-064"),
    internal=True,
)
def record_override(
    work: Work, *, run: str, mentee: str, mentor: str, instead: str | None, price: dict[str, int], reason: str
) -> Decision:
    """Record a choice against the proposal with the price that was shown; the pair is pinned from now on."""
    current, conditions = _wanted(work, mentee, mentor)
    conditions.override(
        round_id=current.id,
        run=run,
        mentee=mentee,
        mentor=mentor,
        places=_places(work, mentor),
        instead=instead,
        price=_losses(price),
        reason=Pii(person_of(mentee), reason),
    )
    return Decision((conditions,))


def load_conditions(work: Work) -> MatchConditions:
    """Load the conditions of the institution, or begin them."""
    conditions_id = fixed_id(work.institution, "match_conditions")
    found = work.log.find(MatchConditions, conditions_id)
    return found or MatchConditions.start(MatchConditions.MatchConditionsOpened, conditions_id)


def _open_round(work: Work) -> MatchRound:
    current = latest_round(work)
    if current is None or current.closed:
        raise NoOpenRound
    return current


def _wanted(work: Work, mentee: str, mentor: str) -> tuple[MatchRound, MatchConditions]:
    """The open round and the conditions, if these two may be a pair at all.

    Raises:
        NoOpenRound, InterestInOneself, CombinationDeclined.
        MentorNotInBank, MenteeNotInBank, ParticipantConsentMissing, ParticipantLeft, ParticipantNotApproved.

    """
    current = _open_round(work)
    need_participants(work, mentor=work.get(Mentor, mentor), mentees=(work.get(Mentee, mentee),))
    if same_person(mentee, mentor):
        raise InterestInOneself
    if current.is_declined(mentor=mentor, mentees=(mentee,)):
        raise CombinationDeclined
    return current, load_conditions(work)


def _places(work: Work, mentor: str) -> Places:
    """The places of a mentor as the matcher counts them, with the mentees of his pairs."""
    found = work.get(Mentor, mentor)
    most = capacity_of({"capacity": found.capacity}, regulation=work.load_regulation())
    led = frozenset(mentee for mentees in found.places.values() for mentee in mentees)
    return Places(most=most, led=led)


def _losses(price: Mapping[str, int]) -> tuple[GoalLoss, ...]:
    return tuple(GoalLoss(goal=goal, loss=loss) for goal, loss in price.items())
