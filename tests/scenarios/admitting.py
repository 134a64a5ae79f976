"""Verbs of admission to the bank of mentors, and of what the staff office does to people in the banks."""

from tests.scenarios.school import School
from tests.scenarios.words import day


def assess(
    school: School,
    curator: str,
    mentor: str,
    *,
    psychological: bool,
    pedagogical: bool,
    professional: bool = False,
) -> None:
    """The curator assesses how far somebody is prepared to be a mentor."""
    school.give(
        curator,
        "assess_mentor",
        mentor=school.mentor(mentor),
        psychological=psychological,
        pedagogical=pedagogical,
        professional=professional,
    )


def admit(school: School, curator: str, *mentors: str) -> None:
    """The curator admits mentors who are prepared and trained."""
    for name in mentors:
        school.give(curator, "admit_mentor", mentor=school.mentor(name))


def record_training_document(school: School, curator: str, mentor: str, document: str, *, on: str) -> None:
    """The curator records a document of a training elsewhere."""
    entry = school.mentor(mentor)
    school.give(curator, "complete_mentor_training", mentor=entry, document=document, completed_on=day(on))


def let_go(school: School, by: str, name: str, *, last_day: str) -> None:
    """A labour contract ends: the banks and the pairs of the worker learn of it."""
    school.give(by, "end_employment", person=school.person(name), ended_on=day(last_day))
