"""How large a table may be, and what is said of one that cannot be read."""

from dataclasses import dataclass

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 10_000
# How much of an oversized or refused cell is kept, so that somebody can find it.
SHOWN_CHARACTERS = 80


class TableError(Exception):
    """The file cannot be read as a table; `code` says why, see `programmes.importing.sentences`."""

    def __init__(self, code: str, **facts: object) -> None:
        """Name the reason and what belongs to it."""
        self.code = code
        self.facts = facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody asked for the file to be read; empty means: find out."""

    sheet: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader found out before the first row."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
