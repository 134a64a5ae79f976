"""What people read of a regulation: settings, forms and duties, and where institutions differ in words."""

from typing import Any

import pytest

from service.access import Actor, Role
from service.aggregates.assignment import ConsentsMissing
from service.commands.amendments import draft_amendment
from service.commands.banks import CompetencyUnknown
from service.commands.compliance import compliance
from service.commands.lists_pairs import pairs
from service.commands.lists_preparation import duties_told
from service.commands.lists_regulation import forms, settled
from service.commands.orders import draft_order, sign_order
from service.commands.pair_terms import FormNotUsable
from service.commands.requests import identify_difficulty
from service.commands.runtime import Runtime
from service.commands.texts import sentence
from service.commands.views import View, answer
from service.commands.work import fixed_id
from service.errors import NotAllowed
from service.regulations.fields import FIELDS
from tests.commands.pairing import TODAY, School

CODES = ("000", "001", "002", "004")


def read(runtime: Runtime, code: str, view: View, *, role: Role = Role.CURATOR) -> list[dict[str, Any]]:
    """A list as somebody of an institution reads it."""
    actor = Actor(id=f"{code}/person/reader", roles={code: frozenset({role})})
    return [dict(row) for row in answer(runtime, view, institution=code, actor=actor, on=TODAY)]


def setting(runtime: Runtime, code: str, field: str) -> tuple[str, list[str], bool]:
    """Words, clauses and silence of one setting."""
    (row,) = [row for row in read(runtime, code, settled) if row["field"] == field]
    return row["words"], row["clauses"], row["default"]


@pytest.mark.requirement("R-001")
def test_every_setting_is_told_with_its_clause_or_as_a_default(stage: Runtime) -> None:
    rows = read(stage, "002", settled, role=Role.MENTEE)
    assert [row["field"] for row in rows] == list(FIELDS)
    assert [row["label"] for row in rows] == [field.label for field in FIELDS.values()]
    assert {row["default"] for row in rows if row["clauses"]} == {False}
    assert setting(stage, "002", "load.max_concurrent_mentees")[0] == "3"
    assert setting(stage, "001", "load.max_concurrent_mentees") == ("—", [], True)


def test_where_no_regulation_is_in_force_nothing_is_told(stage: Runtime) -> None:
    assert read(stage, "003", settled) == []
    assert read(stage, "003", forms) == []


def test_a_stranger_reads_no_regulation(stage: Runtime) -> None:
    stranger = Actor(id="001/person/reader", roles={"001": frozenset({Role.CURATOR})})
    for view in (settled, forms):
        with pytest.raises(NotAllowed):
            answer(stage, view, institution="002", actor=stranger, on=TODAY)


@pytest.mark.requirement("R-044", "R-053")
@pytest.mark.variation("V-01")
def test_a_difficulty_of_college_teachers_is_known_in_a_college_only(staged: Runtime) -> None:
    """V-01: the kind of institution decides which competencies there are."""
    for code, kind in (("001", "общеобразовательная"), ("004", "профессиональная образовательная")):
        assert setting(staged, code, "identity.kind")[0] == f"{kind} организация"
    college, school = School(staged, "004"), School(staged, "001")
    said: dict[str, Any] = {"difficulty": "учебная практика", "competency": "SPO-01"}
    college.act(identify_difficulty, mentee=college.mentee(), **said)
    with pytest.raises(CompetencyUnknown):
        school.act(identify_difficulty, mentee=school.mentee(), **said)


@pytest.mark.requirement("R-079")
@pytest.mark.variation("V-14")
def test_a_pair_is_read_with_the_word_that_the_document_has_for_staff(staged: Runtime) -> None:
    """V-14: 004 speaks of преподаватель and defines with педагог, 001 the other way about."""
    told = {}
    for code in ("001", "004"):
        school = School(staged, code)
        mentor, mentee = school.mentor(), school.mentee()
        school.want(mentor, mentee)
        school.agree(mentor, mentee, forms=("PEER",))
        (pair,) = read(staged, code, pairs)
        (peer,) = [row for row in read(staged, code, forms) if row["form"] == "PEER"]
        told[code] = (*pair["form_words"], peer["definition_words"])
    assert told == {
        "001": ("педагог – педагог", "учитель – учитель"),
        "004": ("преподаватель – преподаватель", "педагог – педагог"),
    }


@pytest.mark.requirement("R-078", "R-080")
@pytest.mark.variation("V-24")
def test_the_form_with_the_head_is_read_as_each_regulation_defines_it(stage: Runtime) -> None:
    told = {
        code: [row["definition_words"] for row in read(stage, code, forms) if row["form"] == "HEAD_TEACHER"]
        for code in CODES
    }
    assert told == {
        "000": ["директор МУДО «ДТДиМ» г. Воркуты – педагог"],
        "001": ["руководитель образовательной организации – учитель"],
        "002": ["руководитель образовательной организации – педагог"],
        "004": ["руководитель колледжа – преподаватель"],
    }


@pytest.mark.requirement("R-078")
def test_a_listed_form_without_definition_is_told_as_not_usable(stage: Runtime) -> None:
    """001 lists four forms and defines two; the clauses of both places are told."""
    rows = {row["form"]: row for row in read(stage, "001", forms)}
    assert [row["usable"] for row in rows.values()] == [True, True, False, False]
    assert rows["EMPLOYER_STUDENT"]["definition_words"] is None
    assert rows["EMPLOYER_STUDENT"]["words"] == "работодатель – студент"
    assert rows["PEER"]["clauses"] == ["п. 2.3 Положения", "п. 2.3 (1-я форма) Положения"]


@pytest.mark.requirement("R-071")
@pytest.mark.variation("V-27")
def test_an_order_without_consents_is_refused_by_the_document_that_asks_for_them(staged: Runtime) -> None:
    """V-27: 000 asks in its roadmap only, 004 in its regulation only, 001 and 002 in both."""
    cited = {}
    for code in CODES:
        school = School(staged, code)
        mentor, mentee = school.mentor(), school.mentee()
        school.want(mentor, mentee)
        order = school.draft(school.agree(mentor, mentee))
        with pytest.raises(ConsentsMissing) as caught:
            school.act(sign_order, order=order, number="7", signed_on=TODAY)
        said = sentence(caught.value, institution=code)
        cited[code] = ("Положения" in said, "дорожная карта" in said)
    assert cited == {
        "000": (False, True),
        "001": (True, True),
        "002": (True, True),
        "004": (True, False),
    }


@pytest.mark.requirement("R-073")
@pytest.mark.variation("V-28")
def test_002_alone_counts_the_consent_of_a_mentee_as_a_clause_of_its_own(staged: Runtime) -> None:
    """V-28: §3.7 of 002 calls it mandatory; the others ask for it as participants' consent."""
    found = {}
    for code in ("001", "002"):
        school = School(staged, code)
        school.order(school.ready(school.mentor(), school.mentee()))
        found[code] = [
            (row["clause"], each["events"] > 0)
            for row in read(staged, code, compliance)
            for each in row["requirements"]
            if each["number"] == "R-073"
        ]
    assert found == {"001": [], "002": [("§3.7[1]", True)]}
    words, clauses, _ = setting(staged, "002", "consent.mentee_written")
    assert words == "прямо названо обязательным"
    assert clauses == ["п. 3.7 (1-я строка перечня) Положения"]


@pytest.mark.requirement("R-012")
@pytest.mark.variation("V-42")
def test_the_head_of_004_leads_the_application_of_no_target_model(stage: Runtime) -> None:
    """V-42: 000, 001 and 002 speak of introducing the target model, 004 of applying the system."""
    told = {code: [row for row in read(stage, code, duties_told) if row["role"] == "head"] for code in CODES}
    assert {code: len(rows) for code, rows in told.items()} == dict.fromkeys(CODES, 1)
    words = {code: rows[0]["text"] for code, rows in told.items()}
    assert {code for code, text in words.items() if "целевой модели" in text} == {"000", "001", "002"}
    assert {code for code, text in words.items() if "внедрения" in text} == {"000", "001", "002"}
    assert "координацию применения системы наставничества" in words["004"]
    assert told["004"][0]["clauses"] == ["п. 6.3, подп. 1 Положения"]
    assert told["001"][0]["role_words"] == "руководитель"


@pytest.mark.requirement("R-006", "R-014")
@pytest.mark.variation("V-09")
def test_001_is_read_to_hold_without_end_and_004_to_bind_all_workers(stage: Runtime) -> None:
    """V-09: each document says one of the two; the other holds by default and names no clause."""
    told = {
        code: (setting(stage, code, "approval.term"), setting(stage, code, "approval.binding_on_all_workers"))
        for code in ("001", "004")
    }
    assert told == {
        "001": (("бессрочно", ["п. 9.1 Положения"], False), ("да", [], True)),
        "004": (("бессрочно", [], True), ("да", ["п. 12.1 Положения"], False)),
    }


@pytest.mark.requirement("R-072")
@pytest.mark.variation("V-26")
def test_the_written_consent_of_a_mentor_is_read_where_each_document_asks_for_it(stage: Runtime) -> None:
    """V-26: the regulation of 000 has no such clause, only its roadmap."""
    assert setting(stage, "000", "consent.mentor_written")[0] == "требует только дорожная карта"
    for code in ("001", "002", "004"):
        assert setting(stage, code, "consent.mentor_written")[0] == "требует Положение"


@pytest.mark.requirement("R-039")
@pytest.mark.variation("V-44")
def test_the_table_of_the_roadmap_is_read_with_five_columns_in_004_and_three_elsewhere(
    stage: Runtime,
) -> None:
    columns = {code: setting(stage, code, "roadmap.columns_ru")[0].split("; ") for code in CODES}
    assert {code: len(names) for code, names in columns.items()} == {"000": 3, "001": 3, "002": 3, "004": 5}
    assert columns["001"] != columns["000"]


def define_form(school: School, label: str) -> None:
    """Define one more form by an order that amends the regulation today."""
    defined = [row["definition_words"] for row in read(school.runtime, school.code, forms) if row["usable"]]
    changes = {"forms.defined_ru": [*defined, label]}
    school.act(draft_amendment, changes=changes, clauses=("§9.2",), reason="new_local_act")
    order = school.act(
        draft_order,
        kind="regulation_amendment",
        subjects=(fixed_id(school.code, "institution"),),
        basis=("FZ-273",),
        effective_from=TODAY,
        controller=school.office("curator").id,
    )["order"]
    school.act(sign_order, order=order, number="400", signed_on=TODAY)


@pytest.mark.requirement("R-078")
@pytest.mark.variation("V-23")
def test_a_definition_opens_a_form_that_001_lists_and_none_in_the_closed_list_of_000(staged: Runtime) -> None:
    """V-23: 000 lists two forms and no other, 001 names more and lets the head define them."""
    usable = {}
    for code in ("000", "001"):
        define_form(School(staged, code), "работодатель – студент")
        usable[code] = [row["form"] for row in read(staged, code, forms) if row["usable"]]
    assert usable == {"000": ["PEER", "HEAD_TEACHER"], "001": ["PEER", "HEAD_TEACHER", "EMPLOYER_STUDENT"]}
    school = School(staged, "000")
    mentor, mentee = school.mentor(), school.mentee()
    school.want(mentor, mentee)
    with pytest.raises(FormNotUsable):
        school.agree(mentor, mentee, forms=("EMPLOYER_STUDENT",))
