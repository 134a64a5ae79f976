"""Signing in and out: in the demo one click per role, else a page that says accounts come later."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.access import Role
from service.commands.role_words import ROLES
from service.errors import NotFound
from service.projections.institutions import cards
from service.web.render import institution_name, page
from service.web.sessions import COOKIE, LIFETIME_S, NotSignedIn, Session
from service.web.site import Site, SiteDep, demo_person, signed_in

LOGIN = APIRouter(include_in_schema=False)

DEMO_ROLES = (Role.CURATOR, Role.HEAD)
TOKEN_ROLES = (Role.CURATOR, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.MENTOR, Role.MENTEE)


@LOGIN.get("/")
def start(request: Request) -> Response:
    """Lead the reader to his desk, or to the sign-in."""
    try:
        session = signed_in(request)
    except NotSignedIn:
        return RedirectResponse("/login", 303)
    return RedirectResponse(f"/institutions/{session.institution}", 303)


@LOGIN.get("/login")
def login_page(request: Request, site: SiteDep) -> Response:
    """Show whom one can be in the demo."""
    roles = [(role.value, ROLES[role]) for role in DEMO_ROLES]
    return page(request, "login.html", {"institutions": _institutions(site), "roles": roles})


@LOGIN.post("/login")
def sign_in(
    request: Request, site: SiteDep, institution: Annotated[str, Form()], role: Annotated[str, Form()]
) -> Response:
    """Sign in to the demo.

    Raises:
        NotFound: this is no demo, or there is no such institution or role.

    """
    known = {code for code, _ in _institutions(site)}
    if institution not in known or role not in DEMO_ROLES:
        raise NotFound(institution)
    session = Session(
        id=site.runtime.random_hex(),
        actor=demo_person(site.runtime, institution, role),
        institution=institution,
        role=Role(role),
    )
    response = RedirectResponse(f"/institutions/{institution}", 303)
    response.set_cookie(
        COOKIE,
        site.signer.seal(session),
        max_age=LIFETIME_S,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@LOGIN.post("/logout")
def sign_out() -> Response:
    """Forget the reader."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response


@LOGIN.get("/developers")
def developers(request: Request, site: SiteDep) -> Response:
    """Show the tokens of the demo and where the API is described."""
    rows = [
        (name, [(ROLES[role], site.signer.token(code, role)) for role in TOKEN_ROLES])
        for code, name in _institutions(site)
    ]
    return page(request, "developers.html", {"institutions": rows, "base": str(request.base_url)})


def _institutions(site: Site) -> list[tuple[str, str]]:
    """Code and name of the institutions of the demo; none without it."""
    if not site.demo:
        return []
    with site.runtime.reading() as connection:
        return [(row["code"], institution_name(row["code"])) for row in cards(connection)]
