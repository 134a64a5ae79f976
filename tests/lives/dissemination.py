"""One whole life of the dissemination aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.dissemination import Dissemination
from tests.lives.people import PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Dissemination
LIFE: Final[tuple[Happened, ...]] = (
    happened(Dissemination.DisseminationFormOpened, person=PERSON),
    happened(
        Dissemination.DisseminationConsentGiven,
        fields=("full_name", "photo", "results"),
        places=("site", "social_networks"),
        given_on=TODAY,
        valid_to=date(2027, 9, 1),
        source="paper",
    ),
    happened(Dissemination.DisseminationConsentWithdrawn, fields=("photo",), withdrawn_on=date(2026, 10, 1)),
)
