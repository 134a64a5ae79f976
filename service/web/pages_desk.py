"""The desk of an institution: its card, what is in the banks, what to do next."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.access import Action
from service.commands.bank_pages import BankRow, mentee_bank, mentor_bank, open_phrases
from service.web import words
from service.web.api_shapes import InstitutionCard, RunItem
from service.web.cards import institution_card, runs
from service.web.render import menu_of, page
from service.web.site import Code, SessionDep, SiteDep, may

DESK = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the main job: done, or to be done now, or later."""

    title: str
    text: str
    path: str
    button: str
    state: str


@dataclass(frozen=True, slots=True)
class Banks:
    """What the desk says about the banks."""

    mentors: tuple[BankRow, ...]
    mentees: tuple[BankRow, ...]
    open_phrases: int

    @property
    def blocked(self) -> int:
        """How many people cannot take part yet."""
        return sum(row.problem is not None for row in (*self.mentors, *self.mentees))


@DESK.get("/institutions/{code}")
def desk(request: Request, site: SiteDep, session: SessionDep, code: Code) -> Response:
    """Show the desk."""
    actor = session.as_actor()
    facts = institution_card(site.runtime, institution=code, actor=actor)
    banks: Banks | None = None
    found: list[RunItem] = []
    if may(actor, Action.VIEW_BANKS, code):
        day = site.runtime.today(code)
        mentors = mentor_bank(site.runtime, institution=code, actor=actor, on=day)
        mentees = mentee_bank(site.runtime, institution=code, actor=actor, on=day)
        waiting = len(open_phrases([*mentors, *mentees]))
        banks = Banks(tuple(mentors), tuple(mentees), waiting)
    if may(actor, Action.VIEW_ROUNDS, code):
        found, _ = runs(site.runtime, institution=code, actor=actor, limit=1)
    keeps = may(actor, Action.KEEP_BANKS, code) and facts.in_force_since is not None
    open_to_reader = {item.path for item in menu_of(actor, code)}
    steps = steps_of(facts, banks, found) if keeps and banks is not None else []
    steps = [step for step in steps if step.path in open_to_reader]
    return page(request, "desk.html", {"card": facts, "banks": banks, "runs": found, "steps": steps})


def steps_of(card: InstitutionCard, banks: Banks, found: list[RunItem]) -> list[Step]:
    """The three steps of the main job as they stand."""
    loaded = card.mentors > 0 and card.mentees > 0
    clear = loaded and banks.open_phrases == 0
    return [
        Step(
            "Загрузить банки",
            _loaded_text(card) if loaded else "Книга Excel с банками наставников и наставляемых.",
            "/imports",
            "Загрузить ещё" if loaded else "Загрузить банки",
            "done" if loaded else "now",
        ),
        Step(
            "Уточнить формулировки",
            _phrases_text(banks, loaded=loaded),
            "/phrases",
            "Уточнить",
            "done" if clear else ("now" if loaded else "later"),
        ),
        Step(
            "Подобрать пары",
            _rounds_text(found),
            "/rounds",
            "К подбору",
            "done" if found else ("now" if loaded else "later"),
        ),
    ]


def _loaded_text(card: InstitutionCard) -> str:
    mentors, mentees = words.counted(card.mentors, words.MENTORS), words.counted(card.mentees, words.MENTEES)
    return f"В банках {mentors} и {mentees}."


def _phrases_text(banks: Banks, *, loaded: bool) -> str:
    if not loaded:
        return "Что не распознано уверенно, решает куратор."
    if banks.open_phrases == 0:
        return "Все формулировки понятны."
    waiting = words.counted(banks.open_phrases, words.PHRASES)
    return f"Не распознано уверенно: {waiting}. До выбора они в подборе не участвуют."


def _rounds_text(found: list[RunItem]) -> str:
    if not found:
        return "Пары с обоснованием и доказательством, что лучше нельзя."
    newest = found[0]
    return f"Последний подбор на {words.day(newest.on)}: с наставником — {newest.matched}."
