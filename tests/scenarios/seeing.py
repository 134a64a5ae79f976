"""Questions: what people see in the lists of the service, told in words."""

from service.access import Role
from tests.scenarios.pairs import pair_of
from tests.scenarios.programmes import programme_of
from tests.scenarios.school import School


def notices_of(school: School, name: str) -> list[str]:
    """What the notices of somebody that still hold are about, each once, in alphabetical order."""
    return sorted({each["title"] for each in school.ask(name, "notices")})


def terms(school: School, who: str, state: str) -> list[str]:
    """The titles of the terms in a state, in words: «предстоит», «скоро», «срок прошёл», «выполнено в срок»."""
    return sorted(each["title"] for each in school.ask(who, "deadlines") if each["state_words"] == state)


def programme_state(school: School, who: str, *, of: str) -> str:
    """Where the programme of a mentee stands, as the list of programmes says it."""
    programme = programme_of(school, of)
    rows = {row["id"]: row for row in school.ask(who, "programmes")}
    state: str = rows[programme]["status"]
    return state


def breached(school: School, who: str) -> list[str]:
    """The clauses that are breached, in the words of a reader."""
    return [row["clause_words"] for row in school.ask(who, "compliance") if row["status"] == "breached"]


def has_pair(school: School, name: str) -> bool:
    """Whether the order has approved the pair of a mentee."""
    rows = {row["id"]: row for row in school.ask(Role.OPERATOR, "pairs")}
    return rows[pair_of(school, name)]["approved_on"] is not None


def unmatched(school: School, curator: str) -> list[str]:
    """The mentees without a pair."""
    return sorted(row["full_name"] for row in school.ask(curator, "unmatched_mentees"))
