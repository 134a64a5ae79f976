"""What a calculation came to, in the rows in which the question itself is answered; names are read anew."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from service.access import Action, Actor, require
from service.commands.calculation import Calculation
from service.commands.match_questions import (
    Answer,
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
from service.commands.open_run import open_run
from service.commands.round_page import people_of, suggestion_document
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of
from service.commands.run_curve import curve_of
from service.commands.run_questions import alternatives_of, best_of, price_of, repair_without
from service.commands.run_rows import (
    AdviceRow,
    AlternativesRow,
    BottleneckRow,
    CurveRow,
    DearerRow,
    PlanRow,
    PriceRow,
    RepairRow,
)
from service.commands.runtime import Runtime
from service.errors import NotFound
from service.ids import id_of
from service.matching.formats.problem import Problem
from service.projections.rounds import run

RunAnswer = (
    PriceRow
    | AlternativesRow
    | AdviceRow
    | RepairRow
    | tuple[CurveRow, ...]
    | tuple[PlanRow, ...]
    | tuple[BottleneckRow, ...]
    | tuple[DearerRow, ...]
)

ASKED: Final[Mapping[type[Question[Any]], Callable[..., RunAnswer]]] = MappingProxyType(
    {
        PriceOf: price_of,
        NearestTo: alternatives_of,
        BestFew: best_of,
        ToleranceCurve: curve_of,
        Departure: repair_without,
        Bottlenecks: bottlenecks_of,
        MissedWishes: dearer_of,
        Improvements: advice_of,
    }
)
"""Who asks each question; the names of what it takes are those of the question."""


def answer_of(
    runtime: Runtime, calculation: Calculation, *, actor: Actor, patience: float
) -> RunAnswer | Mapping[str, Any]:
    """Wait so many seconds for a calculation; a suggestion is answered with its document.

    Raises:
        StillCalculating: there is no answer yet.
        NotAllowed: the actor may not run the matcher.
        Exception: whatever ended the calculation.

    """
    require(actor, Action.RUN_MATCHER, calculation.institution)
    found = calculation.answer(patience=patience)
    if calculation.about is None:
        return _suggestion(runtime, calculation.institution, run_number=found)

    def known(question: Question[Answer], problem: Problem) -> Answer:  # noqa: ARG001 - it is answered
        answer: Answer = found
        return answer

    about, institution = calculation.about, calculation.institution
    run_id = id_of(institution, "match_run", about.run)
    opened = open_run(runtime, institution=institution, actor=actor, run_id=run_id, asker=known)
    return ASKED[about.kind](opened, **about.parameters)


def _suggestion(runtime: Runtime, institution: str, *, run_number: str) -> Mapping[str, Any]:
    with runtime.reading() as connection:
        found = run(connection, institution=institution, run_id=id_of(institution, "match_run", run_number))
    if found is None:
        raise NotFound(run_number)
    return suggestion_document(found, people=people_of(runtime, institution))
