"""A mentoring pair or group: agreed, approved by the head's order, led, ended (R-062 … R-087)."""

from datetime import date
from typing import Literal, Self

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.ids import same_person
from service.values import OrderReference, Period, Pii, Source

Direction = Literal["technology", "methodology"]
"""What a reverse pair is about: new technologies (the mentor is the younger one) or methods of teaching."""

LevelReason = Literal["sufficient_training", "returning", "narrow_task"]
"""Why the mentee's level of training allows a period shorter than a programme (002 §3.7 ¶2, A-01)."""

ReplacementReason = Literal["contract_ended", "transfer", "request", "non_performance", "other"]
"""The five reasons for which a mentor is replaced (002 §3.8)."""

EndGround = Literal["full", "party_or_mutual", "curator", "no_replacement", "left", "before_order"]
"""Why mentoring ended; ``before_order``: the parties changed their mind before the order."""

GROUP, TRADITIONAL = "group", "traditional"


class PairWithOneself(Refused):
    """Nobody is his own mentor."""

    requirement = "R-069"


class MenteesMissing(Refused):
    """A pair has a mentee and a group has two or more different ones."""

    requirement = "R-068"


class GroupTypeMismatch(Refused):
    """Several mentees are a group and a group has several mentees; facts: ``count``."""

    requirement = "R-082"


class TraditionalNeedsOneMentee(Refused):
    """The traditional type is one to one; facts: ``count``."""

    requirement = "R-087"


class NotOfThisPair(Refused):
    """The person is neither the mentor nor a mentee of this pair or group."""

    requirement = "R-068"


class PairNotAwaitingOrder(Refused):
    """The pair or group is approved, rejected or ended: there is nothing to decide."""

    requirement = "R-070"


class MentoringNotActive(Refused):
    """The pair or group is not approved, or its mentoring is over."""

    requirement = "R-070"


class ConsentSignedInFuture(Refused):
    """The consent is dated later than the day of the act; facts: ``signed_on``, ``on``."""

    requirement = "R-071"


class ConsentSignedBeforeWithdrawal(Refused):
    """A withdrawn consent does not revive; facts: ``signed_on``, ``withdrawn_on``."""

    requirement = "R-071"


class DutiesConsentNotGiven(Refused):
    """There is no consent to additional duties to withdraw."""

    requirement = "R-071"


class ConsentsMissing(Refused):
    """Written consents are missing; facts: ``count`` of them (A-09, A-10)."""

    requirement = "R-071"


class ConsentAfterOrder(Refused):
    """A consent is younger than the order that rests on it; facts: ``signed_on``, ``order_on``."""

    requirement = "R-071"


class PairPeriodOver(Refused):
    """The agreed period is over before the order takes effect; facts: ``until``, ``appointed_on``."""

    requirement = "R-076"


class ProgrammeOutlivesPeriod(Refused):
    """The programme would end after the agreed period; facts: ``ends_on``, ``until``, its last day (A-65)."""

    requirement = "R-076"


class OtherActNotProvided(Refused):
    """The regulation knows no other act of appointment than the head's order (A-39)."""

    requirement = "R-075"


class MenteeAlreadyThere(Refused):
    """The mentee belongs to this group."""

    requirement = "R-082"


class MenteeJoinNotAgreed(Refused):
    """Nobody agreed that this mentee joins the group."""

    requirement = "R-082"


class LastMenteeStays(Refused):
    """Without its last mentee there is no pair: the mentoring ends instead."""

    requirement = "R-082"


class LeftBeforeAppointment(Refused):
    """The day lies before the appointment; facts: ``on``, ``appointed_on``."""

    requirement = "R-070"


class ReplacementAlreadyInitiated(Refused):
    """The mentor of this pair or group is being replaced."""

    requirement = "R-121"


class ReplacementNotInitiated(Refused):
    """The mentor of this pair or group is not being replaced."""

    requirement = "R-121"


class ReplacementBySame(Refused):
    """The new mentor is the old one or one of the mentees."""

    requirement = "R-121"


class ReplacementNotAgreed(Refused):
    """No new mentor is agreed on."""

    requirement = "R-122"


class Assignment(Aggregate):
    """One pair or group; id ``{institution}/assignment/{32 hex}``.

    A group that falls to one mentee goes on as a pair, a pair that a second mentee joins as a group.
    """

    TOPIC = "assignment"

    class PairAgreed(Created):
        """Mentor, mentees and curator agreed on a pair or group; it waits for consents and the order.

        ``topics`` are codes, ``topic_words`` what ``other`` means; ``period`` is half-open; ``level_reason``
        why it is shorter than a programme; ``grounds`` are the four grounds of the form in the order of the
        regulation: goal, difficulties, request, staff. ``reverse_of`` is the pair of the other direction,
        ``countersigned_by`` the curator beside a head who is mentor (A-20), ``agreement`` the cooperation
        agreement behind an outside mentor or a student (A-21, A-49).
        """

        TOPIC = "assignment.PairAgreed"
        REQUIREMENTS = (
            "R-062",
            "R-065",
            "R-068",
            "R-069",
            "R-076",
            "R-078",
            "R-079",
            "R-080",
            "R-081",
            "R-082",
            "R-084",
            "R-087",
        )
        FULFILS = (
            "MentoringFormSelected",
            "MentoringPeriodSet",
            "MentoringTypeSelected",
            "ReverseDirectionOpened",
        )
        mentor: str
        mentees: tuple[str, ...]
        forms: tuple[str, ...]
        types: tuple[str, ...]
        topics: tuple[str, ...]
        topic_words: Pii | None
        period: Period
        level_reason: LevelReason | None
        grounds: Pii
        regulation_version: int
        round: str | None
        reverse_of: str | None
        direction: Direction | None
        countersigned_by: str | None
        agreement: str | None
        group: bool
        agreed_on: date

    class AdditionalDutiesConsentSigned(Event):
        """A party consented in writing to the additional duties of mentoring; ``entry`` is its bank entry."""

        TOPIC = "assignment.AdditionalDutiesConsentSigned"
        REQUIREMENTS = ("R-071",)
        entry: str
        signed_on: date
        source: Source

    class AdditionalDutiesConsentWithdrawn(Event):
        """A party took the consent to additional duties back."""

        TOPIC = "assignment.AdditionalDutiesConsentWithdrawn"
        REQUIREMENTS = ("R-071",)
        entry: str
        withdrawn_on: date

    class MentorAppointmentConsentSigned(Event):
        """The mentor consented in writing to his appointment."""

        TOPIC = "assignment.MentorAppointmentConsentSigned"
        REQUIREMENTS = ("R-072", "R-073")
        mentor: str
        signed_on: date
        source: Source

    class MenteeConsentSigned(Event):
        """A mentee consented in writing to be led by this mentor."""

        TOPIC = "assignment.MenteeConsentSigned"
        REQUIREMENTS = ("R-073",)
        mentee: str
        mentor: str
        signed_on: date
        source: Source

    class PairApproved(Event):
        """The head's order approved the pair or group; its programme keeps this version of the regulation."""

        TOPIC = "assignment.PairApproved"
        REQUIREMENTS = ("R-068", "R-070")
        FULFILS = ("PairFormed",)
        order: OrderReference
        order_id: str
        mentor: str
        mentees: tuple[str, ...]
        appointed_on: date
        regulation_version: int

    class PairRejected(Event):
        """The head did not approve the pair or group, for this reason."""

        TOPIC = "assignment.PairRejected"
        REQUIREMENTS = ("R-070",)
        reason: Pii
        rejected_on: date

    class AppointmentActIssued(Event):
        """Another act than an order, provided for by a local act, appointed the mentor (002 §3.7[3])."""

        TOPIC = "assignment.AppointmentActIssued"
        REQUIREMENTS = ("R-075",)
        mentor: str
        act: OrderReference
        local_act: str | None

    class GroupMemberAgreed(Event):
        """It was agreed that one more mentee joins; consents and the order are due."""

        TOPIC = "assignment.GroupMemberAgreed"
        REQUIREMENTS = ("R-062", "R-082")
        mentee: str
        round: str | None
        agreed_on: date

    class MenteeJoinedGroup(Event):
        """The head's order let a mentee join; ``types`` hold from now on."""

        TOPIC = "assignment.MenteeJoinedGroup"
        REQUIREMENTS = ("R-070", "R-082")
        mentee: str
        types: tuple[str, ...]
        order: OrderReference
        order_id: str
        joined_on: date

    class GroupMemberGivenUp(Event):
        """The mentee who was to join will not."""

        TOPIC = "assignment.GroupMemberGivenUp"
        REQUIREMENTS = ("R-062", "R-082")
        mentee: str

    class MenteeLeftGroup(Event):
        """A mentee left the group; ``types`` hold from now on."""

        TOPIC = "assignment.MenteeLeftGroup"
        REQUIREMENTS = ("R-082",)
        mentee: str
        types: tuple[str, ...]
        left_on: date

    class MentorReplacementInitiated(Event):
        """The search for another mentor began."""

        TOPIC = "assignment.MentorReplacementInitiated"
        REQUIREMENTS = ("R-121",)
        reason: ReplacementReason
        note: Pii | None
        initiated_on: date

    class ReplacementAgreed(Event):
        """The parties and the curator agreed on a new mentor; consents and the order are due."""

        TOPIC = "assignment.ReplacementAgreed"
        REQUIREMENTS = ("R-062", "R-121")
        mentor: str
        round: str | None
        countersigned_by: str | None
        agreement: str | None
        agreed_on: date

    class MentorReplaced(Event):
        """The head's order put another mentor in place of the former one."""

        TOPIC = "assignment.MentorReplaced"
        REQUIREMENTS = ("R-122",)
        former: str
        mentor: str
        order: OrderReference
        order_id: str
        replaced_on: date

    class ReplacementAbandoned(Event):
        """The mentor stays: the search for another one was given up."""

        TOPIC = "assignment.ReplacementAbandoned"
        REQUIREMENTS = ("R-121",)
        abandoned_on: date

    class MentoringEnded(Event):
        """The pair or group is no more; ``ended_on`` is its last day."""

        TOPIC = "assignment.MentoringEnded"
        REQUIREMENTS = ("R-125", "R-126", "R-127")
        ended_on: date
        ground: EndGround

    @classmethod
    def agree(
        cls,
        id: str,  # noqa: A002 - the library's name
        *,
        mentor: str,
        mentees: tuple[str, ...],
        forms: tuple[str, ...],
        types: tuple[str, ...],
        topics: tuple[str, ...],
        topic_words: Pii | None,
        period: Period,
        level_reason: LevelReason | None,
        grounds: Pii,
        regulation_version: int,
        round: str | None,  # noqa: A002 - a field of the event
        reverse_of: str | None,
        direction: Direction | None,
        countersigned_by: str | None,
        agreement: str | None,
        agreed_on: date,
    ) -> Self:
        """Record what mentor, mentees and curator agreed on; nothing has effect before the order.

        Raises:
            MenteesMissing, PairWithOneself, GroupTypeMismatch, TraditionalNeedsOneMentee.

        """
        _check_parties(mentor, mentees, types)
        return cls.start(
            cls.PairAgreed,
            id,
            mentor=mentor,
            mentees=mentees,
            forms=forms,
            types=types,
            topics=topics,
            topic_words=topic_words,
            period=period,
            level_reason=level_reason,
            grounds=grounds,
            regulation_version=regulation_version,
            round=round,
            reverse_of=reverse_of,
            direction=direction,
            countersigned_by=countersigned_by,
            agreement=agreement,
            group=GROUP in types,
            agreed_on=agreed_on,
        )

    @event(PairAgreed)
    def __init__(
        self,
        *,
        mentor: str,
        mentees: tuple[str, ...],
        forms: tuple[str, ...],
        types: tuple[str, ...],
        topics: tuple[str, ...],
        topic_words: Pii | None,  # noqa: ARG002 - kept in the event, as all below
        period: Period,
        level_reason: LevelReason | None,  # noqa: ARG002
        grounds: Pii,  # noqa: ARG002
        regulation_version: int,
        round: str | None,  # noqa: A002
        reverse_of: str | None,
        direction: Direction | None,
        countersigned_by: str | None,
        agreement: str | None,
        group: bool,  # noqa: ARG002 - read off the types
        agreed_on: date,
    ) -> None:
        self.mentor = mentor
        self.mentees = mentees
        self.forms = forms
        self.types = types
        self.topics = topics
        self.period = period
        self.regulation_version = regulation_version
        self.round = round
        self.reverse_of = reverse_of
        self.direction = direction
        self.countersigned_by = countersigned_by
        self.agreement = agreement
        self.agreed_on = agreed_on
        self.approved_on: date | None = None
        self.rejected_on: date | None = None
        self.ended_on: date | None = None
        self.order: OrderReference | None = None
        self.duties: dict[str, date] = {}
        self.withdrawn: dict[str, date] = {}
        self.appointment: dict[str, date] = {}
        self.led_by: dict[tuple[str, str], date] = {}
        self.joining: dict[str, str | None] = {}
        self.replacing = False
        self.candidate: str | None = None
        self.candidate_round: str | None = None
        self.candidate_agreement: str | None = None
        self.candidate_countersigned_by: str | None = None

    @property
    def is_active(self) -> bool:
        """Whether the order approved the pair and its mentoring has not ended."""
        return self.approved_on is not None and self.ended_on is None

    @property
    def awaits_order(self) -> bool:
        """Whether the pair is agreed and neither approved nor rejected nor given up."""
        return self.approved_on is None and self.rejected_on is None and self.ended_on is None

    @property
    def group(self) -> bool:
        """Whether several mentees are led together now."""
        return GROUP in self.types

    @property
    def parties(self) -> tuple[str, ...]:
        """The entries of everybody whose consent may be signed: with those who are to join or to replace."""
        later = () if self.candidate is None else (self.candidate,)
        return (self.mentor, *self.mentees, *self.joining, *later)

    def need_within_period(self, ends_on: date) -> None:
        """Refuse a programme that would begin with a last day after the agreed period (A-65).

        By mutual consent a running programme may be extended beyond it (R-124).

        Raises:
            ProgrammeOutlivesPeriod.

        """
        if self.period.to is not None and ends_on >= self.period.to:
            raise ProgrammeOutlivesPeriod(ends_on=ends_on, until=self.period.last)

    def sign_duties_consent(self, *, entry: str, signed_on: date, on: date, source: Source) -> None:
        """Record a party's consent to additional duties; the same date again changes nothing.

        Raises:
            NotOfThisPair, MentoringNotActive, ConsentSignedInFuture, ConsentSignedBeforeWithdrawal.

        """
        self._need_signer(entry in self.parties, signed_on, on)
        withdrawn_on = self.withdrawn.get(entry)
        if withdrawn_on is not None and signed_on < withdrawn_on:
            raise ConsentSignedBeforeWithdrawal(signed_on=signed_on, withdrawn_on=withdrawn_on)
        if self.duties.get(entry) != signed_on:
            self._duties_signed(entry=entry, signed_on=signed_on, source=source)

    @event(AdditionalDutiesConsentSigned)
    def _duties_signed(self, entry: str, signed_on: date, source: Source) -> None:  # noqa: ARG002
        self.duties[entry] = signed_on

    def withdraw_duties_consent(self, *, entry: str, withdrawn_on: date) -> None:
        """Take a consent back: before the order the pair waits again, after it the mentoring is to change.

        Raises:
            DutiesConsentNotGiven, MentoringNotActive.

        """
        self._need_going_on()
        if entry not in self.duties:
            raise DutiesConsentNotGiven
        self._duties_withdrawn(entry=entry, withdrawn_on=withdrawn_on)

    @event(AdditionalDutiesConsentWithdrawn)
    def _duties_withdrawn(self, entry: str, withdrawn_on: date) -> None:
        del self.duties[entry]
        self.withdrawn[entry] = withdrawn_on

    def sign_appointment_consent(self, *, mentor: str, signed_on: date, on: date, source: Source) -> None:
        """Record the mentor's consent to his appointment; the same date again changes nothing.

        Raises:
            NotOfThisPair, MentoringNotActive, ConsentSignedInFuture.

        """
        self._need_signer(mentor in (self.mentor, self.candidate), signed_on, on)
        if self.appointment.get(mentor) != signed_on:
            self._appointment_signed(mentor=mentor, signed_on=signed_on, source=source)

    @event(MentorAppointmentConsentSigned)
    def _appointment_signed(self, mentor: str, signed_on: date, source: Source) -> None:  # noqa: ARG002
        self.appointment[mentor] = signed_on

    def sign_mentee_consent(self, *, mentee: str, signed_on: date, on: date, source: Source) -> None:
        """Record a mentee's consent to the mentor, or to the one agreed as his successor.

        The same date again changes nothing.

        Raises:
            NotOfThisPair, MentoringNotActive, ConsentSignedInFuture.

        """
        self._need_signer(mentee in (*self.mentees, *self.joining), signed_on, on)
        mentor = self.candidate or self.mentor
        if self.led_by.get((mentee, mentor)) != signed_on:
            self._mentee_signed(mentee=mentee, mentor=mentor, signed_on=signed_on, source=source)

    @event(MenteeConsentSigned)
    def _mentee_signed(self, mentee: str, mentor: str, signed_on: date, source: Source) -> None:  # noqa: ARG002
        self.led_by[mentee, mentor] = signed_on

    def approve(
        self, *, order: OrderReference, order_id: str, appointed_on: date, regulation_version: int
    ) -> None:
        """Approve the pair or group by the head's order.

        Raises:
            PairNotAwaitingOrder, ConsentsMissing, ConsentAfterOrder, PairPeriodOver.

        """
        if not self.awaits_order:
            raise PairNotAwaitingOrder
        self._need_consents(self.mentor, self.mentees, order.signed_on)
        if self.period.to is not None and self.period.to <= appointed_on:
            raise PairPeriodOver(until=self.period.last, appointed_on=appointed_on)
        self._approved(
            order=order,
            order_id=order_id,
            mentor=self.mentor,
            mentees=self.mentees,
            appointed_on=appointed_on,
            regulation_version=regulation_version,
        )

    @event(PairApproved)
    def _approved(
        self,
        *,
        order: OrderReference,
        order_id: str,  # noqa: ARG002 - kept in the event
        mentor: str,  # noqa: ARG002
        mentees: tuple[str, ...],  # noqa: ARG002
        appointed_on: date,
        regulation_version: int,
    ) -> None:
        self.order = order
        self.approved_on = appointed_on
        self.regulation_version = regulation_version

    def reject(self, *, reason: Pii, rejected_on: date) -> None:
        """Record that the head does not approve the pair.

        Raises:
            PairNotAwaitingOrder.

        """
        if not self.awaits_order:
            raise PairNotAwaitingOrder
        self._rejected(reason=reason, rejected_on=rejected_on)

    @event(PairRejected)
    def _rejected(self, reason: Pii, rejected_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.rejected_on = rejected_on

    def issue_appointment_act(self, *, act: OrderReference, local_act: str | None, provided: bool) -> None:
        """Record another act of appointment; ``provided``: the regulation knows one. The order stays due.

        Raises:
            OtherActNotProvided, MentoringNotActive.

        """
        if not provided:
            raise OtherActNotProvided
        self._need_going_on()
        self._act_issued(mentor=self.candidate or self.mentor, act=act, local_act=local_act)

    @event(AppointmentActIssued)
    def _act_issued(self, mentor: str, act: OrderReference, local_act: str | None) -> None:
        """Need no state: the pair itself is approved by the head's order (A-39)."""

    def agree_member(self, *, mentee: str, round: str | None, agreed_on: date) -> None:  # noqa: A002
        """Record that one more mentee is to join; agreed once is enough.

        Raises:
            MentoringNotActive, MenteeAlreadyThere, PairWithOneself.

        """
        self._need_active()
        if mentee in self.mentees:
            raise MenteeAlreadyThere
        if same_person(mentee, self.mentor):
            raise PairWithOneself
        if mentee not in self.joining:
            self._member_agreed(mentee=mentee, round=round, agreed_on=agreed_on)

    @event(GroupMemberAgreed)
    def _member_agreed(self, mentee: str, round: str | None, agreed_on: date) -> None:  # noqa: A002, ARG002
        self.joining[mentee] = round

    def join(self, *, mentee: str, order: OrderReference, order_id: str, joined_on: date) -> None:
        """Let a mentee join by the head's order: one to one becomes a group.

        Raises:
            MentoringNotActive, MenteeJoinNotAgreed, ConsentsMissing, ConsentAfterOrder.

        """
        self._need_active()
        if mentee not in self.joining:
            raise MenteeJoinNotAgreed
        self._need_consents(self.mentor, (mentee,), order.signed_on)
        self._joined(
            mentee=mentee,
            types=_types_for(len(self.mentees) + 1, self.types),
            order=order,
            order_id=order_id,
            joined_on=joined_on,
        )

    @event(MenteeJoinedGroup)
    def _joined(
        self,
        *,
        mentee: str,
        types: tuple[str, ...],
        order: OrderReference,  # noqa: ARG002 - kept in the event
        order_id: str,  # noqa: ARG002
        joined_on: date,  # noqa: ARG002
    ) -> None:
        del self.joining[mentee]
        self.mentees = (*self.mentees, mentee)
        self.types = types

    def give_member_up(self, *, mentee: str) -> None:
        """Record that a mentee will not join after all.

        Raises:
            MenteeJoinNotAgreed.

        """
        if mentee not in self.joining:
            raise MenteeJoinNotAgreed
        self._member_given_up(mentee=mentee)

    @event(GroupMemberGivenUp)
    def _member_given_up(self, mentee: str) -> None:
        self.joining = {each: where for each, where in self.joining.items() if each != mentee}

    def let_mentee_leave(self, *, mentee: str, on: date) -> None:
        """Let a mentee leave the group; ``on`` is the last day there.

        Raises:
            MentoringNotActive, NotOfThisPair, LastMenteeStays, LeftBeforeAppointment.

        """
        self._need_active()
        if mentee not in self.mentees:
            raise NotOfThisPair
        if len(self.mentees) == 1:
            raise LastMenteeStays
        self._need_day(on)
        self._left(mentee=mentee, types=_types_for(len(self.mentees) - 1, self.types), left_on=on)

    @event(MenteeLeftGroup)
    def _left(self, mentee: str, types: tuple[str, ...], left_on: date) -> None:  # noqa: ARG002
        self.mentees = tuple(each for each in self.mentees if each != mentee)
        self.types = types

    def initiate_replacement(self, *, reason: ReplacementReason, note: Pii | None, on: date) -> None:
        """Begin the search for another mentor.

        Raises:
            MentoringNotActive, ReplacementAlreadyInitiated.

        """
        self._need_active()
        if self.replacing:
            raise ReplacementAlreadyInitiated
        self._replacement_initiated(reason=reason, note=note, initiated_on=on)

    @event(MentorReplacementInitiated)
    def _replacement_initiated(
        self,
        reason: ReplacementReason,  # noqa: ARG002 - kept in the event
        note: Pii | None,  # noqa: ARG002
        initiated_on: date,  # noqa: ARG002
    ) -> None:
        self.replacing = True

    def agree_replacement(
        self,
        *,
        mentor: str,
        round: str | None,  # noqa: A002 - a field of the event
        countersigned_by: str | None,
        agreement: str | None,
        on: date,
    ) -> None:
        """Agree on the new mentor; another one later takes his place, the same one changes nothing.

        Raises:
            ReplacementNotInitiated, ReplacementBySame.

        """
        self._need_replacing()
        if mentor == self.mentor or any(same_person(mentor, mentee) for mentee in self.mentees):
            raise ReplacementBySame
        if mentor != self.candidate:
            self._replacement_agreed(
                mentor=mentor,
                round=round,
                countersigned_by=countersigned_by,
                agreement=agreement,
                agreed_on=on,
            )

    @event(ReplacementAgreed)
    def _replacement_agreed(
        self,
        *,
        mentor: str,
        round: str | None,  # noqa: A002
        countersigned_by: str | None,
        agreement: str | None,
        agreed_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.candidate = mentor
        self.candidate_round = round
        self.candidate_countersigned_by = countersigned_by
        self.candidate_agreement = agreement

    def replace_mentor(self, *, order: OrderReference, order_id: str, replaced_on: date) -> None:
        """Put the agreed mentor in place of the former one by the head's order.

        Raises:
            ReplacementNotInitiated, ReplacementNotAgreed, ConsentsMissing, ConsentAfterOrder.

        """
        self._need_replacing()
        if self.candidate is None:
            raise ReplacementNotAgreed
        self._need_consents(self.candidate, self.mentees, order.signed_on)
        self._replaced(
            former=self.mentor,
            mentor=self.candidate,
            order=order,
            order_id=order_id,
            replaced_on=replaced_on,
        )

    @event(MentorReplaced)
    def _replaced(
        self,
        *,
        former: str,  # noqa: ARG002 - kept in the event
        mentor: str,
        order: OrderReference,
        order_id: str,  # noqa: ARG002
        replaced_on: date,  # noqa: ARG002
    ) -> None:
        self.mentor = mentor
        self.agreement = self.candidate_agreement
        self.countersigned_by = self.candidate_countersigned_by
        self.order = order
        self._forget_replacement()

    def abandon_replacement(self, *, on: date) -> None:
        """Give the search up: the mentor stays.

        Raises:
            ReplacementNotInitiated.

        """
        self._need_replacing()
        self._replacement_abandoned(abandoned_on=on)

    @event(ReplacementAbandoned)
    def _replacement_abandoned(self, abandoned_on: date) -> None:  # noqa: ARG002 - kept in the event
        self._forget_replacement()

    def end(self, *, on: date, ground: EndGround) -> None:
        """End the mentoring; ``on`` is its last day. A pair that waits for its order is given up before it.

        Raises:
            MentoringNotActive: it is over, or the ground does not fit its state.
            LeftBeforeAppointment: the day lies before the appointment.

        """
        fits = self.awaits_order if ground == "before_order" else self.is_active
        if not fits:
            raise MentoringNotActive
        self._need_day(on)
        self._ended(ended_on=on, ground=ground)

    @event(MentoringEnded)
    def _ended(self, ended_on: date, ground: EndGround) -> None:  # noqa: ARG002 - kept in the event
        self.ended_on = ended_on
        self.joining = {}
        self._forget_replacement()

    def _forget_replacement(self) -> None:
        self.replacing = False
        self.candidate = None
        self.candidate_round = None
        self.candidate_agreement = None
        self.candidate_countersigned_by = None

    def _need_active(self) -> None:
        if not self.is_active:
            raise MentoringNotActive

    def _need_going_on(self) -> None:
        if not (self.is_active or self.awaits_order):
            raise MentoringNotActive

    def _need_replacing(self) -> None:
        if not self.replacing:
            raise ReplacementNotInitiated

    def _need_day(self, on: date) -> None:
        if self.approved_on is not None and on < self.approved_on:
            raise LeftBeforeAppointment(on=on, appointed_on=self.approved_on)

    def _need_signer(self, is_party: bool, signed_on: date, on: date) -> None:  # noqa: FBT001 - of its own
        self._need_going_on()
        if not is_party:
            raise NotOfThisPair
        if signed_on > on:
            raise ConsentSignedInFuture(signed_on=signed_on, on=on)

    def _need_consents(self, mentor: str, mentees: tuple[str, ...], order_on: date) -> None:
        due = self._consents(mentor, mentees)
        missing = sum(1 for signed_on in due if signed_on is None)
        if missing:
            raise ConsentsMissing(count=missing)
        last = max(signed_on for signed_on in due if signed_on is not None)
        if last > order_on:
            raise ConsentAfterOrder(signed_on=last, order_on=order_on)

    def _consents(self, mentor: str, mentees: tuple[str, ...]) -> tuple[date | None, ...]:
        """Everybody's consent to the duties, the mentor's to his appointment, each mentee's to the mentor."""
        duties = (self.duties.get(entry) for entry in (mentor, *mentees))
        led = (self.led_by.get((mentee, mentor)) for mentee in mentees)
        return (*duties, self.appointment.get(mentor), *led)


def _check_parties(mentor: str, mentees: tuple[str, ...], types: tuple[str, ...]) -> None:
    if not mentees or len(set(mentees)) < len(mentees):
        raise MenteesMissing
    if any(same_person(mentor, mentee) for mentee in mentees):
        raise PairWithOneself
    if (GROUP in types) != (len(mentees) > 1):
        raise GroupTypeMismatch(count=len(mentees))
    if TRADITIONAL in types and len(mentees) > 1:
        raise TraditionalNeedsOneMentee(count=len(mentees))


def _types_for(count: int, types: tuple[str, ...]) -> tuple[str, ...]:
    """The types for a number of mentees: several are a group, one is led one to one (R-082)."""
    if count > 1:
        return types if GROUP in types else (*(code for code in types if code != TRADITIONAL), GROUP)
    return tuple(code for code in types if code != GROUP) or (TRADITIONAL,)
