"""The last catch: a fault of the program becomes a plain 500, and no text that may quote people is logged."""

import logging
import traceback
from pathlib import PurePath
from typing import Final

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.api_shapes import Problem

BROKEN: Final = "Внутренняя ошибка: действие не выполнено. Сообщите администратору время этой ошибки."

_LOG: Final = logging.getLogger(__name__)


class Unbroken:
    """ASGI middleware: a fault becomes a 500; the log names its kind, files and lines, never its text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as fault:  # noqa: BLE001 - the last place where a fault can be kept from quoting people
            _LOG.error("%s at %s", type(fault).__name__, _places(fault))
            if not started and scope["type"] == "http":
                await _answer(scope["path"])(scope, receive, send)


def _answer(path: str) -> Response:
    if path.startswith("/api/"):
        return JSONResponse(Problem(refusal="Broken", message=BROKEN).model_dump(), 500)
    return PlainTextResponse(BROKEN, 500)


def _places(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
