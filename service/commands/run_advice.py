"""What stands in the way of a run as a whole: too few places, missed wishes, and what would help most."""

from typing import Final

from service.commands.match_questions import Bottlenecks, Improvements, MissedWishes
from service.commands.open_run import OpenRun
from service.commands.pair_rows import competency_labels
from service.commands.price_words import gains_words
from service.commands.run_rows import AdviceRow, BottleneckRow, DearerRow, GainRow, ImprovementRow, ReverseRow
from service.matching import words
from service.matching.explaining.hall import HallSet
from service.matching.meetings.reverse import ReversePair, reverse_pairs
from service.matching.pricing.training import Advice, Improvement
from service.regulations.nouns import MENTEES, OF_MENTEES, OF_MENTORS, ON_MENTORS, PLACES, counted, noun

MANY: Final = 5
NEARLY_ALL: Final = 0.9
"""From so many mentors on, and from this share of them, places are short everywhere and not in one part."""


def bottlenecks_of(opened: OpenRun) -> tuple[BottleneckRow, ...]:
    """The parts in which requests hang on too few places, the worst first (Hall 1935).

    Raises:
        NothingProposed.

    """
    return tuple(_bottleneck(opened, found) for found in opened.ask(Bottlenecks(opened.pairs)))


def dearer_of(opened: OpenRun) -> tuple[DearerRow, ...]:
    """The pairs of mutual interest whose people would both rather have each other.

    Raises:
        NothingProposed.

    """
    return tuple(
        DearerRow(
            mentee_id=found.mentee,
            mentor_id=found.mentor,
            mentee=opened.name(found.mentee),
            mentor=opened.name(found.mentor),
            by_mentee=found.by_mentee,
            by_mentor=found.by_mentor,
        )
        for found in opened.ask(MissedWishes(opened.pairs))
    )


def reverse_of(opened: OpenRun) -> tuple[ReverseRow, ...]:
    """The pairs of people who could be mentor and mentee of each other, the best first (M-8)."""
    found = reverse_pairs(problem=opened.problem, proposal=opened.proposal)
    return tuple(_reverse(opened, pair) for pair in found)


def advice_of(opened: OpenRun, *, most: int = 3) -> AdviceRow:
    """Which training of which mentor, and one place more with whom, would help most.

    Raises:
        NothingProposed.

    """
    trainings, places = opened.ask(Improvements(most=most))
    return AdviceRow(
        trainings=_improvements(opened, trainings),
        places=_improvements(opened, places),
        proven=trainings.proven and places.proven,
    )


def _bottleneck(opened: OpenRun, found: HallSet) -> BottleneckRow:
    stay = noun(found.deficit, ("останется", "останутся", "останутся"))
    left = f"как ни распределяй, без наставника {stay} {counted(found.deficit, MENTEES)}"
    return BottleneckRow(
        mentees=tuple(sorted(map(opened.name, found.mentees))),
        mentors=tuple(sorted(map(opened.name, found.mentors))),
        places=found.places,
        deficit=found.deficit,
        sentence=_everywhere(opened, found, left) or _in_one_part(found, left),
    )


def _everywhere(opened: OpenRun, found: HallSet, left: str) -> str:
    """Say that all places together are too few; empty where most mentors have nothing to do with it."""
    excluded = {each.id for each in opened.problem.excluded}
    able = sum(mentor.capacity > 0 and mentor.id not in excluded for mentor in opened.problem.mentors)
    mentors = len(found.mentors)
    if able < MANY or mentors < NEARLY_ALL * able:
        return ""
    pins = ", не считая занятых закреплёнными парами," if opened.problem.pinned else ""
    whose = f"всех {mentors}" if mentors == able else f"{mentors} из {able}"
    who = "кому они подходят" if mentors == able else "кому подходят только они"
    return (
        f"У {whose} {noun(mentors, OF_MENTORS)} вместе{pins} {counted(found.places, PLACES)}, "
        f"а тех, {who}, — {len(found.mentees)}: {left}. Дело в числе мест, а не в темах запросов."
    )


def _in_one_part(found: HallSet, left: str) -> str:
    """Say on whom the requests of a part hang."""
    mentees, mentors = len(found.mentees), len(found.mentors)
    whose = "этого наставляемого" if mentees == 1 else f"этих {counted(mentees, OF_MENTEES)}"
    theirs = "него" if mentors == 1 else "них"
    places = (
        f"у {theirs} {counted(found.places, PLACES)}" if found.places else f"свободных мест у {theirs} нет"
    )
    return f"Запросы {whose} держатся на {counted(mentors, ON_MENTORS)}, а {places}: {left}."


def _reverse(opened: OpenRun, found: ReversePair) -> ReverseRow:
    technology, methodology = found.technology, found.methodology
    younger, older = opened.name(technology.mentor), opened.name(methodology.mentor)
    return ReverseRow(
        younger=younger,
        older=older,
        technology_points=technology.points,
        methodology_points=methodology.points,
        technology_proposed=technology.proposed,
        methodology_proposed=methodology.proposed,
        sentence=f"{younger} и {older} могли бы учить друг друга: новым технологиям — {younger}, "
        f"методике — {older}.",
    )


def _improvements(opened: OpenRun, advice: Advice) -> tuple[ImprovementRow, ...]:
    return tuple(_improvement(opened, each) for each in advice.improvements)


def _improvement(opened: OpenRun, found: Improvement) -> ImprovementRow:
    competency = None if found.competency is None else competency_labels()[found.competency]
    return ImprovementRow(
        mentor_id=found.mentor,
        mentor=opened.name(found.mentor),
        competency=competency,
        level=found.level,
        gains=tuple(GainRow(words.GOALS[gain.goal], gain.before, gain.after) for gain in found.gains),
        sentence=f"Если {opened.name(found.mentor)} {_change(competency, found.level)}, "
        f"{gains_words([(gain.goal, gain.by) for gain in found.gains])}.",
    )


def _change(competency: str | None, level: int | None) -> str:
    if competency is None:
        return "возьмёт ещё одного наставляемого"
    return f"освоит компетенцию «{competency}» до уровня {level} из 3"
