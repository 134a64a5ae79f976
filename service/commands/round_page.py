"""A round as people read it: pairs with reasons, the unmatched with what stands in the way, the proof.

Pages, the command line and the JSON API all show these plain rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.commands.runtime import Runtime
from service.matching import words
from service.projections.banks import mentee_rows, mentor_rows
from service.regulations.clauses import parse, russian
from service.regulations.vocabulary import vocabulary

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """Points of a pair for one criterion, in words."""

    criterion: str
    points: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """A suggested pair; points 0..1000, ``shared`` are the requested competencies that the mentor has."""

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    points: int
    shared: tuple[str, ...]
    reasons: tuple[Reason, ...]
    interest: str | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule in the way, with its clause and how many mentors it removed; 0: the mentee himself."""

    rule: str
    clause: str | None
    mentors: int

    @property
    def sentence(self) -> str:
        """The obstacle in one line."""
        who = f"{self.mentors} {_plural(self.mentors)}: " if self.mentors else ""
        return f"{who}{self.rule}" + (f" ({self.clause})" if self.clause else "")


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A mentee without a suggested pair: what stands in the way and what would help."""

    mentee_id: str
    mentee: str
    obstacles: tuple[Obstacle, ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with the value reached and the best that is possible."""

    goal: str
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class MentorLoad:
    """A mentor with the number of suggested mentees and the places he has."""

    mentor_id: str
    mentor: str
    load: int
    capacity: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One run of the matcher, ready to be shown."""

    round_id: str
    run_id: str
    position: int
    on: str
    digest: str
    status: str
    proven: bool
    goals: tuple[GoalRow, ...]
    pairs: tuple[PairRow, ...]
    unmatched: tuple[UnmatchedRow, ...]
    mentors: tuple[MentorLoad, ...]


def people_of(runtime: Runtime, institution: str) -> dict[str, str]:
    """Names by bank entry, mentors and mentees."""
    with runtime.reading() as connection:
        rows = (*mentor_rows(connection, institution), *mentee_rows(connection, institution))
    return {row["id"]: row["full_name"] for row in rows}


def suggestion_document(run: Row, *, people: Mapping[str, str]) -> dict[str, Any]:
    """A run as the JSON of the command line and of the API."""
    return {
        "round": run["round"],
        "position": run["position"],
        "proposal": run["proposal"],
        "people": dict(people),
    }


def round_page(run: Row, *, people: Mapping[str, str]) -> RoundPage:
    """Turn a stored run into rows of plain words."""
    proposal, problem = run["proposal"], run["problem"]
    shared = _shared_competencies(problem)
    own = _own_exclusions(problem)
    marks = {(mark["mentee"], mark["mentor"]): mark for mark in problem.get("interest", ())}
    return RoundPage(
        round_id=run["round"],
        run_id=run["id"],
        position=run["position"],
        on=f"{run['on']:%d.%m.%Y}",
        digest=run["digest"],
        status=words.STATUSES[proposal["status"]],
        proven=proposal["status"] == "optimal",
        goals=tuple(_goal(goal) for goal in proposal["goals"] if _matters(goal["name"], problem)),
        pairs=tuple(
            sorted(
                (_pair(pair, people, marks, shared) for pair in proposal["pairs"]),
                key=lambda pair: pair.mentee,
            )
        ),
        unmatched=tuple(
            sorted(
                (_unmatched(row, people, own) for row in proposal["unmatched"]), key=lambda row: row.mentee
            )
        ),
        mentors=_loads(problem["mentors"], proposal["pairs"], people),
    )


def _matters(goal: str, problem: Row) -> bool:
    """A goal that nothing in the problem speaks of would only puzzle the reader."""
    if goal == "overdue":
        return any("due_in_days" in mentee for mentee in problem["mentees"])
    if goal == "interest":
        return bool(problem.get("interest"))
    return goal != "stay" or bool(problem.get("current"))


def _shared_competencies(problem: Row) -> Callable[[str, str], tuple[str, ...]]:
    offers = {mentor["id"]: mentor["competencies"] for mentor in problem["mentors"]}
    requests = {mentee["id"]: mentee["request"] for mentee in problem["mentees"]}

    def shared(mentee: str, mentor: str) -> tuple[str, ...]:
        codes = sorted(requests[mentee], key=lambda code: (requests[mentee][code], code))
        return tuple(_competency_labels()[code] for code in codes if code in offers[mentor])

    return shared


def _goal(goal: Row) -> GoalRow:
    proven = goal["value"] == goal["bound"]
    return GoalRow(words.GOALS[goal["name"]], goal["value"], goal["bound"], proven)


def _pair(
    pair: Row,
    people: Mapping[str, str],
    marks: Mapping[tuple[str, str], Row],
    shared: Callable[[str, str], tuple[str, ...]],
) -> PairRow:
    terms = sorted(pair["terms"].items(), key=lambda term: (-term[1], term[0]))
    return PairRow(
        mentee_id=pair["mentee"],
        mentor_id=pair["mentor"],
        mentee=people.get(pair["mentee"], "—"),
        mentor=people.get(pair["mentor"], "—"),
        points=pair["points"],
        shared=shared(pair["mentee"], pair["mentor"]),
        reasons=tuple(Reason(words.CRITERIA[name], points) for name, points in terms if points),
        interest=_interest(marks.get((pair["mentee"], pair["mentor"]))),
    )


def _interest(mark: Row | None) -> str | None:
    if mark is None:
        return None
    sides = (("наставляемого", mark["by_mentee"]), ("наставника", mark["by_mentor"]))
    told = [f"{side} — {rating} из 5" for side, rating in sides if rating is not None]
    return f"интерес {', '.join(told)}" if told else None


def _plural(mentors: int) -> str:
    if mentors % 10 == 1 and mentors % 100 != 11:
        return "наставник"
    few = 2 <= mentors % 10 <= 4 and not 12 <= mentors % 100 <= 14
    return "наставника" if few else "наставников"


def _obstacles(blocking: Sequence[Row], *, own: frozenset[str]) -> tuple[Obstacle, ...]:
    """What stands in the way, the rules that came nearest to a pair first."""
    rows = [
        Obstacle(
            words.rule_words(item["rule"]),
            _clause(item.get("clause")),
            0 if item["rule"] in own else item["count"],
        )
        for item in blocking
    ]
    return tuple(reversed(rows))


def _own_exclusions(problem: Row) -> dict[str, frozenset[str]]:
    """The rules by which a person takes no part at all."""
    found: dict[str, set[str]] = {}
    for item in problem.get("excluded", ()):
        found.setdefault(item["id"], set()).add(item["rule"])
    return {person: frozenset(rules) for person, rules in found.items()}


def _unmatched(row: Row, people: Mapping[str, str], own: Mapping[str, frozenset[str]]) -> UnmatchedRow:
    return UnmatchedRow(
        mentee_id=row["mentee"],
        mentee=people.get(row["mentee"], "—"),
        obstacles=_obstacles(row["blocking"], own=own.get(row["mentee"], frozenset())),
        remedies=words.remedies(row["relaxations"], people, _competency_labels()),
    )


@cache
def _competency_labels() -> Mapping[str, str]:
    return {competency.code: competency.label for competency in vocabulary().competencies}


def _clause(reference: str | None) -> str | None:
    return None if reference is None else russian(parse(reference))


def _loads(mentors: Sequence[Row], pairs: Sequence[Row], people: Mapping[str, str]) -> tuple[MentorLoad, ...]:
    taken = [pair["mentor"] for pair in pairs]
    rows = [
        MentorLoad(mentor["id"], people.get(mentor["id"], "—"), taken.count(mentor["id"]), mentor["capacity"])
        for mentor in mentors
    ]
    return tuple(sorted(rows, key=lambda row: row.mentor))
