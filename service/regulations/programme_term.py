"""How long a personalised programme lasts, by the regulation (R-089, A-01)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from service.calendars.calendar import months_after
from service.errors import Refused
from service.regulations.regulation import Regulation
from service.values import ShortTermReason

ONE_DAY: Final = timedelta(days=1)


class ProgrammeTooShort(Refused):
    """The programme would be shorter than the regulation allows; facts: ``months``, ``until``."""

    requirement = "R-089"


class ShortTermReasonMissing(Refused):
    """So short a programme needs a recorded reason; facts: ``months``."""

    requirement = "R-089"


class ProgrammeTooLong(Refused):
    """The programme would be longer than the regulation allows; facts: ``months``, ``until``."""

    requirement = "R-089"


@dataclass(frozen=True, slots=True)
class ProgrammeTerm:
    """The limits in whole calendar months: the day after n months is the same day n months later.

    From ``least_with_reason`` up to ``least`` a programme needs a reason (A-01; the two are equal where the
    regulation knows no such case). ``most`` is ``None`` where nothing limits the length.
    """

    least: int
    least_with_reason: int
    most: int | None

    @classmethod
    def of(cls, regulation: Regulation) -> Self:
        """Read the limits: the definition of a programme, below it the shortest mentoring (A-01)."""
        least = regulation.number("duration.programme_min_months") or 0
        mentoring = regulation.number("duration.mentoring_min_months") or least
        return cls(least, min(least, mentoring), regulation.number("duration.programme_max_months"))

    def without_limit(self) -> Self:
        """The same limits for an extension that may exceed the longest programme (A-03)."""
        return type(self)(self.least, self.least_with_reason, None)

    def check(self, starts_on: date, ends_on: date, *, reason: ShortTermReason | None) -> None:
        """Let a programme with these first and last days pass, or refuse it.

        The facts ``until`` are the nearest last days that would pass.

        Raises:
            ProgrammeTooShort, ShortTermReasonMissing, ProgrammeTooLong.

        """
        if ends_on < (until := last_day(starts_on, self.least_with_reason)):
            raise ProgrammeTooShort(months=self.least_with_reason, until=until)
        if ends_on < last_day(starts_on, self.least) and reason is None:
            raise ShortTermReasonMissing(months=self.least)
        if self.most is not None and ends_on > (until := last_day(starts_on, self.most)):
            raise ProgrammeTooLong(months=self.most, until=until)


def last_day(starts_on: date, months: int) -> date:
    """The last day of so many whole months: 3 months from 15 September end on 14 December."""
    return months_after(starts_on, months) - ONE_DAY
