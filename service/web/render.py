"""Rendering pages: one Jinja environment, and what every page shows around its own content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import lucide.jinja
from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from service import __version__
from service.access import Action, Actor
from service.commands.role_words import ROLES
from service.regulations.seeds import SEED_CODES, load_seed
from service.web import words
from service.web.sessions import NotSignedIn, Session
from service.web.site import may, signed_in, site_of

FOLDER: Final = Path(__file__).parent
VERSION: Final = __version__


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu."""

    path: str
    title: str
    icon: str
    action: Action


MENU: Final = (
    MenuItem("", "Рабочий стол", "layout-dashboard", Action.VIEW_INSTITUTION),
    MenuItem("/imports", "Загрузка банков", "file-spreadsheet", Action.KEEP_BANKS),
    MenuItem("/mentors", "Банк наставников", "user-check", Action.VIEW_BANKS),
    MenuItem("/mentees", "Банк наставляемых", "users", Action.VIEW_BANKS),
    MenuItem("/phrases", "Уточнить формулировки", "list-checks", Action.KEEP_BANKS),
    MenuItem("/rounds", "Подбор", "network", Action.VIEW_ROUNDS),
)


def page(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """Render a page with its surroundings; the menu shows only what the reader may open."""
    session = _reader(request)
    around = {
        "demo": site_of(request).demo,
        "here": request.url.path,
        "version": VERSION,
        "session": session,
        "home": None if session is None else f"/institutions/{session.institution}",
        "institution_name": "" if session is None else institution_name(session.institution),
        "role": "" if session is None else ROLES[session.role],
        "menu": [] if session is None else menu_of(session.as_actor(), session.institution),
    }
    text = ENVIRONMENT.get_template(template).render({**around, **context})
    return HTMLResponse(text, status)


def institution_name(code: str) -> str:
    """The short name of an institution; its code where there is no document of its own yet."""
    return load_seed(code).short_name if code in SEED_CODES else code


def menu_of(actor: Actor, institution: str) -> Sequence[MenuItem]:
    """The entries of the menu that an actor may open."""
    return [item for item in MENU if may(actor, item.action, institution)]


def _reader(request: Request) -> Session | None:
    try:
        return signed_in(request)
    except NotSignedIn:
        return None


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["icon"] = icon
    environment.globals["words"] = words
    environment.filters["capital"] = words.capital
    environment.filters["day"] = words.day
    environment.filters["counted"] = words.counted
    environment.filters["short_name"] = words.short_name
    return environment


def icon(name: str, size: int = 20) -> str:
    """An inline icon that a screen reader skips."""
    drawn: str = lucide.jinja.lucide(name, size=size, aria_hidden="true", focusable="false")
    return drawn


ENVIRONMENT: Final = _environment()
