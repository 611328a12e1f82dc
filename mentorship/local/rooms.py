"""Temporary folders for sockets and throw-away data, which no crash leaves behind for long."""

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "mentorship-"
LONGEST_BASE = 80  # bytes, of the 107 that a socket's whole path may have
SECONDS_OF_GRACE = 60


class Room:
    """A private folder with a short path, locked for as long as its process lives."""

    def __init__(self) -> None:
        """Make it, after clearing away those whose process died."""
        base = Path(tempfile.gettempdir())
        if len(os.fsencode(base)) > LONGEST_BASE:
            base = Path("/tmp")  # noqa: S108 - mkdtemp makes a private folder in it
        clear_away(base)
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
        self._held = (self.path / "held").open("w", encoding="utf-8")
        fcntl.flock(self._held, fcntl.LOCK_EX)

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._held.close()


def clear_away(base: Path) -> None:
    """Remove folders of dead processes: those whose lock nobody holds any more."""
    for path in base.glob(f"{PREFIX}*/held"):
        try:
            with path.open("r", encoding="utf-8") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if time.time() - path.stat().st_mtime > SECONDS_OF_GRACE:
                    shutil.rmtree(path.parent, ignore_errors=True)
        except OSError:
            continue  # held, another person's, or just removed by another process
