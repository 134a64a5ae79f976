"""The kindergarten from draft to start: the mentor's programmes, a short one, a late one, nobody for one."""

from tests.scenarios import caring, pairs, programmes, roadmap, seeing
from tests.scenarios.school import School

COMPOSITION = "Составить персонализированную программу"


def when_the_mentor_composes_the_programme(school: School) -> None:
    school.on("21 сентября 2026")
    programmes.draft(school, "Иволгина", of="Зяблова")
    with school.refuses("составляет сам наставник"):
        describe(school, "Зяблова", of="Зяблова")
    programmes.comment(school, "Зяблова", "Прошу начать с утреннего приёма детей.", of="Зяблова")
    programmes.describe(
        school,
        "Иволгина",
        of="Зяблова",
        directions=["адаптация", "методика"],
        difficulties=["организация режимных моментов"],
        strengths=["умеет играть с детьми"],
    )
    plan(school, "Иволгина", ["Зяблова"], "Наблюдение режимных моментов", due="30 октября 2026")
    with school.refuses("потребности"):
        programmes.compose(
            school, "Иволгина", of="Зяблова", since="21 сентября 2026", until="20 декабря 2026"
        )
    describe(school, "Иволгина", of="Зяблова")
    programmes.compose(school, "Иволгина", of="Зяблова", since="21 сентября 2026", until="20 декабря 2026")
    programmes.review(school, "Дятлова", of="Зяблова")
    with school.refuses("не ознакомлены — 1"):
        programmes.start(school, "Иволгина", of="Зяблова")
    programmes.read(school, "Зяблова")
    programmes.start(school, "Иволгина", of="Зяблова")
    assert seeing.term(school, "Дятлова", COMPOSITION, of="Зяблова") == ["выполнено в срок"]


def when_the_other_programmes_start(school: School) -> None:
    begin(school, "Голубева", ["Чижова"], until="31 января 2027")
    begin(school, "Лебедева", ["Воробьёва", "Галкина", "Скворцова"], until="31 мая 2027")
    begin(school, "Орлова", ["Уткина"], until="31 мая 2027")
    prepare(school, "Грачёва", ["Кукушкина"])
    with school.refuses("короче 3 мес."):
        programmes.compose(
            school, "Грачёва", of="Кукушкина", since="21 сентября 2026", until="20 ноября 2026"
        )
    programmes.compose(
        school,
        "Грачёва",
        of="Кукушкина",
        since="21 сентября 2026",
        until="20 ноября 2026",
        short_because="возвращение",
    )
    put_to_work(school, "Грачёва", ["Кукушкина"])


def then_one_programme_is_composed_late(school: School) -> None:
    school.on("29 сентября 2026")
    assert seeing.term(school, "Дятлова", COMPOSITION, of="Перепёлкин") == ["просрочено"]
    assert COMPOSITION in seeing.notices_of(school, "Соколова")
    school.on("30 сентября 2026")
    begin(school, "Соколова", ["Перепёлкин"], since="30 сентября 2026", until="31 мая 2027")
    assert seeing.term(school, "Дятлова", COMPOSITION, of="Перепёлкин") == ["выполнено с опозданием"]
    assert COMPOSITION not in seeing.notices_of(school, "Соколова")
    roadmap.complete(school, "Дятлова", 1)
    roadmap.start(school, "Дятлова", 5)


def when_one_mentee_stays_without_a_pair(school: School) -> None:
    assert pairs.suggested(school, "Дятлова") == set()
    assert seeing.unmatched(school, "Дятлова") == ["Снегирёва"]
    caring.support(
        school,
        "Дятлова",
        "Снегирёва",
        with_="помощь старшего воспитателя",
        since="1 октября 2026",
        look_again="30 октября 2026",
    )
    caring.go_on_searching(
        school, "Дятлова", "Снегирёва", step="запрос в соседний детский сад", look_again="15 января 2027"
    )


def begin(
    school: School, mentor: str, mentees: list[str], *, since: str = "21 сентября 2026", until: str
) -> None:
    prepare(school, mentor, mentees)
    programmes.compose(school, mentor, of=mentees[0], since=since, until=until)
    put_to_work(school, mentor, mentees)


def prepare(school: School, mentor: str, mentees: list[str]) -> None:
    programmes.draft(school, mentor, of=mentees[0])
    for name in mentees:
        describe(school, mentor, of=name)
    plan(school, mentor, mentees, "Открытое занятие", due="16 ноября 2026")


def put_to_work(school: School, mentor: str, mentees: list[str]) -> None:
    programmes.review(school, "Дятлова", of=mentees[0])
    programmes.read(school, *mentees)
    programmes.start(school, mentor, of=mentees[0])


def describe(school: School, by: str, *, of: str) -> None:
    programmes.describe(
        school,
        by,
        of=of,
        directions=["адаптация", "методика"],
        difficulties=["организация режимных моментов"],
        strengths=["умеет играть с детьми"],
        need="уверенно вести группу",
        level="начальный",
        experience_years=1,
    )


def plan(school: School, mentor: str, mentees: list[str], title: str, *, due: str) -> None:
    programmes.plan(
        school,
        mentor,
        "Знакомство с группой и коллективом",
        of=mentees,
        direction="адаптация",
        due="15 октября 2026",
        builds_on=1,
        section=1,
    )
    programmes.plan(
        school,
        mentor,
        title,
        of=mentees,
        direction="методика",
        due=due,
        overcomes=1,
        method="практикум",
        section=5,
    )


PROGRAMMES = (
    when_the_mentor_composes_the_programme,
    when_the_other_programmes_start,
    then_one_programme_is_composed_late,
    when_one_mentee_stays_without_a_pair,
)
