"""The kindergarten from March to June: ends, events, practice, monitoring, figures, publication."""

from tests.scenarios import banks, changing, everyday, figures, results, roadmap, seeing
from tests.scenarios.school import School

GROUP = ("Воробьёва", "Галкина", "Скворцова")
APPOINTMENT = "Назначить наставника принятому работнику"
COMPOSITION = "Составить персонализированную программу"
MENTEES_REPORT = "Сдать отчёт наставляемого"


def when_programmes_end_in_spring(school: School) -> None:
    school.on("31 марта 2027")
    end(school, "Голубева", "Чижова")
    school.on("29 апреля 2027")
    everyday.carry_out(school, "Лебедева", "Диагностика к концу года", of="Галкина")
    school.on("28 мая 2027")
    end(school, "Журавлёва", "Уткина")
    end(school, "Лебедева", *GROUP)


def end(school: School, mentor: str, *mentees: str) -> None:
    changing.complete(school, mentor, of=mentees[0])
    for name in mentees:
        changing.report_as_mentor(
            school, mentor, about=name, fulfilment="Программа выполнена.", recommendations="Вести кружок."
        )
        changing.report_as_mentee(
            school,
            name,
            process="Встречи проходили каждую неделю.",
            mentor_work="Наставник помогал делом.",
            evaluation="Отлично.",
            mark=5,
        )
    changing.close(school, "Дятлова", of=mentees[0])
    changing.publish_results(school, "Дятлова", of=mentees[0])


def when_mentors_meet_and_materials_are_gathered(school: School) -> None:
    school.on("31 мая 2027")
    for kind, title in (
        ("консультация", "Консультация наставников"),
        ("обмен опытом", "Обмен опытом наставников"),
        ("ориентация", "Установочная сессия"),
    ):
        results.plan_event(school, "Дятлова", kind, title, on="31 мая 2027")
        results.meet_mentors(school, "Дятлова", title, mentors=["Иволгина", "Лебедева"])
    results.add_material(school, "Соловьёва", "Первая встреча", authors=["Иволгина"])
    results.fill_collection(school, "Соловьёва", "Первая встреча")
    roadmap.complete(school, "Дятлова", 4, 5)
    roadmap.start(school, "Дятлова", 6)


def when_the_year_is_summed_up(school: School) -> None:
    school.on("2 июня 2027")
    results.ask_about_programme(
        school, "Дятлова", of="Галкина", role="наставляемый", moment="после программы"
    )
    for name in GROUP:
        results.answer_well(school, name, of="Галкина", role="наставляемый", moment="после программы")
    results.close_survey(school, "Дятлова", of="Галкина", role="наставляемый", moment="после программы")
    with school.refuses("школьная конференция"):
        results.plan_event(school, "Дятлова", "конференция", "Наставники района", on="3 июня 2027")
    results.plan_event(school, "Дятлова", "семинар", "Год наставничества", on="3 июня 2027")
    results.plan_event(school, "Дятлова", "школьная конференция", "Растём вместе", on="3 июня 2027")
    results.plan_event(school, "Дятлова", "круглый стол", "Лучшие практики", on="4 июня 2027")
    with school.refuses("куратор"):
        describe_practice(school, "Стрижов")
    describe_practice(school, "Дятлова")
    school.on("3 июня 2027")
    results.hold_event(school, "Дятлова", "Год наставничества", mentors=["Иволгина", "Лебедева"], guests=4)
    results.hold_event(school, "Дятлова", "Растём вместе", mentors=["Голубева"], guests=12)
    school.on("4 июня 2027")
    results.hold_round_table(
        school, "Дятлова", "Лучшие практики", chosen=["Диагностика втроём"], mentors=["Лебедева"]
    )
    results.agree_to_practice(school, "Диагностика втроём", "Лебедева")
    results.accept_practice(school, "Дятлова", "Диагностика втроём")
    roadmap.complete(school, "Дятлова", 6)


def describe_practice(school: School, by: str) -> None:
    results.describe_practice(
        school,
        by,
        "Диагностика втроём",
        authors=["Лебедева"],
        description="Трое воспитателей наблюдают одну группу и сверяют карты.",
        of="Галкина",
    )


def when_monitoring_and_report_are_done(school: School) -> None:
    school.on("7 июня 2027")
    results.launch_monitoring(school, "Дятлова")
    results.tell_for_monitoring(school, "Соловьёва", as_="объединение", note="Совет посетил занятия.")
    results.tell_for_monitoring(school, "Лебедева", as_="наставник", note="Группа работала дружно.")
    results.assess(school, "Дятлова", conclusions="Цели года достигнуты.")
    results.close_monitoring(school, "Рябинина", analysis="Анализ приложен к отчёту.")
    results.issue_report(school, "Дятлова", conclusions="Пять программ завершены, одна прекращена.")
    assert figures.programmes_in_report(school, "Дятлова") == {
        "начато": 6,
        "продлено": 1,
        "исправлено": 1,
        "завершено": 5,
        "прекращено": 1,
        "закрыто": 6,
    }
    late = {APPOINTMENT: 1, COMPOSITION: 1}
    assert figures.terms_in_report(school, "Дятлова", "выполнено с опозданием") == late
    assert figures.terms_in_report(school, "Дятлова", "просрочено") == {MENTEES_REPORT: 1}
    assert figures.terms_in_report(school, "Дятлова", "выполнено в срок")[COMPOSITION] == 6
    with school.refuses("куратор"):
        results.compile_statistics(school, "Стрижов", as_at="20 октября 2026")
    results.compile_statistics(school, "Дятлова", as_at="20 октября 2026")
    assert figures.people_counted(school, "Дятлова") == 14
    results.review_needs(school, "Дятлова", still=["Снегирёва"])


def when_the_results_are_public(school: School) -> None:
    school.on("10 июня 2027")
    banks.allow_publication(
        school, "Лебедева", data=["фамилия, имя, отчество", "должность", "роль"], places=["сайт"]
    )
    results.show_mentor(school, "Дятлова", "Лебедева", data=["фамилия, имя, отчество", "должность"])
    results.show_practice(school, "Дятлова", "Диагностика втроём")
    results.show_material(school, "Дятлова", "Первая встреча")
    assert figures.public_results(school, "Снегирёва") == 5
    for stage in range(1, 8):
        roadmap.cover(school, "Дятлова", stage, place="сайт детского сада", level="муниципальный")
    roadmap.prove(school, "Дятлова", 7)
    roadmap.close(school, "Дятлова")
    assert roadmap.stages_done(school, "Дятлова") == [1, 2, 3, 4, 5, 6, 7]


def then_everything_late_is_told(school: School) -> None:
    assert seeing.terms(school, "Дятлова", "выполнено с опозданием") == [APPOINTMENT, COMPOSITION]
    assert seeing.terms(school, "Дятлова", "просрочено") == [MENTEES_REPORT]
    assert set(seeing.breached(school, "Рябинина")) == {
        "п. 3.7 (2-я строка перечня) Положения",
        "п. 3.6, абз. 3 Положения",
        "п. 3.6, абз. 6 Положения",
    }


SUMMER = (
    when_programmes_end_in_spring,
    when_mentors_meet_and_materials_are_gathered,
    when_the_year_is_summed_up,
    when_monitoring_and_report_are_done,
    when_the_results_are_public,
    then_everything_late_is_told,
)
