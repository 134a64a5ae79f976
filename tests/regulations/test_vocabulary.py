import msgspec
import pytest

from service.regulations.vocabulary import BrokenVocabulary, TermList, normalised, read_vocabulary, vocabulary

LISTS = ("mentoring_types", "mentee_categories", "qualifications", "positions", "subjects")


def plain() -> dict[str, object]:
    """Give a small vocabulary without faults."""
    return {
        "blocks": [{"code": "SUB", "label": "Предмет"}],
        "competencies": [{"code": "SUB-01", "label": "Содержание", "phrases": ["знание предмета"]}],
        **{name: [{"code": "one", "label": "первое"}] for name in LISTS},
    }


def test_forty_competencies_are_for_everybody_and_nine_by_kind_of_institution() -> None:
    everybody = [each for each in vocabulary().competencies if not each.kinds]

    assert len(everybody) == 40
    assert len(vocabulary().competencies) == 49
    assert len(vocabulary().competency_codes("general_school")) == 40
    for kind in ("preschool", "additional_education", "vocational_college"):
        assert len(vocabulary().competency_codes(kind)) == 43


def test_every_competency_has_wordings_of_curators_and_a_block_with_a_russian_label() -> None:
    for each in vocabulary().competencies:
        assert len(each.phrases) >= 8, each.code
        assert vocabulary().blocks.label(each.block)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("традиционное", "traditional"),
        ("Традиционное («один-на-один»)", "traditional"),
        ("в группе", "group"),
        ("ГРУППОВОЕ", "group"),
        ("виртуальное", "virtual"),
        ("Дистанционное", "virtual"),
        ("краткосрочное", "goal_setting"),
        ("целеполагающее", "goal_setting"),
        ("реверсивное", "reverse"),
        ("ситуационное", "situational"),
        ("скоростное", "speed"),
    ],
)
def test_the_seven_kinds_of_mentoring_are_found_by_the_words_of_curators(text: str, code: str) -> None:
    assert vocabulary().mentoring_types.find(text) == code


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("mentee_categories", "с профессиональными дефицитами", "difficulties"),
        ("mentee_categories", "педагог после перерыва", "after_break"),
        ("qualifications", "Педагог – наставник", "mentor"),
        ("qualifications", "б/к", "none"),
        ("positions", "Педагог  дополнительного\nобразования", "additional_education_teacher"),
        ("subjects", "музыкальное воспитание", "preschool_music"),
        ("subjects", "сварочное производство", "welding"),
        ("subjects", "Декоративно–прикладное творчество", "crafts"),
    ],
)
def test_terms_are_found_whatever_their_capitals_spaces_and_dashes(name: str, text: str, code: str) -> None:
    terms: TermList = getattr(vocabulary(), name)

    assert terms.find(text) == code


def test_an_unknown_subject_has_no_code() -> None:
    assert vocabulary().subjects.find("звездоплавание") is None


def test_labels_are_given_by_code_and_unknown_codes_are_refused() -> None:
    assert vocabulary().competency("SUB-01").label == "Владение содержанием предмета (направления)"
    assert vocabulary().mentoring_types.label("reverse") == "реверсивное"
    with pytest.raises(KeyError):
        vocabulary().competency("SUB-99")
    with pytest.raises(KeyError):
        vocabulary().positions.label("pilot")


def test_texts_are_compared_without_capitals_yo_quotes_and_spaces() -> None:
    assert normalised(" «Ёлочка»\u00a0 –  Ель. ") == "елочка-ель"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subjects": [{"code": "a", "label": "х"}, {"code": "a", "label": "у"}]}, "code a stands twice"),
        (
            {"subjects": [{"code": "a", "label": "Ель"}, {"code": "b", "label": "«ель»"}]},
            "stands under a and b",
        ),
        ({"competencies": [{"code": "ABC-01", "label": "х", "phrases": []}]}, "has no block"),
        ({"positions": [{"code": "a"}]}, "label"),
        ({"colours": []}, "colours"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(BrokenVocabulary, match=words):
        read_vocabulary(plain() | change)


def test_a_vocabulary_without_faults_is_read() -> None:
    assert msgspec.to_builtins(read_vocabulary(plain()).competencies[0])["code"] == "SUB-01"
