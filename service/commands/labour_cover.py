"""Whether a mentor may be given the work of a pair or group by ТК РФ, ст. 351.8 (A-50)."""

from datetime import date

from service.aggregates.labour_agreement import LabourAgreement
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.ids import random_part


class LabourAgreementMissing(Refused):
    """The mentor has no supplementary agreement that covers this pair or group, nor is it his job."""


def labour_case_id(work: Work, *, assignment: str, mentor: str) -> str:
    """The id of the labour-law side of one mentor's work in one pair or group."""
    return fixed_id(work.institution, "labour_agreement", random_part(assignment), random_part(mentor))


def labour_code_applies(work: Work) -> bool:
    """Whether the institution applies the article on the business date; off until a lawyer confirms it."""
    return work.load_regulation().flag("policy.labour_code_351_8_overlay")


def labour_agreement_missing(work: Work, *, assignment: str, mentor: str, on: date) -> bool:
    """Tell whether an order of this day would give a mentor work that nothing covers.

    The article is about workers of the institution: a mentor from outside needs no agreement with it (A-49).
    """
    if not labour_code_applies(work):
        return False
    if work.get(Person, work.get(Mentor, mentor).person).employer is not None:
        return False
    case = work.log.find(LabourAgreement, labour_case_id(work, assignment=assignment, mentor=mentor))
    return case is None or not case.covers(on=on)


def need_labour_agreement(work: Work, *, assignment: str, mentor: str, on: date) -> None:
    """Refuse an order of this day that gives a mentor work which nothing covers.

    Raises:
        LabourAgreementMissing.

    """
    if labour_agreement_missing(work, assignment=assignment, mentor=mentor, on=on):
        raise LabourAgreementMissing
