"""Does in the banks what a relaxation says, as if whoever may grant it had granted it."""

from service.matching.formats.proposal import Relaxation
from tests.matching.instances import Document


def apply_change(value: Document, who: str, relaxation: Relaxation) -> None:
    """Do in the bank what the relaxation says."""
    change, key = relaxation.change, (who, relaxation.change.mentor)
    own = next(e for e in value["mentees"] if e["id"] == who)
    other = next((m for m in value["mentors"] if m["id"] == change.mentor), own)
    extra = change.value or "common"
    match change.code.split("_"):
        case ["lift", "exclusion"]:
            gone = (other["id"], relaxation.rule, relaxation.clause)
            found = value["excluded"]
            value["excluded"] = [e for e in found if (e["id"], e["rule"], e.get("clause")) != gone]
        case ["lift", "ban"]:
            value["forbidden"] = [p for p in value["forbidden"] if (p["mentee"], p["mentor"]) != key]
        case ["lift", "decline"]:
            marks = next(m for m in value["interest"] if (m["mentee"], m["mentor"]) == key)
            marks[f"by_{relaxation.grantor}"] = None
        case ["list", "pair"]:
            value["fit"].append({"mentee": who, "mentor": change.mentor, "points": 1})
        case [*_, "place"]:
            other["capacity"] += 1
        case _:
            _add_to_profiles(own, other, change.code, extra)


def _add_to_profiles(own: Document, other: Document, code: str, extra: str) -> None:
    """Add what both sides, or one of them, are to add to their profiles."""
    whom = {"mentor": [other], "mentee": [own], "use": [own, other]}.get(code.split("_", maxsplit=1)[0], [])
    for person in whom:
        if code.endswith("network"):
            person["network"] = True
            continue
        name = {"form": "forms", "type": "types", "slot": "free"}[code.rsplit("_", maxsplit=1)[-1]]
        person[name] = sorted({*person[name], extra})
    if code == "add_competency":
        other["competencies"][extra] = 1
    if code == "add_request":
        own["request"][extra] = 1
