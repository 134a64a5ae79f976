"""The plain rows in which the command line shows a network question."""

from dataclasses import dataclass
from typing import Final

from service.commands.round_rows import Obstacle, PairRow

NOTICE: Final = (
    "Это только предложение: ничего не записано, и ни одна организация им не связана. Каждая решает сама, "
    "своим подбором и своим приказом. Пары между организациями — только виртуальные (дистанционные), и "
    "входят в них только те, кто сам назвал этот вид наставничества и согласился на обработку персональных "
    "данных. Согласия на передачу данных другой организации это не заменяет: получите его прежде, чем "
    "назвать там человека."
)
"""What the reader has to know whatever comes out."""


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """An institution that was asked: mentees with a mentor at home, those left, places left to mentors there.

    ``on`` is the day it was asked for; ``home_proven`` tells that the pairs at home are the best possible.
    """

    code: str
    name: str
    on: str
    matched: int
    left: int
    places: int
    home_proven: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Two institutions and who of them recorded an agreement in force with the other."""

    one: str
    other: str
    holds: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class NetworkPair:
    """A suggested pair or member of a group, with the institutions (codes) of both.

    ``theme`` is that of the group, where the pair is part of one.
    """

    pair: PairRow
    mentee_at: str
    mentor_at: str
    theme: str | None


@dataclass(frozen=True, slots=True)
class NetworkUnmatched:
    """A mentee whom nobody took, with the institution: what stands in the way and what would help."""

    mentee_id: str
    mentee: str
    mentee_at: str
    obstacles: tuple[Obstacle, ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The answer to a network question; nothing of it is stored.

    ``at_home`` are the pairs that each institution would propose in its own round; ``between`` those that
    only the network gives: pairs of two institutions, and the members at home of groups with such pairs.
    ``digest`` is that of the joint problem; ``proven`` tells that home proposals and joint proposal are all
    the best possible, ``status`` says so in words.
    """

    members: tuple[NetworkMember, ...]
    agreements: tuple[AgreementRow, ...]
    at_home: tuple[NetworkPair, ...]
    between: tuple[NetworkPair, ...]
    unmatched: tuple[NetworkUnmatched, ...]
    status: str
    proven: bool
    digest: str
    notice: str = NOTICE
