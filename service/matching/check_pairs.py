"""Checks of the pairs: people, rules, places, pins and points."""

from collections import Counter
from collections.abc import Iterator

from service.matching.eligible import Eligibility
from service.matching.problem import Mentee, Mentor
from service.matching.proposal import Proposal, ProposedPair
from service.matching.score import terms
from service.matching.violation import Violation
from service.matching.words import rule_words


def check_pairs(eligibility: Eligibility, proposal: Proposal) -> Iterator[Violation]:
    """Find what is wrong with the pairs taken one by one and together."""
    mentees = {mentee.id: mentee for mentee in eligibility.problem.mentees}
    mentors = {mentor.id: mentor for mentor in eligibility.problem.mentors}
    for index, pair in enumerate(proposal.pairs):
        path = f"$.pairs[{index}]"
        mentee, mentor = mentees.get(pair.mentee), mentors.get(pair.mentor)
        if mentee is None:
            yield Violation(f"{path}.mentee", "unknown_id", "такого наставляемого нет в задаче")
        if mentor is None:
            yield Violation(f"{path}.mentor", "unknown_id", "такого наставника нет в задаче")
        if mentee is not None and mentor is not None:
            yield from _check_pair(eligibility, path, pair, mentee, mentor)
    yield from _check_together(eligibility, proposal)
    yield from _check_groups(proposal)


def _check_pair(
    eligibility: Eligibility, path: str, pair: ProposedPair, mentee: Mentee, mentor: Mentor
) -> Iterator[Violation]:
    bans = eligibility.forbidding(mentee, mentor)
    for ban in bans:
        yield Violation(path, ban.rule, f"пара невозможна: {rule_words(ban.rule)}")
    if bans:
        return
    expected = terms(eligibility, mentee, mentor)
    if pair.terms != expected:
        yield Violation(f"{path}.terms", "terms", "слагаемые баллов не те, что даёт пересчёт")
    if pair.points != sum(expected.values()):
        message = f"баллов должно быть {sum(expected.values())}, а указано {pair.points}"
        yield Violation(f"{path}.points", "points", message)


def _check_together(eligibility: Eligibility, proposal: Proposal) -> Iterator[Violation]:
    per_mentee = Counter(pair.mentee for pair in proposal.pairs)
    per_mentor = Counter(pair.mentor for pair in proposal.pairs)
    seen: set[str] = set()
    for index, pair in enumerate(proposal.pairs):
        if per_mentee[pair.mentee] > 1 and pair.mentee in seen:
            yield Violation(f"$.pairs[{index}].mentee", "matched_twice", "у наставляемого уже есть пара")
        seen.add(pair.mentee)
    for mentor in eligibility.problem.mentors:
        if per_mentor[mentor.id] > mentor.capacity:
            message = f"у наставника мест {mentor.capacity}, а пар {per_mentor[mentor.id]}"
            first = next(i for i, pair in enumerate(proposal.pairs) if pair.mentor == mentor.id)
            yield Violation(f"$.pairs[{first}].mentor", "over_capacity", message)
    proposed = {(pair.mentee, pair.mentor) for pair in proposal.pairs}
    for pinned in eligibility.problem.pinned:
        if pinned.key not in proposed:
            yield Violation("$.pairs", "pin_missing", "закреплённой куратором пары нет в предложении")


def _check_groups(proposal: Proposal) -> Iterator[Violation]:
    if proposal.groups:
        yield Violation("$.groups", "groups", "группы в предложении не предусмотрены")
    for index, pair in enumerate(proposal.pairs):
        if pair.group is not None:
            yield Violation(f"$.pairs[{index}].group", "groups", "группы в предложении не предусмотрены")
