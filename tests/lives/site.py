"""One whole life of the site aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.site import ShownPerson, Site
from service.values import Pii
from tests.lives.people import MENTOR, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Site
LIFE: Final[tuple[Happened, ...]] = (
    happened(Site.SiteSectionCreated, created_on=TODAY, address=Pii(PERSON, "раздел «Наставничество»")),
    happened(
        Site.SiteItemPublished,
        item=1,
        kind="banks",
        subject=MENTOR,
        shown=(ShownPerson(PERSON, ("full_name", "position")),),
        places=("site", "social_networks"),
        published_on=TODAY,
        title=Pii(PERSON, "Наставники школы"),
        text=Pii(PERSON, "кто ведёт молодых коллег"),
    ),
    happened(Site.SiteItemWithdrawn, item=1, withdrawn_on=TODAY, reason="consent_withdrawn"),
)
