"""The college in September and October: pairs of many kinds by one order, their programmes, support."""

from typing import Final

from tests.scenarios import banks, caring, pairs, papers, programmes, results, roadmap, seeing, unusual_pairs
from tests.scenarios.college_banks import GROUP, MENTEES, MENTORS, PAIRS, TEACHERS
from tests.scenarios.school import School


def when_pairs_are_found(school: School) -> None:
    school.on("7 сентября 2026")
    suggested = pairs.suggested(school, "Кирсанова")
    assert {(mentor, mentee) for mentor, mentee, _ in PAIRS if mentee != "Егорова"} <= suggested
    assert seeing.unmatched(school, "Кирсанова") == ["Хохлов", "Цветкова"]
    pairs.propose(school, "Кирсанова", "Денисова", ["Егорова"])
    pairs.propose(school, "Кирсанова", "Королёв", GROUP)
    pairs.propose(school, "Новиков", "Новиков", ["Орлова"])
    pairs.propose(school, "Орлова", "Орлова", ["Новиков"])
    for mentor, mentee, _ in PAIRS:
        pairs.want_each_other(school, mentor, [mentee])
    pairs.want_each_other(school, "Королёв", GROUP)
    pairs.want_each_other(school, "Новиков", ["Орлова"])
    pairs.want_each_other(school, "Орлова", ["Новиков"])


def when_pairs_are_agreed(school: School) -> None:
    school.on("8 сентября 2026")
    with school.refuses("не описана"):
        agree(
            school,
            "Абрамова",
            ["Белов"],
            "традиционное",
            form="преподаватель колледжа – молодой преподаватель",
        )
    for mentor, mentee, kind in PAIRS:
        agree(school, mentor, [mentee], kind)
    agree(school, "Королёв", GROUP, "в группе")
    with school.refuses("моложе"):
        agree_reverse(school, "Орлова", "Новиков", teaches="новые технологии")
    agree_reverse(school, "Новиков", "Орлова", teaches="новые технологии")
    agree_reverse(school, "Орлова", "Новиков", teaches="методика", in_return=True)


def agree(school: School, mentor: str, mentees: list[str], kind: str, *, form: str = TEACHERS) -> None:
    pairs.agree(
        school,
        "Кирсанова",
        mentor,
        mentees,
        since="14 сентября 2026",
        until="31 мая 2027",
        form=form,
        kind=kind,
    )


def agree_reverse(school: School, mentor: str, mentee: str, *, teaches: str, in_return: bool = False) -> None:
    unusual_pairs.agree_reverse(
        school,
        "Кирсанова",
        mentor,
        mentee,
        teaches=teaches,
        since="14 сентября 2026",
        until="31 мая 2027",
        form=TEACHERS,
        in_return=in_return,
    )


def when_the_head_assigns_them_by_one_order(school: School) -> None:
    school.on("9 сентября 2026")
    for mentor, mentee, _ in PAIRS:
        pairs.consent(school, mentor, [mentee])
    pairs.consent(school, "Королёв", GROUP)
    pairs.consent(school, "Новиков", ["Орлова"])
    pairs.consent(school, "Орлова", ["Новиков"])
    school.on("11 сентября 2026")
    readers = [*MENTORS, *(name for name in MENTEES if name != "Новиков")]
    pairs.assign(school, "Фролов", MENTEES, number="115", read_by=readers)
    assert {seeing.pair_state(school, name) for name in MENTEES} == {"утверждена приказом"}


def when_programmes_start(school: School) -> None:
    school.on("15 сентября 2026")
    for mentor, mentee, kind in PAIRS:
        if kind != "ситуационное":
            begin(school, mentor, [mentee])
    begin(school, "Королёв", GROUP)
    begin(school, "Новиков", ["Орлова"])
    begin(school, "Орлова", ["Новиков"])
    programmes.draft(school, "Сомова", of="Тихонов")
    programmes.describe(
        school,
        "Тихонов",
        of="Тихонов",
        directions=["методика", "практико-ориентированные технологии"],
        difficulties=["договоры с предприятиями"],
        strengths=["сам работал на производстве"],
    )
    unusual_pairs.promise_help(
        school, "Сомова", "Разбор трудных случаев", of="Тихонов", when="каждый день после занятий"
    )
    compose_and_start(school, "Сомова", ["Тихонов"])


def begin(school: School, mentor: str, mentees: list[str]) -> None:
    programmes.begin(
        school,
        mentor,
        mentees,
        "Кирсанова",
        difficulty="подготовка к занятию",
        activities=[("Открытое занятие", "25 ноября 2026"), ("Разбор занятия", "29 января 2027")],
        since="15 сентября 2026",
        until="31 мая 2027",
    )


def compose_and_start(school: School, mentor: str, mentees: list[str]) -> None:
    programmes.compose(school, mentor, of=mentees[0], since="15 сентября 2026", until="31 мая 2027")
    programmes.review(school, "Кирсанова", of=mentees[0])
    programmes.read(school, *mentees)
    programmes.start(school, mentor, of=mentees[0])


def when_everybody_without_a_pair_gets_support(school: School) -> None:
    school.on("24 сентября 2026")
    pairs.close_round(school, "Кирсанова")
    assert seeing.without_support(school, "Кирсанова") == ["Хохлов", "Цветкова"]
    care_for(school, "Хохлов", "консультации педагога-психолога")
    assert seeing.without_support(school, "Кирсанова") == ["Цветкова"]
    care_for(school, "Цветкова", "группа поддержки для молодых преподавателей")
    assert seeing.without_support(school, "Кирсанова") == []


def care_for(school: School, mentee: str, measures: str) -> None:
    caring.support(
        school, "Кирсанова", mentee, with_=measures, since="25 сентября 2026", look_again="26 октября 2026"
    )


def when_mentors_are_prepared(school: School) -> None:
    school.on("1 октября 2026")
    roadmap.start(school, "Кирсанова", 4, 5)
    banks.train(school, "Кирсанова", "Работа с молодым преподавателем", invited=MENTORS, came=MENTORS)
    results.plan_event(school, "Кирсанова", "консультация", "Как вести журнал", on="2 октября 2026")
    results.plan_event(school, "Кирсанова", "ориентация", "Установочная сессия", on="2 октября 2026")
    school.on("2 октября 2026")
    results.meet_mentors(school, "Кирсанова", "Как вести журнал", mentors=MENTORS[:4])
    results.meet_mentors(school, "Кирсанова", "Установочная сессия", mentors=MENTORS)
    results.add_material(school, "Кирсанова", "Первая встреча", authors=["Королёв"])


def then_the_stages_of_autumn_are_complete(school: School) -> None:
    school.on("20 октября 2026")
    roadmap.prove(school, "Кирсанова", 1)
    assert papers.missing(school, "Кирсанова", 1) == [
        "Приказ «Об утверждении Положения …»",
        "Приказ(ы) закрепления наставнических пар/групп",
        "Персонализированные программы",
    ]
    for stage in (1, 4, 5):
        papers.attach_the_rest(school, "Кирсанова", stage, kept="папка 05-14")
        roadmap.complete(school, "Кирсанова", stage)


AUTUMN: Final = (
    when_pairs_are_found,
    when_pairs_are_agreed,
    when_the_head_assigns_them_by_one_order,
    when_programmes_start,
    when_everybody_without_a_pair_gets_support,
    when_mentors_are_prepared,
    then_the_stages_of_autumn_are_complete,
)
