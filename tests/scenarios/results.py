"""Verbs of results: questionnaires, monitoring, events, practices, the collection, the site, the figures."""

from collections.abc import Sequence
from typing import Final

from tests.scenarios.programmes import programme_of
from tests.scenarios.school import School
from tests.scenarios.words import DATA, LEVELS, MATERIAL_TOPICS, PLACES, SITE_ITEMS, TYPES, codes, day

MOMENTS: Final = {"до программы": "before", "после программы": "after"}
ROLES: Final = {"наставник": "mentor", "наставляемый": "mentee", "куратор": "curator"}
EVENTS: Final = {
    "консультация": "consultation",
    "обмен опытом": "experience_exchange",
    "ориентация": "orientation",
    "конференция": "conference",
    "школьная конференция": "school_conference",
    "семинар": "seminar",
    "круглый стол": "round_table",
}
HIGH_MARK: Final = {"scale": 9, "frequency": 4, "yes_no": 1}


def ask_about_programme(school: School, curator: str, *, of: str, role: str, moment: str) -> None:
    """The curator asks the mentor, the mentees or himself about a programme."""
    made = school.give(
        curator,
        "open_monitoring_survey",
        programme=programme_of(school, of),
        role=ROLES[role],
        moment=MOMENTS[moment],
    )
    school.remember("анкета", of, role, moment, is_=made["survey"])


def answer_well(school: School, name: str, *, of: str, role: str, moment: str) -> None:
    """Somebody finds the survey for him and answers every question of it with high marks."""
    survey = school.thing("анкета", of, role, moment)
    form = next(row for row in school.ask(name, "own_surveys") if row["id"] == survey)
    questions = form["questions"]
    marks = [
        {"question": each["code"], "mark": HIGH_MARK[each["answer"]]}
        for each in questions
        if each["answer"] in HIGH_MARK
    ]
    words = [
        {"question": each["code"], "words": "Спасибо, всё помогло."}
        for each in questions
        if each["answer"] not in HIGH_MARK
    ]
    school.give(
        name,
        "answer_monitoring_survey",
        survey=survey,
        respondent=form["respondent"],
        marks=marks,
        words=words,
    )


def close_survey(school: School, curator: str, *, of: str, role: str, moment: str) -> None:
    """A survey about a programme is over."""
    school.give(curator, "close_monitoring_survey", survey=school.thing("анкета", of, role, moment))


def launch_monitoring(school: School, by: str) -> None:
    """Head or curator launches the monitoring of the school year."""
    school.remember("мониторинг", is_=school.give(by, "launch_monitoring")["monitoring"])


def tell_for_monitoring(school: School, name: str, *, as_: str, note: str) -> None:
    """Somebody tells for the monitoring what he has seen."""
    kinds = {"объединение": "association", "наставник": "mentor", "наставляемый": "mentee"}
    school.give(
        name,
        "contribute_to_monitoring",
        monitoring=school.thing("мониторинг"),
        contributor=kinds[as_],
        person=school.person(name),
        note=note,
    )


def assess(school: School, by: str, *, conclusions: str) -> None:
    """Head or curator assesses effectiveness and results."""
    monitoring = school.thing("мониторинг")
    school.give(by, "assess_effectiveness", monitoring=monitoring, conclusions=conclusions)


def close_monitoring(school: School, by: str, *, analysis: str) -> None:
    """The monitoring is closed with its analysis."""
    school.give(by, "close_monitoring", monitoring=school.thing("мониторинг"), analysis=analysis)


def issue_report(school: School, by: str, *, conclusions: str) -> None:
    """Head or curator issues the final analytic report."""
    made = school.give(by, "issue_analytic_report", conclusions=conclusions)
    school.remember("аналитический отчёт", is_=made["analytic_report"])


def compile_statistics(school: School, curator: str, *, as_at: str, administrator: str | None = None) -> None:
    """The participants are counted, and the figures frozen in a form of statistical observation."""
    count_people(school, curator, as_at=as_at)
    freeze_figures(school, curator, administrator=administrator)


def count_people(school: School, curator: str, *, as_at: str) -> None:
    """The participants are counted as at a day."""
    made = school.give(curator, "record_participant_count", as_at=day(as_at))
    school.remember("форма статистики", is_=made["statistical_form"])


def freeze_figures(school: School, curator: str, *, administrator: str | None = None) -> None:
    """The counted figures are frozen in a form of statistical observation."""
    form = school.thing("форма статистики")
    helper = None if administrator is None else school.person(administrator)
    school.give(curator, "compile_statistical_form", statistical_form=form, system_administrator=helper)


def plan_event(
    school: School,
    curator: str,
    kind: str,
    title: str,
    *,
    on: str,
    level: str = "в организации",
    programme: str | None = "Открытие; выступления; обсуждение",
) -> None:
    """The curator puts an event into the calendar."""
    made = school.give(
        curator,
        "organise_gathering",
        kind=EVENTS[kind],
        title=title,
        planned_on=day(on),
        programme=programme,
        level=LEVELS[level],
    )
    school.remember("событие", title, is_=made["gathering"])


def hold_event(school: School, curator: str, title: str, *, mentors: Sequence[str], guests: int = 0) -> None:
    """The conference or seminar of stage 6 was held today."""
    school.give(
        curator,
        "hold_stage_event",
        gathering=school.thing("событие", title),
        held_on=school.today,
        mentors=[school.mentor(name) for name in mentors],
        guests=guests,
    )


def meet_mentors(school: School, curator: str, title: str, *, mentors: Sequence[str]) -> None:
    """A consultation, an exchange of experience or an orientation of mentors was held today."""
    gathering, came = school.thing("событие", title), [school.mentor(name) for name in mentors]
    school.give(curator, "hold_mentors_event", gathering=gathering, held_on=school.today, mentors=came)


def hold_round_table(
    school: School, curator: str, title: str, *, chosen: Sequence[str], mentors: Sequence[str]
) -> None:
    """The round table was held today and chose the best practices."""
    school.give(
        curator,
        "hold_round_table",
        gathering=school.thing("событие", title),
        held_on=school.today,
        selected=[school.thing("практика", practice) for practice in chosen],
        mentors=[school.mentor(name) for name in mentors],
    )


def describe_practice(
    school: School,
    curator: str,
    title: str,
    *,
    authors: Sequence[str],
    description: str,
    of: str,
    council: Sequence[str] = (),
    administrator: str | None = None,
) -> None:
    """The curator describes the most successful experience of a closed programme."""
    made = school.give(
        curator,
        "describe_best_practice",
        authors=[school.person(name) for name in authors],
        title=title,
        description=description,
        topic=MATERIAL_TOPICS["методика"],
        programme=programme_of(school, of),
        council_members=[school.person(name) for name in council],
        system_administrator=None if administrator is None else school.person(administrator),
    )
    school.remember("практика", title, is_=made["practice"])


def agree_to_practice(school: School, title: str, *authors: str) -> None:
    """The authors agree that the practice is kept and shown, each for himself."""
    practice = school.thing("практика", title)
    for name in authors:
        person, today = school.person(name), school.today
        school.give(name, "agree_to_practice", practice=practice, author=person, given_on=today)


def accept_practice(school: School, by: str, title: str) -> None:
    """A selected practice enters the bank of best practices."""
    school.give(by, "accept_best_practice", practice=school.thing("практика", title))


def add_material(
    school: School,
    by: str,
    title: str,
    *,
    authors: Sequence[str],
    of: str | None = None,
    kind: str = "традиционное",
) -> None:
    """A methodical material is added, perhaps out of a practice, with the consent of its authors."""
    made = school.give(
        by,
        "add_material",
        authors=[school.person(name) for name in authors],
        title=title,
        topic=MATERIAL_TOPICS["методика"],
        text="Как провести первую встречу наставника и наставляемого.",
        types=codes(kind, TYPES),
        practice=None if of is None else school.thing("практика", of),
    )
    material = school.remember("материал", title, is_=made["material"])
    for name in authors:
        person, today = school.person(name), school.today
        school.give(name, "agree_to_material", material=material, author=person, given_on=today)


def fill_collection(school: School, by: str, title: str) -> None:
    """A material is put into the methodical collection."""
    school.give(by, "replenish_collection", material=school.thing("материал", title))


def show_mentor(school: School, curator: str, name: str, *, data: Sequence[str]) -> None:
    """A mentor of the bank is shown on the site, with the data that he allowed."""
    shown = {"person": school.person(name), "fields": codes(data, DATA)}
    _show(school, curator, "базы", subject=school.mentor(name), shown=[shown])


def show_practice(school: School, curator: str, title: str) -> None:
    """A practice of the bank is shown on the site."""
    _show(school, curator, "лучшие кейсы", subject=school.thing("практика", title))


def show_material(school: School, curator: str, title: str) -> None:
    """A material of the collection is shown on the site."""
    _show(school, curator, "методические рекомендации", subject=school.thing("материал", title))


def tell_news(school: School, curator: str, title: str, text: str) -> None:
    """News is put on the site."""
    _show(school, curator, "новости", title=title, text=text)


def review_needs(
    school: School, curator: str, *, still: Sequence[str], no_longer: Sequence[str] = ()
) -> None:
    """The curator reviews who still needs a mentor."""
    needed, gone = school.mentees(still), school.mentees(no_longer)
    school.give(curator, "complete_needs_review", still_needed=needed, no_longer_needed=gone)


def _show(school: School, curator: str, kind: str, **told: object) -> None:
    places = codes("сайт", PLACES)
    school.give(
        curator,
        "publish_site_item",
        kind=SITE_ITEMS[kind],
        places=places,
        published_on=school.today,
        **told,
    )
