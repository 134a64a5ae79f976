"""The college in May and June: few reports, the conference, figures, publication, the end of the roadmap."""

from typing import Final

from tests.scenarios import banks, caring, changing, papers, results, roadmap, seeing
from tests.scenarios.school import School

CONFERENCE: Final = "Наставник в колледже"
SEARCH: Final = "Вернуться к поиску наставника для наставляемого без пары"
PRACTICE: Final = "Оценочные средства за три месяца"
CLOSED: Final = ["Белов", "Гусев", "Егорова", "Исаев", "Рябов", "Тихонов", "Лазарев", "Орлова", "Новиков"]


def when_few_report(school: School) -> None:
    school.on("24 мая 2027")
    changing.report_as_mentor(
        school,
        "Абрамова",
        about="Белов",
        fulfilment="Программа выполнена раньше срока.",
        recommendations="Вести демонстрационный экзамен.",
    )
    changing.report_as_mentee(
        school,
        "Егорова",
        process="Два наставника, оба помогли.",
        mentor_work="Тамара Сергеевна приходила на занятия.",
        evaluation="С новым наставником стало легче.",
        mark=5,
    )
    assert "С новым наставником стало легче." in seeing.evaluations(school, "Кирсанова", of="Егорова")
    assert not seeing.evaluations(school, "Жарова", of="Егорова")


def when_quality_is_asked_about(school: School) -> None:
    for name, role in (("Гусев", "наставляемый"), ("Виноградов", "наставник"), ("Кирсанова", "куратор")):
        ask(school, "Гусев", role, name)
    results.ask_about_programme(
        school, "Кирсанова", of="Лазарев", role="наставляемый", moment="после программы"
    )
    results.answer_well(school, "Миронова", of="Лазарев", role="наставляемый", moment="после программы")


def ask(school: School, mentee: str, role: str, who: str) -> None:
    results.ask_about_programme(school, "Кирсанова", of=mentee, role=role, moment="после программы")
    results.answer_well(school, who, of=mentee, role=role, moment="после программы")
    results.close_survey(school, "Кирсанова", of=mentee, role=role, moment="после программы")


def then_programmes_close_without_reports(school: School) -> None:
    for mentee in CLOSED:
        changing.close(school, "Кирсанова", of=mentee)
    with school.refuses("досрочно прекращённых"):
        changing.publish_results(school, "Кирсанова", of="Исаев")
    changing.publish_results(school, "Шубин", of="Гусев")
    with school.refuses("только с разрешения"):
        changing.publish_results(school, "Кирсанова", of="Белов", with_names=True)
    banks.allow_publication(
        school, "Абрамова", "Белов", data=["фамилия, имя, отчество", "результаты"], places=["сайт"]
    )
    changing.publish_results(school, "Кирсанова", of="Белов", with_names=True)


def when_the_conference_is_held(school: School) -> None:
    school.on("26 мая 2027")
    results.plan_event(school, "Кирсанова", "конференция", "Без программы", on="28 мая 2027", programme=None)
    results.plan_event(school, "Кирсанова", "конференция", CONFERENCE, on="28 мая 2027", level="в регионе")
    results.plan_event(school, "Кирсанова", "круглый стол", "Лучшие практики", on="31 мая 2027")
    school.on("28 мая 2027")
    with school.refuses("нужна программа проведения"):
        results.hold_event(school, "Кирсанова", "Без программы", mentors=["Абрамова"])
    results.hold_event(school, "Кирсанова", CONFERENCE, mentors=["Абрамова", "Королёв"], guests=40)


def when_the_best_practice_is_kept(school: School) -> None:
    with school.refuses("вместе с системным администратором"):
        describe(school, administrator=None)
    describe(school, administrator="Шубин")
    results.agree_to_practice(school, PRACTICE, "Абрамова", "Белов")
    school.on("31 мая 2027")
    results.hold_round_table(
        school, "Кирсанова", "Лучшие практики", chosen=[PRACTICE], mentors=["Королёв", "Сомова"]
    )
    results.accept_practice(school, "Кирсанова", PRACTICE)
    results.add_material(school, "Шубин", "Паспорт оценочных средств", authors=["Абрамова"], of=PRACTICE)
    results.fill_collection(school, "Шубин", "Паспорт оценочных средств")


def describe(school: School, *, administrator: str | None) -> None:
    results.describe_practice(
        school,
        "Кирсанова",
        PRACTICE,
        authors=["Абрамова", "Белов"],
        description="Наставник и наставляемый составляют задания вдвоём.",
        of="Белов",
        administrator=administrator,
    )


def when_the_year_is_measured(school: School) -> None:
    school.on("7 июня 2027")
    results.launch_monitoring(school, "Кирсанова")
    results.tell_for_monitoring(school, "Королёв", as_="наставник", note="Группе не хватало общих часов.")
    results.assess(school, "Фролов", conclusions="Молодые преподаватели остались в колледже.")
    results.close_monitoring(school, "Кирсанова", analysis="Анкеты показали рост уверенности.")
    results.issue_report(school, "Кирсанова", conclusions="Из десяти программ одна прекращена досрочно.")
    results.count_people(school, "Кирсанова", as_at="31 мая 2027")
    with school.refuses("вместе с системным администратором"):
        results.freeze_figures(school, "Кирсанова")
    results.freeze_figures(school, "Кирсанова", administrator="Шубин")


def when_stage_six_is_complete(school: School) -> None:
    school.on("9 июня 2027")
    roadmap.prove(school, "Кирсанова", 6)
    assert papers.missing(school, "Кирсанова", 6) == [
        "Анализ мониторинга качества",
        "Программа проведения конференции",
        "Методические материалы",
    ]
    papers.attach_the_rest(school, "Кирсанова", 6, kept="папка 05-15")
    roadmap.finish(school, "Кирсанова", 6)


def when_the_year_is_told_to_the_public(school: School) -> None:
    results.show_practice(school, "Кирсанова", PRACTICE)
    results.show_material(school, "Шубин", "Паспорт оценочных средств")
    results.tell_news(school, "Шубин", "Конференция прошла", "О наставничестве рассказали сорок гостей.")
    with school.refuses("Возможные уровни: Республиканский"):
        roadmap.cover(school, "Кирсанова", 6, place="районная газета", level="муниципальный")
    roadmap.cover(school, "Кирсанова", 6, place="портал министерства", level="Республиканский")


def when_the_needs_are_reviewed(school: School) -> None:
    results.review_needs(
        school, "Кирсанова", still=["Исаев", "Хохлов"], no_longer=["Белов", "Гусев", "Цветкова"]
    )
    caring.go_on_searching(
        school, "Кирсанова", "Хохлов", step="запрос в соседний колледж", look_again="1 сентября 2027"
    )
    assert seeing.terms(school, "Кирсанова", "снято").count(SEARCH) == 1


def then_the_roadmap_is_carried_out(school: School) -> None:
    roadmap.prove(school, "Кирсанова", 7)
    with school.refuses("не приложены документы"):
        roadmap.close(school, "Кирсанова")
    papers.attach_the_rest(school, "Кирсанова", 7, kept="раздел сайта")
    roadmap.close(school, "Кирсанова")
    assert roadmap.stages_done(school, "Кирсанова") == [1, 2, 3, 4, 5, 6, 7]
    assert seeing.terms(school, "Кирсанова", "просрочено") == []
    assert seeing.breached(school, "Кирсанова") == [
        "п. 5.4 (вид «ситуационное») Положения",
        "п. 8.2, подп. 2 Положения",
    ]


RESULTS: Final = (
    when_few_report,
    when_quality_is_asked_about,
    then_programmes_close_without_reports,
    when_the_conference_is_held,
    when_the_best_practice_is_kept,
    when_the_year_is_measured,
    when_stage_six_is_complete,
    when_the_year_is_told_to_the_public,
    when_the_needs_are_reviewed,
    then_the_roadmap_is_carried_out,
)
