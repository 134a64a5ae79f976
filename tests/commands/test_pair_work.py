"""The work of a pair over the real log: journal, chronicle, colleagues, personal files."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from service.access import Actor, Role, operator
from service.aggregates.assignment import NotOfThisPair
from service.aggregates.chronicle import ChronicleNeedsActivePair, StructureUnknown
from service.aggregates.contest import ContestNeedsActivePair
from service.aggregates.engagement import ColleagueConsentMissing, EngagementNeedsActivePair
from service.aggregates.journal import (
    JournalEntryUnknown,
    JournalNeedsActivePair,
    RecommendationOutsideDuties,
    TaskNotCompleted,
)
from service.aggregates.personal_file import (
    FileAccessNeedsActivePair,
    FileAccessNotGranted,
    FileCategoryNotGranted,
    PersonalFile,
)
from service.aggregates.programme_plan import ActivityUnknown
from service.commands.associations import propose_association_composition
from service.commands.chronicle import (
    organise_event_participation,
    prepare_event_participation,
    recommend_for_contest,
    record_contest_result,
    record_professional_development,
    record_remote_session,
    record_structure_interaction,
    record_support_measure,
)
from service.commands.engagements import (
    consent_to_engagement,
    decline_engagement,
    end_engagement,
    engage_colleague,
    request_engagement,
)
from service.commands.journal import (
    assign_task,
    check_task,
    complete_task,
    dispute_recommendation,
    follow_recommendation,
    give_recommendation,
    provide_assistance,
    request_assistance,
)
from service.commands.loaded import Loaded
from service.commands.orders import draft_order, sign_order
from service.commands.pair_endings import leave_pair
from service.commands.personal_files import (
    give_up_file_access,
    grant_file_access,
    look_into_file,
    refuse_file_access,
    request_file_access,
    revoke_file_access,
)
from service.commands.runtime import Runtime
from service.commands.work import NotOwnAct, Work, fixed_id
from service.errors import NotAllowed
from service.eventstore.log import Decision
from service.ids import person_of
from tests.commands.pairing import TODAY, internal
from tests.commands.working import NOW, Pair, at_work, copied, refused

TASK = {"task": "составить план урока", "due_on": TODAY}


@pytest.fixture(scope="module")
def ground(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Pair]:
    """A folder with a group at work in 001."""
    folder = tmp_path_factory.mktemp("work") / "data"
    with copied(furnished, folder) as runtime:
        return folder, at_work(runtime, "001", mentees=2)


@pytest.fixture
def pair(ground: tuple[Path, Pair], tmp_path: Path) -> Iterator[Pair]:
    """The group on a copy of its folder."""
    folder, formed = ground
    with copied(folder, tmp_path / "work") as runtime:
        yield replace(formed, school=replace(formed.school, runtime=runtime))


def curator(pair: Pair) -> Actor:
    return pair.school.office("curator")


@pytest.mark.requirement("R-101")
def test_a_task_goes_from_the_mentor_to_the_mentee_and_back_until_it_is_accepted(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    number = pair.as_mentor(assign_task, mentee=pair.mentee, activity=1, **TASK, **here)["number"]
    task = {**here, "number": int(number)}
    with refused(pair, TaskNotCompleted):
        pair.as_mentor(check_task, outcome="accepted", **task)
    pair.as_mentee(complete_task, completed_on=TODAY, note="готово", **task)
    pair.as_mentor(check_task, outcome="returned", comment="добавить рефлексию", **task)
    pair.as_mentee(complete_task, completed_on=TODAY, **task)
    pair.as_mentor(check_task, outcome="accepted", **task)
    (row,) = pair.list("tasks", pair.school.himself(pair.mentee))
    assert (row["state"], row["state_words"], row["returned"], row["task"]) == (
        "accepted",
        "принято",
        1,
        "составить план урока",
    )
    assert (row["assignment"], row["activity"], row["due_on"]) == (pair.assignment, 1, TODAY)


@pytest.mark.requirement("R-101")
def test_the_mentor_checks_tasks_in_person_and_nobody_else_does(pair: Pair) -> None:
    pair.as_mentor(assign_task, assignment=pair.assignment, mentee=pair.mentee, **TASK)
    task = {"assignment": pair.assignment, "number": 1}
    pair.by(curator(pair), complete_task, completed_on=TODAY, **task)
    other = Actor(id="001/person/other", roles={"001": frozenset({Role.MENTOR})})
    for actor in (operator(), other):
        with refused(pair, NotOwnAct):
            pair.by(actor, check_task, outcome="accepted", **task)
    with refused(pair, NotAllowed):
        pair.by(curator(pair), check_task, outcome="accepted", **task)


def test_nobody_completes_the_task_of_another(pair: Pair) -> None:
    pair.as_mentor(assign_task, assignment=pair.assignment, mentee=pair.mentee, **TASK)
    with refused(pair, NotOwnAct):
        pair.by(
            pair.school.himself(pair.mentees[1]),
            complete_task,
            assignment=pair.assignment,
            number=1,
            completed_on=TODAY,
        )


def test_a_task_is_for_a_mentee_of_the_pair_and_an_activity_of_the_programme(pair: Pair) -> None:
    stranger = pair.school.mentee()
    with refused(pair, NotOfThisPair):
        pair.as_mentor(assign_task, assignment=pair.assignment, mentee=stranger, **TASK)
    with refused(pair, ActivityUnknown, number=7):
        pair.as_mentor(assign_task, assignment=pair.assignment, mentee=pair.mentee, activity=7, **TASK)


@pytest.mark.requirement("R-085", "R-110")
def test_help_is_answered_and_its_time_is_measured(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    pair.as_mentee(request_assistance, mentee=pair.mentee, question="как вести журнал", **here)
    pair.school.runtime.feed.catch_up()
    later = replace(pair.school.runtime, clock=lambda: NOW + timedelta(minutes=95))
    answering = replace(pair, school=replace(pair.school, runtime=later))
    answering.as_mentor(provide_assistance, number=1, answer="показываю", **here)
    (row,) = pair.list("help_requests", pair.school.himself(pair.mentee), of=pair.assignment)
    assert (row["response_minutes"], row["response_days"], row["answer"]) == (95, 0, "показываю")


@pytest.mark.requirement("R-110")
def test_the_mentees_own_question_is_answered_by_the_mentor_of_the_pair(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    with refused(pair, NotOwnAct):
        pair.as_mentee(request_assistance, mentee=pair.mentees[1], question="о другом", **here)
    with refused(pair, JournalEntryUnknown, number=1, count=0):
        pair.as_mentor(provide_assistance, number=1, **here)


@pytest.mark.requirement("R-116")
def test_a_recommendation_on_duties_is_followed_or_disputed(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    said = {"mentee": pair.mentee, "recommendation": "заполнять журнал в день урока"}
    with refused(pair, RecommendationOutsideDuties):
        pair.as_mentor(give_recommendation, area="other", **said, **here)
    pair.as_mentor(give_recommendation, area="job_duties", **said, **here)
    pair.as_mentee(dispute_recommendation, number=1, reason="вечером нет доступа", **here)
    pair.as_mentee(follow_recommendation, number=1, followed_on=TODAY, note="доступ дали", **here)
    (row,) = pair.list("recommendations", pair.school.himself(pair.mentor))
    assert (row["disputed_on"], row["dispute"]) == (TODAY, "вечером нет доступа")
    assert (row["followed_on"], row["note"], row["area"]) == (TODAY, "доступ дали", "job_duties")


def test_in_a_group_nobody_reads_the_journal_of_another(pair: Pair) -> None:
    pair.as_mentor(assign_task, assignment=pair.assignment, mentee=pair.mentee, **TASK)
    readers = {
        pair.school.himself(pair.mentee).id: 1,
        pair.school.himself(pair.mentor).id: 1,
        curator(pair).id: 1,
        pair.school.himself(pair.mentees[1]).id: 0,
    }
    actors = (
        pair.school.himself(pair.mentee),
        pair.school.himself(pair.mentor),
        curator(pair),
        pair.school.himself(pair.mentees[1]),
    )
    assert {actor.id: len(pair.list("tasks", actor)) for actor in actors} == readers


@pytest.mark.requirement("R-081", "R-106", "R-109")
def test_a_pair_records_what_it_did(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    pair.as_mentee(
        record_remote_session,
        mentees=pair.mentees,
        channel="video",
        topic="разбор урока",
        minutes=40,
        guests=1,
        held_on=TODAY,
        **here,
    )
    event = {"title": "Форум молодых", "kind": "forum", "level": "regional", "event_on": date(2026, 12, 5)}
    pair.as_mentor(organise_event_participation, participants=pair.mentees, **event, **here)
    pair.as_mentee(
        record_professional_development,
        mentee=pair.mentee,
        kind="course",
        title="Оценивание",
        hours=72,
        completed_on=TODAY,
        **here,
    )
    rows = {row["kind"]: row for row in pair.list("pair_records", pair.school.himself(pair.mentee))}
    assert set(rows) == {"remote_session", "event_organised", "development"}
    session = rows["remote_session"]
    assert (session["of_kind"], session["amount"], session["guests"]) == ("video", 40, 1)
    assert (rows["event_organised"]["level"], rows["event_organised"]["title"]) == (
        "regional",
        "Форум молодых",
    )
    assert (rows["development"]["amount"], rows["development"]["kind_words"]) == (
        72,
        "повышение профессионального уровня",
    )
    others = pair.list("pair_records", pair.school.himself(pair.mentees[1]))
    assert {row["kind"] for row in others} == {"remote_session", "event_organised"}


@pytest.mark.requirement("R-108")
def test_a_mentee_is_recommended_for_a_contest_and_its_result_may_come_after_the_pair(pair: Pair) -> None:
    contest = pair.as_mentor(
        recommend_for_contest,
        assignment=pair.assignment,
        mentee=pair.mentee,
        title="Педагогический дебют",
        level="federal",
    )["contest"]
    pair.end()
    with refused(pair, NotOwnAct):
        pair.by(
            pair.school.himself(pair.mentees[1]),
            record_contest_result,
            contest=contest,
            result="winner",
            resulted_on=TODAY,
        )
    pair.as_mentor(record_contest_result, contest=contest, result="laureate", resulted_on=TODAY)
    (row,) = pair.list("contests", pair.school.himself(pair.mentee))
    assert (row["level"], row["result"], row["resulted_on"]) == ("federal", "laureate", TODAY)
    with refused(pair, ContestNeedsActivePair):
        pair.as_mentor(
            recommend_for_contest,
            assignment=pair.assignment,
            mentee=pair.mentee,
            title="Учитель года",
            level="regional",
        )


@pytest.mark.requirement("R-031", "R-032")
def test_the_association_prepares_and_supports_and_the_curator_where_there_is_none(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    measure = {"kind": "educational_methodical", "measure": "подборка", "provided_on": TODAY}
    pair.by(curator(pair), record_support_measure, **measure, **here)
    found_association(pair)
    member = Actor(id=pair.colleague, roles={"001": frozenset({Role.ASSOCIATION})})
    pair.by(member, record_support_measure, **measure, **here)
    pair.by(
        member,
        prepare_event_participation,
        participants=(pair.mentor, pair.mentee),
        title="Конференция",
        kind="conference",
        level="municipal",
        **here,
    )
    rows = pair.list("pair_records", member)
    told = [(row["kind"], row["by_association"]) for row in sorted(rows, key=lambda row: row["number"])]
    assert told == [("support", False), ("support", True), ("event_prepared", None)]
    stranger = pair.school.mentee()
    with refused(pair, NotOfThisPair):
        pair.by(
            member,
            prepare_event_participation,
            participants=(stranger,),
            title="Конференция",
            kind="conference",
            level="municipal",
            **here,
        )


def found_association(pair: Pair) -> None:
    school = pair.school
    other = school.mentor()
    school.act(
        propose_association_composition,
        members=(pair.colleague, person_of(other)),
        chair=pair.colleague,
        kind="совет",
    )
    subject = fixed_id("001", "association")
    order = school.act(
        draft_order, kind="association_composition", subjects=(subject,), basis=("FZ-273", "own:1")
    )["order"]
    school.act(sign_order, actor=school.office("head"), order=order, number="200", signed_on=TODAY)


@pytest.mark.requirement("R-098")
def test_a_colleague_consents_first_and_sees_one_activity_while_he_is_engaged(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    asked = pair.as_mentor(
        request_engagement, colleague=pair.colleague, activity=1, purpose="показать урок", **here
    )
    assert asked["number"] == "1"
    with refused(pair, ColleagueConsentMissing):
        pair.as_mentor(engage_colleague, number=1, **here)
    with refused(pair, NotOwnAct):
        pair.as_mentor(consent_to_engagement, number=1, answered_on=TODAY, **here)
    pair.as_colleague(consent_to_engagement, number=1, answered_on=TODAY, **here)
    assert own_engagement(pair)["shown"] is None
    pair.as_mentor(engage_colleague, number=1, **here)
    assert own_engagement(pair)["shown"] == {
        "title": "Взаимное посещение уроков",
        "direction": "methodical",
        "due_on": TODAY,
        "done_on": None,
    }
    with refused(pair, NotOwnAct):
        pair.by(pair.school.himself(pair.mentees[1]), end_engagement, number=1, **here)
    pair.as_colleague(end_engagement, number=1, **here)
    row = own_engagement(pair)
    assert (row["shown"], row["ended_by"], row["state_words"]) == (None, "colleague", "завершено")


def own_engagement(pair: Pair) -> dict[str, Any]:
    (row,) = pair.list("own_engagements", pair.colleague_himself)
    return row


@pytest.mark.requirement("R-098")
def test_a_colleague_is_free_to_decline_and_is_asked_for_a_planned_activity_only(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    asked = {"colleague": pair.colleague, "purpose": "показать урок", **here}
    with refused(pair, ActivityUnknown, number=9):
        pair.as_mentor(request_engagement, activity=9, **asked)
    pair.as_mentor(request_engagement, activity=1, **asked)
    assert pair.as_mentor(request_engagement, activity=1, **asked)["number"] == "1"
    pair.as_colleague(decline_engagement, number=1, answered_on=TODAY, **here)
    assert pair.as_mentor(request_engagement, activity=1, **asked)["number"] == "2"
    pair.as_mentor(end_engagement, number=2, **here)
    states = [row["state"] for row in pair.list("engagements", pair.school.himself(pair.mentor))]
    assert states == ["ended", "declined"]


@pytest.mark.requirement("R-098", "R-099")
def test_help_and_looks_into_files_end_with_the_pair(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    pair.as_mentor(request_engagement, colleague=pair.colleague, activity=1, purpose="урок", **here)
    pair.as_colleague(consent_to_engagement, number=1, answered_on=TODAY, **here)
    granted(pair)
    pair.end()
    assert own_engagement(pair)["ended_by"] == "pair_ended"
    (access,) = pair.list("file_accesses", pair.school.himself(pair.mentee))
    assert (access["state"], access["revoked_because"]) == ("revoked", "pair_ended")
    with refused(pair, EngagementNeedsActivePair):
        pair.as_mentor(engage_colleague, number=1, **here)
    with refused(pair, FileAccessNeedsActivePair):
        pair.as_mentor(look_into_file, number=1, category="education", **here)


def granted(pair: Pair, mentee: str | None = None) -> int:
    number = pair.as_mentor(
        request_file_access,
        assignment=pair.assignment,
        mentee=mentee or pair.mentee,
        categories=("education", "training"),
        purpose="составить программу",
    )["number"]
    pair.as_head(grant_file_access, assignment=pair.assignment, number=int(number), categories=("education",))
    return int(number)


@pytest.mark.requirement("R-099")
def test_the_mentor_looks_into_the_granted_part_and_the_mentee_sees_every_look(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    number = granted(pair)
    pair.as_mentor(look_into_file, number=number, category="education", **here)
    pair.as_mentor(look_into_file, number=number, category="education", **here)
    with refused(pair, FileCategoryNotGranted):
        pair.as_mentor(look_into_file, number=number, category="training", **here)
    looks = pair.list("file_looks", pair.school.himself(pair.mentee))
    assert [(row["mentor"], row["category_words"], row["accessed_on"]) for row in looks] == [
        (pair.mentor, "образование", TODAY)
    ] * 2
    assert pair.list("file_looks", pair.school.himself(pair.mentees[1])) == []
    assert pair.list("file_looks", curator(pair)) == []


@pytest.mark.requirement("R-099")
def test_nobody_looks_into_a_file_for_the_mentor_and_nobody_grants_for_the_head(pair: Pair) -> None:
    number = granted(pair)
    look = {"assignment": pair.assignment, "number": number, "category": "education"}
    with refused(pair, NotOwnAct):
        pair.by(operator(), look_into_file, **look)
    with refused(pair, NotAllowed):
        pair.by(
            curator(pair),
            grant_file_access,
            assignment=pair.assignment,
            number=number,
            categories=("education",),
        )


@pytest.mark.requirement("R-099")
def test_an_access_is_refused_given_up_or_revoked(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    asked = {"mentee": pair.mentee, "categories": ("experience",), "purpose": "программа", **here}
    first = pair.as_mentor(request_file_access, **asked)["number"]
    assert pair.as_mentor(request_file_access, **asked)["number"] == first
    pair.as_head(refuse_file_access, number=int(first), reason="достаточно анкеты", **here)
    second, third = granted(pair), granted(pair, pair.mentees[1])
    pair.as_mentor(give_up_file_access, number=second, **here)
    pair.as_head(revoke_file_access, number=third, **here)
    rows = pair.list("file_accesses", pair.school.himself(pair.mentor))
    told = {row["number"]: (row["state"], row["revoked_because"]) for row in rows}
    assert told == {1: ("refused", None), second: ("revoked", "mentor"), third: ("revoked", "head")}
    with refused(pair, FileAccessNotGranted):
        pair.as_mentor(look_into_file, number=third, category="education", **here)


@pytest.mark.requirement("R-099")
def test_who_leaves_the_group_takes_the_file_along(pair: Pair) -> None:
    stays, leaves = granted(pair), granted(pair, pair.mentees[1])

    def left(work: Work) -> Decision:
        loaded = Loaded(work)
        leave_pair(loaded, assignment=pair.assignment, mentee=pair.mentees[1], on=work.on)
        return Decision(loaded.everything())

    pair.school.act(internal(left))
    files = pair.school.runtime.log.get(
        PersonalFile, pair.assignment.replace("/assignment/", "/personal_file/")
    )
    assert (files.access(stays).state, files.access(leaves).state) == ("granted", "revoked")


@pytest.mark.requirement("R-101", "R-106")
def test_after_the_pair_has_ended_nothing_is_added_to_its_work(pair: Pair) -> None:
    here = {"assignment": pair.assignment}
    pair.end()
    closed: tuple[tuple[Callable[[], object], type[Exception]], ...] = (
        (lambda: pair.as_mentor(assign_task, mentee=pair.mentee, **TASK, **here), JournalNeedsActivePair),
        (
            lambda: pair.as_mentor(record_structure_interaction, held_on=TODAY, listed=1, **here),
            ChronicleNeedsActivePair,
        ),
    )
    for act, refusal in closed:
        with refused(pair, refusal):
            act()


@pytest.mark.requirement("R-103")
@pytest.mark.variation("V-40")
def test_the_structures_are_those_of_the_regulation(staged: Runtime) -> None:
    """V-40: 001 knows departments and psychologists, 004 a school of mastery and no department."""
    names = {}
    for code in ("001", "004"):
        pair = at_work(staged, code)
        here = {"assignment": pair.assignment, "held_on": TODAY}
        pair.as_mentor(record_structure_interaction, listed=1, **here)
        pair.as_mentor(record_structure_interaction, other="клуб молодых педагогов", **here)
        (row,) = [row for row in pair.list("pair_records", curator(pair)) if row["listed"]]
        names[code] = row["listed"]
        if code == "004":
            with refused(pair, StructureUnknown, number=4, count=3):
                pair.as_mentor(record_structure_interaction, listed=4, **here)
        else:
            pair.as_mentor(record_structure_interaction, listed=4, **here)
    assert names == {"001": "предметные кафедры", "004": "школа педагогического мастерства"}
