"""One whole life of a scheme of incentives: every event that it can record, once."""

from typing import Final

from service.aggregates.incentive_scheme import IncentiveScheme
from service.values import Pii
from tests.lives.people import OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = IncentiveScheme
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        IncentiveScheme.IncentiveSchemeProposed,
        kinds=("material", "non_material"),
        developed_by=("association", "curator", "head"),
        text=Pii(OTHER, "доплата и благодарность"),
        proposed_by=OTHER,
    ),
    happened(IncentiveScheme.IncentiveSchemeApproved, local_act=f"001/local_act/{1:032x}", approved_on=TODAY),
)
