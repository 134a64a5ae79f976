"""The general school from September to October: the pairs and the group, their order, their programmes."""

from tests.scenarios import (
    accompanying,
    caring,
    pairs,
    programmes,
    roadmap,
    seeing,
    setting_up,
)
from tests.scenarios.school import School

PAIRS = (
    ("Аверина", ["Ветров"]),
    ("Боброва", ["Ершова"]),
    ("Громова", ["Зимин"]),
    ("Журавлёва", ["Ильина"]),
    ("Лаптева", ["Калинин"]),
    ("Мохова", ["Лосева", "Малинин", "Осокин"]),
    ("Кленова", ["Носов"]),
)
LAST_DAYS = {"Ершова": "31 января 2027"}


def when_the_matcher_suggests_and_people_answer(school: School) -> None:
    school.on("7 сентября 2026")
    suggested = pairs.suggested(school, "Травина")
    assert {(mentor, mentees[0]) for mentor, mentees in PAIRS} <= suggested
    assert seeing.unmatched(school, "Травина") == ["Полынин"]
    pairs.propose(school, "Травина", "Лаптева", ["Зимин"])
    pairs.decline(school, "Зимин", mentor="Лаптева")
    pairs.propose(school, "Травина", "Озерова", ["Ершова"])
    pairs.propose(school, "Травина", "Мохова", ["Лосева", "Малинин", "Осокин"])
    for mentor, mentees in PAIRS:
        pairs.want_each_other(school, mentor, mentees)


def when_pairs_are_agreed(school: School) -> None:
    school.on("8 сентября 2026")
    with school.refuses("объединени"):
        agree(school, "Аверина", ["Ветров"])
    for mentor, mentees in PAIRS:
        pairs.endorse(school, "Мохова" if mentor == "Боброва" else "Боброва", mentor, mentees)
        agree(school, mentor, mentees)


def agree(school: School, mentor: str, mentees: list[str]) -> None:
    pairs.agree(
        school,
        "Травина",
        mentor,
        mentees,
        since="14 сентября 2026",
        until=LAST_DAYS.get(mentees[0], "31 мая 2027"),
        form="учитель – учитель",
        kind="в группе" if len(mentees) > 1 else "традиционное",
    )


def then_an_order_without_one_consent_approves_nobody(school: School) -> None:
    school.on("9 сентября 2026")
    for mentor, mentees in PAIRS:
        pairs.consent_as_mentor(school, mentor, of=mentees[0])
        pairs.consent_as_mentee(school, *(name for name in mentees if name != "Носов"))
    everybody = [name for _, mentees in PAIRS for name in mentees]
    pairs.draft_assignment(school, "Травина", everybody, as_="15 – А")
    with school.refuses("согласи"):
        setting_up.sign_draft(school, "Родников", "15 – А")
    assert {seeing.pair_state(school, name) for name in everybody} == {"ждёт приказа"}
    setting_up.withdraw_draft(school, "Травина", "15 – А")


def when_the_head_assigns_pairs_and_a_group_at_once(school: School) -> None:
    assigned = [name for _, mentees in PAIRS for name in mentees if name != "Носов"]
    mentors = [mentor for mentor, _ in PAIRS if mentor != "Кленова"]
    pairs.assign(school, "Родников", assigned, number="15 – А", read_by=[*mentors, *assigned])
    assert {seeing.pair_state(school, name) for name in assigned} == {"утверждена приказом"}
    pairs.consent_as_mentee(school, "Носов")
    school.on("11 сентября 2026")
    pairs.draft_assignment(school, "Травина", ["Носов"], as_="15 – А")
    with school.refuses("номер"):
        setting_up.sign_draft(school, "Родников", "15 – А")
    setting_up.withdraw_draft(school, "Травина", "15 – А")
    pairs.assign(school, "Родников", ["Носов"], number="16 – А", read_by=["Кленова", "Носов"])


def when_programmes_are_composed(school: School) -> None:
    school.on("14 сентября 2026")
    programmes.draft(school, "Аверина", of="Ветров")
    programmes.describe(
        school,
        "Аверина",
        of="Ветров",
        directions=["адаптация", "методика"],
        difficulties=["не хватает времени на уроке"],
        strengths=["владеет компьютером"],
    )
    programmes.plan(
        school,
        "Аверина",
        "Посещение уроков наставника",
        of="Ветров",
        direction="методика",
        due="30 октября 2026",
        overcomes=1,
    )
    programmes.plan(
        school,
        "Ветров",
        "Знакомство со школой",
        of="Ветров",
        direction="адаптация",
        due="30 сентября 2026",
        builds_on=1,
    )
    programmes.comment(school, "Ветров", "Хочу больше открытых уроков.", of="Ветров")
    programmes.comment(school, "Боброва", "Объединение поможет с открытым уроком.", of="Ветров")
    accompanying.contribute(school, "Мохова", "Добавлена взаимопроверка уроков.", of="Ветров")
    programmes.compose(school, "Аверина", of="Ветров", since="15 сентября 2026", until="31 мая 2027")
    programmes.review(school, "Травина", of="Ветров", remarks="Укажите тему открытого урока.")
    with school.refuses("Куратор ещё не просмотрел"):
        programmes.start(school, "Аверина", of="Ветров")
    programmes.review(school, "Травина", of="Ветров")
    with school.refuses("ознаком"):
        programmes.start(school, "Аверина", of="Ветров")
    programmes.read(school, "Ветров")


def when_programmes_start(school: School) -> None:
    school.on("15 сентября 2026")
    programmes.start(school, "Аверина", of="Ветров")
    for mentor, mentees in PAIRS[1:]:
        programmes.begin(
            school,
            mentor,
            mentees,
            "Травина",
            difficulty="планирование урока",
            activities=[("Открытый урок", "25 ноября 2026"), ("Разбор урока", "29 января 2027")],
            since="15 сентября 2026",
            until=LAST_DAYS.get(mentees[0], "31 мая 2027"),
        )
    roadmap.complete(school, "Травина", 1)


def when_one_mentee_stays_without_a_pair(school: School) -> None:
    school.on("19 сентября 2026")
    assert "Ответить на предложение пары" in seeing.notices_of(school, "Озерова")
    school.on("24 сентября 2026")
    pairs.expire(school, "Травина")
    pairs.close_round(school, "Травина")
    caring.support(
        school,
        "Травина",
        "Полынин",
        with_="консультации педагога-психолога",
        since="25 сентября 2026",
        look_again="26 октября 2026",
    )
    caring.go_on_searching(
        school, "Травина", "Полынин", step="запрос в школу-партнёр", look_again="2 ноября 2026"
    )


AUTUMN = (
    when_the_matcher_suggests_and_people_answer,
    when_pairs_are_agreed,
    then_an_order_without_one_consent_approves_nobody,
    when_the_head_assigns_pairs_and_a_group_at_once,
    when_programmes_are_composed,
    when_programmes_start,
    when_one_mentee_stays_without_a_pair,
)
