"""Reading the bodies of requests: their bytes, a workbook out of a form."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from service.commands.json_bodies import Malformed
from service.web.security import LARGEST_BODY


class _InMemory(MultiPartParser):
    """Starlette's parser, which else writes files over one megabyte to the disk in clear."""

    spool_max_size = LARGEST_BODY


async def raw_body(request: Request) -> bytes:
    """The bytes of the body."""
    return await request.body()


async def workbook_body(request: Request) -> bytes:
    """The bytes of the file in the field ``file`` of a form.

    Raises:
        Malformed: there is no such file.

    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Malformed("Файл передают формой multipart/form-data в поле «file».")
    try:
        form = await _InMemory(request.headers, request.stream(), max_files=1, max_fields=5).parse()
    except MultiPartException as fault:
        raise Malformed("Форма с файлом повреждена: отправьте файл ещё раз.") from fault
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Malformed("Не выбран файл: нужна книга Excel (.xlsx) в поле «file».")
    content = await file.read()
    await form.close()
    if not content:
        raise Malformed("Не выбран файл или он пуст: нужна книга Excel (.xlsx).")
    return content


RawBody = Annotated[bytes, Depends(raw_body)]
WorkbookBody = Annotated[bytes, Depends(workbook_body)]
