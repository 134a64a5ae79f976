"""Somebody with several roles: the office never weakens the party, the party never weakens the office."""

from dataclasses import replace

import pytest

from service.access import Actor, Role
from service.commands.programme_ends import complete_programme
from service.commands.programme_reports import submit_mentee_report
from service.commands.programmes import comment_on_draft
from service.commands.rounds import propose_pair
from service.commands.runtime import Runtime
from tests.commands.programming import LATER, Programming, at


def as_also(school: Programming, entry: str, role: Role) -> Actor:
    """The person behind an entry, who holds an office too."""
    himself = school.himself(entry)
    return replace(himself, roles={school.code: himself.roles[school.code] | {role}})


@pytest.mark.requirement("R-029", "R-095")
def test_a_mentor_in_the_association_helps_with_the_programmes_of_others(staged: Runtime) -> None:
    school = at(staged)
    member = as_also(school, school.mentor(), Role.ASSOCIATION)
    programme = school.drafted(school.mentor(), school.mentee())
    school.act(comment_on_draft, actor=member, programme=programme, comment="Поможем с открытым уроком.")
    (note,) = school.seen("programme_notes", member, of=programme)
    assert (note["by"], note["kind"]) == (member.id, "comment")


@pytest.mark.requirement("R-063")
def test_a_mentor_in_the_association_proposes_pairs_of_others(staged: Runtime) -> None:
    school = at(staged)
    member = as_also(school, school.mentor(), Role.ASSOCIATION)
    mentor, mentee = school.mentor(), school.mentee()
    school.round()
    school.act(propose_pair, actor=member, mentor=mentor, mentees=(mentee,))
    (row,) = school.seen("proposals", school.office("curator"))
    assert (row["mentor"], row["by"]) == (mentor, "association")


@pytest.mark.requirement("R-129")
@pytest.mark.parametrize("office", [Role.HEAD, Role.CURATOR, Role.ASSOCIATION])
def test_no_office_lets_a_mentor_read_the_evaluation_of_himself(staged: Runtime, office: Role) -> None:
    school = at(staged)
    mentor, mentee = school.mentor(), school.mentee()
    programme = school.running(mentor, mentee)
    school.done(programme)
    school.mentor_acts(complete_programme, programme, on=LATER)
    told = {"process": "виделись часто", "mentor_work": "помог", "evaluation": "отлично", "mark": 5}
    report = {"programme": programme, "mentee": mentee, "on": LATER, **told}
    school.act(submit_mentee_report, actor=school.himself(mentee), **report)
    rows = school.seen("programme_reports", as_also(school, mentor, office), of=programme)
    assert "отлично" not in str(rows)
    assert len(school.seen("programme_reports", school.office("curator"), of=programme)) == 1
