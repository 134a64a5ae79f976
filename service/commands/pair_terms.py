"""What a pair may agree on under the regulation: forms, types, topics, period, the grounds of the form."""

from dataclasses import dataclass

from service.aggregates.assignment import GROUP, Direction, LevelReason
from service.calendars.calendar import months_after
from service.errors import Refused
from service.regulations.regulation import Regulation
from service.values import Period


class FormsMissing(Refused):
    """A pair works in at least one form."""

    requirement = "R-065"


class FormNotUsable(Refused):
    """The form is not in the regulation's list, or the list names it without a definition (A-24)."""

    requirement = "R-078"


class FormsNotCombined(Refused):
    """The regulation does not combine forms; facts: ``count``."""

    requirement = "R-065"


class TypesMissing(Refused):
    """A pair works in at least one type."""

    requirement = "R-081"


class TypeNotInRegulation(Refused):
    """The regulation does not know this type of mentoring."""

    requirement = "R-081"


class SpeedIsNoPair(Refused):
    """A speed meeting happens once: it is an activity or an event of its own, never a pair (A-02)."""

    requirement = "R-068"


class GroupTooSmall(Refused):
    """The group has fewer mentees than the regulation asks for; facts: ``count``, ``least``."""

    requirement = "R-082"


class TopicsMissing(Refused):
    """A pair works on at least one topic; another topic than the listed ones is told in words."""

    requirement = "R-062"


class DirectionUnclear(Refused):
    """A reverse pair says which way it goes, and no other pair does (A-64)."""

    requirement = "R-084"


class GroundsMissing(Refused):
    """The choice of the form rests on four grounds: goal, difficulties, request, staff."""

    requirement = "R-065"


class PeriodTooShort(Refused):
    """Mentoring is set for longer; facts: ``months`` at least."""

    requirement = "R-076"


class PeriodTooLong(Refused):
    """Mentoring is set for a shorter time; facts: ``months`` at most."""

    requirement = "R-076"


class LevelReasonMissing(Refused):
    """A period shorter than a programme rests on the mentee's level of training; facts: ``months``."""

    requirement = "R-076"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why this form: the programme's goal, the mentee's difficulties, the request, the staff there is."""

    goal: str
    difficulties: str
    request: str
    staff: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The four in the order of the regulation."""
        return (self.goal, self.difficulties, self.request, self.staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed beside the people; ``count`` is the number of mentees."""

    forms: tuple[str, ...]
    types: tuple[str, ...]
    topics: tuple[str, ...]
    topic_words: str | None
    period: Period
    level_reason: LevelReason | None
    direction: Direction | None
    count: int


def check_terms(terms: Terms, *, regulation: Regulation) -> None:
    """Refuse what the regulation does not allow.

    Raises:
        FormsMissing, FormNotUsable, FormsNotCombined, TypesMissing, TypeNotInRegulation, SpeedIsNoPair,
        GroupTooSmall, TopicsMissing, DirectionUnclear, PeriodTooShort, PeriodTooLong, LevelReasonMissing.

    """
    check_forms(terms.forms, regulation=regulation)
    check_types(terms.types, count=terms.count, regulation=regulation)
    words = (terms.topic_words or "").strip()
    if not terms.topics or ("other" in terms.topics) != bool(words):
        raise TopicsMissing
    if ("reverse" in terms.types) != (terms.direction is not None):
        raise DirectionUnclear
    check_period(terms.period, level_reason=terms.level_reason, regulation=regulation)


def check_forms(forms: tuple[str, ...], *, regulation: Regulation) -> None:
    """Refuse forms that pairs may not use (R-065, R-078)."""
    if not forms:
        raise FormsMissing
    if set(forms) - {form.code for form in regulation.forms if form.usable}:
        raise FormNotUsable
    if len(forms) > 1 and not regulation.flag("forms.combination_allowed"):
        raise FormsNotCombined(count=len(forms))


def check_types(types: tuple[str, ...], *, count: int, regulation: Regulation) -> None:
    """Refuse types that the regulation does not know, speed meetings, and groups that are too small."""
    if not types:
        raise TypesMissing
    if set(types) - set(regulation.types):
        raise TypeNotInRegulation
    if "speed" in types:
        raise SpeedIsNoPair
    least = regulation.group_min_size
    if GROUP in types and least is not None and count < least:
        raise GroupTooSmall(count=count, least=least)


def check_period(period: Period, *, level_reason: LevelReason | None, regulation: Regulation) -> None:
    """Refuse a period outside the regulation's bounds (002: one month to a year, A-01)."""
    least = regulation.number("duration.mentoring_min_months") or 0
    most = regulation.number("duration.mentoring_max_months")
    programme = regulation.number("duration.programme_min_months") or 0
    if not _lasts(period, least):
        raise PeriodTooShort(months=least)
    if most is not None and (period.to is None or period.to > months_after(period.since, most)):
        raise PeriodTooLong(months=most)
    if level_reason is None and not _lasts(period, programme):
        raise LevelReasonMissing(months=programme)


def check_grounds(grounds: Grounds) -> None:
    """Refuse a choice of the form without its four grounds.

    Raises:
        GroundsMissing.

    """
    if not all(text.strip() for text in grounds.texts):
        raise GroundsMissing


def _lasts(period: Period, months: int) -> bool:
    if period.to is None:
        return True
    return period.since < period.to and period.to >= months_after(period.since, months)
