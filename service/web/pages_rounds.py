"""«Подбор»: run the matcher, the list of runs, one run with pairs, reasons, obstacles, proof and graph."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from service.access import Action
from service.commands.bank_problem import Asking
from service.commands.begun_work import begin_suggestion
from service.commands.calculation import StillCalculating
from service.commands.given_away import given_away
from service.commands.round_page import forms_of, people_of, round_page
from service.commands.round_rows import RoundPage
from service.commands.run_names import run_how
from service.web.cards import institution_card, run_of, runs
from service.web.graph import graph_svg
from service.web.pages_conditions import NOT_DONE, NOTICES, STEPS, Done, conditions_of
from service.web.render import page
from service.web.sessions import Session
from service.web.site import Code, Hex, SessionDep, Site, SiteDep, may

ROUND_PAGES = APIRouter(include_in_schema=False)

Row = Mapping[str, Any]

RUNS_SHOWN: Final = 30
"""The newest runs; the others stand in the API."""


@ROUND_PAGES.get("/institutions/{code}/rounds")
def rounds(
    request: Request,
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    done: Annotated[Done | None, Query()] = None,
    run: Annotated[str, Query(pattern=r"^([0-9a-f]{32})?$")] = "",
) -> Response:
    """Show the button and the runs, and what was ``done`` on the page of a ``run``."""
    actor = session.as_actor()
    newest, _ = runs(site.runtime, institution=code, actor=actor, limit=RUNS_SHOWN)
    context = {
        "code": code,
        "runs": newest,
        "card": institution_card(site.runtime, institution=code, actor=actor),
        "conditions": conditions_of(site.runtime, institution=code, actor=actor),
        "steps": STEPS,
        "notice": NOTICES[done] if done else None,
        "is_done": done not in NOT_DONE,
        "came_from": run,
        "going_on": site.calculations.going_on(code),
        "may_run": may(actor, Action.RUN_MATCHER, code),
    }
    return page(request, "rounds.html", context)


@ROUND_PAGES.post("/institutions/{code}/rounds")
def run_matcher(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    keep: Annotated[Literal["nothing", "most", "all"], Form()] = "nothing",
) -> Response:
    """Suggest pairs and lead to them, or to how far it is; ``keep``: which of the last pairs shall stay."""
    asking = Asking(repair=keep == "most", frozen=keep == "all")
    begun = begin_suggestion(
        site.calculations, site.runtime, institution=code, actor=session.as_actor(), asking=asking
    )
    try:
        run: str = begun.answer(patience=site.calculations.patience)
    except StillCalculating:
        return RedirectResponse(f"/institutions/{code}/rounds/calculations/{begun.id}", 303)
    return RedirectResponse(f"/institutions/{code}/rounds/{run}", 303)


@ROUND_PAGES.get("/institutions/{code}/rounds/{run}")
def one_round(request: Request, site: SiteDep, session: SessionDep, code: Code, run: Hex) -> Response:
    """Show one run."""
    found = run_of(site.runtime, institution=code, actor=session.as_actor(), number=run)
    shown = _shown(site, session, code, found)
    may_choose = may(session.as_actor(), Action.RUN_MATCHER, code)
    context = {
        "code": code,
        "run": run,
        "round": shown,
        "how": run_how(site.runtime, found),
        "may_choose": may_choose,
        "pins": _pins(site, session, code) if may_choose and shown.contradictory else {},
        "graph": graph_svg(shown),
        "given_away": given_away(site.runtime, found),
        "mentees": len(shown.pairs) + len(shown.unmatched),
    }
    return page(request, "round.html", context)


@ROUND_PAGES.get("/institutions/{code}/rounds/{run}/graph.svg")
def graph(site: SiteDep, session: SessionDep, code: Code, run: Hex) -> Response:
    """Give the graph alone, for enlarging and for reports."""
    found = run_of(site.runtime, institution=code, actor=session.as_actor(), number=run)
    return Response(graph_svg(_shown(site, session, code, found)), media_type="image/svg+xml")


def _pins(site: Site, session: Session, code: str) -> Mapping[str, Row]:
    """The pins that hold now, by mentee."""
    held = conditions_of(site.runtime, institution=code, actor=session.as_actor())
    return {pin["mentee"]: pin for pin in held.pins}


def _shown(site: Site, session: Session, code: str, run: Row) -> RoundPage:
    names = people_of(site.runtime, code) if may(session.as_actor(), Action.VIEW_BANKS, code) else {}
    return round_page(run, people=names, forms=forms_of(site.runtime, code))
