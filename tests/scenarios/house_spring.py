"""The house of creativity from November to May: work, changes, an amendment that binds from its day on."""

from typing import Final

from tests.scenarios import banks, changing, everyday, pairs, programmes, regulating, seeing, setting_up
from tests.scenarios.house_autumn import agree
from tests.scenarios.school import School

COMPOSITION: Final = "Составить персонализированную программу"
LOAD: Final = "Сколько наставляемых у одного наставника одновременно, не больше"
TO_THE_END: Final = (
    ("Антонова", "Данилов"),
    ("Антонова", "Орехов"),
    ("Борисов", "Ежова"),
    ("Дроздова", "Лобанова"),
    ("Дроздова", "Прохоров"),
    ("Волкова", "Зуева"),
    ("Чайкин", "Карпов"),
)


def when_pairs_work(school: School) -> None:
    school.on("20 ноября 2026")
    for mentor, mentee in (
        ("Антонова", "Данилов"),
        ("Борисов", "Ежова"),
        ("Гаврилова", "Лобанова"),
        ("Волкова", "Зуева"),
        ("Чайкин", "Карпов"),
    ):
        everyday.carry_out(school, mentor, "Открытое занятие", of=mentee)
    everyday.give_task(school, "Борисов", "Написать объявление о наборе", to="Ежова", due="27 ноября 2026")
    everyday.do_task(school, "Ежова", "Написать объявление о наборе")
    everyday.check_task(
        school,
        "Борисов",
        "Написать объявление о наборе",
        of="Ежова",
        accepted=True,
        comment="Живо.",
    )


def when_a_programme_is_corrected(school: School) -> None:
    school.on("4 декабря 2026")
    changing.propose_activity(
        school,
        "Борисов",
        "День открытых дверей",
        of="Ежова",
        direction="методика",
        due="16 апреля 2027",
        reason="Дворец набирает новую студию.",
    )
    changing.agree(school, "Ежова", of="Ежова")
    changing.apply(school, "Мельников", of="Ежова")


def when_a_mentee_asks_for_another_mentor(school: School) -> None:
    changing.petition(school, "Лобанова", reason="просьба", text="Занятия идут в разных корпусах.")
    changing.hear_mentee(school, "Мельников", "Лобанова", about="Лобанова", statement="Далеко ездить.")
    changing.grant(school, "Ларионова", "Лобанова")
    school.on("7 декабря 2026")
    pairs.open_round(school, "Мельников")
    pairs.propose(school, "Мельников", "Дроздова", ["Лобанова"])
    pairs.want_each_other(school, "Дроздова", ["Лобанова"])
    changing.settle_on(school, "Мельников", "Дроздова", of="Лобанова")
    pairs.consent(school, "Дроздова", ["Лобанова"])
    changing.order_replacement(
        school, "Ларионова", of="Лобанова", number="61-о", read_by=["Дроздова", "Лобанова"]
    )
    changing.confirm_plan(school, "Дроздова", of="Лобанова")
    assert seeing.programme_state(school, "Мельников", of="Лобанова") == "идёт"


def when_the_curator_ends_a_programme(school: School) -> None:
    school.on("14 декабря 2026")
    changing.terminate(
        school,
        "Мельников",
        of="Мухин",
        because="обстоятельства непреодолимой силы",
        heard=("Антонова", "Мухин"),
        circumstances="Мухин надолго занят на фестивале.",
    )
    changing.order_end(school, "Ларионова", of="Мухин", number="63-о", read_by=["Антонова", "Мухин"])


def when_an_amendment_is_ordered_for_february(school: School) -> None:
    school.on("20 января 2027")
    regulating.draft_amendment(
        school,
        "Мельников",
        {
            LOAD: 2,
            "За сколько дней составляется программа": 10,
            "Что меняется по взаимному согласию": "продление срока и корректировка содержания",
        },
        where="п. 3.7 Положения",
        because="решение организации",
    )
    regulating.order_amendment(school, "Ларионова", number="3-о", since="1 февраля 2027")
    setting_up.employ(
        school,
        ("Орехов Никита Львович", "педагог дополнительного образования", 2001),
        ("Прохоров Роман Юрьевич", "педагог дополнительного образования", 2002),
        ("Рогова Майя Павловна", "педагог дополнительного образования", 2000),
    )
    newcomers = ["Орехов", "Прохоров", "Рогова"]
    banks.consent(school, *newcomers)
    for name in newcomers:
        banks.ask_for_mentor(school, name, experience=0, wants=["разработка ДООП"])
    banks.enter(school, "Мельников", mentees=newcomers)


def then_before_its_day_nothing_has_changed(school: School) -> None:
    school.on("29 января 2027")
    want(school, "Антонова", "Орехов", "Рогова")
    agree(school, "Антонова", ["Орехов"], since="29 января 2027")
    agree(school, "Антонова", ["Рогова"], since="29 января 2027")
    assign(school, "Антонова", "Орехов", number="5-о")
    assert seeing.term(school, "Мельников", COMPOSITION, of="Орехов") == []


def then_from_its_day_on_it_binds(school: School) -> None:
    school.on("1 февраля 2027")
    pairs.consent(school, "Антонова", ["Рогова"])
    pairs.draft_assignment(school, "Мельников", ["Рогова"], as_="6-о")
    with school.refuses("можно не более 2"):
        setting_up.sign_draft(school, "Ларионова", "6-о")
    want(school, "Дроздова", "Прохоров")
    with school.refuses("можно не более 2"):
        agree(school, "Антонова", ["Прохоров"], since="1 февраля 2027")
    agree(school, "Дроздова", ["Прохоров"], since="1 февраля 2027")
    assign(school, "Дроздова", "Прохоров", number="6-о")
    assert seeing.term(school, "Мельников", COMPOSITION, of="Прохоров") == ["срок идёт"]
    assert seeing.term(school, "Мельников", COMPOSITION, of="Орехов") == []


def when_the_newcomers_begin(school: School) -> None:
    begin(school, "Антонова", "Орехов")
    school.on("5 февраля 2027")
    begin(school, "Дроздова", "Прохоров")
    assert seeing.term(school, "Мельников", COMPOSITION, of="Прохоров") == ["выполнено в срок"]


def then_running_programmes_keep_their_version(school: School) -> None:
    school.on("15 марта 2027")
    changing.propose_extension(
        school, "Антонова", of="Данилов", until="31 мая 2027", reason="Программа студии ещё пишется."
    )
    changing.agree(school, "Данилов", of="Данилов")
    changing.apply(school, "Мельников", of="Данилов")
    with school.refuses("но не сократить"):
        shorten(school, "Дроздова", "Прохоров")
    shorten(school, "Волкова", "Зуева")
    changing.agree(school, "Зуева", "Игнатов", of="Зуева")
    changing.apply(school, "Мельников", of="Зуева")


def when_programmes_come_to_their_end(school: School) -> None:
    school.on("19 марта 2027")
    for mentor, mentee in TO_THE_END:
        if mentee not in ("Орехов", "Прохоров"):
            everyday.carry_out(school, mentor, "Отчётный показ", of=mentee)
    school.on("16 апреля 2027")
    everyday.carry_out(school, "Ежова", "День открытых дверей", of="Ежова")
    for mentor, mentee in (("Антонова", "Орехов"), ("Дроздова", "Прохоров")):
        everyday.carry_out(school, mentor, "Защита программы студии", of=mentee)
    school.on("14 мая 2027")
    for mentor, mentee in TO_THE_END:
        changing.complete(school, mentor, of=mentee)


def want(school: School, mentor: str, *mentees: str) -> None:
    for name in mentees:
        pairs.propose(school, "Мельников", mentor, [name])
        pairs.want_each_other(school, mentor, [name])


def assign(school: School, mentor: str, mentee: str, *, number: str) -> None:
    pairs.consent(school, mentor, [mentee])
    pairs.assign(school, "Ларионова", [mentee], number=number, read_by=[mentor, mentee])


def begin(school: School, mentor: str, mentee: str) -> None:
    programmes.begin(
        school,
        mentor,
        [mentee],
        "Мельников",
        difficulty="программа студии",
        activities=[("Защита программы студии", "16 апреля 2027")],
        since="5 февраля 2027",
        until="31 мая 2027",
    )


def shorten(school: School, mentor: str, mentee: str) -> None:
    changing.propose_earlier_end(
        school, mentor, of=mentee, on="14 мая 2027", reason="Отчётный показ будет раньше."
    )


SPRING: Final = (
    when_pairs_work,
    when_a_programme_is_corrected,
    when_a_mentee_asks_for_another_mentor,
    when_the_curator_ends_a_programme,
    when_an_amendment_is_ordered_for_february,
    then_before_its_day_nothing_has_changed,
    then_from_its_day_on_it_binds,
    when_the_newcomers_begin,
    then_running_programmes_keep_their_version,
    when_programmes_come_to_their_end,
)
