"""The curator decides otherwise: pins, bans, another pair at a known price, as few changes as possible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def round_page(page: Page, proposed: str, sign_in: Callable[[Page, str, str], None]) -> Page:
    """The curator of 001 in front of a run."""
    sign_in(page, proposed.split("/institutions", maxsplit=1)[0], "001")
    page.goto(proposed)
    return page


def other_choices(page: Page, number: int = 0) -> None:
    page.get_by_role("link", name="Другие варианты").nth(number).click()


def test_a_pinned_pair_comes_again_and_the_pin_can_be_taken_away(round_page: Page) -> None:
    other_choices(round_page)
    name = round_page.locator("h1").inner_text()
    round_page.get_by_role("button", name="Закрепить").click()
    expect(round_page.get_by_role("heading", name="Закреплены")).to_be_visible()
    round_page.get_by_role("button", name="Подобрать пары").click()
    pinned = round_page.locator(".pair", has_text="закреплена куратором")
    expect(pinned).to_contain_text(name)
    round_page.goto(round_page.url.rpartition("/")[0])
    round_page.get_by_role("button", name="Снять закрепление").click()
    expect(round_page.get_by_role("heading", name="Закреплены")).to_have_count(0)


def test_a_banned_pair_does_not_come_again_and_the_reason_is_kept(round_page: Page) -> None:
    other_choices(round_page)
    name, mentor = round_page.locator("h1").inner_text(), round_page.locator(".couples .name").inner_text()
    round_page.get_by_text("не предлагать эту пару").click()
    round_page.get_by_label("Почему (видит только куратор)").fill("Работали вместе, не сложилось")
    round_page.get_by_role("button", name="Не предлагать").click()
    expect(round_page.locator("#conditions ~ .couples")).to_contain_text("Работали вместе, не сложилось")
    round_page.get_by_role("button", name="Подобрать пары").click()
    couples = round_page.locator(".couple", has_text=name)
    assert all(mentor not in each for each in couples.all_inner_texts())


def test_another_pair_is_chosen_at_its_price_and_comes_in_the_next_run(round_page: Page) -> None:
    chooser = round_page.get_by_text("выбрать эту пару")
    rounds = round_page.get_by_role("link", name="Другие варианты").count()
    start = round_page.url
    for number in range(rounds):
        round_page.goto(start)
        other_choices(round_page, number)
        if chooser.count():
            break
    mentor = round_page.locator("tbody .name").first.inner_text()
    name = round_page.locator("h1").inner_text()
    chooser.first.click()
    round_page.get_by_label("Почему, хотя программа предлагает иначе").first.fill("Один кабинет")
    round_page.get_by_role("button", name="Выбрать и закрепить").first.click()
    round_page.get_by_role("button", name="Подобрать пары").click()
    pair = round_page.locator(".pair", has_text="закреплена куратором")
    expect(pair).to_contain_text(name)
    expect(pair).to_contain_text(mentor)


def test_any_other_pair_has_a_price_or_a_reason_why_not(round_page: Page) -> None:
    other_choices(round_page)
    choices = round_page.get_by_label("А если этот наставник").locator("option").all_inner_texts()
    round_page.get_by_label("А если этот наставник").select_option(choices[1])
    round_page.get_by_role("button", name="Узнать цену").click()
    expect(round_page.get_by_role("status")).to_contain_text(choices[1])


def test_what_a_departure_would_change_is_told_beforehand(round_page: Page) -> None:
    loads = round_page.locator(".loads li").filter(has_not_text="0 из")
    loads.first.get_by_role("link").click()
    round_page.get_by_role("link", name="Что изменится, если этот человек уйдёт").click()
    expect(round_page.locator(".verdict")).to_contain_text("Сохранится пар")
    expect(round_page.get_by_role("region", name="Что изменится")).to_contain_text(": ")
    round_page.get_by_role("link", name="Не трогать ни одной другой пары").click()
    expect(round_page.get_by_role("region", name="А если иначе")).to_contain_text("не тронута ни одна пара")


def test_a_run_that_keeps_all_pairs_says_which_were_kept(round_page: Page) -> None:
    round_page.goto(round_page.url.rpartition("/")[0])
    round_page.get_by_label("Не трогать ни одной пары").check()
    round_page.get_by_role("button", name="Подобрать пары").click()
    expect(round_page.locator("#proof ~ p").last).to_be_visible()
    assert round_page.get_by_text("сохранена", exact=True).count() > 0


def test_the_tolerance_is_kept_for_the_round(round_page: Page) -> None:
    round_page.goto(round_page.url.rpartition("/")[0])
    round_page.get_by_label("2 %").check()
    round_page.get_by_role("button", name="Сохранить").click()
    expect(round_page.get_by_label("2 %")).to_be_checked()
