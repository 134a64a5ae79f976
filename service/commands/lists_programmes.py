"""Lists of programmes: to each as far as they concern him."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.access import Action, Role
from service.commands.views import Asked, view
from service.ids import id_of, random_part, same_person
from service.projections.programme_papers import (
    Office,
    Reader,
    change_rows,
    decision_row,
    note_rows,
    reports_for,
    termination_rows,
)
from service.projections.programme_plans import (
    activity_rows,
    aim_rows,
    goal_rows,
    meeting_days,
    overdue_activities,
    progress_rows,
    trajectory_rows,
)
from service.projections.programmes import (
    bank_rows,
    drafts_to_review,
    member_rows,
    mentors_of,
    programme_rows,
    published_results,
    running_facts,
)

Row = Mapping[str, Any]

_PARTIES: Final = frozenset({Role.MENTOR, Role.MENTEE})
_OFFICES: Final[Mapping[Role, Office]] = {
    Role.CURATOR: "curator",
    Role.OPERATOR: "curator",
    Role.HEAD: "head",
}


@view(name="programmes", title="Персонализированные программы", action=Action.VIEW_PROGRAMMES)
def programmes(asked: Asked) -> Sequence[Row]:
    """The programmes with their status; mentor and mentee see their own."""
    return _seen(asked)


@view(name="programme_bank", title="Банк программ", action=Action.VIEW_PROGRAMMES)
def bank(asked: Asked) -> Sequence[Row]:
    """The individual and group programmes that run or have ended; mentor and mentee see their own."""
    own = {row["id"] for row in _seen(asked)}
    return [row for row in bank_rows(asked.connection, asked.institution) if row["id"] in own]


@view(name="programme_members", title="Участники программы", action=Action.VIEW_PROGRAMMES)
def members(asked: Asked) -> Sequence[Row]:
    """Who takes part in the programme named, with acquaintance and leaving."""
    found = _one(asked)
    return [] if found is None else member_rows(asked.connection, found["id"])


@view(name="programme_activities", title="План мероприятий программы", action=Action.VIEW_PROGRAMMES)
def activities(asked: Asked) -> Sequence[Row]:
    """The activities of the programme named, with their terms and what was done."""
    found = _one(asked)
    if found is None:
        return []
    rows = activity_rows(asked.connection, found["id"], on=asked.on)
    own = _own_mentee(asked, found)
    return rows if own is None else [_without_others(row, own) for row in rows]


@view(name="programme_trajectories", title="Траектории наставляемых", action=Action.VIEW_PROGRAMMES)
def trajectories(asked: Asked) -> Sequence[Row]:
    """Each mentee's own way; in a group a mentee sees his own only."""
    found = _one(asked)
    if found is None:
        return []
    own = _own_mentee(asked, found)
    aims = aim_rows(asked.connection, found["id"], mentee=own)
    progress = progress_rows(asked.connection, found["id"], mentee=own)
    return [
        {
            **row,
            "aims": [aim for aim in aims if aim["mentee"] == row["mentee"]],
            "progress": [step for step in progress if step["mentee"] == row["mentee"]],
        }
        for row in trajectory_rows(asked.connection, found["id"], mentee=own)
    ]


@view(name="programme_goals", title="Цели и встречи программы", action=Action.VIEW_PROGRAMMES)
def goals(asked: Asked) -> Sequence[Row]:
    """The goals of the programme named, and the days of its meetings."""
    found = _one(asked)
    if found is None:
        return []
    meetings = [{"kind": "meeting", "on": day} for day in meeting_days(asked.connection, found["id"])]
    own = goal_rows(asked.connection, found["id"], mentee=_own_mentee(asked, found))
    return [*meetings, *({"kind": "goal", **row} for row in own)]


@view(name="programme_notes", title="Обсуждение проекта программы", action=Action.VIEW_PROGRAMMES)
def notes(asked: Asked) -> Sequence[Row]:
    """What was said of the draft of the programme named: comments, contributions, remarks."""
    found = _one(asked)
    return [] if found is None else note_rows(asked.connection, found["id"])


@view(name="programme_changes", title="Изменения программы", action=Action.VIEW_PROGRAMMES)
def changes(asked: Asked) -> Sequence[Row]:
    """The proposed changes of the programme named, and who has agreed."""
    found = _one(asked)
    return [] if found is None else change_rows(asked.connection, found["id"])


@view(name="programme_terminations", title="Прекращение программы", action=Action.VIEW_PROGRAMMES)
def terminations(asked: Asked) -> Sequence[Row]:
    """Who asked to end the programme named and what was decided; the association does not see reasons."""
    found = _one(asked)
    if found is None or (asked.role is Role.ASSOCIATION and not _is_party(asked, found)):
        return []
    decided = decision_row(asked.connection, found["id"])
    requests = [{"kind": "request", **row} for row in termination_rows(asked.connection, found["id"])]
    return requests if decided is None else [*requests, {"kind": "decision", **decided}]


@view(name="programme_reports", title="Отчёты о программе", action=Action.VIEW_PROGRAMMES)
def reports(asked: Asked) -> Sequence[Row]:
    """The reports on the programme named, as far as the reader may see them now."""
    found = _one(asked)
    return [] if found is None else reports_for(asked.connection, found["id"], reader=_reader(asked, found))


@view(name="programmes_to_review", title="Программы на просмотр куратору", action=Action.REVIEW_PROGRAMME)
def to_review(asked: Asked) -> Sequence[Row]:
    """The composed programmes that wait for the curator's word."""
    return drafts_to_review(asked.connection, asked.institution)


@view(name="overdue_activities", title="Просроченные мероприятия", action=Action.REVIEW_PROGRAMME)
def overdue(asked: Asked) -> Sequence[Row]:
    """The activities of running programmes whose term has passed."""
    return overdue_activities(asked.connection, asked.institution, on=asked.on)


@view(name="running_programmes", title="Идущие программы", action=Action.VIEW_INSTITUTION)
def running(asked: Asked) -> Sequence[Row]:
    """What may be said in public of running programmes: kind, form, type and dates, no results."""
    return running_facts(asked.connection, asked.institution)


@view(name="programme_results", title="Опубликованные результаты программ", action=Action.VIEW_INSTITUTION)
def results(asked: Asked) -> Sequence[Row]:
    """The closed programmes whose results were published."""
    facts = ("id", "kind", "forms", "types", "starts_on", "ended_on", "published_on", "with_names")
    rows = published_results(asked.connection, asked.institution)
    return [{fact: row[fact] for fact in facts} for row in rows]


def _seen(asked: Asked) -> Sequence[Row]:
    party = random_part(asked.actor.id) if asked.role in _PARTIES else None
    return programme_rows(asked.connection, asked.institution, party=party)


def _one(asked: Asked) -> Row | None:
    """The programme that is asked about, if the reader may see it."""
    return next((row for row in _seen(asked) if row["id"] == asked.of), None)


def _own_mentee(asked: Asked, found: Row) -> str | None:
    """The entry of a reader who is a mentee of this programme; the others see everybody's."""
    if asked.role not in _PARTIES or same_person(found["mentor"], asked.actor.id):
        return None
    return id_of(asked.institution, "mentee", random_part(asked.actor.id))


def _without_others(row: Row, own: str) -> Row:
    return {**row, "aims": [aim for aim in row["aims"] if aim[0] == own]}


def _reader(asked: Asked, found: Row) -> Reader:
    """As whom somebody reads reports; a party reads as such: no office shows what was said of oneself."""
    mentee, mentor = _entries(asked)
    if mentee in _members_of(asked, found):
        return Reader("mentee", mentee)
    if mentor in mentors_of(asked.connection, found["id"]):
        return Reader("mentor", mentor)
    return Reader(_OFFICES.get(asked.role, "nobody"))


def _is_party(asked: Asked, found: Row) -> bool:
    mentee, mentor = _entries(asked)
    return mentee in _members_of(asked, found) or mentor in mentors_of(asked.connection, found["id"])


def _entries(asked: Asked) -> tuple[str, str]:
    """The entries that the reader would have as mentee and as mentor."""
    number = random_part(asked.actor.id)
    return id_of(asked.institution, "mentee", number), id_of(asked.institution, "mentor", number)


def _members_of(asked: Asked, found: Row) -> frozenset[str]:
    return frozenset(row["mentee"] for row in member_rows(asked.connection, found["id"]))
