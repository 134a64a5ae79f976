"""The kindergarten in August and September: council and union, banks, admission, pairs, the order."""

from tests.scenarios import admitting, banks, pairs, roadmap, seeing, setting_up
from tests.scenarios.school import ADMINISTRATOR, School

PAIRS = (
    ("Иволгина", ["Зяблова"]),
    ("Голубева", ["Чижова"]),
    ("Лебедева", ["Воробьёва", "Галкина", "Скворцова"]),
    ("Орлова", ["Уткина"]),
    ("Соколова", ["Перепёлкин"]),
    ("Грачёва", ["Кукушкина"]),
)
MENTORS = [mentor for mentor, _ in PAIRS]
MENTEES = [name for _, mentees in PAIRS for name in mentees]
LAST_DAYS = {
    "Зяблова": "20 декабря 2026",
    "Чижова": "31 января 2027",
    "Кукушкина": "20 ноября 2026",
}
APPOINTMENT = "Назначить наставника принятому работнику"


def given_the_workers(school: School) -> None:
    school.on("10 августа 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Рябинина Галина Павловна", "заведующий", 1967),
        ("Дятлова Ольга Сергеевна", "заместитель заведующего", 1975),
        ("Соловьёва Ирина Юрьевна", "старший воспитатель", 1978),
        ("Синицына Марина Львовна", "воспитатель", 1972),
        ("Стрижов Антон Ильич", "инженер", 1988),
        ("Иволгина Вера Андреевна", "воспитатель", 1970),
        ("Голубева Нина Степановна", "воспитатель", 1974),
        ("Лебедева Тамара Фёдоровна", "воспитатель", 1968),
        ("Орлова Елена Марковна", "воспитатель", 1966),
        ("Соколова Юлия Романовна", "воспитатель", 1981),
        ("Грачёва Зоя Матвеевна", "воспитатель", 1983),
        ("Журавлёва Алла Денисовна", "воспитатель", 1979),
        ("Совина Раиса Игоревна", "воспитатель", 1985),
    )
    setting_up.employ(
        school,
        ("Зяблова Анна Олеговна", "воспитатель", 2003),
        ("Чижова Дарья Петровна", "воспитатель", 2002),
        ("Воробьёва Лиза Ильинична", "воспитатель", 2002),
        ("Галкина Яна Ивановна", "воспитатель", 2000),
        ("Скворцова Мария Егоровна", "воспитатель", 2001),
        ("Уткина Полина Сергеевна", "воспитатель", 2001),
        ("Перепёлкин Илья Романович", "воспитатель", 2003),
        ("Кукушкина Ольга Васильевна", "воспитатель", 1990),
        ("Снегирёва Вера Павловна", "воспитатель", 2002),
    )
    setting_up.name_head(school, "Рябинина")
    setting_up.entrust(school, ADMINISTRATOR, "Соловьёва", "педагогический совет")
    setting_up.entrust(school, ADMINISTRATOR, "Синицына", "председатель профсоюза")
    setting_up.entrust(school, "Рябинина", "Стрижов", "системный администратор")


def when_council_and_union_come_before_the_order(school: School) -> None:
    setting_up.draft_roadmap(school, "Рябинина", charged="Дятлова")
    setting_up.draft_approval(school, "Рябинина", as_="12")
    with school.refuses("педагогический совет"):
        setting_up.sign_draft(school, "Рябинина", "12")
    setting_up.consider(school, "Соловьёва", protocol="3")
    with school.refuses("профсоюзной организацией"):
        setting_up.sign_draft(school, "Рябинина", "12")
    school.on("11 августа 2026")
    setting_up.agree_with_union(school, "Синицына")
    school.on("12 августа 2026")
    setting_up.draft_approval(school, "Рябинина", as_="12-К", curator="Дятлова")
    with school.refuses("отдельным приказом"):
        setting_up.sign_draft(school, "Рябинина", "12-К")
    setting_up.withdraw_draft(school, "Рябинина", "12-К")
    setting_up.sign_draft(school, "Рябинина", "12")
    setting_up.draft_curator(school, "Рябинина", "Иволгина", as_="13-К")
    with school.refuses("заместител"):
        setting_up.sign_draft(school, "Рябинина", "13-К")
    setting_up.withdraw_draft(school, "Рябинина", "13-К")
    setting_up.appoint_curator(school, "Рябинина", "Дятлова", number="13")


def when_the_regulation_is_published(school: School) -> None:
    school.on("21 августа 2026")
    assert "Опубликовать документы о наставничестве на сайте" in seeing.notices_of(school, "Дятлова")
    setting_up.publish_regulation(school, "Дятлова", with_roadmap=True)
    setting_up.publish_order(school, "Дятлова", "12")
    assert seeing.notices_of(school, "Дятлова") == []
    setting_up.open_site_section(school, "Стрижов", "https://ryabinushka.example.org/mentors")
    roadmap.start(school, "Дятлова", 1, 2, 3, 4, 7)


def when_the_association_is_formed(school: School) -> None:
    setting_up.form_association(
        school,
        "Дятлова",
        "Рябинина",
        members=["Соловьёва", "Иволгина", "Лебедева"],
        chair="Соловьёва",
        kind="совет",
        number="14",
    )


def when_people_ask_and_offer(school: School) -> None:
    school.on("1 сентября 2026")
    banks.open_survey(school, "Дятлова")
    banks.consent(school, *MENTORS, "Журавлёва", "Совина", *MENTEES, "Снегирёва")
    banks.offer_help(school, "Иволгина", experience=27, strong_in=["режимные моменты"])
    banks.offer_help(school, "Голубева", experience=22, strong_in=["сюжетно-ролевая игра"])
    banks.offer_help(school, "Лебедева", experience=30, strong_in=["педагогическая диагностика"])
    banks.offer_help(school, "Орлова", experience=33, strong_in=["работа с родителями"])
    banks.offer_help(school, "Соколова", experience=16, strong_in=["создание презентаций"])
    banks.offer_help(school, "Грачёва", experience=14, strong_in=["календарно-тематическое планирование"])
    banks.offer_help(school, "Журавлёва", experience=18, strong_in=["работа с родителями"])
    banks.offer_help(school, "Совина", experience=12, strong_in=["режимные моменты"])
    banks.close_survey(school, "Дятлова")
    banks.ask_for_mentor(school, "Зяблова", experience=0, wants=["режимные моменты"])
    banks.ask_for_mentor(school, "Чижова", experience=1, wants=["сюжетно-ролевая игра"])
    banks.ask_for_mentor(school, "Воробьёва", experience=1, wants=["педагогическая диагностика"])
    banks.ask_for_mentor(school, "Галкина", experience=2, wants=["педагогическая диагностика"])
    banks.ask_for_mentor(school, "Скворцова", experience=1, wants=["педагогическая диагностика"])
    banks.ask_for_mentor(school, "Снегирёва", experience=1, wants=["педагогическая диагностика"])
    banks.ask_for_mentor(school, "Уткина", experience=2, wants=["работа с родителями"])
    banks.ask_for_mentor(school, "Перепёлкин", experience=0, wants=["создание презентаций"])
    banks.ask_for_mentor(school, "Кукушкина", experience=8, wants=["календарно-тематическое планирование"])


def when_the_curator_alone_keeps_the_banks(school: School) -> None:
    mentors = [*MENTORS, "Журавлёва", "Совина"]
    mentees = [*MENTEES, "Снегирёва"]
    with school.refuses("куратор"):
        banks.enter(school, "Стрижов", mentors=["Иволгина"])
    banks.enter(school, "Дятлова", mentors=mentors, mentees=mentees)
    banks.assign_category(school, "Дятлова", "Зяблова", "молодой специалист")
    banks.record_start_of_work(school, "Дятлова", "Чижова", "14 августа 2026")
    banks.record_start_of_work(school, "Дятлова", "Зяблова", "1 сентября 2026")
    assert seeing.term(school, "Дятлова", APPOINTMENT, of="Зяблова") == ["срок идёт"]


def when_mentors_are_assessed_trained_and_admitted(school: School) -> None:
    school.on("3 сентября 2026")
    with school.refuses("нет положительной оценки"):
        admitting.admit(school, "Дятлова", "Иволгина")
    for name in (*MENTORS, "Журавлёва"):
        admitting.assess(school, "Дятлова", name, psychological=True, pedagogical=True)
    admitting.assess(school, "Дятлова", "Совина", psychological=True, pedagogical=False)
    with school.refuses("после обучения"):
        admitting.admit(school, "Дятлова", "Иволгина")
    school.on("4 сентября 2026")
    banks.train(
        school,
        "Дятлова",
        "Как помочь начинающему воспитателю",
        invited=[*MENTORS, "Совина"],
        came=[*MENTORS, "Совина"],
    )
    admitting.record_training_document(
        school, "Дятлова", "Журавлёва", "Удостоверение о повышении квалификации № 41", on="20 июня 2026"
    )
    admitting.admit(school, "Дятлова", *MENTORS, "Журавлёва")
    with school.refuses("нет положительной оценки"):
        admitting.admit(school, "Дятлова", "Совина")
    with school.refuses("не более 3"):
        banks.set_limit(school, "Дятлова", "Лебедева", 4)
    banks.set_limit(school, "Дятлова", "Лебедева", 3)
    banks.tell_of_duties(school, mentors=MENTORS, mentees=MENTEES)
    roadmap.complete(school, "Дятлова", 2, 3)


def when_people_choose_each_other(school: School) -> None:
    school.on("7 сентября 2026")
    suggested = pairs.suggested(school, "Дятлова")
    assert {(mentor, mentees[0]) for mentor, mentees in PAIRS if len(mentees) == 1} <= suggested
    assert not [pair for pair in suggested if pair[0] == "Совина"]
    for mentor, mentees in PAIRS:
        if len(mentees) > 1:
            pairs.propose(school, "Соловьёва", mentor, mentees)
        pairs.want_each_other(school, mentor, mentees)
    pairs.want_each_other(school, "Лебедева", ["Снегирёва"])


def when_pairs_are_agreed(school: School) -> None:
    school.on("8 сентября 2026")
    with school.refuses("не допущен"):
        agree(school, "Совина", ["Зяблова"])
    with school.refuses("не более 3"):
        agree(school, "Лебедева", ["Воробьёва", "Галкина", "Скворцова", "Снегирёва"])
    with school.refuses("объединени"):
        agree(school, "Иволгина", ["Зяблова"])
    for mentor, mentees in PAIRS:
        pairs.endorse(school, "Соловьёва", mentor, mentees)
    with school.refuses("уровень подготовки"):
        agree(school, "Грачёва", ["Кукушкина"])
    for mentor, mentees in PAIRS:
        if mentor != "Грачёва":
            agree(school, mentor, mentees)
    agree(school, "Грачёва", ["Кукушкина"], short_because="возвращение")


def agree(school: School, mentor: str, mentees: list[str], *, short_because: str | None = None) -> None:
    pairs.agree(
        school,
        "Дятлова",
        mentor,
        mentees,
        since="21 сентября 2026",
        until=LAST_DAYS.get(mentees[0], "31 мая 2027"),
        form="воспитатель – воспитатель",
        kind="в группе" if len(mentees) > 1 else "традиционное",
        short_because=short_because,
    )


def when_one_appointment_is_late(school: School) -> None:
    school.on("15 сентября 2026")
    assert seeing.term(school, "Дятлова", APPOINTMENT, of="Чижова") == ["просрочено"]
    assert seeing.term(school, "Дятлова", APPOINTMENT, of="Зяблова") == ["срок идёт"]
    assert APPOINTMENT in seeing.notices_of(school, "Рябинина")
    assert seeing.breached(school, "Дятлова") == ["п. 3.7 (2-я строка перечня) Положения"]
    school.on("16 сентября 2026")
    for mentor, mentees in PAIRS:
        pairs.consent_as_mentor(school, mentor, of=mentees[0])
    pairs.draft_assignment(school, "Дятлова", MENTEES, as_="15")
    with school.refuses("письменных согласий"):
        setting_up.sign_draft(school, "Рябинина", "15")
    pairs.consent_as_mentee(school, *MENTEES)
    setting_up.sign_draft(school, "Рябинина", "15")
    setting_up.read(school, "15", *MENTORS, *MENTEES)
    pairs.record_other_act(school, "Рябинина", of="Зяблова", number="4-Н")
    assert seeing.term(school, "Дятлова", APPOINTMENT, of="Чижова") == ["выполнено с опозданием"]
    assert seeing.term(school, "Дятлова", APPOINTMENT, of="Зяблова") == ["выполнено в срок"]
    assert APPOINTMENT not in seeing.notices_of(school, "Рябинина")


AUTUMN = (
    given_the_workers,
    when_council_and_union_come_before_the_order,
    when_the_regulation_is_published,
    when_the_association_is_formed,
    when_people_ask_and_offer,
    when_the_curator_alone_keeps_the_banks,
    when_mentors_are_assessed_trained_and_admitted,
    when_people_choose_each_other,
    when_pairs_are_agreed,
    when_one_appointment_is_late,
)
