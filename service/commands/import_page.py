"""The outcome of an import as plain values: for the JSON of the command line and the API, and for pages."""

from collections.abc import Mapping
from typing import Any

from service.commands.import_banks import Imported
from service.importing.faults import CellFault
from service.matching.similarity.similarity import Match


def import_document(result: Imported) -> dict[str, Any]:
    """The outcome as JSON values: accepted rows with what their phrases mean, errors and warnings by cell."""
    banks, matches = result.preview.banks, result.preview.matches
    rows = [(row.sheet, row.row, row.competencies) for row in banks.mentors]
    rows += [(row.sheet, row.row, row.requests) for row in banks.mentees]
    return {
        "accepted": [_accepted(sheet, row, phrases, matches) for sheet, row, phrases in rows],
        "errors": [_fault(fault) for fault in banks.faults],
        "warnings": [_fault(fault) for fault in banks.warnings],
        "stored": result.stored,
    }


def _accepted(sheet: str, row: int, phrases: tuple[str, ...], matches: Mapping[str, Match]) -> dict[str, Any]:
    return {"sheet": sheet, "row": row, "competencies": [_reading(matches[phrase]) for phrase in phrases]}


def _reading(match: Match) -> dict[str, Any]:
    return {"text": match.text, "code": match.code, "score": match.score, "sure": match.sure}


def _fault(fault: CellFault) -> dict[str, Any]:
    return {
        "sheet": fault.sheet,
        "cell": fault.cell,
        "column": fault.column,
        "rule": fault.rule,
        "message": fault.message,
    }
