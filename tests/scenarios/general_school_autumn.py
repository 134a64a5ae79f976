"""The general school from August to October: the approving order, the banks, the pairs, their programmes."""

from tests.scenarios import (
    accompanying,
    banks,
    caring,
    pairs,
    programmes,
    results,
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


def given_the_regulation_in_force(school: School) -> None:
    school.on("20 августа 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Родников Павел Дмитриевич", "директор", 1968),
        ("Травина Лариса Борисовна", "заместитель директора", 1974),
        ("Юрьев Олег Петрович", "инженер", 1985),
    )
    setting_up.name_head(school, "Родников")
    setting_up.draft_roadmap(school, "Родников", charged="Травина")
    setting_up.approve_regulation(school, "Родников", number="13 – А", curator="Травина")
    assert seeing.terms(school, "Травина", "срок идёт") == [
        "Обновить сведения о тех, кому нужен наставник",
        "Опубликовать документы о наставничестве на сайте",
    ]

    school.on("28 августа 2026")
    assert seeing.notices_of(school, "Травина") == ["Опубликовать документы о наставничестве на сайте"]
    setting_up.publish_order(school, "Травина", "13 – А")
    assert seeing.notices_of(school, "Травина") == []
    setting_up.entrust(school, "Родников", "Юрьев", "системный администратор")
    setting_up.open_site_section(school, "Юрьев", "https://school11.example.org/mentors")
    roadmap.start(school, "Травина", 1, 2, 3, 7)


def given_the_teachers(school: School) -> None:
    school.on("1 сентября 2026")
    setting_up.employ(
        school,
        ("Аверина Алла Львовна", "учитель", 1975),
        ("Боброва Вера Петровна", "учитель", 1970),
        ("Громова Дарья Ивановна", "учитель", 1981),
        ("Журавлёва Зоя Романовна", "учитель", 1966),
        ("Лаптева Инна Егоровна", "учитель", 1979),
        ("Мохова Раиса Олеговна", "учитель", 1972),
        ("Уткина Юлия Львовна", "учитель", 1983),
        ("Ветров Глеб Егорович", "учитель", 2001),
        ("Ершова Полина Глебовна", "учитель", 1999),
        ("Зимин Денис Петрович", "учитель", 2000),
        ("Ильина Тамара Борисовна", "учитель", 1998),
        ("Калинин Захар Львович", "учитель", 2002),
    )


def when_the_association_is_formed(school: School) -> None:
    setting_up.form_association(
        school,
        "Травина",
        "Родников",
        members=["Аверина", "Боброва", "Мохова"],
        chair="Боброва",
        kind="методическое объединение наставников",
        number="14 – А",
    )


def when_the_banks_are_gathered(school: School) -> None:
    school.on("2 сентября 2026")
    banks.open_survey(school, "Травина")
    banks.offer_help(school, "Аверина", experience=20, strong_in=["самоанализ урока"])
    with school.refuses("согласи"):
        banks.enter(school, "Травина", mentors=["Аверина"])
    banks.consent(
        school, "Аверина", "Боброва", "Громова", "Журавлёва", "Лаптева", "Мохова", "Ветров", "Ершова", "Зимин"
    )
    banks.consent(school, "Ильина", "Калинин")
    banks.offer_help(school, "Боброва", experience=28, strong_in=["управление классом"])
    banks.offer_help(school, "Громова", experience=17, strong_in=["календарно-тематическое планирование"])
    banks.offer_help(school, "Журавлёва", experience=35, strong_in=["работа с родителями"])
    banks.offer_help(school, "Лаптева", experience=19, strong_in=["электронный журнал"])
    banks.offer_help(school, "Мохова", experience=25, strong_in=["создание презентаций"])
    banks.close_survey(school, "Травина")
    banks.ask_for_mentor(school, "Ветров", experience=1, wants=["самоанализ урока"])
    banks.ask_for_mentor(school, "Ершова", experience=2, wants=["управление классом", "педагогический такт"])
    banks.ask_for_mentor(
        school, "Зимин", experience=1, wants=["календарно-тематическое планирование", "электронный журнал"]
    )
    banks.ask_for_mentor(school, "Ильина", experience=3, wants=["работа с родителями"])
    banks.ask_for_mentor(school, "Калинин", experience=0, wants=["электронный журнал"])
    banks.name_difficulty(school, "Ветров", "не хватает времени на уроке")
    banks.name_strength(school, "Ветров", "владеет компьютером")


def when_the_curator_fills_the_banks(school: School) -> None:
    mentors = ["Аверина", "Боброва", "Громова", "Журавлёва", "Лаптева", "Мохова"]
    mentees = ["Ветров", "Ершова", "Зимин", "Ильина", "Калинин"]
    banks.enter(school, "Травина", mentors=mentors, mentees=mentees)
    banks.bring_workbook(
        school,
        "Травина",
        mentors=[
            ("Кленова Марина Олеговна", 18, "обратная связь; проведение родительских собраний"),
            ("Озерова Кира Фёдоровна", 22, "педагогический такт"),
        ],
        mentees=[
            ("Лосева Яна Кирилловна", 1, "создание презентаций"),
            ("Малинин Егор Степанович", 2, "создание презентаций"),
            ("Осокин Роман Николаевич", 1, "создание презентаций"),
            ("Носов Тимофей Львович", 2, "обратная связь"),
            ("Полынин Вадим Аркадьевич", 1, "информационная безопасность"),
        ],
    )
    banks.set_limit(school, "Травина", "Мохова", 3)
    banks.assign_category(school, "Травина", "Ветров", "молодой специалист")
    banks.approve(school, "Родников", mentors=mentors, mentees=mentees)
    banks.tell_of_duties(school, mentors=mentors, mentees=mentees)
    school.on("4 сентября 2026")
    banks.train(
        school, "Травина", "Первая встреча с наставляемым", invited=[*mentors, "Кленова"], came=mentors
    )
    results.plan_event(school, "Травина", "ориентация", "С чего начать", on="4 сентября 2026")
    results.meet_mentors(school, "Травина", "С чего начать", mentors=mentors)
    roadmap.complete(school, "Травина", 2, 3)
    roadmap.start(school, "Травина", 4, 5)


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
    given_the_regulation_in_force,
    given_the_teachers,
    when_the_association_is_formed,
    when_the_banks_are_gathered,
    when_the_curator_fills_the_banks,
    when_the_matcher_suggests_and_people_answer,
    when_pairs_are_agreed,
    then_an_order_without_one_consent_approves_nobody,
    when_the_head_assigns_pairs_and_a_group_at_once,
    when_programmes_are_composed,
    when_programmes_start,
    when_one_mentee_stays_without_a_pair,
)
