"""Invented problems of five sizes, from a school to a country: whole numbers, the same for the same seed.

The shapes follow what is known of teacher mentoring: a mentor takes three mentees, seven mentors in a hundred
are not trained yet, four people in a hundred gave no consent, one mentee in seven has waited too long. People
meet inside their institution; in a region and a country that stands for the schools that share one bank.
Between institutions there is only virtual mentoring, for those who take part in the network.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from service.matching.formats.problem import (
    Excluded,
    Forbidden,
    GroupSize,
    Interest,
    Limits,
    Mentee,
    Mentor,
    Pair,
    Problem,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many people in how many institutions, and per hundred how many take part in the network."""

    mentors: int
    mentees: int
    institutions: int
    forms: int
    slots: int
    network_mentors: int
    network_mentees: int
    virtual: int


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "school": Size(10, 20, 1, 2, 16, 0, 0, 30),
        "college": Size(60, 150, 1, 4, 18, 0, 0, 30),
        "muni": Size(600, 1_500, 10, 4, 8, 95, 95, 95),
        "region": Size(5_000, 12_000, 20, 4, 30, 30, 70, 75),
        "country": Size(40_000, 100_000, 450, 4, 38, 3, 10, 55),
    }
)

_FORMS = ("PEER", "HEAD_TEACHER", "COLLEGE_YOUNG_TEACHER", "EMPLOYER_STUDENT")
_TYPES = MappingProxyType(
    {"traditional": 80, "goal_setting": 55, "situational": 55, "reverse": 25, "speed": 15}
)
_COMPETENCIES = tuple(f"C{code:02}" for code in range(48))
_SUBJECTS = tuple(f"S{code:02}" for code in range(24))
_DEPARTMENTS = 4


def instance(name: str, *, seed: int = 1, groups: bool = True, limits: Limits | None = None) -> Problem:
    """Return the problem of a size (a key of ``SIZES``); without ``groups`` no mentor leads any."""
    return made(SIZES[name], seed=seed, groups=groups, limits=limits)


def made(size: Size, *, seed: int, groups: bool, limits: Limits | None = None) -> Problem:
    """Return a problem of this size."""
    draw = random.Random(seed)
    mentors = [_mentor(draw, size, position, groups=groups) for position in range(size.mentors)]
    mentees = [_mentee(draw, size, position) for position in range(size.mentees)]
    near = list(_acquaintances(draw, mentors, mentees))
    return Problem(
        mentors=tuple(mentors),
        mentees=tuple(mentees),
        interest=tuple(_marks(draw, pair) for pair in near if _chance(draw, 75)),
        forbidden=tuple(_barred(pair) for pair in near if _chance(draw, 1)),
        current=tuple(_one_each(draw, near)),
        excluded=tuple(_excluded(draw, mentors, mentees)),
        limits=limits or Limits(),
    )


def _mentor(draw: random.Random, size: Size, position: int, *, groups: bool) -> Mentor:
    institution = _spread(draw, position, size)
    types = _types(draw, size.virtual)
    leads = groups and "group" in types
    experience = draw.randint(3, 35)
    department = _department(draw, institution)
    return Mentor(
        id=f"m{position:06}",
        capacity=_capacity(draw),
        competencies={
            code: draw.choice((1, 2, 2, 3)) for code in draw.sample(_COMPETENCIES, draw.randint(10, 21))
        },
        forms=tuple(draw.sample(_FORMS[: size.forms], draw.choice((1, 2, 2)))),
        types=types,
        subject=draw.choice(_SUBJECTS),
        age=min(22 + experience + draw.randint(0, 8), 75),
        experience_years=experience,
        mentoring_years=draw.randint(0, min(experience, 8)),
        group=GroupSize(min=draw.choice((2, 2, 3)), max=draw.choice((None, 4, 6))) if leads else None,
        department=department,
        head_of=(department,) if _chance(draw, 8) else (),
        free=_free(draw, size.slots),
        institution=institution,
        network=_chance(draw, size.network_mentors),
    )


def _mentee(draw: random.Random, size: Size, position: int) -> Mentee:
    institution = _spread(draw, position, size)
    only_group = _chance(draw, 6)
    experience = draw.choice((0, 0, 1, 1, 2, 3, 5, 8, 12, 20))
    return Mentee(
        id=f"e{position:06}",
        request={code: draw.randint(1, 3) for code in draw.sample(_COMPETENCIES, draw.randint(2, 5))},
        forms=(draw.choice(_FORMS[: size.forms]),),
        types=("group",) if only_group else _types(draw, size.virtual),
        subject=draw.choice(_SUBJECTS),
        age=min(21 + experience + draw.randint(0, 12), 70),
        experience_years=experience,
        due_in_days=draw.randint(-7, 42),
        waiting_days=draw.randint(0, 12) * draw.randint(0, 12),
        department=_department(draw, institution),
        free=_free(draw, size.slots),
        institution=institution,
        network=_chance(draw, size.network_mentees),
    )


def _chance(draw: random.Random, of_hundred: int) -> bool:
    return draw.randrange(100) < of_hundred


def _spread(draw: random.Random, position: int, size: Size) -> str:
    """Everybody has an institution; those of one are not neighbours in the bank."""
    chosen = position if position < size.institutions else draw.randrange(size.institutions)
    return f"i{chosen:05}"


def _department(draw: random.Random, institution: str) -> str:
    return f"{institution}-{draw.randrange(_DEPARTMENTS)}"


def _capacity(draw: random.Random) -> int:
    """Three places, or eight for those without a limit, less the mentees they have already."""
    return max((8 if _chance(draw, 8) else 3) - draw.choice((0, 0, 0, 0, 1, 1, 1, 2, 2, 3)), 0)


def _types(draw: random.Random, virtual: int) -> tuple[str, ...]:
    chances = {**_TYPES, "virtual": virtual, "group": 30}
    return tuple(code for code, chance in chances.items() if _chance(draw, chance)) or ("situational",)


def _free(draw: random.Random, slots: int) -> tuple[str, ...] | None:
    if _chance(draw, 10):
        return None
    return tuple(f"{slot:02}" for slot in draw.sample(range(slots), draw.randint(2, 7)))


def _acquaintances(
    draw: random.Random, mentors: Sequence[Mentor], mentees: Sequence[Mentee]
) -> Iterator[Pair]:
    """Yield for each mentee a few mentors of his own institution, each once."""
    own: dict[str | None, list[str]] = defaultdict(list)
    for mentor in mentors:
        own[mentor.institution].append(mentor.id)
    for mentee in mentees:
        known = own[mentee.institution]
        for mentor_id in draw.sample(known, min(len(known), draw.randint(2, 5))):
            yield Pair(mentee=mentee.id, mentor=mentor_id)


def _marks(draw: random.Random, pair: Pair) -> Interest:
    marks = (None, None, 1, 2, 3, 3, 4, 4, 5, 5)
    veto = _chance(draw, 3)
    return Interest(
        mentee=pair.mentee,
        mentor=pair.mentor,
        by_mentee=0 if veto else draw.choice(marks),
        by_mentor=draw.choice(marks),
    )


def _barred(pair: Pair) -> Forbidden:
    return Forbidden(mentee=pair.mentee, mentor=pair.mentor, reason="failed_before")


def _one_each(draw: random.Random, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pair that one mentee in four has now."""
    seen: set[str] = set()
    for pair in pairs:
        if pair.mentee not in seen and _chance(draw, 25):
            yield pair
        seen.add(pair.mentee)


def _excluded(
    draw: random.Random, mentors: Sequence[Mentor], mentees: Sequence[Mentee]
) -> Iterator[Excluded]:
    for identity in [*(mentor.id for mentor in mentors), *(mentee.id for mentee in mentees)]:
        if _chance(draw, 4):
            yield Excluded(id=identity, rule="no_consent", clause="6.1")
    for mentor in mentors:
        if _chance(draw, 7):
            yield Excluded(id=mentor.id, rule="not_admitted")
