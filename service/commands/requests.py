"""What a mentee needs: the need itself, the request, difficulties and strong sides."""

from typing import Final, Literal

from service.access import Action, Role
from service.aggregates.mentee import Mentee, ProfessionalRequestMissing
from service.aggregates.person import Person
from service.commands.banks import CompetencyUnknown
from service.commands.participants import need_listed
from service.commands.people import words_of
from service.commands.phrases import read_phrases, subject_code, told
from service.commands.registry import command
from service.commands.work import NotOwnAct, Work
from service.eventstore.log import Decision
from service.ids import person_of, sister_id
from service.regulations.forms import FormCode
from service.regulations.vocabulary import vocabulary
from service.values import Pii, Source

RequestOrigin = Literal["self_declared", "survey", "diagnostics", "administration"]
"""How it became known what a mentee needs (R-044)."""

KEEPERS: Final = frozenset({Role.CURATOR, Role.OPERATOR})
"""Who records what a survey, a diagnostics or the administration says of a mentee."""


@command(title="Отметить потребность в наставнике", action=Action.REVIEW_NEEDS, requirements=("R-019",))
def identify_need(work: Work, *, person: str) -> Decision:
    """Note that an educator needs a mentor; a need that is known already changes nothing."""
    mentee = _mentee_of(work, work.get(Person, person).id, source="administration")
    return Decision((mentee,), {"mentee": mentee.id})


@command(title="Подать профессиональный запрос", action=Action.SUBMIT_REQUEST, requirements=("R-044",))
def submit_request(
    work: Work,
    *,
    person: str,
    requests: tuple[str, ...],
    subject: str | None = None,
    forms: tuple[FormCode, ...] = (),
    types: tuple[str, ...] = (),
    experience_years: int | None = None,
    origin: RequestOrigin = "self_declared",
) -> Decision:
    """Say what a mentee asks for, the most important first: phrases, or codes of competencies.

    Whoever asks for himself needs nobody's leave; from a survey, a diagnostics or the administration the
    curator records it.
    """
    source = _source_of(work, person, origin)
    who = work.get(Person, person)
    regulation = work.load_regulation()
    need_listed(regulation, forms, types)
    phrases = told(requests)
    if not phrases:
        raise ProfessionalRequestMissing
    mentee = _mentee_of(work, who.id, source=source)
    mentee.submit_request(
        competencies=read_phrases(phrases, kind=regulation.kind).mappings(phrases),
        request_words=Pii(person, phrases),
        subject=subject_code(work, subject),
        subject_words=words_of(person, subject),
        forms=tuple(forms),
        types=types,
        experience_years=experience_years,
        source=source,
    )
    return Decision((mentee,), {"mentee": mentee.id})


@command(
    title="Отметить профессиональное затруднение",
    action=Action.SUBMIT_REQUEST,
    requirements=("R-044", "R-053"),
)
def identify_difficulty(
    work: Work,
    *,
    mentee: str,
    difficulty: str,
    competency: str | None = None,
    origin: RequestOrigin = "self_declared",
) -> Decision:
    """Record a professional difficulty of a mentee and the competency in which it lies, where it is known."""
    source = _source_of(work, mentee, origin)
    found = work.get(Mentee, mentee)
    if competency is not None and competency not in vocabulary().competency_codes(
        work.load_regulation().kind
    ):
        raise CompetencyUnknown(code=competency)
    found.identify_difficulty(difficulty=Pii(found.person, difficulty), code=competency, source=source)
    return Decision((found,))


@command(title="Отметить сильную сторону", action=Action.SUBMIT_REQUEST, requirements=("R-053",))
def identify_strength(
    work: Work, *, mentee: str, strength: str, origin: RequestOrigin = "self_declared"
) -> Decision:
    """Record a strong side of a mentee on which a programme can build."""
    source = _source_of(work, mentee, origin)
    found = work.get(Mentee, mentee)
    found.identify_strength(strength=Pii(found.person, strength), source=source)
    return Decision((found,))


def _mentee_of(work: Work, person: str, *, source: Source) -> Mentee:
    mentee_id = sister_id(person, Mentee.TOPIC)
    known = work.log.find(Mentee, mentee_id)
    return known or Mentee.start(Mentee.MenteeNeedIdentified, mentee_id, person=person, source=source)


def _source_of(work: Work, who: str, origin: RequestOrigin) -> Source:
    if origin == "self_declared":
        return work.speaks_for(who)
    if work.role not in KEEPERS:
        raise NotOwnAct(person_of(who))
    return origin
