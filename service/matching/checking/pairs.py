"""Checks of the pairs: people, rules, places, pins and points; all pairs are looked at together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from service.matching.candidates.columns import Flags, Numbers
from service.matching.candidates.eligible import Ban, Eligibility
from service.matching.candidates.score import SINGLE, Candidates, terms_of
from service.matching.checking.violation import Violation
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal
from service.matching.words import rule_words

UNKNOWN = -2
"""Stands for a person, a theme or a candidate that the problem does not have."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The pairs of a proposal as columns: people and themes by index, and which candidate each pair is."""

    mentee: Numbers
    mentor: Numbers
    theme: Numbers
    candidate: Numbers

    @classmethod
    def of(cls, problem: Problem, candidates: Candidates, proposal: Proposal) -> Self:
        """Look up the pairs of a proposal."""
        mentees, mentors = problem.mentee_index, problem.mentor_index
        themes = {theme: position for position, theme in enumerate(candidates.themes)}
        groups = {group.id: themes.get(group.theme, UNKNOWN) for group in proposal.groups}
        mentee = _column([mentees.get(pair.mentee, UNKNOWN) for pair in proposal.pairs])
        mentor = _column([mentors.get(pair.mentor, UNKNOWN) for pair in proposal.pairs])
        theme = _column(
            [SINGLE if pair.group is None else groups.get(pair.group, UNKNOWN) for pair in proposal.pairs]
        )
        return cls(mentee, mentor, theme, _found(candidates, len(mentors), mentee, mentor, theme))

    def chosen(self, candidates: Candidates) -> Flags:
        """Return which candidates the pairs are."""
        chosen = np.zeros(len(candidates), dtype=np.bool_)
        chosen[self.candidate] = True
        return chosen


def _column(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.int64)


def _found(candidates: Candidates, mentors: int, mentee: Numbers, mentor: Numbers, theme: Numbers) -> Numbers:
    """Return the position of each pair among the candidates, which are sorted."""
    if not len(candidates):
        return np.full(len(mentee), UNKNOWN, dtype=np.int64)
    modes = len(candidates.themes) + 1
    keys = (candidates.mentee * mentors + candidates.mentor) * modes + candidates.theme + 1
    wanted = np.where(
        (mentee < 0) | (mentor < 0) | (theme == UNKNOWN), -1, (mentee * mentors + mentor) * modes + theme + 1
    )
    position = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[position] == wanted, position, UNKNOWN)


def check_pairs(
    eligibility: Eligibility, candidates: Candidates, placed: Placed, proposal: Proposal
) -> Iterator[Violation]:
    """Find what is wrong with the pairs taken one by one and together."""
    for column, role in ((placed.mentee, "mentee"), (placed.mentor, "mentor")):
        whom = "наставляемого" if role == "mentee" else "наставника"
        for index in np.flatnonzero(column == UNKNOWN).tolist():
            yield Violation(f"$.pairs[{index}].{role}", "unknown_id", f"такого {whom} нет в задаче")
    known = (placed.mentee != UNKNOWN) & (placed.mentor != UNKNOWN)
    for index in np.flatnonzero(known & (placed.candidate == UNKNOWN)).tolist():
        yield from _impossible(eligibility, placed, index)
    yield from _check_points(eligibility, candidates, placed, proposal)
    yield from _check_together(eligibility.problem, placed)


def _impossible(eligibility: Eligibility, placed: Placed, index: int) -> Iterator[Violation]:
    """Say which rules forbid a pair, or what keeps the mentee out of a group."""
    mentee = eligibility.problem.mentees[int(placed.mentee[index])]
    single = placed.theme[index] == SINGLE
    bans = eligibility.bans(mentee) if single else eligibility.group_bans(mentee)
    rules: list[Ban] = [ban for ban, flags in bans.items() if flags[placed.mentor[index]]]
    for ban in rules:
        yield Violation(f"$.pairs[{index}]", ban.rule, f"пара невозможна: {rule_words(ban.rule, ban.whose)}")
    if not rules:
        message = "наставляемый не может войти в такую группу: её тема не подходит или она не собирается"
        yield Violation(f"$.pairs[{index}].group", "group_theme", message)


def _check_points(
    eligibility: Eligibility, candidates: Candidates, placed: Placed, proposal: Proposal
) -> Iterator[Violation]:
    possible = np.flatnonzero(placed.candidate != UNKNOWN)
    points = candidates.points[placed.candidate[possible]].tolist()
    expected = terms_of(eligibility, placed.mentee[possible], placed.mentor[possible])
    for index, right, criteria in zip(possible.tolist(), points, expected, strict=True):
        pair = proposal.pairs[index]
        if pair.terms != criteria:
            yield Violation(f"$.pairs[{index}].terms", "terms", "слагаемые баллов не те, что даёт пересчёт")
        if pair.points != right:
            message = f"баллов должно быть {right}, а указано {pair.points}"
            yield Violation(f"$.pairs[{index}].points", "points", message)


def _check_together(problem: Problem, placed: Placed) -> Iterator[Violation]:
    """One mentor for each mentee, no more mentees than places, and every pin."""
    mentees = np.where(placed.mentee == UNKNOWN, len(problem.mentees), placed.mentee)
    first = np.zeros(len(mentees), dtype=np.bool_)
    first[np.unique(mentees, return_index=True)[1]] = True
    for index in np.flatnonzero(~first & (placed.mentee != UNKNOWN)).tolist():
        yield Violation(f"$.pairs[{index}].mentee", "matched_twice", "у наставляемого уже есть пара")
    mentors = placed.mentor[placed.mentor != UNKNOWN]
    load = np.bincount(mentors, minlength=len(problem.mentors))
    for position in np.flatnonzero(load).tolist():
        capacity = problem.mentors[position].capacity
        if load[position] > capacity:
            message = f"у наставника мест {capacity}, а пар {load[position]}"
            index = int(np.argmax(placed.mentor == position))
            yield Violation(f"$.pairs[{index}].mentor", "over_capacity", message)
    yield from _check_pins(problem, placed)


def _check_pins(problem: Problem, placed: Placed) -> Iterator[Violation]:
    if not problem.pinned:
        return
    people = zip(placed.mentee.tolist(), placed.mentor.tolist(), strict=True)
    proposed = {(problem.mentees[i].id, problem.mentors[j].id) for i, j in people if UNKNOWN not in {i, j}}
    for pinned in problem.pinned:
        if pinned.key not in proposed:
            yield Violation("$.pairs", "pin_missing", "закреплённой куратором пары нет в предложении")
