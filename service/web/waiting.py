"""What is said to whoever asks for an answer that is still being calculated: come back, and how far it is."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from fastapi import Request
from starlette.responses import JSONResponse, Response

from service.commands.calculation import Calculation, StillCalculating
from service.commands.match_questions import (
    BestFew,
    Bottlenecks,
    Departure,
    Improvements,
    MissedWishes,
    NearestTo,
    PriceOf,
    Question,
    ToleranceCurve,
)
from service.web.api_shapes import CalculationState
from service.web.failures import is_api
from service.web.render import page

SOONEST_S: Final = 3
LATEST_S: Final = 15
"""Seconds after which one looks again, rarer the longer it takes."""

NOT_YET: Final[dict[int | str, dict[str, Any]]] = {
    202: {
        "model": CalculationState,
        "description": "Ответа пока нет: расчёт идёт дальше, его адрес — в заголовке Location.",
        "headers": {
            "Location": {"schema": {"type": "string"}, "description": "Адрес расчёта."},
            "Retry-After": {
                "schema": {"type": "integer"},
                "description": "Через сколько секунд спросить снова.",
            },
        },
    }
}
"""The answer of every address of the API that may take longer than a request waits."""


_TITLES: Final[Mapping[type[Question[Any]], str]] = MappingProxyType(
    {
        PriceOf: "Считаем цену пары",
        NearestTo: "Ищем, с кем ещё мог бы быть человек",
        BestFew: "Ищем лучшие распределения",
        ToleranceCurve: "Считаем, что даёт уступка",
        Departure: "Считаем, что изменится, если человек выбудет",
        Bottlenecks: "Ищем, где мест не хватает",
        MissedWishes: "Ищем, кто предпочёл бы друг друга",
        Improvements: "Ищем, что помогло бы больше всего",
    }
)


def title_of(found: Calculation) -> str:
    """What is being calculated, for a person."""
    if found.about is None:
        return "Идёт подбор"
    return "Считаем цену выбранной пары" if found.goes_on else _TITLES[found.about.kind]


def still_calculating(request: Request, still: Exception) -> Response:
    """Tell how far a calculation is: a program where to ask for it, a person on a page that comes back."""
    assert isinstance(still, StillCalculating)  # noqa: S101 - registered for this kind alone
    found = still.calculation
    return _accepted(found) if is_api(request) else _page(request, found)


def again_after(found: Calculation) -> int:
    """Seconds after which it is worth asking again."""
    return min(max(SOONEST_S, found.seconds // 5), LATEST_S)


def running(found: Calculation) -> CalculationState:
    """How far a calculation is that goes on."""
    return CalculationState(
        calculation=found.id,
        state="running",
        stage=found.stage,
        share=round(found.share, 3),
        seconds=found.seconds,
    )


def _accepted(found: Calculation) -> Response:
    headers = {
        "Location": f"/api/v1/institutions/{found.institution}/calculations/{found.id}",
        "Retry-After": str(again_after(found)),
    }
    return JSONResponse(running(found).model_dump(mode="json"), 202, headers)


def _page(request: Request, found: Calculation) -> Response:
    """Without any script the browser comes back to the same address."""
    again = again_after(found)
    context = {
        "code": found.institution,
        "calculation": found,
        "title": title_of(found),
        "run": found.about.run if found.about else "",
        "again": again,
    }
    shown = page(request, "calculation.html", context)
    shown.headers["Refresh"] = str(again)
    return shown
