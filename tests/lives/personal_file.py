"""One whole life of the personal file aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.personal_file import PersonalFile
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER
from tests.scenario import TODAY, Happened, happened

KIND: Final = PersonalFile
LIFE: Final[tuple[Happened, ...]] = (
    happened(PersonalFile.AccessLogOpened, assignment=ASSIGNMENT),
    happened(
        PersonalFile.PersonalFileAccessRequested,
        number=1,
        mentor=MENTOR,
        mentee=MENTEE,
        categories=("education", "training"),
        purpose=Pii(OTHER, "составить программу"),
        requested_on=TODAY,
    ),
    happened(PersonalFile.PersonalFileAccessGranted, number=1, categories=("education",), granted_on=TODAY),
    happened(PersonalFile.PersonalFileAccessed, number=1, category="education", accessed_on=TODAY),
    happened(PersonalFile.PersonalFileAccessRevoked, number=1, because="pair_ended", revoked_on=TODAY),
    happened(
        PersonalFile.PersonalFileAccessRefused,
        number=1,
        reason=Pii(OTHER, "достаточно анкеты"),
        refused_on=TODAY,
    ),
)
