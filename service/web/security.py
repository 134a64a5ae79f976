"""What stands before every route: foreign origins and hosts and huge bodies are refused, headers are set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_BODY: Final = 6 * 1024 * 1024
"""Bytes of a request: a workbook of 5 MB and the form around it."""

ASSETS: Final = "/assets/"

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not «no-referrer»: under it browsers send «Origin: null» with forms, and our own would be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

DRAINED: Final = 64 * 1024 * 1024
"""Bytes of a refused body that are read all the same: a browser shows the answer only after sending all."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a request was stopped before any route saw it."""

    status: int
    name: str
    sentence: str


FOREIGN_ORIGIN: Final = Stopped(
    403, "ForeignOrigin", "Запрос пришёл с чужого сайта и не выполнен. Откройте страницу заново и повторите."
)
FOREIGN_HOST: Final = Stopped(
    400, "ForeignHost", "Демонстрация открывается только по адресу этого компьютера: 127.0.0.1 или localhost."
)
TOO_LARGE: Final = Stopped(413, "TooLarge", "Файл слишком большой: не более 5 МБ.")
NO_LENGTH: Final = Stopped(411, "LengthMissing", "В запросе не указана длина тела (Content-Length).")

Refuse = Callable[[Request, Stopped], Response]


class Guard:
    """ASGI middleware around the whole application; ``hosts``: the only names it answers to, if given."""

    def __init__(self, app: ASGIApp, *, refuse: Refuse, hosts: Iterable[str] | None = None) -> None:
        self._app = app
        self._refuse = refuse
        self._hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on, with the headers set either way."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _with_headers(send, is_asset=scope["path"].startswith(ASSETS))
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is None:
            await self._app(scope, receive, sending)
            return
        if refusal is TOO_LARGE and int(headers["content-length"]) <= DRAINED:
            await _drain(receive)
        await self._refuse(Request(scope), refusal)(scope, receive, sending)

    def _refusal(self, method: str, headers: Headers) -> Stopped | None:
        if self._hosts is not None and _host_name(headers) not in self._hosts:
            return FOREIGN_HOST
        if crosses_origin(method, headers):
            return FOREIGN_ORIGIN
        return _body_refusal(headers)


async def _drain(receive: Receive) -> None:
    """Read a body and forget it."""
    while (await receive()).get("more_body", False):
        pass


def crosses_origin(method: str, headers: Headers) -> bool:
    """Tell whether a browser sent this change from a foreign page; programs send neither header."""
    if method in SAFE_METHODS:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")


def _host_name(headers: Headers) -> str:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:  # «[» alone, say
        return ""


def _body_refusal(headers: Headers) -> Stopped | None:
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isascii() or not length.isdigit():
        return NO_LENGTH
    return TOO_LARGE if int(length) > LARGEST_BODY else None


def _with_headers(send: Send, *, is_asset: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["Cache-Control"] = "public, max-age=86400" if is_asset else "no-store"
        await send(message)

    return sending
