"""Starts and stops child processes that never outlive their parent."""

import contextlib
import ctypes
import functools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
SECONDS_TO_STOP = 10


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _dying_with(parent: int, death_signal: int) -> Callable[[], None] | None:
    """Return what a new child does first: ask the kernel for a signal when its parent dies."""
    if sys.platform != "linux":
        return None
    libc = _libc()

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    uid: int | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, its output appended to `log`.

    The own group keeps Ctrl-C at the terminal from reaching children before their parent, which
    stops them in order. On Linux the kernel sends `death_signal` when the parent dies.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=folder,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
            process_group=0,
            preexec_fn=_dying_with(os.getpid(), death_signal),  # noqa: PLW1509 - no threads yet
        )


def stop(
    process: subprocess.Popen[bytes],
    *signals: signal.Signals,
    seconds: float = SECONDS_TO_STOP,
) -> None:
    """Stop `process` with each of `signals` (by default TERM) in turn, and with KILL at the end.

    What it started itself and left behind is stopped with it.
    """
    for number in signals or (signal.SIGTERM,):
        if process.poll() is not None:
            break
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    is_stuck = process.poll() is None
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL if is_stuck else signal.SIGTERM)
    process.wait()


def how_it_ended(status: int, log: Path) -> str:
    """Put the end of a process into words: the signal that ended it, or its own last words."""
    if status < 0:
        return f"ended by {signal.Signals(-status).name}"
    return last_line(log)


def last_line(log: Path) -> str:
    """Return the last line in `log` that says anything, without its trailing full stop."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "it wrote nothing"
    if "No space left on device" in text[-20_000:]:
        return "no space is left on the disk"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "it wrote nothing"
