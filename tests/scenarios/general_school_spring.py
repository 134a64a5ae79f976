"""The general school from January to March: praise, work with others, the contest."""

from tests.scenarios import (
    accompanying,
    caring,
    everyday,
    networking,
    setting_up,
)
from tests.scenarios.school import School

CONTEST = "Педагогический дебют"
PARTNER = "Лицей № 2"


def when_lessons_are_discussed_and_good_work_is_praised(school: School) -> None:
    school.on("28 января 2027")
    for mentor, mentee in (
        ("Боброва", "Ершова"),
        ("Громова", "Зимин"),
        ("Мохова", "Малинин"),
        ("Кленова", "Ильина"),
        ("Кленова", "Носов"),
    ):
        everyday.carry_out(school, mentor, "Разбор урока", of=mentee)
    setting_up.issue_local_act(
        school, "Травина", "Родников", "Порядок поощрения наставников", number="2 – А", since="28 января 2027"
    )
    caring.approve_incentives(
        school,
        "Боброва",
        "Родников",
        text="Благодарность, методический день, доплата.",
        act="Порядок поощрения наставников",
    )
    caring.propose_for_encouragement(
        school, "Травина", "Мохова", kind="нематериальное", reason="ведёт группу молодых учителей"
    )
    caring.order_encouragement(school, "Родников", "Мохова", number="3 – А")
    caring.praise(school, "Аверина", "Ветров", proposal="Благодарность за открытый урок.")
    caring.decide_praise(school, "Родников", "Ветров", answer="Спасибо.")
    caring.suggest_improvement(school, "Ветров", "Проводить общую встречу раз в четверть.")
    caring.answer_improvement(school, "Травина", "Ветров", accepted=True)
    everyday.recommend_for_contest(school, "Аверина", CONTEST, of="Ветров", level="в муниципалитете")


def when_the_school_works_with_others(school: School) -> None:
    school.on("1 февраля 2027")
    caring.go_on_searching(
        school, "Травина", "Полынин", step="наставник из школы-партнёра", look_again="1 июня 2027"
    )
    networking.find_partner(school, "Травина", PARTNER, kind="организация", level="внешкольный")
    networking.contact(school, "Травина", PARTNER, "Договорились о встрече молодых учителей.")
    networking.work_together(school, "Родников", PARTNER, topic="школа молодого учителя")
    networking.conclude_agreement(
        school, "Родников", PARTNER, about="обмен опытом наставничества", until="31 августа 2028"
    )
    networking.visit(school, "Травина", PARTNER, "Аверина", "Ветров", topic="первый год в школе")
    networking.raise_mastery(
        school,
        "Травина",
        "Наставник и обратная связь",
        of=["Аверина", "Кленова"],
        at="базовая школа",
        host=PARTNER,
        until="20 февраля 2027",
    )
    accompanying.call_speed_meeting(
        school,
        "Травина",
        "Безопасность в сети",
        mentor="Озерова",
        mentees=["Полынин", "Носов"],
        on="19 февраля 2027",
    )
    accompanying.hope_for(school, "Полынин", "выбрать тему проекта", topic="Безопасность в сети")
    accompanying.prepare_for_event(school, "Боброва", CONTEST, of="Ветров", level="в муниципалитете")
    accompanying.take_to_event(
        school, "Аверина", CONTEST, of="Ветров", level="в муниципалитете", on="22 марта 2027"
    )
    accompanying.assist(school, "Мохова", "консультация по технологической карте", of="Ветров")
    school.on("19 февраля 2027")
    accompanying.hold_speed_meeting(school, "Травина", "Безопасность в сети", came=["Полынин", "Носов"])
    networking.finish_mastery(school, "Травина", "Наставник и обратная связь", "Аверина", "Кленова")


def when_spring_comes(school: School) -> None:
    school.on("25 марта 2027")
    everyday.carry_out(school, "Зимин", "Практикум по электронному журналу", of="Зимин")
    everyday.win(school, "Ветров", CONTEST)
    everyday.finish_course(school, "Ветров", "Смысловое чтение", hours=36)


SPRING = (
    when_lessons_are_discussed_and_good_work_is_praised,
    when_the_school_works_with_others,
    when_spring_comes,
)
