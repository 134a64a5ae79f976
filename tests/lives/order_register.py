"""One whole life of the register of orders: every event that it can record, once."""

from typing import Final

from service.aggregates.order_register import OrderRegister
from tests.scenario import Happened, happened

KIND: Final = OrderRegister
LIFE: Final[tuple[Happened, ...]] = (
    happened(OrderRegister.OrderRegisterOpened, year=2026),
    happened(OrderRegister.OrderNumberTaken, number="13-а", order=f"001/order/{1:032x}"),
)
