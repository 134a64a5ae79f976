"""Programmes for the tests of commands: from an approved pair to a running programme."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final

from service.access import Actor, Role
from service.aggregates.programme import Programme
from service.commands.amendments import draft_amendment
from service.commands.orders import draft_order, sign_order
from service.commands.pairs import agree_group_member
from service.commands.programme_plans import NamedDifficulty, define_trajectory, plan_activity
from service.commands.programme_start import (
    acquaint_with_programme,
    activate_programme,
    compose_programme,
    review_programme,
)
from service.commands.programme_work import carry_out_activity
from service.commands.programmes import draft_programme
from service.commands.replacement import agree_replacement, initiate_replacement
from service.commands.runtime import Runtime
from service.commands.views import VIEWS, Row, answer
from service.commands.work import fixed_id
from service.values import Aim, OrderKind
from tests.commands.pairing import BASIS, TODAY, School

START, END = date(2026, 11, 23), date(2027, 5, 22)
LATER: Final = date(2027, 3, 1)


@dataclass(frozen=True)
class Programming(School):
    """An institution in which programmes run."""

    numbers: Any = field(default_factory=lambda: count(500))

    def drafted(self, mentor: str, *mentees: str, **terms: Any) -> str:
        """The draft of an approved pair's or group's programme."""
        assignment = self.ready(mentor, *mentees, **terms)
        self.order(assignment, number=str(next(self.numbers)))
        return self.act(draft_programme, actor=self.himself(mentor), assignment=assignment)["programme"]

    def filled(self, mentor: str, *mentees: str, **terms: Any) -> str:
        """A draft with trajectories and one activity that helps everybody."""
        programme = self.drafted(mentor, *mentees, **terms)
        for mentee in mentees:
            self.describe(programme, mentee)
        self.plan(programme, *mentees)
        return programme

    def describe(self, programme: str, mentee: str, **facts: Any) -> None:
        """Describe one mentee's trajectory, as the mentor."""
        told: dict[str, Any] = {
            "directions": ("subject",),
            "difficulties": (NamedDifficulty(words="планирование урока", competency="SUB-01"),),
            "strengths": ("контакт с детьми",),
            "need": "войти в должность",
            "level": "beginning",
            "experience_years": 1,
        }
        self.mentor_acts(define_trajectory, programme, mentee=mentee, **told | facts)

    def plan(self, programme: str, *mentees: str, **facts: Any) -> str:
        """Plan an activity, as the mentor; its number."""
        aims = tuple(Aim(mentee, 1) for mentee in mentees)
        told: dict[str, Any] = {
            "title": "Разбор урока",
            "direction": "subject",
            "due_on": date(2027, 1, 29),
            "difficulties": aims,
            "strengths": aims,
        }
        return self.mentor_acts(plan_activity, programme, **told | facts)["activity"]

    def mentor_acts(self, command: Any, programme: str, **parameters: Any) -> dict[str, str]:  # noqa: ANN401
        """Let the mentor of a programme give a command."""
        actor = self.himself(self.programme(programme).mentor)
        return self.act(command, actor=actor, programme=programme, **parameters)

    def composed(self, programme: str, *, since: date = START, until: date = END, **facts: Any) -> str:
        """Compose a programme, as the mentor."""
        self.mentor_acts(compose_programme, programme, since=since, until=until, **facts)
        return programme

    def known(self, programme: str) -> str:
        """Let the curator pass a programme and acquaint every mentee by signature."""
        self.act(review_programme, actor=self.office("curator"), programme=programme)
        for mentee in self.programme(programme).mentees:
            self.act(
                acquaint_with_programme,
                actor=self.office("curator"),
                programme=programme,
                mentee=mentee,
                acquainted_on=TODAY,
            )
        return programme

    def running(self, mentor: str, *mentees: str, **facts: Any) -> str:
        """A programme in work."""
        programme = self.known(self.composed(self.filled(mentor, *mentees), **facts))
        self.mentor_acts(activate_programme, programme)
        return programme

    def done(self, programme: str, number: int = 1, on: date = LATER) -> None:
        """Carry an activity out with everybody."""
        self.mentor_acts(carry_out_activity, programme, number=number, carried_out_on=on, on=on)

    def sign(self, kind: OrderKind, *subjects: str, signed_on: date = LATER) -> str:
        """An order that the head signed."""
        drafted = self.act(draft_order, kind=kind, subjects=subjects, basis=BASIS, on=signed_on)
        self.act(
            sign_order,
            actor=self.office("head"),
            order=drafted["order"],
            number=str(next(self.numbers)),
            signed_on=signed_on,
            on=signed_on,
        )
        return drafted["order"]

    def join(self, assignment: str, mentee: str) -> None:
        """Let one more mentee join a group by order."""
        self.act(agree_group_member, assignment=assignment, mentee=mentee)
        self.consent(assignment)
        self.order(assignment, number=str(next(self.numbers)))

    def replace(self, assignment: str, new: str) -> None:
        """Put another mentor in place of the present one by order."""
        self.act(initiate_replacement, assignment=assignment, reason="transfer")
        self.want(new, *self.pair(assignment).mentees)
        self.act(agree_replacement, assignment=assignment, mentor=new)
        self.consent(assignment)
        self.sign("mentor_replacement", assignment, signed_on=TODAY)

    def amend(self, **changes: Any) -> None:
        """Change values of the regulation by an order of today; ``__`` stands for the point of a field."""
        fields = {name.replace("__", ".", 1): value for name, value in changes.items()}
        self.act(draft_amendment, changes=fields, clauses=("§9.2",), reason="new_local_act")
        self.sign("regulation_amendment", fixed_id(self.code, "institution"), signed_on=TODAY)

    def programme(self, programme: str) -> Programme:
        """A programme as it is."""
        return self.runtime.log.get(Programme, programme)

    def member_of(self, role: Role) -> Actor:
        """Somebody else who holds a role."""
        return Actor(id=fixed_id(self.code, "person", role), roles={self.code: frozenset({role})})

    def seen(self, view: str, actor: Actor, *, of: str | None = None, on: date = LATER) -> list[Row]:
        """What a reader gets."""
        found = answer(self.runtime, VIEWS[view], institution=self.code, actor=actor, of=of, on=on)
        return list(found)


def at(runtime: Runtime, code: str = "001") -> Programming:
    """One institution of the stage."""
    return Programming(runtime, code)
