"""Checks of the groups: one mentor and one theme each, sizes, members, and the ids that pairs refer to."""

from collections import defaultdict
from collections.abc import Iterator

from service.matching.checking.violation import Violation
from service.matching.formats.problem import Problem
from service.matching.formats.proposal import Proposal, ProposedGroup


def check_groups(problem: Problem, proposal: Proposal) -> Iterator[Violation]:
    """Find what is wrong with the groups; whether the theme suits everybody, ``check_pairs`` says."""
    yield from _check_ids(proposal)
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    known = {group.id for group in proposal.groups}
    for index, pair in enumerate(proposal.pairs):
        if pair.group is not None:
            members[pair.group].append((pair.mentee, pair.mentor))
        if pair.group is not None and pair.group not in known:
            yield Violation(f"$.pairs[{index}].group", "unknown_group", "такой группы нет в предложении")
    sizes = {mentor.id: mentor.group_sizes for mentor in problem.mentors}
    for index, group in enumerate(proposal.groups):
        possible = sizes.get(group.mentor, range(0))
        yield from _check_group(f"$.groups[{index}]", group, members[group.id], possible)


def _check_ids(proposal: Proposal) -> Iterator[Violation]:
    """Groups are counted from 1 in the order of their mentors, of whom nobody leads two."""
    leaders: set[str] = set()
    for index, group in enumerate(proposal.groups):
        if group.mentor in leaders:
            yield Violation(f"$.groups[{index}].mentor", "two_groups", "наставник уже ведёт другую группу")
        leaders.add(group.mentor)
    number = {mentor: f"g{position}" for position, mentor in enumerate(sorted(leaders), start=1)}
    for index, group in enumerate(proposal.groups):
        if group.id != number[group.mentor]:
            message = f"у группы должно быть обозначение {number[group.mentor]}"
            yield Violation(f"$.groups[{index}].id", "group_id", message)


def _check_group(
    path: str, group: ProposedGroup, members: list[tuple[str, str]], sizes: range
) -> Iterator[Violation]:
    if not sizes:
        yield Violation(f"{path}.mentor", "no_group", "этот наставник групп не ведёт")
    elif len(group.mentees) not in sizes:
        message = f"в группе должно быть от {sizes.start} до {sizes.stop - 1}, а в ней {len(group.mentees)}"
        yield Violation(f"{path}.mentees", "group_size", message)
    if list(group.mentees) != sorted({mentee for mentee, _ in members}):
        yield Violation(f"{path}.mentees", "group_members", "состав группы не тот, что в списке пар")
    if any(mentor != group.mentor for _, mentor in members):
        yield Violation(f"{path}.mentor", "group_mentor", "в списке пар у этой группы другой наставник")
