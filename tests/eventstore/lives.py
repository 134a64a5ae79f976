"""One whole life of each aggregate: every event that it can record, once, with invented facts."""

from datetime import date
from typing import Final

from service.aggregates.bank import Bank, Claim
from service.aggregates.institution import Institution
from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.person import Person
from service.aggregates.roadmap import Roadmap
from service.events import Aggregate
from service.values import Alternative, CompetencyMapping, Pii
from tests.scenario import ORDER, TODAY, Happened, happened

PERSON: Final = f"001/person/{1:032x}"
OTHER: Final = f"001/person/{2:032x}"
MENTOR: Final = f"001/mentor/{1:032x}"
MENTEE: Final = f"001/mentee/{2:032x}"
CLAIM: Final = Claim(PERSON, "f" * 64, "a" * 64)
SURE: Final = CompetencyMapping(code="SUB-01", score=912, sure=True, model="ngrams/1", level=3)
UNSURE: Final = CompetencyMapping(
    code="PSY-05", score=404, sure=False, model="ngrams/1", alternatives=(Alternative("PSY-02", 377),)
)
PROFILE: Final = {
    "competencies": (SURE, UNSURE),
    "competency_words": Pii(PERSON, ("самоанализ урока", "трудные родители")),
    "subject": "physics",
    "subject_words": Pii(PERSON, "физика"),
    "forms": ("PEER",),
    "types": ("traditional", "group"),
    "experience_years": 21,
    "qualification": ("highest", "mentor"),
    "about": Pii(PERSON, "интересы: хор"),
    "source": "workbook",
}

_BANK: Final = (
    happened(Bank.BankOpened),
    happened(
        Bank.WorkbookImported,
        digest="d" * 64,
        model="ngrams/1",
        claims=(CLAIM,),
        mentors=1,
        mentees=1,
        interests=0,
    ),
    happened(Bank.PersonClaimed, claim=Claim(OTHER, "e" * 64, "b" * 64)),
)
_INSTITUTION: Final = (
    happened(Institution.InstitutionRegistered, kind="school", zone="Europe/Moscow"),
    happened(Institution.HeadNamed, person=PERSON),
    happened(
        Institution.RegulationConfigured,
        version=1,
        settings={"max_concurrent_mentees": {"value": None, "clauses": [], "silent": True}},
        digest="sha256:" + "1" * 64,
    ),
    happened(
        Institution.RegulationConsideredByPedagogicalCouncil,
        protocol_number="4",
        protocol_on=date(2026, 9, 1),
    ),
    happened(Institution.RegulationAgreedWithTradeUnion, agreed_on=date(2026, 9, 2)),
    happened(Institution.RegulationApproved, version=1, order=ORDER),
    happened(Institution.RegulationEnteredIntoForce, version=1, since=ORDER.signed_on),
    happened(Institution.CuratorAppointed, person=OTHER, order=ORDER),
    happened(Institution.CuratorRelieved, person=OTHER, order=ORDER),
)
_MATCH_ROUND: Final = (
    happened(MatchRound.MatchRoundOpened, opened_on=TODAY),
    happened(MatchRound.MenteeInterestExpressed, mentee=MENTEE, mentor=MENTOR, rating=5, source="workbook"),
    happened(MatchRound.MentorInterestExpressed, mentee=MENTEE, mentor=MENTOR, rating=0, source="own"),
    happened(
        MatchRound.MatchRunCompleted,
        run=f"001/match_run/{1:032x}",
        on=TODAY,
        bank_position=41,
        digest="sha256:" + "2" * 64,
        status="optimal",
        seed=1,
        solver="exact-flow",
        solver_version="1",
        regulation_version=1,
        problem={"schema": "matching-problem/1", "mentors": [{"id": MENTOR, "capacity": 2}]},
        proposal={"schema": "matching-proposal/1", "pairs": [{"mentee": MENTEE, "points": 700}]},
    ),
    happened(MatchRound.MatchRoundClosed, closed_on=date(2026, 9, 30)),
)
_MENTEE: Final = (
    happened(Mentee.MenteeNeedIdentified, person=OTHER, source="workbook"),
    happened(Mentee.MenteeActualWorkStarted, started_on=date(2026, 9, 1)),
    happened(
        Mentee.ProfessionalRequestSubmitted,
        competencies=(UNSURE,),
        request_words=Pii(OTHER, ("шумный класс",)),
        subject="x-0123456789abcdef",
        subject_words=Pii(OTHER, "ритмика"),
        forms=("PEER",),
        types=(),
        experience_years=0,
        source="workbook",
    ),
    happened(Mentee.CompetencyChosen, index=0, code="PSY-02"),
    happened(Mentee.MenteeCategoryAssigned, category="young_specialist"),
    happened(Mentee.MenteeEnteredInBank, entered_on=TODAY),
)
_MENTOR: Final = (
    happened(Mentor.MentorQuestionnaireCompleted, person=PERSON, **PROFILE),
    happened(Mentor.BankEntryUpdated, **{**PROFILE, "subject_words": None, "about": None}),
    happened(Mentor.CompetencyChosen, index=1, code=None),
    happened(Mentor.MentorEnteredInBank, entered_on=TODAY),
    happened(
        Mentor.MentorTrainingCompleted,
        document=Pii(PERSON, "удостоверение № 242"),
        completed_on=date(2025, 5, 26),
    ),
    happened(Mentor.MentorAdmittedToBank, to_confirm=True),
    happened(Mentor.MentorAdmissionConfirmed),
    happened(Mentor.MentorCapacitySet, limit=3),
)
_PERSON: Final = (
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
)
_ROADMAP: Final = (
    happened(
        Roadmap.RoadmapDrafted,
        drafted_by=OTHER,
        stages=(1, 2, 3, 4, 5, 6, 7),
        digest="sha256:" + "3" * 64,
        academic_year="2026/2027",
    ),
    happened(Roadmap.RoadmapApproved, approved_by=PERSON, order=ORDER),
)

LIVES: Final[dict[type[Aggregate], tuple[Happened, ...]]] = {
    Bank: _BANK,
    Institution: _INSTITUTION,
    MatchRound: _MATCH_ROUND,
    Mentee: _MENTEE,
    Mentor: _MENTOR,
    Person: _PERSON,
    Roadmap: _ROADMAP,
}
