"""Admission by criteria (002 §3.8), the head's approval, training, memos: what each regulation asks for."""

from datetime import timedelta
from typing import Any

import pytest

from service.access import Role
from service.aggregates.approval import Approval, ParticipantNotReady
from service.aggregates.memo import Memo, MemoRoleMissing
from service.aggregates.mentor import Mentor, MentorCriteriaMissing, MentorTrainingMissing
from service.aggregates.staff_development import DevelopmentWithoutMentors
from service.aggregates.training import TrainingInFuture, TrainingWithoutMentors
from service.commands.approvals import (
    AdmissionAutomatic,
    admit_mentor,
    approve_mentee,
    approve_mentor,
    assess_mentor,
    is_admitted,
    refuse_admission,
    refuse_participant,
)
from service.commands.bank_problem import build_problem
from service.commands.bank_view import read_banks
from service.commands.lists_participants import participants
from service.commands.lists_preparation import duties_told, memos, training_documents, trainings
from service.commands.memos import acknowledge_duties, issue_memo
from service.commands.runtime import Runtime
from service.commands.shared_work import NotSharedWork
from service.commands.suggest import regulation_in_force
from service.commands.training import (
    cancel_mentor_training,
    complete_mentor_training,
    complete_staff_development,
    hold_mentor_training,
    organise_staff_development,
    schedule_mentor_training,
)
from service.commands.work import NotOwnAct
from service.ids import person_of, random_part
from service.values import Period
from tests.commands.pairing import School
from tests.commands.results import TODAY, act, acting_as, rows

DAY = timedelta(days=1)


def forms_of(runtime: Runtime, code: str, mentor: str) -> tuple[str, ...] | str:
    """The forms in which the matcher may use a mentor, or the rule that keeps him out."""
    regulation = regulation_in_force(runtime, code, on=TODAY)
    with runtime.reading() as connection:
        problem = build_problem(read_banks(connection, institution=code, regulation=regulation, on=TODAY))
    for excluded in problem.excluded:
        if excluded.id == mentor:
            return excluded.rule
    return next(each.forms for each in problem.mentors if each.id == mentor)


@pytest.mark.requirement("R-049")
@pytest.mark.variation("V-37")
def test_002_admits_by_criteria_and_training_and_001_whoever_stands_in_the_bank(staged: Runtime) -> None:
    """Only 002 has criteria; elsewhere there is nothing to assess, and the mentor is matched at once."""
    mentors = {code: School(staged, code).mentor(admitted=False) for code in ("001", "002")}
    regulations = {code: regulation_in_force(staged, code, on=TODAY) for code in mentors}
    assert is_admitted(staged.log.get(Mentor, mentors["001"]), regulations["001"])
    assert not is_admitted(staged.log.get(Mentor, mentors["002"]), regulations["002"])
    assert forms_of(staged, "001", mentors["001"]) == ("PEER",)
    assert forms_of(staged, "002", mentors["002"]) == "not_admitted"
    with pytest.raises(AdmissionAutomatic):
        act(staged, assess_mentor, mentor=mentors["001"], psychological=True, pedagogical=True)
    with pytest.raises(AdmissionAutomatic):
        act(staged, admit_mentor, mentor=mentors["001"])
    with pytest.raises(AdmissionAutomatic):
        act(staged, refuse_admission, mentor=mentors["001"], reason="рано")


@pytest.mark.requirement("R-049", "R-057")
def test_in_002_preparation_and_training_come_before_admission(staged: Runtime) -> None:
    mentor = School(staged, "002").mentor(admitted=False)
    with pytest.raises(MentorCriteriaMissing):
        act(staged, admit_mentor, code="002", mentor=mentor)
    act(staged, assess_mentor, code="002", mentor=mentor, psychological=True, pedagogical=False)
    with pytest.raises(MentorCriteriaMissing):
        act(staged, admit_mentor, code="002", mentor=mentor)
    act(staged, assess_mentor, code="002", mentor=mentor, psychological=True, pedagogical=True)
    with pytest.raises(MentorTrainingMissing):
        act(staged, admit_mentor, code="002", mentor=mentor)
    act(
        staged,
        complete_mentor_training,
        code="002",
        mentor=mentor,
        document="удостоверение № 7",
        completed_on=TODAY,
    )
    act(staged, admit_mentor, code="002", mentor=mentor)
    assert forms_of(staged, "002", mentor) == ("PEER",)
    act(staged, refuse_admission, code="002", mentor=mentor, reason="нужна практика")
    assert forms_of(staged, "002", mentor) == "not_admitted"


@pytest.mark.requirement("R-049")
def test_in_002_some_forms_need_professional_preparation(staged: Runtime) -> None:
    """The head mentors in a form that needs it (A-17): without it he takes no part in matching."""
    school = School(staged, "002")
    head = school.head_as("mentor")
    assert forms_of(staged, "002", head) == "not_admitted"
    act(
        staged,
        assess_mentor,
        code="002",
        mentor=head,
        psychological=True,
        pedagogical=True,
        professional=True,
    )
    assert forms_of(staged, "002", head) == ("HEAD_TEACHER",)


@pytest.mark.requirement("R-051")
def test_the_head_approves_persons_and_may_refuse_them(staged: Runtime) -> None:
    school = School(staged)
    head = school.office("head")
    mentor, mentee = school.mentor(), school.mentee()
    act(staged, approve_mentor, actor=head, mentor=mentor)
    act(staged, refuse_participant, actor=head, entry=mentee, reason="сначала испытательный срок")
    words = {
        row["entry"]: (row["approval_words"], row["refusal_reason"]) for row in rows(staged, participants)
    }
    assert words == {
        mentor: ("утверждён руководителем", None),
        mentee: ("не утверждён", "сначала испытательный срок"),
    }
    act(staged, approve_mentee, actor=head, mentee=mentee)
    assert {row["approval"] for row in rows(staged, participants)} == {"approved"}


@pytest.mark.requirement("R-051")
def test_who_is_not_in_the_bank_or_not_admitted_is_not_approved(staged: Runtime) -> None:
    school = School(staged, "002")
    head = school.office("head")
    for command, facts in (
        (approve_mentor, {"mentor": school.mentor(admitted=False)}),
        (approve_mentee, {"mentee": school.mentee(consent=False)}),
    ):
        with pytest.raises(ParticipantNotReady):
            act(staged, command, code="002", actor=head, **facts)
    entry = school.mentor()
    act(staged, approve_mentor, code="002", actor=head, mentor=entry)
    approval = staged.log.get(Approval, f"002/approval/{random_part(entry)}")
    assert approval.is_approved(role="mentor")


@pytest.mark.requirement("R-051")
def test_the_order_of_a_pair_approves_its_people_too(staged: Runtime) -> None:
    school = School(staged)
    assignment = school.ready(school.mentor(), school.mentee())
    assert {row["approval"] for row in rows(staged, participants)} == {"none"}
    school.order(assignment)
    assert {(row["approval"], row["approval_order"]) for row in rows(staged, participants)} == {
        ("approved", "100")
    }


@pytest.mark.requirement("R-057")
def test_a_training_is_planned_held_and_trains_who_came(staged: Runtime) -> None:
    school = School(staged)
    came, missed = school.mentor(admitted=False), school.mentor(admitted=False)
    training = act(
        staged,
        schedule_mentor_training,
        mentors=(came, missed, came),
        subject="Первая встреча",
        planned_on=TODAY + DAY,
        place="кабинет 3",
    )["training"]
    (planned,) = rows(staged, trainings)
    assert (planned["state_words"], planned["mentors"]) == ("запланировано", [came, missed])
    act(staged, hold_mentor_training, training=training, held_on=TODAY, attended=(came,))
    (held,) = rows(staged, trainings)
    assert (held["state_words"], held["attended"]) == ("проведено", [came])
    trained = {entry: staged.log.get(Mentor, entry).trained for entry in (came, missed)}
    assert trained == {came: True, missed: False}
    (document,) = rows(staged, training_documents)
    assert document["document"] == "обучение «Первая встреча», 21.11.2026"


@pytest.mark.requirement("R-057")
def test_a_training_for_nobody_or_of_tomorrow_is_none(staged: Runtime) -> None:
    mentor = School(staged).mentor(admitted=False)
    with pytest.raises(TrainingWithoutMentors):
        act(staged, schedule_mentor_training, mentors=(), subject="Встреча", planned_on=TODAY)
    with pytest.raises(TrainingInFuture):
        act(staged, complete_mentor_training, mentor=mentor, document="№ 1", completed_on=TODAY + DAY)
    training = act(staged, schedule_mentor_training, mentors=(mentor,), subject="Встреча", planned_on=TODAY)[
        "training"
    ]
    act(staged, cancel_mentor_training, training=training)
    (cancelled,) = rows(staged, trainings)
    assert (cancelled["state_words"], cancelled["cancelled_on"]) == ("отменено", TODAY)


@pytest.mark.requirement("R-024")
@pytest.mark.variation("V-19")
def test_mentors_raise_their_mastery_at_the_places_that_the_regulation_names(staged: Runtime) -> None:
    """001 speaks of base schools, 004 of base organisations."""
    for code, words in (("001", "базовые школы"), ("004", "базовые организации")):
        mentor = School(staged, code).mentor()
        development = act(
            staged,
            organise_staff_development,
            code=code,
            mentors=(mentor,),
            subject="Разбор уроков",
            place="base_organisation",
            host="гимназия",
            period=Period(TODAY - DAY, TODAY + DAY),
        )["staff_development"]
        act(
            staged,
            complete_staff_development,
            code=code,
            staff_development=development,
            completed_on=TODAY,
            mentors=(mentor,),
            document="сертификат № 7",
        )
        (row,) = rows(staged, trainings, code=code)
        assert (row["place_words"], row["state_words"], row["kind_words"]) == (
            words,
            "проведено",
            "повышение мастерства",
        )
    with pytest.raises(DevelopmentWithoutMentors):
        act(
            staged,
            organise_staff_development,
            mentors=(),
            subject="Разбор уроков",
            place="course",
            period=Period(TODAY),
        )


@pytest.mark.requirement("R-050")
@pytest.mark.variation("V-47")
def test_memos_are_due_in_004_and_optional_in_001(staged: Runtime) -> None:
    """004 lists memos among the documents of stages 2 and 3; the others may issue them."""
    entries = {code: School(staged, code).mentor() for code in ("001", "004")}
    due = {code: [row["due"] for row in rows(staged, memos, code=code)] for code in entries}
    assert due == {"001": [False], "004": [True]}
    for code, entry in entries.items():
        act(staged, issue_memo, code=code, person=person_of(entry), role="mentor")
    after = {
        code: [(row["due"], row["issued_on"]) for row in rows(staged, memos, code=code)] for code in entries
    }
    assert after == {"001": [(False, TODAY)], "004": [(False, TODAY)]}


@pytest.mark.requirement("R-102", "R-113", "R-115", "R-150")
def test_everybody_signs_for_the_duties_of_his_own_role(staged: Runtime) -> None:
    school = School(staged)
    mentor, mentee = school.mentor(), school.mentee()
    act(staged, acknowledge_duties, actor=school.himself(mentor), person=person_of(mentor), role="mentor")
    act(staged, acknowledge_duties, person=person_of(mentee), role="mentee", acknowledged_on=TODAY - DAY)
    with pytest.raises(MemoRoleMissing):
        act(staged, acknowledge_duties, person=person_of(mentor), role="mentee")
    with pytest.raises(NotOwnAct):
        act(staged, acknowledge_duties, actor=school.himself(mentor), person=person_of(mentee), role="mentee")
    signed = {row["role"]: row["acknowledged_on"] for row in rows(staged, memos)}
    assert signed == {"mentor": TODAY, "mentee": TODAY - DAY}
    assert staged.log.get(Memo, f"001/memo/{random_part(mentor)}").acknowledged == {"mentor": 1}


@pytest.mark.requirement("R-102", "R-113", "R-115", "R-150")
@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_the_memo_tells_the_duties_with_the_clauses_of_the_institutions_own_document(
    staged: Runtime, code: str
) -> None:
    told: list[dict[str, Any]] = rows(staged, duties_told, code=code)
    assert {row["role"] for row in told} == {"head", "mentor", "mentee"}
    assert [row["text"] for row in told if not row["clauses"]] == []


@pytest.mark.variation("V-17")
def test_memos_belong_to_the_banks_that_the_administrator_keeps(staged: Runtime) -> None:
    """The system administrator hands memos out in 001; in 002 the curator does it alone."""
    for code in ("001", "002"):
        entry = School(staged, code).mentor()
        keeper = acting_as(f"{code}/person/{'a' * 32}", Role.SYSTEM_ADMINISTRATOR)
        facts: dict[str, Any] = {"code": code, "actor": keeper, "person": person_of(entry), "role": "mentor"}
        if code == "001":
            act(staged, issue_memo, **facts)
        else:
            with pytest.raises(NotSharedWork):
                act(staged, issue_memo, **facts)
