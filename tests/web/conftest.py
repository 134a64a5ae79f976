"""The web application over a real service with the five demo institutions and the banks of 001."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from starlette.testclient import TestClient

from service.access import Role, operator
from service.commands.import_banks import import_workbook
from service.commands.runtime import Runtime, prepare
from service.demo.stage import set_the_stage
from service.demo.workbooks import workbook
from service.settings import Settings
from service.web.app import create_app
from service.web.site import Site
from tests.web.serving import PATIENCE_S

NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ORIGIN: Final = "http://127.0.0.1"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five institutions; 001 has its banks."""
    settings = Settings(data=tmp_path_factory.mktemp("furnished") / "data")
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW) as opened:
        set_the_stage(opened)
        content = workbook("001", on=date(2026, 9, 1))
        import_workbook(opened, institution="001", actor=operator(), content=content)
    return settings.data


@pytest.fixture
def runtime(furnished: Path, tmp_path: Path) -> Iterator[Runtime]:
    """The service on a copy of that folder."""
    shutil.copytree(furnished, tmp_path / "data")
    with Runtime.open(Settings(data=tmp_path / "data"), clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def client(runtime: Runtime) -> Iterator[TestClient]:
    """A program or browser on this machine."""
    with TestClient(
        create_app(runtime, demo=True, patience=PATIENCE_S), base_url=ORIGIN, follow_redirects=False
    ) as opened:
        yield opened


class Api:
    """The JSON API in one role of one institution."""

    def __init__(self, client: TestClient, institution: str, role: Role) -> None:
        site: Site = client.app.state.site  # type: ignore[attr-defined] # the application is ours
        token = site.signer.token(institution, role)
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}
        self.base = f"/api/v1/institutions/{institution}"


@pytest.fixture
def curator(client: TestClient) -> Api:
    """The curator of 001."""
    return Api(client, "001", Role.CURATOR)


@pytest.fixture
def head(client: TestClient) -> Api:
    """The head of 001."""
    return Api(client, "001", Role.HEAD)
