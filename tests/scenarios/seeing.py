"""Questions: what people see in the lists of the service, told in words."""

from typing import Final

from service.access import Role
from tests.scenarios.pairs import pair_of
from tests.scenarios.programmes import programme_of
from tests.scenarios.school import School

PROGRAMME_STATES: Final = {
    "draft": "проект",
    "composed": "составлена",
    "active": "идёт",
    "suspended": "приостановлена",
    "completed": "завершена",
    "terminated": "прекращена",
    "closed": "закрыта",
}


def notices_of(school: School, name: str) -> list[str]:
    """What the notices of somebody that still hold are about, each once, in alphabetical order."""
    return sorted({each["title"] for each in school.ask(name, "notices")})


def terms(school: School, who: str, state: str) -> list[str]:
    """The titles of the terms in a state: «срок идёт», «срок подходит», «просрочено»."""
    return sorted(each["title"] for each in school.ask(who, "deadlines") if each["state_words"] == state)


def programme_state(school: School, who: str, *, of: str) -> str:
    """Where the programme of a mentee stands, in words."""
    programme = programme_of(school, of)
    rows = {row["id"]: row for row in school.ask(who, "programmes")}
    return PROGRAMME_STATES[rows[programme]["status"]]


def term(school: School, who: str, title: str, *, of: str) -> list[str]:
    """Where the terms with a title stand that concern a mentee, or the programme of a mentee in a pair."""
    subjects = [school.mentee(of)]
    if ("пара", of) in school.things:
        subjects.append(programme_of(school, of))
    rows = school.ask(who, "deadlines")
    return sorted(row["state_words"] for row in rows if row["title"] == title and row["subject"] in subjects)


def plan(school: School, who: str, *, of: str) -> list[str]:
    """The titles of the activities in a programme's plan."""
    rows = school.ask(who, "programme_activities", of=programme_of(school, of))
    return [row["title"] for row in rows if row["state"] != "dropped"]


def on_site(school: School, who: str) -> list[str]:
    """The kinds of what stands on the site now."""
    return [row["kind"] for row in school.ask(who, "site_items") if row["withdrawn_on"] is None]


def evaluations(school: School, reader: str, *, of: str) -> set[str]:
    """The words of evaluation in the reports on a programme, as far as a reader sees them."""
    rows = school.ask(reader, "programme_reports", of=programme_of(school, of))
    return {row["evaluation"] for row in rows if row.get("evaluation")}


def reports(school: School, reader: str, *, of: str) -> int:
    """How many reports on a programme a reader sees."""
    return len(school.ask(reader, "programme_reports", of=programme_of(school, of)))


def breached(school: School, who: str) -> list[str]:
    """The clauses that are breached, in the words of a reader."""
    return _clauses(school, who, "нарушено")


def ahead(school: School, who: str) -> list[str]:
    """The clauses for which something is still to be done, in the words of a reader."""
    return _clauses(school, who, "предстоит")


def pair_state(school: School, name: str) -> str:
    """Where the pair or group of a mentee stands, in words."""
    rows = {row["id"]: row for row in school.ask(Role.OPERATOR, "pairs")}
    state: str = rows[pair_of(school, name)]["state_words"]
    return state


def unmatched(school: School, curator: str) -> list[str]:
    """The mentees without a pair."""
    return sorted(school.surname(row["mentee"]) for row in school.ask(curator, "unmatched_mentees"))


def without_support(school: School, curator: str) -> list[str]:
    """The mentees without a pair whom the regulation still owes its support."""
    rows = school.ask(curator, "unmatched_mentees")
    return sorted(school.surname(row["mentee"]) for row in rows if row["support_due"])


def members(school: School, who: str, *, of: str) -> list[str]:
    """The mentees who are in the pair or group now, by surname in alphabetical order."""
    rows = {row["id"]: row for row in school.ask(who, "pairs")}
    return sorted(school.surname(mentee) for mentee in rows[pair_of(school, of)]["mentees"])


def late_activities(school: School, curator: str, *, of: str) -> list[str]:
    """The activities of a programme whose term has passed."""
    rows = school.ask(curator, "overdue_activities")
    return [row["title"] for row in rows if row["programme"] == programme_of(school, of)]


def _clauses(school: School, who: str, status: str) -> list[str]:
    rows = school.ask(who, "compliance")
    return sorted(row["clause_words"] for row in rows if row["status_words"] == status)
