"""One whole life of a proposal to encourage a mentor: every event that it can record, once."""

from typing import Final

from service.aggregates.encouragement import Encouragement
from service.values import Pii
from tests.lives.people import MENTOR, OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, happened

KIND: Final = Encouragement
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Encouragement.MentorEncouragementProposed,
        scheme=f"001/incentive_scheme/{1:032x}",
        mentor=MENTOR,
        kind="non_material",
        reason=Pii(PERSON, "трое молодых коллег остались в школе"),
        proposed_by=OTHER,
    ),
    happened(
        Encouragement.MentorEncouraged,
        mentor=MENTOR,
        kind="non_material",
        order=ORDER,
        order_id=f"001/order/{1:032x}",
        encouraged_on=TODAY,
    ),
    happened(Encouragement.MentorEncouragementWithdrawn),
)
