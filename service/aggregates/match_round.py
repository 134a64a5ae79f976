"""A round of forming pairs: proposals, interest, declines and the runs of the matcher (R-056 … R-064)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.ids import same_person
from service.values import OrderReference, Pii, Rating, Source

Proposer = Literal["curator", "association", "mentor", "mentee"]
"""Who proposed a pair by hand."""

Combination = tuple[str, tuple[str, ...]]
"""A mentor with the mentees of a proposed pair or group, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Decline:
    """A combination that one side declined; it holds until this side lifts it."""

    mentee: str
    mentor: str
    by: Literal["mentee", "mentor"]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A mentor near to a mentee, with the points 0..1000 of the pair."""

    mentor: str
    points: int


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The mentors from whom a mentee may choose, the nearest first."""

    mentee: str
    nearest: tuple[Nearest, ...]


class MatchRoundClosed(Refused):
    """The round is over; open another."""

    requirement = "R-056"


class InterestInOneself(Refused):
    """Nobody is his own mentor."""

    requirement = "R-069"


class ProposalWithoutMentees(Refused):
    """A proposal names a mentee, a group several different ones."""

    requirement = "R-063"


class CombinationDeclined(Refused):
    """Somebody declined this combination and has not lifted it (M-7)."""

    requirement = "R-061"


class MutualInterestMissing(Refused):
    """Not every party of this combination has said yes."""

    requirement = "R-061"


class EndorsementMissing(Refused):
    """The association of mentors has not endorsed the pair (001, 002 where there is one; A-05)."""

    requirement = "R-028"


class PairAlreadyAgreed(Refused):
    """This combination is agreed already."""

    requirement = "R-062"


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
        REQUIREMENTS = ("R-056", "R-060", "R-063", "R-064", "R-066", "R-067")
        FULFILS = (
            "AlternativesOffered",
            "MatchProposed",
            "MatchRunStarted",
            "MenteeLeftUnmatched",
        )
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

    class ShortlistPrepared(Event):
        """The nearest mentors of every mentee were put together, for both sides to say whom they want.

        ``size`` is the most mentors for one mentee; ``bank_position`` and ``digest`` tell the question, as in
        a run.
        """

        TOPIC = "match_round.ShortlistPrepared"
        REQUIREMENTS = ("R-056", "R-063")
        on: date
        bank_position: int
        digest: str
        size: int
        lists: tuple[Shortlist, ...]

    class DeclinesCarriedOver(Event):
        """The declines of the round before hold in this one too."""

        TOPIC = "match_round.DeclinesCarriedOver"
        REQUIREMENTS = ("R-061",)
        declines: tuple[Decline, ...]

    class MatchProposedManually(Event):
        """Somebody proposed a pair or group by hand."""

        TOPIC = "match_round.MatchProposedManually"
        REQUIREMENTS = ("R-063",)
        mentor: str
        mentees: tuple[str, ...]
        by: Proposer
        proposed_on: date

    class MutualInterestEstablished(Event):
        """Every party of a proposal has said yes by an act of his own."""

        TOPIC = "match_round.MutualInterestEstablished"
        REQUIREMENTS = ("R-061",)
        mentor: str
        mentees: tuple[str, ...]

    class MatchDeclined(Event):
        """A party declined a proposal; no reason is asked for and none is kept."""

        TOPIC = "match_round.MatchDeclined"
        REQUIREMENTS = ("R-061",)
        mentor: str
        mentees: tuple[str, ...]

    class MatchProposalExpired(Event):
        """Nobody established interest in a proposal in time; it may be proposed anew."""

        TOPIC = "match_round.MatchProposalExpired"
        REQUIREMENTS = ("R-061",)
        mentor: str
        mentees: tuple[str, ...]

    class PairEndorsedByAssociation(Event):
        """The association of mentors endorsed a pair or group; ``protocol`` is that of its meeting."""

        TOPIC = "match_round.PairEndorsedByAssociation"
        REQUIREMENTS = ("R-028",)
        mentor: str
        mentees: tuple[str, ...]
        protocol: OrderReference | None
        endorsed_on: date

    class PairReturnedByAssociation(Event):
        """The association of mentors gave a pair or group back; it has to be proposed anew."""

        TOPIC = "match_round.PairReturnedByAssociation"
        REQUIREMENTS = ("R-028",)
        mentor: str
        mentees: tuple[str, ...]
        reason: Pii
        returned_on: date

    class CuratorParticipationRecorded(Event):
        """The curator took part in forming this pair or group; ``assignment`` is what was agreed on."""

        TOPIC = "match_round.CuratorParticipationRecorded"
        REQUIREMENTS = ("R-062",)
        mentor: str
        mentees: tuple[str, ...]
        assignment: str
        curator: str

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
        self.shortlist: tuple[Shortlist, ...] | None = None
        self.proposed: dict[Combination, date] = {}
        self.groups: set[Combination] = set()
        self.mutual: set[Combination] = set()
        self.endorsed: set[Combination] = set()
        self.agreed: dict[Combination, str] = {}

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
            self._answer(mentee, mentor)

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
            self._answer(mentee, mentor)

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
        for proposed in _combinations(proposal):
            self._establish(proposed)

    @event(MatchRunCompleted)
    def _run_completed(
        self,
        *,
        run: str,
        on: date,
        bank_position: int,  # noqa: ARG002 - kept in the event, as all below
        digest: str,
        status: str,  # noqa: ARG002
        seed: int,  # noqa: ARG002
        solver: str,  # noqa: ARG002
        solver_version: str,  # noqa: ARG002
        regulation_version: int,  # noqa: ARG002
        problem: dict[str, Any],  # noqa: ARG002
        proposal: dict[str, Any],
    ) -> None:
        self.runs[digest] = run
        for combination in _combinations(proposal):
            declined = self.is_declined(mentor=combination[0], mentees=combination[1])
            if combination not in self.mutual and not declined:
                self._wait(combination, on)

    def prepare_shortlist(
        self, *, on: date, bank_position: int, digest: str, size: int, lists: tuple[Shortlist, ...]
    ) -> None:
        """Record the nearest mentors of every mentee; a new list replaces the last, the same is no news.

        Raises:
            MatchRoundClosed: the round is over.

        """
        self._need_open()
        if lists != self.shortlist:
            self._shortlist_prepared(
                on=on, bank_position=bank_position, digest=digest, size=size, lists=lists
            )

    @event(ShortlistPrepared)
    def _shortlist_prepared(
        self,
        on: date,  # noqa: ARG002 - kept in the event, as the next three
        bank_position: int,  # noqa: ARG002
        digest: str,  # noqa: ARG002
        size: int,  # noqa: ARG002
        lists: tuple[Shortlist, ...],
    ) -> None:
        self.shortlist = lists

    def carry_over(self, *, declines: tuple[Decline, ...]) -> None:
        """Take over the declines of an earlier round; none of them changes nothing.

        Raises:
            MatchRoundClosed: the round is over.

        """
        self._need_open()
        known = frozenset(self.declines)
        news = tuple(each for each in declines if each not in known)
        if news:
            self._carried_over(declines=news)

    @event(DeclinesCarriedOver)
    def _carried_over(self, declines: tuple[Decline, ...]) -> None:
        for each in declines:
            side = self.by_mentee if each.by == "mentee" else self.by_mentor
            side[each.mentee, each.mentor] = 0

    @property
    def declines(self) -> tuple[Decline, ...]:
        """Everything that was declined and not lifted."""
        by_mentee = (Decline(*pair, "mentee") for pair, rating in self.by_mentee.items() if not rating)
        by_mentor = (Decline(*pair, "mentor") for pair, rating in self.by_mentor.items() if not rating)
        return (*by_mentee, *by_mentor)

    def is_declined(self, *, mentor: str, mentees: tuple[str, ...]) -> bool:
        """Tell whether one of the parties declined this combination."""
        return any(
            side.get((mentee, mentor)) == 0 for side in (self.by_mentee, self.by_mentor) for mentee in mentees
        )

    def propose(self, *, mentor: str, mentees: tuple[str, ...], by: Proposer, proposed_on: date) -> None:
        """Propose a pair or group by hand; one that waits or is wanted by all stays as it is.

        Raises:
            MatchRoundClosed, ProposalWithoutMentees, InterestInOneself.
            CombinationDeclined: a party declined it and has not lifted it.

        """
        self._need_open()
        wanted = _combination(mentor, mentees)
        if not mentees or len(set(mentees)) < len(mentees):
            raise ProposalWithoutMentees
        for mentee in mentees:
            _need_two_persons(mentee, mentor)
        if self.is_declined(mentor=mentor, mentees=mentees):
            raise CombinationDeclined
        if self._is_open(wanted):
            return
        self._proposed(mentor=mentor, mentees=wanted[1], by=by, proposed_on=proposed_on)
        self._establish(wanted)

    @event(MatchProposedManually)
    def _proposed(self, mentor: str, mentees: tuple[str, ...], by: Proposer, proposed_on: date) -> None:  # noqa: ARG002
        self._wait((mentor, mentees), proposed_on)

    def _answer(self, mentee: str, mentor: str) -> None:
        """Draw from an act of one side what it means for the proposals with both in them."""
        groups = (each for each in sorted(self.groups) if each[0] == mentor and mentee in each[1])
        touched = [each for each in ((mentor, (mentee,)), *groups) if self._is_open(each)]
        for combination in touched:
            if self.is_declined(mentor=mentor, mentees=combination[1]):
                self._match_declined(mentor=mentor, mentees=combination[1])
            else:
                self._establish(combination)

    @event(MatchDeclined)
    def _match_declined(self, mentor: str, mentees: tuple[str, ...]) -> None:
        self._forget((mentor, mentees))

    def _establish(self, combination: Combination) -> None:
        """Record mutual interest in a waiting proposal as soon as every party has said yes (M-15)."""
        mentor, mentees = combination
        said = [
            side.get((mentee, mentor), 0) for side in (self.by_mentee, self.by_mentor) for mentee in mentees
        ]
        if combination in self.proposed and all(said):
            self._mutual_interest(mentor=mentor, mentees=mentees)

    @event(MutualInterestEstablished)
    def _mutual_interest(self, mentor: str, mentees: tuple[str, ...]) -> None:
        del self.proposed[mentor, mentees]
        self.mutual.add((mentor, mentees))

    def expire(self, *, on: date, days: int) -> None:
        """Let proposals expire that waited longer than ``days`` for interest; in a closed round nothing."""
        if self.closed:
            return
        for (mentor, mentees), since in tuple(self.proposed.items()):
            if (on - since).days > days:
                self._expired(mentor=mentor, mentees=mentees)

    @event(MatchProposalExpired)
    def _expired(self, mentor: str, mentees: tuple[str, ...]) -> None:
        self._forget((mentor, mentees))

    def endorse(
        self, *, mentor: str, mentees: tuple[str, ...], protocol: OrderReference | None, endorsed_on: date
    ) -> None:
        """Record that the association endorses a pair that all want; once is enough.

        Raises:
            MatchRoundClosed, MutualInterestMissing.

        """
        wanted = self._need_mutual(mentor, mentees)
        if wanted not in self.endorsed:
            self._endorsed(mentor=mentor, mentees=wanted[1], protocol=protocol, endorsed_on=endorsed_on)

    @event(PairEndorsedByAssociation)
    def _endorsed(
        self,
        mentor: str,
        mentees: tuple[str, ...],
        protocol: OrderReference | None,  # noqa: ARG002 - kept in the event
        endorsed_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.endorsed.add((mentor, mentees))

    def give_back(self, *, mentor: str, mentees: tuple[str, ...], reason: Pii, returned_on: date) -> None:
        """Record that the association returns a pair that all want.

        Raises:
            MatchRoundClosed, MutualInterestMissing.

        """
        wanted = self._need_mutual(mentor, mentees)
        self._returned(mentor=mentor, mentees=wanted[1], reason=reason, returned_on=returned_on)

    @event(PairReturnedByAssociation)
    def _returned(self, mentor: str, mentees: tuple[str, ...], reason: Pii, returned_on: date) -> None:  # noqa: ARG002
        self._forget((mentor, mentees))

    def agreement(self, *, mentor: str, mentees: tuple[str, ...]) -> str | None:
        """The assignment that was agreed on for a combination, if there is one."""
        return self.agreed.get(_combination(mentor, mentees))

    def record_participation(
        self,
        *,
        mentor: str,
        mentees: tuple[str, ...],
        assignment: str,
        curator: str,
        needs_endorsement: bool,
        earlier_over: bool,
    ) -> None:
        """Record the curator's part in an agreement; ``earlier_over``: what was agreed before is no more.

        Raises:
            MatchRoundClosed, MutualInterestMissing, EndorsementMissing, PairAlreadyAgreed.

        """
        wanted = self._need_mutual(mentor, mentees)
        if needs_endorsement and wanted not in self.endorsed:
            raise EndorsementMissing
        if wanted in self.agreed and not earlier_over:
            raise PairAlreadyAgreed
        self._participation_recorded(mentor=mentor, mentees=wanted[1], assignment=assignment, curator=curator)

    @event(CuratorParticipationRecorded)
    def _participation_recorded(
        self,
        mentor: str,
        mentees: tuple[str, ...],
        assignment: str,
        curator: str,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.agreed[mentor, mentees] = assignment

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

    def _need_mutual(self, mentor: str, mentees: tuple[str, ...]) -> Combination:
        self._need_open()
        wanted = _combination(mentor, mentees)
        if wanted not in self.mutual:
            raise MutualInterestMissing
        return wanted

    def _is_open(self, combination: Combination) -> bool:
        return combination in self.proposed or combination in self.mutual

    def _wait(self, combination: Combination, since: date) -> None:
        self.proposed[combination] = since
        if len(combination[1]) > 1:
            self.groups.add(combination)

    def _forget(self, combination: Combination) -> None:
        self.proposed.pop(combination, None)
        self.mutual.discard(combination)
        self.endorsed.discard(combination)


def _combination(mentor: str, mentees: tuple[str, ...]) -> Combination:
    return mentor, tuple(sorted(mentees))


def _combinations(proposal: Mapping[str, Any]) -> Iterator[Combination]:
    """The pairs and groups of a run's result; pairs of a group stand in the list of pairs too."""
    for pair in proposal.get("pairs", ()):
        if "mentor" in pair and pair.get("group") is None:
            yield _combination(pair["mentor"], (pair["mentee"],))
    for group in proposal.get("groups", ()):
        yield _combination(group["mentor"], tuple(group["mentees"]))


def _need_two_persons(mentee: str, mentor: str) -> None:
    """Refuse a pair of one: the entries of one person share the random part of the person's id."""
    if same_person(mentee, mentor):
        raise InterestInOneself
