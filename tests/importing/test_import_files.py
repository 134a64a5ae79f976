"""Files that are no workbook, or a dangerous one: refused with one sentence, in time, without a trace."""

import io
import time
import zipfile
from collections.abc import Iterator

import pytest

from service.importing import container
from service.importing.faults import FILE_FAULTS
from service.importing.sheets import MAX_ROWS
from tests.importing.books import (
    MENTEE,
    MENTOR,
    banks_book,
    book,
    member_of,
    only,
    read,
    rules,
    table,
    with_member,
)

GOOD = banks_book()
TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
IN_TIME = 45
"""Seconds on a machine with much else to do; without the limits it would be minutes to hours."""
SHEET = "xl/worksheets/sheet1.xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(members: dict[str, bytes]) -> bytes:
    """Make a zip archive of members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_rows(xml: bytes) -> bytes:
    """Add rows, as XML, below the mentors."""
    return with_member(GOOD, SHEET, member_of(GOOD, SHEET).replace(b"</sheetData>", xml + b"</sheetData>"))


def encrypted_member(content: bytes) -> bytes:
    """Set the flag «encrypted» of every member, in both directories of the archive."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 0x1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def laughs(encoding: str) -> bytes:
    """Make a sheet whose text would be a milliard laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE worksheet [<!ENTITY l0 "ха">{entities}]>'
    body = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    return (head + body).encode(encoding)


def sheet_called(name: bytes, content: bytes) -> bytes:
    """Give the first sheet another file name and other content."""
    changed = with_member(GOOD, f"xl/worksheets/{name.decode()}", content)
    for member in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        there = member_of(GOOD, member).replace(b"worksheets/sheet1.xml", b"worksheets/" + name)
        changed = with_member(changed, member, there)
    return changed


HOSTILE = {
    "nothing at all": (b"", "file_empty"),
    "over 5 MB": (bytes(container.MAX_BYTES + 1), "file_too_large"),
    "a text": ("ФИО;Предмет\nОрлова;физика".encode("cp1251"), "not_a_workbook"),
    "a web page called .xlsx": (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "not_a_workbook"),
    "another zip": (zipped({"список.txt": b"1"}), "not_a_workbook"),
    "a document of Word": (
        zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "not_a_workbook",
    ),
    "an old .xls": (OLD_OFFICE, "old_format"),
    "a book with a password": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a zip with a password": (encrypted_member(GOOD), "encrypted"),
    "a table of LibreOffice": (
        zipped({"mimetype": b"application/x", "content.xml": b"<x/>"}),
        "opendocument",
    ),
    "a binary book": (with_member(GOOD, "xl/workbook.bin", b"\x00"), "binary_format"),
    "a strict book": (
        with_member(
            GOOD, "xl/workbook.xml", member_of(GOOD, "xl/workbook.xml").replace(TRANSITIONAL, STRICT)
        ),
        "strict_format",
    ),
    "half a file": (GOOD[: len(GOOD) // 2], "damaged"),
    "only the first bytes": (GOOD[:4], "damaged"),
    "a sheet that is no XML": (with_member(GOOD, SHEET, b"<worksheet"), "damaged"),
    "no workbook inside": (zipped({"[Content_Types].xml": b"<Types/>", "xl/a.xml": b"<a/>"}), "damaged"),
    "a macro": (with_member(GOOD, "xl/vbaProject.bin", b"\x00"), "macros"),
    "an old macro sheet": (with_member(GOOD, "xl/macrosheets/sheet1.xml", b"<x/>"), "macros"),
    "a type with macros": (
        with_member(
            GOOD,
            "[Content_Types].xml",
            member_of(GOOD, "[Content_Types].xml").replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        ),
        "macros",
    ),
    "a link to another file": (
        with_member(GOOD, "xl/externalLinks/externalLink1.xml", b"<x/>"),
        "external_links",
    ),
    "a milliard laughs": (with_member(GOOD, SHEET, laughs("utf-8")), "unsafe_xml"),
    "a milliard laughs in UTF-16": (with_member(GOOD, SHEET, laughs("utf-16")), "unsafe_xml"),
    "a milliard laughs under another name": (sheet_called(b"sheet1.dat", laughs("utf-8")), "damaged"),
    "a foreign document type": (
        with_member(GOOD, "xl/styles.xml", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
        "unsafe_xml",
    ),
    "a bomb": (with_member(GOOD, "xl/media/image1.png", bytes(20 * 1024 * 1024)), "too_much_inside"),
    "many members": (
        zipped(
            {"[Content_Types].xml": b"<Types/>"}
            | {f"xl/{n}.xml": b"<a/>" for n in range(container.MAX_MEMBERS)}
        ),
        "too_much_inside",
    ),
    "many sheets": (
        book({"Наставники": table(MENTOR), "Наставляемые": table(MENTEE)} | {str(n): [] for n in range(29)}),
        "too_many_sheets",
    ),
}


@pytest.mark.parametrize(("content", "rule"), HOSTILE.values(), ids=HOSTILE.keys())
def test_the_file_is_refused_with_one_sentence(content: bytes, rule: str) -> None:
    banks = read(content)
    fault = only(banks.faults)

    assert (fault.rule, fault.message) == (rule, FILE_FAULTS[rule])
    assert (fault.sheet, fault.cell, fault.row, fault.column) == ("", None, None, None)
    assert (banks.mentors, banks.mentees, banks.interest, banks.warnings) == ((), (), (), ())


def test_a_large_member_that_is_packed_no_better_than_usual_is_read() -> None:
    noise = bytes(byte for at in range(2**16) for byte in (at * 40503 % 65536).to_bytes(2, "big")) * 10
    assert len(noise) > container.RATIO_MATTERS_FROM

    assert rules(read(with_member(GOOD, "xl/media/image1.png", noise))) == []


def test_the_size_a_sheet_claims_is_not_believed() -> None:
    claimed = member_of(GOOD, SHEET).replace(b'<dimension ref="A1:M2"', b'<dimension ref="A1:XFD1048576"')
    assert b"XFD1048576" in claimed

    started = time.monotonic()
    assert len(read(with_member(GOOD, SHEET, claimed)).mentors) == 1
    assert time.monotonic() - started < IN_TIME


def test_a_cell_at_the_far_corner_costs_neither_time_nor_the_people() -> None:
    content = with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

    started = time.monotonic()
    banks = read(content)
    assert time.monotonic() - started < IN_TIME
    assert (rules(banks), len(banks.mentors)) == ([], 1)


def test_people_below_a_gap_beyond_the_limit_are_not_lost_silently() -> None:
    content = with_rows(b'<row r="30000"><c r="A30000" t="inlineStr"><is><t>a</t></is></c></row>')

    assert rules(read(content)) == ["too_many_rows"]


def numbered_rows(first: int, last: int) -> Iterator[bytes]:
    """Write rows of one number each."""
    return (b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, row) for row in range(first, last + 1))


def test_three_hundred_thousand_rows_are_refused_in_time() -> None:
    content = with_rows(b"".join(numbered_rows(3, 300_000)))
    assert len(content) < container.MAX_BYTES

    started = time.monotonic()
    assert rules(read(content)) == ["too_many_rows"]
    assert time.monotonic() - started < IN_TIME


def test_the_last_row_within_the_limit_is_read() -> None:
    person = b"".join(
        b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (column, MAX_ROWS, text.encode())
        for column, text in ((b"A", "Котова Нина Львовна"), (b"D", "самоанализ урока"))
    )
    banks = read(with_rows(b'<row r="%d">%s</row>' % (MAX_ROWS, person)))

    assert banks.faults == ()
    assert [row.row for row in banks.mentors] == [2, MAX_ROWS]


def test_cells_beyond_the_sixty_fourth_column_are_not_read() -> None:
    header: list[str | None] = [*MENTOR, *([None] * 60), "Любимый цвет"]
    person = [*MENTOR.values(), *([None] * 60), "синий"]
    banks = read(book({"База наставников": [header, person], "База наставляемых": table(MENTEE)}))

    assert (banks.faults, banks.warnings, len(banks.mentors)) == ((), (), 1)
