"""Lists of participants: the register, consents, pairs that lost their ground, what is kept of a person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from service.access import Action, Role
from service.commands import participant_words as words
from service.commands.views import Asked, view
from service.commands.work import NotOwnAct
from service.ids import random_part, same_person
from service.projections.banks import consent_is_active, people_rows, phrase_rows
from service.projections.participants import (
    consent_rows,
    employment_rows,
    pair_rows,
    participant_rows,
    permission_rows,
)
from service.projections.preparation import memo_rows, training_document_rows, trait_rows
from service.projections.surveys import answers_of
from service.regulations.vocabulary import vocabulary

Row = Mapping[str, Any]

KEEPERS: Final = frozenset({Role.CURATOR, Role.OPERATOR})


@view(name="participants", title="Участники наставничества", action=Action.VIEW_BANKS)
def participants(asked: Asked) -> Sequence[Row]:
    """Everybody who takes part or may: role, standing, category, approval; candidates apart from the bank."""
    sees_reasons = asked.role is not Role.SYSTEM_ADMINISTRATOR
    return [
        _participant(row) if sees_reasons else {**_participant(row), "refusal_reason": None}
        for row in participant_rows(asked.connection, asked.institution)
    ]


def _participant(row: Row) -> Row:
    category = row["category"]
    return {
        **row,
        "role_words": words.ROLES[row["role"]],
        "standing_words": words.STANDINGS[row["standing"]],
        "removal_words": None if row["removal_ground"] is None else words.REMOVALS[row["removal_ground"]],
        "category_words": None if category is None else vocabulary().mentee_categories.label(category),
        "approval_words": words.APPROVALS[row["approval"]],
    }


@view(name="consents", title="Согласия на обработку персональных данных", action=Action.VIEW_BANKS)
def consents(asked: Asked) -> Sequence[Row]:
    """Every consent to processing and every request for one, with what it is on the day."""
    return [_consent(row, on=asked.on) for row in consent_rows(asked.connection, asked.institution)]


def _consent(row: Row, *, on: date) -> Row:
    source = None if row["source"] is None else words.SOURCES[row["source"]]
    return {
        **row,
        "state_words": _state(row, on=on),
        "source_words": source,
        "valid_through": _last_day(row["valid_to"]),
    }


def _state(row: Row, *, on: date) -> str:
    if row["given_on"] is None:
        return "запрошено"
    if row["withdrawn_on"] is not None and row["withdrawn_on"] <= on:
        return "отозвано"
    if row["valid_to"] is not None and row["valid_to"] <= on:
        return "срок истёк"
    return "действует" if row["given_on"] <= on else "начнёт действовать позже"


def _last_day(valid_to: date | None) -> date | None:
    """The last day of a half-open term, as a paper names it."""
    return None if valid_to is None else valid_to - timedelta(days=1)


@view(name="publication_permissions", title="Разрешения на публикацию", action=Action.VIEW_BANKS)
def publication_permissions(asked: Asked) -> Sequence[Row]:
    """What each person lets be published, field by field, where and until when."""
    return [_permission(row, on=asked.on) for row in permission_rows(asked.connection, asked.institution)]


def _permission(row: Row, *, on: date) -> Row:
    return {
        **_consent(row, on=on),
        "field_words": words.FIELDS[row["field"]],
        "places_words": ", ".join(words.PLACES[place] for place in row["places"]),
    }


@view(
    name="pairs_without_ground",
    title="Пары, которым нужен другой наставник или завершение",
    action=Action.VIEW_BANKS,
)
def pairs_without_ground(asked: Asked) -> Sequence[Row]:
    """Pairs in force whose mentor or mentee left, was transferred or has no active consent."""
    people = {random_part(row["id"]): row for row in people_rows(asked.connection, asked.institution)}
    employment = employment_rows(asked.connection, asked.institution)
    return [
        {**pair, "ground": ground, "ground_words": words.PAIR_GROUNDS[ground]}
        for pair in pair_rows(asked.connection, asked.institution)
        for ground in _lost_grounds(pair, people, employment, on=asked.on)
    ]


def _lost_grounds(
    pair: Row, people: Mapping[str, Row], employment: Mapping[str, Row], *, on: date
) -> Iterator[str]:
    for role in ("mentor", "mentee"):
        person = people[random_part(pair[role])]
        facts = employment.get(person["id"], {"left_on": None, "transferred_on": None})
        if facts["left_on"] is not None:
            yield f"{role}_left"
        if role == "mentor" and _transferred_since(facts, pair):
            yield "mentor_transferred"
        if not consent_is_active(person, on=on):
            yield f"{role}_consent"


def _transferred_since(facts: Row, pair: Row) -> bool:
    return facts["transferred_on"] is not None and pair["since"] <= facts["transferred_on"]


@view(name="personal_data", title="Мои персональные данные", action=Action.GIVE_OWN_CONSENT)
def personal_data(asked: Asked) -> Sequence[Row]:
    """Everything that is kept of one person, for that person or on paper: the copy of R-055.

    ``of`` names the person; without it the reader gets his own data. What others wrote about somebody in
    the course of mentoring is shown where it belongs, under its own rules.
    """
    person = asked.of or asked.actor.id
    if not same_person(asked.actor.id, person) and asked.role not in KEEPERS:
        raise NotOwnAct(person)
    return [
        {"section": section, "facts": facts}
        for section, rows in _kept(asked, person).items()
        for facts in rows
    ]


def _kept(asked: Asked, person: str) -> Mapping[str, Sequence[Row]]:
    connection, institution = asked.connection, asked.institution
    entries = [row for row in participant_rows(connection, institution) if row["person"] == person]
    phrases = phrase_rows(connection, institution)
    people = [row for row in people_rows(connection, institution) if row["id"] == person]
    mentors = [
        row for row in training_document_rows(connection, institution) if same_person(row["mentor"], person)
    ]
    return {
        "карточка": people,
        "участие": [_participant(row) for row in entries],
        "компетенции и запросы": [row for entry in entries for row in phrases.get(entry["entry"], ())],
        "затруднения и сильные стороны": [
            row for row in trait_rows(connection, institution) if same_person(row["mentee"], person)
        ],
        "согласия": consent_rows(connection, institution, person=person),
        "разрешения на публикацию": permission_rows(connection, institution, person=person),
        "место работы": [
            row for row in employment_rows(connection, institution).values() if row["person"] == person
        ],
        "обучение": mentors,
        "памятки": [row for row in memo_rows(connection, institution) if row["person"] == person],
        "ответы на анкеты": answers_of(connection, person),
    }
