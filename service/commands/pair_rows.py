"""The pairs of a run as people read them: why these two, what stays open, and in which form and type."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import msgspec

from service.commands.round_rows import PairRow, Reason
from service.matching import words
from service.matching.candidates.columns import Columns
from service.matching.candidates.rules import HEAD_TEACHER, possible_types
from service.matching.candidates.score import CRITERIA
from service.matching.candidates.themes import form_and_competency
from service.matching.formats.problem import GROUP, Mentee, Mentor
from service.regulations.vocabulary import vocabulary

Row = Mapping[str, Any]
Words = Mapping[str, str]

GIVEN: Final = 1000
"""The most points of a pair whose points the problem gives itself."""


@cache
def competency_labels() -> Words:
    """The words for competencies by code."""
    return {competency.code: competency.label for competency in vocabulary().competencies}


def pair_rows(proposal: Row, problem: Row, *, people: Words, forms: Words) -> tuple[PairRow, ...]:
    """The pairs of a proposal, members of groups included, by mentee; ``forms`` are words by code."""
    requests = _requests(problem)
    ways = _ways(problem, themes={group["id"]: group["theme"] for group in proposal["groups"]})
    marks = {(mark["mentee"], mark["mentor"]): mark for mark in problem.get("interest", ())}
    pinned, kept = (_people(problem.get(name, ())) for name in ("pinned", "current"))
    pinned -= kept  # where pairs are frozen, they are pinned without the curator's asking

    def row(pair: Row) -> PairRow:
        both = (pair["mentee"], pair["mentor"])
        shared, unmet = requests(*both)
        pair_forms, types = ways(pair)
        return PairRow(
            mentee_id=pair["mentee"],
            mentor_id=pair["mentor"],
            mentee=people.get(pair["mentee"], "—"),
            mentor=people.get(pair["mentor"], "—"),
            points=pair["points"],
            shared=shared,
            unmet=unmet,
            forms=tuple(forms.get(code, code) for code in pair_forms),
            types=tuple(vocabulary().mentoring_types.label(code) for code in types),
            reasons=_reasons(pair["terms"], problem.get("weights")),
            interest=_interest(marks.get(both)),
            group=pair.get("group"),
            pinned=both in pinned,
            kept=both in kept,
        )

    return tuple(sorted(map(row, proposal["pairs"]), key=lambda pair: pair.mentee))


def _people(pairs: Sequence[Row]) -> frozenset[tuple[str, str]]:
    return frozenset((pair["mentee"], pair["mentor"]) for pair in pairs)


def _reasons(terms: Mapping[str, int], weights: Mapping[str, int] | None) -> tuple[Reason, ...]:
    """What the points are made of, the largest first, each with the most that it could be."""
    most = {name: criterion.most for name, criterion in CRITERIA.items()} if weights is None else weights
    found = sorted(terms.items(), key=lambda term: (-term[1], term[0]))
    return tuple(
        Reason(words.CRITERIA[name], points, most.get(name, GIVEN)) for name, points in found if points
    )


def _requests(problem: Row) -> Callable[[str, str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """Tell of a mentee and a mentor which requests are met and which are not, the first ones first."""
    offers = {mentor["id"]: mentor["competencies"] for mentor in problem["mentors"]}
    asked = {mentee["id"]: mentee["request"] for mentee in problem["mentees"]}

    def requests(mentee: str, mentor: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        codes = sorted(asked[mentee], key=lambda code: (asked[mentee][code], code))
        met = tuple(competency_labels()[code] for code in codes if code in offers[mentor])
        return met, tuple(competency_labels()[code] for code in codes if code not in offers[mentor])

    return requests


def _ways(problem: Row, *, themes: Words) -> Callable[[Row], tuple[Sequence[str], Sequence[str]]]:
    """Tell of a pair the forms and the types that it can have; those of a group are settled."""
    mentors = {row["id"]: row for row in problem["mentors"]}
    mentees = {row["id"]: row for row in problem["mentees"]}

    def ways(pair: Row) -> tuple[Sequence[str], Sequence[str]]:
        if pair.get("group") is not None:
            return (form_and_competency(themes[pair["group"]])[0],), (GROUP,)
        mentor = msgspec.convert(mentors[pair["mentor"]], Mentor)
        mentee = msgspec.convert(mentees[pair["mentee"]], Mentee)
        allowed = possible_types(Columns((mentor,)), mentee)
        types = [code for code in vocabulary().mentoring_types.codes if code in allowed and allowed[code][0]]
        return _forms(mentor, mentee), types

    return ways


def _forms(mentor: Mentor, mentee: Mentee) -> Sequence[str]:
    """The forms that both accept; who heads the mentee's department has but one (M-10)."""
    common = [code for code in mentee.forms if code in mentor.forms]
    return [HEAD_TEACHER] if mentee.department in mentor.head_of and HEAD_TEACHER in common else common


def _interest(mark: Row | None) -> str | None:
    if mark is None:
        return None
    sides = (("наставляемого", mark["by_mentee"]), ("наставника", mark["by_mentor"]))
    told = [f"{side} — {rating} из 5" for side, rating in sides if rating is not None]
    return f"интерес {', '.join(told)}" if told else None
