"""What the curator sets for the matcher: pins, bans, how much of the fit may be given away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from service.access import Actor
from service.commands.begun_work import begin_override
from service.commands.calculation import StillCalculating
from service.commands.lists_matching import banned_pairs, fit_tolerance, overrides, pinned_pairs
from service.commands.match_conditions import (
    ban_pair,
    lift_pair_ban,
    pin_pair,
    set_fit_tolerance,
    unpin_pair,
)
from service.commands.price_words import cost_words
from service.commands.runtime import Runtime
from service.commands.views import answer
from service.web.site import Code, Hex, SessionDep, SiteDep

CONDITION_PAGES = APIRouter(include_in_schema=False)

LONGEST_REASON: Final = 2_000
"""Characters of a reason."""

STEPS: Final = (0, 5, 10, 20, 50, 100)
"""The tolerances that are offered, in thousandths."""

Done = Literal["pinned", "unpinned", "banned", "lifted", "chosen", "tolerance", "stopped", "over", "gone"]

NOTICES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pinned": "Пара закреплена: в следующем подборе она останется.",
        "unpinned": "Закрепление снято.",
        "banned": "В следующем подборе этой пары не будет.",
        "lifted": "Запрет снят: в следующем подборе эта пара снова возможна.",
        "chosen": "Выбор записан вместе с ценой и причиной, пара закреплена.",
        "stopped": "Расчёт прерван: ничего не записано.",
        "over": "Расчёт уже закончился, прервать его не успели.",
        "gone": "Этого расчёта здесь уже нет: его прервали, программу запустили заново или запрос попал "
        "к другой её копии.",
        "tolerance": "Уступка сохранена: она действует со следующего подбора.",
    }
)
"""What is said after an act; the code alone stands in the address."""

NOT_DONE: Final = frozenset({"over", "gone"})
"""Where nothing could be done."""

Row = Mapping[str, Any]
Entry = Annotated[str, Form(max_length=100)]
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
From = Annotated[str, Form(pattern=r"^([0-9a-f]{32})?$")]
"""The run whose page the form stands on."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds now; ``tolerance`` in thousandths of the best fit, None while no round is open.

    A pin that was chosen against a proposal has its ``cost`` in words and the ``reason`` (else None).
    """

    pins: Sequence[Row]
    bans: Sequence[Row]
    tolerance: int | None


def conditions_of(runtime: Runtime, *, institution: str, actor: Actor) -> Conditions:
    """Read the conditions that an institution set for its open round.

    Raises:
        NotAllowed: the actor may not see rounds.

    """
    pins, bans, tolerances, choices = (
        answer(runtime, each, institution=institution, actor=actor)
        for each in (pinned_pairs, banned_pairs, fit_tolerance, overrides)
    )
    current = tolerances[0] if tolerances else {"round": None, "per_mille": None}
    chosen = {
        (row["mentee"], row["mentor"]): row for row in reversed(choices) if row["round"] == current["round"]
    }
    told = [_with_choice(pin, chosen.get((pin["mentee"], pin["mentor"]))) for pin in pins]
    return Conditions(told, bans, current["per_mille"])


def _with_choice(pin: Row, choice: Row | None) -> Row:
    if choice is None:
        return {**pin, "cost": None, "reason": None}
    return {**pin, "cost": cost_words(choice["price"]), "reason": choice["reason"]}


@CONDITION_PAGES.post("/institutions/{code}/rounds/tolerance")
def tolerate(
    site: SiteDep, session: SessionDep, code: Code, *, per_mille: Annotated[int, Form()]
) -> Response:
    """Set how much of the fit may be given away in the open round."""
    site.runtime.run(set_fit_tolerance, institution=code, actor=session.as_actor(), per_mille=per_mille)
    return back(code, "tolerance")


@CONDITION_PAGES.post("/institutions/{code}/rounds/pins")
def pin(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    act: Annotated[Literal["pin", "unpin"], Form()],
    mentee: Entry,
    mentor: Entry,
    run: From = "",
) -> Response:
    """Pin a pair, or take its pin away."""
    command = {"pin": pin_pair, "unpin": unpin_pair}[act]
    site.runtime.run(command, institution=code, actor=session.as_actor(), mentee=mentee, mentor=mentor)
    return back(code, "pinned" if act == "pin" else "unpinned", run)


@CONDITION_PAGES.post("/institutions/{code}/rounds/bans")
def ban(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    mentee: Entry,
    mentor: Entry,
    reason: Reason = "",
    run: From = "",
) -> Response:
    """Ban a pair and say why."""
    site.runtime.run(
        ban_pair, institution=code, actor=session.as_actor(), mentee=mentee, mentor=mentor, reason=reason
    )
    return back(code, "banned", run)


@CONDITION_PAGES.post("/institutions/{code}/rounds/bans/lift")
def lift(site: SiteDep, session: SessionDep, code: Code, *, mentee: Entry, mentor: Entry) -> Response:
    """Lift a ban."""
    site.runtime.run(lift_pair_ban, institution=code, actor=session.as_actor(), mentee=mentee, mentor=mentor)
    return back(code, "lifted")


@CONDITION_PAGES.post("/institutions/{code}/rounds/{run}/overrides")
def choose(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    run: Hex,
    *,
    mentee: Entry,
    mentor: Entry,
    reason: Reason = "",
) -> Response:
    """Choose another pair than the proposed one; what it costs is recorded with the reason."""
    begun = begin_override(
        site.calculations,
        site.runtime,
        institution=code,
        actor=session.as_actor(),
        run=run,
        mentee=mentee,
        mentor=mentor,
        reason=reason,
    )
    try:
        begun.answer(patience=site.calculations.patience)
    except StillCalculating:
        return RedirectResponse(f"/institutions/{code}/rounds/calculations/{begun.id}", 303)
    return back(code, "chosen", run)


def back(code: str, done: Done, run: str = "") -> Response:
    """Lead to the conditions, say what was done, and know the run from which one came."""
    came = f"&run={run}" if run else ""
    return RedirectResponse(f"/institutions/{code}/rounds?done={done}{came}", 303)
