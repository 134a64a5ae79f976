"""The bank of mentors and the bank of mentees, as SQL tables, with the phrases that wait for the curator."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from service.aggregates.bank import Bank
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.eventstore.log import Recorded
from service.ids import institution_of, sister_id
from service.projections.feed import Projection
from service.values import CompetencyMapping, text_of

TABLES: Final = MetaData()

PEOPLE: Final = Table(
    "people",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("full_name", Text, nullable=False),
    Column("contact", Text),
    Column("position", String(120)),
    Column("position_words", Text),
    Column("birth_year", Integer),
    Column("consent_since", Date),
    Column("consent_to", Date),
)

_ENTRY = (
    ("person", String(80)),
    ("subject", String(120)),
    ("subject_words", Text),
    ("experience_years", Integer),
    ("entered_on", Date),
)

MENTOR_BANK: Final = Table(
    "mentor_bank",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    *(Column(name, kind) for name, kind in _ENTRY),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("qualification", JSON, nullable=False),
    Column("about", Text),
    Column("capacity", Integer),
    Column("training", Text),
    Column("trained_on", Date),
    Column("admitted", Boolean, nullable=False),
    Column("to_confirm", Boolean, nullable=False),
    Column("professional", Boolean, nullable=False),
)

MENTEE_BANK: Final = Table(
    "mentee_bank",
    TABLES,
    Column("id", String(80), primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    *(Column(name, kind) for name, kind in _ENTRY),
    Column("forms", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("category", String(120)),
    Column("started_on", Date),
)

PHRASES: Final = Table(
    "competency_phrases",
    TABLES,
    Column("entry", String(80), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("code", String(20)),
    Column("score", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("model", String(120), nullable=False),
    Column("alternatives", JSON, nullable=False),
    Column("state", String(10), nullable=False),
)
"""``state``: sure (by similarity) | unsure (waits for the curator) | chosen | aside (no competency)."""

IMPORTS: Final = Table(
    "imports",
    TABLES,
    Column("position", Integer, primary_key=True),
    Column("institution", String(32), nullable=False, index=True),
    Column("imported_on", Date, nullable=False),
    Column("model", String(120), nullable=False),
    Column("mentors", Integer, nullable=False),
    Column("mentees", Integer, nullable=False),
    Column("interests", Integer, nullable=False),
)


def _set(connection: Connection, table: Table, stream: str, **values: object) -> None:
    connection.execute(update(table).where(table.c.id == stream).values(**values))


def _person_registered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "full_name": event.full_name.text,
        "contact": text_of(event.contact),
        "position": event.position,
        "position_words": text_of(event.position_words),
        "birth_year": event.birth_year,
    }
    connection.execute(insert(PEOPLE), [row])


def _person_changed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        PEOPLE,
        event.originator_id,
        contact=text_of(event.contact),
        position=event.position,
        position_words=text_of(event.position_words),
        birth_year=event.birth_year,
    )


def _consent_given(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, PEOPLE, event.originator_id, consent_since=event.given_on, consent_to=None)


def _consent_withdrawn(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, PEOPLE, event.originator_id, consent_to=event.withdrawn_on)


def _consent_term_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, PEOPLE, event.originator_id, consent_to=event.valid_to)


def _person_corrected(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _person_changed(connection, recorded)
    _set(connection, PEOPLE, event.originator_id, full_name=event.full_name.text)


def _transferred(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    if event.position is not None:
        words = text_of(event.position_words)
        _set(connection, PEOPLE, event.originator_id, position=event.position, position_words=words)


def _person_erased(connection: Connection, recorded: Recorded) -> None:
    """Clear the words at once, as whoever folds the log without the person's key would read them."""
    person = recorded.event.originator_id
    _set(connection, PEOPLE, person, full_name="")
    _clear(connection, PEOPLE, PEOPLE.c.id == person, "contact", "position_words")
    for bank, kind in ((MENTOR_BANK, Mentor.TOPIC), (MENTEE_BANK, Mentee.TOPIC)):
        entry = sister_id(person, kind)
        _clear(connection, bank, bank.c.id == entry, "subject_words")
        connection.execute(update(PHRASES).where(PHRASES.c.entry == entry).values(words=""))
    _clear(connection, MENTOR_BANK, MENTOR_BANK.c.person == person, "about", "training")


def _clear(connection: Connection, table: Table, here: ColumnElement[bool], *names: str) -> None:
    for name in names:
        told = here & table.c[name].is_not(None)
        connection.execute(update(table).where(told).values({name: ""}))


def _mentor_profile(event: Any) -> dict[str, object]:  # noqa: ANN401 - one of two events with the same fields
    return {
        "subject": event.subject,
        "subject_words": text_of(event.subject_words),
        "experience_years": event.experience_years,
        "forms": list(event.forms),
        "types": list(event.types),
        "qualification": list(event.qualification),
        "about": text_of(event.about),
    }


def _mentor_candidate(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = _mentor_profile(event) | {
        "id": event.originator_id,
        "institution": recorded.institution,
        "person": event.person,
        "admitted": False,
        "to_confirm": False,
        "professional": False,
    }
    connection.execute(insert(MENTOR_BANK), [row])
    _put_phrases(connection, event.originator_id, event.competency_words.texts, event.competencies)


def _mentor_updated(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTOR_BANK, event.originator_id, **_mentor_profile(event))
    _put_phrases(connection, event.originator_id, event.competency_words.texts, event.competencies)


def _put_phrases(
    connection: Connection, entry: str, words: tuple[str, ...], mappings: tuple[CompetencyMapping, ...]
) -> None:
    connection.execute(delete(PHRASES).where(PHRASES.c.entry == entry))
    rows = [
        {
            "entry": entry,
            "number": number,
            "institution": institution_of(entry),
            "words": words[number] if number < len(words) else "",
            "code": mapping.code,
            "score": mapping.score,
            "level": mapping.level,
            "model": mapping.model,
            "alternatives": [[other.code, other.score] for other in mapping.alternatives],
            "state": "sure" if mapping.sure else "unsure",
        }
        for number, mapping in enumerate(mappings)
    ]
    if rows:
        connection.execute(insert(PHRASES), rows)


def _competency_chosen(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    here = (PHRASES.c.entry == event.originator_id) & (PHRASES.c.number == event.index)
    state = "aside" if event.code is None else "chosen"
    connection.execute(update(PHRASES).where(here).values(code=event.code, state=state))


def _mentor_entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTOR_BANK, event.originator_id, entered_on=event.entered_on)


def _mentor_removed(connection: Connection, recorded: Recorded) -> None:
    _set(connection, MENTOR_BANK, recorded.event.originator_id, entered_on=None)


def _mentee_removed(connection: Connection, recorded: Recorded) -> None:
    _set(connection, MENTEE_BANK, recorded.event.originator_id, entered_on=None)


def _criteria_assessed(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTOR_BANK, event.originator_id, professional="professional" in event.met)


def _admission_refused(connection: Connection, recorded: Recorded) -> None:
    _set(connection, MENTOR_BANK, recorded.event.originator_id, admitted=False, to_confirm=False)


def _mentor_trained(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    document, day = event.document.text, event.completed_on
    _set(connection, MENTOR_BANK, event.originator_id, training=document, trained_on=day)


def _mentor_admitted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTOR_BANK, event.originator_id, admitted=True, to_confirm=event.to_confirm)


def _admission_confirmed(connection: Connection, recorded: Recorded) -> None:
    _set(connection, MENTOR_BANK, recorded.event.originator_id, to_confirm=False)


def _capacity_set(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTOR_BANK, event.originator_id, capacity=event.limit)


def _mentee_identified(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "id": event.originator_id,
        "institution": recorded.institution,
        "person": event.person,
        "forms": [],
        "types": [],
    }
    connection.execute(insert(MENTEE_BANK), [row])


def _work_started(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTEE_BANK, event.originator_id, started_on=event.started_on)


def _request_submitted(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(
        connection,
        MENTEE_BANK,
        event.originator_id,
        subject=event.subject,
        subject_words=text_of(event.subject_words),
        experience_years=event.experience_years,
        forms=list(event.forms),
        types=list(event.types),
    )
    _put_phrases(connection, event.originator_id, event.request_words.texts, event.competencies)


def _category_assigned(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTEE_BANK, event.originator_id, category=event.category)


def _mentee_entered(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _set(connection, MENTEE_BANK, event.originator_id, entered_on=event.entered_on)


def _workbook_imported(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    row = {
        "position": recorded.position,
        "institution": recorded.institution,
        "imported_on": event.effective_on,
        "model": event.model,
        "mentors": event.mentors,
        "mentees": event.mentees,
        "interests": event.interests,
    }
    connection.execute(insert(IMPORTS), [row])


BANKS: Final = Projection(
    name="banks",
    tables=TABLES,
    handlers={
        Person.ParticipantRegistered: _person_registered,
        Person.ParticipantDataChanged: _person_changed,
        Person.PersonalDataCorrected: _person_corrected,
        Person.Transferred: _transferred,
        Person.PersonalDataErased: _person_erased,
        Person.PersonalDataConsentGiven: _consent_given,
        Person.PersonalDataConsentTermSet: _consent_term_set,
        Person.PersonalDataConsentWithdrawn: _consent_withdrawn,
        Mentor.MentorQuestionnaireCompleted: _mentor_candidate,
        Mentor.BankEntryUpdated: _mentor_updated,
        Mentor.CompetencyChosen: _competency_chosen,
        Mentor.MentorEnteredInBank: _mentor_entered,
        Mentor.BankEntryRemoved: _mentor_removed,
        Mentor.MentorTrainingCompleted: _mentor_trained,
        Mentor.MentorCriteriaAssessed: _criteria_assessed,
        Mentor.MentorAdmittedToBank: _mentor_admitted,
        Mentor.MentorAdmissionRefused: _admission_refused,
        Mentor.MentorAdmissionConfirmed: _admission_confirmed,
        Mentor.MentorCapacitySet: _capacity_set,
        Mentee.MenteeNeedIdentified: _mentee_identified,
        Mentee.MenteeActualWorkStarted: _work_started,
        Mentee.ProfessionalRequestSubmitted: _request_submitted,
        Mentee.CompetencyChosen: _competency_chosen,
        Mentee.MenteeCategoryAssigned: _category_assigned,
        Mentee.MenteeEnteredInBank: _mentee_entered,
        Mentee.BankEntryRemoved: _mentee_removed,
        Bank.WorkbookImported: _workbook_imported,
    },
)

Row = Mapping[str, Any]


def people_rows(connection: Connection, institution: str) -> list[Row]:
    """Everybody who is known to an institution, by name."""
    statement = (
        select(PEOPLE).where(PEOPLE.c.institution == institution).order_by(PEOPLE.c.full_name, PEOPLE.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def mentor_rows(connection: Connection, institution: str) -> list[Row]:
    """The bank of mentors with the persons, by name."""
    return _entries(connection, MENTOR_BANK, institution)


def mentee_rows(connection: Connection, institution: str) -> list[Row]:
    """The bank of mentees with the persons, by name."""
    return _entries(connection, MENTEE_BANK, institution)


def _entries(connection: Connection, bank: Table, institution: str) -> list[Row]:
    person = [column for column in PEOPLE.c if column.name not in ("id", "institution")]
    statement = (
        select(bank, *person)
        .join(PEOPLE, PEOPLE.c.id == bank.c.person)
        .where(bank.c.institution == institution)
        .order_by(PEOPLE.c.full_name, bank.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def phrase_rows(connection: Connection, institution: str) -> dict[str, list[Row]]:
    """The phrases of every entry of an institution, in the order in which they were named."""
    statement = (
        select(PHRASES)
        .where(PHRASES.c.institution == institution)
        .order_by(PHRASES.c.entry, PHRASES.c.number)
    )
    found: dict[str, list[Row]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["entry"], []).append(dict(row))
    return found


def import_rows(connection: Connection, institution: str) -> list[Row]:
    """The imports of an institution, the newest first."""
    statement = (
        select(IMPORTS).where(IMPORTS.c.institution == institution).order_by(IMPORTS.c.position.desc())
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def consent_is_active(row: Row, *, on: date) -> bool:
    """Tell whether the person of a bank row agrees to the processing of personal data on a day."""
    since, to = row["consent_since"], row["consent_to"]
    return since is not None and since <= on and (to is None or on < to)
