"""Lists of the work of pairs, to each as far as they concern him."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.access import Action, Role
from service.commands.views import Asked, view
from service.ids import same_person, sister_id
from service.projections.chronicle import contest_rows, record_rows
from service.projections.journal import help_rows, recommendation_rows, task_rows
from service.projections.pair_access import access_rows, engagement_rows, look_rows
from service.projections.pair_questions import pair_rows
from service.projections.programme_plans import activity_rows
from service.projections.proposals import improvement_rows, measures_for
from service.projections.releases import release_rows
from service.projections.speed_meetings import speed_meeting_rows

Row = Mapping[str, Any]

STATES: Final[Mapping[str, str]] = {
    "assigned": "дано",
    "completed": "ждёт проверки",
    "accepted": "принято",
    "returned": "возвращено",
    "requested": "ждёт ответа",
    "consented": "согласен",
    "declined": "отказался",
    "engaged": "привлечён",
    "ended": "завершено",
    "granted": "разрешено",
    "refused": "отказано",
    "revoked": "закрыто",
    "proposed": "внесено",
    "informed": "наставляемый знает",
    "answered": "наставляемый ответил",
    "decided": "решено",
    "arranged": "есть замещение",
    "used": "использовано",
    "cancelled": "отозвано",
}
MEETINGS: Final[Mapping[str, str]] = {
    "scheduled": "назначена",
    "held": "прошла",
    "cancelled": "отменена",
}
KINDS: Final[Mapping[str, str]] = {
    "remote_session": "дистанционная встреча",
    "structure": "взаимодействие со структурой",
    "event_prepared": "подготовка к мероприятию",
    "event_organised": "участие в мероприятии",
    "development": "повышение профессионального уровня",
    "support": "сопровождение программы",
}
PARTS: Final[Mapping[str, str]] = {
    "education": "образование",
    "experience": "опыт работы",
    "training": "повышение квалификации",
}
MEASURES: Final[Mapping[str, str]] = {
    "encouragement": "поощрение",
    "discipline": "дисциплинарное взыскание",
}

_KEEPERS: Final = frozenset({Role.HEAD, Role.CURATOR, Role.OPERATOR})
_HEADS: Final = frozenset({Role.HEAD, Role.OPERATOR})
_PARTIES: Final = frozenset({Role.MENTOR, Role.MENTEE})
_SHOWN_TO_COLLEAGUE: Final = ("title", "direction", "due_on", "done_on")
"""What a colleague sees of the one activity that he helps with (R-098)."""


@view(name="tasks", title="Журнал заданий", action=Action.VIEW_PROGRAMMES)
def tasks(asked: Asked) -> Sequence[Row]:
    """The tasks of pairs; mentor and mentee see their own. ``of`` names a pair."""
    return _worded(_seen(asked, task_rows(asked.connection, asked.institution)))


@view(name="help_requests", title="Просьбы о помощи", action=Action.VIEW_PROGRAMMES)
def help_requests(asked: Asked) -> Sequence[Row]:
    """The requests for help with their response time; ``of`` names a pair."""
    return _seen(asked, help_rows(asked.connection, asked.institution))


@view(name="recommendations", title="Рекомендации наставника", action=Action.VIEW_PROGRAMMES)
def recommendations(asked: Asked) -> Sequence[Row]:
    """The recommendations and what became of them; ``of`` names a pair."""
    return _seen(asked, recommendation_rows(asked.connection, asked.institution))


@view(name="pair_records", title="Что сделала пара", action=Action.VIEW_PROGRAMMES)
def pair_records(asked: Asked) -> Sequence[Row]:
    """Sessions, structures, events, development and support of pairs; ``of`` names a pair."""
    rows = _of_pair(asked, record_rows(asked.connection, asked.institution))
    if asked.role in _PARTIES:
        led, joined = _own_pairs(asked)
        rows = [row for row in rows if row["assignment"] in led or _took_part(row, asked, joined)]
    return [{**row, "kind_words": KINDS[row["kind"]]} for row in rows]


@view(name="contests", title="Профессиональные конкурсы", action=Action.VIEW_PROGRAMMES)
def contests(asked: Asked) -> Sequence[Row]:
    """The contests for which mentees were recommended, with their results; ``of`` names a pair."""
    rows = contest_rows(asked.connection, asked.institution)
    return _of_pair(asked, rows) if asked.role is Role.ASSOCIATION else _seen(asked, rows)


@view(name="engagements", title="Привлечённые коллеги", action=Action.VIEW_PROGRAMMES)
def engagements(asked: Asked) -> Sequence[Row]:
    """The colleagues asked and engaged; mentor and mentee see those of their pair. ``of`` names a pair."""
    rows = _of_pair(asked, engagement_rows(asked.connection, asked.institution))
    led, joined = _own_pairs(asked)
    return _worded([row for row in rows if asked.role in _KEEPERS or row["assignment"] in led | joined])


@view(name="own_engagements", title="Просьбы ко мне о помощи", action=Action.ANSWER_ENGAGEMENT)
def own_engagements(asked: Asked) -> Sequence[Row]:
    """What the reader was asked to help with; the activity concerned, and no other, while he is engaged."""
    rows = engagement_rows(asked.connection, asked.institution)
    mine = [row for row in rows if same_person(row["colleague"], asked.actor.id)]
    return _worded([{**row, "shown": _shown_to_colleague(asked, row)} for row in mine])


@view(name="file_accesses", title="Доступ к личным делам", action=Action.VIEW_PROGRAMMES)
def file_accesses(asked: Asked) -> Sequence[Row]:
    """The requests for personal files; the mentor sees his own, the mentee those about herself."""
    rows = access_rows(asked.connection, asked.institution)
    return _worded(
        [
            {**row, "granted_words": [PARTS[part] for part in row["granted"]]}
            for row in rows
            if asked.role in _HEADS or _is_of(asked, row, "mentor", "mentee")
        ]
    )


@view(name="file_looks", title="Кто открывал личное дело", action=Action.VIEW_PROGRAMMES)
def file_looks(asked: Asked) -> Sequence[Row]:
    """Every look into a personal file; the mentee sees who looked into hers, and when."""
    return [
        {**row, "category_words": PARTS[row["category"]]}
        for row in look_rows(asked.connection, asked.institution)
        if asked.role in _HEADS or _is_of(asked, row, "mentor", "mentee")
    ]


@view(name="measures", title="Предложения о поощрении и взыскании", action=Action.VIEW_PROGRAMMES)
def measures(asked: Asked) -> Sequence[Row]:
    """The head sees all of them, a mentor his own, a mentee those about herself once she was told."""
    rows = measures_for(
        asked.connection, asked.institution, person=asked.actor.id, is_head=asked.role in _HEADS
    )
    return _worded([{**row, "kind_words": MEASURES[row["kind"]]} for row in rows])


@view(name="improvements", title="Предложения об улучшении программ", action=Action.VIEW_PROGRAMMES)
def improvements(asked: Asked) -> Sequence[Row]:
    """The proposed improvements with their answers; a participant sees his own."""
    rows = improvement_rows(asked.connection, asked.institution)
    return [row for row in rows if asked.role not in _PARTIES or _is_of(asked, row, "author")]


@view(name="duty_releases", title="Освобождение от обязанностей", action=Action.VIEW_PROGRAMMES)
def duty_releases(asked: Asked) -> Sequence[Row]:
    """The releases from duties with substitutes and orders; a participant sees his own."""
    rows = release_rows(asked.connection, asked.institution)
    return _worded([row for row in rows if asked.role in _KEEPERS or _is_of(asked, row, "who")])


@view(name="speed_meetings", title="Скоростные встречи", action=Action.VIEW_PROGRAMMES)
def speed_meetings(asked: Asked) -> Sequence[Row]:
    """The speed meetings with their goals; a participant sees those that he takes part in."""
    rows = speed_meeting_rows(asked.connection, asked.institution)
    mine = [row for row in rows if asked.role not in _PARTIES or _takes_part(row, asked)]
    return [{**row, "state_words": MEETINGS[row["state"]]} for row in mine]


def _worded(rows: Sequence[Row]) -> Sequence[Row]:
    return [{**row, "state_words": STATES[row["state"]]} for row in rows]


def _of_pair(asked: Asked, rows: Sequence[Row]) -> Sequence[Row]:
    return [row for row in rows if asked.of in (None, row["assignment"])]


def _seen(asked: Asked, rows: Sequence[Row]) -> Sequence[Row]:
    """Entries about one mentee: curator and head see all, the pair's mentor and this mentee their own."""
    led, _ = _own_pairs(asked)
    return [
        row
        for row in _of_pair(asked, rows)
        if asked.role in _KEEPERS or row["assignment"] in led or _is_of(asked, row, "mentee")
    ]


def _own_pairs(asked: Asked) -> tuple[frozenset[str], frozenset[str]]:
    """The pairs that the reader leads as mentor now, and those that he belongs to as mentee."""
    rows = pair_rows(asked.connection, asked.institution, pair=asked.of)
    me = asked.actor.id
    led = frozenset(row["id"] for row in rows if same_person(row["mentor"], me))
    joined = frozenset(row["id"] for row in rows if any(same_person(each, me) for each in row["mentees"]))
    return led, joined


def _took_part(row: Row, asked: Asked, joined: frozenset[str]) -> bool:
    people = row["participants"]
    named = not people or any(same_person(each, asked.actor.id) for each in people)
    return named and row["assignment"] in joined


def _takes_part(row: Row, asked: Asked) -> bool:
    return any(same_person(each, asked.actor.id) for each in (row["mentor"], *row["mentees"]))


def _is_of(asked: Asked, row: Row, *columns: str) -> bool:
    return any(same_person(row[column], asked.actor.id) for column in columns)


def _shown_to_colleague(asked: Asked, row: Row) -> Row | None:
    if row["state"] != "engaged":
        return None
    programme = sister_id(row["assignment"], "programme")
    planned = activity_rows(asked.connection, programme, on=asked.on)
    found = next((each for each in planned if each["number"] == row["activity"]), None)
    return None if found is None else {name: found[name] for name in _SHOWN_TO_COLLEAGUE}
