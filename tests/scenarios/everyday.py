"""Verbs of the work of a pair: activities, tasks, help, recommendations, colleagues, the personal file."""

from collections.abc import Sequence
from typing import Final

from tests.scenarios.pairs import pair_of
from tests.scenarios.programmes import activity, programme_of
from tests.scenarios.school import School
from tests.scenarios.words import LEVELS, day

FILE_PARTS: Final = {"образование": "education", "стаж": "experience", "повышение квалификации": "training"}
AREAS: Final = {
    "должностные обязанности": "job_duties",
    "профессиональная деятельность": "professional_activity",
}


def carry_out(school: School, by: str, title: str, *, of: str, evidence: str | None = None) -> None:
    """An activity of a programme was carried out today, with everybody of it."""
    school.give(
        by,
        "carry_out_activity",
        programme=programme_of(school, of),
        number=activity(school, of, title),
        carried_out_on=school.today,
        evidence=evidence,
    )


def carry_out_for(school: School, by: str, title: str, *mentees: str) -> None:
    """An activity of a group's programme was carried out today with some of its members."""
    school.give(
        by,
        "carry_out_activity",
        programme=programme_of(school, mentees[0]),
        number=activity(school, mentees[0], title),
        carried_out_on=school.today,
        mentees=school.mentees(mentees),
    )


def overcome(school: School, mentor: str, *, of: str, difficulty: int = 1) -> None:
    """The mentor records that a difficulty of a mentee is overcome."""
    programme, mentee = programme_of(school, of), school.mentee(of)
    school.give(
        mentor,
        "resolve_difficulty",
        programme=programme,
        mentee=mentee,
        number=difficulty,
        outcome="resolved",
    )


def note_progress(school: School, mentor: str, *, of: str, words: str) -> None:
    """The mentor notes how far a mentee has come."""
    programme = programme_of(school, of)
    school.give(mentor, "record_skill_progress", programme=programme, mentee=school.mentee(of), words=words)


def set_goal(school: School, by: str, goal: str, *, of: str, due: str) -> None:
    """A goal is set for a mentee."""
    made = school.give(
        by,
        "set_goal",
        programme=programme_of(school, of),
        mentee=school.mentee(of),
        goal=goal,
        due_on=day(due),
    )
    school.remember("цель", of, goal, is_=made["goal"])


def reach_goal(school: School, by: str, goal: str, *, of: str) -> None:
    """A goal was reached."""
    number = int(school.thing("цель", of, goal))
    school.give(by, "achieve_goal", programme=programme_of(school, of), number=number)


def fix_meetings(school: School, by: str, *days: str, of: str) -> None:
    """Mentor and mentee fix the days on which they meet."""
    meetings = [day(each) for each in days]
    school.give(by, "set_meeting_schedule", programme=programme_of(school, of), meetings=meetings)


def give_task(school: School, mentor: str, task: str, *, to: str, due: str) -> None:
    """The mentor gives a task."""
    pair, mentee = pair_of(school, to), school.mentee(to)
    made = school.give(mentor, "assign_task", assignment=pair, mentee=mentee, task=task, due_on=day(due))
    school.remember("задание", to, task, is_=made["number"])


def do_task(school: School, mentee: str, task: str) -> None:
    """The mentee says that a task is done."""
    number = int(school.thing("задание", mentee, task))
    pair = pair_of(school, mentee)
    school.give(mentee, "complete_task", assignment=pair, number=number, completed_on=school.today)


def check_task(school: School, mentor: str, task: str, *, of: str, accepted: bool, comment: str) -> None:
    """The mentor checks a task in person."""
    school.give(
        mentor,
        "check_task",
        assignment=pair_of(school, of),
        number=int(school.thing("задание", of, task)),
        outcome="accepted" if accepted else "returned",
        comment=comment,
    )


def ask_for_help(school: School, mentee: str, question: str) -> None:
    """The mentee asks the mentor for help."""
    pair, entry = pair_of(school, mentee), school.mentee(mentee)
    made = school.give(mentee, "request_assistance", assignment=pair, mentee=entry, question=question)
    school.remember("вопрос", mentee, question, is_=made["number"])


def answer(school: School, mentor: str, question: str, *, of: str, with_: str) -> None:
    """The mentor answers."""
    number = int(school.thing("вопрос", of, question))
    school.give(mentor, "provide_assistance", assignment=pair_of(school, of), number=number, answer=with_)


def recommend(school: School, mentor: str, words: str, *, to: str, about: str) -> None:
    """The mentor recommends something."""
    made = school.give(
        mentor,
        "give_recommendation",
        assignment=pair_of(school, to),
        mentee=school.mentee(to),
        area=AREAS[about],
        recommendation=words,
    )
    school.remember("рекомендация", to, words, is_=made["number"])


def follow(school: School, mentee: str, words: str) -> None:
    """The mentee followed a recommendation."""
    number = int(school.thing("рекомендация", mentee, words))
    pair = pair_of(school, mentee)
    school.give(mentee, "follow_recommendation", assignment=pair, number=number, followed_on=school.today)


def ask_colleague(school: School, mentor: str, colleague: str, *, of: str, title: str, purpose: str) -> None:
    """The mentor asks a colleague to help with one activity."""
    made = school.give(
        mentor,
        "request_engagement",
        assignment=pair_of(school, of),
        colleague=school.person(colleague),
        activity=activity(school, of, title),
        purpose=purpose,
    )
    school.remember("помощь коллеги", of, colleague, is_=made["number"])


def agree_to_help(school: School, colleague: str, *, of: str) -> None:
    """The colleague agrees, for himself."""
    number = int(school.thing("помощь коллеги", of, colleague))
    pair = pair_of(school, of)
    school.give(colleague, "consent_to_engagement", assignment=pair, number=number, answered_on=school.today)


def engage(school: School, mentor: str, colleague: str, *, of: str) -> None:
    """The mentor engages the colleague."""
    number = int(school.thing("помощь коллеги", of, colleague))
    school.give(mentor, "engage_colleague", assignment=pair_of(school, of), number=number)


def ask_for_file(school: School, mentor: str, *, of: str, parts: Sequence[str], purpose: str) -> None:
    """The mentor asks for parts of the mentee's personal file."""
    made = school.give(
        mentor,
        "request_file_access",
        assignment=pair_of(school, of),
        mentee=school.mentee(of),
        categories=[FILE_PARTS[part] for part in parts],
        purpose=purpose,
    )
    school.remember("личное дело", of, is_=made["number"])


def open_file(school: School, head: str, *, of: str, parts: Sequence[str]) -> None:
    """The head lets the mentor see parts of the file."""
    number = int(school.thing("личное дело", of))
    parts_of = [FILE_PARTS[part] for part in parts]
    pair = pair_of(school, of)
    school.give(head, "grant_file_access", assignment=pair, number=number, categories=parts_of)


def look_into_file(school: School, mentor: str, part: str, *, of: str) -> None:
    """The mentor looks at a part of the file."""
    number = int(school.thing("личное дело", of))
    pair = pair_of(school, of)
    school.give(mentor, "look_into_file", assignment=pair, number=number, category=FILE_PARTS[part])


def meet_online(school: School, mentor: str, *mentees: str, topic: str) -> None:
    """The mentor meets mentees of one pair or group by video."""
    school.give(
        mentor,
        "record_remote_session",
        assignment=pair_of(school, mentees[0]),
        mentees=school.mentees(mentees),
        channel="video",
        held_on=school.today,
        topic=topic,
    )


def work_with_structure(school: School, mentor: str, number: int, *, of: str, subject: str) -> None:
    """The mentor works with a structure of the regulation's list, by its number."""
    school.give(
        mentor,
        "record_structure_interaction",
        assignment=pair_of(school, of),
        listed=number,
        subject=subject,
        held_on=school.today,
    )


def recommend_for_contest(school: School, mentor: str, title: str, *, of: str, level: str) -> None:
    """The mentor recommends the mentee for a contest."""
    pair, mentee = pair_of(school, of), school.mentee(of)
    made = school.give(
        mentor, "recommend_for_contest", assignment=pair, mentee=mentee, title=title, level=LEVELS[level]
    )
    school.remember("конкурс", of, title, is_=made["contest"])


def win(school: School, mentee: str, title: str) -> None:
    """The mentee won the contest."""
    contest = school.thing("конкурс", mentee, title)
    school.give(mentee, "record_contest_result", contest=contest, result="winner", resulted_on=school.today)


def finish_course(school: School, mentee: str, title: str, *, hours: int) -> None:
    """The mentee finished a course."""
    school.give(
        mentee,
        "record_professional_development",
        assignment=pair_of(school, mentee),
        mentee=school.mentee(mentee),
        kind="course",
        title=title,
        completed_on=school.today,
        hours=hours,
    )
