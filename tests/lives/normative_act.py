"""One whole life of an act of the normative base: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.normative_act import NormativeAct
from service.values import Period
from tests.scenario import Happened, happened

KIND: Final = NormativeAct
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        NormativeAct.NormativeActRegistered,
        level="regional",
        title="приказ министерства образования о региональной системе наставничества",
        number="143-п",
        issued_on=date(2022, 3, 21),
        in_force=Period(since=date(2022, 4, 1), to=date(2027, 4, 1)),
    ),
)
