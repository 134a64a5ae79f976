"""What stands before every route: foreign origins and hosts and huge bodies are refused, headers are set."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
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

FOREIGN_ORIGIN: Final = "Запрос пришёл с чужого сайта и не выполнен. Откройте страницу заново и повторите."
FOREIGN_HOST: Final = "Демонстрация открывается только по адресу этого компьютера: 127.0.0.1 или localhost."
TOO_LARGE: Final = "Файл слишком большой: не более 5 МБ."
NO_LENGTH: Final = "В запросе не указана длина тела (Content-Length)."


class Guard:
    """ASGI middleware around the whole application; ``hosts``: the only names it answers to, if given."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] | None = None) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on, with the headers set either way."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _with_headers(send, is_asset=scope["path"].startswith(ASSETS))
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal is not None:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, sending)
            return
        await self._app(scope, receive, sending)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        if self._hosts is not None and _host_name(headers) not in self._hosts:
            return 400, FOREIGN_HOST
        if crosses_origin(method, headers):
            return 403, FOREIGN_ORIGIN
        return _body_refusal(headers)


def crosses_origin(method: str, headers: Headers) -> bool:
    """Tell whether a browser sent this change from a foreign page; programs send neither header."""
    if method in SAFE_METHODS:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def _host_name(headers: Headers) -> str:
    return urlsplit(f"//{headers.get('host', '')}").hostname or ""


def _body_refusal(headers: Headers) -> tuple[int, str] | None:
    if "transfer-encoding" in headers:
        return 411, NO_LENGTH
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        return 411, NO_LENGTH
    return (413, TOO_LARGE) if int(length) > LARGEST_BODY else None


def _with_headers(send: Send, *, is_asset: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["Cache-Control"] = "public, max-age=86400" if is_asset else "no-store"
        await send(message)

    return sending
