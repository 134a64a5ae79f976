"""The plan of speed mentoring: who meets whom in which round, and what was achieved."""

from service.matching.formats.answers import ANY_NUMBER, SOLVER, Part, achieved, read_answer
from service.matching.formats.canonical import canonical, plain
from service.matching.formats.fields import Field, choice, integer, listing, optional, record, text
from service.matching.formats.proposal import FEASIBLE, OPTIMAL, STOPPED_BY, Achieved, Solver

SCHEMA = "matching-meetings/1"
MOST_ROUNDS = 100
GOALS = ("meetings", "even_mentees", "even_mentors", "points")
"""The goals in the order in which they are pursued."""


class Meeting(Part, frozen=True, kw_only=True):
    """One short encounter: its round, counted from 1, and the points 0..1000 of the two people."""

    round: int
    mentee: str
    mentor: str
    points: int


class Waiting(Part, frozen=True, kw_only=True):
    """A person whom the plan gives no meeting, and with how many people one would be allowed."""

    id: str
    possible: int


class MeetingPlan(Part, frozen=True, kw_only=True):
    """The whole plan; meetings are sorted by round, mentee and mentor."""

    status: str
    rounds: int
    goals: tuple[Achieved, ...]
    meetings: tuple[Meeting, ...]
    mentees_waiting: tuple[Waiting, ...]
    mentors_waiting: tuple[Waiting, ...]
    problem_digest: str
    solver: Solver
    stopped_by: str | None = None

    def to_bytes(self) -> bytes:
        """Return the canonical bytes (RFC 8785 and a line break): equal plans are equal files."""
        return canonical(to_json(self)) + b"\n"


def to_json(plan: MeetingPlan) -> dict[str, object]:
    """Return the plan as plain JSON values."""
    document: dict[str, object] = {"schema": SCHEMA}
    for name in plan.__struct_fields__:
        value = plain(getattr(plan, name))
        if value is not None:
            document[name] = value
    return document


_MEETING = {
    "round": Field(ANY_NUMBER),
    "mentee": Field(text),
    "mentor": Field(text),
    "points": Field(ANY_NUMBER),
}
_WAITING = Field(listing(record({"id": Field(text), "possible": Field(ANY_NUMBER)})))
_PLAN = record(
    {
        "schema": Field(choice((SCHEMA,), rule="other_schema", message="это не план встреч: нужно")),
        "status": Field(choice((OPTIMAL, FEASIBLE), rule="unknown_status", message="бывают только")),
        "rounds": Field(integer(1, MOST_ROUNDS)),
        "stopped_by": optional(choice(STOPPED_BY, rule="unknown_limit", message="бывают только")),
        "goals": Field(listing(achieved(GOALS))),
        "meetings": Field(listing(record(_MEETING))),
        "mentees_waiting": _WAITING,
        "mentors_waiting": _WAITING,
        "problem_digest": Field(text),
        "solver": Field(SOLVER),
    }
)


def read_plan(content: bytes) -> MeetingPlan:
    """Return the plan in the bytes of a file; whether it is right, ``check_meetings`` says.

    Raises: InvalidFile with every fault of form.
    """
    return read_answer(content, _PLAN, MeetingPlan)
