"""Questionnaires and surveys; results are shown together only, and not those of fewer than three people."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from service.aggregates.person import Person
from service.aggregates.questionnaire import QuestionnaireForm
from service.aggregates.survey import Survey
from service.eventstore.log import Recorded
from service.projections.feed import Projection

LEAST_ANSWERS: Final = 3
"""Fewer answers would show who said what."""

TABLES: Final = MetaData()

QUESTIONS: Final = Table(
    "questionnaire_questions",
    TABLES,
    Column("institution", String(32), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("author", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("answer", String(20), nullable=False),
    Column("moments", JSON, nullable=False),
)

FORMS: Final = Table(
    "questionnaires",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("survey_scope", String(20)),
    Column("survey_version", Integer),
    Column("survey_opened_on", Date),
    Column("survey_closed_on", Date),
)

SURVEYS: Final = Table(
    "surveys",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("programme", String(80), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("moment", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("asked", JSON, nullable=False),
    Column("answered", JSON, nullable=False),
)

ANSWERS: Final = Table(
    "survey_answers",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("question", String(20), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("moment", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("person", String(80), nullable=False),
    Column("answered_on", Date, nullable=False),
    Column("mark", Integer),
    Column("words", Text),
)

Row = Mapping[str, Any]


def _started(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "kind": event.kind,
        "version": 0,
    }
    connection.execute(insert(FORMS), [row])


def _set_form(connection: Connection, recorded: Recorded, **values: object) -> None:
    here = FORMS.c.id == recorded.event.originator_id
    connection.execute(update(FORMS).where(here).values(**values))


def _adopted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_form(connection, recorded, version=event.version)
    kind = connection.scalar(select(FORMS.c.kind).where(FORMS.c.id == event.originator_id))
    texts = event.texts.texts
    rows = [
        {
            "institution": recorded.institution,
            "kind": kind,
            "version": event.version,
            "code": question.code,
            "number": number,
            "author": event.texts.person,
            "text": texts[number] if number < len(texts) else "",
            "answer": question.answer,
            "moments": list(question.moments),
        }
        for number, question in enumerate(event.questions)
    ]
    connection.execute(insert(QUESTIONS), rows)


def _survey_opened(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_form(
        connection,
        recorded,
        survey_scope=event.scope,
        survey_version=event.version,
        survey_opened_on=event.opened_on,
        survey_closed_on=None,
    )


def _survey_closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set_form(connection, recorded, survey_closed_on=event.closed_on)


def _opened(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "programme": event.programme,
        "role": event.role,
        "moment": event.moment,
        "version": event.version,
        "opened_on": event.opened_on,
        "asked": list(event.respondents),
        "answered": [],
    }
    connection.execute(insert(SURVEYS), [row])


def _answered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = SURVEYS.c.id == event.originator_id
    survey = connection.execute(select(SURVEYS).where(here)).mappings().one()
    answered = [*survey["answered"], event.respondent]
    connection.execute(update(SURVEYS).where(here).values(answered=answered))
    common = {
        "position": recorded.position,
        "institution": survey["institution"],
        "role": survey["role"],
        "moment": survey["moment"],
        "version": survey["version"],
        "person": event.words.person,
        "answered_on": event.answered_on,
    }
    texts = event.words.texts or ("",) * len(event.worded)
    marks = [{**common, "question": mark.question, "mark": mark.mark, "words": None} for mark in event.marks]
    words = [
        {**common, "question": question, "mark": None, "words": text}
        for question, text in zip(event.worded, texts, strict=True)
    ]
    connection.execute(insert(ANSWERS), [*marks, *words])


def _closed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = SURVEYS.c.id == event.originator_id
    connection.execute(update(SURVEYS).where(here).values(closed_on=event.closed_on))


def _erased(connection: Connection, recorded: Recorded) -> None:
    person = recorded.event.originator_id
    worded = (ANSWERS.c.person == person) & ANSWERS.c.words.is_not(None)
    connection.execute(update(ANSWERS).where(worded).values(words=""))
    connection.execute(update(QUESTIONS).where(QUESTIONS.c.author == person).values(text=""))


SURVEY_BOARD: Final = Projection(
    name="surveys",
    tables=TABLES,
    handlers={
        QuestionnaireForm.QuestionnaireStarted: _started,
        QuestionnaireForm.QuestionnaireVersionAdopted: _adopted,
        QuestionnaireForm.MentorQuestionnaireOpened: _survey_opened,
        QuestionnaireForm.MentorQuestionnaireClosed: _survey_closed,
        Survey.MonitoringQuestionnaireOpened: _opened,
        Survey.MonitoringResponseRecorded: _answered,
        Survey.MonitoringQuestionnaireClosed: _closed,
        Person.PersonalDataErased: _erased,
    },
)


def questionnaire_rows(connection: Connection, institution: str) -> list[Row]:
    """The questionnaires of an institution with the survey of potential mentors, by kind."""
    return _rows(connection, FORMS, institution, FORMS.c.kind)


def question_rows(connection: Connection, institution: str, *, kind: str, version: int) -> list[Row]:
    """The questions of one version of a questionnaire, in their order."""
    rows = _rows(connection, QUESTIONS, institution, QUESTIONS.c.number)
    return [row for row in rows if row["kind"] == kind and row["version"] == version]


def survey_rows(connection: Connection, institution: str) -> list[Row]:
    """The surveys about programmes, the newest first; who answered is known, what he said is not."""
    return _rows(connection, SURVEYS, institution, SURVEYS.c.opened_on.desc(), SURVEYS.c.id)


def answers_of(connection: Connection, person: str) -> list[Row]:
    """What one person answered, for that person alone."""
    statement = (
        select(ANSWERS).where(ANSWERS.c.person == person).order_by(ANSWERS.c.position, ANSWERS.c.question)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def result_rows(connection: Connection, institution: str) -> list[Row]:
    """What the answers say together, by role, moment, version and question.

    ``answers`` counts the answers in figures, ``total`` is their sum; both are missing where fewer than
    three people answered, and ``suppressed`` says so. Words are never shown with their writer.
    """
    keys = (ANSWERS.c.role, ANSWERS.c.moment, ANSWERS.c.version, ANSWERS.c.question)
    statement = (
        select(
            *keys,
            func.count(func.distinct(ANSWERS.c.person)).label("people"),
            func.count(ANSWERS.c.mark).label("answers"),
            func.sum(ANSWERS.c.mark).label("total"),
        )
        .where(ANSWERS.c.institution == institution)
        .group_by(*keys)
        .order_by(*keys)
    )
    return [_result(dict(row)) for row in connection.execute(statement).mappings()]


def word_rows(connection: Connection, institution: str) -> list[Row]:
    """Answers in words without their writers, where at least three people gave some, by their words."""
    shown = {_key(row) for row in result_rows(connection, institution) if not row["suppressed"]}
    columns = (ANSWERS.c.role, ANSWERS.c.moment, ANSWERS.c.version, ANSWERS.c.question, ANSWERS.c.words)
    statement = (
        select(*columns)
        .where((ANSWERS.c.institution == institution) & (ANSWERS.c.words != ""))
        .order_by(*columns)
    )
    found = (dict(row) for row in connection.execute(statement).mappings())
    return [row for row in found if _key(row) in shown]


def _key(row: Row) -> tuple[object, ...]:
    return (row["role"], row["moment"], row["version"], row["question"])


def _result(row: dict[str, Any]) -> Row:
    people = row.pop("people")
    suppressed = people < LEAST_ANSWERS
    hidden = {"answers": None, "total": None} if suppressed else {}
    return {**row, **hidden, "suppressed": suppressed}


def _rows(connection: Connection, table: Table, institution: str, *order: Any) -> list[Row]:
    statement = select(table).where(table.c.institution == institution).order_by(*order)
    return [dict(row) for row in connection.execute(statement).mappings()]
