"""The register of an institution's orders in one calendar year: every number is given once."""

import re
import unicodedata
from typing import Final

from service.errors import Refused
from service.events import Aggregate, Created, Event, event

_SIGN: Final = re.compile(r"^\s*(?:№|no\.?(?=\s|\d)|n\.?(?=\s|\d))\s*", re.IGNORECASE)
_DASHES: Final = re.compile(r"\s*[‐-―−-]\s*")
_LOOK_ALIKES: Final = str.maketrans("abcehkmoptxy", "авсенкмортху")


class OrderNumberMissing(Refused):
    """An order has a number."""

    requirement = "R-002"


class OrderNumberNotFree(Refused):
    """Another order of the institution has this number in the year; facts: ``number``, ``year``."""

    requirement = "R-002"


def shown_number(number: str) -> str:
    """The number as it is written after «№»: without the sign, with single spaces."""
    return " ".join(_SIGN.sub("", number).split())


def compared_number(number: str) -> str:
    """The number as it is compared: one case, one dash, no spaces, Latin look-alikes as Cyrillic letters."""
    plain = unicodedata.normalize("NFKC", shown_number(number)).casefold()
    return "".join(_DASHES.sub("-", plain).split()).translate(_LOOK_ALIKES)


class OrderRegister(Aggregate):
    """One per institution and calendar year; its version serialises the numbers of concurrent orders."""

    TOPIC = "order_register"

    class OrderRegisterOpened(Created):
        """The register of a calendar year was opened with its first order."""

        TOPIC = "order_register.OrderRegisterOpened"
        REQUIREMENTS = ("R-002",)
        year: int

    class OrderNumberTaken(Event):
        """An order took its number; ``number`` is the form in which numbers are compared."""

        TOPIC = "order_register.OrderNumberTaken"
        REQUIREMENTS = ("R-002",)
        number: str
        order: str

    @event(OrderRegisterOpened)
    def __init__(self, year: int) -> None:
        self.year = year
        self.orders: dict[str, str] = {}

    def take(self, *, number: str, order: str) -> None:
        """Take a number for an order.

        Raises:
            OrderNumberMissing: it is empty.
            OrderNumberNotFree: another order has it, in whatever spelling.

        """
        compared = compared_number(number)
        if not compared:
            raise OrderNumberMissing
        if compared in self.orders:
            raise OrderNumberNotFree(number=shown_number(number), year=self.year)
        self._number_taken(number=compared, order=order)

    @event(OrderNumberTaken)
    def _number_taken(self, number: str, order: str) -> None:
        self.orders = {**self.orders, number: order}
