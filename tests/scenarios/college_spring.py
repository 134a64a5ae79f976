"""The college from November to May: work, a correction, a shorter term, another mentor, an early end."""

from typing import Final

from tests.scenarios import caring, changing, everyday, pairs, papers, seeing
from tests.scenarios.college_banks import GROUP
from tests.scenarios.school import School

FULL: Final = (
    ("Виноградов", ["Гусев"]),
    ("Жарова", ["Егорова"]),
    ("Королёв", GROUP),
    ("Новиков", ["Орлова"]),
    ("Орлова", ["Новиков"]),
    ("Павлова", ["Рябов"]),
)


def when_care_is_looked_at_again(school: School) -> None:
    school.on("26 октября 2026")
    for mentee in ("Хохлов", "Цветкова"):
        caring.support(
            school,
            "Кирсанова",
            mentee,
            with_="поддержка продолжается",
            since="26 октября 2026",
            look_again="30 июня 2027",
        )


def when_pairs_meet_online(school: School) -> None:
    school.on("12 ноября 2026")
    everyday.meet_online(school, "Павлова", "Рябов", topic="монтаж учебного видео")


def when_help_is_asked_for(school: School) -> None:
    everyday.ask_for_help(school, "Тихонов", "Как заключить договор с заводом?")
    school.on("16 ноября 2026")
    assert seeing.notices_of(school, "Сомова") == ["Ответить на просьбу о помощи"]
    everyday.answer(
        school, "Сомова", "Как заключить договор с заводом?", of="Тихонов", with_="Пойдём к мастеру вместе."
    )
    everyday.work_with_structure(school, "Сомова", 2, of="Тихонов", subject="школа молодого преподавателя")


def when_open_lessons_are_held(school: School) -> None:
    school.on("25 ноября 2026")
    everyday.carry_out(school, "Абрамова", "Открытое занятие", of="Белов", evidence="запись занятия")
    everyday.carry_out(school, "Виноградов", "Открытое занятие", of="Гусев")
    everyday.carry_out(school, "Денисова", "Открытое занятие", of="Егорова")
    everyday.carry_out(school, "Павлова", "Открытое занятие", of="Рябов")
    everyday.carry_out(school, "Королёв", "Открытое занятие", of="Лазарев")
    everyday.carry_out(school, "Новиков", "Открытое занятие", of="Орлова")
    everyday.carry_out(school, "Орлова", "Открытое занятие", of="Новиков")


def then_no_stage_of_autumn_is_late(school: School) -> None:
    school.on("1 декабря 2026")
    assert papers.overdue_stages(school, "Кирсанова") == []


def when_a_programme_is_corrected(school: School) -> None:
    school.on("7 декабря 2026")
    changing.propose_activity(
        school,
        "Гусев",
        "День на заводе",
        of="Гусев",
        direction="практико-ориентированные технологии",
        due="20 апреля 2027",
        reason="Завод готов принять преподавателя.",
    )
    with school.refuses("согласились не все"):
        changing.apply(school, "Кирсанова", of="Гусев")
    changing.agree(school, "Виноградов", of="Гусев")
    changing.apply(school, "Кирсанова", of="Гусев")


def when_a_programme_is_made_shorter(school: School) -> None:
    school.on("10 декабря 2026")
    changing.propose_earlier_end(
        school, "Белов", of="Белов", on="29 января 2027", reason="Оценочные средства почти готовы."
    )
    changing.agree(school, "Абрамова", of="Белов")
    changing.order_change(school, "Фролов", of="Белов", number="131", read_by=["Абрамова", "Белов"])
    school.on("29 января 2027")
    everyday.carry_out(school, "Абрамова", "Разбор занятия", of="Белов")
    everyday.overcome(school, "Абрамова", of="Белов")
    changing.complete(school, "Абрамова", of="Белов")
    assert seeing.programme_state(school, "Кирсанова", of="Белов") == "завершена"


def when_a_mentee_asks_for_another_mentor(school: School) -> None:
    changing.petition(school, "Егорова", reason="просьба", text="У нас с наставником не совпадают смены.")
    changing.hear_mentee(
        school, "Кирсанова", "Егорова", about="Егорова", statement="Прошу наставника первой смены."
    )
    changing.hear_mentor(school, "Кирсанова", "Денисова", about="Егорова", statement="Не возражаю.")
    changing.grant(school, "Фролов", "Егорова")
    assert seeing.programme_state(school, "Кирсанова", of="Егорова") == "приостановлена"

    school.on("3 февраля 2027")
    pairs.open_round(school, "Кирсанова")
    pairs.propose(school, "Кирсанова", "Жарова", ["Егорова"])
    pairs.want_each_other(school, "Жарова", ["Егорова"])
    changing.settle_on(school, "Кирсанова", "Жарова", of="Егорова")
    pairs.consent(school, "Жарова", ["Егорова"])
    changing.order_replacement(school, "Фролов", of="Егорова", number="7", read_by=["Жарова", "Егорова"])
    changing.confirm_plan(school, "Жарова", of="Егорова")
    assert seeing.programme_state(school, "Кирсанова", of="Егорова") == "идёт"


def when_the_curator_ends_a_programme(school: School) -> None:
    school.on("15 февраля 2027")
    assert "Открытое занятие" in seeing.late_activities(school, "Кирсанова", of="Исаев")
    changing.terminate(
        school,
        "Кирсанова",
        of="Исаев",
        because="ненадлежащее исполнение",
        heard=("Захарова", "Исаев"),
        circumstances="Открытое занятие дважды не состоялось.",
    )
    changing.order_end(school, "Фролов", of="Исаев", number="9", read_by=["Захарова", "Исаев"])
    assert seeing.programme_state(school, "Кирсанова", of="Исаев") == "прекращена"


def when_programmes_come_to_their_end(school: School) -> None:
    school.on("20 апреля 2027")
    for mentor, mentees in FULL:
        everyday.carry_out(school, mentor, "Разбор занятия", of=mentees[0])
    with school.refuses("выполнен не полностью"):
        changing.complete(school, "Виноградов", of="Гусев")
    everyday.carry_out(school, "Гусев", "День на заводе", of="Гусев", evidence="отзыв мастера")
    everyday.carry_out(school, "Сомова", "Разбор трудных случаев", of="Тихонов")

    school.on("20 мая 2027")
    for mentor, mentees in FULL:
        changing.complete(school, mentor, of=mentees[0])
    changing.complete(school, "Сомова", of="Тихонов")
    assert {seeing.programme_state(school, "Кирсанова", of=name) for name in [*GROUP, "Тихонов"]} == {
        "завершена"
    }


SPRING: Final = (
    when_care_is_looked_at_again,
    when_pairs_meet_online,
    when_help_is_asked_for,
    when_open_lessons_are_held,
    then_no_stage_of_autumn_is_late,
    when_a_programme_is_corrected,
    when_a_programme_is_made_shorter,
    when_a_mentee_asks_for_another_mentor,
    when_the_curator_ends_a_programme,
    when_programmes_come_to_their_end,
)
