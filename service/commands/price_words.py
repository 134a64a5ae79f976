"""What a change of a proposal costs, in Russian sentences; names stand in the nominative."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from service.matching.pricing.loss import Loss, Move
from service.regulations.nouns import OF_MENTEES, POINTS, Noun, counted

ONE_PAIR: Final[Noun] = ("пару", "пары", "пар")
"""Accusative: на 1 пару меньше."""

NOTHING_LOST: Final = "ничего не теряется: есть столь же хорошее распределение"

_NAMED: Final = 3
"""The most people who are named in one sentence."""
_OF_MARKS: Final[Noun] = ("единицу", "единицы", "единиц")
_COUNTED: Final[Mapping[str, tuple[str, Noun]]] = MappingProxyType(
    {
        "matched": ("с наставником будет на {number} {than}", OF_MENTEES),
        "overdue": ("из тех, у кого срок прошёл, с наставником будет на {number} {than}", OF_MENTEES),
        "fit": ("соответствие всех пар — на {number} {than}", POINTS),
        "interest": ("сумма оценок интереса — на {number} {than}", _OF_MARKS),
        "stay": ("прежних пар сохранится на {number} {than}", ONE_PAIR),
    }
)


def percent(thousandths: int) -> str:
    """A share in per cent, as Russians write it: 20 → «2 %», 5 → «0,5 %»."""
    return f"{thousandths / 10:g}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


def change_words(goal: str, loss: int, *, rough: bool = False) -> str | None:
    """How a goal changes by a loss, below 0 by a gain; ``None`` where it does not; ``rough``: about."""
    if not loss:
        return None
    if goal == "load":
        return f"нагрузка наставников станет {'менее' if loss > 0 else 'более'} ровной"
    pattern, unit = _COUNTED[goal]
    told = pattern.format(number=counted(abs(loss), unit), than="меньше" if loss > 0 else "больше")
    return told.replace(" на ", " примерно на ", 1) if rough else told


def losses_words(losses: Sequence[Loss], *, left: Sequence[str] = (), rough: bool = False) -> str:
    """What all goals lose or gain, in their order, and who is left without a mentor, by name."""
    told = _joined(((loss.goal, loss.loss) for loss in losses), rough=rough) or NOTHING_LOST
    return f"{told}; {_left_words(left)}" if left else told


def _left_words(names: Sequence[str]) -> str:
    """Whom a change leaves without a mentor; of many only the first."""
    if len(names) == 1:
        return f"без наставника останется {names[0]}"
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"без наставника останутся {shown}" + (f" и ещё {more}" if more > 0 else "")


def cost_words(price: Iterable[tuple[str, int]]) -> str:
    """What a recorded price (goal by its code, loss) says that goals lose or gain."""
    return _joined(price) or NOTHING_LOST


def gains_words(gains: Sequence[tuple[str, int]]) -> str:
    """What goals gain, in their order; each by its code."""
    return _joined((goal, -gain) for goal, gain in gains)


def _joined(changes: Iterable[tuple[str, int]], *, rough: bool = False) -> str:
    told = (change_words(goal, loss, rough=rough) for goal, loss in changes)
    return "; ".join(words for words in told if words is not None)


def move_words(move: Move, people: Mapping[str, str]) -> str:
    """Who has whom now, and whom before."""
    who, leaves, joins = (people.get(each or "", "—") for each in (move.mentee, move.leaves, move.joins))
    if move.joins is None:
        return f"{who}: остаётся без наставника (прежде {leaves})."
    if move.leaves is None:
        return f"{who}: появляется наставник — {joins}."
    return f"{who}: наставник теперь {joins} (прежде {leaves})."
