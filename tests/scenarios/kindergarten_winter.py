"""The kindergarten from October to January: the work, release, a new mentor, changes, early ends, reports."""

from tests.scenarios import admitting, caring, changing, everyday, pairs, seeing, setting_up
from tests.scenarios.school import School

FIRST_ACTIVITY = "Знакомство с группой и коллективом"
LESSON = "Открытое занятие"
COMPOSITION = "Составить персонализированную программу"
MENTORS_REPORT = "Сдать отчёт наставника"
MENTEES_REPORT = "Сдать отчёт наставляемого"


def when_the_work_begins(school: School) -> None:
    school.on("5 октября 2026")
    for mentor, mentee in (
        ("Иволгина", "Зяблова"),
        ("Голубева", "Чижова"),
        ("Лебедева", "Галкина"),
        ("Орлова", "Уткина"),
        ("Грачёва", "Кукушкина"),
    ):
        everyday.carry_out(school, mentor, FIRST_ACTIVITY, of=mentee, evidence="лист знакомства")
    everyday.give_task(school, "Иволгина", "Конспект прогулки", to="Зяблова", due="12 октября 2026")
    school.on("12 октября 2026")
    everyday.do_task(school, "Зяблова", "Конспект прогулки")
    everyday.check_task(
        school, "Иволгина", "Конспект прогулки", of="Зяблова", accepted=True, comment="Всё учтено."
    )
    everyday.ask_for_help(school, "Чижова", "Как вовлечь тихого ребёнка в игру?")
    everyday.answer(
        school,
        "Голубева",
        "Как вовлечь тихого ребёнка в игру?",
        of="Чижова",
        with_="Дайте ему роль ведущего.",
    )
    everyday.work_with_structure(school, "Голубева", 2, of="Чижова", subject="Наблюдение психолога")
    everyday.carry_out(school, "Иволгина", "Наблюдение режимных моментов", of="Зяблова")
    everyday.carry_out(school, "Лебедева", LESSON, of="Галкина")


def when_somebody_is_released_in_force_majeure(school: School) -> None:
    school.on("19 октября 2026")
    caring.ask_for_release(
        school,
        "Уткина",
        title=LESSON,
        reason="авария отопления: группа закрыта",
        since="20 октября 2026",
        to="22 октября 2026",
        exceptional=False,
    )
    caring.find_nobody_to_substitute(
        school, "Дятлова", for_="Уткина", reason="Свободных воспитателей нет, дети распределены по группам."
    )
    caring.order_release(school, "Рябинина", "Уткина", number="16", read_by=["Уткина"])
    school.on("21 октября 2026")
    caring.use_release(school, "Уткина")


def when_a_mentor_leaves_the_kindergarten(school: School) -> None:
    school.on("30 октября 2026")
    with school.refuses("куратор"):
        admitting.let_go(school, "Стрижов", "Орлова", last_day="30 октября 2026")
    admitting.let_go(school, "Дятлова", "Орлова", last_day="30 октября 2026")
    assert seeing.programme_state(school, "Дятлова", of="Уткина") == "приостановлена"
    with school.refuses("ждёт нового наставника"):
        everyday.carry_out(school, "Уткина", LESSON, of="Уткина")
    school.on("2 ноября 2026")
    pairs.propose(school, "Дятлова", "Журавлёва", ["Уткина"])
    pairs.want_each_other(school, "Журавлёва", ["Уткина"])
    pairs.endorse(school, "Соловьёва", "Журавлёва", ["Уткина"])
    changing.settle_on(school, "Дятлова", "Журавлёва", of="Уткина")
    pairs.consent_as_mentor(school, "Журавлёва", of="Уткина")
    pairs.consent_as_mentee(school, "Уткина")
    school.on("5 ноября 2026")
    changing.order_replacement(school, "Рябинина", of="Уткина", number="17", read_by=["Журавлёва", "Уткина"])
    assert seeing.programme_state(school, "Дятлова", of="Уткина") == "идёт"
    assert seeing.term(school, "Дятлова", COMPOSITION, of="Уткина") == ["выполнено в срок", "срок идёт"]
    school.on("12 ноября 2026")
    changing.confirm_plan(school, "Журавлёва", of="Уткина")
    assert seeing.term(school, "Дятлова", COMPOSITION, of="Уткина") == ["выполнено в срок"] * 2
    changing.expect_no_report(school, "Дятлова", "Орлова", about="Уткина")
    assert seeing.term(school, "Дятлова", MENTORS_REPORT, of="Уткина") == ["снято"]


def when_the_short_programme_is_completed(school: School) -> None:
    school.on("16 ноября 2026")
    for mentor, mentee in (("Голубева", "Чижова"), ("Журавлёва", "Уткина"), ("Грачёва", "Кукушкина")):
        everyday.carry_out(school, mentor, LESSON, of=mentee)
    school.on("20 ноября 2026")
    with school.refuses("закончилось"):
        changing.report_as_mentor(
            school, "Грачёва", about="Кукушкина", fulfilment="Выполнена.", recommendations="Нет."
        )
    changing.complete(school, "Грачёва", of="Кукушкина")
    with school.refuses("сначала закройте"):
        changing.publish_results(school, "Дятлова", of="Кукушкина")
    changing.report_as_mentor(
        school,
        "Грачёва",
        about="Кукушкина",
        fulfilment="Программа выполнена полностью.",
        recommendations="Вести планирование самостоятельно.",
    )
    changing.report_as_mentee(
        school,
        "Кукушкина",
        process="Вернулась к работе спокойно.",
        mentor_work="Наставник разбирал каждое занятие.",
        evaluation="Хотелось бы больше времени.",
        mark=4,
    )
    assert seeing.evaluations(school, "Дятлова", of="Кукушкина") == {"Хотелось бы больше времени."}
    assert seeing.reports(school, "Грачёва", of="Кукушкина") == 2
    assert seeing.evaluations(school, "Грачёва", of="Кукушкина") == set()
    changing.close(school, "Дятлова", of="Кукушкина")
    assert seeing.evaluations(school, "Грачёва", of="Кукушкина") == set()
    changing.publish_results(school, "Дятлова", of="Кукушкина")


def when_one_programme_is_extended(school: School) -> None:
    school.on("23 ноября 2026")
    changing.propose_extension(
        school, "Чижова", of="Чижова", until="31 марта 2027", reason="Чижова долго болела."
    )
    changing.draft_change(school, "Дятлова", of="Чижова", as_="18")
    with school.refuses("взаимному согласию"):
        setting_up.sign_draft(school, "Рябинина", "18")
    changing.agree(school, "Голубева", of="Чижова")
    setting_up.sign_draft(school, "Рябинина", "18")
    setting_up.read(school, "18", "Голубева", "Чижова")


def when_the_programme_of_the_group_is_corrected(school: School) -> None:
    changing.propose_activity(
        school,
        "Лебедева",
        "Диагностика к концу года",
        of="Галкина",
        direction="методика",
        due="30 апреля 2027",
        reason="Группе нужна практика диагностики.",
    )
    changing.agree(school, "Воробьёва", "Галкина", of="Галкина")
    with school.refuses("не хватает — 1"):
        changing.apply(school, "Дятлова", of="Галкина")
    changing.agree(school, "Скворцова", of="Галкина")
    changing.apply(school, "Дятлова", of="Галкина")


def when_the_curator_ends_a_programme(school: School) -> None:
    school.on("7 декабря 2026")
    changing.terminate(
        school,
        "Дятлова",
        of="Перепёлкин",
        because="ненадлежащее исполнение",
        heard=("Соколова", "Перепёлкин"),
        circumstances="Ни одно мероприятие не проведено в срок.",
    )
    assert seeing.programme_state(school, "Дятлова", of="Перепёлкин") == "идёт"
    changing.order_end(school, "Рябинина", of="Перепёлкин", number="19", read_by=["Соколова", "Перепёлкин"])
    assert seeing.programme_state(school, "Дятлова", of="Перепёлкин") == "прекращена"
    school.on("14 декабря 2026")
    changing.report_as_mentor(
        school,
        "Соколова",
        about="Перепёлкин",
        fulfilment="Программа не выполнена.",
        recommendations="Назначить другого наставника осенью.",
    )
    changing.report_as_mentee(
        school,
        "Перепёлкин",
        process="Встреч почти не было.",
        mentor_work="Наставник был занят.",
        evaluation="Плохо.",
        mark=2,
    )
    changing.close(school, "Дятлова", of="Перепёлкин")
    with school.refuses("досрочно прекращённых"):
        changing.publish_results(school, "Дятлова", of="Перепёлкин")


def when_one_report_does_not_come(school: School) -> None:
    school.on("18 декабря 2026")
    everyday.overcome(school, "Иволгина", of="Зяблова")
    changing.complete(school, "Иволгина", of="Зяблова")
    changing.report_as_mentor(
        school,
        "Иволгина",
        about="Зяблова",
        fulfilment="Программа выполнена.",
        recommendations="Продолжать самообразование.",
    )
    with school.refuses("Ждём отчётов: не сдано — 1"):
        changing.close(school, "Дятлова", of="Зяблова")
    school.on("29 декабря 2026")
    assert seeing.term(school, "Дятлова", MENTEES_REPORT, of="Зяблова") == ["просрочено"]
    assert MENTEES_REPORT in seeing.notices_of(school, "Зяблова")
    changing.close(school, "Дятлова", of="Зяблова")
    assert seeing.programme_state(school, "Дятлова", of="Зяблова") == "закрыта"
    assert seeing.reports(school, "Дятлова", of="Зяблова") == 1
    changing.publish_results(school, "Дятлова", of="Зяблова")


def when_the_search_goes_on(school: School) -> None:
    school.on("15 января 2027")
    caring.go_on_searching(
        school, "Дятлова", "Снегирёва", step="договорённость с Соколовой", look_again="1 сентября 2027"
    )
    pairs.close_round(school, "Дятлова")


WINTER = (
    when_the_work_begins,
    when_somebody_is_released_in_force_majeure,
    when_a_mentor_leaves_the_kindergarten,
    when_the_short_programme_is_completed,
    when_one_programme_is_extended,
    when_the_programme_of_the_group_is_corrected,
    when_the_curator_ends_a_programme,
    when_one_report_does_not_come,
    when_the_search_goes_on,
)
