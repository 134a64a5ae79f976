"""Lists of what mentoring came to: practices, events, the site, monitoring, figures, links."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from service.access import Action
from service.commands.figures_now import year_of
from service.commands.views import Asked, view
from service.projections.counting import overlaps, rows_of
from service.projections.figures import level_figures, shares
from service.projections.gatherings import attendance_rows, gathering_rows
from service.projections.indicators import INDICATORS
from service.projections.institutions import card
from service.projections.participant_figures import participation_rows
from service.projections.partners import partner_rows
from service.projections.practices import is_shown, material_rows, practice_rows
from service.projections.reports import form_rows, monitoring_rows, report_rows
from service.projections.result_tables import LINKS, PROGRAMMES
from service.projections.site import item_rows
from service.values import Period

Row = Mapping[str, Any]

LEVELS: Final[Mapping[str, str]] = {
    "institution": "уровень организации",
    "municipal": "муниципальный",
    "regional": "региональный",
    "federal": "федеральный",
}


@view(name="practices", title="Банк лучших практик", action=Action.VIEW_PROGRAMMES)
def practices(asked: Asked) -> Sequence[Row]:
    """Best practices with their state, level and the authors whose consent holds."""
    return [
        {**row, "level_words": LEVELS[row["level"]], "shown": is_shown(row)}
        for row in practice_rows(asked.connection, asked.institution)
    ]


@view(name="materials", title="Методическая копилка", action=Action.VIEW_PROGRAMMES)
def materials(asked: Asked) -> Sequence[Row]:
    """Methodical materials; ``shown`` once in the collection with the consent of all authors."""
    return [{**row, "shown": is_shown(row)} for row in material_rows(asked.connection, asked.institution)]


@view(name="gatherings", title="Календарь мероприятий", action=Action.VIEW_INSTITUTION)
def gatherings(asked: Asked) -> Sequence[Row]:
    """Events planned and held."""
    return [
        {**row, "level_words": LEVELS[row["level"]]}
        for row in gathering_rows(asked.connection, asked.institution)
    ]


@view(name="attendance", title="Участие наставников в мероприятиях", action=Action.VIEW_BANKS)
def attendance(asked: Asked) -> Sequence[Row]:
    """Who took part in which event; ``of`` names a mentor."""
    rows = attendance_rows(asked.connection, asked.institution)
    return [row for row in rows if asked.of is None or row["mentor"] == asked.of]


@view(name="site", title="Раздел сайта о наставничестве", action=Action.VIEW_INSTITUTION)
def site(asked: Asked) -> Sequence[Row]:
    """What a visitor of the section may see on the day."""
    rows = item_rows(asked.connection, asked.institution, on=asked.on, consent_needed=consent_needed(asked))
    return [row for row in rows if row["visible"]]


@view(name="site_items", title="Размещённое и снятое с сайта", action=Action.PUBLISH)
def site_items(asked: Asked) -> Sequence[Row]:
    """Everything that was ever published; ``visible`` tells whether it may be shown on the day."""
    return item_rows(asked.connection, asked.institution, on=asked.on, consent_needed=consent_needed(asked))


@view(name="monitoring", title="Мониторинг", action=Action.VIEW_REPORTS)
def monitoring(asked: Asked) -> Sequence[Row]:
    """Monitoring by academic year, with contributions and assessments."""
    return [
        {**row, "assessments": [_assessment(each) for each in row["assessments"]]}
        for row in monitoring_rows(asked.connection, asked.institution)
    ]


@view(name="analytic_reports", title="Аналитические отчёты", action=Action.VIEW_REPORTS)
def analytic_reports(asked: Asked) -> Sequence[Row]:
    """Issued reports, whole; ``of`` names one."""
    rows = report_rows(asked.connection, asked.institution)
    return [row for row in rows if asked.of is None or row["id"] == asked.of]


@view(name="statistical_forms", title="Формы статистического наблюдения", action=Action.KEEP_STATISTICS)
def statistical_forms(asked: Asked) -> Sequence[Row]:
    """Counts and compiled forms; ``of`` names one."""
    rows = form_rows(asked.connection, asked.institution)
    return [row for row in rows if asked.of is None or row["id"] == asked.of]


@view(name="programme_shares", title="Доли программ по видам", action=Action.VIEW_REPORTS)
def programme_shares(asked: Asked) -> Sequence[Row]:
    """Shares of the programmes of the academic year by type, in thousandths (R-088)."""
    programmes = rows_of(asked.connection, PROGRAMMES, asked.institution)
    return shares(programmes, "types", within=year_of(None, on=asked.on))


@view(name="levels", title="Охват по уровням", action=Action.VIEW_REPORTS)
def levels(asked: Asked) -> Sequence[Row]:
    """How far practices, events, contests, coverage and partners of the academic year reach (R-137)."""
    within = year_of(None, on=asked.on)
    figures = level_figures(asked.connection, asked.institution, within=within)
    return [{"about": about, **row} for about, rows in figures.items() for row in rows]


@view(name="links", title="Связи наставничества", action=Action.KEEP_PARTNERS)
def links(asked: Asked) -> Sequence[Row]:
    """The graph of links on the day: pairs, colleagues' help, partners and what is done with them (R-149)."""
    return [*link_rows(asked.connection, asked.institution, on=asked.on), *_dealings(asked)]


def _dealings(asked: Asked) -> list[Row]:
    """An edge for each way in which the institution deals with a partner; agreements while they hold."""
    return [
        {"kind": kind, "one": asked.institution, "other": row["id"], "level": row["level"]}
        for row in partner_rows(asked.connection, asked.institution, on=asked.on)
        for kind in ("agreements", "contacts", "meetings", "events", "in_network")
        if row[kind]
    ]


def link_rows(connection: Connection, institution: str, *, on: date) -> list[Row]:
    """Edges of the graph of links on a day."""
    today = Period.through(on, on)
    rows = participation_rows(connection, institution, within=today)
    mentors = {row["assignment"]: row["entry"] for row in rows if row["role"] == "mentor"}
    pairs = [
        {"kind": "pair", "one": mentors[row["assignment"]], "other": row["entry"], "level": None}
        for row in rows
        if row["role"] == "mentee" and row["assignment"] in mentors
    ]
    others = [
        {name: row[name] for name in ("kind", "one", "other", "level")}
        for row in rows_of(connection, LINKS, institution)
        if row["since"] is not None and row["since"] <= on and overlaps(row["since"], row["to"], today)
    ]
    return [*pairs, *others]


def consent_needed(asked: Asked) -> bool:
    """Whether the regulation in force asks for a permission before personal data are made public."""
    found = card(asked.connection, asked.institution, on=asked.on)
    settings = {} if found is None else found["regulation"]
    return bool(settings.get("publication.personal_data_consent", {"value": True})["value"])


def _assessment(row: Row) -> Row:
    named = [{**each, "title": INDICATORS[each["code"]]} for each in row["indicators"]]
    return {**row, "indicators": named}
