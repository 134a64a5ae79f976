"""One whole life of the engagement aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.engagement import Engagement
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTOR, PERSON
from tests.scenario import TODAY, Happened, happened

COLLEAGUE: Final = f"001/person/{5:032x}"
KIND: Final = Engagement
LIFE: Final[tuple[Happened, ...]] = (
    happened(Engagement.EngagementsOpened, assignment=ASSIGNMENT),
    happened(
        Engagement.ColleagueEngagementRequested,
        number=1,
        mentor=MENTOR,
        colleague=COLLEAGUE,
        activity=4,
        purpose=Pii(PERSON, "показать урок с проектором"),
        requested_on=TODAY,
    ),
    happened(Engagement.ColleagueConsentGiven, number=1, answered_on=TODAY, source="own"),
    happened(Engagement.ColleagueEngaged, number=1, engaged_on=TODAY),
    happened(Engagement.ColleagueEngagementEnded, number=1, by="colleague", ended_on=TODAY),
    happened(Engagement.ColleagueConsentDeclined, number=1, answered_on=TODAY, source="paper"),
)
