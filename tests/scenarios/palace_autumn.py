"""The children's palace from September to October: the pairs, their order, their programmes."""

from tests.scenarios import (
    accompanying,
    caring,
    everyday,
    pairs,
    programmes,
    roadmap,
    seeing,
    setting_up,
)
from tests.scenarios.school import School

PEERS, BY_HEAD = "педагог – педагог", "директор – педагог"
PAIRS = (
    ("Берёзина", ["Заречный"]),
    ("Вишнякова", ["Истомина"]),
    ("Гусева", ["Кленов"]),
    ("Дубинин", ["Лаптев"]),
    ("Елагина", ["Мохова", "Никольский"]),
    ("Полынина", ["Яснова"]),
)
LAST_DAYS = {"Истомина": "29 января 2027"}


def when_pairs_are_formed(school: School) -> None:
    school.on("8 сентября 2026")
    suggested = pairs.suggested(school, "Зимина")
    assert {(mentor, mentees[0]) for mentor, mentees in PAIRS} <= suggested
    assert seeing.unmatched(school, "Зимина") == ["Филин"]
    pairs.propose(school, "Осокина", "Елагина", ["Мохова", "Никольский"])
    pairs.propose(school, "Зимина", "Хомутова", ["Озеров"])
    pairs.propose(school, "Зимина", "Жилина", ["Лаптев"])
    pairs.decline(school, "Лаптев", mentor="Жилина")
    for mentor, mentees in PAIRS:
        pairs.want_each_other(school, mentor, mentees)
    pairs.endorse(school, "Осокина", "Берёзина", ["Заречный"])
    with school.refuses("форм"):
        agree(school, "Гусева", ["Кленов"], form="работодатель – студент")
    with school.refuses("руководител"):
        agree(school, "Полынина", ["Яснова"], form=PEERS)
    for mentor, mentees in PAIRS:
        agree(school, mentor, mentees, form=BY_HEAD if mentor == "Полынина" else PEERS)


def agree(school: School, mentor: str, mentees: list[str], *, form: str) -> None:
    pairs.agree(
        school,
        "Зимина",
        mentor,
        mentees,
        since="14 сентября 2026",
        until=LAST_DAYS.get(mentees[0], "31 мая 2027"),
        form=form,
        kind="в группе" if len(mentees) > 1 else "традиционное",
    )


def then_an_order_without_one_consent_approves_nobody(school: School) -> None:
    school.on("9 сентября 2026")
    for mentor, mentees in PAIRS:
        if mentor != "Дубинин":
            pairs.consent_as_mentor(school, mentor, of=mentees[0])
        pairs.consent_as_mentee(school, *mentees)
    everybody = [name for _, mentees in PAIRS for name in mentees]
    pairs.draft_assignment(school, "Зимина", everybody, as_="705")
    with school.refuses("согласи"):
        setting_up.sign_draft(school, "Полынина", "705")
    assert {seeing.pair_state(school, name) for name in everybody} == {"ждёт приказа"}

    school.on("11 сентября 2026")
    pairs.consent_as_mentor(school, "Дубинин", of="Лаптев")
    setting_up.sign_draft(school, "Полынина", "705")
    setting_up.read(school, "705", *(mentor for mentor, _ in PAIRS), *everybody)
    assert {seeing.pair_state(school, name) for name in everybody} == {"утверждена приказом"}


def when_a_programme_is_written_together(school: School) -> None:
    school.on("14 сентября 2026")
    programmes.draft(school, "Берёзина", of="Заречный")
    programmes.describe(
        school,
        "Заречный",
        of="Заречный",
        directions=["адаптация", "методика"],
        difficulties=["не хватает опыта в написании программы"],
        strengths=["увлечён делом"],
    )
    programmes.plan(
        school,
        "Берёзина",
        "Разбор программы объединения",
        of="Заречный",
        direction="методика",
        due="30 октября 2026",
        overcomes=1,
    )
    programmes.plan(
        school,
        "Заречный",
        "Мастер-класс для родителей",
        of="Заречный",
        direction="адаптация",
        due="27 ноября 2026",
        builds_on=1,
    )
    accompanying.contribute(school, "Осокина", "Добавлен план мастер-класса.", of="Заречный")
    accompanying.pilot(school, "Осокина", "Программа пригодна для нового педагога.", of="Заречный")
    programmes.compose(school, "Берёзина", of="Заречный", since="15 сентября 2026", until="31 мая 2027")
    programmes.review(school, "Зимина", of="Заречный")
    programmes.read(school, "Заречный")


def when_programmes_start(school: School) -> None:
    school.on("15 сентября 2026")
    programmes.start(school, "Берёзина", of="Заречный")
    for mentor, mentees in PAIRS[1:]:
        programmes.begin(
            school,
            mentor,
            mentees,
            "Зимина",
            difficulty="подготовка занятия",
            activities=[("Открытое занятие", "25 ноября 2026"), ("Разбор занятия", "28 января 2027")],
            since="15 сентября 2026",
            until=LAST_DAYS.get(mentees[0], "31 мая 2027"),
        )
    everyday.fix_meetings(school, "Берёзина", "1 октября 2026", "5 ноября 2026", of="Заречный")
    everyday.set_goal(school, "Заречный", "утвердить программу", of="Заречный", due="30 ноября 2026")
    roadmap.complete(school, "Зимина", 1)


def when_a_proposal_expires_and_a_mentee_is_supported(school: School) -> None:
    school.on("22 сентября 2026")
    assert "Ответить на предложение пары" in seeing.notices_of(school, "Хомутова")
    school.on("23 сентября 2026")
    pairs.expire(school, "Зимина")
    assert "Ответить на предложение пары" not in seeing.notices_of(school, "Хомутова")
    pairs.close_round(school, "Зимина")
    caring.support(
        school,
        "Зимина",
        "Филин",
        with_="беседы с педагогом-психологом",
        since="24 сентября 2026",
        look_again="30 сентября 2027",
    )


AUTUMN = (
    when_pairs_are_formed,
    then_an_order_without_one_consent_approves_nobody,
    when_a_programme_is_written_together,
    when_programmes_start,
    when_a_proposal_expires_and_a_mentee_is_supported,
)
