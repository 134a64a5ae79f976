"""The reference model: plain dictionaries that follow the log event by event and know nothing of aggregates.

It repeats no decision of the service. It only remembers what the regulations speak of (consents, places,
orders, pairs) and tells which of their rules does not hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.aggregates.assignment import Assignment
from service.aggregates.institution import Institution
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.order import Order
from service.events import Event
from service.ids import random_part


@dataclass
class Pair:
    """A pair or group as its events tell it."""

    mentor: str
    mentees: set[str]
    order: str | None = None
    ended: bool = False
    duties: dict[str, date] = field(default_factory=dict)
    appointment: dict[str, date] = field(default_factory=dict)
    led_by: dict[tuple[str, str], date] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)

    @property
    def active(self) -> bool:
        """Approved by an order and not ended."""
        return self.order is not None and not self.ended


@dataclass
class Plain:
    """One institution as its events tell it; ``cap`` is the regulation's limit of mentees at once."""

    cap: int
    head: str | None = None
    curator: str | None = None
    capacity: dict[str, int] = field(default_factory=dict)
    banks: set[str] = field(default_factory=set)
    orders: dict[str, date] = field(default_factory=dict)
    pairs: dict[str, Pair] = field(default_factory=dict)

    def follow(self, event: Event) -> None:
        """Take one event in."""
        told: Any = event
        name = event.originator_id
        match event:
            case Institution.HeadNamed():
                self.head = told.person
            case Institution.CuratorAppointed():
                self.curator = told.person
            case Institution.CuratorRelieved():
                self.curator = None
            case Mentor.MentorCapacitySet():
                self.capacity[name] = told.limit
            case Mentor.MentorEnteredInBank() | Mentee.MenteeEnteredInBank():
                self.banks.add(name)
            case Order.OrderIssued():
                self.orders[name] = told.reference.signed_on
            case Assignment.PairAgreed():
                self.pairs[name] = Pair(told.mentor, set(told.mentees))
            case _ if name in self.pairs:
                self._follow_pair(self.pairs[name], told)

    def _follow_pair(self, pair: Pair, told: Any) -> None:  # noqa: ANN401 - any event of a pair
        match told:
            case Assignment.AdditionalDutiesConsentSigned():
                pair.duties[told.entry] = told.signed_on
            case Assignment.AdditionalDutiesConsentWithdrawn() if not pair.active:
                pair.duties.pop(told.entry, None)  # after the order the pair stands until it is changed
            case Assignment.MentorAppointmentConsentSigned():
                pair.appointment[told.mentor] = told.signed_on
            case Assignment.MenteeConsentSigned():
                pair.led_by[told.mentee, told.mentor] = told.signed_on
            case Assignment.PairApproved():
                pair.order = told.order_id
                pair.late = [entry for entry, signed in pair.duties.items() if signed > told.order.signed_on]
            case Assignment.MenteeJoinedGroup():
                pair.mentees.add(told.mentee)
            case Assignment.MenteeLeftGroup():
                pair.mentees.discard(told.mentee)
            case Assignment.MentorReplaced():
                pair.mentor, pair.order = told.mentor, told.order_id
            case Assignment.MentoringEnded():
                pair.ended = True

    def load(self, mentor: str) -> set[str]:
        """The mentees whom a mentor leads now."""
        return {
            mentee
            for pair in self.pairs.values()
            if pair.active and pair.mentor == mentor
            for mentee in pair.mentees
        }

    def owners(self, mentee: str) -> set[str]:
        """Who answers for a mentee: the mentors of the active pairs, else the curator, else the head."""
        mentors = {pair.mentor for pair in self.pairs.values() if pair.active and mentee in pair.mentees}
        return mentors or {who for who in (self.curator or self.head,) if who is not None}

    def broken_rules(self) -> Iterator[str]:
        """Every rule that does not hold."""
        for pair in self.pairs.values():
            if pair.active:
                yield from self._broken_in(pair)
        for mentor in {pair.mentor for pair in self.pairs.values()}:
            limit = min(self.capacity.get(mentor, self.cap), self.cap)
            if len(self.load(mentor)) > limit:
                yield f"{mentor} leads more than {limit}"
        for entry in self.banks:
            if "/mentee/" in entry and not self.owners(entry):
                yield f"nobody answers for {entry}"

    def _broken_in(self, pair: Pair) -> Iterator[str]:
        if pair.order not in self.orders:
            yield "an active pair has no issued order"
        if not pair.mentees:
            yield "an active pair has no mentee"
        if pair.late:
            yield "a consent is younger than the order that rests on it"
        if random_part(pair.mentor) in {random_part(mentee) for mentee in pair.mentees}:
            yield "somebody is his own mentor"
        yield from self._without_consent(pair)

    def _without_consent(self, pair: Pair) -> Iterator[str]:
        parties = {pair.mentor, *pair.mentees}
        if pair.mentor not in pair.appointment:
            yield "a mentor leads without his written consent"
        if any((mentee, pair.mentor) not in pair.led_by for mentee in pair.mentees):
            yield "a mentee is led without her written consent"
        if parties - pair.duties.keys():
            yield "somebody has duties without a written consent"
        if parties - self.banks:
            yield "somebody in a pair never stood in a bank"
