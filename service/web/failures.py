"""How the service says no: every refusal becomes a status and a Russian sentence, as JSON or as a page."""

import logging
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from service.commands.calculations import CalculationGone
from service.commands.json_bodies import Malformed
from service.commands.match_messages import BROKEN_WORDS, MatchBroken
from service.commands.texts import clauses_of, sentence
from service.errors import NotAllowed, NotFound, Refused
from service.web.api_shapes import Problem
from service.web.pages_phrases import PhraseChanged
from service.web.render import page
from service.web.security import Stopped
from service.web.sessions import NotSignedIn
from service.web.uploads import UploadGone

_LOG: Final = logging.getLogger(__name__)

API: Final = "/api/"

STATUSES: Final[Sequence[tuple[type[Exception], int]]] = (
    (Refused, 409),
    (PhraseChanged, 409),
    (NotAllowed, 403),
    (NotFound, 404),
    (NotSignedIn, 401),
    (Malformed, 422),
    (MatchBroken, 500),
)
"""409 for refusals and conflicts, 403, 404, 401 for the other markers, 422 for bad bodies, 500 for faults."""

_UPLOAD_GONE: Final = (
    "Этой проверки больше нет: книга уже загружена, выбрана другая или прошло полчаса. "
    "Если людей из книги нет в банках, выберите её ещё раз."
)
_CALCULATION_GONE: Final = (
    "Этого расчёта здесь нет: его прервали, программу запустили заново или запрос попал к другой её копии. "
    "Закончил ли он подбор, видно среди прежних подборов; если нет, начните его ещё раз."
)
_PHRASE_CHANGED: Final = (
    "Эта формулировка за это время изменилась, или её уже уточнили. "
    "Ничего не записано; откройте список формулировок ещё раз."
)

SENTENCES: Final[Sequence[tuple[type[Exception], str]]] = (
    (NotSignedIn, "Нужен действующий токен: заголовок «Authorization: Bearer …»."),
    (UploadGone, _UPLOAD_GONE),
    (PhraseChanged, _PHRASE_CHANGED),
    (CalculationGone, _CALCULATION_GONE),
    (MatchBroken, BROKEN_WORDS),
)
"""What the edge itself says no to; the other sentences stand with the commands."""

_HTTP: Final = {
    400: Problem(refusal="Malformed", message="Запрос повреждён и не выполнен. Повторите его."),
    404: Problem(refusal="NotFound", message="Такой страницы нет."),
    405: Problem(refusal="MethodNotAllowed", message="Этот адрес так не вызывают."),
}

_KINDS: Final = {
    "missing": "обязательно",
    "int_parsing": "нужно целое число",
    "bool_parsing": "нужно true или false",
    "greater_than_equal": "значение слишком мало",
    "less_than_equal": "значение слишком велико",
    "string_pattern_mismatch": "недопустимый вид",
    "string_too_long": "значение слишком длинное",
}
_FORM: Final = "Форма заполнена не так, как ожидалось. Вернитесь на страницу и отправьте её ещё раз."


def handle_failures(app: FastAPI) -> None:
    """Register the one handler of every way in which the service says no."""
    for kind in (*(kind for kind, _ in STATUSES), RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


def answer(request: Request, failure: Exception) -> Response:
    """The answer to a request that came to nothing."""
    if isinstance(failure, NotSignedIn) and not is_api(request):
        return RedirectResponse("/login", 303)
    return said(request, *problem_of(request, failure))


def stopped(request: Request, refusal: Stopped) -> Response:
    """The answer to a request that was stopped before any route saw it."""
    return said(request, refusal.status, Problem(refusal=refusal.name, message=refusal.sentence))


def said(request: Request, status: int, problem: Problem) -> Response:
    """A problem as JSON for programs, as a page for people."""
    if is_api(request):
        return JSONResponse(problem.model_dump(), status)
    context = {"message": problem.message, "status": status, "back": _came_from(request)}
    return page(request, "failure.html", context, status=status)


def _came_from(request: Request) -> str | None:
    """The page of ours on which the reader was, unless it is the one that failed."""
    before = urlsplit(request.headers.get("referer", ""))
    ours = before.netloc == request.url.netloc and re.match(r"/[^/\\]", before.path)
    if not ours or before.path == request.url.path:
        return None
    return f"{before.path}?{before.query}" if before.query else before.path


def is_api(request: Request) -> bool:
    """Whether a program asks, not a browser."""
    return request.url.path.startswith(API)


def problem_of(request: Request, failure: Exception) -> tuple[int, Problem]:
    """The status and the words of a failure; a fault of the matcher is logged, it knows no names."""
    if isinstance(failure, MatchBroken):
        _LOG.error("%s", failure)
    if isinstance(failure, RequestValidationError):
        return _invalid(request, failure)
    if isinstance(failure, HTTPException):
        return failure.status_code, _HTTP.get(failure.status_code, _HTTP[400])
    institution = request.path_params.get("code", "")
    clauses = list(clauses_of(failure, institution=institution)) if isinstance(failure, Refused) else []
    status = next(status for kind, status in STATUSES if isinstance(failure, kind))
    message = _sentence(failure, institution)
    return status, Problem(refusal=type(failure).__name__, message=message, clauses=clauses)


def _sentence(failure: Exception, institution: str) -> str:
    for kind, text in SENTENCES:
        if isinstance(failure, kind):
            return text
    return str(failure) if isinstance(failure, Malformed) else sentence(failure, institution=institution)


def _invalid(request: Request, failure: RequestValidationError) -> tuple[int, Problem]:
    """An address that nothing can have is not found; everything else is malformed."""
    first = failure.errors()[0]
    if first["loc"][0] == "path":
        return 404, _HTTP[404]
    message = f"Поле «{first['loc'][-1]}»: {_KINDS.get(first['type'], 'недопустимое значение')}."
    return 422, Problem(refusal="Malformed", message=message if is_api(request) else _FORM)
