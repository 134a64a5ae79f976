"""One whole life of a mediation: every event that it can record, once."""

from typing import Final

from service.aggregates.mediation import Mediation
from service.values import Pii
from tests.lives.people import OTHER, PERSON
from tests.scenario import TODAY, Happened, happened

_MEDIATOR: Final = f"001/person/{3:032x}"

KIND: Final = Mediation
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Mediation.MediationRequested,
        service="mediation",
        applicant=PERSON,
        parties=(PERSON, OTHER),
        subject=Pii(PERSON, "не можем договориться о часах встреч"),
    ),
    happened(Mediation.MediationParticipationAgreed, party=OTHER),
    happened(Mediation.MediationOpened, mediator=_MEDIATOR, capacity="association"),
    happened(
        Mediation.ConsultationHeld,
        mediator=_MEDIATOR,
        capacity="curator",
        advice=Pii(PERSON, "вести общий календарь"),
        held_on=TODAY,
    ),
    happened(
        Mediation.ConciliationConcluded,
        mediator=_MEDIATOR,
        capacity="head",
        agreed=False,
        outcome=Pii(PERSON, "позиции записаны"),
        concluded_on=TODAY,
    ),
    happened(
        Mediation.MediationClosed, agreed=True, outcome=Pii(PERSON, "встречи по вторникам"), closed_on=TODAY
    ),
    happened(Mediation.MediationParticipationDeclined, party=OTHER),
)
