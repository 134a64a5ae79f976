"""The banks as a question: who offers groups, how long people wait, what a repair keeps; shortlists."""

from datetime import date
from typing import Any

import pytest

from service.aggregates.assignment import Assignment
from service.commands.bank_problem import Asking, build_problem
from service.commands.bank_view import read_banks
from service.commands.banks import set_mentor_capacity
from service.commands.catalogue import all_views
from service.commands.consents import withdraw_personal_data_consent
from service.commands.frozen_pairs import with_frozen
from service.commands.match_conditions import ban_pair, pin_pair
from service.commands.rounds import close_match_round, express_interest
from service.commands.runtime import Runtime
from service.commands.shortlist import ShortlistSizeOutOfBounds, nearest, prepare_shortlist
from service.commands.suggest import regulation_in_force, suggest
from service.commands.views import Row, answer
from service.commands.work import Work
from service.errors import NotAllowed
from service.eventstore.log import Decision
from service.ids import person_of
from service.matching.formats.problem import GroupSize, Mentee, Mentor, Pair, Problem
from service.matching.propose import propose
from tests.commands.pairing import TODAY, School, internal


@pytest.fixture
def school(staged: Runtime) -> School:
    return School(staged)


def question(school: School, **asking: Any) -> Problem:
    """The question that the banks put now."""
    regulation = regulation_in_force(school.runtime, school.code, on=TODAY)
    with school.runtime.reading() as connection:
        view = read_banks(connection, institution=school.code, regulation=regulation, on=TODAY)
    return build_problem(view, asking=Asking(**asking))


def run(school: School, **asking: Any) -> Row:
    return suggest(
        school.runtime, institution=school.code, actor=school.office("curator"), asking=Asking(**asking)
    )


def pairs(row: Row) -> dict[str, str]:
    """The mentor of every mentee."""
    return {pair["mentee"]: pair["mentor"] for pair in row["proposal"]["pairs"]}


def kept(row: Row) -> int:
    """How many pairs the run says it kept."""
    (goal,) = (goal for goal in row["proposal"]["goals"] if goal["name"] == "stay")
    return int(goal["value"])


def replace_mentor(school: School, pair: str) -> None:
    """Let a pair look for another mentor."""

    def initiate(work: Work) -> Decision:
        found = work.get(Assignment, pair)
        found.initiate_replacement(reason="request", note=None, on=work.on)
        return Decision((found,))

    school.act(internal(initiate))


@pytest.mark.requirement("R-082")
def test_who_accepts_groups_offers_one_of_the_regulations_least_size(school: School) -> None:
    mentor = school.mentor()
    school.mentee()
    (found,) = question(school).mentors
    assert (found.id, found.group) == (mentor, GroupSize(min=2))
    assert found.group_sizes == range(2, found.capacity + 1)


@pytest.mark.requirement("R-077", "R-082")
def test_who_has_one_place_or_leads_a_group_offers_none(school: School) -> None:
    single, leader = school.mentor(), school.mentor()
    first, second = school.mentee(), school.mentee()
    school.mentee()
    school.act(set_mentor_capacity, mentor=single, limit=1)
    school.act(set_mentor_capacity, mentor=leader, limit=5)
    offers = {mentor.id: mentor.group for mentor in question(school).mentors}
    assert offers == {single: None, leader: GroupSize(min=2)}
    school.order(school.ready(leader, first, second))
    after = {mentor.id: (mentor.capacity, mentor.group) for mentor in question(school).mentors}
    assert after == {single: (1, None), leader: (3, None)}


@pytest.mark.requirement("R-056")
def test_a_mentee_waits_since_the_entry_into_the_bank(school: School) -> None:
    school.mentor()
    school.mentee()
    (mentee,) = question(school).mentees
    assert mentee.waiting_days == (TODAY - date(2026, 9, 2)).days == 80


@pytest.mark.requirement("R-045")
def test_who_is_not_in_the_bank_yet_does_not_wait(school: School) -> None:
    school.mentor()
    school.mentee(consent=False)
    (mentee,) = question(school).mentees
    assert mentee.waiting_days is None


@pytest.mark.requirement("R-056")
def test_a_question_that_is_no_repair_does_not_depend_on_the_proposal_before(school: School) -> None:
    school.mentor()
    school.mentee()
    before = question(school)
    run(school)
    assert question(school) == before
    assert (before.mode, before.current) == ("propose", ())


@pytest.mark.requirement("R-056", "R-121")
def test_a_repair_keeps_the_proposed_pairs_when_a_better_mentor_comes(school: School) -> None:
    mentee, mentor = school.mentee(), school.mentor(experience=5)
    assert pairs(run(school)) == {mentee: mentor}
    better = school.mentor(experience=30)
    repaired = run(school, repair=True)
    assert (repaired["problem"]["mode"], pairs(repaired), kept(repaired)) == ("repair", {mentee: mentor}, 1)
    assert pairs(run(school)) == {mentee: better}


@pytest.mark.requirement("R-121")
def test_after_a_departure_only_those_move_who_have_to(school: School) -> None:
    mentors = [school.mentor(experience=years) for years in (10, 20)]
    mentees = [school.mentee() for _ in range(2)]
    for mentor in mentors:
        school.act(set_mentor_capacity, mentor=mentor, limit=1)
    before = pairs(run(school))
    assert set(before) == set(mentees)
    spare = school.mentor(experience=40)
    gone = before[mentees[0]]
    school.act(withdraw_personal_data_consent, person=person_of(gone))
    repaired = run(school, repair=True)
    assert pairs(repaired) == {mentees[0]: spare, mentees[1]: before[mentees[1]]}
    assert kept(repaired) == 1


@pytest.mark.requirement("R-121")
def test_a_pair_whose_mentor_is_replaced_counts_among_those_before_but_is_not_kept(school: School) -> None:
    mentor, mentee = school.mentor(), school.mentee()
    pair = school.ready(mentor, mentee)
    school.order(pair)
    other = school.mentor()
    replace_mentor(school, pair)
    repaired = run(school, repair=True)
    assert repaired["problem"]["current"] == [{"mentee": mentee, "mentor": mentor}]
    assert (pairs(repaired), kept(repaired)) == ({mentee: other}, 0)


@pytest.mark.requirement("R-061")
def test_what_all_want_is_kept_by_a_repair(school: School) -> None:
    mentor, mentee = school.mentor(experience=5), school.mentee()
    school.mentor(experience=30)
    school.want(mentor, mentee)
    assert question(school, repair=True).current == (Pair(mentee=mentee, mentor=mentor),)
    assert pairs(run(school, repair=True)) == {mentee: mentor}


@pytest.mark.requirement("R-063")
def test_frozen_pairs_do_not_move_even_for_another_ones_place(school: School) -> None:
    mentor, mentee = school.mentor(), school.mentee()
    school.act(set_mentor_capacity, mentor=mentor, limit=1)
    assert pairs(run(school)) == {mentee: mentor}
    school.mentor()
    newcomer = school.mentee()
    row = run(school, frozen=True)
    assert row["problem"]["pinned"] == [{"mentee": mentee, "mentor": mentor}]
    assert pairs(row)[mentee] == mentor
    assert newcomer in pairs(row)


@pytest.mark.requirement("R-063")
def test_what_is_banned_since_is_not_frozen(school: School) -> None:
    mentor, mentee = school.mentor(), school.mentee()
    run(school)
    school.act(ban_pair, mentee=mentee, mentor=mentor, reason="родственники")
    row = run(school, frozen=True)
    assert (row["problem"]["pinned"], pairs(row), row["status"]) == ([], {}, "optimal")


def person(kind: str, number: int, **facts: Any) -> Any:  # noqa: ANN401 - one of two
    usual = {"forms": ("PEER",), "types": ("group",), "id": f"{kind}{number}"}
    return Mentor(**usual | facts) if kind == "m" else Mentee(**usual | facts)


def grouped(*, capacity: int, members: int, pinned: tuple[Pair, ...] = ()) -> Problem:
    """One mentor who leads groups only, with mentees of one theme who are all his now."""
    return Problem(
        mentors=(person("m", 1, capacity=capacity, competencies={"C": 2}, group=GroupSize(min=2)),),
        mentees=tuple(person("e", number, request={"C": 1}) for number in range(members)),
        current=tuple(Pair(mentee=f"e{number}", mentor="m1") for number in range(members)),
        pinned=pinned,
        mode="repair",
    )


@pytest.mark.requirement("R-082")
@pytest.mark.parametrize(("capacity", "members", "frozen"), [(3, 2, 2), (3, 1, 0), (2, 3, 2), (3, 3, 3)])
def test_a_group_is_frozen_whole_if_enough_of_it_is_left(capacity: int, members: int, frozen: int) -> None:
    asked = with_frozen(grouped(capacity=capacity, members=members))
    assert len(asked.pinned) == frozen
    assert propose(asked).status == "optimal"


@pytest.mark.requirement("R-063")
def test_the_curators_pins_go_before_frozen_pairs() -> None:
    problem = Problem(
        mentors=(
            person("m", 1, capacity=1, competencies={"C": 2}, types=("virtual",)),
            person("m", 2, capacity=1, competencies={"C": 2}, types=("virtual",)),
        ),
        mentees=tuple(person("e", n, request={"C": 1}, types=("virtual",)) for n in (1, 2)),
        current=(Pair(mentee="e1", mentor="m1"), Pair(mentee="e2", mentor="m2")),
        pinned=(Pair(mentee="e1", mentor="m2"),),
        mode="repair",
    )
    assert with_frozen(problem).pinned == problem.pinned


@pytest.mark.requirement("R-056")
def test_the_nearest_mentors_come_first_and_no_more_than_asked_for(school: School) -> None:
    mentee, near, far = school.mentee(), school.mentor(experience=30), school.mentor(experience=5)
    actor = school.office("curator")
    one = prepare_shortlist(school.runtime, institution=school.code, actor=actor, size=1)
    assert [(row["mentee"], row["mentor"], row["place"]) for row in one] == [(mentee, near, 1)]
    position = school.runtime.log.head()
    prepare_shortlist(school.runtime, institution=school.code, actor=actor, size=1)
    assert school.runtime.log.head() == position
    two = prepare_shortlist(school.runtime, institution=school.code, actor=actor, size=2)
    assert [(row["mentor"], row["place"]) for row in two] == [(near, 1), (far, 2)]
    assert two[0]["points"] > two[1]["points"]


@pytest.mark.requirement("R-056", "R-061")
def test_a_round_runs_in_two_stages_shortlist_interest_final_run(school: School) -> None:
    mentee, near, far = school.mentee(), school.mentor(experience=30), school.mentor(experience=28)
    actor = school.office("curator")
    prepare_shortlist(school.runtime, institution=school.code, actor=actor, size=2)
    own = listed(school, "own_shortlist", entry=mentee)
    assert {row["other"] for row in own} == {near, far}
    assert all(set(row) == {"own", "other", "answer"} for row in own)  # nobody reads points
    for one, other in ((mentee, far), (far, mentee)):
        school.act(express_interest, actor=school.himself(one), entry=one, other=other, rating=5)
    assert {row["other"]: row["answer"] for row in listed(school, "own_shortlist", entry=mentee)} == {
        near: None,
        far: 5,
    }
    assert listed(school, "own_shortlist", entry=far) == [{"own": far, "other": mentee, "answer": 5}]
    assert pairs(run(school, tolerance=100)) == {mentee: far}


def listed(school: School, name: str, *, entry: str) -> list[Row]:
    found = answer(school.runtime, all_views()[name], institution=school.code, actor=school.himself(entry))
    return [dict(row) for row in found]


@pytest.mark.requirement("R-056")
def test_a_shortlist_ends_with_its_round(school: School) -> None:
    school.mentee()
    school.mentor()
    actor = school.office("curator")
    prepare_shortlist(school.runtime, institution=school.code, actor=actor)
    school.act(close_match_round)
    found = answer(school.runtime, all_views()["shortlist"], institution=school.code, actor=actor)
    assert list(found) == []


@pytest.mark.requirement("R-056")
@pytest.mark.parametrize("size", [0, 21])
def test_a_shortlist_names_one_to_twenty_mentors(school: School, size: int) -> None:
    school.mentee()
    school.mentor()
    with pytest.raises(ShortlistSizeOutOfBounds) as caught:
        prepare_shortlist(school.runtime, institution=school.code, actor=school.office("curator"), size=size)
    assert caught.value.facts == {"most": 20}


def test_only_the_curator_prepares_a_shortlist(school: School) -> None:
    school.mentee()
    school.mentor()
    with pytest.raises(NotAllowed):
        prepare_shortlist(school.runtime, institution=school.code, actor=school.office("head"))


@pytest.mark.requirement("R-056")
def test_whoever_has_nobody_is_on_no_shortlist_and_members_of_groups_are() -> None:
    problem = grouped(capacity=3, members=2)
    found = nearest(problem, size=5)
    assert [(each.mentee, [near.mentor for near in each.nearest]) for each in found] == [
        ("e0", ["m1"]),
        ("e1", ["m1"]),
    ]
    alone = problem.replace(mentees=problem.mentees[:1], current=())
    assert nearest(alone, size=5) == ()


@pytest.mark.requirement("R-063")
def test_a_pin_of_somebody_who_has_a_pair_by_now_is_left_out(school: School) -> None:
    mentor, mentee = school.mentor(), school.mentee()
    school.mentee()
    school.round()
    school.act(pin_pair, mentee=mentee, mentor=mentor)
    assert question(school).pinned == (Pair(mentee=mentee, mentor=mentor),)
    school.order(school.ready(mentor, mentee))
    assert question(school).pinned == ()


def test_a_shortlist_of_a_closed_round_opens_the_next(school: School) -> None:
    school.mentee()
    school.mentor()
    actor = school.office("curator")
    first = prepare_shortlist(school.runtime, institution=school.code, actor=actor)
    school.act(close_match_round)
    second = prepare_shortlist(school.runtime, institution=school.code, actor=actor)
    assert first[0]["round"] != second[0]["round"]
