"""The process that reads one table: limited in memory and time, and gone afterwards.

The file is its standard input; its order is one argument, {"sheet", "encoding", "megabytes",
"seconds"}. It writes JSON lines: what it found, then [number, cells] for each row, then
{"rows": n}, or {"code": …, "facts": …} in place of anything. It knows no Django and no secret.
"""

import ctypes
import json
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any

from programmes.tables_in.limits import TableError, Wanted
from programmes.tables_in.table import read_table

_MEGABYTE = 1024 * 1024
_SET_PARENT_DEATH_SIGNAL = 1


def keep_within(megabytes: int, seconds: int) -> None:
    """End with the parent, and limit address space and processor time of this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def say(line: Any) -> None:
    """Write one line for the parent."""
    sys.stdout.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")


def main() -> None:
    """Read the order and the table."""
    order = json.loads(sys.argv[1])
    keep_within(order["megabytes"], order["seconds"])
    wanted = Wanted(sheet=order["sheet"], encoding=order["encoding"])
    count = 0
    try:
        with open(sys.stdin.fileno(), "rb", closefd=False) as file:
            found, header, rows = read_table(file, wanted)
            say({**asdict(found), "header": header})
            for row in rows:
                count += 1
                say(row)
    except TableError as error:
        say({"code": error.code, "facts": error.facts})
    except MemoryError:
        say({"code": "too_much_memory", "facts": {}})
    else:
        say({"rows": count})


if __name__ == "__main__":
    main()
