"""People of the banks as the matcher sees them: what they offer or ask for, and why some take no part."""

from collections.abc import Sequence
from typing import Final

from service.calendars.calendar import CalendarYearUnknown, due
from service.commands.bank_view import BankView, Row
from service.commands.pair_people import HEAD_TEACHER, PREPARED_FORMS
from service.matching.formats.problem import GROUP, Excluded, GroupSize, Mentee, Mentor
from service.projections.banks import consent_is_active
from service.regulations.clauses import Clause
from service.regulations.regulation import Regulation
from service.regulations.requirements import clauses

DEFAULT_CAPACITY: Final = 3
LOWEST_PRIORITY: Final = 3
SMALLEST_GROUP: Final = 2
WHOLE_INSTITUTION: Final = "institution"


def _places_left(view: BankView, row: Row) -> int:
    """The places of a mentor that no pair takes."""
    return max(capacity_of(row, regulation=view.regulation) - view.taken.places.get(row["id"], 0), 0)


def capacity_of(row: Row, *, regulation: Regulation) -> int:
    """The places of a mentor: his own limit within the regulation's; three where neither says anything."""
    cap = regulation.max_concurrent_mentees
    own = row["capacity"] if row["capacity"] is not None else (cap or DEFAULT_CAPACITY)
    return min(own, cap) if cap is not None else int(own)


def usable_codes(phrases: Sequence[Row]) -> list[Row]:
    """The phrases whose competency may be used: sure by similarity or chosen by the curator."""
    return [row for row in phrases if row["state"] in ("sure", "chosen")]


def mentor_of(view: BankView, row: Row) -> Mentor:
    """A mentor as the matcher sees him, with the places that his pairs leave."""
    competencies: dict[str, int] = {}
    for phrase in usable_codes(view.phrases.get(row["id"], ())):
        competencies[phrase["code"]] = max(phrase["level"], competencies.get(phrase["code"], 0))
    is_head = _is_head(view, row)
    return Mentor(
        id=row["id"],
        capacity=_places_left(view, row),
        competencies=competencies,
        forms=_mentor_forms(view, row),
        types=_types(view, row),
        position=row["position"],
        subject=row["subject"],
        age=_age(view, row),
        experience_years=row["experience_years"],
        group=_group(view, row),
        head_of=(WHOLE_INSTITUTION,) if is_head else (),
    )


def mentee_of(view: BankView, row: Row) -> Mentee:
    """A mentee as the matcher sees him."""
    request: dict[str, int] = {}
    for phrase in usable_codes(view.phrases.get(row["id"], ())):
        request.setdefault(phrase["code"], min(phrase["number"] + 1, LOWEST_PRIORITY))
    return Mentee(
        id=row["id"],
        request=request,
        forms=_forms(view, row),
        types=_types(view, row),
        subject=row["subject"],
        age=_age(view, row),
        experience_years=row["experience_years"],
        due_in_days=_due_in_days(view, row),
        waiting_days=_waiting_days(view, row),
        department=WHOLE_INSTITUTION if view.head is not None else None,
    )


def _group(view: BankView, row: Row) -> GroupSize | None:
    """The group that a mentor offers: of the regulation's least size (M-4), one at a time."""
    least = max(view.regulation.group_min_size or SMALLEST_GROUP, SMALLEST_GROUP)
    offers = GROUP in _types(view, row) and row["id"] not in view.taken.leading
    return GroupSize(min=least) if offers and _places_left(view, row) >= least else None


def _forms(view: BankView, row: Row) -> tuple[str, ...]:
    return tuple(row["forms"]) or tuple(form.code for form in view.regulation.forms if form.usable)


def _mentor_forms(view: BankView, row: Row) -> tuple[str, ...]:
    """The forms of a mentor, without those that need a preparation which he lacks (M-6, A-17)."""
    forms = _role_forms(view, row)
    if "professional" not in view.regulation.admission_criteria or row["professional"]:
        return forms
    return tuple(form for form in forms if form not in PREPARED_FORMS)


def _role_forms(view: BankView, row: Row) -> tuple[str, ...]:
    """The forms that fit the mentor's role: the head's own for the head, and for nobody else (M-10)."""
    if _is_head(view, row):
        return (HEAD_TEACHER,)
    return tuple(form for form in _forms(view, row) if form != HEAD_TEACHER)


def _is_head(view: BankView, row: Row) -> bool:
    return view.head is not None and row["person"] == view.head


def _types(view: BankView, row: Row) -> tuple[str, ...]:
    return tuple(row["types"]) or tuple(view.regulation.types)


def _age(view: BankView, row: Row) -> int | None:
    return None if row["birth_year"] is None else view.on.year - int(row["birth_year"])


def _due_in_days(view: BankView, row: Row) -> int | None:
    """Days until a mentor has to be appointed (002 §3.7: for newly admitted staff only, A-12)."""
    days = view.regulation.appointment_deadline_days
    started = row["started_on"]
    if days is None or started is None or started < view.in_force_since:
        return None
    try:
        deadline = due(started, days=days, unit="calendar", week="five_day")
    except CalendarYearUnknown:
        return None  # a deadline that cannot be derived is unknown, and what is unknown hurries nobody
    return (deadline.on - view.on).days


def _waiting_days(view: BankView, row: Row) -> int | None:
    """Days since the mentee entered the bank; who is not in it yet does not wait yet."""
    entered = row["entered_on"]
    return None if entered is None or entered > view.on else (view.on - entered).days


def exclusions(view: BankView) -> tuple[Excluded, ...]:
    """Who may not take part, by which rule and on which clause."""
    mentors = (excluded for row in view.mentors for excluded in _mentor_exclusions(view, row))
    mentees = (excluded for row in view.mentees for excluded in _mentee_exclusions(view, row))
    return (*mentors, *mentees)


def _mentor_exclusions(view: BankView, row: Row) -> list[Excluded]:
    found = _common_exclusions(view, row, consent_requirement="R-048")
    needs_admission = bool(view.regulation.admission_criteria)
    unprepared = bool(_role_forms(view, row)) and not _mentor_forms(view, row)
    if row["entered_on"] is not None and needs_admission and (unprepared or not row["admitted"]):
        found.append(_excluded(view, row, rule="not_admitted", requirement="R-049"))
    return found


def _mentee_exclusions(view: BankView, row: Row) -> list[Excluded]:
    return _common_exclusions(view, row, consent_requirement="R-045")


def _common_exclusions(view: BankView, row: Row, *, consent_requirement: str) -> list[Excluded]:
    if not consent_is_active(row, on=view.on):
        return [_excluded(view, row, rule="no_consent", requirement=consent_requirement)]
    if row["entered_on"] is None or row["entered_on"] > view.on:
        return [_excluded(view, row, rule="not_in_bank", requirement=consent_requirement)]
    if not usable_codes(view.phrases.get(row["id"], ())):
        return [_excluded(view, row, rule="competencies_unclear", requirement="R-060")]
    return []


def _excluded(view: BankView, row: Row, *, rule: str, requirement: str) -> Excluded:
    return Excluded(id=row["id"], rule=rule, clause=clause_text(requirement, view.institution))


def clause_text(requirement: str, institution: str) -> str | None:
    """The first clause of an institution on which a requirement rests, as a stored reference."""
    found: tuple[Clause, ...] = clauses(requirement, institution)
    return str(found[0]) if found else None
