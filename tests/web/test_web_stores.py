"""What the stores must bear: the main job over HTTP on PostgreSQL, many callers at once on SQLite."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from service.access import Role
from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.demo.workbooks import workbook
from service.settings import Settings
from service.web.app import create_app
from tests.web.conftest import NOW, ORIGIN, Api
from tests.web.serving import PATIENCE_S


def test_the_main_job_works_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", database=postgres_url)
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as runtime:
        set_the_stage(runtime)
        app = create_app(runtime, demo=True, patience=PATIENCE_S)
        with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
            api = Api(client, "002", Role.CURATOR)
            file = {"file": workbook("002", on=date(2026, 9, 1))}
            assert client.post(f"{api.base}/imports", files=file, headers=api.headers).json()["stored"]
            suggested = client.post(f"{api.base}/suggestions", headers=api.headers).json()
            assert suggested["proposal"]["status"] == "optimal"
            client.post("/login", data={"institution": "002", "role": "curator"})
            page = client.get("/institutions/002/mentees").text
            assert all(name in page for name in list(suggested["people"].values())[-3:])


def test_many_callers_at_once_get_one_result_for_one_key(curator: Api) -> None:
    mentor = curator.client.get(f"{curator.base}/mentors", headers=curator.headers).json()["items"][0]["id"]
    headers = curator.headers | {"Idempotency-Key": "once"}

    def call(_: int) -> tuple[int, str]:
        body = {"mentor": mentor, "limit": 2}
        answer = curator.client.post(
            f"{curator.base}/commands/set_mentor_capacity", json=body, headers=headers
        )
        return answer.status_code, answer.text

    with ThreadPoolExecutor(8) as callers:
        answers = set(callers.map(call, range(16)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 200
