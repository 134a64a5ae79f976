"""Verbs of the banks: consents, questionnaires, requests, training, the head's approval."""

from collections.abc import Sequence

from tests.importing.books import Value, banks_book
from tests.scenarios.school import School
from tests.scenarios.words import DATA, PLACES, codes, day


def open_survey(school: School, curator: str) -> None:
    """The curator asks the workers who would be a mentor."""
    school.give(curator, "open_mentor_survey")


def close_survey(school: School, curator: str) -> None:
    """The survey is over."""
    school.give(curator, "close_mentor_survey")


def consent(school: School, *names: str) -> None:
    """People agree to the processing of their personal data, each for himself."""
    for name in names:
        person = school.person(name)
        school.give(name, "give_personal_data_consent", person=person, given_on=school.today)


def withdraw_consent(school: School, name: str) -> None:
    """Somebody takes the consent to the processing of personal data back."""
    school.give(name, "withdraw_personal_data_consent", person=school.person(name))


def allow_publication(school: School, *names: str, data: Sequence[str], places: Sequence[str]) -> None:
    """People let the institution make named data public, each for himself."""
    for name in names:
        school.give(
            name,
            "allow_publication",
            person=school.person(name),
            fields=codes(data, DATA),
            places=codes(places, PLACES),
            given_on=school.today,
        )


def offer_help(school: School, name: str, *, experience: int, strong_in: Sequence[str]) -> None:
    """A worker answers the questionnaire of potential mentors."""
    school.give(
        name,
        "complete_mentor_questionnaire",
        person=school.person(name),
        competencies=strong_in,
        experience_years=experience,
    )


def ask_for_mentor(school: School, name: str, *, experience: int, wants: Sequence[str]) -> None:
    """A worker tells what he needs a mentor for."""
    person = school.person(name)
    school.give(name, "submit_request", person=person, requests=wants, experience_years=experience)


def bring_workbook(
    school: School,
    curator: str,
    *,
    mentors: Sequence[tuple[str, int, str]],
    mentees: Sequence[tuple[str, int, str]],
    position: str = "учитель",
) -> None:
    """The curator imports a workbook: full name, years of experience, strong in or wants; all have signed."""
    staff: dict[str, Value] = {"Должность": position, "Согласие на обработку ПДн": school.today}
    school.bring(
        curator,
        banks_book(
            [
                {
                    "ФИО наставника": name,
                    "Контактные данные для связи": f"mentor{number}@example.org",
                    "Основные компетенции наставника": words,
                    "Педагогический стаж, лет": years,
                    **staff,
                }
                for number, (name, years, words) in enumerate(mentors)
            ],
            [
                {
                    "ФИО наставляемого": name,
                    "Контактные данные для связи": f"mentee{number}@example.org",
                    "Основной запрос": words,
                    "Педагогический стаж, лет": years,
                    **staff,
                }
                for number, (name, years, words) in enumerate(mentees)
            ],
        ),
    )


def enter(school: School, curator: str, *, mentors: Sequence[str] = (), mentees: Sequence[str] = ()) -> None:
    """The curator enters people in the banks."""
    for name in mentors:
        school.give(curator, "enter_mentor_in_bank", mentor=school.mentor(name))
    for name in mentees:
        school.give(curator, "enter_mentee_in_bank", mentee=school.mentee(name))


def tell_of_duties(school: School, *, mentors: Sequence[str] = (), mentees: Sequence[str] = ()) -> None:
    """People sign for the duties of their role."""
    for role, names in (("mentor", mentors), ("mentee", mentees)):
        for name in names:
            school.give(name, "acknowledge_duties", person=school.person(name), role=role)


def assign_category(school: School, curator: str, name: str, category: str) -> None:
    """The curator says what kind of mentee somebody is."""
    known = {"молодой специалист": "young_specialist", "начинающий педагог": "beginner", "студент": "student"}
    school.give(curator, "assign_category", mentee=school.mentee(name), category=known[category])


def record_start_of_work(school: School, curator: str, name: str, on: str) -> None:
    """The curator notes the day on which somebody was admitted to work."""
    school.give(curator, "record_actual_start", mentee=school.mentee(name), started_on=day(on))


def name_difficulty(school: School, name: str, difficulty: str) -> None:
    """A mentee names a difficulty of his own."""
    school.give(name, "identify_difficulty", mentee=school.mentee(name), difficulty=difficulty)


def name_strength(school: School, name: str, strength: str) -> None:
    """A mentee names a strong side of his own."""
    school.give(name, "identify_strength", mentee=school.mentee(name), strength=strength)


def approve(school: School, head: str, *, mentors: Sequence[str] = (), mentees: Sequence[str] = ()) -> None:
    """The head approves people as mentors and mentees, apart from any pair."""
    for name in mentors:
        school.give(head, "approve_mentor", mentor=school.mentor(name))
    for name in mentees:
        school.give(head, "approve_mentee", mentee=school.mentee(name))


def train(school: School, curator: str, subject: str, *, invited: Sequence[str], came: Sequence[str]) -> None:
    """The curator plans a training of mentors for today and holds it."""
    training = school.give(
        curator,
        "schedule_mentor_training",
        mentors=[school.mentor(name) for name in invited],
        subject=subject,
        planned_on=school.today,
    )["training"]
    attended = [school.mentor(name) for name in came]
    school.give(curator, "hold_mentor_training", training=training, held_on=school.today, attended=attended)


def set_limit(school: School, curator: str, mentor: str, limit: int) -> None:
    """The curator sets how many mentees a mentor may have at once."""
    school.give(curator, "set_mentor_capacity", mentor=school.mentor(mentor), limit=limit)
