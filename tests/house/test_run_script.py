"""``./run`` prepares itself once and then steps aside.

A stand-in for uv plays the installer: it makes a real, empty environment and a program that reports how it
was called, so that these tests need neither the registry nor a minute.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LACKS_SOMETHING = 69

INSTALLER = """#!/bin/sh
# uv venv … DIR | uv pip install … -e DIR | uv pip install … -r LOCK
for last; do :; done
case "$1 $*" in
  venv*) exec {python} -m venv --without-pip "$last" ;;
  *" -e "*)
    echo installed >>"$last/installations"
    cp {program} "$last/.venv/bin/nastavnik"
    echo "$last" >"$("$last/.venv/bin/python" -c 'import site; print(site.getsitepackages()[0])')/here.pth" ;;
  *) sleep 0.3 ;;
esac
"""

PROGRAM = """#!{python}
import json, os, sys
called = {{"arguments": sys.argv[1:], "data": os.environ["NASTAVNIK_DATA"], "folder": os.getcwd()}}
called["open"] = [os.path.realpath("/proc/self/fd/" + number) for number in os.listdir("/proc/self/fd")]
print(json.dumps(called))
sys.exit(7)
"""


@dataclass(frozen=True, slots=True)
class House:
    """A copy of ``run`` in a small project of its own."""

    folder: Path
    tools: Path

    def start(self, *arguments: str, settings: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        path = f"{self.tools}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        return subprocess.Popen(
            [self.folder / "run", *arguments],
            cwd="/",
            env={"PATH": path, **(settings or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )

    def run(
        self, *arguments: str, settings: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, settings=settings)
        output, errors = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def installations(self) -> int:
        record = self.folder / "installations"
        return len(record.read_text().splitlines()) if record.exists() else 0


def executable(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def house(tmp_path: Path) -> House:
    folder = tmp_path / "Папка с пробелами"
    tools = tmp_path / "tools"
    (folder / "service").mkdir(parents=True)
    tools.mkdir()
    shutil.copy(REPOSITORY / "run", folder)
    for name in ("service/__init__.py", "pyproject.toml", "requirements.lock", "requirements-test.lock"):
        (folder / name).write_text("")
    program = executable(tmp_path / "program", PROGRAM.format(python=sys.executable))
    executable(tools / "uv", INSTALLER.format(python=sys.executable, program=program))
    return House(folder=folder, tools=tools)


def test_the_program_gets_every_argument_as_it_was_given_and_its_exit_code_is_kept(house: House) -> None:
    done = house.run("match", "два слова", "", "--out=*")
    assert done.returncode == 7
    called = json.loads(done.stdout)
    assert called["arguments"] == ["match", "два слова", "", "--out=*"]
    assert called["folder"] == "/"


def test_the_data_lie_beside_the_program_whatever_the_current_folder_is(house: House) -> None:
    called = json.loads(house.run("demo").stdout)
    assert called["data"] == str(house.folder / ".nastavnik")


def test_a_chosen_data_folder_is_kept(house: House) -> None:
    called = json.loads(house.run("demo", settings={"NASTAVNIK_DATA": "/chosen"}).stdout)
    assert called["data"] == "/chosen"


def test_the_second_start_installs_nothing_and_says_nothing(house: House) -> None:
    assert house.run("demo").stderr != ""
    assert house.run("demo").stderr == ""
    assert house.installations() == 1


def test_a_changed_pin_is_installed(house: House) -> None:
    house.run("demo")
    (house.folder / "requirements.lock").write_text("# another version\n")
    assert house.run("demo").returncode == 7
    assert house.installations() == 2


def test_a_changed_pin_of_the_tests_is_nothing_to_the_program(house: House) -> None:
    house.run("demo")
    (house.folder / "requirements-test.lock").write_text("# another version\n")
    house.run("demo")
    assert house.installations() == 1


def test_mutation_testing_has_an_environment_of_its_own(house: House) -> None:
    house.run("demo")
    (house.folder / "requirements-mutation.lock").write_text("")
    (house.folder / "benchmarks").mkdir()
    script = house.folder / "benchmarks" / "mutation.py"
    script.write_text("import json, sys; print(json.dumps([sys.prefix, *sys.argv[1:]]))")
    called = json.loads(house.run("mutate", "--seed", "7").stdout)
    assert called == [str(house.folder / ".venv-mutation"), "--seed", "7"]
    assert house.run("demo").stderr == ""


def test_a_moved_folder_prepares_itself_anew(house: House) -> None:
    house.run("demo")
    moved = House(folder=house.folder.rename(house.folder.with_name("moved")), tools=house.tools)
    assert moved.run("demo").returncode == 7
    assert moved.installations() == 2


def test_two_starts_at_once_install_once(house: House) -> None:
    both = [house.start("demo"), house.start("demo")]
    said = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [7, 7]
    assert house.installations() == 1
    assert any("жду" in text for text in said)


def test_a_running_program_does_not_keep_the_next_start_waiting(house: House) -> None:
    called = json.loads(house.run("demo").stdout)
    assert house.installations() == 1
    assert str(house.folder) not in called["open"]


@pytest.mark.parametrize("python", ["/nonexistent/python3", "/bin/false"])
def test_an_unfit_interpreter_is_refused_in_one_sentence(house: House, python: str) -> None:
    done = house.run("demo", settings={"PYTHON": python})
    assert done.returncode == LACKS_SOMETHING
    assert done.stderr == f"run: PYTHON={python} не подходит: нужен CPython 3.11, 3.12 или 3.13.\n"
    assert not (house.folder / ".venv").exists()


def test_another_platform_is_refused_in_one_sentence(house: House) -> None:
    executable(house.tools / "uname", '#!/bin/sh\n[ "$1" = -s ] && echo Darwin || echo arm64\n')
    done = house.run("demo")
    assert done.returncode == LACKS_SOMETHING
    assert done.stderr == "run: программа рассчитана на Linux x86-64, а это Darwin arm64.\n"


def test_a_machine_without_python_learns_how_to_get_it(house: House, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("cat", "cut", "dirname", "id", "readlink", "sha256sum", "uname"):
        (bare / name).symlink_to(shutil.which(name) or name)
    done = subprocess.run(
        [house.folder / "run", "demo"], env={"PATH": str(bare)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == LACKS_SOMETHING
    assert len(done.stderr.splitlines()) == 1
    assert "apt-get install python3 python3-venv" in done.stderr


def test_a_failed_installation_is_not_taken_for_done(house: House) -> None:
    (house.folder / "requirements.lock").write_text("no requirement at all\n")
    executable(house.tools / "uv", "#!/bin/sh\nexit 1\n")
    for _ in range(2):
        done = house.run("demo")
        assert done.returncode == LACKS_SOMETHING
        assert "не удалось поставить пакеты" in done.stderr
    assert done.stdout == ""
