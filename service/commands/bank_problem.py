"""From the two banks to the question for the matcher: who takes part, with what, and who does not and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from service.commands.bank_people import exclusions, mentee_of, mentor_of
from service.commands.bank_view import BankView, People
from service.commands.frozen_pairs import with_frozen
from service.commands.people import normalised
from service.matching.formats.problem import PROPOSE, REPAIR, Forbidden, Interest, Limits, Pair, Problem


@dataclass(frozen=True, slots=True)
class Asking:
    """How the question is put beside what the banks say.

    ``tolerance`` are thousandths of the fit, where it shall not be that of the round; ``repair`` keeps as
    many pairs of the last proposal as possible, ``frozen`` all of them that are still possible.
    """

    tolerance: int | None = None
    repair: bool = False
    frozen: bool = False


USUAL: Final = Asking()


def build_problem(view: BankView, *, asking: Asking = USUAL) -> Problem:
    """Put the banks as a matching problem; nothing personal goes into it but ids, codes, counts and dates."""
    forbidden = _forbidden(view)
    tolerance = view.wishes.tolerance if asking.tolerance is None else asking.tolerance
    keeps = asking.repair or asking.frozen
    problem = Problem(
        mentors=tuple(mentor_of(view, row) for row in view.mentors),
        mentees=tuple(mentee_of(view, row) for row in view.mentees),
        interest=tuple(
            Interest(
                mentee=row["mentee"],
                mentor=row["mentor"],
                by_mentee=row["by_mentee"],
                by_mentor=row["by_mentor"],
            )
            for row in view.interest
        ),
        pinned=_known(view, (pair for pair in view.wishes.pinned if pair not in forbidden)),
        forbidden=tuple(
            Forbidden(mentee=mentee, mentor=mentor, reason=reason)
            for (mentee, mentor), reason in forbidden.items()
        ),
        current=_standing(view) if keeps else (),
        excluded=exclusions(view),
        limits=Limits(fit_tolerance=tolerance / 1000),
        mode=REPAIR if keeps else PROPOSE,
        weights=None if view.wishes.weights is None else dict(view.wishes.weights),
    )
    return with_frozen(problem) if asking.frozen else problem


def _standing(view: BankView) -> tuple[Pair, ...]:
    """What a repair keeps: wanted and proposed pairs, and those whose mentor is being replaced.

    The last cannot be kept, but the count of kept pairs shall tell that they were there. Whatever is no
    repair keeps nothing: it would depend on the proposal before, and never be the same again.
    """
    replaced = ((mentee, mentor) for mentor, mentee in view.taken.to_replace)
    return _known(view, (*view.standing.wanted, *view.standing.proposed, *replaced))


def _known(view: BankView, pairs: Iterable[People]) -> tuple[Pair, ...]:
    """The pairs whose people take part, each once."""
    mentors = {row["id"] for row in view.mentors}
    mentees = {row["id"] for row in view.mentees}
    return tuple(
        Pair(mentee=mentee, mentor=mentor)
        for mentee, mentor in dict.fromkeys(pairs)
        if mentee in mentees and mentor in mentors
    )


def _forbidden(view: BankView) -> dict[People, str | None]:
    """The pairs that are ruled out, each once with its strongest reason."""
    by_hand = {pair.key: None for pair in _known(view, view.wishes.banned)}
    return by_hand | _replaced(view) | _same_person(view)


def _same_person(view: BankView) -> dict[People, str]:
    """Nobody is his own mentor, though he may be a mentor and a mentee (R-069).

    Who stands in both banks under one name counts as one person: contacts differ more often than two
    namesakes of one institution want each other.
    """
    mentors: dict[str, list[str]] = {}
    for row in view.mentors:
        mentors.setdefault(normalised(row["full_name"]), []).append(row["id"])
    return {
        (row["id"], mentor): "same_person"
        for row in view.mentees
        for mentor in mentors.get(normalised(row["full_name"]), ())
    }


def _replaced(view: BankView) -> dict[People, str]:
    """Whoever looks for another mentor does not get the present one again (R-121)."""
    pairs = _known(view, ((mentee, mentor) for mentor, mentee in view.taken.to_replace))
    return {pair.key: "replaced" for pair in pairs}
