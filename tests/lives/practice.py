"""One whole life of the practice aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.practice import Practice
from service.values import Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Practice
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Practice.BestPracticeDescribed,
        authors=(PERSON, OTHER),
        council_members=(f"001/person/{3:032x}",),
        system_administrator=f"001/person/{4:032x}",
        programme=f"001/programme/{1:032x}",
        title=Pii(PERSON, "Урок вдвоём"),
        description=Pii(PERSON, "наставник и наставляемый ведут урок вместе"),
        result=Pii(PERSON, "уверенность на открытых уроках"),
        topic="teaching_methods",
        level="municipal",
        forms=("PEER",),
        types=("traditional",),
    ),
    happened(Practice.AuthorConsentGiven, author=PERSON, given_on=TODAY, source="own"),
    happened(Practice.BestPracticeSelected, round_table=f"001/gathering/{1:032x}", selected_on=TODAY),
    happened(Practice.BestPracticeAccepted, accepted_on=TODAY),
    happened(
        Practice.BestPracticeShared,
        shared_on=TODAY,
        level="regional",
        place=Pii(PERSON, "методическая неделя региона"),
    ),
    happened(Practice.AuthorConsentWithdrawn, author=PERSON, withdrawn_on=TODAY),
)
