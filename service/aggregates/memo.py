"""What a participant was given to read: the memo (памятка) and the duties of the role, with a signature."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import ParticipantRole, Source


class MemoRoleMissing(Refused):
    """The person does not take part in this role."""

    requirement = "R-050"


class MemoInFuture(Refused):
    """A memo is handed out and read before it is recorded; facts: ``happens_on``, ``on``."""

    requirement = "R-050"


class Memo(Aggregate):
    """The reading of one participant; it shares the random part of the person's id.

    The memo holds the duties of the role in the words of the regulation and the axiological principle
    (respect for the person, the state and the environment). Conduct is never scored.
    """

    TOPIC = "memo"

    class MemoOpened(Created):
        """A person became a participant who reads memos."""

        TOPIC = "memo.MemoOpened"
        REQUIREMENTS = ("R-050",)
        person: str

    class MemoIssued(Event):
        """The memo of a role, drawn from this version of the regulation, was handed out."""

        TOPIC = "memo.MemoIssued"
        REQUIREMENTS = ("R-050",)
        role: ParticipantRole
        regulation_version: int
        issued_on: date

    class DutiesAcknowledged(Event):
        """The participant read the duties of the role and the principle of values and signed for it."""

        TOPIC = "memo.DutiesAcknowledged"
        REQUIREMENTS = ("R-102", "R-113", "R-115", "R-150")
        role: ParticipantRole
        regulation_version: int
        acknowledged_on: date
        source: Source

    @event(MemoOpened)
    def __init__(self) -> None:
        self.issued: dict[ParticipantRole, int] = {}
        self.acknowledged: dict[ParticipantRole, int] = {}

    def issue(
        self,
        *,
        role: ParticipantRole,
        takes_part: bool,
        regulation_version: int,
        issued_on: date,
        on: date,
    ) -> None:
        """Hand the memo of a role out; once for each version of the regulation.

        Raises:
            MemoRoleMissing: the person is no participant in this role.
            MemoInFuture.

        """
        _need_participant(takes_part=takes_part, happens_on=issued_on, on=on)
        if self.issued.get(role) != regulation_version:
            self._issued(role=role, regulation_version=regulation_version, issued_on=issued_on)

    @event(MemoIssued)
    def _issued(self, role: ParticipantRole, regulation_version: int, issued_on: date) -> None:  # noqa: ARG002
        self.issued[role] = regulation_version

    def acknowledge_duties(
        self,
        *,
        role: ParticipantRole,
        takes_part: bool,
        regulation_version: int,
        acknowledged_on: date,
        on: date,
        source: Source,
    ) -> None:
        """Record that the duties were read; once for each version of the regulation.

        Raises:
            MemoRoleMissing: the person is no participant in this role.
            MemoInFuture.

        """
        _need_participant(takes_part=takes_part, happens_on=acknowledged_on, on=on)
        if self.acknowledged.get(role) != regulation_version:
            self._acknowledged(
                role=role,
                regulation_version=regulation_version,
                acknowledged_on=acknowledged_on,
                source=source,
            )

    @event(DutiesAcknowledged)
    def _acknowledged(
        self,
        role: ParticipantRole,
        regulation_version: int,
        acknowledged_on: date,  # noqa: ARG002 - kept in the event
        source: Source,  # noqa: ARG002
    ) -> None:
        self.acknowledged[role] = regulation_version


def _need_participant(*, takes_part: bool, happens_on: date, on: date) -> None:
    if not takes_part:
        raise MemoRoleMissing
    if happens_on > on:
        raise MemoInFuture(happens_on=happens_on, on=on)
