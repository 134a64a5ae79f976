"""«Загрузка банков»: choose a workbook, see what it would bring, then load it whole or its good rows."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.access import Action, require
from service.commands.import_banks import Preview, import_workbook, preview_workbook
from service.projections.banks import import_rows
from service.regulations.vocabulary import vocabulary
from service.web.bodies import WorkbookBody
from service.web.render import page
from service.web.site import Code, Hex, SessionDep, SiteDep
from service.web.uploads import Upload

IMPORT_PAGES = APIRouter(include_in_schema=False)

SHOWN: Final = 100
"""How many faults, warnings and rows a preview lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A good row of a workbook: where it stands, whose it is, what its phrases were understood as."""

    bank: str
    row: int
    name: str
    readings: tuple[tuple[str, str, bool], ...]


@IMPORT_PAGES.get("/institutions/{code}/imports")
def imports(request: Request, site: SiteDep, session: SessionDep, code: Code) -> Response:
    """Show the form for a workbook and what was loaded before."""
    require(session.as_actor(), Action.KEEP_BANKS, code)
    with site.runtime.reading() as connection:
        loaded = import_rows(connection, code)
    return page(request, "imports.html", {"code": code, "loaded": loaded})


@IMPORT_PAGES.post("/institutions/{code}/imports")
def check(site: SiteDep, session: SessionDep, code: Code, content: WorkbookBody) -> Response:
    """Read a workbook and lead to its preview; nothing is stored."""
    preview = preview_workbook(site.runtime, institution=code, actor=session.as_actor(), content=content)
    upload = Upload(
        id=site.runtime.random_hex(),
        session=session.id,
        institution=code,
        content=content,
        preview=preview,
        received_at=site.runtime.clock(),
    )
    site.uploads.put(upload)
    return RedirectResponse(f"/institutions/{code}/imports/{upload.id}", 303)


@IMPORT_PAGES.get("/institutions/{code}/imports/{upload}")
def preview(request: Request, site: SiteDep, session: SessionDep, code: Code, upload: Hex) -> Response:
    """Show faults by cell and what was understood."""
    require(session.as_actor(), Action.KEEP_BANKS, code)
    waiting = site.uploads.get(upload, session=session.id, institution=code)
    banks = waiting.preview.banks
    rows = understood(waiting.preview)
    context = {
        "code": code,
        "upload": waiting,
        "banks": banks,
        "rows": rows,
        "unsure": sum(not sure for row in rows for _, _, sure in row.readings),
        "faults": banks.faults[:SHOWN],
        "more_faults": max(0, len(banks.faults) - SHOWN),
        "warnings": banks.warnings,
        "shown": SHOWN,
    }
    return page(request, "preview.html", context)


@IMPORT_PAGES.post("/institutions/{code}/imports/{upload}")
def load(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    upload: Hex,
    rows: Annotated[str, Form(pattern="^(all|good)$")],
) -> Response:
    """Load the workbook that waits, whole or its good rows."""
    waiting = site.uploads.get(upload, session=session.id, institution=code)
    result = import_workbook(
        site.runtime,
        institution=code,
        actor=session.as_actor(),
        content=waiting.content,
        skip_bad_rows=rows == "good",
    )
    if not result.stored:
        return RedirectResponse(f"/institutions/{code}/imports/{upload}", 303)
    site.uploads.drop(upload)
    return RedirectResponse(f"/institutions/{code}", 303)


def understood(preview: Preview) -> list[Understood]:
    """The good rows of a preview as the page shows them."""
    mentors = [("наставник", row.row, row.name, row.competencies) for row in preview.banks.mentors]
    mentees = [("наставляемый", row.row, row.name, row.requests) for row in preview.banks.mentees]
    return [
        Understood(bank, row, name, tuple(_reading(preview, phrase) for phrase in phrases))
        for bank, row, name, phrases in mentors + mentees
    ]


def _reading(preview: Preview, phrase: str) -> tuple[str, str, bool]:
    match = preview.matches[phrase]
    return phrase, vocabulary().competency(match.code).label, match.sure
