"""Lists about the conditions of forming pairs: weights, tolerance, pins, bans, overrides, shortlists."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.access import Action, Role
from service.commands.views import Asked, view
from service.ids import random_part
from service.matching.candidates.score import CRITERIA
from service.matching.words import CRITERIA as CRITERIA_WORDS
from service.matching.words import GOALS
from service.projections.banks import mentee_rows, mentor_rows
from service.projections.match_conditions import (
    ban_rows,
    override_rows,
    pin_rows,
    tolerance_of,
    weight_rows,
)
from service.projections.pair_proposals import answer_rows
from service.projections.rounds import open_round
from service.projections.shortlists import shortlist_rows

Row = Mapping[str, Any]

_KEEPERS: Final = frozenset({Role.CURATOR, Role.OPERATOR})


@view(name="matching_weights", title="Веса критериев подбора", action=Action.VIEW_ROUNDS)
def matching_weights(asked: Asked) -> Sequence[Row]:
    """The most points that each criterion gives on the day, and those that the institution ever set."""
    own = weight_rows(asked.connection, asked.institution)
    held = next((row["since"] for row in own if row["since"] <= asked.on), None)
    usual = {code: criterion.most for code, criterion in CRITERIA.items()}
    return [
        {
            "since": row["since"],
            "in_force": row["since"] == held,
            "weights": row["weights"],
            "criteria": {CRITERIA_WORDS[code]: row["weights"].get(code, 0) for code in CRITERIA},
        }
        for row in (*own, {"since": None, "weights": usual})
    ]


@view(name="fit_tolerance", title="Уступка по соответствию", action=Action.VIEW_ROUNDS)
def fit_tolerance(asked: Asked) -> Sequence[Row]:
    """The thousandths of the best fit that the open round may give away; no row without an open round."""
    current = open_round(asked.connection, asked.institution)
    if current is None:
        return []
    return [{"round": current, "per_mille": tolerance_of(asked.connection, current)}]


@view(name="pinned_pairs", title="Закреплённые пары", action=Action.VIEW_ROUNDS)
def pinned_pairs(asked: Asked) -> Sequence[Row]:
    """The pairs that are pinned in the open round."""
    rows = pin_rows(asked.connection, open_round(asked.connection, asked.institution))
    return _named(asked, rows)


@view(name="banned_pairs", title="Запрещённые пары", action=Action.VIEW_ROUNDS)
def banned_pairs(asked: Asked) -> Sequence[Row]:
    """The pairs that are banned; the reasons are for the curator's eyes only."""
    return _named(asked, _discreet(asked, ban_rows(asked.connection, asked.institution)))


@view(name="overrides", title="Решения вместо предложения", action=Action.VIEW_ROUNDS)
def overrides(asked: Asked) -> Sequence[Row]:
    """Every choice against a proposal with what it cost; the reasons are for the curator's eyes only."""
    rows = _discreet(asked, override_rows(asked.connection, asked.institution))
    priced = [{**row, "price_words": {GOALS[goal]: loss for goal, loss in row["price"]}} for row in rows]
    return _named(asked, priced)


@view(name="shortlist", title="Предварительный список наставников", action=Action.VIEW_ROUNDS)
def shortlist(asked: Asked) -> Sequence[Row]:
    """The nearest mentors of every mentee of the open round."""
    return _named(asked, shortlist_rows(asked.connection, asked.institution))


@view(name="own_shortlist", title="Из кого можно выбрать", action=Action.EXPRESS_INTEREST)
def own_shortlist(asked: Asked) -> Sequence[Row]:
    """Whom the reader may choose from, with his own answers; nobody's points are shown (R-069)."""
    me = random_part(asked.actor.id)
    answers = {
        (row["mentee"], row["mentor"]): row for row in answer_rows(asked.connection, asked.institution)
    }
    rows = []
    for row in shortlist_rows(asked.connection, asked.institution):
        told = answers.get((row["mentee"], row["mentor"]), {})
        if random_part(row["mentee"]) == me:
            rows.append({"own": row["mentee"], "other": row["mentor"], "answer": told.get("by_mentee")})
        elif random_part(row["mentor"]) == me:
            rows.append({"own": row["mentor"], "other": row["mentee"], "answer": told.get("by_mentor")})
    return sorted(rows, key=lambda row: (str(row["own"]), str(row["other"])))


def _discreet(asked: Asked, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without whose a text is, and without the texts for whoever is not the curator."""
    told = [{name: value for name, value in row.items() if name != "reason_of"} for row in rows]
    return told if asked.role in _KEEPERS else [{**row, "reason": None} for row in told]


def _named(asked: Asked, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the names of both people, for those who may see the banks."""
    if asked.role is Role.ASSOCIATION:
        return rows
    people = (
        *mentor_rows(asked.connection, asked.institution),
        *mentee_rows(asked.connection, asked.institution),
    )
    names = {row["id"]: row["full_name"] for row in people}
    return [
        {**row, "mentee_name": names.get(row["mentee"]), "mentor_name": names.get(row["mentor"])}
        for row in rows
    ]
