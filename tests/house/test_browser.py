"""The browser that the other tests rest on."""

from playwright.sync_api import Page, expect


def test_debians_chromium_shows_a_russian_page_to_a_russian_reader(page: Page) -> None:
    page.set_content("<h1>Ёлка</h1>")
    expect(page.get_by_role("heading")).to_have_text("Ёлка")
    assert page.evaluate("navigator.language") == "ru-RU"
    assert page.evaluate("new Date(2026, 0, 1).getTimezoneOffset()") == -180


def test_no_page_remembers_another_test(page: Page) -> None:
    assert page.context.cookies() == []
    assert len(page.context.pages) == 1
