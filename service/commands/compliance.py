"""Compliance: whether each clause of an institution is kept, with the events that prove it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from service.access import Action
from service.commands.views import Asked, view
from service.projections.deadline_kinds import KINDS
from service.projections.deadline_versions import regulation_on
from service.projections.deadlines import deadline_rows, state_of
from service.projections.evidence import evidence_counts, evidence_of
from service.regulations.clauses import parse, russian
from service.regulations.regulation import Regulation
from service.regulations.requirements import Requirement, requirements

Row = Mapping[str, Any]
Status = Literal["breached", "due", "met", "not_applicable"]

STATUSES: Final[Mapping[Status, str]] = {
    "breached": "нарушено",
    "due": "предстоит",
    "met": "выполнено",
    "not_applicable": "не применяется",
}
"""From the worst to the least; the status of a clause is the worst of its requirements."""

_ASSOCIATION: Final = frozenset(
    {"R-015", "R-027", "R-028", "R-029", "R-030", "R-031", "R-032", "R-033", "R-036"}
)
"""Duties of an association, which an institution need not create (A-06)."""

_SWITCHES: Final[Mapping[str, Callable[[Regulation], bool]]] = {
    "R-004": lambda regulation: regulation.requires_pedagogical_council,
    "R-005": lambda regulation: regulation.requires_trade_union_agreement,
    "R-049": lambda regulation: bool(regulation.admission_criteria),
    "R-050": lambda regulation: regulation.flag("documents.memos"),
    "R-074": lambda regulation: regulation.appointment_deadline_days is not None,
    "R-093": lambda regulation: regulation.number("programme.compose_deadline_days") is not None,
    "R-128": lambda regulation: regulation.number("reports.mentor_deadline_days") is not None,
    "R-129": lambda regulation: regulation.number("reports.mentee_deadline_days") is not None,
}
"""Requirements that a value of the regulation switches off."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How a requirement is kept: its status, how many events prove it, the newest of them, its terms."""

    number: str
    status: Status
    count: int
    proof: tuple[Row, ...]
    terms: tuple[str, ...]


@view(name="compliance", title="Соблюдение Положения по пунктам", action=Action.VIEW_COMPLIANCE)
def compliance(asked: Asked) -> Sequence[Row]:
    """Each clause of the institution's documents: met, due, breached or not applicable, with its proof."""
    kept = {each.number: each for each in _kept(asked)}
    by_clause: dict[str, list[Kept]] = {}
    for number, requirement in requirements().items():
        for clause in requirement.clauses.get(asked.institution, ()):
            by_clause.setdefault(str(clause), []).append(kept[number])
    return [_clause_row(reference, found) for reference, found in by_clause.items()]


def _clause_row(reference: str, found: Sequence[Kept]) -> Row:
    status = min((each.status for each in found), key=list(STATUSES).index)
    return {
        "clause": reference,
        "clause_words": russian(parse(reference)),
        "status": status,
        "status_words": STATUSES[status],
        "requirements": [
            {
                "number": each.number,
                "status": each.status,
                "events": each.count,
                "proof": [
                    {key: row[key] for key in ("position", "topic", "stream", "effective_on")}
                    for row in each.proof
                ],
                "terms": list(each.terms),
            }
            for each in found
        ],
    }


def _kept(asked: Asked) -> list[Kept]:
    regulation = regulation_on(asked.connection, asked.institution, on=asked.on)
    counts = evidence_counts(asked.connection, asked.institution)
    terms = _terms(asked)
    has_association = "R-026" in counts
    return [
        Kept(
            number=number,
            status=_status(
                each,
                regulation,
                events=counts.get(number, 0),
                terms=terms.get(number, ()),
                has_association=has_association,
            ),
            count=counts.get(number, 0),
            proof=tuple(evidence_of(asked.connection, asked.institution, number)) if number in counts else (),
            terms=tuple(row["id"] for row, _ in terms.get(number, ())),
        )
        for number, each in requirements().items()
        if asked.institution in each.clauses
    ]


def _terms(asked: Asked) -> Mapping[str, list[tuple[Row, str]]]:
    found: dict[str, list[tuple[Row, str]]] = {}
    for row in deadline_rows(asked.connection, asked.institution):
        number = KINDS[row["kind"]].requirement
        if number is not None:
            found.setdefault(number, []).append((row, state_of(row, on=asked.on)))
    return found


def _status(
    requirement: Requirement,
    regulation: Regulation | None,
    *,
    events: int,
    terms: Sequence[tuple[Row, str]],
    has_association: bool,
) -> Status:
    states = {state for _, state in terms}
    switch = _SWITCHES.get(requirement.number)
    if regulation is not None and switch is not None and not switch(regulation):
        return "not_applicable"
    if requirement.number in _ASSOCIATION and not has_association:
        return "not_applicable"
    if states & {"overdue", "met_late"}:
        return "breached"
    if states & {"due", "soon", "unknown"}:
        return "due"
    if events or requirement.check == "view":
        return "met"
    return "not_applicable" if requirement.strength == "may" else "due"
