"""From the two banks to the question for the matcher: who takes part, with what, and who does not and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from service.calendars.calendar import CalendarYearUnknown, due
from service.commands.pair_people import PREPARED_FORMS
from service.commands.people import normalised
from service.matching.problem import Excluded, Forbidden, Interest, Mentee, Mentor, Problem
from service.projections.banks import consent_is_active, mentee_rows, mentor_rows, phrase_rows
from service.projections.institutions import card
from service.projections.pair_questions import Taken, taken
from service.projections.rounds import interest_rows
from service.regulations.clauses import Clause
from service.regulations.regulation import Regulation
from service.regulations.requirements import clauses

DEFAULT_CAPACITY: Final = 3
LOWEST_PRIORITY: Final = 3
WHOLE_INSTITUTION: Final = "institution"

Row = Mapping[str, Any]
Phrases = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class BankView:
    """What the problem is built from, read at one position of the log."""

    institution: str
    regulation: Regulation
    on: date
    in_force_since: date
    head: str | None
    mentors: Sequence[Row]
    mentees: Sequence[Row]
    phrases: Phrases
    interest: Sequence[Row]
    taken: Taken


def read_banks(connection: Connection, *, institution: str, regulation: Regulation, on: date) -> BankView:
    """Read the banks of an institution as the matcher needs them; who has a pair takes no part."""
    facts = card(connection, institution) or {}
    pairs = taken(connection, institution)
    return BankView(
        institution=institution,
        regulation=regulation,
        on=on,
        in_force_since=facts["first_in_force_since"],
        head=facts["head"],
        mentors=mentor_rows(connection, institution),
        mentees=[row for row in mentee_rows(connection, institution) if row["id"] not in pairs.settled],
        phrases=phrase_rows(connection, institution),
        interest=[
            row for row in interest_rows(connection, institution) if row["mentee"] not in pairs.settled
        ],
        taken=pairs,
    )


def build_problem(view: BankView) -> Problem:
    """Put the banks as a matching problem; nothing personal goes into it but ids, codes, counts and dates."""
    excluded = [
        *(exclusion for row in view.mentors for exclusion in _mentor_exclusions(view, row)),
        *(exclusion for row in view.mentees for exclusion in _mentee_exclusions(view, row)),
    ]
    return Problem(
        mentors=tuple(_mentor(view, row) for row in view.mentors),
        mentees=tuple(_mentee(view, row) for row in view.mentees),
        interest=tuple(
            Interest(
                mentee=row["mentee"],
                mentor=row["mentor"],
                by_mentee=row["by_mentee"],
                by_mentor=row["by_mentor"],
            )
            for row in view.interest
        ),
        forbidden=(*_same_person(view), *_replaced(view)),
        excluded=tuple(excluded),
    )


def _same_person(view: BankView) -> tuple[Forbidden, ...]:
    """Nobody is his own mentor, though he may be a mentor and a mentee (R-069).

    Who stands in both banks under one name counts as one person: contacts differ more often than two
    namesakes of one institution want each other.
    """
    mentors: dict[str, list[str]] = {}
    for row in view.mentors:
        mentors.setdefault(normalised(row["full_name"]), []).append(row["id"])
    return tuple(
        Forbidden(mentee=row["id"], mentor=mentor, reason="same_person")
        for row in view.mentees
        for mentor in mentors.get(normalised(row["full_name"]), ())
    )


def _replaced(view: BankView) -> tuple[Forbidden, ...]:
    """Whoever looks for another mentor does not get the present one again (R-121)."""
    mentors = {row["id"] for row in view.mentors}
    mentees = {row["id"] for row in view.mentees}
    return tuple(
        Forbidden(mentee=mentee, mentor=mentor, reason="replaced")
        for mentor, mentee in view.taken.to_replace
        if mentor in mentors and mentee in mentees
    )


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


def _mentor(view: BankView, row: Row) -> Mentor:
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
        head_of=(WHOLE_INSTITUTION,) if is_head else (),
    )


def _mentee(view: BankView, row: Row) -> Mentee:
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
        department=WHOLE_INSTITUTION if view.head is not None else None,
    )


def _forms(view: BankView, row: Row) -> tuple[str, ...]:
    return tuple(row["forms"]) or tuple(form.code for form in view.regulation.forms if form.usable)


def _mentor_forms(view: BankView, row: Row) -> tuple[str, ...]:
    """The forms of a mentor: the head's own, and none that needs a preparation which he lacks (M-6, A-17)."""
    forms = ("HEAD_TEACHER",) if _is_head(view, row) else _forms(view, row)
    if "professional" not in view.regulation.admission_criteria or row["professional"]:
        return forms
    return tuple(form for form in forms if form not in PREPARED_FORMS)


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


def _mentor_exclusions(view: BankView, row: Row) -> list[Excluded]:
    found = _common_exclusions(view, row, consent_requirement="R-048")
    needs_admission = bool(view.regulation.admission_criteria)
    unprepared = not _mentor_forms(view, row)
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
