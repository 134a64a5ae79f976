"""A round of forming pairs: expressed interest, declines and the runs of the matcher (R-056 … R-064)."""

from datetime import date
from typing import Any

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Rating, Source


class MatchRoundClosed(Refused):
    """The round is over; open another."""

    requirement = "R-056"


class InterestInOneself(Refused):
    """Nobody is his own mentor."""

    requirement = "R-069"


class MatchRound(Aggregate):
    """One round; the matcher only proposes, pairs come from acts of the persons and the head's order."""

    TOPIC = "match_round"

    class MatchRoundOpened(Created):
        """The curator began a round."""

        TOPIC = "match_round.MatchRoundOpened"
        REQUIREMENTS = ("R-056",)
        opened_on: date

    class MenteeInterestExpressed(Event):
        """A mentee said how much this mentor interests him; 0 declines the combination."""

        TOPIC = "match_round.MenteeInterestExpressed"
        REQUIREMENTS = ("R-061", "R-069")
        mentee: str
        mentor: str
        rating: Rating
        source: Source

    class MentorInterestExpressed(Event):
        """A mentor said how much this mentee interests him; 0 declines the combination."""

        TOPIC = "match_round.MentorInterestExpressed"
        REQUIREMENTS = ("R-061", "R-069")
        mentee: str
        mentor: str
        rating: Rating
        source: Source

    class MatchRunCompleted(Event):
        """The matcher ran on the banks; everything needed to run and check it again.

        ``bank_position`` is the position in the log up to which the banks were read; ``problem`` and
        ``proposal`` are the documents of the stand-alone matcher (ids and codes only, no personal data).
        """

        TOPIC = "match_round.MatchRunCompleted"
        REQUIREMENTS = ("R-056", "R-060", "R-064")
        run: str
        on: date
        bank_position: int
        digest: str
        status: str
        seed: int
        solver: str
        solver_version: str
        regulation_version: int
        problem: dict[str, Any]
        proposal: dict[str, Any]

    class MatchRoundClosed(Event):
        """The round is over."""

        TOPIC = "match_round.MatchRoundClosed"
        REQUIREMENTS = ("R-056",)
        closed_on: date

    @event(MatchRoundOpened)
    def __init__(self, opened_on: date) -> None:
        self.opened_on = opened_on
        self.closed = False
        self.by_mentee: dict[tuple[str, str], int] = {}
        self.by_mentor: dict[tuple[str, str], int] = {}
        self.runs: dict[str, str] = {}

    def express_mentee_interest(self, *, mentee: str, mentor: str, rating: Rating, source: Source) -> None:
        """Record a mentee's interest in a mentor; the same rating again changes nothing.

        Raises:
            MatchRoundClosed: the round is over.
            InterestInOneself: both entries are one person's.

        """
        self._need_open()
        _need_two_persons(mentee, mentor)
        if self.by_mentee.get((mentee, mentor)) != rating:
            self._mentee_interest(mentee=mentee, mentor=mentor, rating=rating, source=source)

    @event(MenteeInterestExpressed)
    def _mentee_interest(self, mentee: str, mentor: str, rating: Rating, source: Source) -> None:  # noqa: ARG002
        self.by_mentee[mentee, mentor] = rating

    def express_mentor_interest(self, *, mentee: str, mentor: str, rating: Rating, source: Source) -> None:
        """Record a mentor's interest in a mentee; the same rating again changes nothing.

        Raises:
            MatchRoundClosed: the round is over.
            InterestInOneself: both entries are one person's.

        """
        self._need_open()
        _need_two_persons(mentee, mentor)
        if self.by_mentor.get((mentee, mentor)) != rating:
            self._mentor_interest(mentee=mentee, mentor=mentor, rating=rating, source=source)

    @event(MentorInterestExpressed)
    def _mentor_interest(self, mentee: str, mentor: str, rating: Rating, source: Source) -> None:  # noqa: ARG002
        self.by_mentor[mentee, mentor] = rating

    def complete_run(
        self,
        *,
        run: str,
        on: date,
        bank_position: int,
        digest: str,
        status: str,
        seed: int,
        solver: str,
        solver_version: str,
        regulation_version: int,
        problem: dict[str, Any],
        proposal: dict[str, Any],
    ) -> None:
        """Record a run of the matcher with its inputs and its result; one run for each digest."""
        self._need_open()
        if digest in self.runs:
            return
        self._run_completed(
            run=run,
            on=on,
            bank_position=bank_position,
            digest=digest,
            status=status,
            seed=seed,
            solver=solver,
            solver_version=solver_version,
            regulation_version=regulation_version,
            problem=problem,
            proposal=proposal,
        )

    @event(MatchRunCompleted)
    def _run_completed(
        self,
        *,
        run: str,
        on: date,  # noqa: ARG002 - kept in the event, as all below
        bank_position: int,  # noqa: ARG002
        digest: str,
        status: str,  # noqa: ARG002
        seed: int,  # noqa: ARG002
        solver: str,  # noqa: ARG002
        solver_version: str,  # noqa: ARG002
        regulation_version: int,  # noqa: ARG002
        problem: dict[str, Any],  # noqa: ARG002
        proposal: dict[str, Any],  # noqa: ARG002
    ) -> None:
        self.runs[digest] = run

    def close(self, *, closed_on: date) -> None:
        """End the round."""
        self._need_open()
        self._closed(closed_on=closed_on)

    @event(MatchRoundClosed)
    def _closed(self, closed_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.closed = True

    def _need_open(self) -> None:
        if self.closed:
            raise MatchRoundClosed


def _need_two_persons(mentee: str, mentor: str) -> None:
    """Refuse a pair of one: the entries of one person share the random part of the person's id."""
    if mentee.rsplit("/", 1)[-1] == mentor.rsplit("/", 1)[-1]:
        raise InterestInOneself
