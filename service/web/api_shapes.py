"""The shapes of the JSON API that are not rows of a page already."""

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from service.commands.run_answers import RunAnswer

Item = TypeVar("Item")


class Problem(BaseModel):
    """Why the service said no."""

    refusal: str = Field(description="Имя отказа, постоянное: по нему программа решает, что делать.")
    message: str = Field(description="Предложение для человека.")
    clauses: list[str] = Field(
        default=[], description="Пункты документов организации, на которых стоит отказ."
    )


class Outcome(BaseModel):
    """What a command led to."""

    ids: dict[str, str] = Field(description="Идентификаторы того, что создано.")
    position: int = Field(description="Позиция журнала, на которой это записано.")


class PageOf(BaseModel, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    total: int = Field(description="Сколько записей прошло отбор.")
    limit: int
    offset: int


class Participant(BaseModel):
    """The head or the curator; the name only for those who may see the banks."""

    id: str
    name: str | None


class InstitutionCard(BaseModel):
    """An institution and its regulation."""

    code: str
    name: str
    kind: str
    zone: str
    regulation_version: int | None
    order_number: str | None
    order_on: date | None
    in_force_since: date | None
    roadmap_approved_on: date | None
    missing: list[str] = Field(description="Незаполненные поля, без которых Положение не утвердить.")
    head: Participant | None
    curator: Participant | None
    mentors: int
    mentees: int


class RunItem(BaseModel):
    """One run of the matcher in the list of rounds."""

    run: str = Field(description="32 шестнадцатеричных знака для адреса …/rounds/{run}.")
    title: str = Field(description="Когда и как подбирали: «Подбор на 21.11.2026, 16:48, без уступки».")
    round: str
    on: date
    recorded_at: datetime
    position: int
    status: str
    matched: int = Field(description="Сколько наставляемых с наставником, в паре или в группе.")
    groups: int
    unmatched: int
    digest: str


class Reading(BaseModel):
    """What a phrase of a workbook was understood as; ``score`` 0..1000."""

    text: str
    code: str
    score: int
    sure: bool


class AcceptedRow(BaseModel):
    """A row of a workbook without faults."""

    sheet: str
    row: int
    competencies: list[Reading]


class Fault(BaseModel):
    """A fault or a warning at a cell of a workbook."""

    sheet: str | None
    cell: str | None
    column: str | None
    rule: str
    message: str


class ImportDocument(BaseModel):
    """The outcome of an import or of its rehearsal."""

    accepted: list[AcceptedRow]
    errors: list[Fault]
    warnings: list[Fault]
    stored: bool


class Suggestion(BaseModel):
    """Suggested pairs with the proof; ``people`` gives names by bank entry."""

    round: str
    run: str = Field(description="Номер подбора: о нём можно спрашивать дальше.")
    position: int
    proposal: dict[str, Any]
    people: dict[str, str]


class CalculationState(BaseModel):
    """How far a calculation is, and what it came to."""

    calculation: str = Field(
        description="32 шестнадцатеричных знака для адреса …/calculations/{calculation}."
    )
    state: Literal["running", "done", "failed", "interrupted"] = Field(
        description="running — считается; done — есть ответ; failed — ответа не будет; "
        "interrupted — расчёт прерван, ответа нет."
    )
    stage: str = Field(description="Чем программа занята сейчас или была занята в конце.")
    share: float = Field(description="Какая часть работы позади, примерно: от 0 до 1; 0 — неизвестно.")
    seconds: int = Field(description="Сколько секунд прошло с начала; у законченного — с начала до конца.")
    result: Suggestion | RunAnswer | None = Field(
        default=None, description="То же, что ответил бы адрес самого вопроса; пока ответа нет — null."
    )
    problem: Problem | None = Field(default=None, description="Почему ответа нет, если его нет.")


class ShortlistItem(BaseModel):
    """A mentor from whom a mentee may choose; ``place`` counts from 1, the nearest."""

    round: str
    mentee: str
    mentor: str
    place: int
    points: int
    prepared_on: date
