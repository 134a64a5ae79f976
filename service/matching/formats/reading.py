"""Reading a problem from outside: every fault is reported with its JSON path, nothing is guessed."""

from collections.abc import Mapping

import msgspec

from service.matching.formats.faults import Faults, item, member
from service.matching.formats.fields import (
    LARGEST,
    Field,
    boolean,
    choice,
    distinct,
    free_text,
    integer,
    listing,
    nullable,
    number,
    optional,
    record,
    table,
    text,
)
from service.matching.formats.problem import CRITERIA, GOALS, MODES, SCHEMA, Problem
from service.matching.formats.strict_json import parse_object
from service.matching.formats.usual import MOST_POINTS, usual_problem

_YEARS = integer(0, 150)
_DAYS = integer(-LARGEST)
_WORDS = distinct(text)
_MARK = Field(nullable(integer(0, 5)))
_PAIR = {"mentee": Field(text), "mentor": Field(text)}

_PERSON = {
    "id": Field(text),
    "subject": optional(text),
    "forms": Field(_WORDS),
    "types": Field(_WORDS),
    "age": optional(_YEARS),
    "experience_years": optional(_YEARS),
    "department": optional(text),
    "free": optional(_WORDS),
    "institution": optional(text),
    "network": optional(boolean),
}
_MENTOR = _PERSON | {
    "capacity": Field(integer(0)),
    "competencies": Field(table(integer(1, 3))),
    "position": optional(text),
    "mentoring_years": optional(_YEARS),
    "group": optional(record({"min": Field(integer(2)), "max": optional(integer(2))})),
    "head_of": optional(_WORDS),
}
_MENTEE = _PERSON | {
    "request": Field(table(integer(1, 3))),
    "due_in_days": optional(_DAYS),
    "waiting_days": optional(integer(0)),
}
_GOAL = choice(GOALS, rule="unknown_goal", message="такой цели нет, бывают только")
_MODE = choice(MODES, rule="unknown_mode", message="такого режима нет, бывают только")
_LIMITS = {
    "work": optional(number(1_000_000, zero=False)),
    "seconds": optional(number(1_000_000, zero=False)),
    "seed": optional(integer(0, 2**31 - 1)),
    "fit_tolerance": optional(number(1, zero=True)),
}
_PROBLEM = record(
    {
        "schema": Field(text),
        "mentors": Field(listing(record(_MENTOR))),
        "mentees": Field(listing(record(_MENTEE))),
        "interest": Field(listing(record(_PAIR | {"by_mentee": _MARK, "by_mentor": _MARK}))),
        "fit": optional(listing(record(_PAIR | {"points": Field(integer(0, 1000))}))),
        "pinned": optional(listing(record(_PAIR))),
        "forbidden": optional(listing(record(_PAIR | {"reason": optional(free_text)}))),
        "current": optional(listing(record(_PAIR))),
        "excluded": optional(
            listing(record({"id": Field(text), "rule": Field(text), "clause": optional(text)}))
        ),
        "goals": optional(distinct(_GOAL)),
        "limits": optional(record(_LIMITS)),
        "mode": optional(_MODE),
        "weights": optional(table(integer(0, 1000))),
    }
)
_PAIR_LISTS = ("interest", "fit", "pinned", "forbidden", "current")


def read_problem(content: bytes) -> Problem:
    """Return the problem in the bytes of a file.

    Raises: InvalidFile with every fault.
    """
    faults = Faults()
    return _validated(parse_object(content, faults), faults)


def problem_from(document: Mapping[str, object]) -> Problem:
    """Return the problem in plain JSON values.

    Raises: InvalidFile with every fault.
    """
    return _validated(document, Faults())


def _validated(document: Mapping[str, object], faults: Faults) -> Problem:
    usual = None if faults.count else usual_problem(document, CRITERIA)
    if usual is not None:
        return usual
    _check_schema(document, faults)
    _PROBLEM(document, "$", faults)
    _check_people(document, faults)
    _check_pairs(document, faults)
    _check_excluded(document, faults)
    _check_groups(document, faults)
    _check_weights(document, faults)
    faults.refuse()
    return msgspec.convert({k: v for k, v in document.items() if k != "schema"}, Problem)


def _check_schema(document: Mapping[str, object], faults: Faults) -> None:
    """Stop at a foreign schema: the other faults would be told about a format that is not ours."""
    found = document.get("schema", SCHEMA)
    if found != SCHEMA:
        faults.add(path="$.schema", rule="other_schema", message=f"это не задача подбора: нужно «{SCHEMA}»")
        faults.refuse()


def _entries(document: Mapping[str, object], name: str) -> list[tuple[str, dict[str, object]]]:
    """Return (path, object) for the well-formed entries of a list; the others were reported already."""
    found = document.get(name)
    entries = found if isinstance(found, list) else []
    return [(item(f"$.{name}", i), entry) for i, entry in enumerate(entries) if isinstance(entry, dict)]


def _ids(document: Mapping[str, object], name: str) -> dict[str, str]:
    """Return the path of the first entry with each id."""
    found: dict[str, str] = {}
    for path, entry in _entries(document, name):
        identity = entry.get("id")
        if isinstance(identity, str):
            found.setdefault(identity, path)
    return found


def _check_people(document: Mapping[str, object], faults: Faults) -> None:
    for name in ("mentors", "mentees"):
        first = _ids(document, name)
        for path, entry in _entries(document, name):
            identity = entry.get("id")
            if isinstance(identity, str) and first[identity] != path:
                message = f"такой id уже стоит в {first[identity]}"
                faults.add(path=member(path, "id"), rule="duplicate_id", message=message)


def _check_pairs(document: Mapping[str, object], faults: Faults) -> None:
    mentors, mentees = _ids(document, "mentors"), _ids(document, "mentees")
    seen: dict[str, dict[tuple[str, str], str]] = {}
    for name in _PAIR_LISTS:
        seen[name] = {}
        for path, entry in _entries(document, name):
            _check_known(path, entry, "mentee", mentees, faults)
            _check_known(path, entry, "mentor", mentors, faults)
            mentee, mentor = entry.get("mentee"), entry.get("mentor")
            if not isinstance(mentee, str) or not isinstance(mentor, str):
                continue
            earlier = seen[name].setdefault((mentee, mentor), path)
            if earlier != path:
                faults.add(path=path, rule="duplicate_pair", message=f"эта пара уже стоит в {earlier}")
    for pair, path in seen["pinned"].items():
        if pair in seen["forbidden"]:
            message = f"пара и закреплена, и запрещена ({seen['forbidden'][pair]})"
            faults.add(path=path, rule="pinned_and_forbidden", message=message)


def _check_known(
    path: str, entry: dict[str, object], role: str, known: Mapping[str, str], faults: Faults
) -> None:
    identity = entry.get(role)
    if isinstance(identity, str) and identity and identity not in known:
        whom = "наставников" if role == "mentor" else "наставляемых"
        faults.add(path=member(path, role), rule="unknown_id", message=f"такого id нет в списке {whom}")


def _check_excluded(document: Mapping[str, object], faults: Faults) -> None:
    known = _ids(document, "mentors") | _ids(document, "mentees")
    seen: dict[tuple[str, str], str] = {}
    for path, entry in _entries(document, "excluded"):
        identity, rule = entry.get("id"), entry.get("rule")
        if not isinstance(identity, str) or not isinstance(rule, str):
            continue
        if identity and identity not in known:
            faults.add(path=member(path, "id"), rule="unknown_id", message="такого id нет в обоих списках")
        earlier = seen.setdefault((identity, rule), path)
        if earlier != path:
            faults.add(path=path, rule="duplicate", message=f"то же самое уже стоит в {earlier}")


def _check_groups(document: Mapping[str, object], faults: Faults) -> None:
    for path, entry in _entries(document, "mentors"):
        group = entry.get("group")
        if not isinstance(group, dict):
            continue
        low, high = group.get("min"), group.get("max")
        if type(low) is int and type(high) is int and high < low:
            message = "наибольший размер группы меньше наименьшего"
            faults.add(path=f"{path}.group.max", rule="out_of_range", message=message)


def _check_weights(document: Mapping[str, object], faults: Faults) -> None:
    found = document.get("weights")
    weights = found if isinstance(found, dict) else {}
    for code in weights:
        if code and code not in CRITERIA:
            message = f"такого показателя нет, бывают только: {', '.join(CRITERIA)}"
            faults.add(path=member("$.weights", code), rule="unknown_criterion", message=message)
    total = sum(value for value in weights.values() if type(value) is int)
    if "weights" in document and not 1 <= total <= MOST_POINTS:
        message = f"сумма баллов по всем показателям должна быть от 1 до {MOST_POINTS}"
        faults.add(path="$.weights", rule="out_of_range", message=message)
