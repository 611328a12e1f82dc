"""Starts the process that reads a table, and takes its rows one by one."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from programmes.tables_in.limits import Found, TableError, Wanted
from programmes.tables_in.table import Row

MEGABYTES = 400
SECONDS = 90
_ROOT = Path(__file__).resolve().parents[2]
_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: what was found out, the header, and the rows as they come."""

    found: Found
    header: list[str]
    rows: Iterator[Row]


@contextmanager
def open_table(
    content: bytes | memoryview,
    wanted: Wanted | None = None,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Iterator[Table]:
    """Open a table; raises TableError here, or from its rows, and nothing else of the file's doing.

    The file is laid down without a name, and gone with the processes that hold it.
    """
    wanted = wanted or Wanted()
    order = {"sheet": wanted.sheet, "encoding": wanted.encoding}
    order_text = json.dumps({**order, "megabytes": megabytes, "seconds": max(int(seconds), 1)})
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        # -P keeps the folder of the child off its path; the root of the product is named instead.
        child = subprocess.Popen(  # noqa: S603  (our own file, no shell)
            [sys.executable, "-P", "-m", "programmes.tables_in.child", order_text],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": _PATH, "LANG": "C.UTF-8", "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
        )
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        try:
            yield _opened(_lines(child))
        finally:
            timer.cancel()
            child.kill()
            if child.stdout:
                child.stdout.close()
            child.wait()


def _opened(lines: Iterator[Any]) -> Table:
    """Take the first line."""
    said = next(lines)
    header = said.pop("header")
    found = Found(**{**said, "sheets": tuple(said["sheets"])})
    return Table(found, header, _rows(lines))


def _lines(child: "subprocess.Popen[bytes]") -> Iterator[Any]:
    """Yield what the child says until it is done; raises TableError when it gives up or dies."""
    if child.stdout is not None:
        for line in child.stdout:
            said = _understood(line)
            if isinstance(said, dict) and "code" in said:
                raise TableError(said["code"], **said["facts"])
            yield said
            if isinstance(said, dict) and "rows" in said:
                return
    raise TableError("reader_stopped")


def _understood(line: bytes) -> Any:
    """Return a line as what it says; a cut-off one says that the child died."""
    try:
        return json.loads(line)
    except ValueError as error:
        raise TableError("reader_stopped") from error


def _rows(lines: Iterator[Any]) -> Iterator[Row]:
    """Yield the rows until the child says how many they were."""
    for said in lines:
        if isinstance(said, dict):
            return
        number, cells = said
        yield number, cells
