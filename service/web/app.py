"""The web application put together: routes, assets, what stands before them, and a true OpenAPI text."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.staticfiles import StaticFiles

from service.commands.calculation import StillCalculating
from service.commands.calculations import PATIENCE, Calculations
from service.commands.runtime import Runtime
from service.settings import read_secret
from service.web.api import ROUTER, body_schemas
from service.web.api_calculations import CALCULATIONS
from service.web.api_lists import LISTS
from service.web.api_questions import QUESTIONS
from service.web.api_views import VIEW_ROUTER
from service.web.failures import handle_failures, stopped
from service.web.pages_banks import BANK_PAGES
from service.web.pages_calculations import CALCULATION_PAGES
from service.web.pages_choices import CHOICE_PAGES
from service.web.pages_conditions import CONDITION_PAGES
from service.web.pages_desk import DESK
from service.web.pages_imports import IMPORT_PAGES
from service.web.pages_login import LOGIN
from service.web.pages_phrases import PHRASE_PAGES
from service.web.pages_rounds import ROUND_PAGES
from service.web.pages_shortlist import SHORTLIST_PAGES
from service.web.render import FOLDER, VERSION
from service.web.security import Guard
from service.web.sessions import Signer
from service.web.site import Site
from service.web.unbroken import Unbroken
from service.web.uploads import Uploads
from service.web.waiting import still_calculating

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
PAGES: Final = (
    LOGIN,
    DESK,
    IMPORT_PAGES,
    BANK_PAGES,
    PHRASE_PAGES,
    CONDITION_PAGES,
    SHORTLIST_PAGES,
    ROUND_PAGES,
    CHOICE_PAGES,
    CALCULATION_PAGES,
)
VENDOR: Final[list[str | tuple[str, str]]] = [
    ("django_htmx", "static/django_htmx"),
    ("starlette_admin", "static"),
]
"""Wheels that carry the front-end assets; their server side is never imported."""


def create_app(runtime: Runtime, *, demo: bool, patience: float = PATIENCE) -> FastAPI:
    """Make the application; ``demo``: sign-in without a password, answering to loopback names only.

    A request waits ``patience`` seconds for an answer that takes long before it names the calculation.

    Raises:
        SettingsRefused: the secret that signs sessions is missing or weak.

    """
    app = FastAPI(title="Наставник", version=VERSION, docs_url=None, redoc_url=None)
    app.state.site = Site(
        runtime=runtime,
        demo=demo,
        signer=Signer(read_secret(runtime.settings.secret)),
        uploads=Uploads(runtime.clock),
        calculations=Calculations(runtime.random_hex, patience=patience),
    )
    for pages in PAGES:
        app.include_router(pages)
    app.include_router(ROUTER)
    app.include_router(LISTS)
    app.include_router(QUESTIONS)
    app.include_router(CALCULATIONS)
    app.include_router(VIEW_ROUTER)
    app.add_api_route("/health", health, methods=["GET"], include_in_schema=False)
    app.mount("/assets/vendor", StaticFiles(packages=VENDOR))
    app.mount("/assets/own", StaticFiles(directory=FOLDER / "static"))
    handle_failures(app)
    app.add_exception_handler(StillCalculating, still_calculating)
    app.add_middleware(Unbroken)
    app.add_middleware(Guard, refuse=stopped, hosts=LOOPBACK if demo else None)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign] # FastAPI's own way to extend the text
    return app


def health() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        components = schema.setdefault("components", {}).setdefault("schemas", {})
        app.openapi_schema = schema
        for name, shape in body_schemas().items():
            components.setdefault(name, shape)
    return app.openapi_schema
