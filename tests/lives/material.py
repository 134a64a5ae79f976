"""One whole life of the material aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.material import Material
from service.values import Pii
from tests.lives.people import PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Material
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Material.MethodicalMaterialAdded,
        authors=(PERSON,),
        title=Pii(PERSON, "Памятка к первому уроку"),
        content=Pii(PERSON, "десять вопросов перед звонком"),
        forms=("PEER",),
        types=("traditional", "group"),
        topic="lessons_and_activities",
        practice=f"001/practice/{1:032x}",
    ),
    happened(Material.AuthorConsentGiven, author=PERSON, given_on=TODAY, source="paper"),
    happened(Material.MethodicalCollectionReplenished, replenished_on=TODAY),
    happened(Material.AuthorConsentWithdrawn, author=PERSON, withdrawn_on=TODAY),
)
