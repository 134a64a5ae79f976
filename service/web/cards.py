"""The card of an institution with its people, and the runs of its rounds, for pages and the API alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from service.access import Action, Actor, require
from service.commands.run_names import run_words
from service.commands.runtime import Runtime
from service.commands.suggest import InstitutionUnknown
from service.errors import NotFound
from service.ids import id_of, random_part
from service.projections.banks import MENTEE_BANK, MENTOR_BANK, PEOPLE
from service.projections.institutions import card
from service.projections.rounds import run, run_rows
from service.regulations.fields import FIELDS
from service.regulations.regulation import Regulation
from service.regulations.seeds import load_seed
from service.web.api_shapes import InstitutionCard, Participant, RunItem
from service.web.site import may

Row = Mapping[str, Any]


def institution_card(runtime: Runtime, *, institution: str, actor: Actor) -> InstitutionCard:
    """The card of an institution; names of people only for those who may see the banks.

    Raises:
        NotAllowed: the actor may not see the institution.
        InstitutionUnknown: there is none.

    """
    require(actor, Action.VIEW_INSTITUTION, institution)
    with runtime.reading() as connection:
        facts = card(connection, institution, on=runtime.today(institution))
        if facts is None:
            raise InstitutionUnknown(institution)
        names = _names(connection, facts) if may(actor, Action.VIEW_BANKS, institution) else {}
        mentors, mentees = (_count(connection, bank, institution) for bank in (MENTOR_BANK, MENTEE_BANK))
    return InstitutionCard(
        code=institution,
        name=load_seed(institution).short_name,
        kind=facts["kind"],
        zone=facts["zone"],
        regulation_version=facts["regulation_version"],
        order_number=facts["order_number"],
        order_on=facts["order_on"],
        in_force_since=facts["in_force_since"],
        roadmap_approved_on=facts["roadmap_approved_on"],
        missing=missing_fields(facts),
        head=_participant(facts["head"], names),
        curator=_participant(facts["curator"], names),
        mentors=mentors,
        mentees=mentees,
    )


def missing_fields(facts: Row) -> list[str]:
    """The Russian labels of the fields without which the regulation cannot enter into force."""
    if facts["in_force_since"] is not None or facts["regulation"] is None:
        return []
    draft = Regulation.from_settings(facts["code"], facts["regulation"], version=facts["regulation_version"])
    return [FIELDS[name].label for name in draft.missing_before_in_force()]


def runs(
    runtime: Runtime, *, institution: str, actor: Actor, limit: int, offset: int = 0
) -> tuple[list[RunItem], int]:
    """A part of the runs of the matcher, the newest first, and how many there are.

    Raises:
        NotAllowed: the actor may not see them.

    """
    require(actor, Action.VIEW_ROUNDS, institution)
    with runtime.reading() as connection:
        rows = run_rows(connection, institution)
        wanted = [row["id"] for row in rows[offset : offset + limit]]
        found = [run(connection, institution=institution, run_id=each) for each in wanted]
    return [_run_item(runtime, row) for row in found if row is not None], len(rows)


def run_of(runtime: Runtime, *, institution: str, actor: Actor, number: str) -> Row:
    """One run with its documents, by the 32 digits of its id.

    Raises:
        NotAllowed: the actor may not see it.
        NotFound: there is none.

    """
    require(actor, Action.VIEW_ROUNDS, institution)
    with runtime.reading() as connection:
        found = run(connection, institution=institution, run_id=id_of(institution, "match_run", number))
    if found is None:
        raise NotFound(number)
    return found


def _run_item(runtime: Runtime, row: Row) -> RunItem:
    proposal = row["proposal"]
    return RunItem(
        run=random_part(row["id"]),
        title=run_words(runtime, row),
        round=row["round"],
        on=row["on"],
        recorded_at=row["recorded_at"],
        position=row["position"],
        status=row["status"],
        matched=len(proposal["pairs"]),
        groups=len(proposal["groups"]),
        unmatched=len(proposal["unmatched"]),
        digest=row["digest"],
    )


def _names(connection: Connection, facts: Row) -> dict[str, str]:
    wanted = [person for person in (facts["head"], facts["curator"]) if person is not None]
    return names_of(connection, wanted)


def names_of(connection: Connection, persons: Iterable[str]) -> dict[str, str]:
    """Names by person id."""
    statement = select(PEOPLE.c.id, PEOPLE.c.full_name).where(PEOPLE.c.id.in_(list(persons)))
    return {row.id: row.full_name for row in connection.execute(statement)}


def _participant(person: str | None, names: Mapping[str, str]) -> Participant | None:
    return None if person is None else Participant(id=person, name=names.get(person))


def _count(connection: Connection, bank: Table, institution: str) -> int:
    return int(
        connection.scalar(select(func.count()).select_from(bank).where(bank.c.institution == institution))
        or 0
    )
