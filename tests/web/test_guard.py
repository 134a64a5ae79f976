"""What stands before every route: origins, hosts, sizes, headers; and that the assets are there."""

import pytest
from starlette.testclient import TestClient

from service.settings import SettingsRefused
from service.web.run import is_loopback, run_server
from service.web.security import LARGEST_BODY
from tests.web.conftest import ORIGIN, Api


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": ORIGIN}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_from_a_foreign_page_is_refused(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/login", data={"institution": "001", "role": "curator"}, headers=headers)
    assert answer.status_code == status


def test_the_demo_answers_to_loopback_names_only(client: TestClient) -> None:
    assert client.get("/health", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/health", headers={"Host": "rebinding.example"}).status_code == 400


def test_every_answer_carries_a_strict_policy(client: TestClient) -> None:
    for path in ("/health", "/login", "/openapi.json", "/nowhere"):
        headers = client.get(path).headers
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_a_huge_body_is_refused_before_it_is_read(curator: Api) -> None:
    headers = curator.headers | {"Content-Length": str(LARGEST_BODY + 1)}
    answer = curator.client.post(f"{curator.base}/imports", content=b"x", headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/assets/vendor/htmx-2.min.js", "/assets/vendor/css/vendor/tabler.min.css"])
def test_the_assets_come_out_of_the_wheels(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_session_cookie_is_signed_and_out_of_reach_of_scripts(client: TestClient) -> None:
    answer = client.post("/login", data={"institution": "001", "role": "curator"})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    client.cookies.clear()
    forged = client.get("/institutions/001", headers={"Cookie": "nastavnik=forged.value.here"})
    assert forged.headers["location"] == "/login"


def test_the_demo_login_is_for_this_machine_only(curator: Api) -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")  # noqa: S104 - that is the point
    runtime = curator.client.app.state.site.runtime  # type: ignore[attr-defined] # the application is ours
    with pytest.raises(SettingsRefused):
        run_server(runtime, host="0.0.0.0", port=0, demo=True)  # noqa: S104
