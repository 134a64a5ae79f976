"""A suggestion that takes long, as the curator sees it without any script and ends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import serving, staged


@pytest.fixture
def without_scripts(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A browser that runs no scripts, on a service in which a suggestion for 004 goes on."""
    context = browser.new_context(java_script_enabled=False, locale="ru-RU")
    with staged(tmp_path / "data") as runtime, serving(runtime, calculating="004") as address:
        page = context.new_page()
        page.goto(f"{address}/login")
        page.locator("form", has=page.locator('input[value="004"]')).get_by_text("Куратор").click()
        yield page
    context.close()


@pytest.mark.requirement("R-056")
def test_the_curator_sees_how_far_it_is_and_ends_it(without_scripts: Page) -> None:
    page = without_scripts
    page.get_by_role("link", name="Подбор").click()
    page.get_by_role("link", name="Посмотреть, сколько сделано").click()
    expect(page.get_by_role("heading", name="Идёт подбор")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Позади примерно 20\N{NO-BREAK SPACE}% работы")
    expect(page.locator("main")).to_contain_text("Прошло 2 минуты")
    page.get_by_role("button", name="Прервать").click()
    expect(page.get_by_role("status")).to_contain_text("Расчёт прерван: ничего не записано.")
    expect(page.get_by_text("Идёт подбор")).to_have_count(0)
