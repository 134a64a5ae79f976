"""What every route has in hand: the service at work, the signer of sessions, the waiting workbooks."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.access import Action, Actor, role_for
from service.commands.actors import ActorUnknown, actor_of
from service.commands.calculations import Calculations
from service.commands.runtime import Runtime
from service.ids import institution_of
from service.projections.institutions import card
from service.web.sessions import COOKIE, PERSONAL, NotSignedIn, Session, Signer
from service.web.uploads import Uploads


@dataclass(frozen=True, slots=True)
class Site:
    """The application's own things; ``demo``: sign-in without a password, on this machine only."""

    runtime: Runtime
    demo: bool
    signer: Signer
    uploads: Uploads
    calculations: Calculations


def site_of(request: Request) -> Site:
    """The site that serves a request."""
    return cast("Site", request.app.state.site)


def signed_in(request: Request) -> Session:
    """The session of a page's reader.

    Raises:
        NotSignedIn: there is none; without the demo there are no accounts yet, so no session counts.

    """
    site = site_of(request)
    cookie = request.cookies.get(COOKIE)
    if cookie is None or not site.demo:
        raise NotSignedIn
    return site.signer.open(cookie)


BEARER = HTTPBearer(
    auto_error=False,
    description="Токен роли в организации. В демонстрации — на странице «Для разработчиков».",
)


def token_actor(
    request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
) -> Actor:
    """The actor behind a bearer token.

    Raises:
        NotSignedIn: there is no token, it is not ours, or this is no demo.

    """
    site = site_of(request)
    if bearer is None or not site.demo:
        raise NotSignedIn
    if bearer.credentials.startswith(f"{PERSONAL}."):
        return _person_behind(site, bearer.credentials)
    institution, role = site.signer.read_token(bearer.credentials)
    person = demo_person(site.runtime, institution, role)
    return Actor(id=person, roles={institution: frozenset({role})})


def _person_behind(site: Site, token: str) -> Actor:
    person = site.signer.read_personal_token(token)
    try:
        return actor_of(site.runtime, institution=institution_of(person), who=person)
    except ActorUnknown as unknown:
        raise NotSignedIn from unknown


def demo_person(runtime: Runtime, institution: str, role: str) -> str:
    """Whose id stands in the log when a role of the demo acts: the head, the curator, else a system name."""
    with runtime.reading() as connection:
        facts = card(connection, institution) or {}
    return facts.get(role) or f"demo-{role}"


def may(actor: Actor, action: Action, institution: str) -> bool:
    """Tell whether the permission table allows an action."""
    return role_for(actor, action, institution) is not None


SiteDep = Annotated[Site, Depends(site_of)]
SessionDep = Annotated[Session, Depends(signed_in)]
ActorDep = Annotated[Actor, Depends(token_actor)]
Code = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,32}$", description="Код организации, например 001.")]
Hex = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="32 шестнадцатеричных знака.")]
