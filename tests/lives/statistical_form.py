"""One whole life of the statistical form: every event that it can record, once."""

from typing import Final

from service.aggregates.statistical_form import StatisticalForm
from tests.lives.people import OTHER
from tests.scenario import TODAY, Happened, happened

DIGEST: Final = "sha256:" + "b" * 64

KIND: Final = StatisticalForm
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        StatisticalForm.ParticipantCountRecorded,
        as_at=TODAY,
        position=812,
        regulation_version=1,
        figures={"people": 9, "participations": 11},
        digest=DIGEST,
    ),
    happened(
        StatisticalForm.StatisticalFormCompiled,
        form_code="ОО-2",
        system_administrator=OTHER,
        compiled_on=TODAY,
        digest=DIGEST,
    ),
)
