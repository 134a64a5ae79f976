"""The invented people and things that the lives of all aggregates tell of."""

from typing import Final

from service.aggregates.bank import Claim
from service.values import Alternative, CompetencyMapping, Pii

PERSON: Final = f"001/person/{1:032x}"
OTHER: Final = f"001/person/{2:032x}"
MENTOR: Final = f"001/mentor/{1:032x}"
MENTEE: Final = f"001/mentee/{2:032x}"
THIRD_MENTEE: Final = f"001/mentee/{3:032x}"
ASSIGNMENT: Final = f"001/assignment/{1:032x}"
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
