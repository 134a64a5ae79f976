"""Network mentoring: the operator asks several institutions for those who stay without a pair at home.

What is allowed between institutions is told in ``network_problem.py``. Nothing is stored: an institution
decides by its own rounds and orders, and no order of a head binds another employer's staff (A-49).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec

from service.access import Action, Actor, Role, require
from service.aggregates.institution import RegulationNotInForce
from service.commands.bank_problem import build_problem
from service.commands.bank_view import BankView, read_banks
from service.commands.limited_match import in_words, propose_limited
from service.commands.match_questions import Progress
from service.commands.network_agreements import Agreement, agreements
from service.commands.network_page import network_page
from service.commands.network_problem import Home, network_problem
from service.commands.network_rows import NetworkPage
from service.commands.runtime import Runtime
from service.commands.suggest import BanksEmpty, InstitutionUnknown, regulation_in_force
from service.errors import NotAllowed, Refused
from service.matching.formats.problem import to_json
from service.matching.formats.proposal import INFEASIBLE
from service.regulations.regulation import Regulation

FEWEST: Final = 2
"""So many institutions make a network."""


class NetworkNeedsTwo(Refused):
    """One institution asks for itself."""

    requirement = "R-147"


class NetworkMemberUnknown(Refused):
    """There is no institution with this code; facts: ``institution``."""


class NetworkMemberNotReady(Refused):
    """An institution without a regulation in force takes no part; facts: ``institution``."""

    requirement = "R-001"


class NetworkPinsContradict(Refused):
    """The pins of an institution leave it no proposal at home; facts: ``institution``."""

    requirement = "R-060"


@dataclass(frozen=True, slots=True)
class NetworkSuggestion:
    """The joint question, as the document of a problem file, and the answer to it, as rows."""

    problem: dict[str, Any]
    page: NetworkPage


def network_suggestion(
    runtime: Runtime,
    *,
    institutions: Iterable[str],
    actor: Actor,
    on: date | None = None,
    progress: Progress | None = None,
) -> NetworkSuggestion:
    """Suggest pairs over several institutions, home first, without storing anything.

    The order of ``institutions`` (codes) does not matter; each is asked for ``on`` or its own today. Only the
    operator may ask: nobody else may see the banks of another institution.

    Raises:
        NotAllowed, NetworkNeedsTwo, NetworkMemberUnknown, NetworkMemberNotReady, BanksEmpty,
        NetworkPinsContradict.
        MatchOutOfTime, MatchOutOfMemory, MatchInterrupted, MatchCrashed: there is no proposal.

    """
    codes = sorted(set(institutions))
    for code in codes:
        _need_operator(actor, code)
    if len(codes) < FEWEST:
        raise NetworkNeedsTwo
    views, agreed = _read(runtime, codes, on)
    homes = [_at_home(view, progress) for view in views]
    joined = frozenset(frozenset((each.one, each.other)) for each in agreed if each.holds)
    problem = network_problem(homes, joined=joined)
    proposal = propose_limited(problem, progress=in_words(progress, whose="Сеть"))
    document: dict[str, Any] = msgspec.to_builtins(to_json(problem))
    return NetworkSuggestion(document, network_page(homes, agreed, problem, proposal))


def _need_operator(actor: Actor, institution: str) -> None:
    """Refuse everybody else, a curator of all the institutions too: nothing here is his to decide.

    Raises:
        NotAllowed.

    """
    require(actor, Action.RUN_MATCHER, institution)
    if Role.OPERATOR not in actor.roles_in(institution):
        raise NotAllowed(Action.RUN_MATCHER)


def _read(
    runtime: Runtime, codes: Sequence[str], on: date | None
) -> tuple[tuple[BankView, ...], tuple[Agreement, ...]]:
    """All banks and agreements, at one position of the log."""
    days = {code: _regulation(runtime, code, on) for code in codes}
    with runtime.reading() as connection:
        views = tuple(
            read_banks(connection, institution=code, regulation=regulation, on=day)
            for code, (day, regulation) in days.items()
        )
        agreed = agreements(connection, views)
    mentors, mentees = sum(len(view.mentors) for view in views), sum(len(view.mentees) for view in views)
    if not mentors or not mentees:
        raise BanksEmpty(mentors=mentors, mentees=mentees)
    return views, agreed


def _regulation(runtime: Runtime, code: str, on: date | None) -> tuple[date, Regulation]:
    try:
        day = on or runtime.today(code)
        return day, regulation_in_force(runtime, code, on=day)
    except InstitutionUnknown as unknown:
        raise NetworkMemberUnknown(institution=code) from unknown
    except RegulationNotInForce as missing:
        raise NetworkMemberNotReady(institution=code) from missing


def _at_home(view: BankView, progress: Progress | None) -> Home:
    """What an institution would propose in its own round."""
    problem = build_problem(view)
    proposal = propose_limited(problem, progress=in_words(progress, whose=view.institution))
    if proposal.status == INFEASIBLE:
        raise NetworkPinsContradict(institution=view.institution)
    return Home(view, problem, proposal)
