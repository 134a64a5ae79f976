import re

import pytest

from service.regulations.clauses import parse
from service.regulations.requirements import clauses, requirements
from service.regulations.roadmap import roadmap_of, roadmap_under
from service.regulations.seeds import SEED_CODES, load_seed

MEASURE = re.compile(r"RM\d\.(\d[abc]?|[abc])")
DOCUMENT = re.compile(r"RM\d\.D\d")


def cited(code: str, kind: re.Pattern[str]) -> set[str]:
    found = {str(clause) for each in requirements().values() for clause in each.clauses.get(code, ())}
    return {reference for reference in found if kind.fullmatch(reference)}


@pytest.mark.parametrize("code", SEED_CODES)
def test_every_roadmap_has_the_seven_stages_in_order(code: str) -> None:
    assert [stage.number for stage in roadmap_of(code).stages] == [1, 2, 3, 4, 5, 6, 7]


def test_only_004_words_its_first_stage_otherwise() -> None:
    usual = "Подготовка условий для реализации системы наставничества"
    assert [roadmap_of(code).stage(1).name for code in SEED_CODES[:4]] == [usual] * 4
    assert roadmap_of("004").stage(1).name == "Подготовка условий реализации системы наставничества"


@pytest.mark.parametrize("code", SEED_CODES)
def test_the_measures_of_a_roadmap_are_exactly_those_that_the_requirements_cite(code: str) -> None:
    measures = [str(each.clause) for stage in roadmap_of(code).stages for each in stage.measures]
    assert len(set(measures)) == len(measures)
    assert set(measures) == cited(code, MEASURE)


@pytest.mark.parametrize("code", SEED_CODES)
def test_every_measure_serves_requirements_that_cite_it(code: str) -> None:
    for stage in roadmap_of(code).stages:
        for measure in stage.measures:
            assert measure.requirements
            assert all(measure.clause in clauses(number, code) for number in measure.requirements)


@pytest.mark.parametrize("code", SEED_CODES)
def test_the_documents_of_the_stages_are_those_of_004_and_nobody_elses(code: str) -> None:
    documents = {str(each.clause) for stage in roadmap_of(code).stages for each in stage.documents}
    assert documents == cited(code, DOCUMENT)
    assert bool(documents) == (code == "004")
    assert len(documents) == (15 if code == "004" else 0)


def test_only_004_gives_its_stages_a_time() -> None:
    assert [stage.period for stage in roadmap_of("004").stages][:5] == [
        "сентябрь–октябрь",
        "сентябрь–октябрь",
        "сентябрь–октябрь",
        "октябрь–ноябрь",
        "по программам",
    ]
    assert {stage.period for code in SEED_CODES[:4] for stage in roadmap_of(code).stages} == {None}


def test_004_begins_with_audience_and_goals_instead_of_local_acts() -> None:
    assert [str(each.clause) for each in roadmap_of("004").stage(1).measures] == ["RM1.a", "RM1.b"]
    assert [str(each.clause) for each in roadmap_of("003").stage(1).measures] == ["RM1.1", "RM1.2", "RM1.3"]


def test_only_004_draws_its_roadmap_for_an_academic_year_and_in_five_columns() -> None:
    assert [roadmap_of(code).per_academic_year for code in SEED_CODES] == [0, 0, 0, 0, 1]
    assert [len(roadmap_of(code).columns) for code in SEED_CODES] == [3, 3, 3, 3, 5]


def test_001_and_002_call_their_roadmap_an_example() -> None:
    assert [roadmap_of(code).is_example for code in SEED_CODES] == [0, 1, 1, 0, 0]


def title(code: str, reference: str) -> str:
    stage = roadmap_of(code).stage(int(reference[2]))
    return next(each.title for each in stage.measures if each.clause == parse(reference))


def test_each_institution_holds_its_own_event_at_stage_6() -> None:
    assert [title(code, "RM6.2").partition(": ")[2] for code in SEED_CODES] == [
        "конференция или семинар",
        "школьная конференция или семинар",
        "школьная конференция или семинар",
        "семинар",
        "конференция или семинар",
    ]


def test_004_supports_every_unmatched_mentee_and_the_others_go_on_searching() -> None:
    assert "поиск" not in title("004", "RM5.3")
    assert all("продолжить поиск" in title(code, "RM5.3") for code in SEED_CODES[:4])


def test_the_coverage_names_the_site_and_the_level_of_each_institution() -> None:
    assert "сайт Дворца" in title("003", "RM7.1")
    assert title("004", "RM7.1").endswith("уровень: Республиканский")


def test_only_003_does_not_limit_the_questionnaire_to_its_own_staff() -> None:
    assert [("в организации" in title(code, "RM3.1")) for code in SEED_CODES] == [1, 1, 1, 0, 1]


def test_a_roadmap_follows_the_amended_regulation() -> None:
    amended = load_seed("000").amended(
        {"roadmap.stage5_continue_search": False, "roadmap.per_academic_year": True}, clauses=["Order ¶1"]
    )
    roadmap = roadmap_under(amended)
    assert roadmap.per_academic_year
    assert roadmap.digest() != roadmap_of("000").digest()
    assert [str(each.clause) for each in roadmap.stage(5).measures] == ["RM5.1", "RM5.2", "RM5.3"]


def test_there_is_no_eighth_stage() -> None:
    with pytest.raises(KeyError):
        roadmap_of("000").stage(8)


@pytest.mark.parametrize("code", SEED_CODES)
def test_the_board_is_russian(code: str) -> None:
    roadmap = roadmap_of(code)
    texts = [
        *roadmap.columns,
        *(stage.name for stage in roadmap.stages),
        *(each.title for stage in roadmap.stages for each in stage.measures),
    ]
    assert not [text for text in texts if re.search("[A-Za-z{}]", text)]
