"""The general school from October to January: work of the pairs, another mentor, an end, an extension."""

from tests.scenarios import (
    caring,
    changing,
    everyday,
    pairs,
    results,
    seeing,
)
from tests.scenarios.school import School


def when_mentor_and_mentee_work_together(school: School) -> None:
    school.on("28 сентября 2026")
    results.ask_about_programme(school, "Травина", of="Ветров", role="наставляемый", moment="до программы")
    results.answer_well(school, "Ветров", of="Ветров", role="наставляемый", moment="до программы")
    results.ask_about_programme(school, "Травина", of="Ветров", role="наставник", moment="до программы")
    results.answer_well(school, "Аверина", of="Ветров", role="наставник", moment="до программы")
    everyday.carry_out(school, "Ветров", "Знакомство со школой", of="Ветров")

    school.on("5 октября 2026")
    task = "Составить технологическую карту урока"
    everyday.give_task(school, "Аверина", task, to="Ветров", due="9 октября 2026")
    everyday.do_task(school, "Ветров", task)
    with school.refuses("нет права"):
        everyday.check_task(school, "Травина", task, of="Ветров", accepted=True, comment="Хорошо.")
    everyday.check_task(school, "Аверина", task, of="Ветров", accepted=False, comment="Добавьте рефлексию.")
    everyday.do_task(school, "Ветров", task)
    everyday.check_task(school, "Аверина", task, of="Ветров", accepted=True, comment="Теперь хорошо.")
    everyday.ask_for_help(school, "Ветров", "Как распределить время на уроке?")
    everyday.answer(
        school, "Аверина", "Как распределить время на уроке?", of="Ветров", with_="Начните с хронометража."
    )
    everyday.recommend(
        school,
        "Аверина",
        "Вести дневник уроков",
        to="Ветров",
        about="профессиональная деятельность",
    )
    everyday.work_with_structure(school, "Аверина", 3, of="Ветров", subject="занятие для новых учителей")


def when_colleagues_and_the_head_help(school: School) -> None:
    school.on("12 октября 2026")
    lesson = "Посещение уроков наставника"
    everyday.ask_colleague(
        school, "Аверина", "Уткина", of="Ветров", title=lesson, purpose="показать урок в другом классе"
    )
    with school.refuses("соглас"):
        everyday.engage(school, "Аверина", "Уткина", of="Ветров")
    everyday.agree_to_help(school, "Уткина", of="Ветров")
    everyday.engage(school, "Аверина", "Уткина", of="Ветров")
    everyday.ask_for_file(
        school, "Аверина", of="Ветров", parts=["образование", "стаж"], purpose="подобрать задания"
    )
    everyday.open_file(school, "Родников", of="Ветров", parts=["образование"])
    everyday.look_into_file(school, "Аверина", "образование", of="Ветров")
    with school.refuses("не открыт"):
        everyday.look_into_file(school, "Аверина", "стаж", of="Ветров")

    caring.ask_for_release(
        school,
        "Ветров",
        title=lesson,
        reason="урок наставника совпадает со своим",
        since="14 октября 2026",
        to="15 октября 2026",
    )
    caring.substitute(school, "Травина", "Уткина", for_="Ветров")
    caring.order_release(school, "Родников", "Ветров", number="17 – А", read_by=["Ветров", "Уткина"])
    school.on("14 октября 2026")
    caring.use_release(school, "Ветров")
    everyday.carry_out(school, "Аверина", lesson, of="Ветров", evidence="протокол посещения")
    everyday.follow(school, "Ветров", "Вести дневник уроков")


def when_a_mentee_asks_for_another_mentor(school: School) -> None:
    school.on("19 октября 2026")
    changing.petition(school, "Ильина", reason="просьба", text="Не совпадает расписание.")
    with school.refuses("выслушайте"):
        changing.grant(school, "Родников", "Ильина")
    changing.hear_mentee(school, "Травина", "Ильина", about="Ильина", statement="Удобнее после обеда.")
    changing.hear_mentor(
        school, "Родников", "Журавлёва", about="Ильина", statement="Согласна, расписание разошлось."
    )
    changing.grant(school, "Родников", "Ильина")
    assert seeing.programme_state(school, "Травина", of="Ильина") == "приостановлена"

    school.on("21 октября 2026")
    pairs.open_round(school, "Травина")
    pairs.propose(school, "Травина", "Кленова", ["Ильина"])
    pairs.want_each_other(school, "Кленова", ["Ильина"])
    with school.refuses("объединени"):
        changing.settle_on(school, "Травина", "Кленова", of="Ильина")
    pairs.endorse(school, "Боброва", "Кленова", ["Ильина"])
    changing.settle_on(school, "Травина", "Кленова", of="Ильина")
    pairs.consent(school, "Кленова", ["Ильина"])
    changing.order_replacement(
        school, "Родников", of="Ильина", number="18 – А", read_by=["Кленова", "Ильина"]
    )
    pairs.close_round(school, "Травина")
    changing.confirm_plan(school, "Кленова", of="Ильина")
    assert seeing.programme_state(school, "Травина", of="Ильина") == "идёт"


def when_the_search_goes_on(school: School) -> None:
    school.on("3 ноября 2026")
    search = "Вернуться к поиску наставника для наставляемого без пары"
    assert search in seeing.notices_of(school, "Травина")
    assert seeing.terms(school, "Травина", "просрочено") == [search]
    caring.go_on_searching(
        school, "Травина", "Полынин", step="запрос в другую школу-партнёр", look_again="1 февраля 2027"
    )
    assert search not in seeing.notices_of(school, "Травина")


def when_talks_fail_and_the_curator_ends_a_programme(school: School) -> None:
    school.on("9 ноября 2026")
    caring.ask_for_mediation(
        school, "Калинин", others=["Лаптева"], service="медиация", about="встречи не проходят"
    )
    caring.take_part(school, "Лаптева", in_case_of="Калинин")
    caring.mediate(school, "Аверина", case_of="Калинин", agreed=False, outcome="Стороны не договорились.")
    school.on("16 ноября 2026")
    changing.terminate(
        school,
        "Травина",
        of="Калинин",
        because="ненадлежащее исполнение",
        heard=("Лаптева", "Калинин"),
        circumstances="Встречи не проходили с сентября.",
    )
    assert seeing.programme_state(school, "Травина", of="Калинин") == "идёт"
    changing.order_end(school, "Родников", of="Калинин", number="19 – А", read_by=["Лаптева", "Калинин"])
    assert seeing.programme_state(school, "Травина", of="Калинин") == "прекращена"
    changing.close(school, "Травина", of="Калинин")


def when_open_lessons_are_held(school: School) -> None:
    school.on("23 ноября 2026")
    assert "Провести мероприятие программы" in seeing.notices_of(school, "Мохова")
    for mentor, mentee in (
        ("Боброва", "Ершова"),
        ("Мохова", "Лосева"),
        ("Кленова", "Ильина"),
        ("Кленова", "Носов"),
    ):
        everyday.carry_out(school, mentor, "Открытый урок", of=mentee)
    assert "Провести мероприятие программы" not in seeing.notices_of(school, "Мохова")
    everyday.meet_online(school, "Мохова", "Лосева", "Малинин", topic="анимация на слайдах")

    school.on("30 ноября 2026")
    assert seeing.terms(school, "Травина", "просрочено") == ["Провести мероприятие программы"]
    everyday.carry_out(school, "Громова", "Открытый урок", of="Зимин")


def when_a_member_leaves_the_group(school: School) -> None:
    school.on("7 декабря 2026")
    changing.leave(school, "Осокин", reason="Нагрузка в новом классе.")
    assert seeing.programme_state(school, "Травина", of="Лосева") == "идёт"
    assert seeing.members(school, "Травина", of="Лосева") == ["Лосева", "Малинин"]


def when_a_programme_is_corrected(school: School) -> None:
    school.on("14 декабря 2026")
    reason = "нужна практика в электронном журнале"
    changing.propose_activity(
        school,
        "Громова",
        "Работа с электронным журналом",
        of="Зимин",
        direction="документы",
        due="26 февраля 2027",
        reason=reason,
    )
    changing.decline(school, "Зимин", of="Зимин")
    changing.propose_activity(
        school,
        "Зимин",
        "Практикум по электронному журналу",
        of="Зимин",
        direction="документы",
        due="26 марта 2027",
        reason=reason,
    )
    with school.refuses("соглас"):
        changing.apply(school, "Травина", of="Зимин")
    changing.agree(school, "Громова", of="Зимин")
    changing.apply(school, "Травина", of="Зимин")


def when_a_programme_is_extended(school: School) -> None:
    school.on("18 января 2027")
    assert "Завершить программу или продлить её по взаимному согласию" in seeing.notices_of(school, "Боброва")
    changing.propose_extension(
        school, "Боброва", of="Ершова", until="30 апреля 2027", reason="готовим открытый урок для района"
    )
    changing.agree(school, "Ершова", of="Ершова")
    changing.order_change(school, "Родников", of="Ершова", number="1 – А", read_by=["Боброва", "Ершова"])
    assert "Завершить программу или продлить её по взаимному согласию" not in seeing.notices_of(
        school, "Боброва"
    )


WINTER = (
    when_mentor_and_mentee_work_together,
    when_colleagues_and_the_head_help,
    when_a_mentee_asks_for_another_mentor,
    when_the_search_goes_on,
    when_talks_fail_and_the_curator_ends_a_programme,
    when_open_lessons_are_held,
    when_a_member_leaves_the_group,
    when_a_programme_is_corrected,
    when_a_programme_is_extended,
)
