"""Checks of those who are left: the list itself, the rules that keep them, the changes that would help."""

from collections.abc import Iterator, Sequence

from service.matching.candidates.eligible import Eligibility
from service.matching.candidates.score import Candidates
from service.matching.checking.violation import Violation
from service.matching.explaining.explain import explain
from service.matching.formats.proposal import Proposal, Unmatched


def check_reasons(
    eligibility: Eligibility, candidates: Candidates, proposal: Proposal
) -> Iterator[Violation]:
    """Compare the mentees without a pair, and the reasons, with a recomputation for the same pairs."""
    pairs = [pair.people() for pair in proposal.pairs]
    yield from check_unmatched(explain(eligibility, candidates, pairs, proposal.groups), proposal)


def check_unmatched(expected: Sequence[Unmatched], proposal: Proposal) -> Iterator[Violation]:
    """Compare the list of those who are left with the expected one."""
    wanted = {unmatched.mentee: unmatched for unmatched in expected}
    seen: set[str] = set()
    for index, found in enumerate(proposal.unmatched):
        path = f"$.unmatched[{index}]"
        if found.mentee in seen or found.mentee not in wanted:
            yield Violation(f"{path}.mentee", "unmatched", "этот наставляемый не должен стоять в списке")
            continue
        seen.add(found.mentee)
        if found.blocking != wanted[found.mentee].blocking:
            yield Violation(f"{path}.blocking", "blocking", "причины не те, что даёт пересчёт")
        if found.relaxations != wanted[found.mentee].relaxations:
            yield Violation(f"{path}.relaxations", "relaxations", "изменения не те, что даёт пересчёт")
        if found.smallest != wanted[found.mentee].smallest:
            message = "наименьший набор правил не тот, что даёт пересчёт"
            yield Violation(f"{path}.smallest", "smallest", message)
    if len(seen) < len(wanted):
        message = f"в списке не хватает наставляемых без пары: {len(wanted) - len(seen)}"
        yield Violation("$.unmatched", "unmatched", message)
