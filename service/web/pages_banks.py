"""The two banks: search, what is missing, what each phrase was understood as."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.commands.bank_pages import BankRow, mentee_bank, mentor_bank
from service.web import words
from service.web.render import page
from service.web.site import Code, SessionDep, SiteDep

BANK_PAGES = APIRouter(include_in_schema=False)

ROWS_ON_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class BankKind:
    """What distinguishes the page of one bank from the other's."""

    path: str
    title: str
    noun: words.Noun
    phrases: str
    read: Callable[..., list[BankRow]]


KINDS: Final = {
    "mentors": BankKind("mentors", "Банк наставников", words.MENTORS, "В чём может помочь", mentor_bank),
    "mentees": BankKind(
        "mentees", "Банк наставляемых", words.MENTEES, "Профессиональный запрос", mentee_bank
    ),
}


@dataclass(frozen=True, slots=True)
class Search:
    """What the reader looks for; it travels in the body of a form: a name never stands in an address."""

    text: str = ""
    status: str = ""
    page: int = 1

    def finds(self, row: BankRow) -> bool:
        """Tell whether a row answers the search."""
        if self.status == "problem" and row.problem is None:
            return False
        if self.status not in {"", "problem", row.status}:
            return False
        place = _plain(
            " ".join((row.name, row.position, row.subject, *(phrase.words for phrase in row.phrases)))
        )
        return all(word in place for word in _plain(self.text).split())


@BANK_PAGES.get("/institutions/{code}/mentors")
def mentors(request: Request, site: SiteDep, session: SessionDep, code: Code) -> Response:
    """Show the bank of mentors."""
    return _bank(request, site, session, code, KINDS["mentors"], Search())


@BANK_PAGES.get("/institutions/{code}/mentees")
def mentees(request: Request, site: SiteDep, session: SessionDep, code: Code) -> Response:
    """Show the bank of mentees."""
    return _bank(request, site, session, code, KINDS["mentees"], Search())


Text = Annotated[str, Form(max_length=200)]
Number = Annotated[int, Form(ge=1, le=10_000)]


@BANK_PAGES.post("/institutions/{code}/mentors")
def search_mentors(
    request: Request,
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    text: Text = "",
    status: Text = "",
    page_number: Number = 1,
) -> Response:
    """Search the bank of mentors."""
    return _bank(request, site, session, code, KINDS["mentors"], Search(text, status, page_number))


@BANK_PAGES.post("/institutions/{code}/mentees")
def search_mentees(
    request: Request,
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    text: Text = "",
    status: Text = "",
    page_number: Number = 1,
) -> Response:
    """Search the bank of mentees."""
    return _bank(request, site, session, code, KINDS["mentees"], Search(text, status, page_number))


def _bank(
    request: Request, site: SiteDep, session: SessionDep, code: str, kind: BankKind, search: Search
) -> Response:
    rows = kind.read(site.runtime, institution=code, actor=session.as_actor(), on=site.runtime.today(code))
    found = [row for row in rows if search.finds(row)]
    last = max(1, -(-len(found) // ROWS_ON_PAGE))
    number = min(search.page, last)
    context = {
        "code": code,
        "kind": kind,
        "search": search,
        "statuses": statuses_of(rows),
        "all": len(rows),
        "found": len(found),
        "rows": found[(number - 1) * ROWS_ON_PAGE : number * ROWS_ON_PAGE],
        "page_number": number,
        "last_page": last,
        "blocked": sum(row.problem is not None for row in rows),
    }
    return page(request, "bank.html", context)


def statuses_of(rows: Sequence[BankRow]) -> list[str]:
    """The statuses that occur in a bank."""
    return sorted({row.status for row in rows})


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")
