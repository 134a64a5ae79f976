"""Which events prove which measure of the roadmap (requirements R-037, R-042; A-16, A-44)."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from service.projections.evidence import all_events
from service.regulations.regulation import Regulation

PROOFS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "RM1.1": ("RegulationApproved", "LocalActIssued"),
        "RM1.2": ("LocalActIssued", "PairApproved"),
        "RM1.3": ("ProgrammeDrafted", "ProgrammeComposed"),
        "RM1.a": ("TargetAudienceIdentified",),
        "RM1.b": ("RoadmapGoalsDefined",),
        "RM2.1": ("ProfessionalRequestSubmitted", "ProfessionalDifficultyIdentified"),
        "RM2.2": ("MenteeEnteredInBank", "PersonalDataConsentGiven"),
        "RM3.1": ("MentorQuestionnaireOpened", "MentorQuestionnaireCompleted"),
        "RM3.2": ("MentorEnteredInBank", "PersonalDataConsentGiven"),
        "RM4.1": ("MatchProposed", "MatchProposedManually"),
        "RM4.2": ("MentorTrainingCompleted",),
        "RM4.2a": ("MethodicalMaterialAdded",),
        "RM4.2b": ("MentorConsultationHeld", "ExperienceExchangeHeld"),
        "RM4.2c": ("OrientationSessionHeld",),
        "RM5.1": ("PairApproved",),
        "RM5.2": ("ProgrammeComposed",),
        "RM5.3": ("PsychopedagogicalSupportArranged", "MentorSearchContinued"),
        "RM6.1": ("MonitoringResponseRecorded",),
        "RM6.2": ("ConferenceHeld", "SeminarHeld"),
        "RM6.3": ("RoundTableHeld", "BestPracticeSelected"),
        "RM6.4": ("MethodicalCollectionReplenished",),
        "RM7.1": ("SiteItemPublished", "RoadmapCoveragePublished"),
    }
)
"""Measures by their clause, which is the same in every roadmap, and the names of the events that prove them.

A pair order also ticks the item of stage 1 that prepares it, as templates and the approving order do (A-16).
"""

_FINAL_EVENTS: Final[Mapping[str, str]] = MappingProxyType(
    {"conference": "ConferenceHeld", "school_conference": "ConferenceHeld", "seminar": "SeminarHeld"}
)
"""The event of each kind of final event that a roadmap may allow (A-44)."""


def proving_topics(measure: str, regulation: Regulation) -> frozenset[str] | None:
    """Give the topics of the events that prove a measure; ``None`` for one of the institution's own."""
    names = PROOFS.get(measure)
    if names is None:
        return None
    if measure == "RM6.2":
        names = tuple(_FINAL_EVENTS[kind] for kind in regulation.texts("roadmap.stage6_event_kinds"))
    if measure == "RM5.3" and regulation.text("roadmap.stage5_support") == "always":
        names = ("PsychopedagogicalSupportArranged",)  # 004: support itself, the search goes on beside it
    return frozenset(topic for name in names for topic in topics_of(name))


@cache
def topics_of(name: str) -> frozenset[str]:
    """Give the topics of the events that have a name or stand for it."""
    return frozenset(event.TOPIC for event in all_events() if name == event.__name__ or name in event.FULFILS)
