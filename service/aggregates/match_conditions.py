"""The conditions under which an institution forms pairs: weights, tolerance, pins, bans and overrides.

They stand apart from the rounds, whose runs are large, and outlast them: a ban and the weights hold until
they are changed; a pin, an override and a tolerance hold in their own round only.

That a wish contradicts another one, or goes beyond what the program allows, stands in no document of an
institution: these refusals name no requirement, and so no clause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii

Criterion = Literal["competencies", "subject", "experience", "mentoring", "time", "department", "types"]
"""By what a pair earns points."""

MOST_POINTS: Final = 1000
"""The most that all criteria together may give."""

MOST_PER_MILLE: Final = 200
"""The most of the fit that may be given away: a fifth."""


@dataclass(frozen=True, slots=True)
class GoalLoss:
    """How much worse a goal becomes, in its own unit; below 0 it becomes better."""

    goal: str
    loss: int


@dataclass(frozen=True, slots=True)
class Places:
    """How many mentees a mentor may have at once, and the entries of those whom he has already."""

    most: int
    led: frozenset[str] = frozenset()


class PairBannedByCurator(Refused):
    """The curator banned this pair; the ban has to be lifted first."""


class PairPinnedByCurator(Refused):
    """The curator pinned this pair; the pin has to be taken away first."""


class MenteePinnedElsewhere(Refused):
    """The mentee is pinned to another mentor in this round."""


class MentorPinnedFull(Refused):
    """Pairs and pins of the round take all places of the mentor; facts: ``most``, ``led``, ``pinned``."""


class PairNotPinned(Refused):
    """There is no such pin in this round."""


class PairNotBanned(Refused):
    """There is no ban on this pair."""


class PairReasonMissing(Refused):
    """A ban and a choice against the proposal say why."""


class ToleranceOutOfBounds(Refused):
    """At least none and at most a fifth of the fit may be given away; facts: ``percent``, the most."""


class WeightsOutOfBounds(Refused):
    """Each weight is at least 0, all together give 1 to 1000 points; facts: ``total``."""


class WeightsInPast(Refused):
    """Weights hold from the day of the act or later; facts: ``since``, ``on``."""


class MatchConditions(Aggregate):
    """One per institution; people decide here, the matcher follows."""

    TOPIC = "match_conditions"

    class MatchConditionsOpened(Created):
        """The institution began to set conditions of its own."""

        TOPIC = "match_conditions.MatchConditionsOpened"
        REQUIREMENTS = ("R-063",)

    class MatchingWeightsSet(Event):
        """From a day on, the criteria give at most so many points each; one that is not named gives none."""

        TOPIC = "match_conditions.MatchingWeightsSet"
        REQUIREMENTS = ("R-063", "R-064")
        weights: dict[str, int]
        since: date

    class FitToleranceSet(Event):
        """In a round, so many thousandths of the best fit may be given away for interest and even load."""

        TOPIC = "match_conditions.FitToleranceSet"
        REQUIREMENTS = ("R-061", "R-063")
        match_round: str
        per_mille: int

    class PairPinned(Event):
        """In a round, the curator wants this pair and none other for its mentee."""

        TOPIC = "match_conditions.PairPinned"
        REQUIREMENTS = ("R-056", "R-063")
        match_round: str
        mentee: str
        mentor: str

    class PairUnpinned(Event):
        """The curator took a pin away, that of an override as well."""

        TOPIC = "match_conditions.PairUnpinned"
        REQUIREMENTS = ("R-056", "R-063")
        match_round: str
        mentee: str
        mentor: str

    class PairBanned(Event):
        """The curator does not want this pair, until the ban is lifted."""

        TOPIC = "match_conditions.PairBanned"
        REQUIREMENTS = ("R-056", "R-063")
        mentee: str
        mentor: str
        reason: Pii

    class PairBanLifted(Event):
        """The curator lifted a ban."""

        TOPIC = "match_conditions.PairBanLifted"
        REQUIREMENTS = ("R-056", "R-063")
        mentee: str
        mentor: str

    class OverrideRecorded(Event):
        """The curator chose another pair than the proposed one and knew what it costs; it holds as a pin.

        ``run`` is the run that proposed, ``instead`` the mentor whom it proposed, if any; ``price`` is what
        the goals of this run lose, as the curator saw it.
        """

        TOPIC = "match_conditions.OverrideRecorded"
        REQUIREMENTS = ("R-056", "R-063", "R-064")
        match_round: str
        run: str
        mentee: str
        mentor: str
        instead: str | None
        price: tuple[GoalLoss, ...]
        reason: Pii

    @event(MatchConditionsOpened)
    def __init__(self) -> None:
        self.weights: dict[date, dict[str, int]] = {}
        self.tolerances: dict[str, int] = {}
        self.pins: dict[str, tuple[str, str]] = {}
        self.bans: set[tuple[str, str]] = set()

    def set_weights(self, *, weights: Mapping[Criterion, int], since: date, on: date) -> None:
        """Set the most points of each criterion from a day on; what holds from that day already is no news.

        Raises:
            WeightsOutOfBounds, WeightsInPast.

        """
        total = sum(weights.values())
        if min(weights.values(), default=0) < 0 or not 1 <= total <= MOST_POINTS:
            raise WeightsOutOfBounds(total=total)
        if since < on:
            raise WeightsInPast(since=since, on=on)
        told: dict[str, int] = {name: points for name, points in sorted(weights.items()) if points}
        if self.weights.get(since) != told:
            self._weights_set(weights=told, since=since)

    @event(MatchingWeightsSet)
    def _weights_set(self, weights: dict[str, int], since: date) -> None:
        self.weights[since] = weights

    def set_tolerance(self, *, round_id: str, per_mille: int) -> None:
        """Set how much of the fit a round may give away; the same again is no news.

        Raises:
            ToleranceOutOfBounds.

        """
        if not 0 <= per_mille <= MOST_PER_MILLE:
            raise ToleranceOutOfBounds(percent=MOST_PER_MILLE // 10)
        if self.tolerances.get(round_id, 0) != per_mille:
            self._tolerance_set(match_round=round_id, per_mille=per_mille)

    @event(FitToleranceSet)
    def _tolerance_set(self, match_round: str, per_mille: int) -> None:
        self.tolerances[match_round] = per_mille

    def pin(self, *, round_id: str, mentee: str, mentor: str, places: Places) -> None:
        """Pin a pair in a round; one that is pinned already stays. ``places`` are those of the mentor.

        Raises:
            PairBannedByCurator, MenteePinnedElsewhere, MentorPinnedFull.

        """
        if not self.is_pinned(round_id=round_id, mentee=mentee, mentor=mentor):
            self._need_free(round_id=round_id, mentee=mentee, mentor=mentor, places=places)
            self._pinned(match_round=round_id, mentee=mentee, mentor=mentor)

    @event(PairPinned)
    def _pinned(self, match_round: str, mentee: str, mentor: str) -> None:
        self.pins[mentee] = (mentor, match_round)

    def unpin(self, *, round_id: str, mentee: str, mentor: str) -> None:
        """Take a pin of a round away.

        Raises:
            PairNotPinned.

        """
        if not self.is_pinned(round_id=round_id, mentee=mentee, mentor=mentor):
            raise PairNotPinned
        self._unpinned(match_round=round_id, mentee=mentee, mentor=mentor)

    @event(PairUnpinned)
    def _unpinned(self, match_round: str, mentee: str, mentor: str) -> None:  # noqa: ARG002
        del self.pins[mentee]

    def ban(self, *, round_id: str | None, mentee: str, mentor: str, reason: Pii) -> None:
        """Ban a pair; one that is banned already stays with its reason. ``round_id`` is the open round.

        Raises:
            PairReasonMissing.
            PairPinnedByCurator: it is pinned in the open round.

        """
        _need_reason(reason)
        if round_id is not None and self.is_pinned(round_id=round_id, mentee=mentee, mentor=mentor):
            raise PairPinnedByCurator
        if (mentee, mentor) not in self.bans:
            self._banned(mentee=mentee, mentor=mentor, reason=reason)

    @event(PairBanned)
    def _banned(self, mentee: str, mentor: str, reason: Pii) -> None:  # noqa: ARG002 - kept in the event
        self.bans.add((mentee, mentor))

    def lift_ban(self, *, mentee: str, mentor: str) -> None:
        """Lift a ban.

        Raises:
            PairNotBanned.

        """
        if (mentee, mentor) not in self.bans:
            raise PairNotBanned
        self._ban_lifted(mentee=mentee, mentor=mentor)

    @event(PairBanLifted)
    def _ban_lifted(self, mentee: str, mentor: str) -> None:
        self.bans.remove((mentee, mentor))

    def override(
        self,
        *,
        round_id: str,
        run: str,
        mentee: str,
        mentor: str,
        places: Places,
        instead: str | None,
        price: tuple[GoalLoss, ...],
        reason: Pii,
    ) -> None:
        """Choose another pair than the run proposed; a pair that is pinned already needs no override.

        Raises:
            PairReasonMissing, PairPinnedByCurator, PairBannedByCurator, MenteePinnedElsewhere,
            MentorPinnedFull.

        """
        _need_reason(reason)
        if self.is_pinned(round_id=round_id, mentee=mentee, mentor=mentor):
            raise PairPinnedByCurator
        self._need_free(round_id=round_id, mentee=mentee, mentor=mentor, places=places)
        self._overridden(
            match_round=round_id,
            run=run,
            mentee=mentee,
            mentor=mentor,
            instead=instead,
            price=price,
            reason=reason,
        )

    @event(OverrideRecorded)
    def _overridden(
        self,
        *,
        match_round: str,
        run: str,  # noqa: ARG002 - kept in the event, as all below but the pair
        mentee: str,
        mentor: str,
        instead: str | None,  # noqa: ARG002
        price: tuple[GoalLoss, ...],  # noqa: ARG002
        reason: Pii,  # noqa: ARG002
    ) -> None:
        self.pins[mentee] = (mentor, match_round)

    def is_pinned(self, *, round_id: str, mentee: str, mentor: str) -> bool:
        """Tell whether a pair is pinned in a round, by a pin or by an override."""
        return self.pins.get(mentee) == (mentor, round_id)

    def _need_free(self, *, round_id: str, mentee: str, mentor: str, places: Places) -> None:
        if (mentee, mentor) in self.bans:
            raise PairBannedByCurator
        if self.pins.get(mentee, ("", ""))[1] == round_id:
            raise MenteePinnedElsewhere
        led = places.led - {mentee}
        pinned = {each for each, pin in self.pins.items() if pin == (mentor, round_id)} - places.led
        if len(led) + len(pinned) >= places.most:
            raise MentorPinnedFull(most=places.most, led=len(led), pinned=len(pinned))


def _need_reason(reason: Pii) -> None:
    if not reason.text.strip():
        raise PairReasonMissing
