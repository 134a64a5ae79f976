"""The house of creativity in May and June: a seminar, figures without an administrator, publication."""

from typing import Final

from tests.scenarios import changing, pairs, results, roadmap, seeing
from tests.scenarios.house_spring import TO_THE_END
from tests.scenarios.school import School

SEMINAR: Final = "Наставник в студии"
PRACTICE: Final = "Набор детей за один день"


def when_quality_is_asked_about(school: School) -> None:
    school.on("17 мая 2027")
    for name, role in (("Ежова", "наставляемый"), ("Борисов", "наставник")):
        results.ask_about_programme(school, "Мельников", of="Ежова", role=role, moment="после программы")
        results.answer_well(school, name, of="Ежова", role=role, moment="после программы")
    changing.report_as_mentor(
        school, "Борисов", about="Ежова", fulfilment="Студия набрана.", recommendations="Вести вторую группу."
    )
    for mentee in (*(each for _, each in TO_THE_END), "Мухин"):
        changing.close(school, "Мельников", of=mentee)
    changing.publish_results(school, "Мельников", of="Ежова")


def when_the_seminar_is_held(school: School) -> None:
    with school.refuses("завершает шестой этап другим мероприятием: семинар"):
        results.plan_event(school, "Мельников", "конференция", SEMINAR, on="21 мая 2027")
    results.plan_event(school, "Мельников", "семинар", SEMINAR, on="21 мая 2027", programme=None)
    results.plan_event(school, "Мельников", "круглый стол", "Что получилось", on="21 мая 2027")
    results.describe_practice(
        school,
        "Мельников",
        PRACTICE,
        authors=["Борисов", "Ежова"],
        description="День открытых дверей готовят вдвоём.",
        of="Ежова",
        council=["Дроздова"],
    )
    results.agree_to_practice(school, PRACTICE, "Борисов", "Ежова")
    school.on("21 мая 2027")
    results.hold_event(school, "Мельников", SEMINAR, mentors=["Борисов", "Чайкин"], guests=12)
    results.hold_round_table(
        school, "Мельников", "Что получилось", chosen=[PRACTICE], mentors=["Борисов", "Волкова"]
    )
    results.accept_practice(school, "Мельников", PRACTICE)
    results.add_material(school, "Дроздова", "Сценарий дня открытых дверей", authors=["Борисов"], of=PRACTICE)
    results.fill_collection(school, "Дроздова", "Сценарий дня открытых дверей")
    roadmap.start(school, "Мельников", 6)
    roadmap.complete(school, "Мельников", 6)


def when_the_year_is_measured(school: School) -> None:
    school.on("7 июня 2027")
    results.launch_monitoring(school, "Мельников")
    results.tell_for_monitoring(school, "Дроздова", as_="объединение", note="Наставников стало больше.")
    results.assess(school, "Мельников", conclusions="Семь программ из восьми выполнены.")
    results.close_monitoring(school, "Мельников", analysis="Анкеты спокойные, замечаний нет.")
    results.issue_report(school, "Мельников", conclusions="Совет помогал советом, и этого хватило.")
    results.compile_statistics(school, "Мельников", as_at="31 мая 2027")


def when_the_year_is_told_to_the_public(school: School) -> None:
    school.on("9 июня 2027")
    results.show_practice(school, "Мельников", PRACTICE)
    with school.refuses("Возможные уровни: муниципальный, региональный"):
        roadmap.cover(school, "Мельников", 6, place="портал министерства", level="Республиканский")
    roadmap.cover(school, "Мельников", 6, place="городская газета", level="муниципальный")
    roadmap.cover(school, "Мельников", 6, place="сайт Дворца")
    pairs.close_round(school, "Мельников")
    results.review_needs(school, "Мельников", still=["Рогова", "Мухин"], no_longer=["Ежова", "Носова"])


def then_the_roadmap_is_carried_out(school: School) -> None:
    roadmap.prove(school, "Мельников", 7)
    roadmap.close(school, "Мельников")
    assert roadmap.stages_done(school, "Мельников") == [1, 2, 3, 4, 5, 6, 7]
    assert seeing.terms(school, "Мельников", "просрочено") == []


RESULTS: Final = (
    when_quality_is_asked_about,
    when_the_seminar_is_held,
    when_the_year_is_measured,
    when_the_year_is_told_to_the_public,
    then_the_roadmap_is_carried_out,
)
