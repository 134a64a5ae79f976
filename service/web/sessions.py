"""Who is calling: a signed cookie for pages, a token for programs; both hold ids and roles, never names."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

from service.access import Actor, Role
from service.ids import id_of, institution_of, random_part

COOKIE: Final = "nastavnik"
PERSONAL: Final = "person"
"""How a personal token begins; no institution has this code."""

LIFETIME_S: Final = 12 * 3600


class NotSignedIn(Exception):  # noqa: N818 - a fact about the request
    """Nobody is signed in, or the signature or token is not ours."""


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in caller in one role of one institution; ``id`` tells two sessions of one person apart."""

    id: str
    actor: str
    institution: str
    role: Role

    def as_actor(self) -> Actor:
        """The caller as the permission table sees him."""
        return Actor(id=self.actor, roles={self.institution: frozenset({self.role})})


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs and reads sessions and tokens with one secret, each purpose under a key of its own."""

    secret: bytes

    def seal(self, session: Session) -> str:
        """The value of the cookie."""
        return self._cookies().dumps([session.id, session.actor, session.institution, session.role])

    def open(self, cookie: str) -> Session:
        """Read the cookie.

        Raises:
            NotSignedIn: it was not signed by us, or is older than twelve hours.

        """
        try:
            id_, actor, institution, role = self._cookies().loads(cookie, max_age=LIFETIME_S)
        except BadData as fault:
            raise NotSignedIn from fault
        return Session(id=id_, actor=actor, institution=institution, role=Role(role))

    def token(self, institution: str, role: Role) -> str:
        """The bearer token of a role in an institution, the same whenever it is asked for."""
        return f"{institution}.{role}.{self._mark(institution, role)}"

    def read_token(self, token: str) -> tuple[str, Role]:
        """Institution and role of a token.

        Raises:
            NotSignedIn: the token is not ours.

        """
        institution, _, rest = token.partition(".")
        role, _, mark = rest.partition(".")
        if role not in set(Role) or not mark.isascii():
            raise NotSignedIn
        if not hmac.compare_digest(mark, self._mark(institution, Role(role))):
            raise NotSignedIn
        return institution, Role(role)

    def personal_token(self, person: str) -> str:
        """The bearer token of one person, by id; it names nobody."""
        institution, number = institution_of(person), random_part(person)
        return f"{PERSONAL}.{institution}.{number}.{self._mark(institution, number)}"

    def read_personal_token(self, token: str) -> str:
        """The person of a personal token, by id.

        Raises:
            NotSignedIn: the token is not ours.

        """
        _, _, rest = token.partition(".")
        institution, _, rest = rest.partition(".")
        number, _, mark = rest.partition(".")
        if not mark.isascii() or not hmac.compare_digest(mark, self._mark(institution, number)):
            raise NotSignedIn
        return id_of(institution, "person", number)

    def _cookies(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="session/1")

    def _mark(self, institution: str, subject: str) -> str:
        message = f"bearer/1\n{institution}\n{subject}".encode()
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:40]
