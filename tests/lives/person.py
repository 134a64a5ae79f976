"""One whole life of the person aggregate: every event that it can record, once."""

from datetime import date
from typing import Final

from service.aggregates.person import Person
from service.values import Pii
from tests.lives.people import PERSON
from tests.scenario import TODAY, Happened, happened

KIND: Final = Person
LIFE: Final[tuple[Happened, ...]] = (
    happened(
        Person.ParticipantRegistered,
        fingerprint="f" * 64,
        full_name=Pii(PERSON, "Зимина Берта Юлиановна"),
        contact=Pii(PERSON, "zimina@example.org"),
        position="teacher",
        position_words=None,
        birth_year=1990,
        source="curator",
    ),
    happened(
        Person.ParticipantDataChanged,
        contact=None,
        position="x-fedcba9876543210",
        position_words=Pii(PERSON, "хормейстер"),
        birth_year=None,
        source="workbook",
    ),
    happened(Person.PersonalDataConsentGiven, given_on=date(2026, 9, 3), source="paper"),
    happened(Person.PersonalDataConsentWithdrawn, withdrawn_on=TODAY),
    happened(Person.PersonalDataConsentRequested, requested_on=TODAY),
    happened(Person.PersonalDataConsentTermSet, valid_to=date(2027, 9, 3)),
    happened(Person.PersonalDataExported, exported_on=TODAY, source="own"),
    happened(
        Person.PersonalDataCorrected,
        fingerprint="c" * 64,
        full_name=Pii(PERSON, "Зимина-Лужина Берта Юлиановна"),
        contact=Pii(PERSON, "zimina.luzhina@example.org"),
        position="teacher",
        position_words=Pii(PERSON, "учитель музыки"),
        birth_year=1991,
        source="own",
    ),
    happened(Person.OutsideEmployerNamed, employer=Pii(PERSON, "Дом культуры «Заря»")),
    happened(
        Person.Transferred,
        transferred_on=date(2026, 9, 11),
        position="methodist",
        position_words=None,
        unit=Pii(PERSON, "методический кабинет"),
    ),
    happened(Person.EmploymentEnded, ended_on=date(2026, 9, 12)),
    happened(Person.PersonalDataErased, erased_on=TODAY),
)
