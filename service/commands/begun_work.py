"""What goes on to its end although nobody waits for it: a suggestion, and a choice against a proposal."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from service.access import Action, Actor, require
from service.commands.bank_problem import USUAL, Asking
from service.commands.calculation import About, Calculation
from service.commands.calculations import Calculations
from service.commands.match_ends import Asked
from service.commands.match_questions import PriceOf, Progress
from service.commands.open_run import open_run
from service.commands.overrides import override_proposal
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.ids import id_of, random_part
from service.matching.pricing.loss import Price


def begin_suggestion(
    calculations: Calculations,
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    asking: Asking = USUAL,
    on: date | None = None,
) -> Calculation:
    """Begin to suggest pairs, or join whoever asks the same; the answer is the run, 32 hexadecimal digits.

    Raises:
        NotAllowed: the actor may not run the matcher.

    """
    require(actor, Action.RUN_MATCHER, institution)

    def work(progress: Progress, cancelled: Asked) -> str:
        run = suggest(
            runtime,
            institution=institution,
            actor=actor,
            on=on,
            asking=asking,
            progress=progress,
            cancelled=cancelled,
        )
        return random_part(run["id"])

    return calculations.begin(("suggest", institution, asking, on), work, institution=institution)


def begin_override(
    calculations: Calculations,
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    run: str,
    mentee: str,
    mentor: str,
    reason: str,
) -> Calculation:
    """Begin to choose a pair against the proposal of a run (32 hexadecimal digits); the answer is its price.

    Raises:
        NotAllowed: the actor may not run the matcher.
        NotFound: there is no such run.

    """
    opened = open_run(
        runtime, institution=institution, actor=actor, run_id=id_of(institution, "match_run", run)
    )

    def work(progress: Progress, cancelled: Asked) -> Price:
        asker = calculations.asker_within(institution, run, progress, cancelled)
        return override_proposal(
            runtime, replace(opened, asker=asker), actor=actor, mentee=mentee, mentor=mentor, reason=reason
        )

    asked = PriceOf(proposal=opened.proposal, mentee=mentee, mentor=mentor)
    key = ("override", actor.id, run, mentee, mentor, sha256(reason.encode()).digest())
    return calculations.begin(key, work, institution=institution, about=About.of(run, asked))
