"""The lists of the JSON API: banks, rounds, the institution; names only for those who may see the banks."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from service.access import Action
from service.commands.bank_pages import BankRow, mentee_bank, mentor_bank
from service.commands.round_page import people_of, round_page
from service.commands.round_rows import RoundPage
from service.web.api import PROBLEMS
from service.web.api_shapes import InstitutionCard, Item, PageOf, RunItem
from service.web.cards import institution_card, run_of, runs
from service.web.site import ActorDep, Code, Hex, SiteDep, may

LISTS = APIRouter(prefix="/api/v1/institutions/{code}", responses=PROBLEMS)

Limit = Annotated[int, Query(ge=1, le=500, description="Сколько записей вернуть.")]
Offset = Annotated[int, Query(ge=0, description="Сколько записей пропустить.")]
Ready = Annotated[
    bool | None,
    Query(description="true — только те, кому ничто не мешает участвовать в подборе; false — остальные."),
]
Subject = Annotated[str | None, Query(max_length=200, description="Предмет или направление, как в банке.")]


@LISTS.get(
    "/institution", operation_id="institution", summary="Организация и её Положение", tags=["Организация"]
)
def institution(site: SiteDep, actor: ActorDep, code: Code) -> InstitutionCard:
    """The card: regulation in force, head, curator, counts."""
    return institution_card(site.runtime, institution=code, actor=actor)


@LISTS.get("/mentors", operation_id="mentors", summary="Банк наставников", tags=["Банки"])
def mentors(
    site: SiteDep,
    actor: ActorDep,
    code: Code,
    *,
    limit: Limit = 100,
    offset: Offset = 0,
    ready: Ready = None,
    subject: Subject = None,
) -> PageOf[BankRow]:
    """The bank of mentors by name; nobody is looked up by name here: addresses stay in logs."""
    rows = mentor_bank(site.runtime, institution=code, actor=actor, on=site.runtime.today(code))
    return part(_chosen(rows, ready=ready, subject=subject), limit=limit, offset=offset)


@LISTS.get("/mentees", operation_id="mentees", summary="Банк наставляемых", tags=["Банки"])
def mentees(
    site: SiteDep,
    actor: ActorDep,
    code: Code,
    *,
    limit: Limit = 100,
    offset: Offset = 0,
    ready: Ready = None,
    subject: Subject = None,
) -> PageOf[BankRow]:
    """The bank of mentees by name."""
    rows = mentee_bank(site.runtime, institution=code, actor=actor, on=site.runtime.today(code))
    return part(_chosen(rows, ready=ready, subject=subject), limit=limit, offset=offset)


@LISTS.get("/rounds", operation_id="rounds", summary="Подборы", tags=["Подбор"])
def rounds(
    site: SiteDep, actor: ActorDep, code: Code, *, limit: Limit = 100, offset: Offset = 0
) -> PageOf[RunItem]:
    """The runs of the matcher, the newest first."""
    items, total = runs(site.runtime, institution=code, actor=actor, limit=limit, offset=offset)
    return PageOf(items=items, total=total, limit=limit, offset=offset)


@LISTS.get("/rounds/{run}", operation_id="round", summary="Подбор: пары и основания", tags=["Подбор"])
def round_of_run(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> RoundPage:
    """One run: pairs with reasons, the unmatched with obstacles, goals with bounds, loads."""
    found = run_of(site.runtime, institution=code, actor=actor, number=run)
    names = people_of(site.runtime, code) if may(actor, Action.VIEW_BANKS, code) else {}
    return round_page(found, people=names)


def part(rows: Sequence[Item], *, limit: int, offset: int) -> PageOf[Item]:
    """A part of a list with its whole length."""
    return PageOf(items=list(rows[offset : offset + limit]), total=len(rows), limit=limit, offset=offset)


def _chosen(rows: Sequence[BankRow], *, ready: bool | None, subject: str | None) -> list[BankRow]:
    tests: list[Callable[[BankRow], bool]] = []
    if ready is not None:
        tests.append(lambda row: (row.problem is None) is ready)
    if subject is not None:
        tests.append(lambda row: row.subject.casefold() == subject.casefold())
    return [row for row in rows if all(test(row) for test in tests)]
