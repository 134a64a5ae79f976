"""The college from August to October: an order for a later day, stages with papers, pairs of many kinds."""

from typing import Final

from tests.scenarios import (
    banks,
    caring,
    pairs,
    papers,
    programmes,
    regulating,
    results,
    roadmap,
    seeing,
    setting_up,
    unusual_pairs,
)
from tests.scenarios.school import School

TEACHERS: Final = "преподаватель – преподаватель"
PAIRS: Final = (
    ("Абрамова", "Белов", "традиционное"),
    ("Виноградов", "Гусев", "традиционное"),
    ("Денисова", "Егорова", "традиционное"),
    ("Захарова", "Исаев", "традиционное"),
    ("Павлова", "Рябов", "виртуальное"),
    ("Сомова", "Тихонов", "ситуационное"),
)
GROUP: Final = ["Лазарев", "Миронова"]
ORDINARY: Final = [mentee for _, mentee, _ in PAIRS[:5]]
MENTORS: Final = ["Абрамова", "Виноградов", "Денисова", "Захарова", "Павлова", "Сомова", "Королёв", "Новиков"]
MENTEES: Final = [*ORDINARY, "Тихонов", *GROUP, "Орлова", "Новиков"]


def given_a_regulation_that_takes_effect_later(school: School) -> None:
    school.on("28 августа 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Фролов Геннадий Павлович", "директор", 1965),
        ("Кирсанова Ирина Олеговна", "заместитель директора", 1977),
        ("Шубин Антон Львович", "инженер", 1990),
    )
    setting_up.name_head(school, "Фролов")
    setting_up.draft_roadmap(school, "Фролов", charged="Кирсанова")
    regulating.draft_approval(school, "Фролов", as_="без года", since="1 сентября 2026")
    with school.refuses("составляется на учебный год"):
        setting_up.sign_draft(school, "Фролов", "без года")
    setting_up.draft_roadmap(school, "Фролов", charged="Кирсанова", year="2026/2027")
    regulating.draft_approval(
        school, "Фролов", as_="с куратором", since="1 сентября 2026", curator="Кирсанова"
    )
    with school.refuses("отдельным приказом"):
        setting_up.sign_draft(school, "Фролов", "с куратором")
    regulating.draft_approval(school, "Фролов", as_="112", since="1 сентября 2026")
    setting_up.sign_draft(school, "Фролов", "112")
    with school.refuses("ещё не действует Положение"):
        setting_up.appoint_curator(school, "Фролов", "Кирсанова", number="113")


def when_it_takes_effect(school: School) -> None:
    school.on("1 сентября 2026")
    setting_up.appoint_curator(school, "Фролов", "Кирсанова", number="113")
    setting_up.publish_regulation(school, "Кирсанова")
    setting_up.entrust(school, "Фролов", "Шубин", "системный администратор")
    setting_up.open_site_section(school, "Шубин", "https://college.example.org/mentors")
    for stage in (1, 2, 3):
        assert papers.days(school, "Кирсанова", stage) == ("1 сентября 2026", "31 октября 2026")
    assert papers.days(school, "Кирсанова", 4) == ("1 октября 2026", "30 ноября 2026")
    roadmap.start(school, "Кирсанова", 1, 2, 3)


def given_the_teachers(school: School) -> None:
    setting_up.employ(
        school,
        ("Абрамова Нина Степановна", "преподаватель", 1969),
        ("Виноградов Семён Ильич", "преподаватель", 1975),
        ("Денисова Ольга Марковна", "преподаватель", 1972),
        ("Жарова Тамара Сергеевна", "преподаватель", 1980),
        ("Захарова Елена Романовна", "преподаватель", 1978),
        ("Королёв Пётр Андреевич", "преподаватель", 1970),
        ("Новиков Илья Вадимович", "преподаватель", 1998),
        ("Орлова Лидия Фёдоровна", "преподаватель", 1964),
        ("Павлова Софья Юрьевна", "преподаватель", 1976),
        ("Сомова Галина Егоровна", "преподаватель", 1974),
        ("Белов Артём Игоревич", "преподаватель", 1999),
        ("Гусев Кирилл Олегович", "преподаватель", 2000),
        ("Егорова Майя Львовна", "преподаватель", 1997),
        ("Исаев Роман Денисович", "преподаватель", 1996),
        ("Лазарев Глеб Антонович", "преподаватель", 2001),
        ("Миронова Ева Павловна", "преподаватель", 2000),
        ("Рябов Никита Сергеевич", "преподаватель", 1998),
        ("Тихонов Марк Евгеньевич", "преподаватель", 2002),
    )


def then_the_regulation_knows_no_association(school: School) -> None:
    with school.refuses("не говорит об объединении"):
        setting_up.form_association(
            school,
            "Кирсанова",
            "Фролов",
            members=["Абрамова", "Королёв"],
            chair="Королёв",
            kind="методический совет наставников",
            number="114",
        )


def when_audience_and_goals_are_clear(school: School) -> None:
    school.on("2 сентября 2026")
    papers.name_audience(
        school,
        "Кирсанова",
        "педагоги",
        "работодатели",
        note="Шахта и машиностроительный завод готовы принимать преподавателей на стажировку.",
    )
    papers.define_goals(
        school,
        "Кирсанова",
        goals="Закрепить молодых преподавателей в колледже.",
        tasks="Составить банки; обучить наставников; провести конференцию.",
        forms=[TEACHERS, "руководитель колледжа – преподаватель"],
        results="Девять из десяти программ выполнены полностью.",
    )


def when_the_banks_are_gathered(school: School) -> None:
    banks.open_survey(school, "Кирсанова")
    banks.consent(school, *MENTORS, "Жарова", *MENTEES[:-1])
    banks.offer_help(school, "Абрамова", experience=30, strong_in=["фонд оценочных средств"])
    banks.offer_help(school, "Виноградов", experience=22, strong_in=["организация практики"])
    banks.offer_help(school, "Денисова", experience=25, strong_in=["мотивация студентов"])
    banks.offer_help(school, "Жарова", experience=15, strong_in=["мотивация студентов"])
    banks.offer_help(school, "Захарова", experience=18, strong_in=["дисциплина"])
    banks.offer_help(school, "Королёв", experience=27, strong_in=["рабочие программы"])
    banks.offer_help(school, "Новиков", experience=4, strong_in=["дистанционное обучение"])
    banks.offer_help(school, "Орлова", experience=35, strong_in=["структура современного занятия"])
    banks.offer_help(school, "Павлова", experience=21, strong_in=["создание видеоуроков"])
    banks.offer_help(school, "Сомова", experience=24, strong_in=["связь с работодателем"])
    banks.close_survey(school, "Кирсанова")
    banks.ask_for_mentor(school, "Белов", experience=1, wants=["фонд оценочных средств"])
    banks.ask_for_mentor(school, "Гусев", experience=2, wants=["организация практики"])
    banks.ask_for_mentor(school, "Егорова", experience=3, wants=["мотивация студентов"])
    banks.ask_for_mentor(school, "Исаев", experience=2, wants=["дисциплина"])
    banks.ask_for_mentor(school, "Лазарев", experience=0, wants=["рабочие программы"])
    banks.ask_for_mentor(school, "Миронова", experience=1, wants=["рабочие программы"])
    banks.ask_for_mentor(school, "Новиков", experience=4, wants=["структура современного занятия"])
    banks.ask_for_mentor(school, "Орлова", experience=35, wants=["дистанционное обучение"])
    banks.ask_for_mentor(school, "Рябов", experience=2, wants=["создание видеоуроков"])
    banks.ask_for_mentor(school, "Тихонов", experience=0, wants=["связь с работодателем"])


def when_the_system_administrator_keeps_the_banks(school: School) -> None:
    mentors = [*MENTORS, "Жарова", "Орлова"]
    banks.enter(school, "Шубин", mentors=mentors, mentees=MENTEES)
    banks.bring_workbook(
        school,
        "Кирсанова",
        mentors=[("Уварова Инна Марковна", 12, "функциональная грамотность")],
        mentees=[
            ("Хохлов Степан Ильич", 1, "информационная безопасность"),
            ("Цветкова Алина Юрьевна", 2, "профилактика выгорания"),
        ],
        position="преподаватель",
    )
    banks.approve(school, "Фролов", mentors=mentors, mentees=MENTEES)
    banks.tell_of_duties(school, mentors=mentors, mentees=MENTEES)


def then_a_stage_waits_for_every_document(school: School) -> None:
    school.on("4 сентября 2026")
    assert papers.missing(school, "Кирсанова", 2) == [
        "Банк данных наставляемых",
        "Банк согласий",
        "Памятки для наставляемых",
    ]
    papers.attach(school, "Кирсанова", 2, "Банк данных", kept="папка 05-12")
    papers.attach(school, "Кирсанова", 2, "Банк согласий", kept="сейф отдела кадров")
    roadmap.prove(school, "Кирсанова", 2)
    with school.refuses("не приложены документы"):
        roadmap.finish(school, "Кирсанова", 2)


def when_memos_are_handed_out(school: School) -> None:
    papers.hand_out_memos(school, "Кирсанова", mentors=MENTORS, mentees=MENTEES)
    papers.attach(school, "Кирсанова", 2, "Памятки", kept="журнал выдачи памяток")
    roadmap.finish(school, "Кирсанова", 2)
    papers.attach_the_rest(school, "Кирсанова", 3, kept="папка 05-13")
    roadmap.complete(school, "Кирсанова", 3)
    assert roadmap.stages_done(school, "Кирсанова") == [2, 3]


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
        agree(school, "Абрамова", ["Белов"], "традиционное", form="преподаватель колледжа – молодой преподаватель")
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


def agree_reverse(
    school: School, mentor: str, mentee: str, *, teaches: str, in_return: bool = False
) -> None:
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
    school.on("2 декабря 2026")
    assert papers.overdue_stages(school, "Кирсанова") == []


AUTUMN: Final = (
    given_a_regulation_that_takes_effect_later,
    when_it_takes_effect,
    given_the_teachers,
    then_the_regulation_knows_no_association,
    when_audience_and_goals_are_clear,
    when_the_banks_are_gathered,
    when_the_system_administrator_keeps_the_banks,
    then_a_stage_waits_for_every_document,
    when_memos_are_handed_out,
    when_pairs_are_found,
    when_pairs_are_agreed,
    when_the_head_assigns_them_by_one_order,
    when_programmes_start,
    when_everybody_without_a_pair_gets_support,
    when_mentors_are_prepared,
    then_the_stages_of_autumn_are_complete,
)
