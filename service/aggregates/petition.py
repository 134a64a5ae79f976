"""A petition about the mentor of a pair: his own to be relieved, or a mentee's to have him replaced."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii, Source

Outcome = Literal["replacement", "termination"]
"""What the head makes of a granted petition: the programme waits for another mentor, or it ends (A-25)."""

Reviewer = Literal["curator", "association"]
"""Who sees a petition about a pair of the head before the head does (A-20)."""

OPEN_REASON: Final = "other"
"""The open-ended reason of the list: it needs words (002 §3.8[5])."""

NOT_REFUSABLE: Final = frozenset({"contract_ended"})
"""Reasons that leave nothing to decide: the mentor's employment contract has ended (002 §3.8[1])."""


class ReplacementReasonUnlisted(Refused):
    """The regulation does not know this reason for a replacement (A-28)."""

    requirement = "R-121"


class ReplacementReasonNeedsText(Refused):
    """«Other circumstances» have to be told in words."""

    requirement = "R-121"


class PetitionInFuture(Refused):
    """The petition is dated later than the day of the act; facts: ``requested_on``, ``on``."""

    requirement = "R-100"


class PetitionDecided(Refused):
    """The petition was granted, refused or withdrawn before."""

    requirement = "R-112"


class PartyNotOfPair(Refused):
    """Only the mentor and the mentees of the pair or group are heard."""

    requirement = "R-112"


class PetitionerNotHeard(Refused):
    """Nobody decides about a petition before hearing who made it (lifecycle 5.6)."""

    requirement = "R-112"


class PetitionNotReferred(Refused):
    """A petition about a pair of the head goes to the curator or the association first (A-20)."""

    requirement = "R-112"


class EndingReasonMissing(Refused):
    """Mentoring ends early for a valid reason, and the petition tells none in words (A-25, A-26)."""

    requirement = "R-126"


class PetitionWithTheHead(Refused):
    """The petition is with the head already: it waits for no opinion."""

    requirement = "R-112"


class PetitionNotRefusable(Refused):
    """The contract has ended or a consent was withdrawn: there is nothing to refuse."""

    requirement = "R-121"


class SupportedPetitionNotRefusable(Refused):
    """The head does not refuse a petition about himself that curator or association support (A-20)."""

    requirement = "R-112"


class Petition(Aggregate):
    """One petition about one pair or group; id ``{institution}/petition/{32 hex}``."""

    TOPIC = "petition"

    class PetitionRegistered(Created):
        """A petition came in.

        ``addressed_to`` are the offices that the regulation names; ``about_head``: the head himself is the
        mentor, so that the curator or the association looks at it first.
        """

        TOPIC = "petition.PetitionRegistered"
        REQUIREMENTS = ("R-100", "R-112")
        assignment: str
        mentor: str
        addressed_to: tuple[str, ...]
        about_head: bool

    class MentorReliefRequested(Event):
        """The mentor asks to be relieved; ``reason`` is a code of the regulation's list."""

        TOPIC = "petition.MentorReliefRequested"
        REQUIREMENTS = ("R-100", "R-121")
        mentor: str
        reason: str
        text: Pii | None
        requested_on: date
        source: Source

    class MentorReplacementRequested(Event):
        """A mentee asks for another mentor; the mentor does not learn of it before the decision."""

        TOPIC = "petition.MentorReplacementRequested"
        REQUIREMENTS = ("R-112", "R-121")
        mentee: str
        reason: str
        text: Pii | None
        requested_on: date
        source: Source

    class PartyHeard(Event):
        """A party of the pair was heard about the petition."""

        TOPIC = "petition.PartyHeard"
        REQUIREMENTS = ("R-100", "R-112")
        party: str
        statement: Pii | None

    class PetitionReferredToHead(Event):
        """The curator or the association looked at a petition about a pair of the head and passed it on."""

        TOPIC = "petition.PetitionReferredToHead"
        REQUIREMENTS = ("R-100", "R-112")
        reviewer: Reviewer
        supported: bool
        opinion: Pii | None

    class MentorReliefGranted(Event):
        """The head agreed to relieve the mentor."""

        TOPIC = "petition.MentorReliefGranted"
        REQUIREMENTS = ("R-100", "R-126")
        outcome: Outcome

    class MentorReliefRefused(Event):
        """The head did not agree to relieve the mentor."""

        TOPIC = "petition.MentorReliefRefused"
        REQUIREMENTS = ("R-100",)
        reason: Pii

    class MentorReplacementGranted(Event):
        """The head agreed with the mentee."""

        TOPIC = "petition.MentorReplacementGranted"
        REQUIREMENTS = ("R-112", "R-126")
        outcome: Outcome

    class MentorReplacementRefused(Event):
        """The head did not agree with the mentee."""

        TOPIC = "petition.MentorReplacementRefused"
        REQUIREMENTS = ("R-112",)
        reason: Pii

    class PetitionWithdrawn(Event):
        """Whoever made the petition took it back."""

        TOPIC = "petition.PetitionWithdrawn"
        REQUIREMENTS = ("R-100", "R-112")
        source: Source

    @event(PetitionRegistered)
    def __init__(self, *, assignment: str, mentor: str, about_head: bool) -> None:
        self.assignment = assignment
        self.mentor = mentor
        self.about_head = about_head
        self.petitioner = ""
        self.for_relief = False
        self.reason = ""
        self.has_text = False
        self.heard: dict[str, Pii | None] = {}
        self.referred = False
        self.supported = False
        self.decided = False
        self.outcome: Outcome | None = None

    def request_relief(
        self,
        *,
        mentor: str,
        reason: str,
        reasons: tuple[str, ...],
        text: Pii | None,
        requested_on: date,
        on: date,
        source: Source,
    ) -> None:
        """Record what the mentor asks for; ``reasons`` are the regulation's.

        Raises:
            ReplacementReasonUnlisted, ReplacementReasonNeedsText, PetitionInFuture.

        """
        check_reason(reason, reasons=reasons, has_text=text is not None)
        _need_past(requested_on, on)
        self._relief_requested(
            mentor=mentor, reason=reason, text=text, requested_on=requested_on, source=source
        )

    @event(MentorReliefRequested)
    def _relief_requested(
        self,
        mentor: str,
        reason: str,
        text: Pii | None,
        requested_on: date,  # noqa: ARG002 - kept in the event
        source: Source,  # noqa: ARG002
    ) -> None:
        self.petitioner = mentor
        self.for_relief = True
        self.reason = reason
        self.has_text = text is not None

    def request_replacement(
        self,
        *,
        mentee: str,
        reason: str,
        reasons: tuple[str, ...],
        text: Pii | None,
        requested_on: date,
        on: date,
        source: Source,
    ) -> None:
        """Record what a mentee asks for; ``reasons`` are the regulation's.

        Raises:
            ReplacementReasonUnlisted, ReplacementReasonNeedsText, PetitionInFuture.

        """
        check_reason(reason, reasons=reasons, has_text=text is not None)
        _need_past(requested_on, on)
        self._replacement_requested(
            mentee=mentee, reason=reason, text=text, requested_on=requested_on, source=source
        )

    @event(MentorReplacementRequested)
    def _replacement_requested(
        self,
        mentee: str,
        reason: str,
        text: Pii | None,
        requested_on: date,  # noqa: ARG002 - kept in the event
        source: Source,  # noqa: ARG002
    ) -> None:
        self.petitioner = mentee
        self.for_relief = False
        self.reason = reason
        self.has_text = text is not None

    def hear(self, *, party: str, parties: Iterable[str], statement: Pii | None) -> None:
        """Record that a party was heard; the same words of the same party change nothing.

        Raises:
            PetitionDecided: there is nothing left to hear anybody about.
            PartyNotOfPair: ``party`` is none of ``parties``, the entries of the pair.

        """
        self._need_open()
        if party not in parties:
            raise PartyNotOfPair
        if party not in self.heard or self.heard[party] != statement:
            self._party_heard(party=party, statement=statement)

    @event(PartyHeard)
    def _party_heard(self, party: str, statement: Pii | None) -> None:
        self.heard[party] = statement

    def refer_to_head(self, *, reviewer: Reviewer, supported: bool, opinion: Pii | None) -> None:
        """Pass a petition about a pair of the head on to him, with an opinion (A-20).

        Raises:
            PetitionDecided: it was decided or withdrawn.
            PetitionWithTheHead: it is none about a pair of the head, or was passed on before.

        """
        self._need_open()
        if not self.about_head or self.referred:
            raise PetitionWithTheHead
        self._referred(reviewer=reviewer, supported=supported, opinion=opinion)

    @event(PetitionReferredToHead)
    def _referred(
        self,
        reviewer: Reviewer,  # noqa: ARG002 - kept in the event
        supported: bool,  # noqa: FBT001 - a field of the event
        opinion: Pii | None,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.referred = True
        self.supported = supported

    def grant(self, *, outcome: Outcome, consent_withdrawn: bool) -> None:
        """Let the head agree: the pair gets another mentor, or its programme ends (A-25).

        ``consent_withdrawn``: who made the petition withdrew a consent that mentoring rests on.

        Raises:
            PetitionDecided, PetitionNotReferred.
            PetitionerNotHeard, EndingReasonMissing: unless the petition cannot be refused anyway.

        """
        refusable = self._is_refusable(consent_withdrawn)
        self._need_ready(refusable=refusable)
        if outcome == "termination" and refusable and not self.has_text:
            raise EndingReasonMissing
        if self.for_relief:
            self._relief_granted(outcome=outcome)
        else:
            self._replacement_granted(outcome=outcome)

    @event(MentorReliefGranted)
    def _relief_granted(self, outcome: Outcome) -> None:
        self.decided = True
        self.outcome = outcome

    @event(MentorReplacementGranted)
    def _replacement_granted(self, outcome: Outcome) -> None:
        self.decided = True
        self.outcome = outcome

    def refuse(self, *, reason: Pii, consent_withdrawn: bool) -> None:
        """Let the head refuse, with a reason.

        Raises:
            PetitionDecided, PetitionNotReferred, PetitionerNotHeard.
            PetitionNotRefusable: the contract has ended, or a consent was withdrawn.
            SupportedPetitionNotRefusable: it is about the head, and curator or association support it.

        """
        self._need_open()
        if not self._is_refusable(consent_withdrawn):
            raise PetitionNotRefusable
        self._need_ready(refusable=True)
        if self.supported:
            raise SupportedPetitionNotRefusable
        if self.for_relief:
            self._relief_refused(reason=reason)
        else:
            self._replacement_refused(reason=reason)

    @event(MentorReliefRefused)
    def _relief_refused(self, reason: Pii) -> None:  # noqa: ARG002 - kept in the event
        self.decided = True

    @event(MentorReplacementRefused)
    def _replacement_refused(self, reason: Pii) -> None:  # noqa: ARG002 - kept in the event
        self.decided = True

    def withdraw(self, *, source: Source) -> None:
        """Take the petition back.

        Raises:
            PetitionDecided: it was decided or withdrawn before.

        """
        self._need_open()
        self._withdrawn(source=source)

    @event(PetitionWithdrawn)
    def _withdrawn(self, source: Source) -> None:  # noqa: ARG002 - kept in the event
        self.decided = True

    def _need_open(self) -> None:
        if self.decided:
            raise PetitionDecided

    def _need_ready(self, *, refusable: bool) -> None:
        self._need_open()
        if self.about_head and not self.referred:
            raise PetitionNotReferred
        if refusable and self.petitioner not in self.heard:
            raise PetitionerNotHeard

    def _is_refusable(self, consent_withdrawn: bool) -> bool:  # noqa: FBT001 - the one thing it depends on
        return not consent_withdrawn and self.reason not in NOT_REFUSABLE


def check_reason(reason: str, *, reasons: tuple[str, ...], has_text: bool) -> None:
    """Check a reason for a replacement against the regulation's list (002 §3.8; elsewhere the default, A-28).

    Raises:
        ReplacementReasonUnlisted: it is not in the list.
        ReplacementReasonNeedsText: it is the open-ended one and has no words.

    """
    if reason not in reasons:
        raise ReplacementReasonUnlisted
    if reason == OPEN_REASON and not has_text:
        raise ReplacementReasonNeedsText


def _need_past(requested_on: date, on: date) -> None:
    if requested_on > on:
        raise PetitionInFuture(requested_on=requested_on, on=on)
