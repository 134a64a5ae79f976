"""«Уточнить формулировки»: the phrases that the similarity was not sure of, for the curator to decide."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.access import Action, require
from service.commands.bank_pages import (
    BankRow,
    competency_choices,
    mentee_bank,
    mentor_bank,
    open_phrases,
)
from service.commands.banks import choose_competency
from service.commands.json_bodies import Malformed
from service.web.cards import institution_card
from service.web.render import page
from service.web.sessions import Session
from service.web.site import Code, SessionDep, Site, SiteDep

PHRASE_PAGES = APIRouter(include_in_schema=False)

LONGEST_PHRASE: Final = 40_000
"""Characters; a cell of a workbook holds fewer."""


class PhraseChanged(Exception):  # noqa: N818 - a fact about the entry
    """The page was made from an earlier state: the phrase was replaced, or its meaning chosen, meanwhile."""


@PHRASE_PAGES.get("/institutions/{code}/phrases")
def phrases(request: Request, site: SiteDep, session: SessionDep, code: Code) -> Response:
    """Show the phrases that wait."""
    require(session.as_actor(), Action.KEEP_BANKS, code)
    waiting = open_phrases(_entries(site, session, code))
    kind = institution_card(site.runtime, institution=code, actor=session.as_actor()).kind
    context = {"code": code, "waiting": waiting, "choices": competency_choices(kind)}
    return page(request, "phrases.html", context)


@PHRASE_PAGES.post("/institutions/{code}/phrases")
def choose(
    site: SiteDep,
    session: SessionDep,
    code: Code,
    *,
    entry: Annotated[str, Form(max_length=100)],
    index: Annotated[int, Form(ge=0)],
    words: Annotated[str, Form(max_length=LONGEST_PHRASE)],
    choice: Annotated[str, Form(max_length=40)] = "",
    other: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Record what a phrase means.

    Raises:
        Malformed: nothing was chosen.
        PhraseChanged: the entry says something else in this place now, or somebody has decided already.

    """
    actor = session.as_actor()
    require(actor, Action.KEEP_BANKS, code)
    if not choice or (choice == "other" and not other):
        raise Malformed("Не выбрано, что означает формулировка: отметьте один из вариантов.")
    if not _waits(_entries(site, session, code), entry=entry, index=index, words=words):
        raise PhraseChanged
    meaning = {"none": None, "other": other}.get(choice, choice)
    site.runtime.run(choose_competency, institution=code, actor=actor, entry=entry, index=index, code=meaning)
    return RedirectResponse(f"/institutions/{code}/phrases#next", 303)


def _entries(site: Site, session: Session, code: str) -> list[BankRow]:
    actor, day = session.as_actor(), site.runtime.today(code)
    return [
        *mentor_bank(site.runtime, institution=code, actor=actor, on=day),
        *mentee_bank(site.runtime, institution=code, actor=actor, on=day),
    ]


def _waits(rows: list[BankRow], *, entry: str, index: int, words: str) -> bool:
    """Tell whether these words still wait in this place; a form may have changed their line breaks."""
    return any(
        (phrase.entry, phrase.index, phrase.words.split()) == (entry, index, words.split())
        for _, phrase in open_phrases(rows)
    )
