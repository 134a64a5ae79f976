"""Partners outside the institution: contacts, network interaction, agreements, meetings, events."""

from datetime import date

from service.access import Action
from service.aggregates.partner import AgreementKind, ExternalEventKind, Partner, PartnerKind
from service.aggregates.person import Person
from service.commands.people import normalised
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision
from service.ids import id_of
from service.values import Period, Pii


@command(
    title="Внести партнёра в реестр",
    action=Action.KEEP_PARTNERS,
    requirements=("R-148", "R-149"),
)
def register_partner(work: Work, *, kind: PartnerKind, name: str, level: str | None = None) -> Decision:
    """Put a partner into the register; ``level`` is a word of the regulation, where it names levels."""
    partner_id = id_of(work.institution, "partner", work.hmac("partner", normalised(name))[:32])
    Partner.check_registration(
        name=name,
        is_known=work.log.find(Partner, partner_id) is not None,
        level=level,
        levels=work.load_regulation().texts("partnership.levels_ru"),
    )
    partner = Partner.start(
        Partner.PartnerRegistered, partner_id, kind=kind, level=level, name=Pii(partner_id, name)
    )
    return Decision((partner,), {"partner": partner.id})


@command(title="Записать внешний контакт", action=Action.KEEP_PARTNERS, requirements=("R-023",))
def record_external_contact(work: Work, *, partner: str, note: str, contacted_on: date) -> Decision:
    """Record a contact with a representative of the regional system or of a network community."""
    known = work.get(Partner, partner)
    known.record_contact(note=Pii(work.actor, note), contacted_on=contacted_on, on=work.on)
    return Decision((known,))


@command(title="Начать сетевое взаимодействие", action=Action.KEEP_PARTNERS, requirements=("R-147",))
def start_network_interaction(work: Work, *, partner: str, topic: str, started_on: date) -> Decision:
    """Record that network interaction with a partner began."""
    known = work.get(Partner, partner)
    known.start_interaction(topic=Pii(work.actor, topic), started_on=started_on, on=work.on)
    return Decision((known,))


@command(title="Записать соглашение с партнёром", action=Action.KEEP_PARTNERS, requirements=("R-148",))
def conclude_cooperation_agreement(
    work: Work,
    *,
    partner: str,
    kind: AgreementKind,
    subject: str,
    concluded_on: date,
    since: date,
    until: date | None = None,
) -> Decision:
    """Record an agreement on cooperation or social partnership; ``until`` is its last day."""
    known = work.get(Partner, partner)
    known.conclude_agreement(
        kind=kind,
        subject=Pii(work.actor, subject),
        period=Period.through(since, until),
        concluded_on=concluded_on,
        on=work.on,
    )
    return Decision((known,))


@command(title="Записать координационную встречу", action=Action.KEEP_PARTNERS, requirements=("R-148",))
def hold_coordination_meeting(work: Work, *, partner: str, topic: str, held_on: date) -> Decision:
    """Record a meeting that coordinated the work with a partner."""
    known = work.get(Partner, partner)
    known.hold_meeting(topic=Pii(work.actor, topic), held_on=held_on, on=work.on)
    return Decision((known,))


@command(
    title="Записать участие во внешнем мероприятии", action=Action.KEEP_PARTNERS, requirements=("R-148",)
)
def attend_external_event(
    work: Work,
    *,
    partner: str,
    kind: ExternalEventKind,
    topic: str,
    people: tuple[str, ...],
    attended_on: date,
) -> Decision:
    """Record which workers took part in a partner's conference, forum, webinar or seminar."""
    known = work.get(Partner, partner)
    known.attend_event(
        kind=kind,
        topic=Pii(work.actor, topic),
        people=tuple(work.get(Person, person).id for person in people),
        attended_on=attended_on,
        on=work.on,
    )
    return Decision((known,))
