"""One worker in a process of its own: does the next step of an import, and says its peak memory."""

import os
import re
import sys
import threading
from pathlib import Path
from uuid import UUID

import django

_SECONDS = 0.01


def peak(pid: int) -> int:
    """Return the most megabytes a process ever held; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


def readers() -> list[int]:
    """Return the processes that this one started."""
    path = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(pid) for pid in path.read_text(encoding="ascii").split()]


def watch(most: list[int], done: threading.Event) -> None:
    """Note the peak of each reader, as long as it lives."""
    while not done.wait(_SECONDS):
        most[0] = max([most[0], *(peak(pid) for pid in readers())])


def main() -> None:
    """Go on with the import that is named, so many steps."""
    django.setup()
    from programmes.actions.table_import_work import go_on

    most, done = [0], threading.Event()
    watcher = threading.Thread(target=watch, args=(most, done))
    watcher.start()
    go_on(UUID(sys.argv[1]))
    done.set()
    watcher.join()
    print(peak(os.getpid()), most[0])


if __name__ == "__main__":
    main()
