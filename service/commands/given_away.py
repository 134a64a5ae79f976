"""How much of the best fit a run gave away for interest and even load, as its own certificate proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from service.commands.price_words import percent
from service.commands.runtime import Runtime
from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import candidates
from service.matching.checking.board import Board
from service.matching.checking.pairs import Placed
from service.matching.checking.prices import check_certificate
from service.matching.checking.stages import Stages
from service.matching.formats.problem import Problem, digest
from service.matching.formats.proposal import OPTIMAL, read_proposal
from service.matching.formats.reading import problem_from
from service.projections.rounds import run_of_round
from service.regulations.nouns import POINTS, counted

Row = Mapping[str, Any]

_NOTHING_BETTER: Final = " Лучше по взаимному интересу и нагрузке в этих пределах нельзя: это доказано."


@dataclass(frozen=True, slots=True)
class GivenAway:
    """What might be given away (``tolerance``, thousandths of the best fit) and what was.

    ``fit`` is what all pairs have together, ``best`` the most that is possible, None where nobody proved it.
    """

    tolerance: int
    proven: bool
    fit: int
    best: int | None

    @property
    def sentence(self) -> str:
        """What was allowed and what was used of it, as the curator reads it."""
        allowed = f"Разрешено уступить до {percent(self.tolerance)}"
        end = _NOTHING_BETTER if self.proven else ""
        if self.best is None:
            return f"{allowed} наибольшего соответствия ради взаимного интереса и ровной нагрузки.{end}"
        told = f"Наибольшее соответствие по этим банкам — {counted(self.best, POINTS)}. {allowed}"
        if self.best == self.fit:
            return f"{told}, но уступать не пришлось.{end}"
        lost = self.best - self.fit
        share = percent(round(1000 * lost / self.best))
        return f"{told}; уступлено — {counted(lost, POINTS)} ({share}).{end}"


def given_away(runtime: Runtime, run: Row) -> GivenAway | None:
    """Tell what a run gave away; None where nothing might be, or where pins left no proposal."""
    problem, proposal = problem_from(run["problem"]), run["proposal"]
    fit = _fit_of(proposal)
    if fit is None or not problem.limits.fit_tolerance:
        return None
    with runtime.reading() as connection:
        strict = run_of_round(connection, run["round"], digest=digest(_strict(problem)))
    return GivenAway(
        tolerance=round(problem.limits.fit_tolerance * 1000),
        proven=proposal["status"] == OPTIMAL,
        fit=fit,
        best=_proven_best(problem, proposal) if strict is None else _best_of(strict),
    )


def _strict(problem: Problem) -> Problem:
    """The same question where nothing may be given away."""
    return problem.replace(limits=msgspec.structs.replace(problem.limits, fit_tolerance=0.0))


def _best_of(strict: Row) -> int | None:
    """The best fit, as a run found it that might give nothing away."""
    return _fit_of(strict["proposal"]) if strict["status"] == OPTIMAL else None


def _fit_of(proposal: Row) -> int | None:
    """The fit of a proposal, if it pursues it; a contradictory one pursues nothing."""
    return next((goal["value"] for goal in proposal["goals"] if goal["name"] == "fit"), None)


def _proven_best(problem: Problem, document: Row) -> int | None:
    """The best fit that the prices of the certificate prove: a look through the candidates for each goal.

    Where there may be groups, these prices tell only of a larger freedom, and so not the best.
    """
    allowed = candidates(Eligibility.of(problem))
    board = Board.of(problem, allowed)
    stages = Stages.of(board)
    if stages.groups or not stages.then:
        return None
    proposal = read_proposal(msgspec.json.encode(document))
    chosen = Placed.of(problem, allowed, proposal).chosen(allowed)
    return check_certificate(board, chosen, stages.certified, proposal.certificate).limits.get("fit")
