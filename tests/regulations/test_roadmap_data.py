import re
from datetime import date

import pytest

from service.regulations.clauses import parse
from service.regulations.requirements import clauses, requirements
from service.regulations.roadmap import (
    academic_year,
    lasts_as_programmes,
    period_of,
    roadmap_of,
    roadmap_under,
)
from service.regulations.seeds import SEED_CODES, load_seed
from service.values import Period

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


@pytest.mark.variation("V-47")
@pytest.mark.requirement("R-041")
@pytest.mark.parametrize("code", SEED_CODES)
def test_the_documents_of_the_stages_are_those_of_004_and_nobody_elses(code: str) -> None:
    documents = {str(each.clause) for stage in roadmap_of(code).stages for each in stage.documents}
    assert documents == cited(code, DOCUMENT)
    assert bool(documents) == (code == "004")
    assert len(documents) == (15 if code == "004" else 0)


@pytest.mark.variation("V-46")
@pytest.mark.requirement("R-040")
def test_only_004_gives_its_stages_a_time() -> None:
    assert [stage.period for stage in roadmap_of("004").stages][:5] == [
        "сентябрь–октябрь",
        "сентябрь–октябрь",
        "сентябрь–октябрь",
        "октябрь–ноябрь",
        "по программам",
    ]
    assert {stage.period for code in SEED_CODES[:4] for stage in roadmap_of(code).stages} == {None}


@pytest.mark.variation("V-45")
@pytest.mark.requirement("R-043")
def test_004_begins_with_audience_and_goals_instead_of_local_acts() -> None:
    assert [str(each.clause) for each in roadmap_of("004").stage(1).measures] == ["RM1.a", "RM1.b"]
    assert [str(each.clause) for each in roadmap_of("003").stage(1).measures] == ["RM1.1", "RM1.2", "RM1.3"]


@pytest.mark.variation("V-44")
@pytest.mark.requirement("R-039")
def test_only_004_draws_its_roadmap_for_an_academic_year_and_in_five_columns() -> None:
    assert [roadmap_of(code).per_academic_year for code in SEED_CODES] == [0, 0, 0, 0, 1]
    assert [len(roadmap_of(code).columns) for code in SEED_CODES] == [3, 3, 3, 3, 5]


@pytest.mark.variation("V-43")
@pytest.mark.requirement("R-038")
def test_001_and_002_call_their_roadmap_an_example() -> None:
    assert [roadmap_of(code).is_example for code in SEED_CODES] == [0, 1, 1, 0, 0]


def title(code: str, reference: str) -> str:
    stage = roadmap_of(code).stage(int(reference[2]))
    return next(each.title for each in stage.measures if each.clause == parse(reference))


@pytest.mark.variation("V-51")
def test_each_institution_holds_its_own_event_at_stage_6() -> None:
    assert [title(code, "RM6.2").partition(": ")[2] for code in SEED_CODES] == [
        "конференция или семинар",
        "школьная конференция или семинар",
        "школьная конференция или семинар",
        "семинар",
        "конференция или семинар",
    ]


@pytest.mark.variation("V-50")
def test_004_supports_every_unmatched_mentee_and_the_others_go_on_searching() -> None:
    assert "поиск" not in title("004", "RM5.3")
    assert all("продолжить поиск" in title(code, "RM5.3") for code in SEED_CODES[:4])


@pytest.mark.variation("V-52")
@pytest.mark.requirement("R-145")
def test_the_coverage_names_the_site_and_the_level_of_each_institution() -> None:
    assert "сайт Дворца" in title("003", "RM7.1")
    assert title("004", "RM7.1").endswith("уровень: Республиканский")


@pytest.mark.variation("V-48")
def test_only_003_does_not_limit_the_questionnaire_to_its_own_staff() -> None:
    assert [("в организации" in title(code, "RM3.1")) for code in SEED_CODES] == [1, 1, 1, 0, 1]


@pytest.mark.variation("V-49")
@pytest.mark.requirement("R-059")
def test_only_004_holds_its_kick_off_sessions_apart_from_the_exchange_of_experience() -> None:
    assert [title(code, "RM4.2c") for code in SEED_CODES] == [
        *["Провести установочные сессии наставников с обменом опытом"] * 4,
        "Провести установочные сессии наставников",
    ]


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


@pytest.mark.requirement("R-039")
def test_an_academic_year_is_two_years_that_follow_each_other() -> None:
    assert academic_year("2026/2027") == Period(date(2026, 9, 1), date(2027, 9, 1))
    assert [academic_year(words) for words in ("2026/2028", "2026", "", "2027/2026")] == [None] * 4


@pytest.mark.requirement("R-040")
@pytest.mark.parametrize(
    ("words", "since", "to"),
    [
        ("сентябрь–октябрь", date(2026, 9, 1), date(2026, 11, 1)),
        ("октябрь–ноябрь", date(2026, 10, 1), date(2026, 12, 1)),
        ("декабрь", date(2026, 12, 1), date(2027, 1, 1)),
        ("декабрь–январь", date(2026, 12, 1), date(2027, 2, 1)),
        ("июнь–август", date(2027, 6, 1), date(2027, 9, 1)),
    ],
)
def test_months_are_days_of_the_academic_year(words: str, since: date, to: date) -> None:
    year = academic_year("2026/2027")
    assert year is not None
    assert period_of(words, year=year) == Period(since, to)


@pytest.mark.requirement("R-040")
def test_stages_5_and_6_of_004_last_as_long_as_the_programmes() -> None:
    year = academic_year("2026/2027")
    assert year is not None
    stages = roadmap_of("004").stages
    assert [stage.number for stage in stages if period_of(stage.period, year=year) is None] == [5, 6, 7]
    assert [stage.number for stage in stages if lasts_as_programmes(stage)] == [5, 6]
    assert not any(lasts_as_programmes(stage) for stage in roadmap_of("001").stages)
