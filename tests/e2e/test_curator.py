"""The curator's whole main job in a browser: from a workbook to suggested pairs, with and without scripts."""

import re
from datetime import date
from typing import Final

import pytest
from playwright.sync_api import FilePayload, Page, expect

from service.demo.workbooks import workbook

CODE: Final = "002"
BOOK: Final[FilePayload] = {
    "name": "банки.xlsx",
    "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "buffer": workbook(CODE, on=date(2026, 9, 1), seed=6),  # one of its phrases is unclear
}

without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)


def open_section(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(re.compile(title))


def check_workbook(page: Page) -> None:
    open_section(page, "Загрузка банков")
    page.get_by_label("Книга Excel").set_input_files(BOOK)
    page.get_by_role("button", name="Проверить").click()
    expect(page.locator("h1")).to_have_text("Проверка книги")


def load_workbook(page: Page) -> None:
    check_workbook(page)
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("main")).to_contain_text("В банках 5 наставников и 9 наставляемых")


def resolve_first_phrase(page: Page) -> None:
    open_section(page, "Уточнить формулировки")
    waiting = page.locator(".waiting > li")
    before = waiting.count()
    assert before > 0
    first = waiting.first
    chosen = first.locator("label").first
    competency = chosen.locator("input").get_attribute("value")
    assert competency
    chosen.locator("input").check()
    first.get_by_role("button", name="Сохранить").click()
    expect(waiting).to_have_count(before - 1)


def suggest_pairs(page: Page) -> None:
    open_section(page, "Подбор")
    page.get_by_role("button", name="Подобрать пары").click()
    expect(page.locator("h1")).to_have_text("Подбор на 21.11.2026", timeout=30_000)


def does_the_main_job(page: Page) -> None:
    check_workbook(page)
    expect(page.locator("main")).to_contain_text("Согласие на обработку ПДн")
    expect(page.get_by_role("heading", name="Что понято")).to_be_visible()
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("main")).to_contain_text("В банках 5 наставников и 9 наставляемых")

    open_section(page, "Банк наставников")
    expect(page.locator("tbody tr")).to_have_count(5)
    open_section(page, "Банк наставляемых")
    expect(page.locator("tbody tr")).to_have_count(9)

    resolve_first_phrase(page)
    suggest_pairs(page)
    pairs = page.locator(".pair")
    expect(page.locator("main")).to_contain_text("Лучше нельзя, и это доказано")
    expect(pairs.first.locator(".reasons dt").first).to_be_visible()
    expect(pairs.first.locator(".bar").first).to_be_visible()
    assert page.locator(".graph svg path").count() == pairs.count() > 0
    expect(page.get_by_role("img", name="Граф подбора")).to_be_visible()
    unmatched = page.get_by_role("region", name="Пока без пары").locator("tbody tr")
    assert pairs.count() + unmatched.count() == 9
    expect(unmatched.first).to_contain_text("решает")


def test_a_curator_goes_from_a_workbook_to_pairs_with_reasons_and_graph(
    curator: Page, complaints: list[str]
) -> None:
    does_the_main_job(curator)
    assert complaints == []


@without_scripts
def test_a_curator_does_the_same_with_scripts_switched_off(curator: Page) -> None:
    does_the_main_job(curator)


def test_the_same_banks_lead_to_the_same_run(curator: Page) -> None:
    load_workbook(curator)
    suggest_pairs(curator)
    first = curator.url
    suggest_pairs(curator)
    assert curator.url == first


def test_a_bank_is_searched_while_the_curator_types(curator: Page, complaints: list[str]) -> None:
    load_workbook(curator)
    open_section(curator, "Банк наставников")
    name = curator.locator("tbody .name").first.inner_text()
    curator.get_by_label("Имя, должность").fill(name)
    expect(curator.locator("tbody tr")).to_have_count(1)
    expect(curator.get_by_role("status")).to_have_text("Найдено: 1 из 5.")
    assert name not in curator.url
    assert complaints == []


@without_scripts
def test_a_bank_is_searched_by_its_button_with_scripts_switched_off(curator: Page) -> None:
    load_workbook(curator)
    open_section(curator, "Банк наставляемых")
    curator.get_by_label("Показать").select_option("кому чего-то не хватает")
    curator.get_by_role("button", name="Найти").click()
    expect(curator.locator("tbody tr .problem").first).to_be_visible()
    assert curator.locator("tbody tr").count() == curator.locator("tbody .problem").count()


def test_a_competency_from_the_whole_list_is_taken_for_a_phrase(curator: Page) -> None:
    load_workbook(curator)
    open_section(curator, "Уточнить формулировки")
    first = curator.locator(".waiting > li").first
    words = first.locator("q").inner_text().strip("«»")
    first.get_by_role("combobox").select_option(index=3)
    title = first.get_by_role("combobox").locator("option:checked").inner_text()
    first.get_by_role("button", name="Сохранить").click()
    open_section(curator, "Банк наставляемых")
    expect(curator.locator(".phrases li", has_text=words).locator(".skill").first).to_have_text(title)


def test_leaving_forgets_the_curator(curator: Page, address: str) -> None:
    curator.get_by_role("button", name="Выйти").click()
    expect(curator.locator("h1")).to_have_text("Вход")
    curator.goto(f"{address}/institutions/{CODE}/mentors")
    expect(curator.locator("h1")).to_have_text("Вход")


def test_a_keyboard_reaches_the_content_first(curator: Page) -> None:
    curator.keyboard.press("Tab")
    expect(curator.get_by_role("link", name="Перейти к содержанию")).to_be_focused()
    curator.keyboard.press("Enter")
    expect(curator.locator("main")).to_be_focused()
