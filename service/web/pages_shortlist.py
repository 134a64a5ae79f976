"""The first stage of a round: the shortlist, the marks of both sides, and the way to the final run."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from service.commands.interest_sheets import record_marks, sheet_of, stage_of
from service.commands.shortlist import MOST, USUAL_SIZE, prepare_shortlist
from service.ids import id_of
from service.values import Rating
from service.web.render import page
from service.web.site import Code, Hex, SessionDep, SiteDep

SHORTLIST_PAGES = APIRouter(include_in_schema=False)

Side = Literal["mentees", "mentors"]
KINDS: Final = {"mentees": "mentee", "mentors": "mentor"}

_RATINGS: Final[Mapping[str, Rating]] = MappingProxyType({"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5})

Entries = Annotated[list[Annotated[str, Form(max_length=100)]], Form()]
Marks = Annotated[list[Annotated[str, Form(pattern=r"^[0-5]?$")]], Form()]
"""A mark of 0..5 for each of the people beside, empty where there is none."""


@SHORTLIST_PAGES.get("/institutions/{code}/rounds/shortlist")
def shortlist(request: Request, site: SiteDep, session: SessionDep, code: Code) -> Response:
    """Show the shortlist with the marks that came, and what to do next."""
    context = {
        "code": code,
        "stage": stage_of(site.runtime, institution=code, actor=session.as_actor()),
        "usual": USUAL_SIZE,
        "most": MOST,
    }
    return page(request, "shortlist.html", context)


@SHORTLIST_PAGES.post("/institutions/{code}/rounds/shortlist")
def prepare(
    site: SiteDep, session: SessionDep, code: Code, *, size: Annotated[int, Form()] = USUAL_SIZE
) -> Response:
    """Put the nearest mentors of every mentee together."""
    prepare_shortlist(site.runtime, institution=code, actor=session.as_actor(), size=size)
    return RedirectResponse(f"/institutions/{code}/rounds/shortlist", 303)


@SHORTLIST_PAGES.get("/institutions/{code}/rounds/shortlist/{side}/{person}")
def sheet(
    request: Request,
    site: SiteDep,
    session: SessionDep,
    code: Code,
    side: Side,
    person: Hex,
    *,
    kept: Annotated[int | None, Query(ge=0, le=10_000)] = None,
) -> Response:
    """Show from whom a person may choose, with a mark for each; ``kept`` tells how many were recorded."""
    stage = stage_of(site.runtime, institution=code, actor=session.as_actor())
    context = {
        "code": code,
        "side": side,
        "stage": stage,
        "sheet": sheet_of(stage, id_of(code, KINDS[side], person)),
        "kept": kept,
    }
    return page(request, "sheet.html", context)


@SHORTLIST_PAGES.post("/institutions/{code}/rounds/shortlist/{side}/{person}")
def mark(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    side: Side,
    person: Hex,
    *,
    other: Entries,
    rating: Marks,
) -> Response:
    """Record the marks of a person from his signed sheet."""
    told = {entry: _RATINGS[mark] for entry, mark in zip(other, rating, strict=False) if mark}
    kept = record_marks(
        site.runtime,
        institution=code,
        actor=session.as_actor(),
        person=id_of(code, KINDS[side], person),
        marks=told,
    )
    return RedirectResponse(f"/institutions/{code}/rounds/shortlist/{side}/{person}?kept={kept}", 303)
