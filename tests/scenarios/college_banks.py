"""The college in August and September: an order for a later day, its goals, the banks, stages with papers."""

from typing import Final

from tests.scenarios import banks, papers, regulating, roadmap, setting_up
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


BANKS: Final = (
    given_a_regulation_that_takes_effect_later,
    when_it_takes_effect,
    given_the_teachers,
    then_the_regulation_knows_no_association,
    when_audience_and_goals_are_clear,
    when_the_banks_are_gathered,
    when_the_system_administrator_keeps_the_banks,
    then_a_stage_waits_for_every_document,
    when_memos_are_handed_out,
)
