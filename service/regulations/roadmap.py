"""The roadmap (дорожная карта): seven stages with their measures, as a regulation has them."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
import rfc8785

from service.regulations.clauses import Clause, parse
from service.regulations.regulation import Regulation
from service.regulations.seeds import load_seed
from service.values import Period


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a stage: its place in the roadmap, what is done, the requirements that it serves."""

    clause: Clause
    title: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageDocument:
    """A document that a stage needs before it is complete (R-041)."""

    clause: Clause
    title: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the seven stages; ``period`` is in the document's words, ``None`` without a term (R-040)."""

    number: int
    name: str
    measures: tuple[Measure, ...]
    period: str | None
    documents: tuple[StageDocument, ...]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The plan of an institution.

    ``columns`` are the headings of its table; ``is_example``: the document calls it an example;
    ``per_academic_year``: it is drawn for an academic year, which has to be named before approval.
    """

    code: str
    stages: tuple[Stage, ...]
    columns: tuple[str, ...]
    is_example: bool
    per_academic_year: bool

    def stage(self, number: int) -> Stage:
        """Give the stage with a number 1..7. Raises ``KeyError``."""
        for stage in self.stages:
            if stage.number == number:
                return stage
        raise KeyError(number)

    def digest(self) -> str:
        """Give the name of this content: ``sha256:`` over its canonical JSON (RFC 8785)."""
        content: dict[str, Any] = asdict(self)
        return f"sha256:{hashlib.sha256(rfc8785.dumps(content)).hexdigest()}"


class _Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    clause: str
    title: str
    requirements: tuple[str, ...]
    when: dict[str, str | bool] = {}
    title_in: dict[str, str] = {}


class _Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    number: int
    name: str
    measures: tuple[_Measure, ...]
    name_in: dict[str, str] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stages: tuple[_Stage, ...]


_MONTHS: Final = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
_FIRST_MONTH: Final = 9
"""An academic year begins with September."""

_LAST: Final = 7
"""The stage of information, which lasts as long as the roadmap."""

_ACADEMIC_YEAR: Final = re.compile(r"(20\d\d)/(20\d\d)")

_PLACE: Final = re.compile(r"\{(?P<name>[a-z0-9_.]+)(?:\|(?P<joint>[а-я]+))?\}")


@cache
def roadmap_of(code: str) -> Roadmap:
    """Give the roadmap of an institution that the service brings along. Raises ``SeedUnknown``."""
    return roadmap_under(load_seed(code))


def roadmap_under(regulation: Regulation) -> Roadmap:
    """Give the roadmap that a regulation leads to (R-037, R-038)."""
    return Roadmap(
        code=regulation.code,
        stages=tuple(_stage(stage, regulation) for stage in _stages()),
        columns=regulation.texts("roadmap.columns_ru"),
        is_example=regulation.flag("roadmap.is_example"),
        per_academic_year=regulation.flag("roadmap.per_academic_year"),
    )


def academic_year(words: str) -> Period | None:
    """Give the days of an academic year «2026/2027», ``None`` for words that name none."""
    found = _ACADEMIC_YEAR.fullmatch(words)
    if found is None or int(found[2]) != int(found[1]) + 1:
        return None
    return Period(date(int(found[1]), _FIRST_MONTH, 1), date(int(found[2]), _FIRST_MONTH, 1))


def period_of(words: str | None, *, year: Period) -> Period | None:
    """Give the days that a stage has in an academic year (R-040).

    «сентябрь–октябрь» is from the first day of the one month to the last of the other; ``None`` for words
    without months («по программам», «по мере реализации»).
    """
    months = _months(words)
    if not months:
        return None
    last = _first_day(months[-1], year)
    return Period(_first_day(months[0], year), date(last.year + last.month // 12, last.month % 12 + 1, 1))


def lasts_as_programmes(stage: Stage) -> bool:
    """Tell whether a stage lasts as long as the programmes do (004, stages 5 and 6)."""
    return stage.period is not None and stage.number != _LAST and not _months(stage.period)


def _months(words: str | None) -> list[int]:
    return [_MONTHS.index(word) + 1 for word in (words or "").split("–") if word in _MONTHS]


def _first_day(month: int, year: Period) -> date:
    return date(year.since.year + (month < _FIRST_MONTH), month, 1)


@cache
def _stages() -> tuple[_Stage, ...]:
    text = (files("service.regulations") / "roadmap.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _File).stages


def _stage(stage: _Stage, regulation: Regulation) -> Stage:
    period = _of_stage(regulation, "roadmap.stage_periods", stage.number)
    return Stage(
        number=stage.number,
        name=stage.name_in.get(regulation.code, stage.name),
        measures=tuple(_measures(stage, regulation)),
        period=period if isinstance(period, str) else None,
        documents=tuple(_documents(stage, regulation)),
    )


def _measures(stage: _Stage, regulation: Regulation) -> Iterator[Measure]:
    for each in stage.measures:
        if all(regulation.value(name) == wanted for name, wanted in each.when.items()):
            words = each.title_in.get(regulation.code, each.title)
            title = _PLACE.sub(lambda place: _listed(regulation, place), words)
            yield Measure(parse(each.clause), title, each.requirements)


def _listed(regulation: Regulation, place: re.Match[str]) -> str:
    joint = f" {place['joint']} " if place["joint"] else ", "
    return regulation.shown(place["name"]).replace("; ", joint)


def _documents(stage: _Stage, regulation: Regulation) -> Iterator[StageDocument]:
    titles = _of_stage(regulation, "roadmap.stage_documents_ru", stage.number)
    if isinstance(titles, tuple):
        for number, title in enumerate(titles, start=1):
            yield StageDocument(parse(f"RM{stage.number}.D{number}"), str(title))


def _of_stage(regulation: Regulation, name: str, number: int) -> object:
    value = regulation.value(name)
    return value.get(str(number)) if isinstance(value, Mapping) else None
