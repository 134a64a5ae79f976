"""Lists of proposals, pairs and loads, shown to each only as far as they concern him."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.access import Action, Role
from service.commands.views import Asked, view
from service.ids import random_part, same_person
from service.projections.deadline_versions import regulation_on
from service.projections.pair_proposals import answer_rows, proposal_rows
from service.projections.pair_questions import loads, pair_rows
from service.projections.pair_tables import GROUNDS
from service.regulations.vocabulary import vocabulary

Row = Mapping[str, Any]

TOPICS: Final[Mapping[str, str]] = {
    "subject_content": "предметное содержание",
    "teaching_methods": "методика обучения и преподавания",
    "upbringing": "воспитательная деятельность",
    "lessons_and_activities": "организация урочной и внеурочной деятельности",
    "psychological_support": "психолого-педагогическое сопровождение",
    "new_technologies": "новые технологии",
    "other": "другое",
}
DIRECTIONS: Final[Mapping[str, str]] = {"technology": "новые технологии", "methodology": "методика"}
LEVEL_REASONS: Final[Mapping[str, str]] = {
    "sufficient_training": "подготовки наставляемого достаточно",
    "returning": "возвращение к работе после перерыва",
    "narrow_task": "нужно освоить одно направление",
}
STATES: Final[Mapping[str, str]] = {
    "agreed": "ждёт приказа",
    "approved": "утверждена приказом",
    "rejected": "не утверждена",
    "ended": "наставничество завершено",
    "given_up": "не состоялась",
}
PROPOSAL_STATES: Final[Mapping[str, str]] = {
    "proposed": "предложена",
    "mutual": "взаимный интерес установлен",
    "declined": "есть отказ",
    "expired": "срок предложения истёк",
    "endorsed": "одобрена объединением",
    "returned": "возвращена объединением",
    "agreed": "согласована",
    "closed": "подбор закрыт, пара не согласована",
}
PROPOSERS: Final[Mapping[str, str]] = {
    "matcher": "подбор",
    "curator": "куратор",
    "association": "методическое объединение",
    "mentor": "наставник",
    "mentee": "наставляемый",
}
CONSENTS: Final[Mapping[str, str]] = {
    "duties": "согласие на дополнительные обязанности",
    "appointment": "согласие наставника на назначение",
    "mentee": "согласие наставляемого",
}
ENDINGS: Final[Mapping[str, str]] = {
    "full": "программа выполнена полностью",
    "party_or_mutual": "по инициативе наставника или наставляемого",
    "curator": "по инициативе куратора",
    "no_replacement": "другого наставника не нашлось",
    "left": "участник выбыл",
    "before_order": "участники передумали до приказа",
}

_KEEPERS: Final = frozenset({Role.CURATOR, Role.OPERATOR})
_PARTIES: Final = frozenset({Role.MENTOR, Role.MENTEE})


@view(name="proposals", title="Предложенные пары", action=Action.VIEW_ROUNDS)
def proposals(asked: Asked) -> Sequence[Row]:
    """Proposed pairs and groups with their state; declines are for the curator's eyes only (R-061, A-20)."""
    rows = proposal_rows(asked.connection, asked.institution)
    shown = [row for row in rows if row["state"] != "declined" or asked.role in _KEEPERS]
    return [
        {**row, "state_words": PROPOSAL_STATES[row["state"]], "by_words": PROPOSERS[row["by"]]}
        for row in shown
        if asked.of in (None, row["round"])
    ]


@view(name="own_proposals", title="Предложения мне", action=Action.EXPRESS_INTEREST)
def own_proposals(asked: Asked) -> Sequence[Row]:
    """What is proposed to the reader himself, with his own answers and nobody else's."""
    me = random_part(asked.actor.id)
    rows = proposal_rows(asked.connection, asked.institution)
    mine = [row for row in rows if me in {*map(random_part, (row["mentor"], *row["mentees"]))}]
    answers = answer_rows(asked.connection, asked.institution)
    return [
        {
            "round": row["round"],
            "mentor": row["mentor"],
            "mentees": row["mentees"],
            "proposed_on": row["proposed_on"],
            "state": row["state"],
            "state_words": PROPOSAL_STATES[row["state"]],
            "answers": _own_answers(row, answers, me),
        }
        for row in mine
        if row["state"] != "declined" or 0 in _own_answers(row, answers, me).values()
    ]


def _own_answers(row: Row, answers: Sequence[Row], me: str) -> dict[str, int | None]:
    """The reader's own ratings of the others of one proposal, by their entries."""
    if random_part(row["mentor"]) == me:
        said = {each["mentee"]: each["by_mentor"] for each in answers if each["mentor"] == row["mentor"]}
        return {mentee: said.get(mentee) for mentee in row["mentees"]}
    said = {each["mentor"]: each["by_mentee"] for each in answers if random_part(each["mentee"]) == me}
    return {row["mentor"]: said.get(row["mentor"])}


@view(name="pairs", title="Пары и группы", action=Action.VIEW_PROGRAMMES)
def pairs(asked: Asked) -> Sequence[Row]:
    """Pairs and groups with their consents; mentor and mentee see their own ones."""
    rows = pair_rows(asked.connection, asked.institution, pair=asked.of)
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    forms: dict[str, str] = {}
    if regulation is not None:
        forms |= {form.code: form.label for form in regulation.forms}
    return [_page(row, asked, forms) for row in rows if _may_see(row, asked)]


@view(name="loads", title="Нагрузка наставников", action=Action.VIEW_BANKS)
def mentor_loads(asked: Asked) -> Sequence[Row]:
    """How many mentees each mentor has now, and whether that is worth a warning."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    warn_at = None if regulation is None else regulation.load_warning_at
    return [
        {"mentor": mentor, "mentees": count, "warning": warn_at is not None and count >= warn_at}
        for mentor, count in loads(asked.connection, asked.institution).items()
    ]


def _may_see(row: Row, asked: Asked) -> bool:
    if asked.role not in _PARTIES:
        return True
    people = (row["mentor"], *row["mentees"], *(each["mentee"] for each in row["members"]))
    return any(same_person(asked.actor.id, each) for each in people)


def _page(row: Row, asked: Asked, forms: Mapping[str, str]) -> Row:
    """One pair in words; members of a group do not read each other's difficulties and requests."""
    types = vocabulary().mentoring_types
    as_member = asked.role in _PARTIES and not same_person(asked.actor.id, row["mentor"])
    hidden = dict.fromkeys(GROUNDS) if as_member and row["group"] else {}
    told = {name: text for name, text in row.items() if not name.endswith("_of") or name == "reverse_of"}
    return {
        **told,
        **hidden,
        "state_words": STATES[row["state"]],
        "form_words": [forms.get(code, code) for code in row["forms"]],
        "type_words": [types.label(code) for code in row["types"]],
        "topic_labels": [TOPICS[code] for code in row["topics"]],
        "direction_words": DIRECTIONS.get(row["direction"] or ""),
        "level_reason_words": LEVEL_REASONS.get(row["level_reason"] or ""),
        "ending_words": ENDINGS.get(row["ground"] or ""),
        "missing_consents": [
            {"kind": kind, "entry": entry, "words": CONSENTS[kind]} for kind, entry in row["missing_consents"]
        ],
    }
