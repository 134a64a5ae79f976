"""The register of everyone in the banks of one institution: the claim that a person stands there once."""

from dataclasses import dataclass

from service.errors import Refused
from service.events import Aggregate, Created, Event, event


class PersonAlreadyRegistered(Refused):
    """A person with the same name and contact is registered already."""

    requirement = "R-020"


@dataclass(frozen=True, slots=True)
class Claim:
    """A registered person; ``fingerprint`` and ``name_print`` are HMACs.

    They are made under the institution's erasable key: ``name_print`` of the name alone, ``fingerprint``
    of name and contact.
    """

    person: str
    fingerprint: str
    name_print: str


class Bank(Aggregate):
    """One per institution; its version serialises concurrent registrations."""

    TOPIC = "bank"

    class BankOpened(Created):
        """The institution began to keep its banks."""

        TOPIC = "bank.BankOpened"
        REQUIREMENTS = ("R-020",)

    class WorkbookImported(Event):
        """A workbook was taken over whole.

        ``claims`` are the persons that it brought; ``digest`` is an HMAC of what was taken; ``model`` names
        the similarity model that read the competencies.
        """

        TOPIC = "bank.WorkbookImported"
        REQUIREMENTS = ("R-020",)
        digest: str
        model: str
        claims: tuple[Claim, ...]
        mentors: int
        mentees: int
        interests: int

    class PersonClaimed(Event):
        """A person was registered by hand."""

        TOPIC = "bank.PersonClaimed"
        REQUIREMENTS = ("R-020",)
        claim: Claim

    class PersonForgotten(Event):
        """A person is no longer known under the prints taken so far: the data were erased or corrected.

        Whoever comes later under the same name and contact is registered as somebody new.
        """

        TOPIC = "bank.PersonForgotten"
        REQUIREMENTS = ("R-055",)
        person: str

    @event(BankOpened)
    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}
        self.by_fingerprint: dict[str, str] = {}
        self.by_name: dict[str, tuple[str, ...]] = {}
        self.imports = 0
        self.last_import: str | None = None

    def find(self, *, fingerprint: str) -> Claim | None:
        """The registered person with this name and contact."""
        person = self.by_fingerprint.get(fingerprint)
        return None if person is None else self.claims[person]

    def namesakes(self, *, name_print: str) -> tuple[Claim, ...]:
        """Everyone registered under this name."""
        return tuple(self.claims[person] for person in self.by_name.get(name_print, ()))

    def import_workbook(
        self,
        *,
        digest: str,
        model: str,
        claims: tuple[Claim, ...],
        mentors: int,
        mentees: int,
        interests: int,
    ) -> None:
        """Record an imported workbook with the persons it brought."""
        self._workbook_imported(
            digest=digest, model=model, claims=claims, mentors=mentors, mentees=mentees, interests=interests
        )

    @event(WorkbookImported)
    def _workbook_imported(
        self,
        digest: str,
        model: str,  # noqa: ARG002 - kept in the event
        claims: tuple[Claim, ...],
        mentors: int,  # noqa: ARG002
        mentees: int,  # noqa: ARG002
        interests: int,  # noqa: ARG002
    ) -> None:
        self.imports += 1
        self.last_import = digest
        for claim in claims:
            self._remember(claim)

    def claim_person(self, *, claim: Claim) -> None:
        """Register a person by hand.

        Raises:
            PersonAlreadyRegistered: name and contact are taken.

        """
        if claim.fingerprint in self.by_fingerprint:
            raise PersonAlreadyRegistered
        self._person_claimed(claim=claim)

    @event(PersonClaimed)
    def _person_claimed(self, claim: Claim) -> None:
        self._remember(claim)

    def forget(self, *, person: str) -> None:
        """Forget the prints of a person; an unknown one changes nothing."""
        if person in self.claims:
            self._person_forgotten(person=person)

    @event(PersonForgotten)
    def _person_forgotten(self, person: str) -> None:
        claim = self.claims.pop(person)
        known = tuple(one for one in self.by_name[claim.name_print] if one != person)
        self.by_name[claim.name_print] = known
        self.by_fingerprint.pop(claim.fingerprint, None)

    def _remember(self, claim: Claim) -> None:
        known = self.by_name.get(claim.name_print, ())
        if claim.person not in known:
            self.by_name[claim.name_print] = (*known, claim.person)
        self.by_fingerprint[claim.fingerprint] = claim.person
        self.claims[claim.person] = claim
