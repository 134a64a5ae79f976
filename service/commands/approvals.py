"""Admission of mentors by the criteria of the regulation, and the head's approval of persons."""

from typing import Final

from service.access import Action
from service.aggregates.approval import Approval
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.commands.pair_people import PREPARED_FORMS
from service.commands.registry import command
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import kind_of, person_of, sister_id
from service.regulations.regulation import Regulation
from service.values import AdmissionCriterion, OrderReference, ParticipantRole, Pii

_ALWAYS: Final[tuple[AdmissionCriterion, ...]] = ("psychological", "pedagogical")


class AdmissionAutomatic(Refused):
    """The regulation of this institution asks for no criteria: whoever stands in the bank is admitted."""

    requirement = "R-049"


@command(title="Оценить подготовку наставника", action=Action.ADMIT_MENTOR, requirements=("R-049",))
def assess_mentor(
    work: Work, *, mentor: str, psychological: bool, pedagogical: bool, professional: bool = False
) -> Decision:
    """Assess the preparation of a mentor by the criteria of the regulation (002 §3.8 ¶3)."""
    _need_criteria(work.load_regulation())
    found = work.get(Mentor, mentor)
    met: dict[AdmissionCriterion, bool] = {
        "psychological": psychological,
        "pedagogical": pedagogical,
        "professional": professional,
    }
    found.assess_criteria(met=tuple(name for name, is_met in met.items() if is_met), assessed_on=work.on)
    return Decision((found,))


@command(title="Допустить наставника", action=Action.ADMIT_MENTOR, requirements=("R-049",))
def admit_mentor(work: Work, *, mentor: str) -> Decision:
    """Admit a mentor who meets the criteria of the regulation and was trained."""
    regulation = work.load_regulation()
    _need_criteria(regulation)
    found = work.get(Mentor, mentor)
    found.admit_by_criteria(
        needed=needed_criteria(regulation, forms=found.forms),
        training="training" in regulation.admission_criteria,
    )
    return Decision((found,))


@command(title="Отказать в допуске наставника", action=Action.ADMIT_MENTOR, requirements=("R-049",))
def refuse_admission(work: Work, *, mentor: str, reason: str) -> Decision:
    """Refuse to admit a mentor, or take the admission back; he may be assessed again after training."""
    _need_criteria(work.load_regulation())
    found = work.get(Mentor, mentor)
    found.refuse_admission(reason=Pii(found.person, reason), refused_on=work.on)
    return Decision((found,))


@command(title="Утвердить наставника", action=Action.APPROVE_PARTICIPANTS, requirements=("R-051",))
def approve_mentor(work: Work, *, mentor: str, order: OrderReference | None = None) -> Decision:
    """Approve a person as mentor: the head's word, apart from any pair."""
    found = work.get(Mentor, mentor)
    approval = load_approval(work, mentor)
    approval.approve_mentor(
        mentor=mentor,
        ready=is_admitted(found, work.load_regulation()),
        order=order,
        approved_on=work.on,
    )
    return Decision((approval,))


@command(title="Утвердить наставляемого", action=Action.APPROVE_PARTICIPANTS, requirements=("R-051",))
def approve_mentee(work: Work, *, mentee: str, order: OrderReference | None = None) -> Decision:
    """Approve a person as mentee: the head's word, apart from any pair."""
    found = work.get(Mentee, mentee)
    approval = load_approval(work, mentee)
    approval.approve_mentee(mentee=mentee, ready=found.in_bank, order=order, approved_on=work.on)
    return Decision((approval,))


@command(title="Не утверждать участника", action=Action.APPROVE_PARTICIPANTS, requirements=("R-051",))
def refuse_participant(work: Work, *, entry: str, reason: str) -> Decision:
    """Refuse to approve a mentor or a mentee, or take the approval back."""
    found = work.get_entry(entry)
    approval = load_approval(work, entry)
    approval.refuse(role=role_of(entry), reason=Pii(found.person, reason), refused_on=work.on)
    return Decision((approval,))


def load_approval(work: Work, entry: str) -> Approval:
    """Load what the head decided about the person behind an entry, or begin it."""
    approval_id = sister_id(person_of(entry), Approval.TOPIC)
    known = work.log.find(Approval, approval_id)
    return known or Approval.start(Approval.ParticipantProposed, approval_id, person=person_of(entry))


def role_of(entry: str) -> ParticipantRole:
    """As what an entry of a bank takes part."""
    return "mentor" if kind_of(entry) == Mentor.TOPIC else "mentee"


def is_admitted(mentor: Mentor, regulation: Regulation) -> bool:
    """Whether a mentor may be matched and appointed: in the bank, and admitted where criteria hold (M-6)."""
    return mentor.in_bank and (not regulation.admission_criteria or mentor.admitted)


def needed_criteria(regulation: Regulation, *, forms: tuple[str, ...]) -> tuple[AdmissionCriterion, ...]:
    """The preparations that the regulation asks of a mentor who works in these forms only."""
    asked = tuple(criterion for criterion in _ALWAYS if criterion in regulation.admission_criteria)
    only_professional = bool(forms) and PREPARED_FORMS.issuperset(forms)
    if only_professional and "professional" in regulation.admission_criteria:
        return (*asked, "professional")
    return asked


def _need_criteria(regulation: Regulation) -> None:
    if not regulation.admission_criteria:
        raise AdmissionAutomatic
