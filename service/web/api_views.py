"""The lists of the JSON API that derive from the declared questions."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query

from service.commands.catalogue import all_views
from service.commands.views import View, answer
from service.web.api import PROBLEMS
from service.web.api_lists import Limit, Offset, part
from service.web.api_shapes import PageOf
from service.web.site import ActorDep, Code, SiteDep

VIEW_ROUTER: Final = APIRouter(prefix="/api/v1/institutions/{code}", responses=PROBLEMS)

OnDay = Annotated[date | None, Query(description="На какой день; сегодня, если не указан.")]
Of = Annotated[str | None, Query(max_length=200, description="Идентификатор того, о чём список.")]


def add_views(router: APIRouter) -> None:
    """Add an address for every declared list."""
    for declared in all_views().values():
        router.add_api_route(
            f"/{declared.name}",
            _endpoint(declared),
            methods=["GET"],
            operation_id=declared.name,
            summary=declared.title,
            description=declared.sentence,
            tags=["Списки"],
            response_model=PageOf[dict[str, Any]],
        )


def _endpoint(declared: View) -> Callable[..., PageOf[dict[str, Any]]]:
    def read(
        site: SiteDep,
        actor: ActorDep,
        code: Code,
        *,
        limit: Limit = 100,
        offset: Offset = 0,
        on: OnDay = None,
        of: Of = None,
    ) -> PageOf[dict[str, Any]]:
        rows = answer(site.runtime, declared, institution=code, actor=actor, on=on, of=of)
        return part([dict(row) for row in rows], limit=limit, offset=offset)

    return read


add_views(VIEW_ROUTER)
