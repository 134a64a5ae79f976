"""A pair at work for the tests of commands: approved by order, with a programme of one activity."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from service.access import Actor, Role
from service.commands.pair_endings import end_mentoring
from service.commands.people import register_person
from service.commands.programme_plans import plan_activity
from service.commands.programmes import draft_programme
from service.commands.registry import Command
from service.commands.runtime import Runtime
from service.commands.views import VIEWS, answer
from service.commands.work import Work
from service.eventstore.log import Decision
from service.settings import Settings
from tests.commands.pairing import TODAY, School, internal

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """One approved pair, as its people act in it."""

    school: School
    assignment: str
    mentor: str
    mentees: tuple[str, ...]
    colleague: str

    @property
    def mentee(self) -> str:
        """The mentee, the first one of a group."""
        return self.mentees[0]

    def as_mentor(self, command: Command, **parameters: Any) -> dict[str, str]:
        """Let the mentor act."""
        return self.by(self.school.himself(self.mentor), command, **parameters)

    def as_mentee(self, command: Command, **parameters: Any) -> dict[str, str]:
        """Let the mentee act."""
        return self.by(self.school.himself(self.mentee), command, **parameters)

    def as_colleague(self, command: Command, **parameters: Any) -> dict[str, str]:
        """Let the colleague act."""
        return self.by(self.colleague_himself, command, **parameters)

    def as_head(self, command: Command, **parameters: Any) -> dict[str, str]:
        """Let the head act."""
        return self.by(self.school.office("head"), command, **parameters)

    @property
    def colleague_himself(self) -> Actor:
        """The colleague, who is a worker and nothing else."""
        return Actor(id=self.colleague, roles={self.school.code: frozenset({Role.STAFF})})

    def by(self, actor: Actor, command: Command, **parameters: Any) -> dict[str, str]:
        """Let somebody act in this pair, today."""
        return self.school.act(command, actor=actor, **parameters)

    def end(self) -> None:
        """End the mentoring today."""

        def ended(work: Work) -> Decision:
            return Decision(
                end_mentoring(work, assignment=self.assignment, on=work.on, ground="party_or_mutual")
            )

        self.school.act(internal(ended))

    def list(self, name: str, actor: Actor, *, of: str | None = None) -> list[dict[str, Any]]:
        """What somebody reads in a list."""
        found = answer(
            self.school.runtime, VIEWS[name], institution=self.school.code, actor=actor, on=TODAY, of=of
        )
        return [dict(row) for row in found]


def at_work(runtime: Runtime, code: str, *, mentees: int = 1) -> Pair:
    """Form a pair or group in an institution, approve it by order and draft its programme."""
    school = School(runtime, code)
    mentor, led = school.mentor(), tuple(school.mentee() for _ in range(mentees))
    assignment = school.ready(mentor, *led)
    school.order(assignment, number=f"{runtime.log.head()}")
    programme = school.act(draft_programme, assignment=assignment)["programme"]
    school.act(
        plan_activity,
        programme=programme,
        by=mentor,
        title="Взаимное посещение уроков",
        direction="methodical",
        due_on=TODAY,
    )
    colleague = school.act(register_person, full_name="Юдин Олег Ильич", position="учитель")["person"]
    return Pair(school, assignment, mentor, led, colleague)


@contextmanager
def refused(pair: Pair, refusal: type[Exception], **facts: object) -> Iterator[None]:
    """Expect a refusal with these facts that stores nothing."""
    before = pair.school.runtime.log.head()
    with pytest.raises(refusal) as caught:
        yield
    assert getattr(caught.value, "facts", facts) == facts
    assert pair.school.runtime.log.head() == before


@contextmanager
def copied(folder: Path, to: Path) -> Iterator[Runtime]:
    """The service on a copy of a data folder."""
    shutil.copytree(folder, to)
    with Runtime.open(Settings(data=to), clock=lambda: NOW) as runtime:
        yield runtime
