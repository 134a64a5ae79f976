"""The general school from August to the first days of September: the approving order, the banks."""

from tests.scenarios import (
    banks,
    results,
    roadmap,
    seeing,
    setting_up,
)
from tests.scenarios.school import School


def given_the_regulation_in_force(school: School) -> None:
    school.on("20 августа 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Родников Павел Дмитриевич", "директор", 1968),
        ("Травина Лариса Борисовна", "заместитель директора", 1974),
        ("Юрьев Олег Петрович", "инженер", 1985),
    )
    setting_up.name_head(school, "Родников")
    setting_up.draft_roadmap(school, "Родников", charged="Травина")
    setting_up.approve_regulation(school, "Родников", number="13 – А", curator="Травина")
    assert seeing.terms(school, "Травина", "срок идёт") == [
        "Обновить сведения о тех, кому нужен наставник",
        "Опубликовать документы о наставничестве на сайте",
    ]

    school.on("28 августа 2026")
    assert seeing.notices_of(school, "Травина") == ["Опубликовать документы о наставничестве на сайте"]
    setting_up.publish_order(school, "Травина", "13 – А")
    assert seeing.notices_of(school, "Травина") == []
    setting_up.entrust(school, "Родников", "Юрьев", "системный администратор")
    setting_up.open_site_section(school, "Юрьев", "https://school11.example.org/mentors")
    roadmap.start(school, "Травина", 1, 2, 3, 7)


def given_the_teachers(school: School) -> None:
    school.on("1 сентября 2026")
    setting_up.employ(
        school,
        ("Аверина Алла Львовна", "учитель", 1975),
        ("Боброва Вера Петровна", "учитель", 1970),
        ("Громова Дарья Ивановна", "учитель", 1981),
        ("Журавлёва Зоя Романовна", "учитель", 1966),
        ("Лаптева Инна Егоровна", "учитель", 1979),
        ("Мохова Раиса Олеговна", "учитель", 1972),
        ("Уткина Юлия Львовна", "учитель", 1983),
        ("Ветров Глеб Егорович", "учитель", 2001),
        ("Ершова Полина Глебовна", "учитель", 1999),
        ("Зимин Денис Петрович", "учитель", 2000),
        ("Ильина Тамара Борисовна", "учитель", 1998),
        ("Калинин Захар Львович", "учитель", 2002),
    )


def when_the_association_is_formed(school: School) -> None:
    setting_up.form_association(
        school,
        "Травина",
        "Родников",
        members=["Аверина", "Боброва", "Мохова"],
        chair="Боброва",
        kind="методическое объединение наставников",
        number="14 – А",
    )


def when_the_banks_are_gathered(school: School) -> None:
    school.on("2 сентября 2026")
    banks.open_survey(school, "Травина")
    banks.offer_help(school, "Аверина", experience=20, strong_in=["самоанализ урока"])
    with school.refuses("согласи"):
        banks.enter(school, "Травина", mentors=["Аверина"])
    banks.consent(
        school, "Аверина", "Боброва", "Громова", "Журавлёва", "Лаптева", "Мохова", "Ветров", "Ершова", "Зимин"
    )
    banks.consent(school, "Ильина", "Калинин")
    banks.offer_help(school, "Боброва", experience=28, strong_in=["управление классом"])
    banks.offer_help(school, "Громова", experience=17, strong_in=["календарно-тематическое планирование"])
    banks.offer_help(school, "Журавлёва", experience=35, strong_in=["работа с родителями"])
    banks.offer_help(school, "Лаптева", experience=19, strong_in=["электронный журнал"])
    banks.offer_help(school, "Мохова", experience=25, strong_in=["создание презентаций"])
    banks.close_survey(school, "Травина")
    banks.ask_for_mentor(school, "Ветров", experience=1, wants=["самоанализ урока"])
    banks.ask_for_mentor(school, "Ершова", experience=2, wants=["управление классом", "педагогический такт"])
    banks.ask_for_mentor(
        school, "Зимин", experience=1, wants=["календарно-тематическое планирование", "электронный журнал"]
    )
    banks.ask_for_mentor(school, "Ильина", experience=3, wants=["работа с родителями"])
    banks.ask_for_mentor(school, "Калинин", experience=0, wants=["электронный журнал"])
    banks.name_difficulty(school, "Ветров", "не хватает времени на уроке")
    banks.name_strength(school, "Ветров", "владеет компьютером")


def when_the_curator_fills_the_banks(school: School) -> None:
    mentors = ["Аверина", "Боброва", "Громова", "Журавлёва", "Лаптева", "Мохова"]
    mentees = ["Ветров", "Ершова", "Зимин", "Ильина", "Калинин"]
    banks.enter(school, "Травина", mentors=mentors, mentees=mentees)
    banks.bring_workbook(
        school,
        "Травина",
        mentors=[
            ("Кленова Марина Олеговна", 18, "обратная связь; проведение родительских собраний"),
            ("Озерова Кира Фёдоровна", 22, "педагогический такт"),
        ],
        mentees=[
            ("Лосева Яна Кирилловна", 1, "создание презентаций"),
            ("Малинин Егор Степанович", 2, "создание презентаций"),
            ("Осокин Роман Николаевич", 1, "создание презентаций"),
            ("Носов Тимофей Львович", 2, "обратная связь"),
            ("Полынин Вадим Аркадьевич", 1, "информационная безопасность"),
        ],
    )
    banks.set_limit(school, "Травина", "Мохова", 3)
    banks.assign_category(school, "Травина", "Ветров", "молодой специалист")
    banks.approve(school, "Родников", mentors=mentors, mentees=mentees)
    banks.tell_of_duties(school, mentors=mentors, mentees=mentees)
    school.on("4 сентября 2026")
    banks.train(
        school, "Травина", "Первая встреча с наставляемым", invited=[*mentors, "Кленова"], came=mentors
    )
    results.plan_event(school, "Травина", "ориентация", "С чего начать", on="4 сентября 2026")
    results.meet_mentors(school, "Травина", "С чего начать", mentors=mentors)
    roadmap.complete(school, "Травина", 2, 3)
    roadmap.start(school, "Травина", 4, 5)


BEGINNING = (
    given_the_regulation_in_force,
    given_the_teachers,
    when_the_association_is_formed,
    when_the_banks_are_gathered,
    when_the_curator_fills_the_banks,
)
