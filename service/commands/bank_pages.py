"""The two banks as people read them, and the phrases that wait for the curator's choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.access import Action, Actor, require
from service.commands.runtime import Runtime
from service.projections.banks import consent_is_active, mentee_rows, mentor_rows, phrase_rows
from service.regulations.nouns import OF_MENTEES, counted
from service.regulations.vocabulary import vocabulary

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of an entry: the original words, the competency it means, how sure that is."""

    entry: str
    index: int
    words: str
    competency: str | None
    code: str | None
    score: int
    state: str
    alternatives: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class BankRow:
    """A person in a bank; ``problem`` says in Russian what keeps the person from matching."""

    id: str
    person: str
    name: str
    contact: str
    position: str
    subject: str
    experience_years: int | None
    status: str
    problem: str | None
    types: str
    phrases: tuple[Phrase, ...]
    detail: str
    consent_on: date | None


def mentor_bank(runtime: Runtime, *, institution: str, actor: Actor, on: date) -> list[BankRow]:
    """The bank of mentors.

    Raises:
        NotAllowed: the actor may not see it.

    """
    require(actor, Action.VIEW_BANKS, institution)
    with runtime.reading() as connection:
        rows = mentor_rows(connection, institution)
        phrases = phrase_rows(connection, institution)
    return [
        _row(row, phrases, on=on, status=_mentor_status(row, on=on), detail=_mentor_detail(row))
        for row in rows
    ]


def mentee_bank(runtime: Runtime, *, institution: str, actor: Actor, on: date) -> list[BankRow]:
    """The bank of mentees.

    Raises:
        NotAllowed: the actor may not see it.

    """
    require(actor, Action.VIEW_BANKS, institution)
    with runtime.reading() as connection:
        rows = mentee_rows(connection, institution)
        phrases = phrase_rows(connection, institution)
    return [
        _row(row, phrases, on=on, status=_mentee_status(row, on=on), detail=_mentee_detail(row))
        for row in rows
    ]


def open_phrases(rows: Sequence[BankRow]) -> list[tuple[BankRow, Phrase]]:
    """The phrases that wait for the curator's choice."""
    return [(row, phrase) for row in rows for phrase in row.phrases if phrase.state == "unsure"]


def competency_choices(kind: str) -> list[tuple[str, str]]:
    """Code and title of every competency that counts in a kind of institution."""
    terms = vocabulary()
    return [(code, terms.competency(code).label) for code in terms.competency_codes(kind)]


def _row(
    row: Row, phrases: Mapping[str, Sequence[Row]], *, on: date, status: tuple[str, str | None], detail: str
) -> BankRow:
    named = tuple(_phrase(phrase) for phrase in phrases.get(row["id"], ()))
    problem = status[1] or _phrase_problem(named)
    return BankRow(
        id=row["id"],
        person=row["person"],
        name=row["full_name"],
        contact=row["contact"] or "",
        position=row["position_words"] or "",
        subject=row["subject_words"] or "",
        experience_years=row["experience_years"],
        status=status[0],
        problem=problem,
        types=", ".join(vocabulary().mentoring_types.label(code) for code in row["types"]) or "любой",
        phrases=named,
        detail=detail,
        consent_on=row["consent_since"] if consent_is_active(row, on=on) else None,
    )


def _phrase(row: Row) -> Phrase:
    return Phrase(
        entry=row["entry"],
        index=row["number"],
        words=row["words"],
        competency=_title(row["code"]) if row["code"] else None,
        code=row["code"],
        score=row["score"],
        state=row["state"],
        alternatives=tuple((code, _title(code), score) for code, score in row["alternatives"]),
    )


def _title(code: str) -> str:
    return vocabulary().competency(code).label


def _phrase_problem(phrases: tuple[Phrase, ...]) -> str | None:
    if any(phrase.state in ("sure", "chosen") for phrase in phrases):
        return None
    return "ни одна формулировка не распознана уверенно: уточните компетенции"


def _mentor_status(row: Row, *, on: date) -> tuple[str, str | None]:
    if not consent_is_active(row, on=on):
        return "кандидат", "нет согласия на обработку персональных данных"
    if row["entered_on"] is None:
        return "кандидат", "не внесён в банк"
    if row["to_confirm"]:
        return "допущен по импорту, требует подтверждения", None
    return ("допущен" if row["admitted"] else "в банке"), None


def _mentee_status(row: Row, *, on: date) -> tuple[str, str | None]:
    if not consent_is_active(row, on=on):
        return "запрос принят", "нет согласия на обработку персональных данных"
    if row["entered_on"] is None:
        return "запрос принят", "не внесён в банк"
    return "в банке", None


def _mentor_detail(row: Row) -> str:
    parts = [
        ", ".join(vocabulary().qualifications.label(code) for code in row["qualification"]),
        f"не более {counted(row['capacity'], OF_MENTEES)}" if row["capacity"] else "",
        f"обучение: {row['training']}" if row["training"] else "",
    ]
    return "; ".join(part for part in parts if part)


def _mentee_detail(row: Row) -> str:
    return vocabulary().mentee_categories.label(row["category"]) if row["category"] else ""
