"""The JSON API about one run of the matcher: prices, alternatives, bottlenecks, advice and repairs."""

from typing import Annotated

from fastapi import APIRouter, Query

from service.access import Actor
from service.commands.json_bodies import read_json
from service.commands.open_run import OpenRun, open_run
from service.commands.overrides import override_proposal
from service.commands.run_advice import advice_of, bottlenecks_of, dearer_of, reverse_of
from service.commands.run_curve import curve_of
from service.commands.run_questions import (
    alternatives_of,
    best_of,
    changes_of,
    price_of,
    price_row,
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
from service.web.api import PROBLEMS, json_body
from service.web.api_bodies import Choice, ShortlistSize
from service.web.api_shapes import ShortlistItem
from service.web.bodies import RawBody
from service.web.site import ActorDep, Code, Hex, Site, SiteDep

QUESTIONS = APIRouter(prefix="/api/v1/institutions/{code}", responses=PROBLEMS)

MenteeId = Annotated[str, Query(max_length=200, description="Запись наставляемого в банке.")]
MentorId = Annotated[str, Query(max_length=200, description="Запись наставника в банке.")]
PersonId = Annotated[str, Query(max_length=200, description="Запись наставника или наставляемого в банке.")]
Most = Annotated[int, Query(ge=1, le=20, description="Сколько вариантов вернуть.")]
Frozen = Annotated[bool, Query(description="true — не трогать ни одной пары, которая может продолжаться.")]


@QUESTIONS.get("/rounds/{run}/price", operation_id="price", summary="Цена пары", tags=["Подбор"])
def price(
    site: SiteDep, actor: ActorDep, code: Code, run: Hex, *, mentee: MenteeId, mentor: MentorId
) -> PriceRow:
    """What it costs to have this pair, or to do without it, goal by goal, and who would move."""
    return price_of(_opened(site, actor, code, run), mentee=mentee, mentor=mentor)


@QUESTIONS.get(
    "/rounds/{run}/alternatives",
    operation_id="alternatives",
    summary="С кем ещё мог бы быть человек",
    tags=["Подбор"],
)
def alternatives(
    site: SiteDep, actor: ActorDep, code: Code, run: Hex, *, person: PersonId, most: Most = 3
) -> AlternativesRow:
    """Whom else a mentee or a mentor could have, the cheapest first."""
    return alternatives_of(_opened(site, actor, code, run), person=person, most=most)


@QUESTIONS.get(
    "/rounds/{run}/bottlenecks",
    operation_id="bottlenecks",
    summary="Где запросов больше, чем мест",
    tags=["Подбор"],
)
def bottlenecks(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> list[BottleneckRow]:
    """The requests that hang on too few places, the worst first."""
    return list(bottlenecks_of(_opened(site, actor, code, run)))


@QUESTIONS.get(
    "/rounds/{run}/dearer",
    operation_id="dearer",
    summary="Кто охотнее был бы вместе",
    tags=["Подбор"],
)
def dearer(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> list[DearerRow]:
    """The pairs of mutual interest whose people would both rather have each other."""
    return list(dearer_of(_opened(site, actor, code, run)))


@QUESTIONS.get(
    "/rounds/{run}/reverse",
    operation_id="reverse",
    summary="Кто мог бы учить друг друга",
    tags=["Подбор"],
)
def reverse(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> list[ReverseRow]:
    """The people who could be mentor and mentee of each other, the best first."""
    return list(reverse_of(_opened(site, actor, code, run)))


@QUESTIONS.get(
    "/rounds/{run}/curve",
    operation_id="curve",
    summary="Чего стоит допуск по соответствию",
    tags=["Подбор"],
)
def tolerance_curve(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> list[CurveRow]:
    """What each of a few tolerances gives away of the fit, and what interest and load gain by it."""
    return list(curve_of(_opened(site, actor, code, run)))


@QUESTIONS.get(
    "/rounds/{run}/training",
    operation_id="training",
    summary="Какое обучение или место помогло бы больше всего",
    tags=["Подбор"],
)
def training(site: SiteDep, actor: ActorDep, code: Code, run: Hex, *, most: Most = 3) -> AdviceRow:
    """Which training of which mentor, and one place more with whom, would help most."""
    return advice_of(_opened(site, actor, code, run), most=most)


@QUESTIONS.get(
    "/rounds/{run}/best",
    operation_id="best",
    summary="Несколько лучших распределений",
    tags=["Подбор"],
)
def best(site: SiteDep, actor: ActorDep, code: Code, run: Hex, *, most: Most = 3) -> list[PlanRow]:
    """The best few distributions with what each loses against the best."""
    return list(best_of(_opened(site, actor, code, run), count=most))


@QUESTIONS.get(
    "/rounds/{run}/repair",
    operation_id="repair",
    summary="Что изменится, если человек выбудет",
    tags=["Подбор"],
)
def repair(
    site: SiteDep, actor: ActorDep, code: Code, run: Hex, *, without: PersonId, frozen: Frozen = False
) -> RepairRow:
    """What would change without a mentor or a mentee, with as few changes as possible."""
    return repair_without(_opened(site, actor, code, run), person=without, frozen=frozen)


@QUESTIONS.get(
    "/rounds/{run}/changes",
    operation_id="changes",
    summary="Что изменилось против прежних пар",
    tags=["Подбор"],
)
def changes(site: SiteDep, actor: ActorDep, code: Code, run: Hex) -> RepairRow | None:
    """What a run that is a repair changed against the pairs before; null for any other run."""
    return changes_of(_opened(site, actor, code, run))


@QUESTIONS.post(
    "/rounds/{run}/override",
    operation_id="override",
    summary="Выбрать другую пару вместо предложенной",
    tags=["Подбор"],
    openapi_extra={"requestBody": json_body("Choice", required=True)},
)
def override(site: SiteDep, actor: ActorDep, code: Code, run: Hex, content: RawBody) -> PriceRow:
    """Choose a pair against the proposal; its price and the reason are recorded, and the pair is pinned."""
    choice = read_json(content, Choice)
    opened = _opened(site, actor, code, run)
    price = override_proposal(
        site.runtime,
        opened,
        actor=actor,
        mentee=choice.mentee,
        mentor=choice.mentor,
        reason=choice.reason,
    )
    return price_row(opened, price)


@QUESTIONS.post(
    "/shortlists",
    operation_id="prepare_shortlist",
    summary="Составить предварительный список наставников",
    tags=["Подбор"],
    openapi_extra={"requestBody": json_body("ShortlistSize", required=False)},
)
def shortlists(site: SiteDep, actor: ActorDep, code: Code, content: RawBody) -> list[ShortlistItem]:
    """Put together the nearest mentors of every mentee, for both sides to say whom they want."""
    size = read_json(content, ShortlistSize).size
    rows = prepare_shortlist(site.runtime, institution=code, actor=actor, size=size)
    return [ShortlistItem(**row) for row in rows]


def _opened(site: Site, actor: Actor, code: str, run: str) -> OpenRun:
    return open_run(site.runtime, institution=code, actor=actor, run_id=f"{code}/match_run/{run}")
