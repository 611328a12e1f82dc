"""Keeps services and processes together: started in order, watched, stopped in reverse order."""

import contextlib
import fcntl
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Protocol

from mentorship.local.errors import CannotStartError
from mentorship.local.processes import how_it_ended, spawn, stop

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_BETWEEN_LOOKS = 0.2


class StopRequestedError(BaseException):
    """Ctrl-C or TERM: everything is to be stopped."""


class Service(Protocol):
    """Something that runs until it is stopped."""

    def start(self) -> None:
        """Start, and wait until it works."""

    def stop(self) -> None:
        """Stop it."""

    def exit_status(self) -> int | None:
        """Return None while it runs, or how it ended without being asked."""


class Program:
    """One of our own processes, as a service."""

    def __init__(
        self, command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path
    ) -> None:
        """Say what to run, in which environment and folder, and where its output goes."""
        self._folder = folder
        self.log = log
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; whether it works is asked from outside."""
        self._process = spawn(
            self._command, log=self.log, environment=self._environment, folder=self._folder
        )

    def stop(self) -> None:
        """Ask it to finish what it does, and end it when it does not."""
        if self._process:
            stop(self._process)
            self._process = None

    def exit_status(self) -> int | None:
        """Return None while it runs, or how it ended without being asked."""
        return self._process.poll() if self._process else None

    def finish(self) -> int:
        """Wait until it ends by itself and return its exit status."""
        return self._process.wait() if self._process else 0


class Supervisor:
    """All services of one demo, in the order in which they were started."""

    def __init__(self) -> None:
        """Begin with none."""
        self._services: dict[str, tuple[Service, Path]] = {}

    def start(self, name: str, service: Service, log: Path) -> None:
        """Start one more; from now on it is watched and stopped with the others."""
        self._services[name] = (service, log)
        service.start()

    def run(self, what: str, program: Program) -> None:
        """Run one program to its end.

        Raises:
            CannotStartError: it failed; the sentence says what failed and why.

        """
        program.start()
        self.finish(what, program)

    def finish(self, what: str, program: Program) -> None:
        """Wait for one program that was started before; fails as `run` does."""
        try:
            code = program.finish()
        finally:
            program.stop()
        if code:
            words = how_it_ended(code, program.log)
            raise CannotStartError(f"{what} failed: {words} ({program.log}).")

    def require_all_alive(self) -> None:
        """Return when every service runs.

        Raises:
            CannotStartError: one has died; the sentence names it and its last words.

        """
        for name, (service, log) in self._services.items():
            status = service.exit_status()
            if status is not None:
                words = how_it_ended(status, log)
                raise CannotStartError(f"{name} stopped unexpectedly: {words} ({log}).")

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait until `ready()`; a service that dies meanwhile ends the waiting with its words."""
        until = time.monotonic() + seconds
        while not ready():
            self.require_all_alive()
            if time.monotonic() > until:
                raise CannotStartError(f"{what} within {seconds:.0f} seconds.")
            time.sleep(0.05)

    def watch(self) -> None:
        """Stay here until a service dies or somebody asks to stop."""
        while True:
            self.require_all_alive()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def stop_all(self) -> None:
        """Stop all, the last started first."""
        for service, _log in reversed(self._services.values()):
            service.stop()
        self._services.clear()


def heed_signals() -> None:
    """Turn the first Ctrl-C or TERM into StopRequestedError; nothing disturbs the stop after it."""

    def request_stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise StopRequestedError

    for each in SIGNALS:
        if not is_ignored_hangup(each):
            signal.signal(each, request_stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)  # dev.py holds them back until now


def is_ignored_hangup(number: signal.Signals) -> bool:
    """Tell whether the terminal's end is to be survived, as under nohup."""
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN


@contextlib.contextmanager
def alone_on(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for as long as this lasts.

    Raises:
        CannotStartError: another process holds it.

    """
    with (folder / "lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStartError(
                f"Another demo already runs on the data in {folder}: stop it first, or set "
                "DATA_DIR to another folder."
            ) from None
        yield
