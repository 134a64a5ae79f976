"""People, programmes and gatherings of one institution, for the tests of what mentoring came to."""

from datetime import date
from typing import Any, Final

from service.access import Actor, Role, operator
from service.aggregates.programme import Programme
from service.commands.amendments import draft_amendment
from service.commands.associations import propose_association_composition
from service.commands.gatherings import hold_round_table, organise_gathering
from service.commands.orders import draft_order, sign_order
from service.commands.people import register_person
from service.commands.practices import accept_best_practice, agree_to_practice, describe_best_practice
from service.commands.registry import Command
from service.commands.roles import grant_role
from service.commands.runtime import Runtime
from service.commands.views import View, answer
from service.commands.work import fixed_id
from service.events import acting
from service.eventstore.log import Decision, Request
from service.ids import institution_of
from service.regulations.seeds import load_seed
from tests.commands.pairing import School
from tests.scenario import Happened, fixed_act, happened

TODAY: Final = date(2026, 11, 21)


DRAFTED: Final = happened(
    Programme.ProgrammeDrafted,
    assignment=f"001/assignment/{1:032x}",
    mentor=f"001/mentor/{1:032x}",
    mentees=(f"001/mentee/{2:032x}",),
    kind="individual",
    regulation_version=1,
    forms=("PEER",),
    types=("traditional",),
    author="mentor",
    approved_on=date(2026, 9, 15),
    drafted_on=date(2026, 9, 15),
    template=(),
)
ACTIVATED: Final = happened(
    Programme.ProgrammeActivated,
    starts_on=date(2026, 9, 20),
    ends_on=date(2027, 5, 31),
    short_term_reason=None,
)
CLOSED: Final = happened(Programme.ProgrammeClosed, closed_on=TODAY, reports_missing=0)


def act(
    runtime: Runtime, command: Command, *, code: str = "001", actor: Actor | None = None, **parameters: Any
) -> dict[str, str]:
    """Give a command as the operator, or as somebody else."""
    return dict(runtime.run(command, institution=code, actor=actor or operator(), **parameters).ids)


def employee(runtime: Runtime, name: str = "Ветрова Алла Ильинична", *, code: str = "001") -> str:
    """A registered worker."""
    return act(runtime, register_person, code=code, full_name=name, position="учитель")["person"]


def acting_as(person: str, *roles: Role) -> Actor:
    """A person with roles in his institution."""
    return Actor(id=person, roles={institution_of(person): frozenset(roles or {Role.STAFF})})


def administrator(runtime: Runtime, *, code: str = "001") -> str:
    """A worker with the office of system administrator."""
    person = employee(runtime, "Блинов Олег Юрьевич", code=code)
    act(runtime, grant_role, code=code, person=person, role="system_administrator")
    return person


def association_of(runtime: Runtime, *members: str, code: str = "001") -> None:
    """An association of mentors, approved by order."""
    found = act(
        runtime,
        propose_association_composition,
        code=code,
        members=members,
        chair=members[0],
        kind=load_seed(code).texts("association.kinds_ru")[0],
    )
    order = act(
        runtime,
        draft_order,
        code=code,
        kind="association_composition",
        subjects=(found["association"],),
        basis=("FZ-273",),
    )["order"]
    act(runtime, sign_order, code=code, order=order, number="41", signed_on=TODAY)


def paired(runtime: Runtime, code: str = "001") -> str:
    """A pair that the head approved today."""
    school = School(runtime, code)
    assignment = school.ready(school.mentor(), school.mentee(category="young_specialist"))
    school.order(assignment, number=f"100/{runtime.log.head()}")
    return assignment


def programme(runtime: Runtime, *more: Happened, code: str = "001") -> str:
    """The programme of a new pair with this history, as the log would have it."""
    pair = School(runtime, code).pair(paired(runtime, code))
    identity = pair.id.replace("/assignment/", "/programme/")
    facts = DRAFTED.facts | {"assignment": pair.id, "mentor": pair.mentor, "mentees": pair.mentees}

    def decide() -> Decision:
        found = Programme.start(Programme.ProgrammeDrafted, identity, **facts)
        for each in more:
            found.trigger_event(each.event, **each.facts)
        return Decision((found,))

    with acting(fixed_act(start=9000 + runtime.log.head())):
        runtime.log.execute(decide, request=Request(institution=code, key=identity, content=b""))
    return identity


def described(runtime: Runtime, *authors: str, code: str = "001", **more: Any) -> str:
    """A described practice."""
    return act(
        runtime,
        describe_best_practice,
        code=code,
        authors=authors,
        title="Урок вдвоём",
        description="Наставник и наставляемый ведут урок вместе.",
        topic="teaching_methods",
        **more,
    )["practice"]


def round_table(runtime: Runtime, *selected: str, code: str = "001") -> str:
    """A round table that was held and chose practices."""
    gathering = act(
        runtime, organise_gathering, code=code, kind="round_table", planned_on=TODAY, title="Круглый стол"
    )["gathering"]
    act(runtime, hold_round_table, code=code, gathering=gathering, held_on=TODAY, selected=selected)
    return gathering


def accepted(runtime: Runtime, author: str) -> str:
    """A practice in the bank, with its author's consent."""
    practice = described(runtime, author)
    round_table(runtime, practice)
    act(runtime, agree_to_practice, practice=practice, author=author, given_on=TODAY)
    act(runtime, accept_best_practice, practice=practice)
    return practice


def rows(
    runtime: Runtime, view: View, *, code: str = "001", of: str | None = None, on: date = TODAY
) -> list[dict[str, Any]]:
    """A list as it is on a day."""
    return [dict(row) for row in answer(runtime, view, institution=code, actor=operator(), on=on, of=of)]


def amended(runtime: Runtime, changes: dict[str, Any], *, code: str = "001") -> None:
    """Let the head change the regulation by order, from today on."""
    act(runtime, draft_amendment, code=code, changes=changes, clauses=("§9.1",), reason="new_local_act")
    order = act(
        runtime,
        draft_order,
        code=code,
        kind="regulation_amendment",
        subjects=(fixed_id(code, "institution"),),
        basis=("FZ-273",),
    )["order"]
    act(runtime, sign_order, code=code, order=order, number="45", signed_on=TODAY)
