"""Plans of speed meetings in Russian words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.matching.candidates.rules import SPEED
from service.matching.formats.problem import Problem
from service.matching.meetings.plan import MeetingPlan
from service.matching.words import LIMITS, STATUSES
from service.regulations.nouns import MENTEES, MENTORS, Noun, counted, noun

MEETING_GOALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "meetings": "встреч",
        "even_mentees": "неравномерность встреч у наставляемых (меньше — ровнее)",
        "even_mentors": "неравномерность встреч у наставников (меньше — ровнее)",
        "points": "соответствие всех встреч, баллов",
    }
)

_READY: Final[Noun] = ("готов", "готовы", "готовы")
_SPEED: Final = "скоростному наставничеству"


def plan_lines(problem: Problem, plan: MeetingPlan) -> tuple[str, ...]:
    """What a plan comes to: how many meetings, who waits, the goals; or why there is no meeting at all."""
    if not plan.meetings and plan.stopped_by is None:
        return (why_none(problem),)
    held = max((met.round for met in plan.meetings), default=0)
    head = f"Встреч: {len(plan.meetings)}, кругов: {held}; {STATUSES[plan.status]}."
    waiting = (
        f"Пока без встречи: наставляемых — {len(plan.mentees_waiting)}, "
        f"наставников — {len(plan.mentors_waiting)}."
    )
    goals = tuple(
        f"{MEETING_GOALS[goal.name]}: {goal.value}"
        + ("" if goal.value == goal.bound else f" (граница {goal.bound})")
        for goal in plan.goals
    )
    stopped = () if plan.stopped_by is None else (f"Остановлено: {LIMITS[plan.stopped_by]}.",)
    return (head, waiting, *goals, *stopped)


def why_none(problem: Problem) -> str:
    """Why a plan without a limit that struck holds no meeting."""
    mentees = sum(SPEED in each.types for each in problem.mentees)
    mentors = sum(SPEED in each.types for each in problem.mentors)
    asking, offering = counted(mentees, MENTEES), counted(mentors, MENTORS)
    if mentees and mentors:
        why = f"{asking} и {offering} готовы к {_SPEED}, но правила не допускают ни одной их встречи"
    elif mentees:
        why = f"{asking} {noun(mentees, _READY)} к {_SPEED}, но ни один наставник его не предложил"
    elif mentors:
        why = f"{offering} {noun(mentors, _READY)} к {_SPEED}, но ни один наставляемый его не просит"
    else:
        why = "скоростное наставничество никто не предложил и никто о нём не просит"
    return f"Встреч не будет: {why}."
