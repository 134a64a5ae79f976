"""What time itself brings: reminders, notices of passed terms, their mail. Any number of workers may tick."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from service.access import Actor, Role
from service.commands.notices import issue_notice, note_delivery
from service.commands.rounds import expire_proposals
from service.commands.runtime import Runtime
from service.ids import person_of, random_part
from service.mailing.claims import claim, give_back
from service.mailing.smtp import Letter, Mailer, MailNotSent
from service.projections.deadline_kinds import CURATOR, HEAD, KINDS, Side
from service.projections.deadline_versions import regulation_on
from service.projections.deadlines import derivation, grounds, open_rows
from service.projections.institutions import cards
from service.projections.notices import has_notice, unmailed
from service.projections.pair_proposals import oldest_waiting
from service.projections.roles import holders
from service.regulations.seeds import load_seed
from service.values import NoticeStage

TIMEKEEPER: Final = Actor(id="timekeeper", roles={"*": frozenset({Role.OPERATOR})})
"""The system name under which time acts."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: notices issued, letters sent, letters that the mail server did not take."""

    issued: int = 0
    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Ticked") -> "Ticked":
        """Count two ticks together."""
        return Ticked(self.issued + other.issued, self.sent + other.sent, self.failed + other.failed)


def tick(runtime: Runtime, *, on: date | None = None) -> Ticked:
    """Issue and let expire what is due in every institution on its own day, and mail; twice is once."""
    with runtime.reading() as connection:
        codes = [row["code"] for row in cards(connection)]
    done = Ticked()
    for code in codes:
        day = on or runtime.today(code)
        _expire(runtime, code, day)
        done += Ticked(issued=_issue(runtime, code, day)) + _mail(runtime, code, day)
    return done


def _expire(runtime: Runtime, institution: str, day: date) -> None:
    """Let proposals of pairs expire that nobody answered in time (A-58: silence is no yes)."""
    with runtime.reading() as connection:
        oldest = oldest_waiting(connection, institution)
        regulation = regulation_on(connection, institution, on=day)
    days = None if regulation is None else regulation.number("policy.match_proposal_expiry_days")
    if oldest is not None and days is not None and (day - oldest).days > days:
        runtime.run(expire_proposals, institution=institution, actor=TIMEKEEPER, on=day)


def _issue(runtime: Runtime, institution: str, day: date) -> int:
    with runtime.reading() as connection:
        staged = [(row, _stage(row, day)) for row in open_rows(connection, institution, on=day)]
        waiting = [
            (row, stage, _persons(connection, institution, row["sides"]))
            for row, stage in staged
            if not has_notice(connection, deadline=row["id"], due_on=row["due_on"], stage=stage)
        ]
    issued = 0
    for row, stage, recipients in waiting:
        receipt = runtime.run(
            issue_notice,
            institution=institution,
            actor=TIMEKEEPER,
            on=day,
            deadline=row["id"],
            kind=row["kind"],
            stage=stage,
            due_on=row["due_on"],
            recipients=recipients,
        )
        issued += len(receipt.ids)
    return issued


def _stage(row: Row, day: date) -> NoticeStage:
    return "overdue" if row["due_on"] < day else "reminder"


def _persons(connection: Connection, institution: str, sides: Iterable[Side]) -> tuple[str, ...]:
    """The persons behind the sides; the curator's notices go to the head while there is no curator."""
    found: set[str] = set()
    for side in sides:
        if side in {HEAD, CURATOR}:
            found.update(
                holders(connection, institution=institution, role=Role(side))
                or holders(connection, institution=institution, role=Role.HEAD)
            )
        else:
            found.add(person_of(side))
    return tuple(sorted(found))


def _mail(runtime: Runtime, institution: str, day: date) -> Ticked:
    settings = runtime.settings
    if settings.mail is None or settings.mail_from is None:
        return Ticked()
    mailer = Mailer(url=settings.mail, sender=settings.mail_from)
    with runtime.reading() as connection:
        waiting = unmailed(connection, institution)
        terms = {row["id"]: row for row in open_rows(connection, institution, on=day)}
    done = Ticked()
    for row, address in waiting:
        if row["deadline"] in terms:
            done += _send(runtime, mailer, row, terms[row["deadline"]], address, day)
    return done


def _send(runtime: Runtime, mailer: Mailer, row: Row, term: Row, address: str, day: date) -> Ticked:
    letter_id = f"{random_part(row['id'])}.{random_part(row['recipient'])}"
    now = runtime.clock()
    if not claim(runtime.views, letter_id, now=now):
        return Ticked()
    letter = Letter(letter_id, address, _subject(row), _text(row, term), now)
    try:
        mailer.send(letter)
    except MailNotSent:
        give_back(runtime.views, letter_id)
        return Ticked(failed=1)
    runtime.run(
        note_delivery,
        institution=row["institution"],
        actor=TIMEKEEPER,
        on=day,
        notice=row["id"],
        recipient=row["recipient"],
    )
    return Ticked(sent=1)


def _subject(row: Row) -> str:
    told = "Срок прошёл" if row["stage"] == "overdue" else "Напоминание о сроке"
    return f"{told}: {row['due_on']:%d.%m.%Y}"


def _text(row: Row, term: Row) -> str:
    """A letter without names: what is due, until when, by which clause and why that day."""
    kind = KINDS[row["kind"]]
    verb = "Срок прошёл" if row["stage"] == "overdue" else "Последний день срока"
    lines = (
        f"{kind.title}.",
        f"{verb}: {row['due_on']:%d.%m.%Y}.",
        f"Основание: {'; '.join(grounds(term))}.",
        "Как вычислен срок:",
        *(f"— {step};" for step in derivation(term)),
        "",
        f"{load_seed(row['institution']).short_name}. Система наставничества.",
        "Письмо отправлено автоматически. Если нужное уже сделано, отвечать не нужно.",
    )
    return "\n".join(lines)
