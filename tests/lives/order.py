"""One whole life of the order aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.order import Order
from service.values import Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import ORDER, TODAY, Happened, happened

KIND: Final = Order
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Order.OrderDrafted,
        kind="pair_assignment",
        subjects=(f"001/assignment/{1:032x}", f"001/assignment/{2:032x}"),
        basis=("FZ-273", "own:2"),
        named=(PERSON,),
        controller=OTHER,
        effective_from=date(2026, 9, 15),
        regulation_version=1,
    ),
    happened(
        Order.OrderIssued,
        reference=ORDER,
        signed_by=OTHER,
        named=(PERSON, OTHER),
        effective_from=date(2026, 9, 15),
    ),
    happened(Order.OrderControlAssigned, person=OTHER),
    happened(Order.OrderAcknowledged, person=PERSON, on=TODAY, source="paper"),
    happened(Order.OrderPublished, published_on=TODAY, place="site"),
    happened(Order.OrderControlReported, outcome="executed", note=Pii(OTHER, "все ознакомлены")),
    happened(Order.OrderDraftWithdrawn),
)
