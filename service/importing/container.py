"""The outside of an XLSX file: is it one, is it harmless, does it stay small when unpacked."""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from service.importing.faults import UnreadableWorkbook

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_MEMBERS: Final = 200
MAX_UNPACKED: Final = 50 * 1024 * 1024
MAX_RATIO: Final = 100
RATIO_MATTERS_FROM: Final = 1024 * 1024

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ENCODINGS: Final = ("ascii", "utf-16-le", "utf-16-be")
_FORBIDDEN_XML: Final = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in _ENCODINGS)
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def check_size(content: bytes) -> None:
    """Refuse an empty file and one over 5 MB. Raises ``UnreadableWorkbook``."""
    if not content:
        raise UnreadableWorkbook("file_empty")
    if len(content) > MAX_BYTES:
        raise UnreadableWorkbook("file_too_large")


def check_container(content: bytes) -> None:
    """Refuse what is no XLSX workbook or would be dangerous to parse.

    Limits: 200 members, 50 MiB unpacked, compression 1:100 for members over 1 MiB; no macros, no links to
    other files, no document type declarations or entities. Raises ``UnreadableWorkbook``.
    """
    check_size(content)
    _check_signature(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_members(archive.infolist())
            for member in archive.infolist():
                _check_member(archive.read(member), member.filename)
    except _BROKEN_ZIP as fault:
        raise UnreadableWorkbook("damaged") from fault


def _check_signature(content: bytes) -> None:
    if content.startswith(_OLD_OFFICE):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableWorkbook("encrypted" if protected else "old_format")
    if not content.startswith(b"PK"):
        raise UnreadableWorkbook("not_a_workbook")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.lower().replace("\\", "/") for member in members]
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableWorkbook("opendocument" if "mimetype" in names else "not_a_workbook")
    if "xl/workbook.bin" in names:
        raise UnreadableWorkbook("binary_format")
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableWorkbook("encrypted")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise UnreadableWorkbook("macros")
    if any("externallinks/" in name for name in names):
        raise UnreadableWorkbook("external_links")
    if len(set(names)) < len(names):
        raise UnreadableWorkbook("damaged")
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableWorkbook("too_much_inside")
    if any(_swollen(member) for member in members):
        raise UnreadableWorkbook("too_much_inside")


def _swollen(member: zipfile.ZipInfo) -> bool:
    packed = max(member.compress_size, 1)
    return member.file_size > RATIO_MATTERS_FROM and member.file_size / packed > MAX_RATIO


def _check_member(content: bytes, name: str) -> None:
    if name.lower().endswith((".xml", ".rels", ".vml")) and any(word in content for word in _FORBIDDEN_XML):
        raise UnreadableWorkbook("unsafe_xml")
    if name.lower() == "xl/workbook.xml" and _STRICT in content:
        raise UnreadableWorkbook("strict_format")
    if name.lower() == "[content_types].xml" and b"macroEnabled" in content:
        raise UnreadableWorkbook("macros")
