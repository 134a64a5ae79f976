"""Verbs of company on the way: the association's help for programmes, events of a pair, single meetings."""

from collections.abc import Sequence

from tests.scenarios.pairs import pair_of
from tests.scenarios.programmes import programme_of
from tests.scenarios.school import School
from tests.scenarios.words import LEVELS, day


def contribute(school: School, member: str, words: str, *, of: str) -> None:
    """A member of the association works on a draft, in answer to the request of its mentee."""
    programme, mentee = programme_of(school, of), school.mentee(of)
    told = {"contribution": words, "requests": [mentee]}
    school.give(member, "contribute_to_draft", programme=programme, **told)


def pilot(school: School, member: str, conclusion: str, *, of: str) -> None:
    """The association tries a programme out."""
    programme = programme_of(school, of)
    school.give(member, "record_pilot", programme=programme, piloted_on=school.today, conclusion=conclusion)


def assist(school: School, member: str, measure: str, *, of: str) -> None:
    """The association supports a running programme."""
    school.give(
        member,
        "record_support_measure",
        assignment=pair_of(school, of),
        kind="educational_methodical",
        measure=measure,
        provided_on=school.today,
    )


def prepare_for_event(school: School, member: str, title: str, *, of: str, level: str) -> None:
    """The association prepares a mentee for an event."""
    school.give(
        member,
        "prepare_event_participation",
        assignment=pair_of(school, of),
        participants=[school.mentee(of)],
        title=title,
        kind="contest",
        level=LEVELS[level],
    )


def take_to_event(school: School, mentor: str, title: str, *, of: str, level: str, on: str) -> None:
    """The mentor organises the mentee's part in an event."""
    school.give(
        mentor,
        "organise_event_participation",
        assignment=pair_of(school, of),
        participants=[school.mentee(of)],
        title=title,
        kind="contest",
        level=LEVELS[level],
        event_on=day(on),
    )


def call_speed_meeting(
    school: School, curator: str, topic: str, *, mentor: str, mentees: Sequence[str], on: str
) -> None:
    """The curator fixes a single meeting of a mentor with mentees of the banks."""
    made = school.give(
        curator,
        "schedule_speed_meeting",
        mentor=school.mentor(mentor),
        mentees=school.mentees(mentees),
        topic=topic,
        meeting_on=day(on),
    )
    school.remember("скоростная встреча", topic, is_=made["meeting"])


def hope_for(school: School, mentee: str, goal: str, *, topic: str) -> None:
    """A mentee sets a goal of the single meeting."""
    meeting, entry = school.thing("скоростная встреча", topic), school.mentee(mentee)
    school.give(mentee, "set_speed_meeting_goal", meeting=meeting, by=entry, goal=goal)


def hold_speed_meeting(school: School, curator: str, topic: str, *, came: Sequence[str]) -> None:
    """The single meeting was held today."""
    meeting = school.thing("скоростная встреча", topic)
    school.give(
        curator,
        "record_speed_meeting",
        meeting=meeting,
        attended=school.mentees(came),
        held_on=school.today,
    )
