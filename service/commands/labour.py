"""Mentoring as paid additional work by ТК РФ, ст. 351.8, where an institution applies the article (A-50)."""

from datetime import date
from typing import Final

from service.access import Action, Role
from service.aggregates.assignment import Assignment, MentoringNotActive
from service.aggregates.labour_agreement import (
    NOTICE_WORKING_DAYS,
    Ending,
    LabourAgreement,
    NoticeGiver,
    PaymentBasis,
    WorkForm,
)
from service.aggregates.mentor import Mentor
from service.calendars.calendar import due
from service.commands.early_endings import end_early
from service.commands.labour_cover import labour_case_id, labour_code_applies
from service.commands.loaded import Loaded
from service.commands.registry import command
from service.commands.replacement import begin_replacement
from service.commands.work import Work
from service.errors import NotAllowed, Refused
from service.eventstore.log import Decision
from service.ids import person_of, same_person
from service.values import MentoringTopic, Period, Pii, Source

_EMPLOYER: Final = frozenset({Role.HEAD, Role.CURATOR, Role.OPERATOR})
_BY_EMPLOYER: Final = "Работодатель прекращает дополнительную работу по статье 351.8 ТК РФ"


class LabourOverlayOff(Refused):
    """The institution does not apply the article."""


class NotMentorOfPair(Refused):
    """The agreement is made with the mentor of the pair, or with the one agreed on as his successor."""


@command(
    title="Записать дополнительное соглашение о наставничестве",
    action=Action.KEEP_LABOUR_AGREEMENTS,
    requirements=("R-071",),
)
def conclude_supplementary_agreement(
    work: Work,
    *,
    assignment: str,
    mentor: str,
    topics: tuple[MentoringTopic, ...],
    form: WorkForm,
    since: date,
    until: date,
    basis: PaymentBasis,
    amount: str,
    signed_on: date,
) -> Decision:
    """Record what mentor and employer signed: topics, form, term (``until`` is its last day) and pay."""
    case = _case_for_employer(work, assignment, mentor)
    case.conclude(
        content=topics,
        form=form,
        period=Period.through(since, until),
        basis=basis,
        amount=Pii(person_of(mentor), amount.strip()),
        signed_on=signed_on,
        on=work.on,
    )
    return Decision((case,), {"labour_agreement": case.id})


@command(
    title="Отметить, что наставничество входит в трудовую функцию",
    action=Action.KEEP_LABOUR_AGREEMENTS,
    requirements=("R-071",),
)
def record_mentoring_in_job(work: Work, *, assignment: str, mentor: str, contract_on: date) -> Decision:
    """Record that mentoring belongs to the mentor's job by his contract: nothing is due beside it."""
    case = _case_for_employer(work, assignment, mentor)
    case.record_job_function(contract_on=contract_on, on=work.on)
    return Decision((case,), {"labour_agreement": case.id})


@command(
    title="Предупредить о досрочном прекращении наставничества",
    action=Action.KEEP_LABOUR_AGREEMENTS,
    requirements=("R-071", "R-100"),
)
def notify_early_refusal(work: Work, *, assignment: str, by: NoticeGiver, notified_on: date) -> Decision:
    """Give notice as mentor or employer: three working days later mentoring ends, whatever the reason."""
    _need_overlay(work)
    pair = work.get(Assignment, assignment)
    if not pair.is_active:
        raise MentoringNotActive
    if by == "employer":
        _need_employer(work)
    source: Source = "administration" if by == "employer" else work.speaks_for(pair.mentor)
    case = _case(work, pair.id, pair.mentor)
    last = due(notified_on, days=NOTICE_WORKING_DAYS, unit="working", week=work.load_institution().week)
    case.notify_refusal(by=by, notified_on=notified_on, ends_on=last.on, on=work.on, source=source)
    return Decision((case,), {"labour_agreement": case.id})


@command(
    title="Прекратить наставничество по предупреждению",
    action=Action.KEEP_LABOUR_AGREEMENTS,
    requirements=("R-071", "R-100", "R-121"),
)
def carry_out_early_refusal(work: Work, *, assignment: str, ending: Ending) -> Decision:
    """Free the mentor when the notice is over: by the search for another one, or by the end of mentoring.

    The mentor may end it himself: no decision of others can hold him.
    """
    _need_overlay(work)
    loaded = Loaded(work)
    pair = loaded.get(Assignment, assignment)
    himself = ending == "ending" and same_person(work.actor, pair.mentor)
    if not himself:
        _need_employer(work)
    case = _case(work, pair.id, pair.mentor)
    case.carry_out_refusal(ending=ending, on=work.on)
    if ending == "replacement":
        _let_go(loaded, pair.id, case)
    else:
        _end(loaded, pair.id, case)
    return Decision((case, *loaded.everything()), {"labour_agreement": case.id})


def _let_go(loaded: Loaded, assignment: str, case: LabourAgreement) -> None:
    pair = loaded.get(Assignment, assignment)
    if not pair.replacing:
        by_mentor = case.given_by == "mentor"
        begin_replacement(
            loaded,
            assignment=assignment,
            reason="request" if by_mentor else "other",
            note=None if by_mentor else Pii(person_of(pair.mentor), _BY_EMPLOYER),
        )
    loaded.get(Mentor, pair.mentor).discharge(assignment=assignment, discharged_on=loaded.work.on)


def _end(loaded: Loaded, assignment: str, case: LabourAgreement) -> None:
    by_mentor = case.given_by == "mentor"
    end_early(
        loaded,
        assignment=assignment,
        on=loaded.work.on,
        pair_ground="party_or_mutual" if by_mentor else "curator",
        ground="party_initiative" if by_mentor else "curator_initiative",
        sub_ground=None,
        order=None,
    )


def _case_for_employer(work: Work, assignment: str, mentor: str) -> LabourAgreement:
    _need_overlay(work)
    _need_employer(work)
    pair = work.get(Assignment, assignment)
    if not (pair.is_active or pair.awaits_order):
        raise MentoringNotActive
    if mentor not in (pair.mentor, pair.candidate):
        raise NotMentorOfPair
    return _case(work, assignment, mentor)


def _case(work: Work, assignment: str, mentor: str) -> LabourAgreement:
    case_id = labour_case_id(work, assignment=assignment, mentor=mentor)
    known = work.log.find(LabourAgreement, case_id)
    return known or LabourAgreement.start(
        LabourAgreement.LabourCaseOpened, case_id, assignment=assignment, mentor=mentor
    )


def _need_overlay(work: Work) -> None:
    if not labour_code_applies(work):
        raise LabourOverlayOff


def _need_employer(work: Work) -> None:
    if work.role not in _EMPLOYER:
        raise NotAllowed(work.role)
