"""A mentor's access to the personal file of the mentee: asked for, granted, logged, revoked (R-099, A-42)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import Pii

FileCategory = Literal["education", "experience", "training"]
"""The minimal set of A-42; health and family are never in it."""

AccessState = Literal["requested", "granted", "refused", "revoked"]
RevokedBecause = Literal["head", "mentor", "pair_ended", "mentor_replaced", "mentee_left"]
"""Why an access was taken back."""


class FileAccessNeedsActivePair(Refused):
    """The mentor sees the file while the pair is active: approved and not ended."""

    requirement = "R-099"


class FileAccessUnknown(Refused):
    """The pair has no request for access with this number; facts: ``number``, ``count``."""

    requirement = "R-099"


class FileCategoriesMissing(Refused):
    """A request or a grant names what is to be seen: at least one part of the file, none twice."""

    requirement = "R-099"


class FileAccessAlreadyDecided(Refused):
    """The request was granted, refused or taken back."""

    requirement = "R-099"


class FileCategoryNotRequested(Refused):
    """The head grants no more than was asked for."""

    requirement = "R-099"


class FileCategoryNotGranted(Refused):
    """The mentor sees only the parts of the file that were granted."""

    requirement = "R-099"


class FileAccessNotGranted(Refused):
    """The access was not granted, or was taken back."""

    requirement = "R-099"


class FileOfAnotherMentee(Refused):
    """The access belongs to another mentor, or its mentee left the group."""

    requirement = "R-099"


@dataclass(frozen=True, slots=True)
class Access:
    """One mentor's access to one mentee's file."""

    mentor: str
    mentee: str
    categories: tuple[FileCategory, ...]
    state: AccessState


class PersonalFile(Aggregate):
    """Accesses of one pair or group; id ``{institution}/personal_file/{hex of the assignment}``.

    Accesses are numbered from 1; each look into the file is an event that the mentee sees.
    """

    TOPIC = "personal_file"

    class AccessLogOpened(Created):
        """The mentor asked for access for the first time."""

        TOPIC = "personal_file.AccessLogOpened"
        REQUIREMENTS = ("R-099",)
        assignment: str

    class PersonalFileAccessRequested(Event):
        """The mentor asked to see parts of his mentee's file, for this purpose."""

        TOPIC = "personal_file.PersonalFileAccessRequested"
        REQUIREMENTS = ("R-099",)
        number: int
        mentor: str
        mentee: str
        categories: tuple[FileCategory, ...]
        purpose: Pii
        requested_on: date

    class PersonalFileAccessGranted(Event):
        """The head allowed the mentor to see these parts."""

        TOPIC = "personal_file.PersonalFileAccessGranted"
        REQUIREMENTS = ("R-099",)
        number: int
        categories: tuple[FileCategory, ...]
        granted_on: date

    class PersonalFileAccessRefused(Event):
        """The head did not allow it."""

        TOPIC = "personal_file.PersonalFileAccessRefused"
        REQUIREMENTS = ("R-099",)
        number: int
        reason: Pii
        refused_on: date

    class PersonalFileAccessed(Event):
        """The mentor looked at a part of the file."""

        TOPIC = "personal_file.PersonalFileAccessed"
        REQUIREMENTS = ("R-099",)
        number: int
        category: FileCategory
        accessed_on: date

    class PersonalFileAccessRevoked(Event):
        """The mentor sees the file no more."""

        TOPIC = "personal_file.PersonalFileAccessRevoked"
        REQUIREMENTS = ("R-099",)
        number: int
        because: RevokedBecause
        revoked_on: date

    @event(AccessLogOpened)
    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        self.accesses: dict[int, Access] = {}

    def request(
        self,
        *,
        active: bool,
        mentor: str,
        mentee: str,
        categories: tuple[FileCategory, ...],
        purpose: Pii,
        requested_on: date,
    ) -> None:
        """Ask for access; a request that waits for its decision is not made twice.

        Raises:
            FileAccessNeedsActivePair, FileCategoriesMissing.

        """
        _need_active(active=active)
        _need_some(categories)
        if self.number_waiting(mentor=mentor, mentee=mentee, categories=categories) is not None:
            return
        self._requested(
            number=len(self.accesses) + 1,
            mentor=mentor,
            mentee=mentee,
            categories=categories,
            purpose=purpose,
            requested_on=requested_on,
        )

    @event(PersonalFileAccessRequested)
    def _requested(
        self,
        *,
        number: int,
        mentor: str,
        mentee: str,
        categories: tuple[FileCategory, ...],
        purpose: Pii,  # noqa: ARG002 - kept in the event
        requested_on: date,  # noqa: ARG002 - kept in the event
    ) -> None:
        self.accesses[number] = Access(mentor, mentee, categories, "requested")

    def grant(
        self, *, active: bool, number: int, categories: tuple[FileCategory, ...], granted_on: date
    ) -> None:
        """Grant what was asked for or a part of it.

        Raises:
            FileAccessNeedsActivePair, FileAccessUnknown, FileAccessAlreadyDecided, FileCategoriesMissing,
            FileCategoryNotRequested.

        """
        _need_active(active=active)
        access = self._undecided(number)
        _need_some(categories)
        if not set(categories) <= set(access.categories):
            raise FileCategoryNotRequested
        self._granted(number=number, categories=categories, granted_on=granted_on)

    @event(PersonalFileAccessGranted)
    def _granted(self, number: int, categories: tuple[FileCategory, ...], granted_on: date) -> None:  # noqa: ARG002
        self.accesses[number] = replace(self.accesses[number], categories=categories, state="granted")

    def refuse(self, *, number: int, reason: Pii, refused_on: date) -> None:
        """Refuse a request.

        Raises:
            FileAccessUnknown, FileAccessAlreadyDecided.

        """
        self._undecided(number)
        self._refused(number=number, reason=reason, refused_on=refused_on)

    @event(PersonalFileAccessRefused)
    def _refused(self, number: int, reason: Pii, refused_on: date) -> None:  # noqa: ARG002 - kept in the event
        self.accesses[number] = replace(self.accesses[number], state="refused")

    def look(
        self,
        *,
        active: bool,
        number: int,
        mentor: str,
        mentees: tuple[str, ...],
        category: FileCategory,
        accessed_on: date,
    ) -> None:
        """Record a look into the file; ``mentor`` and ``mentees`` are the pair's of today.

        Raises:
            FileAccessNeedsActivePair, FileAccessUnknown, FileAccessNotGranted, FileOfAnotherMentee,
            FileCategoryNotGranted.

        """
        _need_active(active=active)
        access = self.access(number)
        if access.state != "granted":
            raise FileAccessNotGranted
        if access.mentor != mentor or access.mentee not in mentees:
            raise FileOfAnotherMentee
        if category not in access.categories:
            raise FileCategoryNotGranted
        self._accessed(number=number, category=category, accessed_on=accessed_on)

    @event(PersonalFileAccessed)
    def _accessed(self, number: int, category: FileCategory, accessed_on: date) -> None:
        """Need no state: the log of looks is a page for the mentee."""

    def revoke(self, *, number: int, because: RevokedBecause, revoked_on: date) -> None:
        """Take an access or a request back; one that is refused or taken back stays as it is.

        Raises:
            FileAccessUnknown.

        """
        if self.access(number).state in ("requested", "granted"):
            self._revoked(number=number, because=because, revoked_on=revoked_on)

    @event(PersonalFileAccessRevoked)
    def _revoked(self, number: int, because: RevokedBecause, revoked_on: date) -> None:  # noqa: ARG002
        self.accesses[number] = replace(self.accesses[number], state="revoked")

    def revoke_all(self, *, because: RevokedBecause, revoked_on: date) -> None:
        """Take back every access, since the pair ended or its mentor was replaced."""
        for number in sorted(self.accesses):
            self.revoke(number=number, because=because, revoked_on=revoked_on)

    def revoke_of_mentee(self, *, mentee: str, revoked_on: date) -> None:
        """Take back the accesses to the file of a mentee who left the group."""
        for number, access in sorted(self.accesses.items()):
            if access.mentee == mentee:
                self.revoke(number=number, because="mentee_left", revoked_on=revoked_on)

    def number_waiting(self, *, mentor: str, mentee: str, categories: tuple[FileCategory, ...]) -> int | None:
        """The number of a request like this one that waits for its decision."""
        wanted = Access(mentor, mentee, categories, "requested")
        return next((number for number, found in self.accesses.items() if found == wanted), None)

    def access(self, number: int) -> Access:
        """Give one access. Raises ``FileAccessUnknown``."""
        if number not in self.accesses:
            raise FileAccessUnknown(number=number, count=len(self.accesses))
        return self.accesses[number]

    def _undecided(self, number: int) -> Access:
        access = self.access(number)
        if access.state != "requested":
            raise FileAccessAlreadyDecided
        return access


def _need_active(*, active: bool) -> None:
    if not active:
        raise FileAccessNeedsActivePair


def _need_some(categories: tuple[FileCategory, ...]) -> None:
    if not categories or len(set(categories)) < len(categories):
        raise FileCategoriesMissing
