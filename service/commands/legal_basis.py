"""The legal basis of orders and local acts: acts by code, from checked lists, never typed (R-013)."""

from datetime import date

from service.access import Action
from service.aggregates.normative_act import ActLevel, NormativeAct
from service.commands.registry import command
from service.commands.work import Work, fixed_id
from service.errors import Refused
from service.eventstore.log import Decision
from service.ids import belongs_to
from service.regulations.acts import OWN, Act, federal_acts, own_acts
from service.regulations.regulation import Regulation
from service.values import Period


class ActUnknown(Refused):
    """There is no such act in the lists that an order may cite; facts: ``place``, its place in the basis."""

    requirement = "R-013"


class ActNotInForce(Refused):
    """A cited act is not in force on the day of the order; facts: ``citation``, ``on``."""

    requirement = "R-013"


class ActAlreadyRegistered(Refused):
    """The normative base has an act with this number and date; facts: ``number``, ``issued_on``."""

    requirement = "R-013"


class ActWithoutTitle(Refused):
    """An act is registered with its title and number."""

    requirement = "R-013"


@command(
    title="Внести акт в нормативную базу",
    action=Action.DRAFT_ORDERS,
    requirements=("R-013",),
    needs_force=False,
)
def register_normative_act(
    work: Work,
    *,
    level: ActLevel,
    title: str,
    number: str,
    issued_on: date,
    since: date,
    to: date | None = None,
) -> Decision:
    """Put an act of the region or of the institution into the normative base, so that orders can cite it."""
    named, numbered = " ".join(title.split()), " ".join(number.split())
    if not named or not numbered:
        raise ActWithoutTitle
    in_force = Period(since=since, to=to)
    NormativeAct.check_dates(issued_on=issued_on, in_force=in_force)
    act_id = fixed_id(work.institution, "normative_act", numbered.casefold(), issued_on)
    if work.log.find(NormativeAct, act_id) is not None:
        raise ActAlreadyRegistered(number=numbered, issued_on=issued_on)
    act = NormativeAct.start(
        NormativeAct.NormativeActRegistered,
        act_id,
        level=level,
        title=named,
        number=numbered,
        issued_on=issued_on,
        in_force=in_force,
    )
    return Decision((act,), {"act": act.id})


def cited_acts(work: Work, *, basis: tuple[str, ...], regulation: Regulation) -> tuple[Act, ...]:
    """The acts behind the codes of a basis: federal ones, the regulation's own, registered ones.

    Raises:
        ActUnknown: a code stands in none of the lists.

    """
    return tuple(
        _cited(work, code, place=place, regulation=regulation) for place, code in enumerate(basis, start=1)
    )


def check_in_force(acts: tuple[Act, ...], *, on: date) -> None:
    """Check that every cited act holds on the day of the order.

    Raises:
        ActNotInForce: one does not.

    """
    for act in acts:
        if not act.holds_on(on):
            raise ActNotInForce(citation=act.citation, on=on)


def _cited(work: Work, code: str, *, place: int, regulation: Regulation) -> Act:
    listed = own_acts(regulation) if code.startswith(OWN) else federal_acts()
    if code in listed:
        return listed[code]
    if not belongs_to(code, work.institution):
        raise ActUnknown(place=place)
    registered = work.log.find(NormativeAct, code)
    if registered is None:
        raise ActUnknown(place=place)
    citation = f"{registered.title} от {registered.issued_on:%d.%m.%Y} № {registered.number}"
    period = registered.in_force
    return Act(code, citation, registered.issued_on, registered.number, period.since, period.to)
