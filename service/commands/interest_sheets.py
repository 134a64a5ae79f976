"""The first stage of a round as the curator sees it: whom everybody may choose from, and what marks came.

The marks tell of declines, which are the curator's alone (R-061).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from service.access import Action, Actor, require
from service.commands.rounds import express_interest
from service.commands.runtime import Runtime
from service.errors import NotFound
from service.projections.banks import mentee_rows, mentor_rows
from service.projections.pair_proposals import answer_rows
from service.projections.rounds import open_round
from service.projections.shortlists import shortlist_rows
from service.values import Rating

Row = Mapping[str, Any]

OTHER_SIDE: Final = MappingProxyType({"mentee": "mentor", "mentor": "mentee"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the people from whom somebody may choose; marks are 0..5, None is silence.

    ``place`` counts from 1, the nearest mentor of the mentee; None for who is marked without being listed.
    """

    other_id: str
    other: str
    place: int | None
    points: int | None
    own: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A person with everybody from whom he may choose, the nearest first."""

    person_id: str
    person: str
    choices: tuple[Choice, ...]

    @property
    def marked(self) -> int:
        """How many of them the person marked."""
        return sum(choice.own is not None for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Stage:
    """The first stage of the open round; ``prepared_on`` is None while there is no list."""

    is_open: bool
    prepared_on: date | None
    mentees: tuple[Sheet, ...]
    mentors: tuple[Sheet, ...]

    @property
    def marks(self) -> int:
        """How many marks of both sides there are."""
        return sum(sheet.marked for sheet in (*self.mentees, *self.mentors))


def stage_of(runtime: Runtime, *, institution: str, actor: Actor) -> Stage:
    """Read the shortlist of the open round with the marks that came.

    Raises:
        NotAllowed: the actor may not run the matcher.

    """
    require(actor, Action.RUN_MATCHER, institution)
    with runtime.reading() as connection:
        listed = shortlist_rows(connection, institution)
        people = (*mentor_rows(connection, institution), *mentee_rows(connection, institution))
        answers = answer_rows(connection, institution)
        is_open = open_round(connection, institution) is not None
    names = {row["id"]: row["full_name"] for row in people}
    pairs = _pairs(listed, answers, names)
    return Stage(
        is_open=is_open,
        prepared_on=listed[0]["prepared_on"] if listed else None,
        mentees=_sheets(pairs, "mentee", names),
        mentors=_sheets(pairs, "mentor", names),
    )


def sheet_of(stage: Stage, person: str) -> Sheet:
    """The sheet of one person.

    Raises:
        NotFound: nobody may choose him, and he may choose nobody.

    """
    for sheet in (*stage.mentees, *stage.mentors):
        if sheet.person_id == person:
            return sheet
    raise NotFound(person)


def record_marks(
    runtime: Runtime, *, institution: str, actor: Actor, person: str, marks: Mapping[str, Rating]
) -> int:
    """Record what a person marked on paper, and return how many marks are new or different.

    Raises:
        NotAllowed, NotFound, NoOpenRound.

    """
    sheet = sheet_of(stage_of(runtime, institution=institution, actor=actor), person)
    known = {choice.other_id: choice.own for choice in sheet.choices}
    news = {other: rating for other, rating in marks.items() if known.get(other) != rating}
    for other, rating in news.items():
        runtime.run(
            express_interest, institution=institution, actor=actor, entry=person, other=other, rating=rating
        )
    return len(news)


def _pairs(listed: Sequence[Row], answers: Sequence[Row], names: Mapping[str, str]) -> list[Row]:
    """Everybody who is listed or marked, with both marks; who left the banks is left out."""
    told = {(row["mentee"], row["mentor"]): row for row in answers}
    near = {(row["mentee"], row["mentor"]): row for row in listed}
    return [
        {
            "mentee": both[0],
            "mentor": both[1],
            "place": near.get(both, {}).get("place"),
            "points": near.get(both, {}).get("points"),
            "by_mentee": told.get(both, {}).get("by_mentee"),
            "by_mentor": told.get(both, {}).get("by_mentor"),
        }
        for both in dict.fromkeys((*near, *told))
        if both[0] in names and both[1] in names
    ]


def _sheets(pairs: Iterable[Row], side: str, names: Mapping[str, str]) -> tuple[Sheet, ...]:
    other = OTHER_SIDE[side]
    found: dict[str, list[Choice]] = {}
    for pair in pairs:
        choice = Choice(
            other_id=pair[other],
            other=names[pair[other]],
            place=pair["place"],
            points=pair["points"],
            own=pair[f"by_{side}"],
            theirs=pair[f"by_{other}"],
        )
        found.setdefault(pair[side], []).append(choice)
    sheets = (Sheet(person, names[person], _nearest_first(choices)) for person, choices in found.items())
    return tuple(sorted(sheets, key=lambda sheet: (sheet.person, sheet.person_id)))


def _nearest_first(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda each: (-(each.points or 0), each.other, each.other_id)))
