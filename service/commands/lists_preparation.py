"""Lists of preparation: trainings, memos with the duties they tell, difficulties, reviews, questionnaires."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from service.access import Action, Role
from service.commands import participant_words as words
from service.commands.participants import suggested_category
from service.commands.views import Asked, view
from service.ids import same_person
from service.projections.banks import mentee_rows
from service.projections.deadline_versions import regulation_on
from service.projections.participants import participant_rows
from service.projections.preparation import (
    memo_rows,
    review_rows,
    training_document_rows,
    training_rows,
    trait_rows,
)
from service.projections.surveys import (
    question_rows,
    questionnaire_rows,
    result_rows,
    survey_rows,
    word_rows,
)
from service.regulations.clauses import russian
from service.regulations.memos import Duty, duties, leadership
from service.regulations.regulation import Regulation
from service.regulations.requirements import clauses
from service.regulations.vocabulary import vocabulary

Row = Mapping[str, Any]

_SEE_DIFFICULTIES: Final = frozenset({Role.CURATOR, Role.ASSOCIATION, Role.OPERATOR})

_PLACES: Final = MappingProxyType(
    {
        "internship_site": "стажировочные площадки",
        "base_organisation": "базовые организации",
        "course": "курсы",
        "other": "другое",
    }
)


@view(name="trainings", title="Обучение и повышение мастерства наставников", action=Action.VIEW_BANKS)
def trainings(asked: Asked) -> Sequence[Row]:
    """Trainings and measures of staff development; places in the regulation's own words (V-19)."""
    places = _places(regulation_on(asked.connection, asked.institution, on=asked.on))
    return [
        {
            **row,
            "kind_words": words.TRAINING_KINDS[row["kind"]],
            "place_words": None if row["place_kind"] is None else places[row["place_kind"]],
            "state_words": _training_state(row),
        }
        for row in training_rows(asked.connection, asked.institution)
    ]


def _training_state(row: Row) -> str:
    if row["cancelled_on"] is not None:
        return "отменено"
    return "запланировано" if row["completed_on"] is None else "проведено"


def _places(regulation: Regulation | None) -> Mapping[str, str]:
    own = regulation.texts("curator.upskilling_sites_ru") if regulation else ()
    return {**_PLACES, **dict(zip(("internship_site", "base_organisation"), own, strict=False))}


@view(name="training_documents", title="Документы об обучении наставников", action=Action.VIEW_BANKS)
def training_documents(asked: Asked) -> Sequence[Row]:
    """The training documents of mentors."""
    return training_document_rows(asked.connection, asked.institution)


@view(name="memos", title="Памятки и ознакомление с обязанностями", action=Action.VIEW_BANKS)
def memos(asked: Asked) -> Sequence[Row]:
    """Who stands in a bank, with memo and signature or without; ``due`` where the regulation asks for it."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    obliged = regulation is not None and regulation.flag("documents.memos")
    read = {(row["person"], row["role"]): row for row in memo_rows(asked.connection, asked.institution)}
    return [
        _memo(row, read.get((row["person"], row["role"])), obliged=obliged)
        for row in participant_rows(asked.connection, asked.institution)
        if row["standing"] == "in_bank"
    ]


def _memo(participant: Row, memo: Row | None, *, obliged: bool) -> Row:
    issued_on = None if memo is None else memo["issued_on"]
    return {
        "person": participant["person"],
        "full_name": participant["full_name"],
        "role": participant["role"],
        "role_words": words.ROLES[participant["role"]],
        "issued_on": issued_on,
        "acknowledged_on": None if memo is None else memo["acknowledged_on"],
        "due": obliged and issued_on is None,
    }


@view(
    name="duties",
    title="Обязанности руководителя, наставника и наставляемого",
    action=Action.VIEW_INSTITUTION,
)
def duties_told(asked: Asked) -> Sequence[Row]:
    """What the head leads and what the memos tell, with the clauses of the institution's own document."""
    told = [
        _duty(duty, role, words.ROLES[role], asked) for role, of_role in duties().items() for duty in of_role
    ]
    return [_duty(leadership(asked.institution), "head", "руководитель", asked), *told]


def _duty(duty: Duty, role: str, role_words: str, asked: Asked) -> Row:
    return {
        "role": role,
        "role_words": role_words,
        "text": duty.text,
        "clauses": [russian(clause) for clause in clauses(duty.requirement, asked.institution)],
    }


@view(name="mentee_traits", title="Затруднения и сильные стороны", action=Action.SUBMIT_REQUEST)
def mentee_traits(asked: Asked) -> Sequence[Row]:
    """Difficulties and strong sides: one's own, or everybody's for curator and association."""
    return [
        {
            **row,
            "kind_words": words.TRAITS[row["kind"]],
            "source_words": words.SOURCES[row["source"]],
            "competency_words": _competency(row["competency"]),
        }
        for row in trait_rows(asked.connection, asked.institution, mentee=asked.of)
        if asked.role in _SEE_DIFFICULTIES or same_person(row["mentee"], asked.actor.id)
    ]


def _competency(code: str | None) -> str | None:
    return None if code is None else vocabulary().competency(code).label


@view(
    name="suggested_categories", title="Кого правило относит к молодым специалистам", action=Action.VIEW_BANKS
)
def suggested_categories(asked: Asked) -> Sequence[Row]:
    """Mentees without a category whom the institution's own rule calls young specialists (A-52)."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    if regulation is None:
        return []
    found = [
        (
            row,
            suggested_category(
                regulation,
                birth_year=row["birth_year"],
                experience_years=row["experience_years"],
                on=asked.on,
            ),
        )
        for row in mentee_rows(asked.connection, asked.institution)
        if row["category"] is None
    ]
    return [
        {
            "mentee": row["id"],
            "full_name": row["full_name"],
            "category": category,
            "category_words": vocabulary().mentee_categories.label(category),
        }
        for row, category in found
        if category is not None
    ]


@view(name="needs_reviews", title="Пересмотры потребностей в наставниках", action=Action.VIEW_BANKS)
def needs_reviews(asked: Asked) -> Sequence[Row]:
    """The reviews of who needs a mentor, the newest first."""
    return review_rows(asked.connection, asked.institution)


@view(name="questionnaires", title="Анкеты", action=Action.VIEW_INSTITUTION)
def questionnaires(asked: Asked) -> Sequence[Row]:
    """The questionnaires with their questions, and the survey of potential mentors."""
    return [
        {
            **row,
            "kind_words": words.QUESTIONNAIRES[row["kind"]],
            "scope_words": None if row["survey_scope"] is None else words.SCOPES[row["survey_scope"]],
            "questions": question_rows(
                asked.connection, asked.institution, kind=row["kind"], version=row["version"]
            ),
        }
        for row in questionnaire_rows(asked.connection, asked.institution)
    ]


@view(name="surveys", title="Анкетирование по программам", action=Action.VIEW_REPORTS)
def surveys(asked: Asked) -> Sequence[Row]:
    """The surveys about programmes: who was asked and how many answered."""
    return [
        {
            **{name: value for name, value in row.items() if name not in ("asked", "answered")},
            "role_words": words.QUESTIONNAIRES[row["role"]],
            "moment_words": words.MOMENTS[row["moment"]],
            "asked": len(row["asked"]),
            "answered": len(row["answered"]),
        }
        for row in survey_rows(asked.connection, asked.institution)
    ]


@view(name="survey_results", title="Итоги анкетирования", action=Action.VIEW_REPORTS)
def survey_results(asked: Asked) -> Sequence[Row]:
    """Results of the surveys together; those of fewer than three people are suppressed."""
    texts = {
        (form["kind"], row["version"], row["code"]): row["text"]
        for form in questionnaire_rows(asked.connection, asked.institution)
        for version in range(1, form["version"] + 1)
        for row in question_rows(asked.connection, asked.institution, kind=form["kind"], version=version)
    }
    return [
        {
            **row,
            "text": texts.get((row["role"], row["version"], row["question"]), ""),
            "role_words": words.QUESTIONNAIRES[row["role"]],
            "moment_words": words.MOMENTS[row["moment"]],
        }
        for row in result_rows(asked.connection, asked.institution)
    ]


@view(name="survey_words", title="Ответы словами", action=Action.VIEW_REPORTS)
def survey_words(asked: Asked) -> Sequence[Row]:
    """Answers in words without their writers, where at least three people answered."""
    return word_rows(asked.connection, asked.institution)
