"""What is wrong with a workbook: by cell, or with the file as a whole; never with a person's name in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault or warning.

    ``cell`` is an address like ``C7``, ``column`` the text of the column's header; both, and ``row``, are
    ``None`` where the fault is not about one cell. ``rule`` is a code for programs, ``message`` a Russian
    sentence that names row and column, never a person.
    """

    sheet: str
    cell: str | None
    row: int | None
    column: str | None
    rule: str
    message: str


class UnreadableWorkbook(Exception):  # noqa: N818 - it reads as the fact it states
    """The file cannot or must not be read as a workbook; ``rule`` is a key of ``FILE_FAULTS``."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


FILE_FAULTS: Final[Mapping[str, str]] = {
    "file_empty": "Файл пустой.",
    "file_too_large": "Файл больше 5 МБ. Уберите из книги рисунки и лишние листы.",
    "not_a_workbook": "Это не книга Excel. Нужен файл .xlsx: «Сохранить как» → «Книга Excel (.xlsx)».",
    "old_format": "Это книга старого формата .xls. В Excel выберите «Сохранить как» → «Книга Excel (.xlsx)».",
    "binary_format": "Это двоичная книга .xlsb. В Excel выберите «Сохранить как» → «Книга Excel (.xlsx)».",
    "strict_format": "Книга сохранена в «строгом» формате Open XML. Сохраните её как «Книга Excel (.xlsx)».",
    "opendocument": "Это таблица LibreOffice (.ods). Сохраните её как «Книга Excel 2007–365 (.xlsx)».",
    "encrypted": "Книга защищена паролем. Снимите пароль на открытие файла и загрузите её снова.",
    "macros": "В книге есть макросы. Сохраните её как «Книга Excel (.xlsx)» – без макросов.",
    "external_links": "В книге есть связи с другими файлами. Разорвите их: «Данные» → «Изменить связи».",
    "unsafe_xml": "В файле есть описания, которых в книгах Excel не бывает. Загружать его небезопасно.",
    "too_much_inside": "При распаковке файл слишком велик. Скопируйте таблицы в новую книгу и загрузите её.",
    "damaged": "Файл повреждён. Откройте его в Excel, сохраните заново и загрузите ещё раз.",
    "too_heavy": "Книга слишком велика: её не удалось прочитать за отведённое время. Оставьте только базы.",
    "too_many_rows": "На листе больше 20 000 строк. Удалите лишние строки или разделите базу на две книги.",
    "too_many_sheets": "В книге больше 30 листов. Оставьте в ней только базы.",
    "no_bank": "В книге нет ни базы наставников, ни базы наставляемых: не найдены заголовки их столбцов.",
}


def file_fault(rule: str, *, sheet: str = "") -> CellFault:
    """Give the fault of the whole file, or of one sheet, for a rule of ``FILE_FAULTS``."""
    return CellFault(sheet=sheet, cell=None, row=None, column=None, rule=rule, message=FILE_FAULTS[rule])
