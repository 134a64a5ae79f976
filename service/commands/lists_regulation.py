"""Lists of the regulation itself: what it settles, in the reader's words, and its forms of mentoring."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.access import Action
from service.commands.views import Asked, view
from service.projections.deadline_versions import regulation_on
from service.regulations.clauses import parse, russian
from service.regulations.fields import FIELDS

Row = Mapping[str, Any]


@view(name="regulation", title="Что установлено Положением", action=Action.VIEW_INSTITUTION)
def settled(asked: Asked) -> Sequence[Row]:
    """What the regulation of a day settles, with its clauses; ``default``: the document is silent there."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    if regulation is None:
        return []
    return [
        {
            "field": name,
            "label": field.label,
            "words": regulation.shown(name),
            "clauses": _russian(regulation.clauses(name)),
            "default": regulation.is_default(name),
        }
        for name, field in FIELDS.items()
    ]


@view(name="forms", title="Формы наставничества", action=Action.VIEW_INSTITUTION)
def forms(asked: Asked) -> Sequence[Row]:
    """The forms of the regulation as it lists and as it defines them; only a defined one may be used."""
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    if regulation is None:
        return []
    return [
        {
            "form": form.code,
            "words": form.label,
            "definition_words": form.definition_label,
            "usable": form.usable,
            "clauses": _russian(form.clauses),
        }
        for form in regulation.forms
    ]


def _russian(references: Sequence[str]) -> list[str]:
    return [russian(parse(reference)) for reference in references]
