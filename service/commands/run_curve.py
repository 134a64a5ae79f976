"""The slider of a round: what each tolerance gives away of the fit, and what interest and load gain by it."""

from service.commands.match_questions import ToleranceCurve
from service.commands.open_run import OpenRun
from service.commands.price_words import percent
from service.commands.run_rows import CurveRow
from service.matching.formats.proposal import OPTIMAL
from service.matching.pricing.tolerance import Point
from service.regulations.nouns import MENTEES, PAIRS, POINTS, counted


def curve_of(opened: OpenRun) -> tuple[CurveRow, ...]:
    """A row for each of a few tolerances, none first; every one is a proposal of its own.

    Raises:
        NothingProposed.

    """
    return tuple(_row(point) for point in opened.ask(ToleranceCurve()))


def _row(point: Point) -> CurveRow:
    values = {goal.name: goal.value for goal in point.goals}
    proven, per_mille = point.status == OPTIMAL, round(point.tolerance * 1000)
    return CurveRow(
        per_mille=per_mille,
        fit=values.get("fit", 0),
        given_away=point.given_away,
        interest=values.get("interest", 0),
        unevenness=values.get("load", 0),
        dearer=point.blocking,
        moved=point.moved,
        proven=proven,
        sentence=f"{percent(per_mille)}: соответствие — {counted(values.get('fit', 0), POINTS)} "
        f"(уступлено {point.given_away}), сумма оценок интереса — {values.get('interest', 0)}, "
        f"предпочли бы друг друга — {counted(point.blocking, PAIRS)}, "
        f"сменят наставника — {_moved(point.moved)}"
        f"{'' if proven else '; лучшее не доказано'}.",
    )


def _moved(moved: int) -> str:
    return counted(moved, MENTEES) if moved else "никто"
