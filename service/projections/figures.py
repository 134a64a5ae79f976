"""Figures of the analytic report and the statistical form: counts and shares, never personal data."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from service.ids import random_part
from service.projections.counting import Figures, counts, happened, inside, overlaps_days, rows_of
from service.projections.deadlines import DEADLINES, state_of
from service.projections.gatherings import GATHERINGS
from service.projections.participant_figures import pair_figures, participant_figures
from service.projections.practices import MATERIALS, PRACTICES
from service.projections.result_tables import FACTS, LINKS, PEOPLE, PROGRAMMES
from service.values import Period

Row = Mapping[str, Any]

PER_MILLE: Final = 1000


def report_figures(
    connection: Connection, institution: str, *, within: Period, as_at: date, horizons: Sequence[int]
) -> Figures:
    """Everything that the analytic report tells of a period, as at a date."""
    programmes = rows_of(connection, PROGRAMMES, institution)
    return {
        "participants": participant_figures(connection, institution, within=within),
        "pairs": pair_figures(connection, institution, within=within),
        "programmes": programme_figures(programmes, within=within),
        "shares_by_type": shares(programmes, "types", within=within),
        "shares_by_form": shares(programmes, "forms", within=within),
        "facts": fact_figures(connection, institution, within=within),
        "deadlines": deadline_figures(connection, institution, within=within, as_at=as_at),
        "unmatched": unmatched_figures(connection, institution, within=within),
        "events": event_figures(connection, institution, within=within),
        "practices": practice_figures(connection, institution, within=within),
        "levels": level_figures(connection, institution, within=within),
        "retention": retention(connection, institution, as_at=as_at, horizons=horizons),
    }


def programme_figures(programmes: Iterable[Row], *, within: Period) -> Figures:
    """Programmes started, extended, completed, terminated and closed in a period."""
    rows = list(programmes)
    terminated = [row for row in rows if inside(row["terminated_on"], within)]
    return {
        "started": happened(rows, "starts_on", within),
        "completed": happened(rows, "completed_on", within),
        "terminated": len(terminated),
        "terminated_by_ground": counts(row["ground"] for row in terminated),
        "closed": happened(rows, "closed_on", within),
        "extended": sum(row["extended"] > 0 for row in rows if _at_work(row, within)),
        "amended": sum(row["amended"] > 0 for row in rows if _at_work(row, within)),
        "by_kind": counts(row["kind"] for row in rows if _at_work(row, within)),
    }


def shares(programmes: Iterable[Row], field: str, *, within: Period) -> list[Figures]:
    """The share of the programmes of a period that are of each type or form (R-088), in thousandths."""
    at_work = [row for row in programmes if _at_work(row, within)]
    found = Counter(code for row in at_work for code in dict.fromkeys(row[field]))
    return [
        {"key": key, "count": count, "of": len(at_work), "share": count * PER_MILLE // len(at_work)}
        for key, count in sorted(found.items())
    ]


def fact_figures(connection: Connection, institution: str, *, within: Period) -> list[Figures]:
    """How often each countable fact happened in a period, and to how many different people or things."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(connection, FACTS, institution):
        if within.contains(row["on"]):
            found.setdefault((row["fact"], row["key"]), []).append(row)
    return [
        {"fact": fact, "key": key, "count": len(rows), "distinct": len({row["subject"] for row in rows})}
        for (fact, key), rows in sorted(found.items())
        if fact != "left_unmatched"
    ]


def deadline_figures(
    connection: Connection, institution: str, *, within: Period, as_at: date
) -> list[Figures]:
    """Deadlines with their last day in a period: how many of each kind were met, met late, missed."""
    rows = [row for row in rows_of(connection, DEADLINES, institution) if inside(row["due_on"], within)]
    found = Counter((row["kind"], state_of(row, on=as_at)) for row in rows)
    return [
        {"kind": kind, "state": state, "count": count}
        for (kind, state), count in sorted(found.items())
        if state != "cancelled"
    ]


def unmatched_figures(connection: Connection, institution: str, *, within: Period) -> Figures:
    """Mentees left without a pair by the last run of a period, and those for whom support was arranged."""
    rows = [row for row in rows_of(connection, FACTS, institution) if within.contains(row["on"])]
    runs = [row["amount"] for row in rows if row["fact"] == "left_unmatched"]
    return {
        "left_by_last_run": runs[-1] if runs else 0,
        "supported": len({row["subject"] for row in rows if row["fact"] == "supported"}),
    }


def event_figures(connection: Connection, institution: str, *, within: Period) -> Figures:
    """Events held in a period, by kind and by level, with the mentors who took part."""
    rows = [row for row in rows_of(connection, GATHERINGS, institution) if inside(row["held_on"], within)]
    return {
        "by_kind": counts(row["kind"] for row in rows),
        "by_level": counts(row["level"] for row in rows),
        "mentors": len({mentor for row in rows for mentor in row["mentors"]}),
        "guests": sum(row["guests"] for row in rows),
    }


def practice_figures(connection: Connection, institution: str, *, within: Period) -> Figures:
    """Best practices and methodical materials of a period."""
    practices = rows_of(connection, PRACTICES, institution)
    materials = rows_of(connection, MATERIALS, institution)
    return {
        "described": happened(practices, "described_on", within),
        "selected": happened(practices, "selected_on", within),
        "accepted": happened(practices, "accepted_on", within),
        "materials": happened(materials, "added_on", within),
        "collected": happened(materials, "collected_on", within),
    }


def level_figures(connection: Connection, institution: str, *, within: Period) -> Figures:
    """How far practices, events, contests and links reach (R-137); partners in the regulation's words."""
    practices = rows_of(connection, PRACTICES, institution)
    facts = [row for row in rows_of(connection, FACTS, institution) if within.contains(row["on"])]
    held = [row for row in rows_of(connection, GATHERINGS, institution) if inside(row["held_on"], within)]
    links = [row for row in rows_of(connection, LINKS, institution) if row["kind"] == "partner"]
    return {
        "practices": counts(row["level"] for row in practices if inside(row["described_on"], within)),
        "shared": counts(row["key"] for row in facts if row["fact"] == "practice_shared"),
        "events": counts(row["level"] for row in held),
        "participation": counts(row["key"] for row in facts if row["fact"] == "event_participation"),
        "contests": counts(row["key"] for row in facts if row["fact"] == "contest"),
        "coverage": counts(row["key"] for row in facts if row["fact"] == "coverage"),
        "partners": counts(row["level"] or "" for row in links),
    }


def retention(
    connection: Connection, institution: str, *, as_at: date, horizons: Sequence[int]
) -> list[Figures]:
    """Who still worked here some years after the end of the programme, by category: our indicator (A-48).

    Only programmes whose horizon has come by ``as_at`` count; each mentee counts once per programme.
    """
    people = {random_part(row["id"]): row for row in rows_of(connection, PEOPLE, institution)}
    stayed: Counter[tuple[int, str]] = Counter()
    of: Counter[tuple[int, str]] = Counter()
    for row in rows_of(connection, PROGRAMMES, institution):
        ended_on = row["completed_on"] or row["terminated_on"]
        for years in horizons if ended_on is not None else ():
            day = years_after(ended_on, years)
            for mentee in row["mentees"] if day <= as_at else ():
                person = people[random_part(mentee)]
                key = (years, person["category"] or "")
                of[key] += 1
                stayed[key] += person["left_on"] is None or person["left_on"] >= day
    return [
        {"years": years, "category": category, "stayed": stayed[years, category], "of": count}
        for (years, category), count in sorted(of.items())
    ]


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _at_work(programme: Row, within: Period) -> bool:
    ended_on = programme["completed_on"] or programme["terminated_on"]
    return programme["starts_on"] is not None and overlaps_days(programme["starts_on"], ended_on, within)
