"""The container files keep what docs/operations.md promises; no engine is needed to read them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    lines = (REPOSITORY / "Dockerfile").read_text().splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return [(word.upper(), " ".join(rest.split())) for word, rest in pairs]


def final_stage() -> list[Instruction]:
    found = instructions()
    last = max(place for place, (word, _) in enumerate(found) if word == "FROM")
    return found[last:]


def only(word: str, stage: list[Instruction]) -> str:
    (value,) = [value for found, value in stage if found == word]
    return value


def compose() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
    return loaded


def service(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = compose()["services"][name]
    return found


EVERY_SERVICE = pytest.mark.parametrize("name", ["database", "migrate", "serve"])


def test_the_tests_below_see_every_service() -> None:
    assert set(compose()["services"]) == {"database", "migrate", "serve"}


def test_the_image_runs_as_a_numbered_user_that_is_not_root() -> None:
    uid, gid = only("USER", final_stage()).split(":")
    assert int(uid) >= 10000
    assert int(gid) >= 10000


def test_the_image_is_built_from_hashed_pins_alone() -> None:
    installs = [value for word, value in instructions() if word == "RUN" and "pip install" in value]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "requirements.lock" in installs[0]
    assert "--no-index" in installs[1]


def test_the_image_serves_the_program_and_asks_for_its_health() -> None:
    assert only("CMD", final_stage()) == '["nastavnik", "serve", "--host", "0.0.0.0", "--port", "8000"]'
    assert "http://127.0.0.1:8000/health" in only("HEALTHCHECK", final_stage())


def test_every_image_has_a_version_and_no_moving_latest() -> None:
    based_on = [value.split()[0] for word, value in instructions() if word == "FROM"]
    pulled = [service(name)["image"] for name in ("database", "migrate", "serve")]
    for image in [*based_on, *pulled]:
        assert re.fullmatch(r"[a-z]+:\d[\w.-]*", image), image


@EVERY_SERVICE
def test_no_service_runs_as_root(name: str) -> None:
    assert str(service(name)["user"]).split(":")[0] not in {"", "0", "root"}


@EVERY_SERVICE
def test_a_service_cannot_change_its_own_files_or_gain_rights(name: str) -> None:
    found = service(name)
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert "cap_add" not in found
    assert "privileged" not in found
    assert found["security_opt"] == ["no-new-privileges:true"]


@EVERY_SERVICE
def test_a_service_writes_to_its_volume_and_to_memory_only(name: str) -> None:
    found = service(name)
    volumes = set(compose()["volumes"])
    assert {volume.split(":")[0] for volume in found["volumes"]} <= volumes
    assert any(place.startswith("/tmp:") for place in found["tmpfs"])  # noqa: S108 - inside the container


@pytest.mark.parametrize(("name", "asks"), [("database", "pg_isready"), ("serve", "/health")])
def test_a_lasting_service_has_a_health_check(name: str, asks: str) -> None:
    check = service(name)["healthcheck"]
    assert check["test"][0] == "CMD"
    assert any(asks in word for word in check["test"])
    assert check["retries"] >= 3


def test_the_migration_completes_before_the_service_starts() -> None:
    assert service("migrate")["command"] == ["nastavnik", "init"]
    assert service("migrate")["restart"] == "no"
    assert service("migrate")["depends_on"]["database"]["condition"] == "service_healthy"
    assert service("serve")["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert service("serve")["image"] == service("migrate")["image"]


def test_the_migration_and_the_service_share_settings_and_data() -> None:
    for key in ("environment", "volumes"):
        assert service("serve")[key] == service("migrate")[key]
    assert service("serve")["environment"]["NASTAVNIK_DATABASE"].startswith("postgresql://")


def test_the_database_is_reached_from_inside_only() -> None:
    assert "ports" not in service("database")
    assert service("database")["networks"] == ["inside"]
    assert compose()["networks"]["inside"]["internal"] is True
    assert all(port.startswith("127.0.0.1:") for port in service("serve")["ports"])


def test_no_secret_stands_in_the_files() -> None:
    secret = re.compile(r"(?i)(password|secret|token|key)\w*\s*[:=]\s*\S|://\w+:\S")
    for name in ("Dockerfile", "docker-compose.yml"):
        lines = (REPOSITORY / name).read_text().splitlines()
        code = [line for line in lines if not line.startswith("#")]
        given_from_outside = [re.sub(r":?\s*\$\{DATABASE_PASSWORD:\?[^}]*\}", "", line) for line in code]
        assert given_from_outside != code or name == "Dockerfile"
        assert [line for line in given_from_outside if secret.search(line)] == []


def test_only_what_is_named_goes_into_the_image() -> None:
    lines = (REPOSITORY / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {
        name.strip("./")
        for word, value in instructions()
        if word == "COPY" and "--from" not in value
        for name in value.split()[:-1]
    }
    assert copied == {name.strip("./") for name in allowed}
