"""The lists of a pair's work, told anew from the log and after a person is forgotten, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine, select

from service.commands.chronicle import (
    recommend_for_contest,
    record_contest_result,
    record_professional_development,
    record_remote_session,
    record_structure_interaction,
)
from service.commands.engagements import request_engagement
from service.commands.improvements import decide_improvement, propose_improvement
from service.commands.journal import (
    assign_task,
    check_task,
    complete_task,
    dispute_recommendation,
    give_recommendation,
    provide_assistance,
    request_assistance,
)
from service.commands.measures import answer_measure, decide_measure, inform_of_measure, propose_encouragement
from service.commands.personal_data import erase_person
from service.commands.personal_files import (
    grant_file_access,
    look_into_file,
    refuse_file_access,
    request_file_access,
)
from service.commands.releases import refuse_duty_release, request_duty_release
from service.commands.runtime import Runtime, prepare
from service.commands.speed_meetings import schedule_speed_meeting, set_speed_meeting_goal
from service.demo.stage import set_the_stage
from service.eventstore.database import open_database
from service.ids import person_of
from service.projections.chronicle import PAIR_CHRONICLE
from service.projections.feed import Feed, Projection, migrate_views
from service.projections.journal import TASK_JOURNAL
from service.projections.pair_access import ACCESS_LOG
from service.projections.proposals import PROPOSAL_REGISTER
from service.projections.releases import RELEASE_REGISTER
from service.projections.speed_meetings import SPEED_MEETINGS
from service.settings import Settings
from tests.commands.pairing import TODAY
from tests.commands.working import NOW, Pair, at_work

BOARDS: Final[tuple[Projection, ...]] = (
    TASK_JOURNAL,
    PAIR_CHRONICLE,
    ACCESS_LOG,
    PROPOSAL_REGISTER,
    RELEASE_REGISTER,
    SPEED_MEETINGS,
)
SECRET, OPEN = "слова о наставляемом", "слова наставника"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def busy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """A pair of 001 with entries in every table."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    settings = Settings(data=tmp_path / "data", database=url)
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
        pair = at_work(runtime, "001")
        keep_journal(pair)
        keep_chronicle(pair)
        propose(pair)
        ask(pair)
        yield pair


def keep_journal(pair: Pair) -> None:
    here: dict[str, Any] = {"assignment": pair.assignment}
    pair.as_mentor(assign_task, mentee=pair.mentee, task=SECRET, **here)
    pair.as_mentee(complete_task, number=1, completed_on=TODAY, note=SECRET, **here)
    pair.as_mentor(check_task, number=1, outcome="returned", comment=SECRET, **here)
    pair.as_mentee(request_assistance, mentee=pair.mentee, question=SECRET, **here)
    pair.as_mentor(provide_assistance, number=1, answer=SECRET, **here)
    pair.as_mentor(give_recommendation, mentee=pair.mentee, area="job_duties", recommendation=SECRET, **here)
    pair.as_mentee(dispute_recommendation, number=1, reason=SECRET, **here)


def keep_chronicle(pair: Pair) -> None:
    here: dict[str, Any] = {"assignment": pair.assignment}
    pair.as_mentor(
        record_remote_session, mentees=pair.mentees, channel="chat", topic=OPEN, held_on=TODAY, **here
    )
    pair.as_mentor(record_structure_interaction, other=OPEN, subject=OPEN, held_on=TODAY, **here)
    pair.as_mentee(
        record_professional_development,
        mentee=pair.mentee,
        kind="course",
        title=SECRET,
        completed_on=TODAY,
        **here,
    )
    contest = pair.as_mentor(
        recommend_for_contest, mentee=pair.mentee, title=SECRET, level="municipal", **here
    )["contest"]
    pair.as_mentee(record_contest_result, contest=contest, result="winner", details=SECRET, resulted_on=TODAY)


def propose(pair: Pair) -> None:
    here: dict[str, Any] = {"assignment": pair.assignment}
    pair.as_mentor(propose_encouragement, mentee=pair.mentee, proposal=SECRET, **here)
    pair.as_head(inform_of_measure, number=1, **here)
    pair.as_mentee(answer_measure, number=1, answer=SECRET, **here)
    pair.as_head(decide_measure, number=1, outcome="accepted", reason=SECRET, **here)
    own = pair.as_mentee(propose_improvement, author=pair.mentee, proposal=SECRET)["improvement"]
    curator = pair.school.office("curator")
    pair.by(curator, decide_improvement, improvement=own, outcome="rejected", reason=SECRET)


def ask(pair: Pair) -> None:
    here: dict[str, Any] = {"assignment": pair.assignment}
    pair.as_mentor(request_engagement, colleague=pair.colleague, activity=1, purpose=OPEN, **here)
    wanted = {"mentee": pair.mentee, "purpose": SECRET, **here}
    pair.as_mentor(request_file_access, categories=("education",), **wanted)
    pair.as_head(grant_file_access, number=1, categories=("education",), **here)
    pair.as_mentor(look_into_file, number=1, category="education", **here)
    pair.as_mentor(request_file_access, categories=("training",), **wanted)
    pair.as_head(refuse_file_access, number=2, reason=SECRET, **here)
    release = pair.as_mentee(
        request_duty_release,
        who=pair.mentee,
        activity=1,
        ground="exceptional",
        reason=SECRET,
        since=TODAY,
        to=TODAY + timedelta(days=1),
        **here,
    )["release"]
    pair.as_head(refuse_duty_release, release=release, reason=SECRET)
    meeting = pair.by(
        pair.school.office("curator"),
        schedule_speed_meeting,
        mentor=pair.mentor,
        mentees=pair.mentees,
        topic=OPEN,
        place=OPEN,
        meeting_on=TODAY,
    )["meeting"]
    pair.as_mentee(set_speed_meeting_goal, meeting=meeting, by=pair.mentee, goal=SECRET)


def rows(engine: Engine) -> dict[str, list[tuple[str, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(_plain, row)) for row in connection.execute(select(table)))
            for board in BOARDS
            for table in board.tables.sorted_tables
        }


def _plain(value: object) -> str:
    """A value as both databases show it; SQLite keeps no time zone, all times are UTC."""
    if isinstance(value, datetime):
        return repr(value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)
    return repr(value)


def told_anew(runtime: Runtime, folder: Path) -> dict[str, list[tuple[str, ...]]]:
    engine = open_database(f"sqlite:///{folder}")
    migrate_views(engine, BOARDS)
    Feed(log=runtime.log, engine=engine, projections=BOARDS).catch_up()
    return rows(engine)


def holders(found: dict[str, list[tuple[str, ...]]], words: str) -> set[str]:
    return {name for name, each in found.items() if any(repr(words) in row for row in each)}


@pytest.mark.requirement("R-055")
def test_a_forgotten_mentee_leaves_no_words_and_the_lists_are_as_if_told_anew(
    busy: Pair, tmp_path: Path
) -> None:
    runtime = busy.school.runtime
    grown = rows(runtime.views)
    assert all(grown.values())
    assert grown == told_anew(runtime, tmp_path / "before.sqlite")
    assert len(holders(grown, SECRET)) == 10
    busy.end()
    later = replace(runtime, clock=lambda: NOW + timedelta(days=1))
    replace(busy, school=replace(busy.school, runtime=later)).as_head(
        erase_person, person=person_of(busy.mentee)
    )
    forgotten = rows(runtime.views)
    assert holders(forgotten, SECRET) == set()
    assert holders(forgotten, OPEN) == {"engagements", "pair_records", "speed_meetings"}
    assert forgotten == told_anew(runtime, tmp_path / "after.sqlite")
    assert runtime.feed.dead_letters() == []
