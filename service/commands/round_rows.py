"""The plain rows in which pages, the command line and the JSON API show a round."""

from dataclasses import dataclass

from service.regulations.nouns import MENTORS, OF_REQUESTS, REQUESTS, counted


@dataclass(frozen=True, slots=True)
class Reason:
    """Points of a pair for one criterion, in words, and the ``most`` that any pair could have for it."""

    criterion: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """A suggested pair, or a member of a group with its leader.

    ``points`` are 0..1000, ``shared`` the requested competencies that the mentor has, ``unmet`` those he has
    not; ``forms`` and ``types`` are what the order may name, in words. ``group`` is the id of the group;
    ``pinned`` tells that the curator wanted the pair, ``kept`` that it stood before a repair.
    """

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    points: int
    shared: tuple[str, ...]
    reasons: tuple[Reason, ...]
    interest: str | None
    group: str | None = None
    pinned: bool = False
    kept: bool = False
    unmet: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @property
    def coverage(self) -> str:
        """How many of the requests the mentor meets: «Закрывает 1 из 4 запросов»."""
        met, asked = len(self.shared), len(self.shared) + len(self.unmet)
        if self.unmet:
            return f"Закрывает {met} из {counted(asked, OF_REQUESTS)}"
        every = {1: "единственный запрос", 2: "оба запроса"}.get(met, f"все {counted(met, REQUESTS)}")
        return f"Закрывает {every}"

    @property
    def ways(self) -> str:
        """The forms and the types that are possible, in one line."""
        told = (("форма", self.forms), ("вид", self.types))
        return _capital("; ".join(_choice(what, names) for what, names in told if names))


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A suggested group: who leads it, what it is about in words, and its members.

    ``form`` is the form of mentoring, ``topic`` the competency; ``points`` are the sum over the members.
    """

    group_id: str
    leader_id: str
    leader: str
    form: str
    topic: str
    members: tuple[PairRow, ...]
    points: int

    @property
    def theme(self) -> str:
        """The theme in one line: «Педагог – педагог: работа с родителями»."""
        return f"{_capital(self.form)}: {_small(self.topic)}"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule in the way, with its clause and how many mentors it removed; 0: not about mentors."""

    rule: str
    clause: str | None
    mentors: int

    @property
    def sentence(self) -> str:
        """The obstacle in one line."""
        who = f"{counted(self.mentors, MENTORS)}: " if self.mentors else ""
        return f"{who}{self.rule}" + (f" ({self.clause})" if self.clause else "")


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A mentee without a suggested pair: what stands in the way and what would help.

    ``smallest`` are the fewest rules that alone are enough to leave nobody; with one of them less somebody
    could be found, if no other rule spoke against him.
    """

    mentee_id: str
    mentee: str
    obstacles: tuple[Obstacle, ...]
    remedies: tuple[str, ...]
    smallest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with the value reached and the best that is possible."""

    goal: str
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class MentorLoad:
    """A mentor with the number of suggested mentees and the places he has.

    ``absence`` says why he takes no part, None for those who do: his places are nobody's then.
    """

    mentor_id: str
    mentor: str
    load: int
    capacity: int
    absence: str | None = None


@dataclass(frozen=True, slots=True)
class PartRow:
    """People who share possible mentors with nobody else, and how their part was solved, in words."""

    mentees: int
    mentors: int
    method: str
    proven: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One run of the matcher, ready to be shown.

    ``pairs`` are all pairs, members of groups included; ``tolerance`` are the thousandths of the fit that
    might be given away; ``repair`` tells that pairs of the proposal before were kept.
    """

    round_id: str
    run_id: str
    position: int
    on: str
    digest: str
    status: str
    proven: bool
    goals: tuple[GoalRow, ...]
    pairs: tuple[PairRow, ...]
    unmatched: tuple[UnmatchedRow, ...]
    mentors: tuple[MentorLoad, ...]
    groups: tuple[GroupRow, ...] = ()
    parts: tuple[PartRow, ...] = ()
    tolerance: int = 0
    repair: bool = False

    @property
    def contradictory(self) -> bool:
        """Whether the pins contradict the rules: only then nothing was proposed and no goal has a value."""
        return not self.goals

    @property
    def taking_part(self) -> tuple[MentorLoad, ...]:
        """The mentors to whom somebody could have been proposed, busy or idle."""
        return tuple(mentor for mentor in self.mentors if mentor.absence is None)

    @property
    def absent(self) -> tuple[MentorLoad, ...]:
        """The mentors who take no part."""
        return tuple(mentor for mentor in self.mentors if mentor.absence is not None)

    @property
    def places(self) -> int:
        """The places of the mentors who take part."""
        return sum(mentor.capacity for mentor in self.taking_part)

    @property
    def taken(self) -> int:
        """Those of them that the proposal takes."""
        return sum(mentor.load for mentor in self.taking_part)

    @property
    def single_pairs(self) -> tuple[PairRow, ...]:
        """The pairs that are in no group."""
        return tuple(pair for pair in self.pairs if pair.group is None)


def _choice(what: str, names: tuple[str, ...]) -> str:
    return f"{what}{' на выбор' if len(names) > 1 else ''}: {', '.join(names)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """A label inside a sentence begins small, unless it is an abbreviation: «ФГОС», «ИКТ»."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
