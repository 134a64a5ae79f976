"""Questions about a run: whom else a person could have at what price, where it is tight, what would help."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.commands.given_away import given_away
from service.commands.open_run import OpenRun, open_run
from service.commands.round_page import forms_of, round_page
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of
from service.commands.run_curve import curve_of
from service.commands.run_questions import (
    NoNextBest,
    TooManyForBest,
    alternatives_of,
    best_of,
    price_of,
    repair_without,
)
from service.commands.run_rows import PriceRow
from service.commands.texts import sentence
from service.errors import NotFound
from service.ids import id_of
from service.web.pages_conditions import conditions_of
from service.web.render import page
from service.web.site import Code, Hex, SessionDep, SiteDep

CHOICE_PAGES = APIRouter(include_in_schema=False)

Side = Literal["mentees", "mentors"]
KINDS: Final = {"mentees": "mentee", "mentors": "mentor"}
NEAREST: Final = 5
"""Alternatives that a page shows."""
PLANS: Final = 5
"""Best distributions that a page shows."""


@CHOICE_PAGES.get("/institutions/{code}/rounds/{run}/advice")
def advice(request: Request, site: SiteDep, session: SessionDep, code: Code, run: Hex) -> Response:
    """Show where places are short, which wishes were missed, and what would help most."""
    opened = _opened(site, session, code, run)
    context = {
        "code": code,
        "run": run,
        "on": opened.row["on"],
        "bottlenecks": bottlenecks_of(opened),
        "dearer": dearer_of(opened),
        "advice": advice_of(opened),
        "strict": given_away(site.runtime, opened.row),
    }
    return page(request, "advice.html", context)


@CHOICE_PAGES.get("/institutions/{code}/rounds/{run}/curve")
def slider(request: Request, site: SiteDep, session: SessionDep, code: Code, run: Hex) -> Response:
    """Show what each tolerance gives away and brings; one of them can be chosen for the open round."""
    opened = _opened(site, session, code, run)
    conditions = conditions_of(site.runtime, institution=code, actor=session.as_actor())
    context = {
        "code": code,
        "run": run,
        "on": opened.row["on"],
        "points": curve_of(opened),
        "asked": bool(opened.problem.interest),
        "tolerance": conditions.tolerance,
    }
    return page(request, "curve.html", context)


@CHOICE_PAGES.get("/institutions/{code}/rounds/{run}/{side}/{person}")
def choices(
    request: Request,
    site: SiteDep,
    session: SessionDep,
    code: Code,
    run: Hex,
    side: Side,
    person: Hex,
    *,
    other: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show the nearest alternatives of a person, and the price of any other pair that is asked for."""
    opened = _opened(site, session, code, run)
    entry = _entry(opened, code, side, person)
    shown = round_page(opened.row, people=opened.people, forms=forms_of(site.runtime, code))
    context = {
        "code": code,
        "run": run,
        "on": opened.row["on"],
        "side": side,
        "entry": entry,
        "name": opened.name(entry),
        "pairs": [pair for pair in shown.pairs if entry in (pair.mentee_id, pair.mentor_id)],
        "groups": {group.group_id: group for group in shown.groups},
        "found": alternatives_of(opened, person=entry, most=NEAREST),
        "everybody": _others(opened, side, entry),
        "other": other,
        "asked": _asked(opened, side, entry, other),
    }
    return page(request, "choices.html", context)


@CHOICE_PAGES.get("/institutions/{code}/rounds/{run}/{side}/{person}/departure")
def departure(
    request: Request,
    site: SiteDep,
    session: SessionDep,
    code: Code,
    run: Hex,
    side: Side,
    person: Hex,
    *,
    frozen: bool = False,
) -> Response:
    """Show what would change if a person left; ``frozen``: without touching any pair that can go on."""
    opened = _opened(site, session, code, run)
    entry = _entry(opened, code, side, person)
    context = {
        "code": code,
        "run": run,
        "name": opened.name(entry),
        "choices": f"/institutions/{code}/rounds/{run}/{side}/{person}",
        "frozen": frozen,
        "now": len(opened.pairs),
        "paired": any(entry in (pair.mentee, pair.mentor) for pair in opened.pairs),
        "repair": repair_without(opened, person=entry, frozen=frozen),
    }
    return page(request, "departure.html", context)


@CHOICE_PAGES.get("/institutions/{code}/rounds/{run}/best")
def best(request: Request, site: SiteDep, session: SessionDep, code: Code, run: Hex) -> Response:
    """Show the best few distributions and what each loses, or why they stand in no order."""
    opened = _opened(site, session, code, run)
    context: dict[str, object] = {"code": code, "run": run, "on": opened.row["on"], "plans": (), "why": ""}
    try:
        context["plans"] = best_of(opened, count=PLANS)
    except (NoNextBest, TooManyForBest) as refusal:
        context["why"] = sentence(refusal, institution=code)
    return page(request, "best.html", context)


def _opened(site: SiteDep, session: SessionDep, code: str, run: str) -> OpenRun:
    return open_run(
        site.runtime,
        institution=code,
        actor=session.as_actor(),
        run_id=id_of(code, "match_run", run),
        asker=site.calculations.asker(code, run),
    )


def _entry(opened: OpenRun, code: str, side: Side, person: str) -> str:
    """The entry of somebody who took part in the run.

    Raises:
        NotFound.

    """
    entry = id_of(code, KINDS[side], person)
    if entry not in _bank(opened, side):
        raise NotFound(entry)
    return entry


def _bank(opened: OpenRun, side: str) -> Sequence[str]:
    people = opened.problem.mentees if side == "mentees" else opened.problem.mentors
    return [each.id for each in people]


def _others(opened: OpenRun, side: str, entry: str) -> list[tuple[str, str]]:
    """The people of the other bank who are not proposed, by name, for the list to choose from."""
    other: Side = "mentors" if side == "mentees" else "mentees"
    pairs = [
        (pair.mentee, pair.mentor) for pair in opened.proposal.pairs if entry in (pair.mentee, pair.mentor)
    ]
    left = [each for each in _bank(opened, other) if all(each not in pair for pair in pairs)]
    return sorted(((each, opened.name(each)) for each in left), key=lambda row: row[1])


def _asked(opened: OpenRun, side: str, entry: str, other: str) -> PriceRow | None:
    if not other:
        return None
    mentee, mentor = (entry, other) if side == "mentees" else (other, entry)
    return price_of(opened, mentee=mentee, mentor=mentor)
