"""The last catch: a fault of the program becomes a 500 with its time; its text stays out of the log."""

import logging
import traceback
from pathlib import PurePath
from typing import Final

from fastapi import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.api_shapes import Problem
from service.web.failures import said
from service.web.security import SAFE_METHODS
from service.web.site import site_of

BROKEN: Final = (
    "В программе произошла ошибка ({moment}). {done} Если она повторится, сообщите это время администратору."
)
NOTHING_DONE: Final = "Ничего не изменилось."
PERHAPS_DONE: Final = "Прежде чем повторить действие, проверьте, не записано ли оно."
"""After a page was asked for, and after a form was sent: the fault may have come after the record."""

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
            request = Request(scope, receive)
            moment = f"{site_of(request).runtime.clock().astimezone():%d.%m.%Y, %H:%M:%S}"
            _LOG.error("%s at %s (%s)", type(fault).__name__, _places(fault), moment)
            if not started and scope["type"] == "http":
                await _answer(request, moment)(scope, receive, send)


def _answer(request: Request, moment: str) -> Response:
    done = NOTHING_DONE if request.method in SAFE_METHODS else PERHAPS_DONE
    message = BROKEN.format(moment=moment, done=done)
    try:
        return said(request, 500, Problem(refusal="Broken", message=message))
    except Exception as fault:  # noqa: BLE001 - whatever broke may break the page that tells of it
        _LOG.error("%s at %s (%s)", type(fault).__name__, _places(fault), moment)
        return PlainTextResponse(message, 500)


def _places(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
