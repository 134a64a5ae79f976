"""One institution in a scenario: its people, its calendar, and what they do through the JSON API.

Scenarios speak of people by name and of days by date; ids, codes and commands live in the verbs only.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final

from starlette.testclient import TestClient

from service.access import Role
from service.commands.catalogue import all_views
from service.commands.runtime import Runtime
from service.commands.tick import tick
from service.ids import random_part
from service.web.site import Site
from tests.scenarios.words import day

ADMINISTRATOR: Final = Role.SYSTEM_ADMINISTRATOR

Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - what the service answered
    """The service said no; the text is its sentence, ``name`` the refusal."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem["message"])
        self.name: str = problem["refusal"]
        self.clauses: list[str] = problem.get("clauses", [])


@dataclass
class Clock:
    """The clock of the service, moved by the scenario."""

    now: datetime = datetime(2026, 1, 12, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def move(self, to: date) -> None:
        """Move to the morning of a day."""
        self.now = datetime.combine(to, time(6), tzinfo=UTC)


@dataclass
class School:
    """An institution as its people see it; people go by their surname, or by the full name."""

    client: TestClient
    runtime: Runtime
    clock: Clock
    code: str
    people: dict[str, str] = field(default_factory=dict)
    things: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The business day."""
        return self.clock.now.date()

    def on(self, text: str) -> None:
        """Let time pass until a day; on its morning time itself acts: reminders, notices."""
        to = day(text)
        assert to >= self.today, text
        self.clock.move(to)
        if self.people:
            tick(self.runtime)

    def give(self, who: str | Role, command: str, /, **parameters: Any) -> dict[str, str]:
        """Give a command as a person, or as an office; the ids that it made.

        Raises:
            Refusal: the service says no.

        """
        url = f"/api/v1/institutions/{self.code}/commands/{command}"
        answer = self._answer(self.client.post(url, json=_plain(parameters), headers=self._headers(who)))
        ids: dict[str, str] = answer["ids"]
        return ids

    def ask(self, who: str | Role, name: str, **filters: str) -> list[Json]:
        """Read a whole list as a person, or as an office. Raises ``Refusal``."""
        found: list[Json] = []
        while True:
            page = self._page(who, name, offset=len(found), filters=filters)
            found += page["items"]
            if len(found) >= page["total"]:
                return found

    def bring(self, who: str | Role, content: bytes) -> Json:
        """Import a workbook; its people are known from now on. Raises ``Refusal``."""
        url = f"/api/v1/institutions/{self.code}/imports"
        result = self._answer(self.client.post(url, files={"file": content}, headers=self._headers(who)))
        assert result["stored"], result["errors"]
        for bank in ("mentors", "mentees"):
            self.people.update({row["name"]: row["person"] for row in self.ask(who, bank)})
        return result

    def suggest(self, who: str | Role) -> Json:
        """Ask the matcher for pairs. Raises ``Refusal``."""
        url = f"/api/v1/institutions/{self.code}/suggestions"
        return self._answer(self.client.post(url, headers=self._headers(who)))

    @contextmanager
    def refuses(self, words: str) -> Iterator[None]:
        """Expect a refusal whose sentence holds these words, and that nothing at all was recorded."""
        head = self.runtime.log.head()
        try:
            yield
        except Refusal as refusal:
            assert words in str(refusal), str(refusal)  # noqa: PT017 - the sentence is what is tested
            assert self.runtime.log.head() == head
        else:
            raise AssertionError(words)

    def person(self, name: str) -> str:
        """The id of a person by surname or full name."""
        found = [known for known in self.people if known == name or known.startswith(f"{name} ")]
        assert len(found) == 1, f"{name}: {found}"
        return self.people[found[0]]

    def mentor(self, name: str) -> str:
        """The id of a person's entry as mentor."""
        return self.person(name).replace("/person/", "/mentor/")

    def mentee(self, name: str) -> str:
        """The id of a person's entry as mentee."""
        return self.person(name).replace("/person/", "/mentee/")

    def surname(self, entry: str) -> str:
        """The surname of whoever an id of a person or of an entry belongs to."""
        part = random_part(entry)
        return next(name.split()[0] for name, known in self.people.items() if known.endswith(part))

    def mentees(self, names: Sequence[str]) -> list[str]:
        """The ids of several people's entries as mentees."""
        return [self.mentee(name) for name in names]

    def remember(self, what: str, *names: str, is_: str) -> str:
        """Keep the id of a thing under what people call it."""
        self.things[what, *names] = is_
        return is_

    def thing(self, what: str, *names: str) -> str:
        """The id of a thing by what people call it."""
        return self.things[what, *names]

    def everything(self) -> dict[str, list[Json]]:
        """Every list of the service, as the server's operator sees it."""
        return {name: self.ask(Role.OPERATOR, name) for name in sorted(all_views())}

    def _page(self, who: str | Role, name: str, *, offset: int, filters: Mapping[str, str]) -> Json:
        url = f"/api/v1/institutions/{self.code}/{name}"
        told = {"limit": "500", "offset": str(offset), **filters}
        return self._answer(self.client.get(url, params=told, headers=self._headers(who)))

    def _answer(self, answer: Any) -> Json:  # noqa: ANN401 - the response of the test client
        if answer.status_code != 200:
            raise Refusal(answer.json())
        read: Json = answer.json()
        return read

    def _headers(self, who: str | Role) -> dict[str, str]:
        site: Site = self.client.app.state.site  # type: ignore[attr-defined] # the application is ours
        if isinstance(who, Role):
            token = site.signer.token(self.code, who)
        else:
            token = site.signer.personal_token(self.person(who))
        return {"Authorization": f"Bearer {token}"}


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
