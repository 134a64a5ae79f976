"""Setting up an institution: its registration, the draft of its regulation, its head."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from service.access import Action
from service.aggregates.institution import Institution
from service.aggregates.person import Person
from service.aggregates.roadmap import Roadmap, RoadmapNotApproved
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision
from service.regulations.fields import FIELDS
from service.regulations.regulation import Regulation
from service.regulations.seeds import load_seed
from service.regulations.settings import BrokenRegulation, Fault
from service.values import PublicationPlace, Week


class InstitutionAlreadyRegistered(Refused):
    """The code belongs to a registered institution; codes are never reused."""

    requirement = "R-001"


class ZoneUnknown(Refused):
    """The day of an institution is told in its time zone, and there is no such zone."""

    requirement = "R-001"


class RegulationFaulty(Refused):
    """A value does not fit its field; facts: ``faults``, Russian sentences that name the field."""

    requirement = "R-001"


@command(
    title="Зарегистрировать организацию",
    action=Action.SET_UP_INSTITUTION,
    requirements=("R-001",),
    needs_force=False,
)
def register_institution(work: Work, *, zone: str = "Europe/Moscow") -> Decision:
    """Register the institution with the seed of its regulation as the first draft."""
    regulation = load_seed(work.institution)
    if zone not in available_timezones():
        raise ZoneUnknown
    institution_id = fixed_id(work.institution, "institution")
    if work.log.find(Institution, institution_id) is not None:
        raise InstitutionAlreadyRegistered
    institution = Institution.start(
        Institution.InstitutionRegistered,
        institution_id,
        kind=regulation.kind,
        zone=zone,
    )
    institution.configure_regulation(settings=regulation.to_settings(), digest=regulation.digest())
    return Decision((institution,), {"institution": institution.id})


@command(
    title="Заполнить Положение",
    action=Action.SET_UP_INSTITUTION,
    requirements=("R-001",),
    needs_force=False,
)
def configure_regulation(work: Work, *, changes: dict[str, Any], clauses: tuple[str, ...]) -> Decision:
    """Fill in fields of the draft before its approval; ``clauses`` are where the new values stand."""
    institution = work.load_institution()
    draft = Regulation.from_settings(work.institution, institution.settings, version=1)
    try:
        filled = draft.filled(changes, clauses=clauses)
    except BrokenRegulation as broken:
        raise regulation_faulty(broken) from broken
    institution.configure_regulation(settings=filled.to_settings(), digest=filled.digest())
    return Decision((institution,))


@command(
    title="Указать рабочую неделю",
    action=Action.SET_UP_INSTITUTION,
    requirements=("R-001", "R-074"),
    needs_force=False,
)
def set_working_week(work: Work, *, week: Week) -> Decision:
    """Say whether the institution works five or six days a week; terms end on its working days."""
    institution = work.load_institution()
    institution.set_working_week(week=week)
    return Decision((institution,))


@command(
    title="Назвать руководителя",
    action=Action.SET_UP_INSTITUTION,
    requirements=("R-001",),
    needs_force=False,
)
def name_head(work: Work, *, person: str) -> Decision:
    """Name the head of the institution."""
    institution = work.load_institution()
    institution.name_head(person=work.get(Person, person).id)
    return Decision((institution,))


@command(
    title="Записать рассмотрение Положения педагогическим советом",
    action=Action.CONSIDER_REGULATION,
    requirements=("R-004",),
    needs_force=False,
)
def consider_regulation(work: Work, *, protocol_number: str, protocol_on: date) -> Decision:
    """Record that the pedagogical council considered the draft of the regulation."""
    institution = work.load_institution()
    institution.record_council_consideration(protocol_number=protocol_number, protocol_on=protocol_on)
    return Decision((institution,))


@command(
    title="Записать согласование Положения с профсоюзом",
    action=Action.AGREE_REGULATION,
    requirements=("R-005",),
    needs_force=False,
)
def agree_regulation(work: Work, *, agreed_on: date) -> Decision:
    """Record that the trade union agreed to the draft of the regulation."""
    institution = work.load_institution()
    institution.record_trade_union_agreement(agreed_on=agreed_on)
    return Decision((institution,))


@command(title="Опубликовать Положение", action=Action.PUBLISH, requirements=("R-008",))
def publish_regulation(
    work: Work, *, published_on: date, place: PublicationPlace, roadmap: str | None = None
) -> Decision:
    """Record that the approved regulation was made public, and with it the roadmap if one is named."""
    institution = work.load_institution()
    if roadmap is not None and not work.get(Roadmap, roadmap).approved:
        raise RoadmapNotApproved
    institution.publish_regulation(
        version=institution.latest_version,
        roadmap=roadmap,
        published_on=published_on,
        place=place,
        on=work.on,
    )
    return Decision((institution,))


def regulation_faulty(broken: BrokenRegulation) -> RegulationFaulty:
    """The refusal that tells every fault with the name of its field."""
    return RegulationFaulty(faults=tuple(map(_fault_sentence, broken.faults)))


def _fault_sentence(fault: Fault) -> str:
    label = FIELDS[fault.field].label if fault.field in FIELDS else fault.field
    return f"«{label}»: {fault.sentence}"
