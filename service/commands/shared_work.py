"""Work that the curator shares with the system administrator where the regulation says so (V-17, V-18)."""

from typing import Literal

from service.access import Role
from service.commands.work import Work
from service.errors import NotAllowed
from service.regulations.regulation import Regulation

SharedWork = Literal["curator.bank_with", "curator.best_experience_with", "curator.statistics_with"]
"""The field of the regulation that names with whom the curator does the work."""


class NotSharedWork(NotAllowed):
    """The regulation leaves this work to the curator alone (002, A-33)."""


def require_shared(work: Work, field: SharedWork) -> None:
    """Refuse the system administrator where the regulation does not name him beside the curator.

    Raises:
        NotSharedWork: the curator does this work without him.

    """
    require_sharing(work.role, work.load_regulation(), field)


def require_sharing(role: Role, regulation: Regulation, field: SharedWork) -> None:
    """Refuse as ``require_shared`` does, where no command is at work yet: a preview, a page.

    Raises:
        NotSharedWork: the curator does this work without the system administrator.

    """
    if role is Role.SYSTEM_ADMINISTRATOR and role.value not in regulation.texts(field):
        raise NotSharedWork(field)
