"""Taking a workbook of banks over: preview with faults by cell, then whole or not at all."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from service.access import Action, Actor, require
from service.aggregates.bank import Bank
from service.commands.import_checks import doubles_in_bank, with_institution_faults
from service.commands.phrases import Readings
from service.commands.registry import command
from service.commands.runtime import Runtime
from service.commands.shared_work import require_shared, require_sharing
from service.commands.suggest import current_round, regulation_in_force
from service.commands.takeover import Takeover
from service.commands.work import Work, fixed_id
from service.eventstore.log import Decision
from service.importing.banks import Banks, read_banks
from service.importing.faults import CellFault
from service.matching.similarity.similarity import Match, load
from service.regulations.vocabulary import vocabulary

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook would bring: good rows, what their phrases mean, faults and warnings by cell."""

    digest: str
    banks: Banks
    matches: Mapping[str, Match]
    model: str

    @property
    def faults(self) -> tuple[CellFault, ...]:
        """What keeps the file from being taken over whole."""
        return self.banks.faults


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import; ``position`` is the place in the log, None when nothing was stored."""

    preview: Preview
    stored: bool
    position: int | None = None


def preview_workbook(
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    content: bytes,
    on: date | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Read a workbook and say what it would bring; stores nothing.

    Raises:
        NotAllowed: the actor keeps no banks here.
        RegulationNotInForce: the institution keeps no banks yet.

    """
    role = require(actor, Action.KEEP_BANKS, institution)
    day = on or runtime.today(institution)
    regulation = regulation_in_force(runtime, institution, on=day)
    require_sharing(role, regulation, "curator.bank_with")
    report = progress or _silent
    report("Чтение файла", 0.0)
    banks = with_institution_faults(
        read_banks(content, forms=regulation.form_labels()), regulation=regulation, on=day
    )
    report("Распознавание компетенций", 0.3)
    similarity = load()
    phrases = sorted(
        {phrase for row in banks.mentors for phrase in row.competencies}
        | {phrase for row in banks.mentees for phrase in row.requests}
    )
    matches = similarity.match(phrases, codes=vocabulary().competency_codes(regulation.kind))
    report("Распознавание компетенций", 1.0)
    doubles = doubles_in_bank(runtime, institution=institution, actor=actor, banks=banks)
    return Preview(
        digest=hashlib.sha256(content).hexdigest(),
        banks=replace(banks, warnings=(*banks.warnings, *doubles)),
        matches={match.text: match for match in matches},
        model=similarity.model,
    )


def import_workbook(
    runtime: Runtime,
    *,
    institution: str,
    actor: Actor,
    content: bytes,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
    on: date | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Take a workbook over in one act: all of it, or with ``skip_bad_rows`` all its good rows, or nothing."""
    preview = preview_workbook(
        runtime, institution=institution, actor=actor, content=content, on=on, progress=progress
    )
    nothing_good = not preview.banks.mentors and not preview.banks.mentees
    if dry_run or nothing_good or (preview.faults and not skip_bad_rows):
        return Imported(preview, stored=False)
    bank = runtime.log.find(Bank, fixed_id(institution, Bank.TOPIC))
    taken = _taken(runtime, institution, preview)
    if bank is not None and bank.last_import == taken:
        return Imported(preview, stored=True, position=runtime.log.head())
    key = f"import:{taken}:{bank.imports if bank is not None else 0}"
    receipt = runtime.run(
        import_banks,
        institution=institution,
        actor=actor,
        key=key,
        on=on,
        content=key.encode(),
        preview=preview,
        round_id=current_round(runtime, institution),
        digest=taken,
    )
    return Imported(preview, stored=True, position=receipt.position)


def _taken(runtime: Runtime, institution: str, preview: Preview) -> str:
    """What an import takes, as an HMAC: the file and its good rows."""
    rows = (*preview.banks.mentors, *preview.banks.mentees)
    message = f"{preview.digest}\n{[row.ref for row in rows]}".encode()
    return runtime.log.keys.institution_hmac(institution, purpose="workbook", message=message)


@command(
    title="Загрузить банки из книги Excel",
    action=Action.KEEP_BANKS,
    requirements=(
        "R-020",
        "R-044",
        "R-045",
        "R-046",
        "R-047",
        "R-048",
        "R-049",
        "R-054",
        "R-061",
        "R-074",
        "R-077",
    ),
    internal=True,
)
def import_banks(work: Work, *, preview: Preview, round_id: str, digest: str) -> Decision:
    """Take over the good rows of a workbook: persons, consents, questionnaires, requests, interest."""
    require_shared(work, "curator.bank_with")
    takeover = Takeover(work, preview.banks, Readings(preview.matches, preview.model), digest)
    for mentor_row in preview.banks.mentors:
        takeover.take_mentor(mentor_row)
    for mentee_row in preview.banks.mentees:
        takeover.take_mentee(mentee_row)
    takeover.take_interest(round_id)
    return takeover.decision()


def _silent(_stage: str, _share: float) -> None:
    """Report nothing."""
