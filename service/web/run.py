"""Running the web server: one process; the address is printed last, when it really listens."""

import ipaddress
import socket
from contextlib import closing, suppress
from typing import Final

import uvicorn

from service.commands.calculations import Calculations
from service.commands.runtime import Runtime
from service.commands.worker import ticking
from service.settings import SettingsRefused
from service.web.app import create_app

BACKLOG: Final = 128


def run_server(runtime: Runtime, *, host: str, port: int, demo: bool) -> None:
    """Serve until the process is told to stop.

    Raises:
        SettingsRefused: the demo was asked to listen on another address than loopback, or the port is taken.

    """
    if demo and not is_loopback(host):
        raise SettingsRefused(f"Вход без пароля открывается только на 127.0.0.1, а указан адрес {host}.")
    listening = _listen(host, port)
    address = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
    app = create_app(runtime, demo=demo)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    work: Calculations = app.state.site.calculations
    with suppress(KeyboardInterrupt), ticking(runtime), closing(work):  # Ctrl+C is how one stops it
        _Announcing(config, address).run(sockets=[listening])


class _Announcing(uvicorn.Server):
    """Says where to look once requests are really answered."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"Откройте {self._address}", flush=True)  # noqa: T201 - the last line of the command


def is_loopback(host: str) -> bool:
    """Tell whether an address is reachable from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError) as fault:
        listening.close()
        raise SettingsRefused(
            f"Порт {port} на {host} занят или недоступен; укажите другой: --port."
        ) from fault
    return listening


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - no address that a browser can open
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
