"""Lists of petitions about mentors and of mentees without a pair, as pages and programs read them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.access import Action, Role
from service.commands.views import Asked, view
from service.projections.deadline_versions import regulation_on
from service.projections.petitions import petitions_for
from service.projections.unmatched import unmatched
from service.regulations.fields import FIELDS

Row = Mapping[str, Any]

STATUSES: Final[Mapping[str, str]] = {
    "open": "ждёт решения",
    "granted": "удовлетворено",
    "refused": "отклонено",
    "withdrawn": "отозвано",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "replacement": "замена наставника",
    "termination": "прекращение наставничества",
}
MISSING: Final[Mapping[str, str]] = {
    "support": "нужна психолого-педагогическая поддержка",
    "next_step": "не назначен следующий шаг",
    "step_overdue": "день следующего шага прошёл",
}


@view(name="petitions", title="Обращения о наставнике", action=Action.VIEW_PROGRAMMES)
def petitions(asked: Asked) -> Sequence[Row]:
    """Petitions to relieve or replace a mentor, as far as they concern the reader."""
    reasons = FIELDS["replacement.reasons"].values
    rows = petitions_for(asked.connection, asked.institution, person=asked.actor.id, role=asked.role)
    return [
        {
            **row,
            "reason_words": reasons[row["reason"]],
            "status_words": STATUSES[row["status"]],
            "outcome_words": OUTCOMES.get(row["outcome"] or ""),
        }
        for row in rows
        if asked.of in (None, row["assignment"])
    ]


@view(name="unmatched_mentees", title="Наставляемые без пары", action=Action.VIEW_ROUNDS)
def unmatched_mentees(asked: Asked) -> Sequence[Row]:
    """Mentees without a pair: what keeps them from one, what is done, what the regulation still asks for."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    if regulation is None:
        return []
    rows = unmatched(asked.connection, asked.institution, on=asked.on, regulation=regulation)
    hidden = dict.fromkeys(("measures", "search_step")) if asked.role is Role.ASSOCIATION else {}
    return [{**row, **hidden, "missing_words": [MISSING[each] for each in row["missing"]]} for row in rows]
