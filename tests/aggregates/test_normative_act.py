"""An act of the region or the institution: its dates make sense before orders may cite it."""

from datetime import date

import pytest

from service.aggregates.normative_act import ActInForceBeforeItsDate, ActLapsesBeforeForce, NormativeAct
from service.errors import Refused
from service.values import Period
from tests.scenario import happened, recorded, replayed

ISSUED_ON = date(2022, 3, 21)
NEXT_DAY = date(2022, 3, 22)


def test_an_act_remembers_how_it_is_cited() -> None:
    period = Period(since=NEXT_DAY)
    told = happened(
        NormativeAct.NormativeActRegistered,
        level="local",
        title="Устав",
        number="1",
        issued_on=ISSUED_ON,
        in_force=period,
    )
    act: NormativeAct = replayed(recorded(NormativeAct, f"001/normative_act/{1:032x}", told))
    assert (act.title, act.number, act.issued_on, act.in_force) == ("Устав", "1", ISSUED_ON, period)


@pytest.mark.requirement("R-013")
@pytest.mark.parametrize("in_force", [Period(ISSUED_ON), Period(ISSUED_ON, NEXT_DAY), Period(NEXT_DAY)])
def test_an_act_is_in_force_from_its_date_on_or_later(in_force: Period) -> None:
    NormativeAct.check_dates(issued_on=ISSUED_ON, in_force=in_force)


@pytest.mark.requirement("R-013")
@pytest.mark.parametrize(
    ("in_force", "refusal", "facts"),
    [
        (
            Period(date(2022, 3, 20)),
            ActInForceBeforeItsDate,
            {"since": date(2022, 3, 20), "issued_on": ISSUED_ON},
        ),
        (Period(NEXT_DAY, NEXT_DAY), ActLapsesBeforeForce, {"until": NEXT_DAY, "since": NEXT_DAY}),
        (Period(NEXT_DAY, ISSUED_ON), ActLapsesBeforeForce, {"until": ISSUED_ON, "since": NEXT_DAY}),
    ],
)
def test_an_act_neither_precedes_its_date_nor_lapses_before_it_holds(
    in_force: Period, refusal: type[Refused], facts: dict[str, date]
) -> None:
    with pytest.raises(Refused) as caught:
        NormativeAct.check_dates(issued_on=ISSUED_ON, in_force=in_force)
    assert (caught.type, caught.value.facts) == (refusal, facts)
