"""How the service says no: every refusal becomes a status and a Russian sentence, as JSON or as a page."""

import logging
import traceback
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.commands.texts import clauses_of, sentence
from service.errors import NotAllowed, NotFound, Refused
from service.web.api_shapes import Problem
from service.web.bodies import Malformed
from service.web.render import page
from service.web.sessions import NotSignedIn
from service.web.uploads import UploadGone

API: Final = "/api/"

_LOG: Final = logging.getLogger(__name__)

_NOT_SIGNED_IN: Final = "Нужен действующий токен: заголовок «Authorization: Bearer …»."
_UPLOAD_GONE: Final = "Файл больше не хранится: проверка действует полчаса. Выберите его ещё раз."
_HTTP: Final = {
    404: "Такой страницы нет.",
    405: "Этот адрес так не вызывают.",
}
_BROKEN: Final = "Внутренняя ошибка: действие не выполнено. Сообщите администратору время этой ошибки."

_KINDS: Final = {
    "missing": "обязательно",
    "int_parsing": "нужно целое число",
    "bool_parsing": "нужно true или false",
    "greater_than_equal": "значение слишком мало",
    "less_than_equal": "значение слишком велико",
    "string_pattern_mismatch": "недопустимый вид",
    "string_too_long": "значение слишком длинное",
}


def handle_failures(app: FastAPI) -> None:
    """Register the one handler of every way in which the service says no."""
    kinds: Sequence[type[Exception]] = (
        Refused,
        NotAllowed,
        NotFound,
        NotSignedIn,
        Malformed,
        RequestValidationError,
        HTTPException,
    )
    for kind in kinds:
        app.add_exception_handler(kind, answer)


def answer(request: Request, failure: Exception) -> Response:
    """The answer to a request that came to nothing."""
    is_api = request.url.path.startswith(API)
    if isinstance(failure, NotSignedIn) and not is_api:
        return RedirectResponse("/login", 303)
    status, problem = _problem(failure, institution=request.path_params.get("code", ""))
    if is_api:
        return JSONResponse(problem.model_dump(), status)
    context = {"message": problem.message, "status": status}
    return page(request, "failure.html", context, status=status)


def _problem(failure: Exception, *, institution: str) -> tuple[int, Problem]:
    if isinstance(failure, RequestValidationError):
        return 422, Problem(refusal="Malformed", message=_parameter_sentence(failure))
    if isinstance(failure, HTTPException):
        message = _HTTP.get(failure.status_code, _BROKEN)
        return failure.status_code, Problem(refusal="NotFound", message=message)
    clauses = list(clauses_of(failure, institution=institution)) if isinstance(failure, Refused) else []
    return _status(failure), _said(failure, _message(failure, institution), clauses)


def _status(failure: Exception) -> int:
    """409 for every refusal and conflict, 403, 404, 401 for the other markers, 422 for a malformed body."""
    statuses = ((Refused, 409), (NotAllowed, 403), (NotFound, 404), (NotSignedIn, 401))
    return next((status for kind, status in statuses if isinstance(failure, kind)), 422)


def _message(failure: Exception, institution: str) -> str:
    if isinstance(failure, UploadGone):
        return _UPLOAD_GONE
    if isinstance(failure, NotSignedIn):
        return _NOT_SIGNED_IN
    return str(failure) if isinstance(failure, Malformed) else sentence(failure, institution=institution)


def _said(failure: Exception, message: str, clauses: Sequence[str] = ()) -> Problem:
    return Problem(refusal=type(failure).__name__, message=message, clauses=list(clauses))


def _parameter_sentence(failure: RequestValidationError) -> str:
    first = failure.errors()[0]
    return f"Поле «{first['loc'][-1]}»: {_KINDS.get(first['type'], 'недопустимое значение')}."


class Unbroken:
    """ASGI middleware: a fault of the program becomes a plain 500, its trace is logged without its text.

    The text of an exception may quote personal data; the trace names files and lines only.
    """

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
                await PlainTextResponse(_BROKEN, 500)(scope, receive, send)


def _places(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
