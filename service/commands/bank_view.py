"""What the matcher's question is built from, read at one position of the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from service.projections.banks import mentee_rows, mentor_rows, phrase_rows
from service.projections.institutions import card
from service.projections.match_conditions import ban_rows, pin_rows, tolerance_of, weights_on
from service.projections.pair_proposals import wanted_pairs
from service.projections.pair_questions import Taken, taken
from service.projections.rounds import interest_rows, last_proposal, open_round
from service.regulations.regulation import Regulation

Row = Mapping[str, Any]
Phrases = Mapping[str, Sequence[Row]]
People = tuple[str, str]
"""A mentee and a mentor, by their entries."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people set for the open round: (mentee, mentor) lists, thousandths of fit, points by criterion."""

    pinned: Sequence[People]
    banned: Sequence[People]
    tolerance: int
    weights: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a round has led to so far: the pairs that all want, and those of its last proposal."""

    wanted: Sequence[People]
    proposed: Sequence[People]


@dataclass(frozen=True, slots=True)
class BankView:
    """The banks of an institution with the wishes of its people."""

    institution: str
    regulation: Regulation
    on: date
    in_force_since: date
    head: str | None
    mentors: Sequence[Row]
    mentees: Sequence[Row]
    phrases: Phrases
    interest: Sequence[Row]
    taken: Taken
    wishes: Wishes
    standing: Standing


def read_banks(connection: Connection, *, institution: str, regulation: Regulation, on: date) -> BankView:
    """Read the banks of an institution as the matcher needs them; who has a pair takes no part."""
    facts = card(connection, institution) or {}
    pairs = taken(connection, institution)
    current = open_round(connection, institution)
    return BankView(
        institution=institution,
        regulation=regulation,
        on=on,
        in_force_since=facts["first_in_force_since"],
        head=facts["head"],
        mentors=mentor_rows(connection, institution),
        mentees=[row for row in mentee_rows(connection, institution) if row["id"] not in pairs.settled],
        phrases=phrase_rows(connection, institution),
        interest=[
            row for row in interest_rows(connection, institution) if row["mentee"] not in pairs.settled
        ],
        taken=pairs,
        wishes=_wishes(connection, institution, current, on),
        standing=Standing(
            wanted=wanted_pairs(connection, current),
            proposed=last_proposal(connection, current),
        ),
    )


def _wishes(connection: Connection, institution: str, current: str | None, on: date) -> Wishes:
    return Wishes(
        pinned=[(row["mentee"], row["mentor"]) for row in pin_rows(connection, current)],
        banned=[(row["mentee"], row["mentor"]) for row in ban_rows(connection, institution)],
        tolerance=tolerance_of(connection, current),
        weights=weights_on(connection, institution, on=on),
    )
