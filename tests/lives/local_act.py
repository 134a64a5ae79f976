"""One whole life of the local act: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.local_act import LocalAct
from service.values import Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, happened

KIND: Final = LocalAct
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        LocalAct.LocalActDrafted,
        title=Pii(PERSON, "О школе молодого учителя"),
        drafted_by=PERSON,
        basis=("FZ-273", "own:1"),
        regulation_version=1,
        replaces=f"001/local_act/{2:032x}",
    ),
    happened(
        LocalAct.AssociationOpinionGiven,
        opinion="supports_with_remarks",
        note=Pii(PERSON, "добавить сроки"),
        given_on=date(2026, 9, 9),
    ),
    happened(LocalAct.LocalActIssued, reference=ORDER, issued_by=OTHER, in_force_from=TODAY),
    happened(LocalAct.LocalActReplaced, by=f"001/local_act/{3:032x}", replaced_on=date(2027, 9, 1)),
)
