"""What a command has in hand while it decides: the log, the regulation, ids and the business date."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from service.aggregates.bank import Bank
from service.aggregates.institution import Institution
from service.errors import NotFound
from service.events import Aggregate
from service.eventstore.log import Log
from service.regulations.regulation import Regulation

_NAMESPACE: Final = uuid.UUID("6f1d0c1e-3f0e-5a2b-9a41-0d6c5f6e7a10")

SomeAggregate = TypeVar("SomeAggregate", bound=Aggregate)


def fixed_id(institution: str, kind: str, *name: object) -> str:
    """The id of a thing that exists once under a name without personal data."""
    key = "/".join(str(part) for part in (institution, kind, *name))
    return f"{institution}/{kind}/{uuid.uuid5(_NAMESPACE, key).hex}"


@dataclass(frozen=True, slots=True)
class Work:
    """One command at work in one institution; ``on`` is its business date, ``actor`` a person or system."""

    log: Log
    institution: str
    actor: str
    on: date
    random_hex: Callable[[], str]

    def new_id(self, kind: str) -> str:
        """Make a random id for a new aggregate."""
        return f"{self.institution}/{kind}/{self.random_hex()}"

    def get(self, kind: type[SomeAggregate], id: str) -> SomeAggregate:  # noqa: A002 - the library's name
        """Load an aggregate of this institution.

        Raises:
            NotFound: there is none, or it belongs to another institution.

        """
        if not id.startswith(f"{self.institution}/"):
            raise NotFound(id)
        return self.log.get(kind, id)

    def load_institution(self) -> Institution:
        """Load the institution itself."""
        return self.log.get(Institution, fixed_id(self.institution, "institution"))

    def load_regulation(self) -> Regulation:
        """The regulation in force.

        Raises:
            RegulationNotInForce: there is none on the business date.

        """
        institution = self.load_institution()
        institution.require_in_force(on=self.on)
        return Regulation.from_settings(
            self.institution, institution.settings_in_force, version=max(institution.in_force)
        )

    def load_bank(self) -> Bank:
        """Load the institution's bank, or open it."""
        bank_id = fixed_id(self.institution, "bank")
        return self.log.find(Bank, bank_id) or Bank.start(Bank.BankOpened, bank_id)

    def hmac(self, purpose: str, text: str) -> str:
        """HMAC of a text under the institution's erasable key."""
        return self.log.keys.institution_hmac(self.institution, purpose=purpose, message=text.encode())
