"""The children's palace from October to January: work of the pairs, a relief, a newcomer in the group."""

from tests.scenarios import (
    caring,
    changing,
    everyday,
    pairs,
    programmes,
    results,
    seeing,
    setting_up,
)
from tests.scenarios.school import School

OWN = "Своя презентация к занятию"
CLASS = "Мастер-класс для родителей"


def when_mentor_and_mentee_work_together(school: School) -> None:
    school.on("5 октября 2026")
    for name, role in (("Заречный", "наставляемый"), ("Берёзина", "наставник"), ("Зимина", "куратор")):
        results.ask_about_programme(school, "Зимина", of="Заречный", role=role, moment="до программы")
        results.answer_well(school, name, of="Заречный", role=role, moment="до программы")
    task = "Написать пояснительную записку"
    everyday.give_task(school, "Берёзина", task, to="Заречный", due="16 октября 2026")
    everyday.do_task(school, "Заречный", task)
    everyday.check_task(school, "Берёзина", task, of="Заречный", accepted=True, comment="Отлично.")
    everyday.ask_for_help(school, "Заречный", "Как набрать вторую группу?")
    assert seeing.terms(school, "Зимина", "просрочено") == []
    school.on("6 октября 2026")
    everyday.answer(school, "Берёзина", "Как набрать вторую группу?", of="Заречный", with_="Через школу.")
    everyday.recommend(
        school, "Берёзина", "Пройти курс по ДООП", to="Заречный", about="должностные обязанности"
    )
    everyday.work_with_structure(school, "Берёзина", 4, of="Заречный", subject="программа на совете")
    everyday.carry_out(school, "Берёзина", "Разбор программы объединения", of="Заречный")
    everyday.reach_goal(school, "Заречный", "утвердить программу", of="Заречный")


def when_colleagues_and_the_head_help(school: School) -> None:
    school.on("2 ноября 2026")
    everyday.ask_colleague(
        school, "Берёзина", "Уткина", of="Заречный", title=CLASS, purpose="помочь с оформлением"
    )
    everyday.agree_to_help(school, "Уткина", of="Заречный")
    everyday.engage(school, "Берёзина", "Уткина", of="Заречный")
    everyday.ask_for_file(
        school, "Берёзина", of="Заречный", parts=["образование", "повышение квалификации"], purpose="курсы"
    )
    everyday.open_file(school, "Полынина", of="Заречный", parts=["повышение квалификации"])
    everyday.look_into_file(school, "Берёзина", "повышение квалификации", of="Заречный")
    caring.ask_for_release(
        school,
        "Заречный",
        title=CLASS,
        reason="мастер-класс в часы занятий",
        since="20 ноября 2026",
        to="21 ноября 2026",
    )
    caring.draft_release(school, "Зимина", "Заречный", as_="800")
    with school.refuses("замещ"):
        setting_up.sign_draft(school, "Полынина", "800")
    caring.substitute(school, "Зимина", "Уткина", for_="Заречный")
    setting_up.sign_draft(school, "Полынина", "800")
    setting_up.read(school, "800", "Заречный", "Уткина")
    school.on("20 ноября 2026")
    caring.use_release(school, "Заречный")
    everyday.carry_out(school, "Заречный", CLASS, of="Заречный", evidence="фотоотчёт")


def when_a_mentor_is_relieved(school: School) -> None:
    school.on("23 ноября 2026")
    for mentor, mentee in (
        ("Вишнякова", "Истомина"),
        ("Гусева", "Кленов"),
        ("Дубинин", "Лаптев"),
        ("Елагина", "Мохова"),
        ("Полынина", "Яснова"),
    ):
        everyday.carry_out(school, mentor, "Открытое занятие", of=mentee)
    changing.petition(school, "Лаптев", reason="просьба", text="Хочу другого наставника.")
    changing.hear_mentee(school, "Полынина", "Лаптев", about="Лаптев", statement="Мало встреч.")
    changing.hear_mentor(school, "Полынина", "Дубинин", about="Лаптев", statement="Встреч станет больше.")
    changing.refuse(school, "Полынина", "Лаптев", reason="Наставник готов встречаться чаще.")

    school.on("7 декабря 2026")
    changing.ask_for_relief(school, "Дубинин", of="Лаптев", reason="просьба", text="По состоянию здоровья.")
    changing.hear_mentor(school, "Зимина", "Дубинин", about="Дубинин", statement="Нужно лечение.")
    changing.hear_mentee(school, "Зимина", "Лаптев", about="Дубинин", statement="Понимаю.")
    changing.grant(school, "Полынина", "Дубинин")
    assert seeing.programme_state(school, "Зимина", of="Лаптев") == "приостановлена"


def when_another_mentor_is_found(school: School) -> None:
    school.on("9 декабря 2026")
    pairs.open_round(school, "Зимина")
    with school.refuses("отказ"):
        pairs.propose(school, "Зимина", "Жилина", ["Лаптев"])
    pairs.like(school, "Лаптев", mentor="Жилина", rating=3)
    pairs.propose(school, "Зимина", "Жилина", ["Лаптев"])
    pairs.accept(school, "Жилина", mentee="Лаптев", rating=5)
    pairs.like(school, "Лаптев", mentor="Жилина", rating=4)
    changing.settle_on(school, "Зимина", "Жилина", of="Лаптев")
    changing.draft_replacement(school, "Зимина", of="Лаптев", as_="810")
    with school.refuses("согласи"):
        setting_up.sign_draft(school, "Полынина", "810")
    pairs.consent(school, "Жилина", ["Лаптев"])
    setting_up.sign_draft(school, "Полынина", "810")
    setting_up.read(school, "810", "Жилина", "Лаптев")
    changing.confirm_plan(school, "Жилина", of="Лаптев")
    assert seeing.programme_state(school, "Зимина", of="Лаптев") == "идёт"


def when_somebody_joins_the_group_and_somebody_leaves(school: School) -> None:
    pairs.propose(school, "Зимина", "Елагина", ["Озеров"])
    pairs.want_each_other(school, "Елагина", ["Озеров"])
    pairs.agree_to_join(school, "Зимина", "Озеров", group_of="Мохова")
    pairs.consent_as_mentee(school, "Озеров")
    pairs.assign(school, "Полынина", ["Озеров"], number="811", read_by=["Озеров"])
    pairs.close_round(school, "Зимина")
    assert seeing.members(school, "Зимина", of="Мохова") == ["Мохова", "Никольский", "Озеров"]
    programmes.describe(
        school, "Елагина", of="Озеров", directions=["методика"], difficulties=["мало своих презентаций"]
    )
    programmes.read(school, "Озеров")
    school.on("11 января 2027")
    changing.leave(school, "Никольский", reason="Перехожу на другую программу.")
    assert seeing.members(school, "Зимина", of="Мохова") == ["Мохова", "Озеров"]
    changing.propose_activity(
        school,
        "Елагина",
        OWN,
        of="Озеров",
        direction="цифровые технологии",
        due="26 марта 2027",
        reason="новому участнику нужна своя работа",
    )
    changing.agree(school, "Озеров", of="Озеров")
    with school.refuses("соглас"):
        changing.apply(school, "Зимина", of="Озеров")
    changing.agree(school, "Мохова", of="Озеров")
    changing.apply(school, "Зимина", of="Озеров")


WINTER = (
    when_mentor_and_mentee_work_together,
    when_colleagues_and_the_head_help,
    when_a_mentor_is_relieved,
    when_another_mentor_is_found,
    when_somebody_joins_the_group_and_somebody_leaves,
)
