"""Changes of a running programme by mutual consent: its end, its forms, its content (R-124, A-59)."""

from dataclasses import dataclass
from datetime import date

from service.access import Action
from service.aggregates.programme import Programme
from service.aggregates.programme_change import ProgrammeChange
from service.aggregates.programme_plan import ProgrammePlan
from service.aggregates.programme_work import ProgrammeWork
from service.commands.loaded import Loaded
from service.commands.order_effects import Signing, effect
from service.commands.pair_terms import check_forms
from service.commands.programme_parts import acting_party, regulation_of, said_by
from service.commands.registry import command
from service.commands.work import Work
from service.events import Aggregate
from service.eventstore.log import Decision
from service.ids import person_of, sister_id
from service.regulations.programme_term import ProgrammeTerm
from service.regulations.regulation import Regulation
from service.values import Aim, Direction, NewTerm, OrderReference, Pii, PlannedActivity, Responsible


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivity:
    """An activity that a change adds to the plan."""

    title: str
    direction: Direction
    due_on: date
    difficulties: tuple[Aim, ...] = ()
    strengths: tuple[Aim, ...] = ()
    section: int | None = None
    responsible: Responsible = "both"
    method: str = ""
    material: str | None = None

    def planned(self) -> PlannedActivity:
        """The activity without its words."""
        return PlannedActivity(
            direction=self.direction,
            due_on=self.due_on,
            difficulties=self.difficulties,
            strengths=self.strengths,
            section=self.section,
            responsible=self.responsible,
            material=self.material,
        )


@dataclass(frozen=True, slots=True)
class _Effective:
    """From which day and by which order, if by one, a change takes effect."""

    on: date
    order: OrderReference | None


@command(
    title="Предложить изменение программы",
    action=Action.CHANGE_PROGRAMME,
    requirements=("R-124",),
)
def propose_programme_change(
    work: Work,
    *,
    programme: str,
    reason: str,
    until: date | None = None,
    forms: tuple[str, ...] | None = None,
    adds: tuple[NewActivity, ...] = (),
    drops: tuple[int, ...] = (),
    new_terms: tuple[NewTerm, ...] = (),
    by: str | None = None,
) -> Decision:
    """Propose, as mentor or mentee, another last day, other forms or another content of a programme."""
    found = work.get(Programme, programme)
    who, source = acting_party(work, found, by)
    change = ProgrammeChange.propose(
        work.new_id(ProgrammeChange.TOPIC),
        programme=found.id,
        proposed_by=who,
        parties=found.parties,
        ends_on=until,
        forms=forms,
        adds=tuple(each.planned() for each in adds),
        titles=Pii(person_of(who), tuple(each.title for each in adds)) if adds else None,
        methods=Pii(person_of(who), tuple(each.method for each in adds)) if adds else None,
        drops=drops,
        new_terms=new_terms,
        reason=said_by(who, reason),
        proposed_on=work.on,
        source=source,
    )
    # Nobody is asked to agree to what could not take effect: it is tried on copies that are not stored.
    _take_over(Loaded(work), change, agreed=frozenset(found.parties), effective=_Effective(work.on, None))
    return Decision((change,), {"change": change.id})


@command(
    title="Согласиться с изменением программы",
    action=Action.CHANGE_PROGRAMME,
    requirements=("R-124",),
)
def agree_to_programme_change(work: Work, *, change: str, by: str | None = None) -> Decision:
    """Agree to a proposed change; it takes effect only once mentor and every mentee have agreed."""
    found = work.get(ProgrammeChange, change)
    programme = work.get(Programme, found.programme)
    who, source = acting_party(work, programme, by)
    programme.need_active()
    found.agree(by=who, on=work.on, source=source, parties=programme.parties)
    return Decision((found,))


@command(
    title="Отклонить изменение программы",
    action=Action.CHANGE_PROGRAMME,
    requirements=("R-124",),
)
def decline_programme_change(work: Work, *, change: str, by: str | None = None) -> Decision:
    """Decline a proposed change, without giving reasons; the proposal is at an end."""
    found = work.get(ProgrammeChange, change)
    programme = work.get(Programme, found.programme)
    who, source = acting_party(work, programme, by)
    found.decline(by=who, on=work.on, source=source, parties=programme.parties)
    return Decision((found,))


@command(
    title="Ввести согласованное изменение программы",
    action=Action.REVIEW_PROGRAMME,
    requirements=("R-124",),
)
def apply_programme_change(work: Work, *, change: str) -> Decision:
    """Let a change on which all parties agreed take effect; their consent is enough without an order."""
    loaded = Loaded(work)
    found = loaded.get(ProgrammeChange, change)
    _take_over(loaded, found, agreed=found.apply(applied_on=work.on), effective=_Effective(work.on, None))
    return Decision(loaded.everything())


def _named(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    programmes = (work.get(Programme, work.get(ProgrammeChange, each).programme) for each in subjects)
    return tuple(dict.fromkeys(person_of(party) for found in programmes for party in found.parties))


@effect("programme_change", named=_named)
def order_programme_changes(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Let the agreed changes that the order names take effect; without consent there is nothing to order."""
    loaded = Loaded(work)
    effective = _Effective(signing.effective_from, signing.reference)
    for subject in signing.subjects:
        found = loaded.get(ProgrammeChange, subject)
        agreed = found.apply(applied_on=effective.on)
        _take_over(loaded, found, agreed=agreed, effective=effective)
    return loaded.everything()


def _take_over(
    loaded: Loaded, change: ProgrammeChange, *, agreed: frozenset[str], effective: _Effective
) -> None:
    """Change the programme and its plan as proposed; every guard is asked, whoever asked it before."""
    work = loaded.work
    programme = loaded.get(Programme, change.programme)
    regulation = regulation_of(work, programme)
    if change.forms is not None:
        check_forms(change.forms, regulation=regulation)
    programme.apply_change(
        change=change.id,
        agreed=agreed,
        ends_on=change.ends_on,
        forms=change.forms,
        with_content=change.with_content,
        on=effective.on,
        term=_term(regulation),
        may_shorten=regulation.text("change.mutual_consent") != "extension_and_correction",
        order=effective.order,
    )
    _change_plan(loaded, change, programme, regulation)


def _change_plan(
    loaded: Loaded, change: ProgrammeChange, programme: Programme, regulation: Regulation
) -> None:
    since, until = programme.need_active()
    plan = loaded.get(ProgrammePlan, sister_id(programme.id, ProgrammePlan.TOPIC))
    doing = loaded.get(ProgrammeWork, sister_id(programme.id, ProgrammeWork.TOPIC))
    doing.need_undone((*change.drops, *(each.number for each in change.new_terms)))
    for number in change.drops:
        plan.drop_activity(number=number, change=change.id)
    for each in change.new_terms:
        plan.reschedule_activity(
            number=each.number, due_on=each.due_on, since=since, until=until, reason=None, change=change.id
        )
    for place, activity in enumerate(change.adds):
        plan.plan_activity(
            number=None,
            by=change.proposed_by,
            activity=activity,
            provided=programme.template,
            sections=len(regulation.texts("programme.section_template_ru")),
            title=_word(change.titles, place) or Pii(person_of(change.proposed_by), None),
            method=_word(change.methods, place),
            evidence=None,
            availability=None,
            situational=False,
            change=change.id,
        )
    to_do = [number for number in plan.activities if number not in doing.done]
    plan.need_within(to_do, since=since, until=until)


def _term(regulation: Regulation) -> ProgrammeTerm:
    term = ProgrammeTerm.of(regulation)
    return term.without_limit() if regulation.flag("policy.extension_may_exceed_max") else term


def _word(words: Pii | None, place: int) -> Pii | None:
    """One of several texts; nothing where it is empty or was erased."""
    if words is None or not words.texts or not words.texts[place].strip():
        return None
    return Pii(words.person, words.texts[place].strip())
