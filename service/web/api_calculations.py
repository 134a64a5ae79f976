"""The JSON API about calculations that take longer than a request waits: how far one is, and its end."""

from typing import Final

from fastapi import APIRouter, Request, Response

from service.access import Action, require
from service.commands.calculation import Calculation, StillCalculating
from service.commands.match_ends import MatchInterrupted
from service.commands.match_messages import MatchBroken
from service.commands.run_answers import answer_of
from service.errors import NotFound, Refused
from service.web.api import PROBLEMS
from service.web.api_shapes import CalculationState
from service.web.failures import problem_of
from service.web.site import ActorDep, Code, Hex, SiteDep
from service.web.waiting import again_after, running

CALCULATIONS = APIRouter(prefix="/api/v1/institutions/{code}", responses=PROBLEMS, tags=["Подбор"])

ONE: Final = "/calculations/{calculation}"


@CALCULATIONS.get(ONE, operation_id="calculation", summary="Расчёт: сколько сделано и что вышло")
def calculation(
    request: Request, response: Response, site: SiteDep, actor: ActorDep, code: Code, calculation: Hex
) -> CalculationState:
    """How far a calculation is; in the end its result, or why there is none.

    A question that nobody asks about for a minute is given up. A suggestion and a choice go on to their end.
    """
    require(actor, Action.RUN_MATCHER, code)
    found = site.calculations.find(calculation, institution=code)
    try:
        result = answer_of(site.runtime, found, actor=actor, patience=0)
    except StillCalculating:
        response.headers["Retry-After"] = str(again_after(found))
        return running(found)
    except (Refused, NotFound, MatchBroken) as end:
        return _without_answer(request, found, end)
    return CalculationState.model_validate({**_facts(found), "state": "done", "result": result})


@CALCULATIONS.delete(
    ONE,
    operation_id="end_calculation",
    summary="Прервать расчёт",
    status_code=204,
    response_description="Расчёт прерван, ничего не записано.",
)
def end_calculation(site: SiteDep, actor: ActorDep, code: Code, calculation: Hex) -> None:
    """End a calculation and forget it; one that came to its end before is left as it is."""
    require(actor, Action.RUN_MATCHER, code)
    site.calculations.stop(calculation, institution=code)


def _without_answer(request: Request, found: Calculation, end: Exception) -> CalculationState:
    _, problem = problem_of(request, end)
    state = "interrupted" if isinstance(end, MatchInterrupted) else "failed"
    return CalculationState.model_validate({**_facts(found), "state": state, "problem": problem})


def _facts(found: Calculation) -> dict[str, object]:
    return running(found).model_dump(include={"calculation", "stage", "share", "seconds"})
