"""Choosing another pair than the proposed one, knowing what it costs."""

from datetime import date

from service.access import Actor
from service.aggregates.match_round import MatchRoundClosed
from service.commands.match_conditions import record_override
from service.commands.match_questions import PriceOf
from service.commands.open_run import OpenRun, need_people
from service.commands.runtime import Runtime
from service.errors import Refused
from service.matching.pricing.loss import FORBID, Price
from service.matching.words import rule_words
from service.projections.rounds import open_round


class PairProposedAlready(Refused):
    """The run proposed this very pair."""


class PairImpossible(Refused):
    """A rule forbids the pair, so that nobody may choose it; facts: ``why``, in words."""

    requirement = "R-060"


def override_proposal(
    runtime: Runtime,
    opened: OpenRun,
    *,
    actor: Actor,
    mentee: str,
    mentor: str,
    reason: str,
    on: date | None = None,
) -> Price:
    """Choose a pair against the proposal of a run; its price is recorded.

    Raises:
        NotAllowed, NotFound, NothingProposed, PairProposedAlready, PairImpossible.
        MatchRoundClosed: the run is not one of the open round.
        PairReasonMissing, PairBannedByCurator, PairPinnedByCurator, MenteePinnedElsewhere, MentorPinnedFull
        and whatever keeps two people from being a pair.

    """
    institution = opened.row["institution"]
    need_people(opened, mentee=mentee, mentor=mentor)
    with runtime.reading() as connection:
        if open_round(connection, institution) != opened.row["round"]:
            raise MatchRoundClosed
    price = opened.ask(PriceOf(proposal=opened.proposal, mentee=mentee, mentor=mentor))
    if price.change == FORBID:
        raise PairProposedAlready
    if price.rules:
        raise PairImpossible(why="; ".join(rule_words(rule.rule, rule.whose) for rule in price.rules))
    runtime.run(
        record_override,
        institution=institution,
        actor=actor,
        on=on,
        run=opened.row["id"],
        mentee=mentee,
        mentor=mentor,
        instead=opened.proposed_to(mentee),
        price={loss.goal: loss.loss for loss in price.losses},
        reason=reason,
    )
    return price
