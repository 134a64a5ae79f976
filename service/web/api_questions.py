"""The JSON API about one run of the matcher: prices, alternatives, bottlenecks, advice and repairs."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query

from service.commands.begun_work import begin_override
from service.commands.json_bodies import read_json
from service.commands.open_run import OpenRun, open_run
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of, reverse_of
from service.commands.run_answers import answer_of
from service.commands.run_curve import curve_of
from service.commands.run_questions import (
    alternatives_of,
    best_of,
    changes_of,
    price_of,
    repair_without,
)
from service.commands.run_rows import (
    AdviceRow,
    AlternativesRow,
    BottleneckRow,
    CurveRow,
    DearerRow,
    PlanRow,
    PriceRow,
    RepairRow,
    ReverseRow,
)
from service.commands.shortlist import prepare_shortlist
from service.ids import id_of
from service.web.api import PROBLEMS, json_body
from service.web.api_bodies import Choice, ShortlistSize
from service.web.api_shapes import ShortlistItem
from service.web.bodies import RawBody
from service.web.site import ActorDep, Code, Hex, SiteDep
from service.web.waiting import NOT_YET

QUESTIONS = APIRouter(prefix="/api/v1/institutions/{code}", responses=PROBLEMS, tags=["Подбор"])

MenteeId = Annotated[str, Query(max_length=200, description="Запись наставляемого в банке.")]
MentorId = Annotated[str, Query(max_length=200, description="Запись наставника в банке.")]
PersonId = Annotated[str, Query(max_length=200, description="Запись наставника или наставляемого в банке.")]
Most = Annotated[int, Query(ge=1, le=20, description="Сколько вариантов вернуть.")]
Frozen = Annotated[bool, Query(description="true — не трогать ни одной пары, которая может продолжаться.")]


def opened_run(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> OpenRun:
    """The run that the address names, opened for its questions; none of them waits long for its answer."""
    return open_run(
        site.runtime,
        institution=code,
        actor=actor,
        run_id=id_of(code, "match_run", run),
        asker=site.calculations.asker(code, run),
    )


Opened = Annotated[OpenRun, Depends(opened_run)]
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def _about_run(name: str) -> str:
    return f"/rounds/{{run}}/{name}"


def _question(name: str, summary: str) -> Callable[[Endpoint], Endpoint]:
    """Declare a question about a run under its name."""
    return QUESTIONS.get(_about_run(name), operation_id=name, summary=summary, responses=NOT_YET)


@_question("price", "Цена пары")
def price(opened: Opened, *, mentee: MenteeId, mentor: MentorId) -> PriceRow:
    """What it costs to have this pair, or to do without it, goal by goal, and who would move."""
    return price_of(opened, mentee=mentee, mentor=mentor)


@_question("alternatives", "С кем ещё мог бы быть человек")
def alternatives(opened: Opened, *, person: PersonId, most: Most = 3) -> AlternativesRow:
    """Whom else a mentee or a mentor could have, the cheapest first."""
    return alternatives_of(opened, person=person, most=most)


@_question("bottlenecks", "Где запросов больше, чем мест")
def bottlenecks(opened: Opened) -> list[BottleneckRow]:
    """The requests that hang on too few places, the worst first."""
    return list(bottlenecks_of(opened))


@_question("dearer", "Кто предпочёл бы друг друга")
def dearer(opened: Opened) -> list[DearerRow]:
    """The pairs of mutual interest whose people would both rather have each other."""
    return list(dearer_of(opened))


@_question("reverse", "Кто мог бы учить друг друга")
def reverse(opened: Opened) -> list[ReverseRow]:
    """The people who could be mentor and mentee of each other, the best first."""
    return list(reverse_of(opened))


@_question("curve", "Что даёт уступка по соответствию")
def tolerance_curve(opened: Opened) -> list[CurveRow]:
    """What each of a few tolerances gives away of the fit, and what interest and load gain by it."""
    return list(curve_of(opened))


@_question("training", "Какое обучение или место помогло бы больше всего")
def training(opened: Opened, *, most: Most = 3) -> AdviceRow:
    """Which training of which mentor, and one place more with whom, would help most."""
    return advice_of(opened, most=most)


@_question("best", "Несколько лучших распределений")
def best(opened: Opened, *, most: Most = 3) -> list[PlanRow]:
    """The best few distributions with what each loses against the best."""
    return list(best_of(opened, count=most))


@_question("repair", "Что изменится, если человек выбудет")
def repair(opened: Opened, *, without: PersonId, frozen: Frozen = False) -> RepairRow:
    """What would change without a mentor or a mentee, with as few changes as possible."""
    return repair_without(opened, person=without, frozen=frozen)


@_question("changes", "Что изменилось против прежних пар")
def changes(opened: Opened) -> RepairRow | None:
    """What a run that is a repair changed against the pairs before; null for any other run."""
    return changes_of(opened)


@QUESTIONS.post(
    _about_run("override"),
    operation_id="override",
    summary="Выбрать другую пару вместо предложенной",
    responses=NOT_YET,
    response_model=PriceRow,
    openapi_extra={"requestBody": json_body("Choice", required=True)},
)
def override(site: SiteDep, actor: ActorDep, code: Code, run: Hex, content: RawBody) -> object:
    """Choose a pair against the proposal; its price and the reason are recorded, and the pair is pinned."""
    choice = read_json(content, Choice)
    begun = begin_override(
        site.calculations,
        site.runtime,
        institution=code,
        actor=actor,
        run=run,
        mentee=choice.mentee,
        mentor=choice.mentor,
        reason=choice.reason,
    )
    return answer_of(site.runtime, begun, actor=actor, patience=site.calculations.patience)


@QUESTIONS.post(
    "/shortlists",
    operation_id="prepare_shortlist",
    summary="Составить предварительный список наставников",
    openapi_extra={"requestBody": json_body("ShortlistSize", required=False)},
)
def shortlists(site: SiteDep, actor: ActorDep, code: Code, content: RawBody) -> list[ShortlistItem]:
    """Put together the nearest mentors of every mentee, for both sides to say whom they want."""
    size = read_json(content, ShortlistSize).size
    rows = prepare_shortlist(site.runtime, institution=code, actor=actor, size=size)
    return [ShortlistItem(**row) for row in rows]
