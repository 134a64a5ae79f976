"""What holds on every page: readable for all, Russian, fits a phone, keeps the content policy."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, Protocol

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from service.demo.workbooks import workbook

PAGES: Final = {
    "вход": "/login",
    "для разработчиков": "/developers",
    "рабочий стол": "/institutions/001",
    "рабочий стол, где Положение не действует": "/institutions/003",
    "подбор, где Положение не действует": "/institutions/003/rounds",
    "пустой банк": "/institutions/004/mentors",
    "загрузка банков": "/institutions/001/imports",
    "банк наставников": "/institutions/001/mentors",
    "банк наставляемых": "/institutions/001/mentees",
    "формулировки": "/institutions/001/phrases",
    "подборы": "/institutions/001/rounds",
    "подбор": "/institutions/001/rounds/RUN",
    "сколько уступить": "/institutions/001/rounds/RUN/curve",
    "где тесно": "/institutions/001/rounds/RUN/advice",
    "другие наставники": "/institutions/001/rounds/RUN/mentees/MENTEE",
    "другие наставляемые": "/institutions/001/rounds/RUN/mentors/MENTOR",
    "если наставник уйдёт": "/institutions/001/rounds/RUN/mentors/MENTOR/departure",
    "если наставляемый уйдёт": "/institutions/001/rounds/RUN/mentees/MENTEE/departure?frozen=true",
    "лучшие варианты": "/institutions/001/rounds/RUN/best",
    "предварительный список": "/institutions/001/rounds/shortlist",
    "подбор идёт": f"/institutions/004/rounds/calculations/{0:032x}",
    "нет такого подбора": f"/institutions/001/rounds/{0:032x}",
}

FOREIGN_WORDS: Final = re.compile(r"[A-Za-z][A-Za-z_]*")
NO_WORDS: Final = re.compile(r"[\w.]+@example\.org|\bExcel\b|\.xlsx\b|\bOpenAPI\b|/openapi\.json")
"""What may stand on a page in Latin letters: addresses of invented people, names of programs and files."""

PHONE: Final = {"width": 400, "height": 800}


class Played(Protocol):
    """As in conftest.py."""

    address: str
    run: str
    mentee: str
    mentor: str


@pytest.fixture(params=list(PAGES.values()), ids=list(PAGES))
def opened(
    request: pytest.FixtureRequest, page: Page, played: Played, sign_in: Callable[[Page, str, str], None]
) -> Page:
    """A page as the curator sees it."""
    path: str = request.param.replace("RUN", played.run)
    path = path.replace("MENTEE", played.mentee).replace("MENTOR", played.mentor)
    code = re.search(r"\d{3}", path)
    if code:
        sign_in(page, played.address, code[0])
    page.goto(f"{played.address}{path}")
    return page


def faults_of(page: Page) -> list[tuple[str, Any]]:
    found = Axe().run(page).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


def test_a_page_has_no_fault_of_accessibility_on_a_screen_and_on_a_phone(opened: Page) -> None:
    assert faults_of(opened) == []
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type] # a plain dict
    assert faults_of(opened) == []


def test_a_page_fits_a_phone(opened: Page) -> None:
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type] # a plain dict
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_page_speaks_russian_only(opened: Page) -> None:
    if opened.url.endswith("/developers"):
        opened.evaluate("document.querySelectorAll('pre, code').forEach(each => each.remove())")
    text = NO_WORDS.sub("", opened.locator("body").inner_text())
    assert FOREIGN_WORDS.findall(text) == []
    assert opened.locator("html").get_attribute("lang") == "ru"


def test_a_page_gives_the_browser_nothing_to_refuse(opened: Page, complaints: list[str]) -> None:
    response = opened.reload()
    assert response is not None
    told = [complaint for complaint in complaints if f"status of {response.status}" not in complaint]
    assert told == []
    assert opened.locator("[style], script:not([src]), style, [onclick]").count() == 0


def test_a_demo_says_so_on_every_page(opened: Page) -> None:
    expect(opened.get_by_text("ДЕМО", exact=True)).to_be_visible()


def faulty_book() -> FilePayload:
    book = openpyxl.load_workbook(io.BytesIO(workbook("002", on=date(2026, 9, 1))))
    book["База наставляемых"]["D4"] = "давно"
    buffer = io.BytesIO()
    book.save(buffer)
    return {"name": "банки.xlsx", "mimeType": "application/octet-stream", "buffer": buffer.getvalue()}


def test_a_preview_names_the_faulty_cell_and_its_good_rows_can_be_loaded(
    curator: Page, complaints: list[str]
) -> None:
    curator.goto(f"{curator.url}/imports")
    curator.get_by_label("Книга Excel").set_input_files(faulty_book())
    curator.get_by_role("button", name="Проверить").click()
    expect(curator.get_by_role("region", name="Ошибки")).to_contain_text("База наставляемых, ячейка D4")
    assert faults_of(curator) == []
    expect(curator.get_by_role("button", name="Загрузить", exact=True)).to_have_count(0)
    curator.get_by_role("button", name="Загрузить строки без ошибок").click()
    expect(curator.locator("main")).to_contain_text("В банках 5 наставников и 8 наставляемых")
    assert complaints == []


def test_what_is_not_a_workbook_is_refused_in_words(curator: Page) -> None:
    curator.goto(f"{curator.url}/imports")
    file: FilePayload = {"name": "письмо.xlsx", "mimeType": "text/plain", "buffer": "Здравствуйте!".encode()}
    curator.get_by_label("Книга Excel").set_input_files(file)
    curator.get_by_role("button", name="Проверить").click()
    expect(curator.locator("main")).to_contain_text("Это не книга Excel")
    expect(curator.get_by_role("button", name="Загрузить")).to_have_count(0)
    assert faults_of(curator) == []
