"""The roadmap (дорожная карта) of an institution: seven stages, drafted and approved."""

from service.errors import Refused
from service.events import Aggregate, Created, Event, event
from service.values import OrderReference


class RoadmapAlreadyApproved(Refused):
    """The roadmap was approved before."""

    requirement = "R-018"


class OwnRoadmapNotApproved(Refused):
    """Who drafted a roadmap does not approve it."""

    requirement = "R-018"


class Roadmap(Aggregate):
    """One roadmap of one institution."""

    TOPIC = "roadmap"

    class RoadmapDrafted(Created):
        """A roadmap was drafted; ``stages`` are the numbers of its stages, ``digest`` names its content."""

        TOPIC = "roadmap.RoadmapDrafted"
        REQUIREMENTS = ("R-018", "R-037")
        drafted_by: str
        stages: tuple[int, ...]
        digest: str
        academic_year: str | None

    class RoadmapApproved(Event):
        """The head approved the roadmap by order (000, 001: the order that approves the regulation)."""

        TOPIC = "roadmap.RoadmapApproved"
        REQUIREMENTS = ("R-003", "R-018")
        approved_by: str
        order: OrderReference

    @event(RoadmapDrafted)
    def __init__(self, drafted_by: str) -> None:
        self.drafted_by = drafted_by
        self.approved = False

    def approve(self, *, approved_by: str, order: OrderReference) -> None:
        """Approve the roadmap.

        Raises:
            RoadmapAlreadyApproved: it is approved.
            OwnRoadmapNotApproved: the approver drafted it.

        """
        if self.approved:
            raise RoadmapAlreadyApproved
        if approved_by == self.drafted_by:
            raise OwnRoadmapNotApproved
        self._approved(approved_by=approved_by, order=order)

    @event(RoadmapApproved)
    def _approved(self, approved_by: str, order: OrderReference) -> None:  # noqa: ARG002 - kept in the event
        self.approved = True
