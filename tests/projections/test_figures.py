"""Figures of the report and the form: people and participations, shares, replacements, retention."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from service.aggregates.assignment import Assignment
from service.aggregates.chronicle import Chronicle
from service.aggregates.engagement import Engagement
from service.aggregates.gathering import Gathering
from service.aggregates.match_round import MatchRound
from service.aggregates.mentee import Mentee
from service.aggregates.mentor import Mentor
from service.aggregates.partner import Partner
from service.aggregates.person import Person
from service.aggregates.practice import Practice
from service.aggregates.programme import Programme
from service.aggregates.support import Support
from service.aggregates.survey import Survey
from service.commands.lists_results import link_rows
from service.projections.deadline_rules import DEADLINE_BOARD
from service.projections.figures import report_figures, years_after
from service.projections.gatherings import EVENT_CALENDAR
from service.projections.indicators import INDICATORS, indicators
from service.projections.participant_figures import participant_figures
from service.projections.practices import PRACTICE_BANK
from service.projections.results import RESULTS
from service.values import OrderReference, Period, Pii
from tests.projections.told import Stream, read_models, stream
from tests.scenario import Happened, happened

YEAR = Period(date(2025, 9, 1), date(2026, 9, 1))
ORDER = OrderReference(number="5", signed_on=date(2025, 9, 10))
APPOINTED, ENDED = date(2025, 9, 15), date(2026, 5, 29)


def counted(*streams: Stream) -> Connection:
    """What figures are taken from; deadlines need a whole regulation and are told elsewhere."""
    return read_models((RESULTS, PRACTICE_BANK, EVENT_CALENDAR), *streams, deaf=(DEADLINE_BOARD,))


def person(number: int) -> str:
    return f"001/person/{number:032x}"


def mentor(number: int) -> str:
    return f"001/mentor/{number:032x}"


def mentee(number: int) -> str:
    return f"001/mentee/{number:032x}"


def words(text: str) -> Pii:
    return Pii(person(1), text)


def registered(number: int, *more: Happened) -> Stream:
    told: dict[str, Any] = {"contact": None, "position": None, "position_words": None, "birth_year": None}
    came = happened(
        Person.ParticipantRegistered,
        fingerprint="f",
        full_name=Pii(person(number), "Имя"),
        source="paper",
        **told,
    )
    return stream(Person, number, came, *more)


def agreed(by: int, *mentees: int, types: tuple[str, ...] = ("traditional",)) -> Happened:
    return happened(
        Assignment.PairAgreed,
        mentor=mentor(by),
        mentees=tuple(map(mentee, mentees)),
        forms=("PEER",),
        types=types,
        topics=("upbringing",),
        topic_words=None,
        period=Period(APPOINTED, ENDED),
        level_reason=None,
        grounds=words("цель"),
        regulation_version=1,
        round=None,
        reverse_of=None,
        direction=None,
        countersigned_by=None,
        agreement=None,
        group=len(mentees) > 1,
        agreed_on=APPOINTED,
    )


def approved(by: int, *mentees: int, on: date = APPOINTED) -> Happened:
    return happened(
        Assignment.PairApproved,
        order=ORDER,
        order_id="001/order/1",
        mentor=mentor(by),
        mentees=tuple(map(mentee, mentees)),
        appointed_on=on,
        regulation_version=1,
    )


def replaced(former: int, by: int, on: date) -> tuple[Happened, Happened]:
    return (
        happened(Assignment.MentorReplacementInitiated, reason="transfer", note=None, initiated_on=on),
        happened(
            Assignment.MentorReplaced,
            former=mentor(former),
            mentor=mentor(by),
            order=ORDER,
            order_id="001/order/2",
            replaced_on=on,
        ),
    )


def ended(on: date = ENDED, ground: str = "full") -> Happened:
    return happened(Assignment.MentoringEnded, ended_on=on, ground=ground)


def entered(number: int, category: str) -> Stream:
    """A mentee's entry; its stream begins with the need."""
    begun = happened(Mentee.MenteeNeedIdentified, person=person(number), source="curator")
    return stream(Mentee, number, begun, happened(Mentee.MenteeCategoryAssigned, category=category))


def programme(number: int, *mentees: int, types: tuple[str, ...], told: tuple[Happened, ...]) -> Stream:
    drafted = happened(
        Programme.ProgrammeDrafted,
        assignment=f"001/assignment/{number:032x}",
        mentor=mentor(1),
        mentees=tuple(map(mentee, mentees)),
        kind="group" if len(mentees) > 1 else "individual",
        regulation_version=1,
        forms=("PEER",),
        types=types,
        author="mentor",
        approved_on=APPOINTED,
        drafted_on=APPOINTED,
        template=(),
    )
    return stream(Programme, number, drafted, *told)


def activated(on: date) -> Happened:
    return happened(Programme.ProgrammeActivated, starts_on=on, ends_on=ENDED, short_term_reason=None)


def completed(on: date) -> Happened:
    return happened(Programme.ProgrammeCompleted, completed_on=on)


def terminated(on: date) -> Happened:
    return happened(
        Programme.ProgrammeTerminated,
        terminated_on=on,
        ground="curator_initiative",
        sub_ground=None,
        order=None,
    )


PEOPLE = (
    registered(1),
    registered(2),
    registered(3),
    registered(4),
    registered(5),
    entered(2, "young_specialist"),
    entered(3, "beginner"),
)
PAIR = stream(Assignment, 1, agreed(1, 2), approved(1, 2), ended())
GROUP = stream(Assignment, 2, agreed(4, 3, 1, types=("group",)), approved(4, 3, 1, on=date(2026, 1, 12)))


def report(*streams: Stream, within: Period = YEAR, as_at: date = date(2026, 8, 31)) -> dict[str, Any]:
    connection = counted(*PEOPLE, *streams)
    return report_figures(connection, "001", within=within, as_at=as_at, horizons=(1, 3))


def participants(on: date, *streams: Stream) -> dict[str, Any]:
    connection = counted(*PEOPLE, *streams)
    return participant_figures(connection, "001", within=Period(on, date.fromordinal(on.toordinal() + 1)))


@pytest.mark.requirement("R-135")
def test_people_are_counted_once_and_participations_each_time() -> None:
    """Person 1 is mentor of the pair and mentee of the group."""
    figures = participants(date(2026, 2, 1), PAIR, GROUP)
    assert (figures["people"], figures["participations"]) == (4, 5)
    assert figures["by_role"] == [
        {"key": "mentee", "people": 3, "participations": 3},
        {"key": "mentor", "people": 2, "participations": 2},
    ]
    assert figures["by_type"] == [
        {"key": "group", "people": 3, "participations": 3},
        {"key": "traditional", "people": 2, "participations": 2},
    ]
    assert figures["by_form"] == [{"key": "PEER", "people": 4, "participations": 5}]
    assert figures["by_kind"] == [
        {"key": "group", "people": 3, "participations": 3},
        {"key": "pair", "people": 2, "participations": 2},
    ]
    assert figures["by_category"] == [
        {"key": "", "people": 1, "participations": 1},
        {"key": "beginner", "people": 1, "participations": 1},
        {"key": "young_specialist", "people": 1, "participations": 1},
    ]


@pytest.mark.requirement("R-135")
@pytest.mark.parametrize(
    ("on", "people"),
    [
        (date(2025, 9, 14), 0),
        (date(2025, 9, 15), 2),
        (date(2026, 1, 11), 2),
        (date(2026, 1, 12), 4),
        (date(2026, 5, 29), 4),
        (date(2026, 5, 30), 3),
    ],
)
def test_figures_are_as_at_a_date(on: date, people: int) -> None:
    """The day of appointment and the last day of mentoring count."""
    assert participants(on, PAIR, GROUP)["people"] == people


@pytest.mark.requirement("R-135")
def test_agreement_alone_makes_nobody_a_participant() -> None:
    assert participants(date(2026, 2, 1), stream(Assignment, 1, agreed(1, 2)))["participations"] == 0


@pytest.mark.requirement("R-135")
def test_who_left_a_group_or_joined_it_counts_for_his_own_days() -> None:
    left = happened(
        Assignment.MenteeLeftGroup, mentee=mentee(3), types=("traditional",), left_on=date(2026, 2, 10)
    )
    joined = happened(
        Assignment.MenteeJoinedGroup,
        mentee=mentee(2),
        types=("group",),
        order=ORDER,
        order_id="001/order/3",
        joined_on=date(2026, 3, 1),
    )
    told = (agreed(4, 3, 1, types=("group",)), approved(4, 3, 1), left)
    assert participants(date(2026, 2, 10), stream(Assignment, 2, *told))["people"] == 3
    after = participants(date(2026, 2, 11), stream(Assignment, 2, *told))
    assert (after["people"], after["by_kind"][0]["key"]) == (2, "pair")
    grown = participants(date(2026, 3, 1), stream(Assignment, 2, *told, joined))
    assert (grown["people"], grown["by_kind"][0]["key"]) == (3, "group")
    assert participants(date(2026, 2, 28), stream(Assignment, 2, *told, joined))["people"] == 2


@pytest.mark.requirement("R-134")
def test_a_replacement_is_told_by_its_reason_and_the_mentors_by_their_days() -> None:
    story = (agreed(1, 2), approved(1, 2), *replaced(1, 5, date(2026, 2, 2)))
    figures = report(stream(Assignment, 1, *story))
    assert {"fact": "replacement", "key": "transfer", "count": 1, "distinct": 1} in figures["facts"]
    assert figures["participants"]["participations"] == 3
    on_day = participants(date(2026, 2, 2), stream(Assignment, 1, *story))
    assert (on_day["people"], on_day["participations"]) == (2, 2)


@pytest.mark.requirement("R-134")
def test_pairs_and_groups_of_the_period_are_told_with_their_ends() -> None:
    assert report(PAIR, GROUP)["pairs"] == {
        "pairs": 1,
        "groups": 1,
        "ended_by_ground": [{"key": "full", "count": 1}],
    }
    before = Period(date(2024, 9, 1), date(2025, 9, 1))
    assert report(PAIR, GROUP, within=before)["pairs"] == {"pairs": 0, "groups": 0, "ended_by_ground": []}


PROGRAMMES = (
    programme(1, 2, types=("traditional",), told=(activated(date(2025, 9, 20)), completed(ENDED))),
    programme(2, 3, types=("virtual", "traditional"), told=(activated(date(2025, 10, 1)),)),
    programme(3, 1, types=("group",), told=(activated(date(2025, 10, 1)), terminated(date(2026, 3, 2)))),
    programme(4, 1, types=("speed",), told=()),
)


@pytest.mark.requirement("R-134")
def test_programmes_are_told_by_how_they_stand() -> None:
    figures = report(*PROGRAMMES)["programmes"]
    assert figures == {
        "started": 3,
        "completed": 1,
        "terminated": 1,
        "terminated_by_ground": [{"key": "curator_initiative", "count": 1}],
        "closed": 0,
        "extended": 0,
        "amended": 0,
        "by_kind": [{"key": "individual", "count": 3}],
    }


@pytest.mark.requirement("R-088")
def test_the_share_of_each_type_is_told_in_thousandths_of_programmes_at_work() -> None:
    """A programme of two types counts in both; one that never started counts in none."""
    assert report(*PROGRAMMES)["shares_by_type"] == [
        {"key": "group", "count": 1, "of": 3, "share": 333},
        {"key": "traditional", "count": 2, "of": 3, "share": 666},
        {"key": "virtual", "count": 1, "of": 3, "share": 333},
    ]
    assert report()["shares_by_type"] == []


@pytest.mark.requirement("R-134")
def test_the_unmatched_are_those_of_the_last_run_and_support_counts_each_once() -> None:
    def run(name: str, on: date, left: int) -> Happened:
        return happened(
            MatchRound.MatchRunCompleted,
            run=name,
            on=on,
            bank_position=1,
            digest="d",
            status="optimal",
            seed=1,
            solver="s",
            solver_version="1",
            regulation_version=1,
            problem={},
            proposal={"unmatched": [{}] * left},
        )

    opened = happened(MatchRound.MatchRoundOpened, opened_on=APPOINTED)
    runs = stream(
        MatchRound, 1, opened, run("a", APPOINTED, 4), run("b", date(2025, 10, 1), 2), run("c", ENDED, 1)
    )
    support = happened(
        Support.PsychopedagogicalSupportArranged,
        measures=words("беседы"),
        since=date(2025, 10, 2),
        next_on=date(2025, 11, 2),
    )
    case = stream(Support, 3, happened(Support.SupportCaseOpened, mentee=mentee(3)), support, support)
    autumn = Period(date(2025, 9, 1), date(2026, 1, 1))
    assert report(runs, case, within=autumn)["unmatched"] == {"left_by_last_run": 2, "supported": 1}
    assert report()["unmatched"] == {"left_by_last_run": 0, "supported": 0}


@pytest.mark.requirement("R-137")
def test_levels_are_told_of_practices_events_and_partners() -> None:
    practice = happened(
        Practice.BestPracticeDescribed,
        authors=(person(1),),
        council_members=(),
        system_administrator=None,
        programme=None,
        title=words("Урок"),
        description=words("как"),
        result=None,
        topic="upbringing",
        level="municipal",
        forms=(),
        types=(),
    )
    gathering = happened(
        Gathering.GatheringOrganised,
        kind="seminar",
        planned_on=ENDED,
        title=words("Семинар"),
        place=None,
        programme=None,
        level="regional",
    )
    held = happened(Gathering.SeminarHeld, held_on=ENDED, mentors=(mentor(1), mentor(4)), guests=9)
    partner = happened(Partner.PartnerRegistered, kind="organisation", level="внешкольный", name=words("ДК"))
    wide = Period(date(2025, 9, 1), date(2027, 1, 1))
    figures = report(
        stream(Practice, 1, practice), stream(Gathering, 1, gathering, held), stream(Partner, 1, partner),
        within=wide,
    )  # fmt: skip
    assert figures["levels"]["practices"] == [{"key": "municipal", "count": 1}]
    assert figures["levels"]["events"] == [{"key": "regional", "count": 1}]
    assert figures["levels"]["partners"] == [{"key": "внешкольный", "count": 1}]
    assert figures["events"] == {
        "by_kind": [{"key": "seminar", "count": 1}],
        "by_level": [{"key": "regional", "count": 1}],
        "mentors": 2,
        "guests": 9,
    }
    assert figures["practices"]["described"] == 1


@pytest.mark.requirement("R-136")
def test_retention_counts_who_still_works_here_one_and_three_years_after_the_end() -> None:
    """A-48: a leaver counts as stayed if he left on the day of the horizon or later."""
    gone = stream(Person, 2, *registered(2)[2], happened(Person.EmploymentEnded, ended_on=date(2027, 5, 28)))
    people = (registered(1), gone, registered(3), entered(2, "young_specialist"), entered(3, "beginner"))
    connection = counted(*people, *PROGRAMMES)

    def told(as_at: date) -> list[dict[str, Any]]:
        figures = report_figures(connection, "001", within=YEAR, as_at=as_at, horizons=(1, 3))
        found: list[dict[str, Any]] = figures["retention"]
        return found

    assert told(date(2027, 3, 1)) == []
    assert told(date(2027, 3, 2)) == [{"years": 1, "category": "", "stayed": 1, "of": 1}]
    assert {"years": 1, "category": "young_specialist", "stayed": 0, "of": 1} in told(date(2027, 5, 29))
    assert {"years": 3, "category": "young_specialist", "stayed": 0, "of": 1} in told(date(2029, 5, 29))


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2026, 5, 29), 1, date(2027, 5, 29)),
        (date(2028, 2, 29), 1, date(2029, 3, 1)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
def test_a_horizon_is_a_calendar_year(day: date, years: int, then: date) -> None:
    assert years_after(day, years) == then


@pytest.mark.requirement("R-133", "R-136")
def test_indicators_are_computed_of_what_happened() -> None:
    trained = stream(
        Mentor,
        1,
        happened(
            Mentor.MentorQuestionnaireCompleted,
            person=person(1),
            competencies=(),
            competency_words=Pii(person(1), ()),
            subject=None,
            subject_words=None,
            forms=(),
            types=(),
            experience_years=None,
            qualification=(),
            about=None,
            source="own",
        ),
        happened(
            Mentor.MentorTrainingCompleted, document=words("удостоверение"), completed_on=date(2025, 10, 1)
        ),
    )
    remote = stream(
        Chronicle,
        1,
        happened(Chronicle.ChronicleOpened, assignment="001/assignment/1"),
        happened(
            Chronicle.RemoteSessionHeld,
            number=1,
            mentees=(mentee(2),),
            channel="video",
            topic=None,
            minutes=40,
            guests=0,
            held_on=date(2025, 11, 1),
        ),
    )
    asked = happened(
        Survey.MonitoringQuestionnaireOpened,
        programme="001/programme/1",
        role="mentee",
        moment="after",
        version=1,
        questions=(),
        respondents=(mentee(2), mentee(3)),
        opened_on=ENDED,
    )
    answered = happened(
        Survey.MonitoringResponseRecorded,
        respondent=mentee(2),
        marks=(),
        worded=(),
        words=words("хорошо"),
        answered_on=ENDED,
        source="own",
    )
    connection = counted(
        *PEOPLE, PAIR, GROUP, *PROGRAMMES, trained, remote, stream(Survey, 1, asked, answered)
    )
    found = indicators(connection, "001", within=YEAR, as_at=date(2026, 8, 31), horizons=(1,))
    told = {(each.code, each.cut, each.key): (each.count, each.of) for each in found}
    assert len(told) == len(found)
    assert told["adaptation", "all", ""] == (1, 2)
    assert told["adaptation", "category", "young_specialist"] == (1, 1)
    assert told["independence", "all", ""] == ((ENDED - date(2025, 9, 20)).days, None)
    assert told["digital", "all", ""] == (1, 3)
    assert told["remote", "all", ""] == (1, None)
    assert told["answers", "all", ""] == (1, 2)
    assert told["development", "all", ""] == (1, 2)
    assert told["involvement", "all", ""] == (4, 5)
    assert told["involvement", "topic", "upbringing"] == (4, None)
    assert told["involvement", "category", "beginner"] == (1, None)
    assert told["retention", "horizon", "1"] == (0, 0)
    assert {each.code for each in found} <= set(INDICATORS)


def test_every_indicator_has_a_name_and_comes_to_light() -> None:
    connection = counted(*PEOPLE, PAIR, *PROGRAMMES)
    found = indicators(connection, "001", within=YEAR, as_at=date(2026, 8, 31), horizons=(1, 3))
    assert {each.code for each in found} == set(INDICATORS)


@pytest.mark.requirement("R-149")
def test_links_are_told_as_edges_of_the_day() -> None:
    """R-149: pairs, colleagues who help, partners."""
    helped = stream(
        Engagement,
        1,
        happened(Engagement.EngagementsOpened, assignment="001/assignment/1"),
        happened(
            Engagement.ColleagueEngagementRequested,
            number=1,
            mentor=mentor(1),
            colleague=person(5),
            activity=2,
            purpose=words("урок"),
            requested_on=date(2025, 10, 1),
        ),
        happened(Engagement.ColleagueEngaged, number=1, engaged_on=date(2025, 10, 5)),
        happened(Engagement.ColleagueEngagementEnded, number=1, by="mentor", ended_on=date(2025, 12, 1)),
    )
    connection = counted(*PEOPLE, PAIR, helped)
    pair = {"kind": "pair", "one": mentor(1), "other": mentee(2), "level": None}
    help_given = {"kind": "colleague", "one": mentor(1), "other": person(5), "level": None}
    assert link_rows(connection, "001", on=date(2025, 10, 4)) == [pair]
    assert link_rows(connection, "001", on=date(2025, 10, 5)) == [pair, help_given]
    assert link_rows(connection, "001", on=date(2025, 12, 1)) == [pair, help_given]
    assert link_rows(connection, "001", on=date(2025, 12, 2)) == [pair]
    assert link_rows(connection, "001", on=date(2026, 6, 1)) == []


@pytest.mark.requirement("R-134")
def test_another_institution_is_not_counted() -> None:
    connection = counted(*PEOPLE, PAIR)
    empty = participant_figures(connection, "002", within=YEAR)
    assert (empty["people"], empty["participations"], empty["by_role"]) == (0, 0, [])
