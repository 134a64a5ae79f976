import json
from pathlib import Path

from service.regulations.clauses import parse, russian
from service.regulations.fields import FIELDS, Field, plain_value

DOC = Path(__file__).parents[2] / "docs" / "regulations.md"
MARK = "<!-- fields: generated from fields.toml, checked by tests/regulations/test_regulations_doc.py -->"


def default_told(field: Field) -> str:
    if field.same_as is not None:
        return f"as `{field.same_as}`" + (f", first {field.first}" if field.first else "")
    if field.text is not None:
        return f"«{field.text}»"
    shown = json.dumps(plain_value(field.default), ensure_ascii=False)
    return "—" if field.default is None else f"`{shown}`"


def row(name: str, field: Field) -> str:
    required = "yes" if field.required else ""
    return f"| `{name}` | {field.kind} | {field.label} | {required} | {default_told(field)} |"


def table() -> list[str]:
    head = ["| field | type | label | required | default |", "|---|---|---|---|---|"]
    return [*head, *(row(name, field) for name, field in FIELDS.items())]


def test_the_documentation_lists_every_field_as_it_is_declared() -> None:
    _, mark, told = DOC.read_text(encoding="utf-8").partition(MARK)
    assert mark
    assert told.strip().split("\n") == table()


def test_the_documentation_shows_clauses_as_the_program_does() -> None:
    lines = DOC.read_text(encoding="utf-8").partition("## Clauses")[2].partition("## Versions")[0].split("\n")
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    assert len(rows) == 9
    assert all(russian(parse(stored.strip("`"))) == shown for stored, shown in rows)
