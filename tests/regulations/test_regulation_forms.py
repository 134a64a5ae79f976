import pytest

from service.regulations.forms import form_code
from service.regulations.seeds import SEED_CODES, load_seed
from service.regulations.vocabulary import normalised


@pytest.mark.requirement("R-078")
@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("000", ["PEER", "HEAD_TEACHER"]),
        ("001", ["PEER", "HEAD_TEACHER", "EMPLOYER_STUDENT", "HIGHER_SCHOOL_YOUNG_TEACHER"]),
        ("002", ["PEER", "HEAD_TEACHER", "EMPLOYER_STUDENT", "HIGHER_SCHOOL_YOUNG_TEACHER"]),
        ("003", ["PEER", "HEAD_TEACHER"]),
        ("004", ["PEER", "HEAD_TEACHER", "COLLEGE_YOUNG_TEACHER"]),
    ],
)
def test_each_institution_lists_its_forms(code: str, forms: list[str]) -> None:
    assert [form.code for form in load_seed(code).forms] == forms


@pytest.mark.requirement("R-078")
@pytest.mark.parametrize("code", SEED_CODES)
def test_a_form_that_no_document_defines_cannot_be_used(code: str) -> None:
    usable = [form.code for form in load_seed(code).forms if form.usable]
    assert usable == ["PEER", "HEAD_TEACHER"]


def test_a_form_is_usable_once_the_head_approved_its_definition() -> None:
    defined = [*load_seed("001").texts("forms.defined_ru"), "работодатель – студент"]
    amended = load_seed("001").amended({"forms.defined_ru": defined}, clauses=["Order ¶1"])
    assert [form.usable for form in amended.forms] == [True, True, True, False]


@pytest.mark.parametrize(
    ("code", "peer", "head"),
    [
        ("000", "педагог – педагог", "директор МУДО «ДТДиМ» г. Воркуты – педагог"),
        ("001", "учитель – учитель", "руководитель образовательной организации – учитель"),
        ("002", "педагог – педагог", "руководитель образовательной организации – педагог"),
        ("003", "педагог – педагог", "руководитель образовательной организации – педагог"),
        ("004", "педагог – педагог", "руководитель колледжа – преподаватель"),
    ],
)
def test_the_two_forms_of_all_have_the_words_of_each_definition(code: str, peer: str, head: str) -> None:
    assert [form.definition_label for form in load_seed(code).forms if form.usable] == [peer, head]


def test_a_form_cites_its_list_and_its_definition() -> None:
    peer, head, college = load_seed("004").forms
    assert peer.clauses == ("§5.3", "§5.4 (форма 1)")
    assert head.clauses == ("§5.3", "§5.4 (форма 2)")
    assert college.clauses == ("§5.3",)
    assert peer.label == "преподаватель – преподаватель"


@pytest.mark.parametrize("code", SEED_CODES)
@pytest.mark.parametrize(
    "wording",
    [
        "педагог – педагог",
        "Педагог - педагог",
        "педагог-педагог",
        "«педагог — педагог»",
        "педагог  –  педагог.",
        "учитель – учитель",
        "преподаватель – преподаватель",
        "воспитатель–воспитатель",
    ],
)
def test_teacher_teacher_is_understood_everywhere_however_it_is_written(code: str, wording: str) -> None:
    assert load_seed(code).form_labels()[normalised(wording)] == "PEER"


@pytest.mark.parametrize("code", SEED_CODES)
def test_head_teacher_is_understood_everywhere(code: str) -> None:
    labels = load_seed(code).form_labels()
    assert labels[normalised("руководитель образовательной организации – педагог")] == "HEAD_TEACHER"
    assert labels[normalised("Директор - учитель")] == "HEAD_TEACHER"
    own = next(form.label for form in load_seed(code).forms if form.code == "HEAD_TEACHER")
    assert labels[normalised(own)] == "HEAD_TEACHER"


def test_a_workbook_may_not_name_a_form_that_cannot_be_used() -> None:
    assert normalised("работодатель – студент") not in load_seed("002").form_labels()
    assert set(load_seed("002").form_labels().values()) == {"PEER", "HEAD_TEACHER"}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("учитель – воспитатель", "PEER"),
        ("заведующий – воспитатель", "HEAD_TEACHER"),
        ("руководитель ДОУ – педагог", "HEAD_TEACHER"),
        ("руководитель методического объединения – педагог", "CUSTOM"),
        ("заместитель директора – педагог", "CUSTOM"),
        ("педагог-психолог – педагог-психолог", "CUSTOM"),
        ("работодатель – студент", "EMPLOYER_STUDENT"),
        (
            "педагог вуза/колледжа – молодой педагог образовательной организации",
            "HIGHER_SCHOOL_YOUNG_TEACHER",
        ),
        ("преподаватель колледжа – молодой преподаватель", "COLLEGE_YOUNG_TEACHER"),
        ("студент – ученик", "CUSTOM"),
        ("наставничество", "CUSTOM"),
        ("", "CUSTOM"),
    ],
)
def test_a_pair_of_roles_has_one_code(label: str, code: str) -> None:
    assert form_code(label) == code


def test_a_custom_form_is_defined_by_its_own_words_only() -> None:
    listed = [*load_seed("001").texts("forms.list_ru"), "педагог-психолог – педагог", "логопед – педагог"]
    defined = [*load_seed("001").texts("forms.defined_ru"), "Логопед – педагог"]
    amended = load_seed("001").amended(
        {"forms.list_ru": listed, "forms.defined_ru": defined}, clauses=["Order ¶1"]
    )
    assert [(form.code, form.usable) for form in amended.forms[4:]] == [("CUSTOM", False), ("CUSTOM", True)]
    assert amended.form_labels()[normalised("логопед – педагог")] == "CUSTOM"
