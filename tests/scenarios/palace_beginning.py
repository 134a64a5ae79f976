"""The children's palace from June to September: the controlled order, the curator, the banks."""

from tests.scenarios import (
    banks,
    regulating,
    results,
    roadmap,
    seeing,
    setting_up,
)
from tests.scenarios.school import School

PACKAGE = "Опубликовать документы о наставничестве на сайте"
MENTORS = ["Берёзина", "Вишнякова", "Гусева", "Дубинин", "Елагина", "Полынина"]
TEACHER = "педагог дополнительного образования"


def given_a_draft_that_names_a_day_for_publication(school: School) -> None:
    school.on("1 июня 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Полынина Вера Аркадьевна", "директор", 1969),
        ("Зимина Оксана Львовна", "методист", 1982),
        ("Осокина Тамара Глебовна", "старший методист", 1971),
        ("Щеглов Никита Юрьевич", "программист", 1990),
    )
    setting_up.name_head(school, "Полынина")
    regulating.publish_by(school, "10 июня 2026", responsible="методист Зимина О. Л.", where="п. 2 приказа")
    setting_up.draft_roadmap(school, "Полынина", charged="Зимина")


def when_the_director_approves_the_regulation(school: School) -> None:
    with school.refuses("старший методист"):
        setting_up.approve_regulation(school, "Полынина", number="673")
    setting_up.approve_regulation(school, "Полынина", number="673", controller="Осокина")
    setting_up.entrust(school, "Полынина", "Щеглов", "системный администратор")
    assert PACKAGE in seeing.terms(school, "Полынина", "срок идёт")
    school.on("2 июня 2026")
    setting_up.appoint_curator(school, "Полынина", "Зимина", number="674")


def when_the_methodist_publishes_the_package(school: School) -> None:
    school.on("8 июня 2026")
    assert seeing.notices_of(school, "Зимина") == [PACKAGE]
    setting_up.publish_regulation(school, "Зимина", with_roadmap=True)
    assert seeing.notices_of(school, "Зимина") == []
    assert PACKAGE in seeing.terms(school, "Полынина", "выполнено в срок")
    with school.refuses("только за себя"):
        setting_up.report_control(
            school, "Зимина", "673", outcome="исполнен", note="Документы на сайте с 8 июня."
        )
    setting_up.report_control(
        school, "Осокина", "673", outcome="исполнен", note="Документы на сайте с 8 июня."
    )
    setting_up.open_site_section(school, "Щеглов", "https://dvorec.example.org/mentors")


def given_the_teachers(school: School) -> None:
    school.on("1 сентября 2026")
    setting_up.employ(
        school,
        ("Берёзина Анна Павловна", TEACHER, 1974),
        ("Вишнякова Софья Ильинична", TEACHER, 1968),
        ("Гусева Нина Романовна", TEACHER, 1977),
        ("Дубинин Артём Олегович", TEACHER, 1965),
        ("Елагина Майя Сергеевна", TEACHER, 1980),
        ("Жилина Ева Борисовна", TEACHER, 1976),
        ("Уткина Юлия Львовна", TEACHER, 1985),
        ("Заречный Максим Львович", TEACHER, 2001),
        ("Истомина Дарья Петровна", TEACHER, 1999),
        ("Кленов Игорь Романович", TEACHER, 2000),
        ("Лаптев Фёдор Егорович", TEACHER, 1998),
        ("Яснова Вера Павловна", "методист", 1997),
    )
    roadmap.start(school, "Зимина", 1, 2, 3, 7)


def when_the_association_is_formed(school: School) -> None:
    school.on("3 сентября 2026")
    setting_up.form_association(
        school,
        "Зимина",
        "Полынина",
        members=["Берёзина", "Елагина", "Осокина"],
        chair="Осокина",
        kind="методическое объединение наставников",
        number="700",
    )


def when_the_banks_are_gathered(school: School) -> None:
    banks.open_survey(school, "Зимина")
    everybody = [*MENTORS, "Жилина", "Заречный", "Истомина", "Кленов", "Лаптев", "Яснова"]
    banks.consent(school, *everybody)
    banks.offer_help(school, "Берёзина", experience=22, strong_in=["разработка ДООП"])
    banks.offer_help(school, "Вишнякова", experience=30, strong_in=["сохранность контингента"])
    banks.offer_help(school, "Гусева", experience=20, strong_in=["концертная деятельность"])
    banks.offer_help(school, "Дубинин", experience=33, strong_in=["самоанализ занятия"])
    banks.offer_help(school, "Жилина", experience=21, strong_in=["анализ открытого занятия"])
    banks.offer_help(school, "Елагина", experience=18, strong_in=["создание презентаций"])
    banks.offer_help(school, "Полынина", experience=31, strong_in=["публичное выступление"])
    banks.ask_for_mentor(school, "Заречный", experience=1, wants=["разработка ДООП"])
    banks.ask_for_mentor(school, "Истомина", experience=2, wants=["набор детей в объединение"])
    banks.ask_for_mentor(school, "Кленов", experience=1, wants=["постановка номера к конкурсу"])
    banks.ask_for_mentor(school, "Лаптев", experience=3, wants=["самоанализ занятия"])
    banks.ask_for_mentor(school, "Яснова", experience=4, wants=["публичное выступление"])
    banks.name_difficulty(school, "Заречный", "не хватает опыта в написании программы")
    banks.name_strength(school, "Кленов", "хорошо поёт")
    banks.close_survey(school, "Зимина")
    mentees = ["Заречный", "Истомина", "Кленов", "Лаптев", "Яснова"]
    banks.enter(school, "Зимина", mentors=[*MENTORS, "Жилина"], mentees=mentees)
    banks.bring_workbook(
        school,
        "Зимина",
        mentors=[("Хомутова Раиса Степановна", 15, "информационная безопасность")],
        mentees=[
            ("Мохова Алина Денисовна", 1, "создание презентаций"),
            ("Никольский Степан Юрьевич", 2, "создание презентаций"),
            ("Озеров Кирилл Глебович", 1, "создание презентаций; информационная безопасность"),
            ("Филин Роман Петрович", 2, "дистанционное обучение"),
        ],
        position=TEACHER,
    )
    banks.set_limit(school, "Зимина", "Елагина", 3)
    banks.assign_category(school, "Зимина", "Заречный", "молодой специалист")
    banks.approve(school, "Полынина", mentors=MENTORS, mentees=mentees)
    banks.tell_of_duties(school, mentors=MENTORS, mentees=mentees)


def when_mentors_are_prepared(school: School) -> None:
    school.on("7 сентября 2026")
    banks.train(school, "Зимина", "Наставник и его программа", invited=MENTORS, came=MENTORS)
    results.plan_event(school, "Зимина", "ориентация", "С чего начать", on="7 сентября 2026")
    results.meet_mentors(school, "Зимина", "С чего начать", mentors=MENTORS)
    roadmap.complete(school, "Зимина", 2, 3)
    roadmap.start(school, "Зимина", 4, 5)


BEGINNING = (
    given_a_draft_that_names_a_day_for_publication,
    when_the_director_approves_the_regulation,
    when_the_methodist_publishes_the_package,
    given_the_teachers,
    when_the_association_is_formed,
    when_the_banks_are_gathered,
    when_mentors_are_prepared,
)
