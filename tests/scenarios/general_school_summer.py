"""The general school from April to August: ends, reports, events, figures, publication, the yearly review."""

from tests.scenarios import (
    banks,
    caring,
    changing,
    everyday,
    networking,
    regulating,
    results,
    roadmap,
    seeing,
)
from tests.scenarios.school import School

MENTORS = ["Аверина", "Боброва", "Громова", "Кленова", "Мохова"]
PRACTICE = "Открытый урок вместо проверки"
MATERIAL = "Памятка первой встречи"


def when_the_extended_programme_is_completed(school: School) -> None:
    school.on("30 апреля 2027")
    with school.refuses("сначала закройте"):
        changing.publish_results(school, "Травина", of="Ершова")
    everyday.overcome(school, "Боброва", of="Ершова")
    everyday.note_progress(school, "Боброва", of="Ершова", words="уверенно ведёт урок")
    changing.complete(school, "Боброва", of="Ершова")
    changing.report_as_mentor(
        school,
        "Боброва",
        about="Ершова",
        fulfilment="Программа выполнена полностью.",
        recommendations="Готовиться к первой категории.",
    )
    changing.report_as_mentee(
        school,
        "Ершова",
        process="Встречались каждую неделю.",
        mentor_work="Боброва помогала во всём.",
        evaluation="Лучший наставник.",
        mark=5,
    )
    assert seeing.evaluations(school, "Боброва", of="Ершова") == set()
    assert seeing.evaluations(school, "Травина", of="Ершова") == {"Лучший наставник."}
    for name, role in (("Боброва", "наставник"), ("Ершова", "наставляемый")):
        results.ask_about_programme(school, "Травина", of="Ершова", role=role, moment="после программы")
        results.answer_well(school, name, of="Ершова", role=role, moment="после программы")
        results.close_survey(school, "Травина", of="Ершова", role=role, moment="после программы")
    with school.refuses("сначала закройте"):
        changing.publish_results(school, "Травина", of="Ершова")
    changing.close(school, "Травина", of="Ершова")


def when_results_and_the_best_practice_are_shown(school: School) -> None:
    school.on("12 мая 2027")
    banks.allow_publication(
        school,
        "Боброва",
        "Ершова",
        data=["фамилия, имя, отчество", "должность", "роль", "пара", "результаты"],
        places=["сайт"],
    )
    changing.publish_results(school, "Травина", of="Ершова", with_names=True)
    results.describe_practice(
        school,
        "Травина",
        PRACTICE,
        authors=["Боброва", "Ершова"],
        description="Наставляемый сам приглашает коллег на урок.",
        of="Ершова",
        council=["Мохова"],
        administrator="Юрьев",
    )
    with school.refuses("отобран"):
        results.accept_practice(school, "Травина", PRACTICE)
    results.plan_event(school, "Травина", "школьная конференция", "Опыт наставничества", on="20 мая 2027")
    results.plan_event(school, "Травина", "круглый стол", "Лучшие практики", on="21 мая 2027")
    results.plan_event(school, "Травина", "обмен опытом", "Встреча наставников", on="14 мая 2027")
    school.on("14 мая 2027")
    results.meet_mentors(school, "Травина", "Встреча наставников", mentors=MENTORS)
    school.on("20 мая 2027")
    results.hold_event(school, "Травина", "Опыт наставничества", mentors=MENTORS, guests=4)
    school.on("21 мая 2027")
    results.hold_round_table(school, "Травина", "Лучшие практики", chosen=[PRACTICE], mentors=MENTORS)
    results.agree_to_practice(school, PRACTICE, "Боброва", "Ершова")
    results.accept_practice(school, "Мохова", PRACTICE)
    results.add_material(school, "Боброва", MATERIAL, authors=["Боброва"], of=PRACTICE)
    results.fill_collection(school, "Травина", MATERIAL)


def when_the_other_programmes_are_completed(school: School) -> None:
    school.on("31 мая 2027")
    for mentor, mentees in (
        ("Аверина", ["Ветров"]),
        ("Громова", ["Зимин"]),
        ("Кленова", ["Ильина"]),
        ("Кленова", ["Носов"]),
        ("Мохова", ["Лосева", "Малинин"]),
    ):
        for name in mentees:
            everyday.overcome(school, mentor, of=name)
        changing.complete(school, mentor, of=mentees[0])
        for name in mentees:
            changing.report_as_mentor(
                school,
                mentor,
                about=name,
                fulfilment="Выполнено.",
                recommendations="Продолжать самообразование.",
            )


def when_the_search_is_over(school: School) -> None:
    school.on("1 июня 2027")
    caring.go_on_searching(
        school, "Травина", "Полынин", step="пара с новым наставником в сентябре", look_again="6 сентября 2027"
    )


def when_programmes_are_closed(school: School) -> None:
    school.on("4 июня 2027")
    for name in ("Ветров", "Зимин", "Ильина", "Носов", "Лосева"):
        changing.close(school, "Травина", of=name)
        changing.publish_results(school, "Травина", of=name)
    with school.refuses("прекращ"):
        changing.publish_results(school, "Травина", of="Калинин")


def when_the_site_tells_of_mentoring(school: School) -> None:
    school.on("7 июня 2027")
    results.show_practice(school, "Травина", PRACTICE)
    results.show_material(school, "Травина", MATERIAL)
    results.show_mentor(school, "Юрьев", "Боброва", data=["фамилия, имя, отчество", "должность", "роль"])
    with school.refuses("Без отдельного согласия человека"):
        results.show_mentor(school, "Юрьев", "Громова", data=["фамилия, имя, отчество"])
    results.tell_news(school, "Травина", "Год наставничества", "Семь программ завершены.")
    networking.pass_on(school, "Травина", PRACTICE, place="районный семинар", level="в муниципалитете")
    roadmap.cover(school, "Травина", 7, place="Щёкинский вестник", level="муниципальный")


def when_the_year_is_assessed(school: School) -> None:
    school.on("15 июня 2027")
    results.launch_monitoring(school, "Травина")
    results.tell_for_monitoring(school, "Мохова", as_="объединение", note="Группе не хватало времени.")
    results.tell_for_monitoring(school, "Ветров", as_="наставляемый", note="Открытые уроки помогли.")
    results.assess(school, "Родников", conclusions="Система работает.")
    results.close_monitoring(school, "Травина", analysis="Анализ мониторинга за год")
    results.issue_report(school, "Травина", conclusions="Цели достигнуты.")
    results.compile_statistics(school, "Травина", as_at="31 мая 2027", administrator="Юрьев")


def when_the_roadmap_is_closed(school: School) -> None:
    school.on("22 июня 2027")
    roadmap.start(school, "Травина", 6)
    roadmap.complete(school, "Травина", 4, 5, 6)
    roadmap.prove(school, "Травина", 7)
    roadmap.close(school, "Травина")
    assert roadmap.stages_done(school, "Травина") == [1, 2, 3, 4, 5, 6, 7]


def when_the_regulation_is_amended(school: School) -> None:
    school.on("1 июля 2027")
    regulating.draft_amendment(
        school,
        "Травина",
        {"Сколько дней действует предложенная пара": 10},
        where="п. 9.2 Положения",
        because="решение организации",
    )
    regulating.order_amendment(school, "Родников", number="25 – А", since="1 сентября 2027")


def then_needs_are_reviewed_and_only_what_came_late_is_breached(school: School) -> None:
    school.on("2 августа 2027")
    assert seeing.notices_of(school, "Травина") == ["Обновить сведения о тех, кому нужен наставник"]
    results.review_needs(school, "Травина", still=["Полынин"], no_longer=["Ершова", "Ветров"])
    school.on("31 августа 2027")
    assert seeing.terms(school, "Травина", "просрочено") == []
    assert seeing.terms(school, "Травина", "выполнено с опозданием") == [
        "Вернуться к поиску наставника для наставляемого без пары",
        "Провести мероприятие программы",
    ]
    assert seeing.breached(school, "Родников") == [
        "дорожная карта, этап 5, мероприятие 3",
        "п. 5.2 (2-я строка перечня) Положения",
    ]
    assert seeing.ahead(school, "Родников") == ["п. 3.4 (2-я строка перечня) Положения"]


SUMMER = (
    when_the_extended_programme_is_completed,
    when_results_and_the_best_practice_are_shown,
    when_the_other_programmes_are_completed,
    when_the_search_is_over,
    when_programmes_are_closed,
    when_the_site_tells_of_mentoring,
    when_the_year_is_assessed,
    when_the_roadmap_is_closed,
    when_the_regulation_is_amended,
    then_needs_are_reviewed_and_only_what_came_late_is_breached,
)
