"""Long calculations: how far one is, its answer when it is there, and its end if the curator wants it."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from service.access import Action, require
from service.commands.calculations import CalculationGone, CalculationOver
from service.web.pages_conditions import Done, back
from service.web.site import Code, Hex, SessionDep, Site, SiteDep

CALCULATION_PAGES = APIRouter(include_in_schema=False)


@CALCULATION_PAGES.get("/institutions/{code}/rounds/calculations/{calculation}")
def calculation_page(site: SiteDep, session: SessionDep, code: Code, calculation: Hex) -> Response:
    """Lead to what it came to; until then it is told how far it is."""
    require(session.as_actor(), Action.RUN_MATCHER, code)
    found = site.calculations.find(calculation, institution=code)
    answer = found.answer(patience=0)
    if found.about is not None and found.goes_on:
        return back(code, "chosen", found.about.run)
    run = answer if found.about is None else found.about.run
    return RedirectResponse(f"/institutions/{code}/rounds/{run}", 303)


@CALCULATION_PAGES.post("/institutions/{code}/rounds/calculations/{calculation}/stop")
def stop(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    calculation: Hex,
    *,
    run: Annotated[str, Form(pattern=r"^([0-9a-f]{32})?$")] = "",
) -> Response:
    """End a calculation; ``run`` is the one that was asked about."""
    require(session.as_actor(), Action.RUN_MATCHER, code)
    return back(code, _stopped(site, code, calculation), run)


def _stopped(site: Site, code: str, calculation: str) -> Done:
    try:
        site.calculations.stop(calculation, institution=code)
    except CalculationOver:
        return "over"
    except CalculationGone:
        return "gone"
    return "stopped"
