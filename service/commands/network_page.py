"""The answer to a network question as people read it: pairs at home, pairs between institutions, the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from service.commands.network_agreements import Agreement
from service.commands.network_problem import OWN_FORM, Home, own_form
from service.commands.network_reasons import network_reasons
from service.commands.network_rows import (
    AgreementRow,
    NetworkMember,
    NetworkPage,
    NetworkPair,
    NetworkUnmatched,
)
from service.commands.round_page import FORMS, round_page
from service.commands.round_rows import RoundPage
from service.ids import institution_of
from service.matching.formats.problem import Problem, to_json
from service.matching.formats.proposal import OPTIMAL, Proposal
from service.matching.formats.proposal import to_json as proposal_json
from service.matching.words import STATUSES

Words = Mapping[str, str]


def network_page(
    homes: Sequence[Home], agreed: Sequence[Agreement], problem: Problem, proposal: Proposal
) -> NetworkPage:
    """Turn the home proposals and the joint proposal into rows of plain words."""
    names = {row["id"]: row["full_name"] for home in homes for row in _people(home)}
    told = proposal.replace(unmatched=network_reasons(problem, proposal.unmatched, agreed))
    placed = {entry: f"{name} ({_code(entry)})" for entry, name in names.items()}
    joint = _rows(problem, told, placed, _forms(homes))
    pages = [_rows(home.problem, home.proposal, names, _home_forms(home)) for home in homes]
    proven = all(each.status == OPTIMAL for each in (proposal, *(home.proposal for home in homes)))
    return NetworkPage(
        members=tuple(map(_member, homes)),
        agreements=tuple(map(_agreement, agreed)),
        at_home=_sorted(pages, names),
        between=_sorted([joint], names),
        unmatched=_unmatched(joint, names),
        status=STATUSES["optimal" if proven else "feasible"],
        proven=proven,
        digest=proposal.problem_digest,
    )


def _people(home: Home) -> tuple[Mapping[str, Any], ...]:
    return (*home.view.mentors, *home.view.mentees)


def _rows(problem: Problem, proposal: Proposal, names: Words, forms: Words) -> RoundPage:
    """A proposal in the words in which rounds are shown; it belongs to no round."""
    nowhere = {"round": "", "id": "", "position": 0, "on": date.min, "digest": proposal.problem_digest}
    documents = {"problem": to_json(problem), "proposal": proposal_json(proposal)}
    plain: dict[str, Any] = msgspec.to_builtins(documents)
    return round_page({**nowhere, **plain}, people=names, forms=forms)


def _home_forms(home: Home) -> Words:
    return {**FORMS, **{form.code: form.label for form in home.view.regulation.forms}}


def _forms(homes: Sequence[Home]) -> Words:
    """Words for the forms of all; a form of one institution's own is called as that one calls it."""
    return {**FORMS, **{own_form(home.code): _home_forms(home)[OWN_FORM] for home in homes}}


def _sorted(pages: Sequence[RoundPage], names: Words) -> tuple[NetworkPair, ...]:
    """The pairs of some pages by institution and name of the mentee."""
    pairs = (pair for page in pages for pair in _pairs(page, names))
    return tuple(sorted(pairs, key=lambda row: (row.mentee_at, row.pair.mentee, row.pair.mentee_id)))


def _pairs(page: RoundPage, names: Words) -> Iterator[NetworkPair]:
    themes = {group.group_id: group.theme for group in page.groups}
    for pair in page.pairs:
        yield NetworkPair(
            pair=replace(pair, mentee=names[pair.mentee_id], mentor=names[pair.mentor_id]),
            mentee_at=_code(pair.mentee_id),
            mentor_at=_code(pair.mentor_id),
            theme=None if pair.group is None else themes[pair.group],
        )


def _unmatched(page: RoundPage, names: Words) -> tuple[NetworkUnmatched, ...]:
    """Who is left, by institution and name; what would help names every mentor with the institution."""
    rows = (
        NetworkUnmatched(
            row.mentee_id, names[row.mentee_id], _code(row.mentee_id), row.obstacles, row.remedies
        )
        for row in page.unmatched
    )
    return tuple(sorted(rows, key=lambda row: (row.mentee_at, row.mentee, row.mentee_id)))


def _code(entry: str) -> str:
    """The institution of an entry: ids begin with it."""
    return institution_of(entry)


def _member(home: Home) -> NetworkMember:
    return NetworkMember(
        code=home.code,
        name=home.view.regulation.short_name,
        on=f"{home.view.on:%d.%m.%Y}",
        matched=len(home.proposal.pairs),
        left=len(home.problem.mentees) - len(home.proposal.pairs),
        places=home.free_places(),
        home_proven=home.proposal.status == OPTIMAL,
    )


def _agreement(agreed: Agreement) -> AgreementRow:
    return AgreementRow(
        agreed.one, agreed.other, agreed.holds, f"{agreed.one} — {agreed.other}: {_held(agreed)}."
    )


def _held(agreed: Agreement) -> str:
    if agreed.holds:
        return "соглашение действует"
    recorded = [
        code
        for code, records in ((agreed.one, agreed.one_records), (agreed.other, agreed.other_records))
        if records
    ]
    if recorded:
        return f"соглашение записала только организация {recorded[0]}, поэтому пар между ними нет"
    return "действующее соглашение не записано, поэтому пар между ними нет"
