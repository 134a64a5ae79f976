"""Questions about a stored run that change nothing: what a pair costs, whom else, the next best, repairs."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final

from service.commands.match_questions import BestFew, Departure, NearestTo, PriceOf
from service.commands.open_run import NothingProposed, OpenRun, need_people, need_proposal
from service.commands.overrides import PairImpossible
from service.commands.price_words import losses_words, move_words
from service.commands.run_rows import AlternativesRow, LossRow, MoveRow, PlanRow, PriceRow, RepairRow
from service.commands.texts import clauses_of
from service.errors import NotFound, Refused
from service.matching import words
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.formats.problem import REPAIR
from service.matching.pricing.alternatives import Shortlist
from service.matching.pricing.k_best import MOST_IN_GROUPS, MOST_MENTEES
from service.matching.pricing.loss import BY_EXCHANGE, BY_SOLVING, FORBID, KEEPING_GROUPS, Loss, Move, Price
from service.matching.pricing.repair import Proof
from service.matching.pricing.repair_words import proof_sentence, sentence
from service.matching.pricing.turns import Turn, turns
from service.matching.pricing.worth import coupled

_DOUBTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        BY_EXCHANGE: "наилучшее распределение не доказано",
        BY_SOLVING: "наилучшее распределение не доказано",
        KEEPING_GROUPS: "группы при этом остаются как предложены, с другими могло бы выйти дешевле",
    }
)
"""What is said of a price that is not proven, by the way in which it was found."""


class NoNextBest(Refused):
    """Under a tolerance the goals put the distributions in no single order."""


class TooManyForBest(Refused):
    """Too many mentees have a choice to rank the distributions; facts: ``most``."""


def price_of(opened: OpenRun, *, mentee: str, mentor: str) -> PriceRow:
    """What it costs to force a pair that is not proposed, or to do without one that is.

    Raises:
        NotFound: they took no part in the run.
        NothingProposed.

    """
    need_people(opened, mentee=mentee, mentor=mentor)
    price = opened.ask(PriceOf(proposal=opened.proposal, mentee=mentee, mentor=mentor))
    return price_row(opened, price)


def alternatives_of(opened: OpenRun, *, person: str, most: int = 3) -> AlternativesRow:
    """Whom else a mentee or a mentor could have, the cheapest first.

    Raises:
        NotFound: the person took no part in the run.
        NothingProposed.

    """
    _need_person(opened, person)
    return _alternatives(opened, opened.ask(NearestTo(proposal=opened.proposal, person=person, most=most)))


def best_of(opened: OpenRun, *, count: int) -> tuple[PlanRow, ...]:
    """The best few distributions, each with other pairs.

    Raises:
        NothingProposed.
        NoNextBest: there is a tolerance.
        TooManyForBest.

    """
    found = opened.ask(BestFew(count=count))
    if found == "no order":
        raise NoNextBest
    if found == "too many":
        raise TooManyForBest(most=_most_ranked(opened))
    return tuple(
        PlanRow(
            rank=plan.rank,
            losses=_losses(plan.losses),
            moves=_moves(opened, plan.moves),
            proven=plan.proven,
            sentence=f"{_capital(losses_words(plan.losses))}." if plan.rank > 1 else "Лучшее распределение.",
        )
        for plan in found
    )


def _most_ranked(opened: OpenRun) -> int:
    """How many mentees with a choice are ranked at most; groups make it fewer."""
    allowed = candidates(Eligibility.of(opened.problem))
    return MOST_IN_GROUPS if coupled(opened.problem, allowed) else MOST_MENTEES


def repair_without(opened: OpenRun, *, person: str, frozen: bool = False) -> RepairRow:
    """What would change if a mentor or a mentee left: as many matched as possible, then the fewest changes.

    Raises:
        NotFound: the person took no part in the run.
        NothingProposed: the pins contradict the rules.

    """
    _need_person(opened, person)
    result = opened.ask(Departure(pairs=opened.pairs, person=person, frozen=frozen))
    if result.proof is None:
        raise NothingProposed
    return _repair(opened, result.proof, result.chains, supposed=True)


def changes_of(opened: OpenRun) -> RepairRow | None:
    """What a run that is a repair changed against the pairs before, or ``None`` if it is none.

    Raises:
        NothingProposed.

    """
    need_proposal(opened)
    if opened.problem.mode != REPAIR:
        return None
    before = opened.problem.current
    allowed = candidates(Eligibility.of(opened.problem))
    mentees, mentors = opened.problem.mentees, opened.problem.mentors
    both = zip(allowed.mentee.tolist(), allowed.mentor.tolist(), strict=True)
    able = {(mentees[mentee].id, mentors[mentor].id) for mentee, mentor in both}
    goals = {goal.name: goal for goal in opened.proposal.goals}
    proof = Proof(
        matched=goals["matched"].value,
        most_matched=goals["matched"].bound,
        pairs=len(before),
        gone=sum(pair.key not in able for pair in before),
        kept=goals["stay"].value,
        most_kept=goals["stay"].bound,
    )
    chains = turns(before=before, after=opened.pairs, able=able, mentors={mentor.id for mentor in mentors})
    return _repair(opened, proof, chains)


def _repair(
    opened: OpenRun, proof: Proof, chains: Sequence[Sequence[Turn]], *, supposed: bool = False
) -> RepairRow:
    told = tuple(tuple(sentence(turn, opened.name, supposed=supposed) for turn in each) for each in chains)
    return RepairRow(
        matched=proof.matched,
        kept=proof.kept,
        changed=proof.changed,
        gone=proof.gone,
        proven=proof.proven,
        changes=tuple(chain.from_iterable(told)),
        chains=told,
        sentence=proof_sentence(proof, supposed=supposed),
    )


def _need_person(opened: OpenRun, person: str) -> None:
    """Refuse somebody who did not take part in a run.

    Raises:
        NotFound.

    """
    if all(each.id != person for each in (*opened.problem.mentees, *opened.problem.mentors)):
        raise NotFound(person)


def price_row(opened: OpenRun, price: Price) -> PriceRow:
    """A price in words."""
    rules = tuple(words.rule_words(rule.rule, rule.whose) for rule in price.rules)
    doubt = "" if rules or price.proven else _DOUBTS[price.method]
    cost = "" if rules else _cost(opened, price, rough=bool(doubt))
    return PriceRow(
        mentee_id=price.mentee,
        mentor_id=price.mentor,
        mentee=opened.name(price.mentee),
        mentor=opened.name(price.mentor),
        proposed=price.change == FORBID,
        possible=not rules,
        free=not rules and not any(loss.loss for loss in price.losses),
        proven=price.proven,
        rules=rules,
        losses=_losses(price.losses),
        moves=_moves(opened, price.moves),
        cost=cost,
        doubt=doubt,
        sentence=_price_sentence(opened, price, rules, cost=cost, doubt=doubt),
    )


def _cost(opened: OpenRun, price: Price, *, rough: bool) -> str:
    """What a possible change costs; whoever is left without a mentor stands in the open."""
    left = [opened.name(move.mentee) for move in price.moves if move.joins is None]
    return losses_words(price.losses, left=left, rough=rough)


def _price_sentence(opened: OpenRun, price: Price, rules: Sequence[str], *, cost: str, doubt: str) -> str:
    pair = f"{opened.name(price.mentee)} — {opened.name(price.mentor)}"
    if rules:
        if price.change == FORBID:
            return f"{pair}: отказаться от неё нельзя: {'; '.join(rules)}."
        grounds = clauses_of(PairImpossible(), institution=opened.row["institution"])
        told = f" ({'; '.join(grounds)})" if grounds else ""
        return f"{pair}: пара невозможна: {'; '.join(rules)}{told}."
    change = "отказаться от этой пары" if price.change == FORBID else "выбрать эту пару"
    told = f" Цена примерная: {doubt}." if doubt else ""
    return f"{pair}: если {change}, {cost}.{told}{_counted_anew(opened, price)}"


def _counted_anew(opened: OpenRun, price: Price) -> str:
    """Say that a tolerance is measured from another best fit: the sum may fall below the old limit."""
    fit = next((loss.loss for loss in price.losses if loss.goal == "fit"), 0)
    if not opened.problem.limits.fit_tolerance or not fit:
        return ""
    which = "без этой пары" if price.change == FORBID else "с этой парой"
    return f" Допустимая уступка при этом отсчитывается заново: от лучшего соответствия, возможного {which}."


def _alternatives(opened: OpenRun, found: Shortlist) -> AlternativesRow:
    return AlternativesRow(
        person_id=found.person,
        person=opened.name(found.person),
        proposed=tuple(opened.name(each) for each in found.proposed),
        nearest=tuple(price_row(opened, price) for price in found.nearest),
        others=found.others,
        untried=found.untried,
    )


def _losses(losses: Iterable[Loss]) -> tuple[LossRow, ...]:
    return tuple(LossRow(words.GOALS[loss.goal], loss.value, loss.loss) for loss in losses)


def _moves(opened: OpenRun, moves: Iterable[Move]) -> tuple[MoveRow, ...]:
    return tuple(
        MoveRow(move.mentee, move.leaves, move.joins, move_words(move, opened.people)) for move in moves
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
