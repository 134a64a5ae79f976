"""The server as a process: where it says it listens, how it stops, what it refuses to start with."""

import http.client
import shutil
import signal
import socket
from pathlib import Path

import pytest

from service.commands.runtime import Runtime
from service.settings import SettingsRefused
from service.web.run import run_server
from service.web.security import LARGEST_BODY
from tests.web.serving import PATIENCE_S, served


@pytest.fixture
def data(furnished: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    return Path(shutil.copytree(furnished, tmp_path / "data"))


def test_the_server_answers_at_the_address_it_printed_and_stops_quietly_on_ctrl_c(data: Path) -> None:
    with served(data) as (process, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        connection.request("GET", "/health")
        assert connection.getresponse().read() == b'{"status":"ok"}'
        connection.close()
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, rest, complaints) == (0, "", "")


def test_a_file_that_is_too_large_is_refused_in_words_though_all_of_it_was_sent(data: Path) -> None:
    with served(data) as (_, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        connection.request("POST", "/institutions/001/imports", body=b"x" * (LARGEST_BODY + 1))
        answer = connection.getresponse()
        assert answer.status == 413
        assert "не более 5 МБ" in answer.read().decode()
        connection.close()


def test_a_port_that_is_taken_is_said_in_one_sentence(runtime: Runtime) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsRefused, match=rf"^Порт {port} на 127\.0\.0\.1 занят"):
            run_server(runtime, host="127.0.0.1", port=port, demo=True)


def test_a_port_that_cannot_exist_is_refused(runtime: Runtime) -> None:
    with pytest.raises(SettingsRefused, match="99999"):
        run_server(runtime, host="127.0.0.1", port=99_999, demo=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "school.example"])  # noqa: S104 - the point
def test_the_demo_listens_on_this_machine_only(runtime: Runtime, host: str) -> None:
    with pytest.raises(SettingsRefused, match="только на"):
        run_server(runtime, host=host, port=0, demo=True)
