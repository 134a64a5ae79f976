"""A round as people read it: pairs with reasons, the unmatched with what stands in the way, the proof.

Pages, the command line and the JSON API all show these plain rows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from service.commands.pair_rows import competency_labels, pair_rows
from service.commands.round_rows import (
    GoalRow,
    GroupRow,
    MentorLoad,
    Obstacle,
    PairRow,
    PartRow,
    RoundPage,
    UnmatchedRow,
)
from service.commands.runtime import Runtime
from service.matching import words
from service.matching.candidates.themes import form_and_competency
from service.matching.formats.problem import REPAIR
from service.projections.banks import mentee_rows, mentor_rows
from service.projections.deadline_versions import regulation_on
from service.regulations.clauses import parse, russian

Row = Mapping[str, Any]
Words = Mapping[str, str]

OF_NO_MENTOR: Final = frozenset({"no_free_place", "pins_contradict"})
"""Rules whose counts are no mentors that add up: contested places are of all, pins are of others."""

FORMS: Final[Words] = MappingProxyType(
    {
        "PEER": "педагог – педагог",
        "HEAD_TEACHER": "руководитель – педагог",
        "EMPLOYER_STUDENT": "работодатель – студент",
        "HIGHER_SCHOOL_YOUNG_TEACHER": "педагог вуза – молодой педагог",
        "COLLEGE_YOUNG_TEACHER": "педагог колледжа – молодой педагог",
        "CUSTOM": "форма, принятая в организации",
    }
)
"""Words for the forms where an institution's own are not at hand."""


def people_of(runtime: Runtime, institution: str) -> dict[str, str]:
    """Names by bank entry, mentors and mentees."""
    with runtime.reading() as connection:
        rows = (*mentor_rows(connection, institution), *mentee_rows(connection, institution))
    return {row["id"]: row["full_name"] for row in rows}


def forms_of(runtime: Runtime, institution: str) -> Words:
    """The institution's own words for its forms of mentoring, by code."""
    with runtime.reading() as connection:
        regulation = regulation_on(connection, institution, on=runtime.today(institution))
    if regulation is None:
        return FORMS
    own: Words = {form.code: form.label for form in regulation.forms}
    return {**FORMS, **own}


def suggestion_document(run: Row, *, people: Words) -> dict[str, Any]:
    """A run as the JSON of the command line and of the API."""
    return {
        "round": run["round"],
        "run": run["id"],
        "position": run["position"],
        "proposal": run["proposal"],
        "people": dict(people),
    }


def round_page(run: Row, *, people: Words, forms: Words = FORMS) -> RoundPage:
    """Turn a stored run into rows of plain words; ``forms`` are the words for forms of mentoring."""
    proposal, problem = run["proposal"], run["problem"]
    pairs = pair_rows(proposal, problem, people=people, forms=forms)
    return RoundPage(
        round_id=run["round"],
        run_id=run["id"],
        position=run["position"],
        on=f"{run['on']:%d.%m.%Y}",
        digest=run["digest"],
        status=words.STATUSES[proposal["status"]],
        proven=proposal["status"] == "optimal",
        goals=tuple(_goal(goal) for goal in _in_order(proposal, problem) if _matters(goal["name"], problem)),
        pairs=pairs,
        unmatched=tuple(
            sorted((_unmatched(row, people) for row in proposal["unmatched"]), key=lambda row: row.mentee)
        ),
        mentors=_loads(problem, proposal["pairs"], people),
        groups=_groups(proposal["groups"], pairs, people, forms),
        parts=tuple(_part(part) for part in proposal.get("components", ())),
        tolerance=round(problem["limits"]["fit_tolerance"] * 1000),
        repair=problem.get("mode") == REPAIR,
    )


def _groups(
    groups: Sequence[Row], pairs: Sequence[PairRow], people: Words, forms: Words
) -> tuple[GroupRow, ...]:
    return tuple(sorted((_group(row, pairs, people, forms) for row in groups), key=lambda row: row.leader))


def _group(group: Row, pairs: Sequence[PairRow], people: Words, forms: Words) -> GroupRow:
    form, competency = form_and_competency(group["theme"])
    members = tuple(pair for pair in pairs if pair.group == group["id"])
    return GroupRow(
        group_id=group["id"],
        leader_id=group["mentor"],
        leader=people.get(group["mentor"], "—"),
        form=forms[form],
        topic=competency_labels()[competency],
        members=members,
        points=sum(member.points for member in members),
    )


def _part(part: Row) -> PartRow:
    method, proven = words.METHODS[part["method"]], part["status"] == "optimal"
    return PartRow(part["mentees"], part["mentors"], method, proven)


def _in_order(proposal: Row, problem: Row) -> Sequence[Row]:
    """The goals as they were pursued: where fit may be given away, what is left of it decides last."""
    tolerant = problem["limits"]["fit_tolerance"] > 0
    return sorted(proposal["goals"], key=lambda goal: tolerant and goal["name"] == "fit")


def _matters(goal: str, problem: Row) -> bool:
    """A goal that nothing in the problem speaks of would only puzzle the reader."""
    if goal == "overdue":
        return any("due_in_days" in mentee for mentee in problem["mentees"])
    if goal == "interest":
        return bool(problem.get("interest"))
    return goal != "stay" or bool(problem.get("current"))


def _goal(goal: Row) -> GoalRow:
    proven = goal["value"] == goal["bound"]
    return GoalRow(words.GOALS[goal["name"]], goal["value"], goal["bound"], proven)


def _obstacles(blocking: Sequence[Row]) -> tuple[Obstacle, ...]:
    """What stands in the way, the rules that came nearest to a pair first."""
    rows = [
        Obstacle(
            words.rule_words(item["rule"], item.get("whose")),
            _clause(item.get("clause")),
            0 if item["rule"] in OF_NO_MENTOR or item.get("whose") == "mentee" else item["count"],
        )
        for item in blocking
    ]
    return tuple(reversed(rows))


def _unmatched(row: Row, people: Words) -> UnmatchedRow:
    return UnmatchedRow(
        mentee_id=row["mentee"],
        mentee=people.get(row["mentee"], "—"),
        obstacles=_obstacles(row["blocking"]),
        remedies=words.remedies(row["relaxations"], people, competency_labels()),
        smallest=tuple(_cause(cause) for cause in row.get("smallest", ())),
    )


def _cause(cause: Row) -> str:
    clause = _clause(cause.get("clause"))
    return words.rule_words(cause["rule"], cause.get("whose")) + (f" ({clause})" if clause else "")


def _clause(reference: str | None) -> str | None:
    return None if reference is None else russian(parse(reference))


def _loads(problem: Row, pairs: Sequence[Row], people: Words) -> tuple[MentorLoad, ...]:
    taken = Counter(pair["mentor"] for pair in pairs)
    absent = _absences(problem)
    rows = [
        MentorLoad(
            mentor["id"],
            people.get(mentor["id"], "—"),
            taken[mentor["id"]],
            mentor["capacity"],
            absent.get(mentor["id"]),
        )
        for mentor in problem["mentors"]
    ]
    return tuple(sorted(rows, key=lambda row: row.mentor))


def _absences(problem: Row) -> Words:
    """Why people take no part, in words, by id."""
    found: dict[str, list[str]] = {}
    for item in problem.get("excluded", ()):
        found.setdefault(item["id"], []).append(_cause(item))
    return {person: "; ".join(causes) for person, causes in found.items()}
