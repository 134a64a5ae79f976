"""The two stages of a round on pages: the shortlist, marks from signed sheets, the final run."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

ROUNDS = "/institutions/001/rounds"
SHORTLIST = f"{ROUNDS}/shortlist"


@pytest.fixture
def curator(client: TestClient) -> TestClient:
    """The curator of 001."""
    client.post("/login", data={"institution": "001", "role": "curator"})
    return client


@pytest.fixture
def sheets(curator: TestClient) -> list[str]:
    """The addresses of the mentees' sheets."""
    assert curator.post(SHORTLIST, data={"size": "3"}).headers["location"] == SHORTLIST
    return re.findall(rf'href="({SHORTLIST}/mentees/[0-9a-f]+)"', curator.get(SHORTLIST).text)


def others(text: str) -> list[str]:
    return re.findall(r'name="other" value="([^"]+)"', text)


def collected(curator: TestClient) -> int:
    (number,) = re.findall(r"Собрано отметок: (\d+)\.", curator.get(SHORTLIST).text)
    return int(number)


@pytest.mark.requirement("R-056", "R-061")
def test_a_list_is_made_and_names_as_many_mentors_as_were_asked_for(
    curator: TestClient, sheets: list[str]
) -> None:
    assert sheets
    texts = [curator.get(sheet).text for sheet in sheets]
    assert max(len(others(text)) - text.count("нет в списке") for text in texts) == 3
    assert all(others(text) for text in texts)
    refused = curator.post(SHORTLIST, data={"size": "21"})
    assert refused.status_code == 409
    assert "от 1 до 20" in refused.text


@pytest.mark.requirement("R-061")
def test_marks_of_a_sheet_are_recorded_once_and_both_sides_read_them(
    curator: TestClient, sheets: list[str]
) -> None:
    blank = (sheet for sheet in sheets if " selected>" not in curator.get(sheet).text)
    address = next(sheet for sheet in blank if len(others(curator.get(sheet).text)) > 1)
    before = collected(curator)
    first, second, *rest = others(curator.get(address).text)
    told = {"other": [first, second, *rest], "rating": ["5", "0", *("" for _ in rest)]}
    done = unescape(curator.get(curator.post(address, data=told).headers["location"]).text)
    assert "Записано: 2 отметки интереса." in done
    assert done.count(" selected>") == 2
    again = unescape(curator.get(curator.post(address, data=told).headers["location"]).text)
    assert "Ничего не изменилось" in again
    assert collected(curator) == before + 2
    mentor = unescape(curator.get(f"{SHORTLIST}/mentors/{first[-32:]}").text)
    assert ">5 из 5</td>" in mentor


def test_a_mark_goes_to_the_one_beside_whom_it_stands(curator: TestClient, sheets: list[str]) -> None:
    blank = (sheet for sheet in sheets if " selected>" not in curator.get(sheet).text)
    address = next(sheet for sheet in blank if len(others(curator.get(sheet).text)) > 1)
    *silent, last = others(curator.get(address).text)
    curator.post(address, data={"other": [*silent, last], "rating": [*("" for _ in silent), "3"]})
    rows = curator.get(address).text.split("<tr>")
    (row,) = (row for row in rows if " selected>" in row)
    assert f'value="{last}"' in row
    assert '<option value="3" selected>' in row


@pytest.mark.requirement("R-056", "R-061")
def test_the_final_run_leaves_out_who_was_declined(curator: TestClient, sheets: list[str]) -> None:
    address = sheets[0]
    listed = others(curator.get(address).text)
    curator.post(address, data={"other": listed, "rating": ["0"] * len(listed)})
    run = curator.post(ROUNDS, data={"keep": "nothing"}).headers["location"]
    page = curator.get(f"{run}/mentees/{address[-32:]}").text
    now = page.partition('aria-labelledby="nearest"')[0]
    assert not any(mentor in now for mentor in listed)
    assert f'href="{SHORTLIST}"' in curator.get(run).text


def test_only_who_runs_the_matcher_sees_marks(curator: TestClient, sheets: list[str]) -> None:
    curator.post("/login", data={"institution": "001", "role": "head"})
    assert curator.get(SHORTLIST).status_code == 403
    assert curator.get(sheets[0]).status_code == 403
    assert curator.post(sheets[0], data={"other": ["x"], "rating": ["5"]}).status_code == 403


def test_who_is_on_no_list_has_no_sheet(curator: TestClient, sheets: list[str]) -> None:
    assert sheets
    assert curator.get(f"{SHORTLIST}/mentees/{'0' * 32}").status_code == 404
    bad = curator.post(sheets[0], data={"other": ["x"], "rating": ["6"]})
    assert bad.status_code == 422
