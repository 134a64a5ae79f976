"""A notice about one deadline: a reminder before its last day, or that the day has passed."""

from datetime import date

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import NoticeStage


class NoticeForOthers(Refused):
    """The notice went to other people."""

    requirement = "R-055"


class Notice(Aggregate):
    """One notice; its id follows from the deadline, its last day and the stage, so that it goes out once."""

    TOPIC = "notice"

    class NoticeIssued(Created):
        """A reminder that a term ends on ``due_on``, or a notice that it ended and nothing has happened.

        ``deadline`` is the id in the read model of deadlines, ``kind`` its kind, ``recipients`` are persons.
        """

        TOPIC = "notice.NoticeIssued"
        REQUIREMENTS = ("R-008", "R-019", "R-040", "R-055", "R-074", "R-093", "R-114", "R-128", "R-129")
        FULFILS = ("OverdueNoticeIssued",)
        deadline: str
        kind: str
        stage: NoticeStage
        due_on: date
        recipients: tuple[str, ...]

    class NoticeDelivered(Event):
        """The mail server has taken the notice for this person."""

        TOPIC = "notice.NoticeDelivered"
        REQUIREMENTS = ("R-019",)
        recipient: str

    class NoticeRead(Event):
        """The person has seen the notice in the application."""

        TOPIC = "notice.NoticeRead"
        REQUIREMENTS = ("R-019", "R-055")
        recipient: str

    @event(NoticeIssued)
    def __init__(self, recipients: tuple[str, ...]) -> None:
        self.recipients = recipients
        self.delivered: frozenset[str] = frozenset()
        self.read: frozenset[str] = frozenset()

    def deliver(self, *, recipient: str) -> None:
        """Record that the mail server took the notice; the second time changes nothing.

        Raises:
            NoticeForOthers: the notice was not for this person.

        """
        self._need_recipient(recipient)
        if recipient not in self.delivered:
            self._delivered(recipient=recipient)

    @event(NoticeDelivered)
    def _delivered(self, recipient: str) -> None:
        self.delivered |= {recipient}

    def mark_read(self, *, recipient: str) -> None:
        """Record that the person has seen the notice; the second time changes nothing.

        Raises:
            NoticeForOthers: the notice was not for this person.

        """
        self._need_recipient(recipient)
        if recipient not in self.read:
            self._read(recipient=recipient)

    @event(NoticeRead)
    def _read(self, recipient: str) -> None:
        self.read |= {recipient}

    def _need_recipient(self, recipient: str) -> None:
        if recipient not in self.recipients:
            raise NoticeForOthers
