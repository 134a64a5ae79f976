"""Long calculations: how far one is, its answer when it is there, and its end if the curator wants it."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.access import Action, require
from service.commands.calculations import StillCalculating
from service.web.render import page
from service.web.site import Code, Hex, SessionDep, SiteDep

CALCULATION_PAGES = APIRouter(include_in_schema=False)

SOONEST_S: Final = 3
LATEST_S: Final = 15
"""Seconds after which a browser looks again, rarer the longer it takes."""


@CALCULATION_PAGES.get("/institutions/{code}/rounds/calculations/{calculation}")
def calculation_page(site: SiteDep, session: SessionDep, code: Code, calculation: Hex) -> Response:
    """Lead to the run when there is one; until then the handler below tells how far it is."""
    require(session.as_actor(), Action.RUN_MATCHER, code)
    run: str = site.calculations.find(calculation, institution=code).answer(patience=0)
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
    site.calculations.stop(calculation, institution=code)
    came = f"&run={run}" if run else ""
    return RedirectResponse(f"/institutions/{code}/rounds?done=stopped{came}", 303)


def still_calculating(request: Request, still: Exception) -> Response:
    """Show how far a calculation is; without any script the browser comes back to the same address."""
    assert isinstance(still, StillCalculating)  # noqa: S101 - registered for this kind alone
    found = still.calculation
    again = min(max(SOONEST_S, found.seconds // 5), LATEST_S)
    context = {
        "code": found.institution,
        "calculation": found,
        "run": request.path_params.get("run", ""),
        "again": again,
    }
    shown = page(request, "calculation.html", context)
    shown.headers["Refresh"] = str(again)
    return shown
