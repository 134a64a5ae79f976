"""Release of a mentor or mentee from job duties for an activity of mentoring (R-119, R-120, A-29)."""

from datetime import date
from typing import Literal, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.ids import same_person
from service.values import OrderReference, Period, Pii, Source

ReleaseGround = Literal["exceptional", "force_majeure"]
"""Why somebody is released; only 002 knows force majeure."""

ReleaseState = Literal["requested", "arranged", "granted", "refused", "used", "cancelled"]


class ReleaseNeedsActivePair(Refused):
    """Released is who takes part in an active pair: approved and not ended."""

    requirement = "R-119"


class ReleaseGroundNotInRegulation(Refused):
    """The regulation does not release from duties on this ground."""

    requirement = "R-119"


class ReleasePeriodEmpty(Refused):
    """A release has a first and a last day; facts: ``since``, ``to``."""

    requirement = "R-119"


class ReleaseAlreadyDecided(Refused):
    """The request was granted, refused or taken back."""

    requirement = "R-119"


class SubstituteOfOneself(Refused):
    """Nobody substitutes himself."""

    requirement = "R-119"


class SubstitutionImpossibleOnlyInForceMajeure(Refused):
    """Outside force majeure there is no release without a substitute."""

    requirement = "R-119"


class SubstitutionMissing(Refused):
    """A release needs a substitute, or in force majeure the reason why there is none."""

    requirement = "R-119"


class ContinuityNotEnsured(Refused):
    """A release needs the confirmation that the educational process goes on without a break."""

    requirement = "R-119"


class SubstitutionAfterOrder(Refused):
    """The substitution was arranged later than the order; facts: ``arranged_on``, ``order_on``."""

    requirement = "R-119"


class ReleaseNotGranted(Refused):
    """There is no granted release that could be used."""

    requirement = "R-119"


class ReleaseUsedOutsidePeriod(Refused):
    """The release holds for other days; facts: ``used_on``, ``since``, ``until``."""

    requirement = "R-119"


class ReleaseUsedInFuture(Refused):
    """The use is dated later than the day of the act; facts: ``used_on``, ``on``."""

    requirement = "R-119"


class ReleaseOver(Refused):
    """The release was used, refused or taken back: there is nothing to cancel."""

    requirement = "R-119"


class DutyRelease(Aggregate):
    """One request for one person and one activity; the head's order grants it."""

    TOPIC = "duty_release"

    class DutyReleaseRequested(Created):
        """A mentor or a mentee asked to be released from job duties.

        ``who`` is the entry in the bank, ``activity`` the number of the activity in the programme, ``period``
        half-open.
        """

        TOPIC = "duty_release.DutyReleaseRequested"
        REQUIREMENTS = ("R-119",)
        assignment: str
        who: str
        activity: int
        ground: ReleaseGround
        reason: Pii
        period: Period
        requested_on: date
        source: Source

    class SubstitutionArranged(Event):
        """A substitute was found; ``substitute`` is a person.

        ``continuity``: it is confirmed that the educational process goes on without a break.
        """

        TOPIC = "duty_release.SubstitutionArranged"
        REQUIREMENTS = ("R-119",)
        substitute: str
        continuity: bool
        arranged_on: date

    class SubstitutionFoundImpossible(Event):
        """Force majeure leaves nobody to substitute, for this reason (A-29)."""

        TOPIC = "duty_release.SubstitutionFoundImpossible"
        REQUIREMENTS = ("R-120",)
        reason: Pii
        continuity: bool
        arranged_on: date

    class DutyReleaseGranted(Event):
        """The head's order released the person for these days."""

        TOPIC = "duty_release.DutyReleaseGranted"
        REQUIREMENTS = ("R-119", "R-120")
        ground: ReleaseGround
        substitute: str | None
        order: OrderReference
        order_id: str

    class DutyReleaseRefused(Event):
        """The head did not release the person, for this reason."""

        TOPIC = "duty_release.DutyReleaseRefused"
        REQUIREMENTS = ("R-119",)
        reason: Pii
        refused_on: date

    class DutyReleaseUsed(Event):
        """The person was released on this day."""

        TOPIC = "duty_release.DutyReleaseUsed"
        REQUIREMENTS = ("R-119",)
        used_on: date

    class DutyReleaseCancelled(Event):
        """The release is not needed any more."""

        TOPIC = "duty_release.DutyReleaseCancelled"
        REQUIREMENTS = ("R-119",)
        cancelled_on: date

    @classmethod
    def request(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        active: bool,
        grounds: tuple[str, ...],
        assignment: str,
        who: str,
        activity: int,
        ground: ReleaseGround,
        reason: Pii,
        period: Period,
        requested_on: date,
        source: Source,
    ) -> Self:
        """Ask for a release; ``grounds`` are those of the regulation.

        Raises:
            ReleaseNeedsActivePair, ReleaseGroundNotInRegulation, ReleasePeriodEmpty.

        """
        if not active:
            raise ReleaseNeedsActivePair
        if ground not in grounds:
            raise ReleaseGroundNotInRegulation
        if period.to is None or period.to <= period.since:
            raise ReleasePeriodEmpty(since=period.since, to=period.to)
        return cls.start(
            cls.DutyReleaseRequested,
            id,
            assignment=assignment,
            who=who,
            activity=activity,
            ground=ground,
            reason=reason,
            period=period,
            requested_on=requested_on,
            source=source,
        )

    @event(DutyReleaseRequested)
    def __init__(self, assignment: str, who: str, ground: ReleaseGround, period: Period) -> None:
        self.assignment = assignment
        self.who = who
        self.ground = ground
        self.period = period
        self.state: ReleaseState = "requested"
        self.substitute: str | None = None
        self.continuity = False
        self.arranged_on: date | None = None

    def arrange_substitution(self, *, substitute: str, continuity: bool, arranged_on: date) -> None:
        """Name who substitutes; the same again changes nothing, another one takes his place.

        Raises:
            ReleaseAlreadyDecided, SubstituteOfOneself.

        """
        self._need_undecided()
        if same_person(substitute, self.who):
            raise SubstituteOfOneself
        if (substitute, continuity) != (self.substitute, self.continuity):
            self._arranged(substitute=substitute, continuity=continuity, arranged_on=arranged_on)

    @event(SubstitutionArranged)
    def _arranged(self, substitute: str, continuity: bool, arranged_on: date) -> None:  # noqa: FBT001 - a field of the event
        self.state = "arranged"
        self.substitute = substitute
        self.continuity = continuity
        self.arranged_on = arranged_on

    def find_substitution_impossible(self, *, reason: Pii, continuity: bool, arranged_on: date) -> None:
        """Record why nobody can substitute; force majeure only (A-29).

        Raises:
            ReleaseAlreadyDecided, SubstitutionImpossibleOnlyInForceMajeure.

        """
        self._need_undecided()
        if self.ground != "force_majeure":
            raise SubstitutionImpossibleOnlyInForceMajeure
        self._found_impossible(reason=reason, continuity=continuity, arranged_on=arranged_on)

    @event(SubstitutionFoundImpossible)
    def _found_impossible(self, reason: Pii, continuity: bool, arranged_on: date) -> None:  # noqa: ARG002, FBT001
        self.state = "arranged"
        self.substitute = None
        self.continuity = continuity
        self.arranged_on = arranged_on

    def grant(self, *, active: bool, grounds: tuple[str, ...], order: OrderReference, order_id: str) -> None:
        """Grant the release by the head's order; every condition is checked again.

        Raises:
            ReleaseNeedsActivePair, ReleaseAlreadyDecided, ReleaseGroundNotInRegulation, SubstitutionMissing,
            ContinuityNotEnsured, SubstitutionAfterOrder.

        """
        if not active:
            raise ReleaseNeedsActivePair
        self._need_undecided()
        if self.ground not in grounds:
            raise ReleaseGroundNotInRegulation
        if self.arranged_on is None:
            raise SubstitutionMissing
        if not self.continuity:
            raise ContinuityNotEnsured
        if self.arranged_on > order.signed_on:
            raise SubstitutionAfterOrder(arranged_on=self.arranged_on, order_on=order.signed_on)
        self._granted(ground=self.ground, substitute=self.substitute, order=order, order_id=order_id)

    @event(DutyReleaseGranted)
    def _granted(
        self,
        ground: ReleaseGround,  # noqa: ARG002 - kept in the event, as all below
        substitute: str | None,  # noqa: ARG002
        order: OrderReference,  # noqa: ARG002
        order_id: str,  # noqa: ARG002
    ) -> None:
        self.state = "granted"

    def refuse(self, *, reason: Pii, refused_on: date) -> None:
        """Refuse the release. Raises ``ReleaseAlreadyDecided``."""
        self._need_undecided()
        self._refused(reason=reason, refused_on=refused_on)

    @event(DutyReleaseRefused)
    def _refused(self, reason: Pii, refused_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.state = "refused"

    def use(self, *, used_on: date, on: date) -> None:
        """Record that the release was used, once.

        Raises:
            ReleaseNotGranted, ReleaseUsedInFuture, ReleaseUsedOutsidePeriod.

        """
        if self.state != "granted":
            raise ReleaseNotGranted
        if used_on > on:
            raise ReleaseUsedInFuture(used_on=used_on, on=on)
        if not self.period.contains(used_on):
            raise ReleaseUsedOutsidePeriod(used_on=used_on, since=self.period.since, until=self.period.last)
        self._used(used_on=used_on)

    @event(DutyReleaseUsed)
    def _used(self, used_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.state = "used"

    def cancel(self, *, cancelled_on: date) -> None:
        """Take back a request or a granted release that is not needed. Raises ``ReleaseOver``."""
        if self.state not in ("requested", "arranged", "granted"):
            raise ReleaseOver
        self._cancelled(cancelled_on=cancelled_on)

    @event(DutyReleaseCancelled)
    def _cancelled(self, cancelled_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.state = "cancelled"

    def _need_undecided(self) -> None:
        if self.state not in ("requested", "arranged"):
            raise ReleaseAlreadyDecided
