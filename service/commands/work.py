"""What a command has in hand while it decides: the log, the regulation, ids and the business date."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from service.access import Role
from service.aggregates.bank import Bank
from service.aggregates.institution import Institution
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.errors import NotAllowed, NotFound
from service.events import Aggregate
from service.eventstore.log import Log
from service.ids import belongs_to, id_of, kind_of, same_person
from service.regulations.regulation import Regulation
from service.values import Source

_NAMESPACE: Final = uuid.UUID("6f1d0c1e-3f0e-5a2b-9a41-0d6c5f6e7a10")

_KEEPERS_OF_PAPERS: Final = frozenset({Role.CURATOR, Role.SYSTEM_ADMINISTRATOR, Role.OPERATOR})

SomeAggregate = TypeVar("SomeAggregate", bound=Aggregate)


class NotOwnAct(NotAllowed):
    """Nobody gives interest, consent or reports for somebody else."""


def fixed_id(institution: str, kind: str, *name: object) -> str:
    """The id of a thing that exists once under a name without personal data."""
    key = "/".join(str(part) for part in (institution, kind, *name))
    return id_of(institution, kind, uuid.uuid5(_NAMESPACE, key).hex)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One command at work in one institution.

    ``on`` is its business date, ``actor`` a person or system, ``role`` the role under which he acts.
    """

    log: Log
    institution: str
    actor: str
    role: Role
    on: date
    random_hex: Callable[[], str]

    def new_id(self, kind: str) -> str:
        """Make a random id for a new aggregate."""
        return id_of(self.institution, kind, self.random_hex())

    def get(self, kind: type[SomeAggregate], id: str) -> SomeAggregate:  # noqa: A002 - the library's name
        """Load an aggregate of this institution.

        Raises:
            NotFound: there is none, or it belongs to another institution.

        """
        if not belongs_to(id, self.institution):
            raise NotFound(id)
        return self.log.get(kind, id)

    def get_entry(self, id: str) -> Mentor | Mentee:  # noqa: A002 - as above
        """Load an entry of either bank. Raises ``NotFound``."""
        return self.get(Mentor, id) if kind_of(id) == Mentor.TOPIC else self.get(Mentee, id)

    def load_institution(self) -> Institution:
        """Load the institution itself."""
        return self.log.get(Institution, fixed_id(self.institution, "institution"))

    def load_regulation(self, *, version: int | None = None) -> Regulation:
        """The regulation in force on the business date, or the one that holds for what began under a version.

        A running programme keeps the version under which its pair was approved, unless an amending order
        says otherwise (A-61).

        Raises:
            RegulationNotInForce: there is none on the business date.

        """
        institution = self.load_institution()
        if version is None:
            number = institution.version_in_force(on=self.on)
        else:
            number = institution.version_kept(version, on=self.on)
        return Regulation.from_settings(self.institution, institution.settings_of[number], version=number)

    def speaks_for(self, who: str) -> Source:
        """How an act of a person comes here: his own, or recorded by the curator from a signed paper.

        ``who`` is the person or an entry of his in a bank. A person gives interest and consent only for
        himself.

        Raises:
            NotOwnAct: the actor is neither this person nor somebody who keeps the papers.

        """
        if same_person(self.actor, who):
            return "own"
        if self.role in _KEEPERS_OF_PAPERS:
            return "paper"
        raise NotOwnAct(who)

    def load_bank(self) -> Bank:
        """Load the institution's bank, or open it."""
        bank_id = fixed_id(self.institution, "bank")
        return self.log.find(Bank, bank_id) or Bank.start(Bank.BankOpened, bank_id)

    def hmac(self, purpose: str, text: str) -> str:
        """HMAC of a text under the institution's erasable key."""
        return self.log.keys.institution_hmac(self.institution, purpose=purpose, message=text.encode())
