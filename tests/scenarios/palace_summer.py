"""The children's palace from April to August: ends, reports, events, figures, publication."""

from tests.scenarios import (
    banks,
    changing,
    everyday,
    networking,
    regulating,
    results,
    roadmap,
    seeing,
    setting_up,
)
from tests.scenarios.school import School

MENTORS = ["Берёзина", "Вишнякова", "Гусева", "Елагина", "Жилина"]
PRACTICE = "Набор группы через мастер-класс"
REVIEW = "Обновить сведения о тех, кому нужен наставник"
MATERIAL = "Сценарий мастер-класса"


def when_the_extended_programme_is_completed(school: School) -> None:
    school.on("30 апреля 2027")
    everyday.overcome(school, "Вишнякова", of="Истомина")
    everyday.note_progress(school, "Вишнякова", of="Истомина", words="набрала две группы")
    changing.complete(school, "Вишнякова", of="Истомина")
    changing.report_as_mentee(
        school,
        "Истомина",
        process="Встречались раз в неделю.",
        mentor_work="Вишнякова показала, как говорить с родителями.",
        evaluation="Спасибо, очень помогло.",
        mark=5,
    )
    assert seeing.reports(school, "Вишнякова", of="Истомина") == 0
    changing.report_as_mentor(
        school,
        "Вишнякова",
        about="Истомина",
        fulfilment="Программа выполнена.",
        recommendations="Провести мастер-класс для коллег.",
    )
    assert seeing.reports(school, "Вишнякова", of="Истомина") == 2
    assert seeing.evaluations(school, "Вишнякова", of="Истомина") == set()
    for name, role in (("Вишнякова", "наставник"), ("Истомина", "наставляемый"), ("Зимина", "куратор")):
        results.ask_about_programme(school, "Зимина", of="Истомина", role=role, moment="после программы")
        results.answer_well(school, name, of="Истомина", role=role, moment="после программы")
    with school.refuses("сначала закройте"):
        changing.publish_results(school, "Зимина", of="Истомина")
    changing.close(school, "Зимина", of="Истомина")
    with school.refuses("Имена публикуют только с разрешения"):
        changing.publish_results(school, "Зимина", of="Истомина", with_names=True)
    changing.publish_results(school, "Зимина", of="Истомина")


def when_the_palace_meets_and_chooses(school: School) -> None:
    school.on("11 мая 2027")
    results.describe_practice(
        school,
        "Зимина",
        PRACTICE,
        authors=["Вишнякова", "Истомина"],
        description="Дети и родители вместе пробуют дело, прежде чем записаться.",
        of="Истомина",
        council=["Осокина"],
        administrator="Щеглов",
    )
    with school.refuses("конференция или семинар"):
        results.plan_event(school, "Зимина", "школьная конференция", "Не наш вид", on="20 мая 2027")
    results.plan_event(school, "Зимина", "конференция", "Педагог и наставник", on="20 мая 2027")
    results.plan_event(school, "Зимина", "семинар", "Как писать программу", on="20 мая 2027")
    results.plan_event(school, "Зимина", "круглый стол", "Лучший опыт", on="21 мая 2027")
    results.plan_event(school, "Зимина", "консультация", "Вопросы наставников", on="11 мая 2027")
    results.meet_mentors(school, "Зимина", "Вопросы наставников", mentors=MENTORS)
    school.on("21 мая 2027")
    for title in ("Педагог и наставник", "Как писать программу"):
        results.hold_event(school, "Зимина", title, mentors=MENTORS, guests=7)
    results.hold_round_table(school, "Зимина", "Лучший опыт", chosen=[PRACTICE], mentors=MENTORS)
    with school.refuses("соглас"):
        results.accept_practice(school, "Зимина", PRACTICE)
    results.agree_to_practice(school, PRACTICE, "Вишнякова", "Истомина")
    results.accept_practice(school, "Зимина", PRACTICE)
    results.add_material(school, "Осокина", MATERIAL, authors=["Истомина"], of=PRACTICE)
    results.fill_collection(school, "Щеглов", MATERIAL)
    networking.pass_on(school, "Зимина", PRACTICE, place="республиканский форум", level="в регионе")


def when_needs_are_reviewed(school: School) -> None:
    school.on("24 мая 2027")
    assert REVIEW in seeing.notices_of(school, "Зимина")
    results.review_needs(school, "Зимина", still=["Филин"], no_longer=["Истомина"])
    assert REVIEW not in seeing.notices_of(school, "Зимина")


def when_the_other_programmes_are_completed(school: School) -> None:
    school.on("31 мая 2027")
    for mentor, mentees in (
        ("Берёзина", ["Заречный"]),
        ("Гусева", ["Кленов"]),
        ("Жилина", ["Лаптев"]),
        ("Елагина", ["Мохова", "Озеров"]),
    ):
        changing.complete(school, mentor, of=mentees[0])
    school.on("3 июня 2027")
    for name in ("Заречный", "Кленов", "Лаптев", "Мохова"):
        changing.close(school, "Зимина", of=name)
        changing.publish_results(school, "Зимина", of=name)
    with school.refuses("прекращ"):
        changing.publish_results(school, "Зимина", of="Яснова")


def when_the_site_tells_of_mentoring(school: School) -> None:
    school.on("7 июня 2027")
    results.show_practice(school, "Зимина", PRACTICE)
    results.show_material(school, "Зимина", MATERIAL)
    results.tell_news(school, "Зимина", "Год наставничества", "Пять программ завершены.")
    banks.allow_publication(school, "Берёзина", data=["фамилия, имя, отчество"], places=["сайт"])
    results.show_mentor(school, "Зимина", "Берёзина", data=["фамилия, имя, отчество"])
    assert len(seeing.on_site(school, "Зимина")) == 4
    roadmap.cover(school, "Зимина", 7, place="Заполярье", level="муниципальный")
    roadmap.cover(school, "Зимина", 7, place="сайт министерства", level="региональный")


def when_the_year_is_assessed(school: School) -> None:
    school.on("15 июня 2027")
    results.launch_monitoring(school, "Полынина")
    results.tell_for_monitoring(school, "Осокина", as_="объединение", note="Группы растут.")
    results.tell_for_monitoring(school, "Берёзина", as_="наставник", note="Нужен общий календарь.")
    results.assess(school, "Зимина", conclusions="Система наставничества действует.")
    results.close_monitoring(school, "Зимина", analysis="Анализ за год")
    results.issue_report(school, "Зимина", conclusions="Цели достигнуты, состав наставников растёт.")
    results.compile_statistics(school, "Зимина", as_at="31 мая 2027", administrator="Щеглов")


def when_the_roadmap_is_closed(school: School) -> None:
    school.on("22 июня 2027")
    roadmap.start(school, "Зимина", 6)
    roadmap.complete(school, "Зимина", 4, 5, 6)
    roadmap.prove(school, "Зимина", 7)
    roadmap.close(school, "Зимина")
    assert roadmap.stages_done(school, "Зимина") == [1, 2, 3, 4, 5, 6, 7]


def then_nothing_is_left_undone(school: School) -> None:
    school.on("28 июня 2027")
    regulating.draft_amendment(
        school,
        "Зимина",
        {"Сколько дней действует предложенная пара": 21},
        where="п. 9.2 Положения",
        because="решение организации",
    )
    regulating.order_amendment(school, "Полынина", number="30", since="1 сентября 2027", controller="Осокина")
    setting_up.read(school, "30", "Осокина")
    school.on("31 августа 2027")
    assert seeing.terms(school, "Зимина", "просрочено") == []
    assert seeing.breached(school, "Полынина") == []
    assert seeing.ahead(school, "Полынина") == [
        "дорожная карта, этап 5, мероприятие 3",
        "п. 3.3, подп. 2 Положения",
    ]


SUMMER = (
    when_the_extended_programme_is_completed,
    when_the_palace_meets_and_chooses,
    when_needs_are_reviewed,
    when_the_other_programmes_are_completed,
    when_the_site_tells_of_mentoring,
    when_the_year_is_assessed,
    when_the_roadmap_is_closed,
    then_nothing_is_left_undone,
)
