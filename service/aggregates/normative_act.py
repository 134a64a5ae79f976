"""An act of the region, the founder or the institution that orders may cite beside the federal ones."""

from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, event
from service.values import Period

ActLevel = Literal["regional", "municipal", "local"]
"""Who issued an act: the region, the municipality or founder, the institution."""


class ActInForceBeforeItsDate(Refused):
    """An act cannot be in force before it was issued; facts: ``since``, ``issued_on``."""

    requirement = "R-013"


class ActLapsesBeforeForce(Refused):
    """An act cannot lapse before it is in force; facts: ``until``, ``since``."""

    requirement = "R-013"


class NormativeAct(Aggregate):
    """One act of the normative base of one institution; its id is the code by which orders cite it."""

    TOPIC = "normative_act"

    class NormativeActRegistered(Created):
        """The institution put an act into its normative base.

        ``title`` and ``number`` stand clear: the official name of a published act is no personal data, and
        the orders that rest on it have to stay readable for as long as they exist.
        """

        TOPIC = "normative_act.NormativeActRegistered"
        REQUIREMENTS = ("R-013",)
        level: ActLevel
        title: str
        number: str
        issued_on: date
        in_force: Period

    @event(NormativeActRegistered)
    def __init__(self, *, title: str, number: str, issued_on: date, in_force: Period) -> None:
        self.title = title
        self.number = number
        self.issued_on = issued_on
        self.in_force = in_force

    @staticmethod
    def check_dates(*, issued_on: date, in_force: Period) -> None:
        """Check the dates of an act before it is registered.

        Raises:
            ActInForceBeforeItsDate, ActLapsesBeforeForce.

        """
        if in_force.since < issued_on:
            raise ActInForceBeforeItsDate(since=in_force.since, issued_on=issued_on)
        if in_force.to is not None and in_force.to <= in_force.since:
            raise ActLapsesBeforeForce(until=in_force.to, since=in_force.since)
