"""The children's palace from January to May: an extension, a correction, an early end, work with others."""

from tests.scenarios import (
    accompanying,
    banks,
    caring,
    changing,
    everyday,
    networking,
    results,
    seeing,
    setting_up,
)
from tests.scenarios.palace_winter import OWN
from tests.scenarios.school import School

CONTEST = "Сердце отдаю детям"
PARTNER = "Дом научной коллаборации"
PRAISE = "Порядок поощрения наставников"
END = "Завершить программу или продлить её по взаимному согласию"
LESSON = "Разбор занятия"


def when_a_programme_is_extended(school: School) -> None:
    school.on("18 января 2027")
    assert END in seeing.notices_of(school, "Вишнякова")
    changing.propose_extension(
        school, "Истомина", of="Истомина", until="30 апреля 2027", reason="набор второй группы"
    )
    changing.agree(school, "Вишнякова", of="Истомина")
    changing.apply(school, "Зимина", of="Истомина")
    assert END not in seeing.notices_of(school, "Вишнякова")


def when_a_programme_is_corrected_by_order(school: School) -> None:
    changing.propose_without(
        school, "Гусева", LESSON, of="Кленов", reason="вместо разбора готовим отчётный концерт"
    )
    changing.draft_change(school, "Зимина", of="Кленов", as_="5")
    with school.refuses("соглас"):
        setting_up.sign_draft(school, "Полынина", "5")
    changing.agree(school, "Кленов", of="Кленов")
    setting_up.sign_draft(school, "Полынина", "5")
    setting_up.read(school, "5", "Гусева", "Кленов")
    assert LESSON not in seeing.plan(school, "Кленов", of="Кленов")


def when_circumstances_end_a_programme(school: School) -> None:
    school.on("25 января 2027")
    changing.terminate(
        school,
        "Зимина",
        of="Яснова",
        because="обстоятельства непреодолимой силы",
        heard=("Полынина", "Яснова"),
        circumstances="Наставляемая надолго уезжает из района.",
    )
    changing.order_end(school, "Полынина", of="Яснова", number="7", read_by=["Полынина", "Яснова"])
    assert seeing.programme_state(school, "Зимина", of="Яснова") == "прекращена"
    changing.close(school, "Зимина", of="Яснова")
    school.on("27 января 2027")
    for mentor, mentee in (("Вишнякова", "Истомина"), ("Жилина", "Лаптев"), ("Елагина", "Мохова")):
        everyday.carry_out(school, mentor, LESSON, of=mentee)


def when_the_palace_works_with_others(school: School) -> None:
    school.on("8 февраля 2027")
    networking.find_partner(school, "Зимина", PARTNER, kind="сетевое сообщество")
    networking.contact(school, "Зимина", PARTNER, "Готовы принять педагогов.")
    networking.work_together(school, "Зимина", PARTNER, topic="техническое творчество")
    networking.conclude_agreement(
        school, "Полынина", PARTNER, about="сетевое взаимодействие", until="31 августа 2028"
    )
    networking.visit(school, "Зимина", PARTNER, "Берёзина", "Заречный", topic="новые программы")
    networking.raise_mastery(
        school,
        "Зимина",
        "Техническое творчество",
        of=["Берёзина", "Гусева"],
        at="стажировочная площадка",
        host=PARTNER,
        until="27 февраля 2027",
    )
    accompanying.call_speed_meeting(
        school,
        "Зимина",
        "Занятие в сети",
        mentor="Хомутова",
        mentees=["Филин", "Кленов"],
        on="26 февраля 2027",
    )
    accompanying.hope_for(school, "Филин", "выбрать платформу", topic="Занятие в сети")
    accompanying.prepare_for_event(school, "Осокина", CONTEST, of="Заречный", level="в регионе")
    accompanying.take_to_event(
        school, "Берёзина", CONTEST, of="Заречный", level="в регионе", on="15 апреля 2027"
    )
    accompanying.assist(school, "Осокина", "разбор видеозаписи занятия", of="Заречный")
    everyday.recommend_for_contest(school, "Берёзина", CONTEST, of="Заречный", level="в регионе")
    school.on("26 февраля 2027")
    accompanying.hold_speed_meeting(school, "Зимина", "Занятие в сети", came=["Филин"])
    networking.finish_mastery(school, "Зимина", "Техническое творчество", "Берёзина", "Гусева")


def when_good_work_is_praised_and_advice_is_asked(school: School) -> None:
    school.on("9 марта 2027")
    setting_up.issue_local_act(school, "Осокина", "Полынина", PRAISE, number="12", since="9 марта 2027")
    caring.approve_incentives(
        school, "Осокина", "Полынина", text="Благодарность, стажировка, доплата.", act=PRAISE
    )
    caring.propose_for_encouragement(
        school, "Осокина", "Берёзина", kind="материальное", reason="новая программа объединения"
    )
    caring.order_encouragement(school, "Полынина", "Берёзина", number="15")
    caring.praise(school, "Елагина", "Мохова", proposal="Благодарность за выставку.")
    caring.decide_praise(school, "Полынина", "Мохова", answer="Рада.")
    caring.ask_for_advice(school, "Кленов", "Как совместить концерт и программу?")
    caring.advise(school, "Осокина", "Включите концерт в итоговое занятие.", to="Кленов")
    caring.suggest_improvement(school, "Заречный", "Общий календарь открытых занятий.")
    caring.answer_improvement(
        school, "Зимина", "Заречный", accepted=False, reason="Календарь уже есть на сайте."
    )
    everyday.meet_online(school, "Елагина", "Мохова", "Озеров", topic="анимация")
    everyday.follow(school, "Заречный", "Пройти курс по ДООП")
    everyday.finish_course(school, "Заречный", "Проектирование ДООП", hours=72)


def when_a_mentor_takes_the_consent_back(school: School) -> None:
    school.on("22 марта 2027")
    banks.allow_publication(school, "Хомутова", data=["фамилия, имя, отчество", "должность"], places=["сайт"])
    results.show_mentor(school, "Щеглов", "Хомутова", data=["фамилия, имя, отчество"])
    banks.withdraw_consent(school, "Хомутова")
    assert seeing.on_site(school, "Зимина") == []
    with school.refuses("банк"):
        accompanying.call_speed_meeting(
            school,
            "Зимина",
            "Ещё одна встреча",
            mentor="Хомутова",
            mentees=["Филин"],
            on="26 марта 2027",
        )
    with school.refuses("мероприяти"):
        changing.complete(school, "Елагина", of="Мохова")
    everyday.carry_out_for(school, "Елагина", OWN, "Озеров")
    school.on("19 апреля 2027")
    everyday.win(school, "Заречный", CONTEST)


SPRING = (
    when_a_programme_is_extended,
    when_a_programme_is_corrected_by_order,
    when_circumstances_end_a_programme,
    when_the_palace_works_with_others,
    when_good_work_is_praised_and_advice_is_asked,
    when_a_mentor_takes_the_consent_back,
)
