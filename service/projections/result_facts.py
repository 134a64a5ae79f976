"""Which events are countable facts: replaced and trained, asked and answered, held and shared."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, insert, update

from service.aggregates.chronicle import Chronicle
from service.aggregates.contest import Contest
from service.aggregates.engagement import Engagement
from service.aggregates.journal import Journal
from service.aggregates.match_round import MatchRound
from service.aggregates.memo import Memo
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.partner import Partner
from service.aggregates.practice import Practice
from service.aggregates.programme_reports import ProgrammeReports
from service.aggregates.programme_work import ProgrammeWork
from service.aggregates.roadmap import Roadmap
from service.aggregates.staff_development import StaffDevelopment
from service.aggregates.support import Support
from service.aggregates.survey import Survey
from service.eventstore.log import Recorded
from service.projections.feed import Handler
from service.projections.result_tables import LINKS, add_fact

Told = Callable[[Any], Any]


def _dated(name: str) -> Told:
    """The day that a field of the event tells; the business date where it tells none."""

    def day(event: Any) -> date:  # noqa: ANN401 - of any kind
        told: date | None = getattr(event, name, None)
        return told or event.effective_on

    return day


def _field(name: str) -> Told:
    def read(event: Any) -> str:  # noqa: ANN401 - of any kind
        return str(getattr(event, name) or "")

    return read


def _nothing(_: object) -> str:
    return ""


def _counted(
    fact: str,
    *,
    on: str,
    key: Told = _nothing,
    subjects: Callable[[Any], tuple[str, ...]] | None = None,
) -> Handler:
    """Make a handler that notes one fact for the stream, or one for each subject."""
    day = _dated(on)

    def handle(connection: Connection, recorded: Recorded) -> None:
        event: Any = recorded.event
        about = None if subjects is None else subjects(event)
        add_fact(connection, recorded, fact, key=key(event), on=day(event), subjects=about)

    return handle


def _run(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    left = len(event.proposal.get("unmatched", ()))
    add_fact(connection, recorded, "left_unmatched", key=event.run, on=event.on, amount=left)


def _link(connection: Connection, recorded: Recorded, **values: str | date | None) -> None:
    institution = recorded.institution
    connection.execute(insert(LINKS), [{"institution": institution, "level": None, "since": None, **values}])


def _asked(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    _link(connection, recorded, id=_help(event), kind="colleague", one=event.mentor, other=event.colleague)


def _engaged(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    connection.execute(update(LINKS).where(LINKS.c.id == _help(event)).values(since=event.engaged_on))
    add_fact(connection, recorded, "colleague_engaged", key="", on=event.engaged_on)


def _help_ended(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    last = event.ended_on + timedelta(days=1)
    connection.execute(update(LINKS).where(LINKS.c.id == _help(event)).values(to=last))


def _help(event: Any) -> str:  # noqa: ANN401 - of three classes
    return f"{event.originator_id}#{event.number}"


def _partner(connection: Connection, recorded: Recorded) -> None:
    event: Any = recorded.event
    stream, here = event.originator_id, recorded.institution
    _link(
        connection,
        recorded,
        id=stream,
        kind="partner",
        one=here,
        other=stream,
        level=event.level,
        since=event.effective_on,
    )


FACT_HANDLERS: Final[Mapping[Any, Handler]] = MappingProxyType(
    {
        Mentor.MentorQuestionnaireCompleted: _counted("mentor_questionnaire", on="effective_on"),
        Mentor.MentorTrainingCompleted: _counted("trained_mentor", on="completed_on"),
        StaffDevelopment.MentorStaffDevelopmentCompleted: _counted(
            "staff_development", on="completed_on", subjects=lambda event: event.mentors
        ),
        Mentee.ProfessionalDifficultyIdentified: _counted("difficulty", on="effective_on"),
        Memo.DutiesAcknowledged: _counted("duties_acknowledged", on="acknowledged_on", key=_field("role")),
        Support.PsychopedagogicalSupportArranged: _counted("supported", on="since"),
        Support.MentorSearchContinued: _counted("search_continued", on="effective_on"),
        MatchRound.MatchRunCompleted: _run,
        Journal.AssistanceRequested: _counted("help_asked", on="asked_on"),
        Journal.AssistanceProvided: _counted("help_given", on="provided_on"),
        Chronicle.RemoteSessionHeld: _counted("remote_session", on="held_on"),
        Chronicle.EventParticipationOrganised: _counted(
            "event_participation", on="event_on", key=_field("level")
        ),
        Chronicle.ProfessionalDevelopmentRecorded: _counted(
            "professional_development",
            on="completed_on",
            key=_field("kind"),
            subjects=lambda event: (event.mentee,),
        ),
        Contest.ContestParticipationRecommended: _counted(
            "contest", on="recommended_on", key=_field("level")
        ),
        Contest.ContestResultRecorded: _counted("contest_result", on="resulted_on", key=_field("result")),
        ProgrammeWork.ActivityCarriedOut: _counted("activity", on="on", key=_field("direction")),
        ProgrammeWork.DifficultyResolved: _counted("difficulty_ended", on="on", key=_field("outcome")),
        ProgrammeWork.GoalAchieved: _counted("goal_achieved", on="on"),
        ProgrammeWork.GoalMissed: _counted("goal_missed", on="on"),
        ProgrammeWork.SkillProgressRecorded: _counted(
            "skill_progress", on="on", subjects=lambda event: (event.mentee,)
        ),
        ProgrammeReports.MentorReportSubmitted: _counted("mentor_report", on="submitted_on"),
        ProgrammeReports.MenteeReportSubmitted: _counted("mentee_report", on="submitted_on"),
        Survey.MonitoringQuestionnaireOpened: _counted(
            "questionnaire_asked",
            on="opened_on",
            key=_field("role"),
            subjects=lambda event: event.respondents,
        ),
        Survey.MonitoringResponseRecorded: _counted(
            "questionnaire_answered", on="answered_on", subjects=lambda event: (event.respondent,)
        ),
        Engagement.ColleagueEngagementRequested: _asked,
        Engagement.ColleagueEngaged: _engaged,
        Engagement.ColleagueEngagementEnded: _help_ended,
        Partner.PartnerRegistered: _partner,
        Partner.CooperationAgreementConcluded: _counted("agreement", on="concluded_on", key=_field("kind")),
        Partner.ExternalEventAttended: _counted("external_event", on="attended_on", key=_field("kind")),
        Practice.BestPracticeShared: _counted("practice_shared", on="shared_on", key=_field("level")),
        Roadmap.RoadmapCoveragePublished: _counted("coverage", on="published_on", key=_field("level")),
    }
)
"""Events with the fact that each is."""
