"""Participants by hand: questionnaires, needs and requests, categories, leaving, by each one's regulation."""

from datetime import date, timedelta
from typing import Any

import pytest

from service.access import Actor, Role
from service.aggregates.mentee import (
    Mentee,
    MenteeConsentMissing,
    MenteeStillMentored,
    ProfessionalRequestMissing,
)
from service.aggregates.mentor import Mentor, MentorConsentMissing, MentorQuestionnaireMissing
from service.aggregates.person import EmploymentFactInFuture
from service.commands.banks import CompetencyUnknown, enter_mentee_in_bank, enter_mentor_in_bank
from service.commands.consents import give_personal_data_consent
from service.commands.employment import end_employment, name_outside_employer, transfer_person
from service.commands.lists_participants import pairs_without_ground, participants
from service.commands.lists_preparation import mentee_traits, needs_reviews, suggested_categories
from service.commands.needs import ReviewNamesTwice, complete_needs_review
from service.commands.orders import draft_order, sign_order
from service.commands.participants import (
    CategoryUnknown,
    FormNotListed,
    KindNotListed,
    QualificationUnknown,
    SurveyForOwnStaff,
    WorkStartInFuture,
    assign_category,
    complete_mentor_questionnaire,
    record_actual_start,
    remove_from_bank,
)
from service.commands.people import register_person
from service.commands.requests import identify_difficulty, identify_need, identify_strength, submit_request
from service.commands.runtime import Runtime
from service.commands.setup import configure_regulation, name_head
from service.commands.shared_work import NotSharedWork
from service.commands.views import answer
from service.commands.work import NotOwnAct, fixed_id
from service.errors import NotAllowed
from service.ids import institution_of, person_of
from service.projections.banks import mentor_rows, phrase_rows
from tests.commands.pairing import School
from tests.commands.results import TODAY, act, acting_as, amended, employee, paired, rows

DAY = timedelta(days=1)


@pytest.fixture
def person(staged: Runtime) -> str:
    return employee(staged)


@pytest.fixture
def in_force_003(staged: Runtime) -> Runtime:
    """003 after it was completed with what its document leaves out."""
    head = act(staged, register_person, code="003", full_name="Лосева Инна Егоровна", position="директор")
    act(staged, name_head, code="003", person=head["person"])
    values = {
        "approval.order.number": "12",
        "approval.order.date": "2026-09-01",
        "head.title_ru": "Директор",
    }
    act(staged, configure_regulation, code="003", changes=values, clauses=("Order",))
    order = act(
        staged,
        draft_order,
        code="003",
        kind="regulation_approval",
        subjects=(fixed_id("003", "institution"),),
        basis=("FZ-273",),
    )["order"]
    act(staged, sign_order, code="003", order=order, number="12", signed_on=date(2026, 9, 1))
    return staged


def mentor_of(runtime: Runtime, person: str, **facts: Any) -> str:
    told: dict[str, Any] = {"competencies": ("самоанализ урока",)} | facts
    code = institution_of(person)
    return act(runtime, complete_mentor_questionnaire, code=code, person=person, **told)["mentor"]


def mentee_of(runtime: Runtime, person: str, **facts: Any) -> str:
    told: dict[str, Any] = {"requests": ("работа с родителями",)} | facts
    code = institution_of(person)
    return act(runtime, submit_request, code=code, person=person, **told)["mentee"]


def consented(runtime: Runtime, person: str) -> None:
    code = institution_of(person)
    act(runtime, give_personal_data_consent, code=code, person=person, given_on=TODAY)


@pytest.mark.requirement("R-047", "R-048")
def test_a_candidate_answers_for_himself_and_enters_the_bank_with_his_consent(
    staged: Runtime, person: str
) -> None:
    himself = acting_as(person)
    mentor = act(
        staged,
        complete_mentor_questionnaire,
        actor=himself,
        person=person,
        competencies=("самоанализ урока", " самоанализ урока ", "PSY-05", ""),
        subject="физика",
        forms=("PEER",),
        types=("traditional",),
        experience_years=21,
        qualification=("highest",),
        about="веду школьный хор",
    )["mentor"]
    (candidate,) = rows(staged, participants)
    assert (candidate["standing_words"], candidate["role_words"]) == ("кандидат", "наставник")
    with pytest.raises(MentorConsentMissing):
        act(staged, enter_mentor_in_bank, mentor=mentor)
    act(staged, give_personal_data_consent, actor=himself, person=person, given_on=TODAY)
    act(staged, enter_mentor_in_bank, mentor=mentor)
    (entered,) = rows(staged, participants)
    assert (entered["standing_words"], entered["entered_on"]) == ("в банке", TODAY)
    with staged.reading() as connection:
        (bank,) = mentor_rows(connection, "001")
        phrases = phrase_rows(connection, "001")[mentor]
    assert (bank["subject"], bank["forms"], bank["types"], bank["about"]) == (
        "physics",
        ["PEER"],
        ["traditional"],
        "веду школьный хор",
    )
    assert [(row["words"], row["state"]) for row in phrases] == [
        ("самоанализ урока", "sure"),
        ("PSY-05", "sure"),
    ]
    assert phrases[1]["code"] == "PSY-05"


@pytest.mark.requirement("R-047")
def test_nobody_answers_for_somebody_else_but_the_curator_on_paper(staged: Runtime, person: str) -> None:
    other = acting_as(employee(staged, "Чужой Лев Ильич"))
    with pytest.raises(NotOwnAct):
        act(staged, complete_mentor_questionnaire, actor=other, person=person, competencies=("урок",))
    mentor = mentor_of(staged, person)
    again = mentor_of(staged, person, competencies=("работа с родителями",), experience_years=5)
    assert again == mentor
    assert staged.log.get(Mentor, mentor).words == ("работа с родителями",)


@pytest.mark.requirement("R-047")
@pytest.mark.parametrize("code", ["001", "004"])
def test_what_the_regulation_and_the_vocabulary_do_not_know_is_refused(staged: Runtime, code: str) -> None:
    person = employee(staged, code=code)
    for refusal, facts in (
        (FormNotListed, {"forms": ("CUSTOM",)}),
        (KindNotListed, {"types": ("telepathy",)}),
        (QualificationUnknown, {"qualification": ("best",)}),
        (MentorQuestionnaireMissing, {"competencies": (" ", "")}),
    ):
        with pytest.raises(refusal):
            mentor_of(staged, person, **facts)
    with pytest.raises(FormNotListed):
        mentee_of(staged, person, forms=("EMPLOYER_STUDENT",))


@pytest.mark.requirement("R-047")
@pytest.mark.variation("V-48")
def test_003_asks_anybody_and_001_asks_its_own_staff(in_force_003: Runtime) -> None:
    """The survey of potential mentors is open to outsiders in 003; elsewhere the curator invites them."""
    runtime = in_force_003
    outsiders = {code: employee(runtime, "Гостев Пётр Ильич", code=code) for code in ("001", "003")}
    for code, outsider in outsiders.items():
        act(runtime, name_outside_employer, code=code, person=outsider, employer="Лицей № 2")
    answers: dict[str, Any] = {"competencies": ("самоанализ урока",)}
    act(
        runtime,
        complete_mentor_questionnaire,
        code="003",
        actor=acting_as(outsiders["003"]),
        person=outsiders["003"],
        **answers,
    )
    with pytest.raises(SurveyForOwnStaff):
        act(
            runtime,
            complete_mentor_questionnaire,
            actor=acting_as(outsiders["001"]),
            person=outsiders["001"],
            **answers,
        )
    assert mentor_of(runtime, outsiders["001"])


@pytest.mark.requirement("R-019", "R-044", "R-045")
def test_a_need_becomes_a_request_and_with_consent_an_entry(staged: Runtime, person: str) -> None:
    known = act(staged, identify_need, person=person)["mentee"]
    assert act(staged, identify_need, person=person)["mentee"] == known
    with pytest.raises(ProfessionalRequestMissing):
        act(staged, enter_mentee_in_bank, mentee=known)
    mentee = act(
        staged,
        submit_request,
        actor=acting_as(person),
        person=person,
        requests=("работа с родителями",),
        subject="физика",
        experience_years=1,
    )["mentee"]
    assert mentee == known
    with pytest.raises(MenteeConsentMissing):
        act(staged, enter_mentee_in_bank, mentee=mentee)
    consented(staged, person)
    act(staged, enter_mentee_in_bank, mentee=mentee)
    assert staged.log.get(Mentee, mentee).in_bank


@pytest.mark.requirement("R-044")
def test_a_request_tells_where_it_comes_from(staged: Runtime, person: str) -> None:
    for origin in ("survey", "diagnostics", "administration"):
        with pytest.raises(NotOwnAct):
            act(
                staged,
                submit_request,
                actor=acting_as(person),
                person=person,
                requests=("урок",),
                origin=origin,
            )
    mentee = mentee_of(staged, person, origin="diagnostics")
    act(staged, identify_difficulty, mentee=mentee, difficulty="шумный класс", origin="survey")
    with pytest.raises(ProfessionalRequestMissing):
        mentee_of(staged, person, requests=())
    (trait,) = rows(staged, mentee_traits)
    assert (trait["words"], trait["source_words"]) == ("шумный класс", "анкетирование")


@pytest.mark.requirement("R-044", "R-053")
def test_difficulties_and_strong_sides_are_the_persons_and_the_curators_business(
    staged: Runtime, person: str
) -> None:
    himself = acting_as(person, Role.MENTEE)
    mentee = mentee_of(staged, person)
    act(
        staged,
        identify_difficulty,
        actor=himself,
        mentee=mentee,
        difficulty="теряю время на опрос",
        competency="MET-03",
    )
    act(staged, identify_strength, actor=himself, mentee=mentee, strength="умею рассказать")
    with pytest.raises(CompetencyUnknown):
        act(staged, identify_difficulty, mentee=mentee, difficulty="всё", competency="XXX-99")
    told = rows(staged, mentee_traits)
    assert [(row["kind_words"], row["words"]) for row in told] == [
        ("профессиональное затруднение", "теряю время на опрос"),
        ("сильная сторона", "умею рассказать"),
    ]
    assert told[0]["competency_words"]
    seen = answer(staged, mentee_traits, institution="001", actor=himself, on=TODAY)
    assert [row["mentee"] for row in seen] == [mentee, mentee]
    head = acting_as(employee(staged, "Другая Яна Юрьевна"), Role.HEAD)
    assert answer(staged, mentee_traits, institution="001", actor=head, on=TODAY) == []


@pytest.mark.requirement("R-054")
def test_the_institutions_rule_of_young_specialists_only_suggests(staged: Runtime) -> None:
    school = School(staged)
    young, old = school.mentee(born=2001, experience=1), school.mentee(born=1960, experience=30)
    assert rows(staged, suggested_categories) == []
    amended(staged, {"policy.young_specialist_rule": {"max_age": 35, "max_experience_years": 3}})
    (suggested,) = rows(staged, suggested_categories)
    assert (suggested["mentee"], suggested["category_words"]) == (young, "молодой специалист")
    act(staged, assign_category, mentee=old, category="digital")
    act(staged, assign_category, mentee=young, category="beginner")
    assert rows(staged, suggested_categories) == []
    with pytest.raises(CategoryUnknown):
        act(staged, assign_category, mentee=young, category="genius")


@pytest.mark.requirement("R-054")
@pytest.mark.parametrize(
    ("born", "experience", "expected"),
    [(1991, 3, 1), (1990, 3, 0), (1991, 4, 0), (None, 1, 0), (1999, None, 0)],
)
def test_every_bound_of_the_rule_has_to_be_known_and_kept(
    staged: Runtime, born: int | None, experience: int | None, expected: int
) -> None:
    School(staged).mentee(born=born, experience=experience)
    amended(staged, {"policy.young_specialist_rule": {"max_age": 35, "max_experience_years": 3}})
    assert len(rows(staged, suggested_categories)) == expected


@pytest.mark.requirement("R-074")
def test_admission_to_work_is_recorded_when_it_has_happened(staged: Runtime) -> None:
    mentee = School(staged, "002").mentee()
    act(staged, record_actual_start, code="002", mentee=mentee, started_on=TODAY)
    assert staged.log.get(Mentee, mentee).started_on == TODAY
    with pytest.raises(WorkStartInFuture):
        act(staged, record_actual_start, code="002", mentee=mentee, started_on=TODAY + DAY)


@pytest.mark.requirement("R-019")
def test_the_yearly_review_archives_who_needs_no_mentor_any_more(staged: Runtime) -> None:
    school = School(staged)
    stays, leaves = school.mentee(), school.mentee()
    act(staged, complete_needs_review, still_needed=(stays,), no_longer_needed=(leaves,))
    (review,) = rows(staged, needs_reviews)
    assert (review["added"], review["removed"], review["reviewed_on"]) == (1, 1, TODAY)
    standing = {row["entry"]: (row["standing"], row["removal_words"]) for row in rows(staged, participants)}
    assert standing == {stays: ("in_bank", None), leaves: ("removed", "наставник больше не нужен")}
    with pytest.raises(ReviewNamesTwice):
        act(staged, complete_needs_review, still_needed=(stays,), no_longer_needed=(stays,))


@pytest.mark.requirement("R-019")
def test_a_review_takes_no_mentee_out_of_a_pair_and_then_stores_nothing(staged: Runtime) -> None:
    (mentee,) = School(staged).pair(paired(staged)).mentees
    before = staged.log.head()
    with pytest.raises(MenteeStillMentored):
        act(staged, complete_needs_review, still_needed=(), no_longer_needed=(mentee,))
    assert staged.log.head() == before


@pytest.mark.requirement("R-020")
@pytest.mark.variation("V-17")
def test_the_system_administrator_keeps_entries_in_001_and_not_in_002(staged: Runtime) -> None:
    """The bank is the curator's with the system administrator in 001, the curator's alone in 002 (A-33)."""
    entries = {code: School(staged, code).mentee() for code in ("001", "002")}
    keeper = Actor(
        id="000/person/keeper", roles={code: frozenset({Role.SYSTEM_ADMINISTRATOR}) for code in entries}
    )
    act(staged, assign_category, actor=keeper, mentee=entries["001"], category="beginner")
    with pytest.raises(NotSharedWork):
        act(staged, assign_category, code="002", actor=keeper, mentee=entries["002"], category="beginner")
    with pytest.raises(NotSharedWork):
        act(staged, remove_from_bank, code="002", actor=keeper, entry=entries["002"], ground="own_wish")
    act(staged, remove_from_bank, actor=keeper, entry=entries["001"], ground="own_wish")
    with pytest.raises(NotAllowed):
        act(staged, submit_request, actor=keeper, person=person_of(entries["001"]), requests=("урок",))


@pytest.mark.requirement("R-121")
def test_who_leaves_is_out_of_the_bank_and_his_pairs_wait_in_a_list_until_they_end(staged: Runtime) -> None:
    school = School(staged)
    pair = school.pair(paired(staged))
    mentor = person_of(pair.mentor)
    with pytest.raises(EmploymentFactInFuture):
        act(staged, end_employment, person=mentor, ended_on=TODAY + DAY)
    assert rows(staged, pairs_without_ground) == []
    act(staged, transfer_person, person=mentor, transferred_on=TODAY, position="методист", unit="кабинет 3")
    (moved,) = rows(staged, pairs_without_ground)
    assert (moved["assignment"], moved["ground_words"]) == (pair.id, "наставник переведён")
    act(staged, end_employment, person=mentor, ended_on=TODAY)
    assert not staged.log.get(Mentor, pair.mentor).in_bank
    grounds = [row["ground"] for row in rows(staged, pairs_without_ground)]
    assert grounds == ["mentor_left", "mentor_transferred"]
    act(staged, end_employment, person=person_of(pair.mentees[0]), ended_on=TODAY)
    assert rows(staged, pairs_without_ground) == []
