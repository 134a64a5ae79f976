"""Whether these people may form this pair: banks, consents, admission, approval, roles of the form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.aggregates.approval import Approval
from service.aggregates.assignment import Direction
from service.aggregates.mentee import Mentee, MenteeNotInBank
from service.aggregates.mentor import Mentor, MentorNotInBank
from service.aggregates.partner import Partner
from service.aggregates.person import Person
from service.commands.work import Work
from service.errors import Refused
from service.ids import id_of, random_part, same_person
from service.regulations.regulation import Regulation
from service.values import ParticipantRole

HEAD_TEACHER: Final = "HEAD_TEACHER"

PREPARED_FORMS: Final = frozenset({HEAD_TEACHER, "HIGHER_SCHOOL_YOUNG_TEACHER"})
"""Forms that need professional preparation of the mentor where the regulation asks for it (A-17)."""

_OF_OUTSIDERS: Final = frozenset({"EMPLOYER_STUDENT", "HIGHER_SCHOOL_YOUNG_TEACHER"})
_YOUNG: Final = frozenset({"young_specialist", "young_worker", "beginner"})
_MENTEES_OF: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "EMPLOYER_STUDENT": frozenset({"student"}),
        "HIGHER_SCHOOL_YOUNG_TEACHER": _YOUNG,
        "COLLEGE_YOUNG_TEACHER": _YOUNG,
    }
)
"""The categories of mentees that a form is for; a mentee without a category fits every form."""


class ParticipantConsentMissing(Refused):
    """A party's consent to the processing of personal data is not active."""

    requirement = "R-046"


class ParticipantLeft(Refused):
    """A party no longer works here; facts: ``left_on``."""

    requirement = "R-052"


class ParticipantNotApproved(Refused):
    """The head refused to approve one of the parties."""

    requirement = "R-051"


class MentorNotAdmitted(Refused):
    """The regulation admits mentors to the base by criteria, and he is not admitted or not confirmed."""

    requirement = "R-049"


class PreparationMissing(Refused):
    """The form needs professional preparation of the mentor."""

    requirement = "R-049"


class HeadMayNotMentor(Refused):
    """The institution does not let its head be a mentor."""

    requirement = "R-080"


class FormNotForHead(Refused):
    """The head mentors in the form head–teacher only, and nobody else does in this form (A-20)."""

    requirement = "R-080"


class HeadNotMentee(Refused):
    """The head is no mentee: the forms know educators on that side."""

    requirement = "R-079"


class CountersignatureMissing(Refused):
    """Beside a head who is mentor stands the curator, another person (A-20)."""

    requirement = "R-080"


class ProfileDoesNotFit(Refused):
    """The mentor's competencies answer no request of a mentee (criterion 1, M-2)."""

    requirement = "R-060"


class FormNotForMentee(Refused):
    """The form is for students or young teachers, and the mentee's category is another."""

    requirement = "R-078"


class AgreementMissing(Refused):
    """A mentor or mentee from outside takes part under an agreement with the partner (A-21, A-49)."""

    requirement = "R-148"


class MentorNotMoreExperienced(Refused):
    """A traditional mentor has more years of experience; facts: ``mentor_years``, ``mentee_years``."""

    requirement = "R-087"


class ReverseMentorNotYounger(Refused):
    """In new technologies the younger one leads the older one."""

    requirement = "R-084"


def need_participants(work: Work, *, mentor: Mentor, mentees: tuple[Mentee, ...]) -> None:
    """Refuse whoever stands in no bank, has left, withdrew the consent or was not approved (M-1, R-051).

    Raises:
        MentorNotInBank, MenteeNotInBank, ParticipantConsentMissing, ParticipantLeft, ParticipantNotApproved.

    """
    if not mentor.in_bank:
        raise MentorNotInBank
    _need_person(work, mentor.person, "mentor")
    for mentee in mentees:
        if not mentee.in_bank:
            raise MenteeNotInBank
        _need_person(work, mentee.person, "mentee")


def need_fitting_profile(*, mentor: Mentor, mentees: tuple[Mentee, ...]) -> None:
    """Refuse a mentor who can teach one of the mentees nothing of what is asked for (criterion 1, M-2).

    Raises:
        ProfileDoesNotFit.

    """
    if not all(mentor.offers & mentee.needs for mentee in mentees):
        raise ProfileDoesNotFit


def need_admission(mentor: Mentor, *, regulation: Regulation, forms: tuple[str, ...]) -> None:
    """Refuse a mentor who is not admitted where the regulation has criteria (M-6, V-37).

    Raises:
        MentorNotAdmitted, PreparationMissing.

    """
    criteria = regulation.admission_criteria
    if criteria and (not mentor.admitted or mentor.to_confirm):
        raise MentorNotAdmitted
    if "professional" in criteria and PREPARED_FORMS & set(forms) and "professional" not in mentor.met:
        raise PreparationMissing


def need_roles(
    work: Work,
    *,
    regulation: Regulation,
    mentor: Mentor,
    mentees: tuple[Mentee, ...],
    forms: tuple[str, ...],
    agreement: str | None,
) -> None:
    """Refuse people whose roles are not those of the form (M-3, M-10, A-20, A-21, A-49).

    Raises:
        HeadMayNotMentor, FormNotForHead, HeadNotMentee, FormNotForMentee, AgreementMissing.

    """
    head = work.load_institution().head
    by_head = mentor.person == head
    if by_head and regulation.text("policy.head_as_mentor") == "never":
        raise HeadMayNotMentor
    if forms != (HEAD_TEACHER,) if by_head else HEAD_TEACHER in forms:
        raise FormNotForHead
    if any(mentee.person == head for mentee in mentees):
        raise HeadNotMentee
    for mentee in mentees:
        _need_category(mentee.category, forms)
    outside = regulation.flag("policy.external_mentor_needs_agreement") and _is_outsider(work, mentor)
    if outside or _OF_OUTSIDERS & set(forms):
        _need_agreement(work, agreement)


def countersigner(work: Work, *, mentor: Mentor) -> str | None:
    """The curator who signs beside a head who is mentor; nobody for any other mentor (A-20).

    Raises:
        CountersignatureMissing: there is no curator, he is the head himself, or somebody else acts.

    """
    institution = work.load_institution()
    if mentor.person != institution.head:
        return None
    curator = institution.curator
    if curator is None or curator == institution.head:
        raise CountersignatureMissing
    if same_person(work.actor, mentor.person):
        raise CountersignatureMissing
    return curator


def need_countersignature(work: Work, *, mentor: Mentor, countersigned_by: str | None) -> None:
    """Refuse a head as mentor beside whom no other person signed (A-20).

    Raises:
        CountersignatureMissing.

    """
    head = work.load_institution().head
    if mentor.person == head and countersigned_by in (None, head):
        raise CountersignatureMissing


def need_fitting_years(
    work: Work,
    *,
    mentor: Mentor,
    mentees: tuple[Mentee, ...],
    types: tuple[str, ...],
    direction: Direction | None,
) -> None:
    """Refuse a traditional mentor without more experience, a reverse one who is not younger (M-8, M-9).

    What is unknown forbids nothing.

    Raises:
        MentorNotMoreExperienced, ReverseMentorNotYounger.

    """
    for mentee in mentees:
        if "traditional" in types:
            _need_more_experience(mentor.experience_years, mentee.experience_years)
        if direction == "technology":
            _need_younger(_born(work, mentor.person), _born(work, mentee.person))


def _need_person(work: Work, person: str, role: ParticipantRole) -> None:
    found = work.get(Person, person)
    if not found.has_consent(on=work.on):
        raise ParticipantConsentMissing
    if found.left_on is not None and found.left_on < work.on:
        raise ParticipantLeft(left_on=found.left_on)
    approval = work.log.find(Approval, id_of(work.institution, "approval", random_part(person)))
    if approval is not None and approval.is_refused(role=role):
        raise ParticipantNotApproved


def _need_category(category: str | None, forms: tuple[str, ...]) -> None:
    for form in forms:
        allowed = _MENTEES_OF.get(form)
        if allowed is not None and category is not None and category not in allowed:
            raise FormNotForMentee


def _is_outsider(work: Work, mentor: Mentor) -> bool:
    return work.get(Person, mentor.person).employer is not None


def _need_agreement(work: Work, agreement: str | None) -> None:
    if agreement is None or not work.get(Partner, agreement).has_agreement(on=work.on):
        raise AgreementMissing


def _need_more_experience(of_mentor: int | None, of_mentee: int | None) -> None:
    if of_mentor is not None and of_mentee is not None and of_mentor <= of_mentee:
        raise MentorNotMoreExperienced(mentor_years=of_mentor, mentee_years=of_mentee)


def _need_younger(mentor_born: int | None, mentee_born: int | None) -> None:
    if mentor_born is not None and mentee_born is not None and mentor_born <= mentee_born:
        raise ReverseMentorNotYounger


def _born(work: Work, person: str) -> int | None:
    return work.get(Person, person).birth_year
