"""One institution in a scenario: its people, its calendar, and what they do through the JSON API.

Scenarios speak of people by name and of days by date; ids, codes and commands live here and nowhere else.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from starlette.testclient import TestClient

from service.access import Role
from service.commands.catalogue import all_views
from service.commands.runtime import Runtime, prepare
from service.settings import Settings
from service.web.app import create_app
from service.web.site import Site

ORIGIN: Final = "http://127.0.0.1"
MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
         "ноября", "декабря"),
        start=1,
    )
}  # fmt: skip

Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - what the service answered
    """The service said no; the text is its sentence, ``name`` the refusal."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem["message"])
        self.name: str = problem["refusal"]
        self.clauses: list[str] = problem.get("clauses", [])


def day(text: str) -> date:
    """Read «1 сентября 2026»."""
    found = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", text)
    assert found, text
    return date(int(found[3]), MONTHS[found[2]], int(found[1]))


@dataclass
class Clock:
    """The clock of the service, moved by the scenario."""

    now: datetime = datetime(2026, 8, 1, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def move(self, to: date) -> None:
        """Move to the morning of a day."""
        self.now = datetime.combine(to, time(6), tzinfo=UTC)


@dataclass
class School:
    """An institution as its people see it."""

    client: TestClient
    clock: Clock
    code: str
    people: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The business day."""
        return self.clock.now.date()

    def on(self, text: str) -> None:
        """Let time pass until a day."""
        self.clock.move(day(text))

    def give(self, who: str | Role, command: str, **parameters: Any) -> dict[str, str]:
        """Give a command as a person by name, or as an office; the ids that it made."""
        url = f"/api/v1/institutions/{self.code}/commands/{command}"
        answer = self.client.post(url, json=_plain(parameters), headers=self._headers(who))
        if answer.status_code != 200:
            raise Refusal(answer.json())
        ids: dict[str, str] = answer.json()["ids"]
        return ids

    def ask(self, who: str | Role, name: str, **filters: str) -> list[Json]:
        """Read a whole list as a person by name, or as an office."""
        url = f"/api/v1/institutions/{self.code}/{name}"
        answer = self.client.get(url, params={"limit": "500", **filters}, headers=self._headers(who))
        if answer.status_code != 200:
            raise Refusal(answer.json())
        items: list[Json] = answer.json()["items"]
        return items

    def bring(self, who: str | Role, content: bytes) -> Json:
        """Import a workbook."""
        url = f"/api/v1/institutions/{self.code}/imports"
        answer = self.client.post(url, files={"file": content}, headers=self._headers(who))
        if answer.status_code != 200:
            raise Refusal(answer.json())
        result: Json = answer.json()
        assert result["stored"], result["errors"]
        return result

    def suggest(self, who: str | Role) -> Json:
        """Ask the matcher for pairs."""
        url = f"/api/v1/institutions/{self.code}/suggestions"
        answer = self.client.post(url, headers=self._headers(who))
        if answer.status_code != 200:
            raise Refusal(answer.json())
        suggestion: Json = answer.json()
        return suggestion

    def refused(self, act: Callable[[], object]) -> Refusal:
        """What the service says to an act that it refuses."""
        try:
            act()
        except Refusal as refusal:
            return refusal
        raise AssertionError("nothing was refused")

    def person(self, name: str) -> str:
        """The id of a person."""
        return self.people[name]

    def mentor(self, name: str) -> str:
        """The id of a person's entry as mentor."""
        return self.people[name].replace("/person/", "/mentor/")

    def mentee(self, name: str) -> str:
        """The id of a person's entry as mentee."""
        return self.people[name].replace("/person/", "/mentee/")

    def everything(self) -> dict[str, list[Json]]:
        """Every list of the service, as the server's operator sees it."""
        return {name: self.ask(Role.OPERATOR, name) for name in all_views()}

    def _headers(self, who: str | Role) -> dict[str, str]:
        site: Site = self.client.app.state.site  # type: ignore[attr-defined] # the application is ours
        if isinstance(who, Role):
            token = site.signer.token(self.code, who)
        else:
            token = site.signer.personal_token(self.people[who])
        return {"Authorization": f"Bearer {token}"}


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value


@contextmanager
def opened_school(code: str, folder: Path, database: str | None) -> Iterator[tuple[School, Runtime]]:
    """An empty service for one institution, with a clock of its own and ids that repeat."""
    settings = Settings(data=folder, database=database)
    prepare(settings)
    numbers = itertools.count(1)
    clock = Clock()
    with Runtime.open(settings, clock=clock, random_hex=lambda: f"{next(numbers):032x}") as runtime:
        app = create_app(runtime, demo=True)
        with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
            yield School(client, clock, code), runtime
