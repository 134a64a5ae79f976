"""What orders on the institution itself decide: its regulation with the roadmap, its curator."""

from datetime import date

from service.aggregates.institution import Institution
from service.aggregates.person import Person
from service.aggregates.roadmap import Roadmap
from service.commands.order_effects import Signing, effect
from service.commands.orders import HeadNotNamed
from service.commands.roadmaps import approve_roadmap
from service.commands.work import Work
from service.errors import Refused
from service.events import Aggregate
from service.ids import kind_of
from service.regulations.regulation import Regulation


class SubjectsDoNotFit(Refused):
    """The order names things on which an order of its kind cannot decide."""

    requirement = "R-002"


class CuratorByOwnOrder(Refused):
    """The curator is appointed by an order of its own, not by the one that approves the regulation."""

    requirement = "R-016"


class CuratorChangesLater(Refused):
    """The curator changes on the day from which the order has effect; facts: ``since``, ``on``."""

    requirement = "R-016"


DEPUTY_POSITIONS = ("deputy_head",)


def persons_among(work: Work, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The persons among the subjects of an order, on whom it lays duties."""
    return tuple(work.get(Person, person).id for person in _of_kind(subjects, "person"))


@effect("regulation_approval", named=persons_among)
def approve_regulation(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Approve the regulation and put it into force, with its roadmap and, where it says so, its curator.

    Subjects: the institution, at most one roadmap (R-003), at most one person as curator (R-016, A-66).
    """
    institution = _institution_among(work, signing.subjects)
    if institution.head is None:
        raise HeadNotNamed
    draft = Regulation.from_settings(
        work.institution, institution.settings, version=institution.version_drafted
    )
    institution.approve_regulation(
        order=signing.reference,
        missing=draft.missing_before_in_force(),
        needs_council=draft.requires_pedagogical_council,
        needs_union=draft.requires_trade_union_agreement,
    )
    institution.enter_into_force(since=signing.effective_from)
    for person in _at_most_one(_of_kind(signing.subjects, "person")):
        if not draft.flag("curator.appointed_in_approving_order"):
            raise CuratorByOwnOrder
        _appoint(work, institution, person, signing, regulation=draft)
    plans = _roadmap_among(work, signing.subjects)
    for plan in plans:
        approve_roadmap(plan, approved_by=institution.head, order=signing.reference, regulation=draft)
    return (institution, *plans)


@effect("curator_appointment", named=persons_among)
def appoint_curator(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Appoint the one person that the order names as curator, from the pool that the regulation allows."""
    institution = work.load_institution()
    person = _the_person(signing.subjects)
    _check_effect(signing, on=work.on)
    _appoint(work, institution, person, signing, regulation=work.load_regulation())
    return (institution,)


@effect("curator_relief", named=persons_among)
def relieve_curator(work: Work, signing: Signing) -> tuple[Aggregate, ...]:
    """Relieve the one person that the order names of the curator's office."""
    institution = work.load_institution()
    _check_effect(signing, on=work.on)
    institution.relieve_curator(person=_the_person(signing.subjects), order=signing.reference)
    return (institution,)


def _appoint(
    work: Work, institution: Institution, person: str, signing: Signing, *, regulation: Regulation
) -> None:
    candidate = work.get(Person, person)
    institution.appoint_curator(
        person=candidate.id,
        is_deputy=candidate.position in DEPUTY_POSITIONS,
        deputies_only=regulation.curator_pool == "deputy_heads",
        order=signing.reference,
    )


def _roadmap_among(work: Work, subjects: tuple[str, ...]) -> tuple[Roadmap, ...]:
    return tuple(work.get(Roadmap, roadmap) for roadmap in _at_most_one(_of_kind(subjects, "roadmap")))


def _check_effect(signing: Signing, *, on: date) -> None:
    if signing.effective_from > on:
        raise CuratorChangesLater(since=signing.effective_from, on=on)


def _institution_among(work: Work, subjects: tuple[str, ...]) -> Institution:
    institution = work.load_institution()
    known = {institution.id, *_of_kind(subjects, "roadmap"), *_of_kind(subjects, "person")}
    if institution.id not in subjects or not known.issuperset(subjects):
        raise SubjectsDoNotFit
    return institution


def _the_person(subjects: tuple[str, ...]) -> str:
    if len(subjects) != 1:
        raise SubjectsDoNotFit
    return subjects[0]


def _at_most_one(found: tuple[str, ...]) -> tuple[str, ...]:
    if len(found) > 1:
        raise SubjectsDoNotFit
    return found


def _of_kind(subjects: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(subject for subject in subjects if kind_of(subject) == kind)
