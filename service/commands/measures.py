"""Proposals of a mentor to encourage or to discipline the mentee: restricted, heard, decided by the head."""

from service.access import Action
from service.aggregates.assignment import Assignment
from service.aggregates.measure import Measure, MeasureOutcome
from service.commands.pair_work import load_beside, load_pair, need_mentee, words, words_or_none
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision


@command(title="Предложить поощрить наставляемого", action=Action.PROPOSE_MEASURES, requirements=("R-107",))
def propose_encouragement(work: Work, *, assignment: str, mentee: str, proposal: str) -> Decision:
    """Propose to encourage the own mentee."""
    pair = _own_pair(work, assignment, mentee)
    measures = _measures(work, pair)
    measures.propose_encouragement(
        active=pair.is_active,
        mentor=pair.mentor,
        mentee=mentee,
        proposal=words(mentee, proposal),
        proposed_on=work.on,
    )
    return _one(measures, len(measures.proposals))


@command(title="Предложить дисциплинарное взыскание", action=Action.PROPOSE_MEASURES, requirements=("R-107",))
def propose_discipline(work: Work, *, assignment: str, mentee: str, proposal: str) -> Decision:
    """Propose a disciplinary measure for the own mentee."""
    pair = _own_pair(work, assignment, mentee)
    measures = _measures(work, pair)
    measures.propose_discipline(
        active=pair.is_active,
        mentor=pair.mentor,
        mentee=mentee,
        proposal=words(mentee, proposal),
        proposed_on=work.on,
    )
    return _one(measures, len(measures.proposals))


@command(title="Сообщить наставляемому о предложении", action=Action.DECIDE_MEASURES, requirements=("R-107",))
def inform_of_measure(work: Work, *, assignment: str, number: int) -> Decision:
    """Tell the mentee of a proposal; from now on it can be read and answered."""
    measures = _measures(work, load_pair(work, assignment))
    measures.inform_mentee(number=number, informed_on=work.on)
    return _one(measures, number)


@command(title="Ответить на предложение наставника", action=Action.ANSWER_MEASURES, requirements=("R-107",))
def answer_measure(work: Work, *, assignment: str, number: int, answer: str | None = None) -> Decision:
    """Answer a proposal before the head decides; without words: there is nothing to say."""
    measures = _measures(work, load_pair(work, assignment))
    mentee = measures.proposal(number).mentee
    measures.answer(
        number=number,
        answer=words_or_none(mentee, answer),
        answered_on=work.on,
        source=work.speaks_for(mentee),
    )
    return _one(measures, number)


@command(title="Решить по предложению наставника", action=Action.DECIDE_MEASURES, requirements=("R-107",))
def decide_measure(
    work: Work, *, assignment: str, number: int, outcome: MeasureOutcome, reason: str | None = None
) -> Decision:
    """Decide on a proposal once the mentee was told and could answer."""
    measures = _measures(work, load_pair(work, assignment))
    measures.decide(
        number=number,
        outcome=outcome,
        reason=words_or_none(measures.proposal(number).mentee, reason),
        decided_on=work.on,
    )
    return _one(measures, number)


def _own_pair(work: Work, assignment: str, mentee: str) -> Assignment:
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    need_mentee(pair, mentee)
    return pair


def _measures(work: Work, pair: Assignment) -> Measure:
    return load_beside(work, Measure, pair=pair, opened=Measure.ProposalsOpened)


def _one(measures: Measure, number: int) -> Decision:
    return Decision((measures,), {"measure": measures.id, "number": str(number)})
