"""Pairs in force, petitions about them and amended regulations for the tests of replacement."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any, Final

from service.access import Actor, Role
from service.aggregates.assignment import Assignment
from service.aggregates.order import Order
from service.aggregates.person import Person
from service.aggregates.petition import Petition
from service.aggregates.programme import Programme
from service.commands.amendments import draft_amendment
from service.commands.orders import draft_order, sign_order
from service.commands.petitions import hear_party, request_relief, request_replacement
from service.commands.programmes import draft_programme
from service.commands.views import View, answer
from service.commands.work import Work, fixed_id
from service.eventstore.log import Decision
from service.ids import person_of, random_part
from service.projections.rounds import open_round
from service.values import OrderKind
from tests.commands.pairing import FURNISH, TODAY, School


def _leave(work: Work, *, person: str) -> Decision:
    who = work.get(Person, person)
    who.end_employment(ended_on=work.on, on=work.on)
    return Decision((who,))


def _transfer(work: Work, *, person: str) -> Decision:
    who = work.get(Person, person)
    who.transfer(transferred_on=work.on, on=work.on, position=None, position_words=None, unit=None)
    return Decision((who,))


LEAVE: Final = replace(FURNISH, name="leave", decide=_leave)
TRANSFER: Final = replace(FURNISH, name="transfer", decide=_transfer)


@dataclass(frozen=True)
class Replacing(School):
    """An institution where mentors are relieved and replaced."""

    numbers: Any = field(default_factory=lambda: count(300))

    def sign(self, kind: OrderKind, *subjects: str, signed_on: date = TODAY, on: date | None = None) -> str:
        """An order that the head signed."""
        order = self.drafted(kind, *subjects, on=on)
        number = str(next(self.numbers))
        head = self.office("head")
        self.act(sign_order, actor=head, order=order, number=number, signed_on=signed_on, on=on)
        return order

    def drafted(self, kind: OrderKind, *subjects: str, on: date | None = None) -> str:
        """An order that waits for the head."""
        told: dict[str, Any] = {"kind": kind, "subjects": subjects, "basis": ("FZ-273", "own:1")}
        return self.act(draft_order, on=on, **told)["order"]

    def in_force(self, mentor: str, *mentees: str, **terms: Any) -> str:
        """A pair or group that the head's order approved."""
        assignment = self.ready(mentor, *mentees, **terms)
        self.sign("pair_assignment", assignment)
        return assignment

    def with_programme(self, mentor: str, *mentees: str) -> str:
        """A pair or group in force whose programme is being written."""
        assignment = self.in_force(mentor, *mentees)
        self.act(draft_programme, assignment=assignment)
        return assignment

    def programme(self, assignment: str) -> Programme:
        """The programme of a pair or group."""
        return self.runtime.log.get(Programme, f"{self.code}/programme/{random_part(assignment)}")

    def assignment(self, assignment: str) -> Assignment:
        """A pair or group as it is."""
        return self.runtime.log.get(Assignment, assignment)

    def petition(self, petition: str) -> Petition:
        """A petition as it is."""
        return self.runtime.log.get(Petition, petition)

    def ask_for_relief(self, assignment: str, **facts: Any) -> str:
        """Let the mentor ask to be relieved."""
        mentor = self.assignment(assignment).mentor
        told = {"reason": "request", "requested_on": TODAY, "text": "переезжаю"} | facts
        asked = self.act(request_relief, actor=self.himself(mentor), assignment=assignment, **told)
        return asked["petition"]

    def ask_for_another(self, assignment: str, mentee: str, **facts: Any) -> str:
        """Let a mentee ask for another mentor."""
        told = {"reason": "request", "requested_on": TODAY, "text": "не совпадает расписание"} | facts
        asked = self.act(
            request_replacement, actor=self.himself(mentee), assignment=assignment, mentee=mentee, **told
        )
        return asked["petition"]

    def heard(self, petition: str) -> str:
        """Let whoever made a petition be heard."""
        self.act(hear_party, petition=petition, party=self.petition(petition).petitioner)
        return petition

    def somebody(self, role: Role, entry: str = "") -> Actor:
        """Somebody in a role, the person behind an entry if one is named."""
        person = person_of(entry) if entry else f"{self.code}/person/{'e' * 32}"
        return Actor(id=person, roles={self.code: frozenset({role})})

    def reason_of(self, assignment: str) -> str:
        """Why the mentor of a pair is being replaced."""
        events = self.runtime.log.events.get(assignment)
        return str(next(e.reason for e in events if isinstance(e, Assignment.MentorReplacementInitiated)))

    def open_round(self) -> str:
        """The round that is open."""
        with self.runtime.reading() as connection:
            return str(open_round(connection, self.code))

    def leaves(self, entry: str) -> None:
        """Let a worker leave, and nothing else happen."""
        self.act(LEAVE, person=person_of(entry))

    def is_transferred(self, entry: str) -> None:
        """Let a worker be transferred, and nothing else happen."""
        self.act(TRANSFER, person=person_of(entry))

    def named_in(self, order: str) -> set[str]:
        """Who acknowledges an order."""
        return set(self.runtime.log.get(Order, order).named)

    def list(self, view: View, actor: Actor, *, on: date | None = None) -> list[dict[str, Any]]:
        """What somebody reads in a list."""
        rows = answer(self.runtime, view, institution=self.code, actor=actor, on=on)
        return [dict(row) for row in rows]

    def amend(self, **changes: Any) -> None:
        """Change values of the regulation by an order of today; ``__`` stands for the point of a field."""
        fields = {name.replace("__", ".", 1): value for name, value in changes.items()}
        self.act(draft_amendment, changes=fields, clauses=("§9.2",), reason="new_local_act")
        subject = fixed_id(self.code, "institution")
        drafted = self.act(
            draft_order,
            kind="regulation_amendment",
            subjects=(subject,),
            basis=("FZ-273",),
            effective_from=TODAY,
        )
        self.act(sign_order, order=drafted["order"], number=str(next(self.numbers)), signed_on=TODAY)
