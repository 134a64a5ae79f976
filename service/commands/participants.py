"""Participants by hand: the questionnaire of a mentor, the category of a mentee, leaving the banks."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from service.access import Action
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor, MentorQuestionnaireMissing
from service.aggregates.person import Person
from service.commands.people import words_of
from service.commands.phrases import read_phrases, subject_code, told
from service.commands.registry import command
from service.commands.shared_work import require_shared
from service.commands.work import Work
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import sister_id
from service.regulations.forms import FormCode
from service.regulations.regulation import Regulation
from service.regulations.vocabulary import vocabulary
from service.values import Pii, RemovalGround, Source


class SurveyForOwnStaff(Refused):
    """The survey of potential mentors is held among the workers of the institution (V-48)."""

    requirement = "R-047"


class FormNotListed(Refused):
    """The regulation lists no such form, or does not define it."""

    requirement = "R-078"


class KindNotListed(Refused):
    """The regulation knows no such kind of mentoring."""

    requirement = "R-080"


class QualificationUnknown(Refused):
    """The vocabulary has no such qualification category."""

    requirement = "R-047"


class CategoryUnknown(Refused):
    """The vocabulary has no such category of mentees."""

    requirement = "R-054"


class WorkStartInFuture(Refused):
    """Somebody is admitted to work before it is recorded; facts: ``started_on``, ``on``."""

    requirement = "R-074"


@command(
    title="Заполнить анкету наставника",
    action=Action.ANSWER_QUESTIONNAIRE,
    requirements=("R-047",),
)
def complete_mentor_questionnaire(
    work: Work,
    *,
    person: str,
    competencies: tuple[str, ...],
    subject: str | None = None,
    forms: tuple[FormCode, ...] = (),
    types: tuple[str, ...] = (),
    experience_years: int | None = None,
    qualification: tuple[str, ...] = (),
    about: str | None = None,
) -> Decision:
    """Answer the questionnaire of a potential mentor, oneself or on paper; a newer one replaces the profile.

    ``competencies`` are phrases, read as those of a workbook are, or codes of competencies.
    """
    source = work.speaks_for(person)
    who = work.get(Person, person)
    regulation = work.load_regulation()
    _need_own_staff(regulation, who, source)
    need_listed(regulation, forms, types)
    _need_qualifications(qualification)
    phrases = told(competencies)
    if not phrases:
        raise MentorQuestionnaireMissing
    readings = read_phrases(phrases, kind=regulation.kind)
    known = work.log.find(Mentor, sister_id(person, Mentor.TOPIC))
    if known is None:
        mentor = Mentor.start(
            Mentor.MentorQuestionnaireCompleted,
            sister_id(person, Mentor.TOPIC),
            person=person,
            competencies=readings.mappings(phrases),
            competency_words=Pii(person, phrases),
            subject=subject_code(work, subject),
            subject_words=words_of(person, subject),
            forms=tuple(forms),
            types=types,
            experience_years=experience_years,
            qualification=qualification,
            about=words_of(person, about),
            source=source,
        )
        return Decision((mentor,), {"mentor": mentor.id})
    known.update_profile(
        competencies=readings.mappings(phrases),
        competency_words=Pii(person, phrases),
        subject=subject_code(work, subject),
        subject_words=words_of(person, subject),
        forms=tuple(forms),
        types=types,
        experience_years=experience_years,
        qualification=qualification,
        about=words_of(person, about),
        source=source,
    )
    return Decision((known,), {"mentor": known.id})


@command(title="Отметить допуск к работе", action=Action.KEEP_BANKS, requirements=("R-074",))
def record_actual_start(work: Work, *, mentee: str, started_on: date) -> Decision:
    """Record the day on which a mentee was actually admitted to work (002: the 30 days run from it)."""
    require_shared(work, "curator.bank_with")
    if started_on > work.on:
        raise WorkStartInFuture(started_on=started_on, on=work.on)
    found = work.get(Mentee, mentee)
    found.start_work(started_on=started_on)
    return Decision((found,))


@command(title="Указать категорию наставляемого", action=Action.KEEP_BANKS, requirements=("R-054",))
def assign_category(work: Work, *, mentee: str, category: str) -> Decision:
    """Assign the category of a mentee; the institution's rule of young specialists only suggests one."""
    require_shared(work, "curator.bank_with")
    if category not in vocabulary().mentee_categories.codes:
        raise CategoryUnknown
    found = work.get(Mentee, mentee)
    found.assign_category(category=category)
    return Decision((found,))


@command(title="Исключить из банка", action=Action.KEEP_BANKS, requirements=("R-020",))
def remove_from_bank(work: Work, *, entry: str, ground: Literal["no_longer_needed", "own_wish"]) -> Decision:
    """Take a mentor or a mentee out of the bank; whoever stands in a pair stays until it ends."""
    require_shared(work, "curator.bank_with")
    found = work.get_entry(entry)
    found.remove_from_bank(ground=ground, removed_on=work.on)
    return Decision((found,))


def need_listed(regulation: Regulation, forms: tuple[FormCode, ...], types: tuple[str, ...]) -> None:
    """Refuse forms and kinds of mentoring that the regulation does not know.

    Raises:
        FormNotListed, KindNotListed.

    """
    if set(forms) - {form.code for form in regulation.forms if form.usable}:
        raise FormNotListed
    if set(types) - set(regulation.types):
        raise KindNotListed


def entries_out_of_banks(work: Work, *, person: str, ground: RemovalGround) -> tuple[Mentor | Mentee, ...]:
    """Both entries of a person, taken out of the banks where they stand there."""
    found = (
        work.log.find(Mentor, sister_id(person, Mentor.TOPIC)),
        work.log.find(Mentee, sister_id(person, Mentee.TOPIC)),
    )
    entries = tuple(entry for entry in found if entry is not None)
    for entry in entries:
        entry.remove_from_bank(ground=ground, removed_on=work.on)
    return entries


def suggested_category(
    regulation: Regulation, *, birth_year: int | None, experience_years: int | None, on: date
) -> str | None:
    """The category that the institution's own rule suggests (A-52): a young specialist, or nothing.

    Every bound that the rule names has to be known and kept.
    """
    rule = regulation.value("policy.young_specialist_rule")
    if not isinstance(rule, Mapping) or not rule:
        return None
    facts = {
        "max_age": None if birth_year is None else on.year - birth_year,
        "max_experience_years": experience_years,
    }
    kept = all(_within(facts[name], bound) for name, bound in rule.items())
    return "young_specialist" if kept else None


def _within(fact: int | None, bound: object) -> bool:
    return fact is not None and isinstance(bound, int) and fact <= bound


def _need_own_staff(regulation: Regulation, who: Person, source: Source) -> None:
    """A worker of another organisation answers where the survey is open to him, or invited, on paper."""
    scope = regulation.text("roadmap.stage3_scope")
    if scope == "own_institution" and source == "own" and not who.works_here:
        raise SurveyForOwnStaff


def _need_qualifications(qualification: tuple[str, ...]) -> None:
    if set(qualification) - set(vocabulary().qualifications.codes):
        raise QualificationUnknown
