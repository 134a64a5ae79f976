"""The house of creativity from August to October: its regulation is completed, then pairs are formed."""

from typing import Final

from tests.scenarios import (
    banks,
    caring,
    pairs,
    papers,
    programmes,
    regulating,
    results,
    roadmap,
    seeing,
    setting_up,
    unusual_pairs,
)
from tests.scenarios.school import School
from tests.scenarios.words import day

PEERS: Final = "педагог – педагог"
PUBLICATION: Final = "Опубликовать документы о наставничестве на сайте"
THEATRE: Final = "Театр юного зрителя"
PAIRS: Final = (
    ("Антонова", ["Данилов"]),
    ("Антонова", ["Мухин"]),
    ("Борисов", ["Ежова"]),
    ("Гаврилова", ["Лобанова"]),
    ("Волкова", ["Зуева", "Игнатов"]),
    ("Чайкин", ["Карпов"]),
)
MENTORS: Final = ["Антонова", "Борисов", "Волкова", "Гаврилова", "Дроздова", "Чайкин"]
MENTEES: Final = ["Данилов", "Мухин", "Ежова", "Лобанова", "Зуева", "Игнатов", "Карпов"]
LAST_DAYS: Final = {"Данилов": "31 марта 2027"}


def given_only_a_roadmap(school: School) -> None:
    school.on("24 августа 2026")
    setting_up.register(school)
    setting_up.employ(
        school,
        ("Ларионова Анна Сергеевна", "директор", 1970),
        ("Мельников Олег Ильич", "заместитель директора", 1979),
    )
    with school.refuses("нет права"):
        setting_up.draft_roadmap(school, "Ларионова", charged="Мельников")
    setting_up.name_head(school, "Ларионова")
    setting_up.draft_roadmap(school, "Ларионова", charged="Мельников")
    regulating.draft_approval(school, "Ларионова", as_="47-о", since="1 сентября 2026")


def then_an_incomplete_regulation_does_not_enter_into_force(school: School) -> None:
    with school.refuses("не заполнены поля — «Должность руководителя»"):
        setting_up.sign_draft(school, "Ларионова", "47-о")
    regulating.fill_in(school, {"Должность руководителя": "Директор"}, where="гриф «УТВЕРЖДАЮ»")
    with school.refuses("не заполнены поля — «Номер приказа"):
        setting_up.sign_draft(school, "Ларионова", "47-о")
    with school.refuses("ещё не действует Положение"):
        setting_up.appoint_curator(school, "Ларионова", "Мельников", number="48-о")


def when_the_regulation_is_completed(school: School) -> None:
    school.on("26 августа 2026")
    regulating.fill_in(
        school,
        {
            "Номер приказа об утверждении Положения": "47-о",
            "Дата приказа об утверждении Положения": day("26 августа 2026"),
        },
        where="гриф «УТВЕРЖДАЮ»",
    )
    setting_up.sign_draft(school, "Ларионова", "47-о")
    school.on("1 сентября 2026")
    setting_up.appoint_curator(school, "Ларионова", "Мельников", number="48-о")
    assert PUBLICATION in seeing.terms(school, "Мельников", "срок идёт")
    setting_up.publish_regulation(school, "Мельников", with_roadmap=True)
    setting_up.publish_order(school, "Мельников", "47-о")
    assert PUBLICATION not in seeing.terms(school, "Мельников", "срок идёт")
    setting_up.open_site_section(school, "Мельников", "https://palace.example.org/mentors")


def then_the_roadmap_is_the_short_one(school: School) -> None:
    with school.refuses("отдельно не определяют"):
        papers.name_audience(school, "Мельников", "педагоги", note="Наставничество нужно всем.")
    for stage in range(1, 8):
        assert papers.missing(school, "Мельников", stage) == []
    assert any("сайт Дворца" in title for title in roadmap.measures(school, "Мельников", 7))
    assert any("семинар" in title for title in roadmap.measures(school, "Мельников", 6))


def given_the_teachers(school: School) -> None:
    school.on("2 сентября 2026")
    setting_up.employ(
        school,
        ("Антонова Вера Николаевна", "педагог дополнительного образования", 1968),
        ("Борисов Илья Петрович", "педагог дополнительного образования", 1973),
        ("Волкова Нина Андреевна", "педагог дополнительного образования", 1971),
        ("Гаврилова Ольга Юрьевна", "педагог дополнительного образования", 1980),
        ("Дроздова Инна Львовна", "методист", 1976),
        ("Чайкин Пётр Львович", "режиссёр", 1969),
        ("Данилов Егор Романович", "педагог дополнительного образования", 2000),
        ("Ежова Алина Марковна", "педагог дополнительного образования", 1999),
        ("Зуева Дарья Олеговна", "педагог дополнительного образования", 2001),
        ("Игнатов Семён Павлович", "педагог дополнительного образования", 2000),
        ("Карпов Тимур Ильич", "педагог дополнительного образования", 1998),
        ("Лобанова Яна Глебовна", "педагог дополнительного образования", 1997),
        ("Мухин Артём Денисович", "педагог дополнительного образования", 1996),
        ("Носова Полина Егоровна", "педагог дополнительного образования", 2002),
    )
    unusual_pairs.works_at(school, "Мельников", "Чайкин", THEATRE)


def when_anybody_may_answer_the_survey(school: School) -> None:
    roadmap.start(school, "Мельников", 1, 2, 3, 4, 5)
    banks.open_survey(school, "Мельников")
    banks.consent(school, *MENTORS, *MENTEES, "Носова")
    banks.offer_help(school, "Чайкин", experience=30, strong_in=["концертная деятельность"])
    banks.offer_help(school, "Антонова", experience=28, strong_in=["разработка ДООП"])
    banks.offer_help(school, "Борисов", experience=22, strong_in=["набор детей в объединение"])
    banks.offer_help(school, "Волкова", experience=24, strong_in=["концертная деятельность"])
    banks.offer_help(school, "Гаврилова", experience=15, strong_in=["создание презентаций"])
    banks.offer_help(school, "Дроздова", experience=19, strong_in=["создание презентаций", "разработка ДООП"])
    banks.close_survey(school, "Мельников")


def when_requests_are_told(school: School) -> None:
    banks.ask_for_mentor(school, "Данилов", experience=1, wants=["разработка ДООП"])
    banks.ask_for_mentor(school, "Мухин", experience=3, wants=["разработка ДООП"])
    banks.ask_for_mentor(school, "Ежова", experience=2, wants=["набор детей в объединение"])
    banks.ask_for_mentor(school, "Лобанова", experience=3, wants=["создание презентаций"])
    banks.ask_for_mentor(school, "Зуева", experience=0, wants=["концертная деятельность"])
    banks.ask_for_mentor(school, "Игнатов", experience=1, wants=["концертная деятельность"])
    banks.ask_for_mentor(school, "Карпов", experience=2, wants=["концертная деятельность"])
    banks.ask_for_mentor(school, "Носова", experience=0, wants=["информационная безопасность"])
    banks.enter(school, "Мельников", mentors=MENTORS, mentees=[*MENTEES, "Носова"])
    banks.tell_of_duties(school, mentors=MENTORS, mentees=MENTEES)


def when_an_association_gives_advice_only(school: School) -> None:
    setting_up.form_association(
        school,
        "Мельников",
        "Ларионова",
        members=["Антонова", "Борисов", "Дроздова"],
        chair="Дроздова",
        kind="совет",
        number="49-о",
    )


def when_mentors_are_prepared(school: School) -> None:
    school.on("4 сентября 2026")
    banks.train(school, "Мельников", "Первая встреча", invited=MENTORS, came=MENTORS[:4])
    results.plan_event(school, "Мельников", "обмен опытом", "Вечер наставников", on="4 сентября 2026")
    results.plan_event(school, "Мельников", "ориентация", "Установочная встреча", on="4 сентября 2026")
    results.meet_mentors(school, "Мельников", "Вечер наставников", mentors=MENTORS)
    results.meet_mentors(school, "Мельников", "Установочная встреча", mentors=MENTORS)
    results.add_material(school, "Мельников", "Памятка наставнику студии", authors=["Дроздова"])


def when_pairs_are_found(school: School) -> None:
    school.on("7 сентября 2026")
    assert ("Борисов", "Ежова") in pairs.suggested(school, "Мельников")
    assert seeing.unmatched(school, "Мельников") == ["Носова"]
    assert seeing.without_support(school, "Мельников") == []
    for mentor, mentees in PAIRS:
        pairs.propose(school, "Мельников", mentor, mentees)
        pairs.want_each_other(school, mentor, mentees)
    pairs.endorse(school, "Дроздова", "Борисов", ["Ежова"])


def when_pairs_are_agreed(school: School) -> None:
    for mentor, mentees in PAIRS[:-1]:
        agree(school, mentor, mentees)
    with school.refuses("соглашение о сотрудничестве"):
        agree(school, "Чайкин", ["Карпов"])
    unusual_pairs.conclude_agreement(
        school, "Мельников", THEATRE, about="наставники театра в студиях", until="31 августа 2027"
    )
    agree(school, "Чайкин", ["Карпов"], from_=THEATRE)


def agree(
    school: School,
    mentor: str,
    mentees: list[str],
    *,
    from_: str | None = None,
    since: str = "10 сентября 2026",
    until: str = "31 мая 2027",
) -> None:
    pairs.agree(
        school,
        "Мельников",
        mentor,
        mentees,
        since=since,
        until=LAST_DAYS.get(mentees[0], until),
        form=PEERS,
        kind="в группе" if len(mentees) > 1 else "традиционное",
        agreement=None if from_ is None else unusual_pairs.partner(school, from_),
    )


def when_the_head_assigns_them(school: School) -> None:
    school.on("9 сентября 2026")
    for mentor, mentees in PAIRS:
        pairs.consent(school, mentor, mentees)
    readers = [*(mentor for mentor in MENTORS if mentor != "Дроздова"), *MENTEES]
    pairs.assign(school, "Ларионова", MENTEES, number="50-о", read_by=readers)
    pairs.close_round(school, "Мельников")


def when_programmes_start(school: School) -> None:
    school.on("10 сентября 2026")
    assert "Составить персонализированную программу" not in seeing.terms(school, "Мельников", "срок идёт")
    for mentor, mentees in PAIRS:
        programmes.begin(
            school,
            mentor,
            mentees,
            "Мельников",
            difficulty="план занятия студии",
            activities=[("Открытое занятие", "20 ноября 2026"), ("Отчётный показ", "19 марта 2027")],
            since="10 сентября 2026",
            until=LAST_DAYS.get(mentees[0], "31 мая 2027"),
        )
    caring.go_on_searching(
        school, "Мельников", "Носова", step="спросить в соседнем Дворце", look_again="1 декабря 2026"
    )
    roadmap.complete(school, "Мельников", 1, 2, 3, 4, 5)
    assert roadmap.stages_done(school, "Мельников") == [1, 2, 3, 4, 5]


AUTUMN: Final = (
    given_only_a_roadmap,
    then_an_incomplete_regulation_does_not_enter_into_force,
    when_the_regulation_is_completed,
    then_the_roadmap_is_the_short_one,
    given_the_teachers,
    when_anybody_may_answer_the_survey,
    when_requests_are_told,
    when_an_association_gives_advice_only,
    when_mentors_are_prepared,
    when_pairs_are_found,
    when_pairs_are_agreed,
    when_the_head_assigns_them,
    when_programmes_start,
)
