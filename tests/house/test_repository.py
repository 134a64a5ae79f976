"""What has to hold for the repository as a whole."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-mutation.lock")
PLATFORM = (
    # a pin for 3.11 alone has a sister for 3.12 and 3.13; what 3.13 alone needs is pinned for it alone
    r"python_full_version (< '3\.1[24]'|== '3\.13\.\*')",
    r"implementation_name == 'cpython'",
    r"platform_machine == 'x86_64'",
    r"sys_platform == 'linux'",
)
# As patterns, so that this file does not hold what it looks for.
HOSTS = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.]|deb[.]debian[.]org|docker[.]io|ghcr[.]io|quay[.]io"
)
PLACES = re.compile(r"/work[/]|[.][.]/shared|/root[/]|/home[/]")


def committed_files() -> list[Path]:
    """Return the files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (REPOSITORY / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def pins(lock: str) -> dict[str, list[str]]:
    """Return for each pinned line of a lock file its hashes."""
    found: dict[str, list[str]] = {}
    for line in (REPOSITORY / lock).read_text().splitlines():
        if line.startswith("    --hash="):
            found[next(reversed(found))].append(line.strip(" \\"))
        else:
            found[line.rstrip(" \\")] = []
    return found


def plain_name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize("pattern", [HOSTS, PLACES], ids=["package registries", "places on a machine"])
def test_no_committed_file_names(pattern: re.Pattern[str]) -> None:
    found = [
        (str(path.relative_to(REPOSITORY)), word)
        for path in committed_files()
        for word in pattern.findall(path.read_text(errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_hashed_and_bound_to_its_platform(lock: str) -> None:
    assert len(pins(lock)) > 50
    for pin, hashes in pins(lock).items():
        assert re.match(r"[\w.-]+==[\w.]+ ; ", pin), pin
        assert hashes, pin
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", value) for value in hashes), pin
        assert [part for part in PLATFORM if not re.search(part, pin)] == [], pin


def test_the_test_lock_holds_every_pin_of_the_product() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_the_lock_of_mutation_testing_holds_every_pin_of_the_test_lock() -> None:
    assert pins("requirements-test.lock").items() <= pins("requirements-mutation.lock").items()


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    product = [*project["project"]["dependencies"], *groups["build"]]
    for lock, wanted in (
        ("requirements.lock", product),
        ("requirements-test.lock", [*product, *groups["test"]]),
        ("requirements-mutation.lock", [*product, *groups["test"], *groups["mutation"]]),
    ):
        assert {plain_name(name) for name in wanted} <= {plain_name(pin) for pin in pins(lock)}


def test_the_packages_that_only_lend_their_assets_bring_no_server_along() -> None:
    assert {"django", "asgiref", "sqlparse"}.isdisjoint(plain_name(pin) for pin in pins("requirements.lock"))


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (REPOSITORY / "docs" / "decisions").iterdir())
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name) for name in names)
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_links_inside_the_documentation_lead_somewhere() -> None:
    broken = [
        (str(page.relative_to(REPOSITORY)), target)
        for page in committed_files()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_of_the_documentation_is_reached_from_its_index() -> None:
    docs = REPOSITORY / "docs"
    index = (docs / "index.md").read_text()
    pages = [str(page.relative_to(docs)) for page in docs.rglob("*.md") if page.name != "index.md"]
    assert [page for page in pages if f"]({page})" not in index] == []


def test_every_setting_is_described_for_the_person_who_operates_the_service() -> None:
    names = set(re.findall(r"NASTAVNIK_[A-Z_]+", (REPOSITORY / "service" / "settings.py").read_text()))
    described = set(re.findall(r"`(NASTAVNIK_[A-Z_]+)`", (REPOSITORY / "docs" / "operations.md").read_text()))
    assert names == described


def test_the_wheel_holds_every_file_of_the_service(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    service = [path for path in committed_files() if path.is_relative_to(REPOSITORY / "service")]
    assert [str(path) for path in service if str(path.relative_to(REPOSITORY)) not in held] == []
