"""One whole life of the petition aggregate: every event that it can record, once."""

from typing import Final

from service.aggregates.petition import Petition
from service.values import Pii
from tests.lives.people import ASSIGNMENT, MENTEE, MENTOR, OTHER, PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Petition
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Petition.PetitionRegistered,
        assignment=ASSIGNMENT,
        mentor=MENTOR,
        addressed_to=("curator", "head"),
        about_head=False,
    ),
    happened(
        Petition.MentorReliefRequested,
        mentor=MENTOR,
        reason="other",
        text=Pii(PERSON, "уезжаю на стажировку"),
        requested_on=TODAY,
        source="paper",
    ),
    happened(
        Petition.MentorReplacementRequested,
        mentee=MENTEE,
        reason="request",
        text=Pii(OTHER, "не совпадает расписание"),
        requested_on=TODAY,
        source="own",
    ),
    happened(Petition.PartyHeard, party=MENTEE, statement=Pii(OTHER, "прошу до каникул")),
    happened(
        Petition.PetitionReferredToHead,
        reviewer="association",
        supported=True,
        opinion=Pii(OTHER, "просьба обоснованна"),
    ),
    happened(Petition.MentorReliefGranted, outcome="replacement"),
    happened(Petition.MentorReliefRefused, reason=Pii(PERSON, "некем заменить до февраля")),
    happened(Petition.MentorReplacementGranted, outcome="termination"),
    happened(Petition.MentorReplacementRefused, reason=Pii(OTHER, "программа кончается через неделю")),
    happened(Petition.PetitionWithdrawn, source="own"),
)
