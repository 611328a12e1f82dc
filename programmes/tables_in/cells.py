"""One cell: cleaned, cut, or refused with the reason.

A cell is a text, or a pair [why, what is shown] when it is refused.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal

from programmes.tables_in.limits import MOST_CHARACTERS, SHOWN_CHARACTERS

Cell = str | list[str]

FORMULA = "formula"
TOO_LONG = "too_long"
CONTROL = "control"
SPREADSHEET_ERROR = "spreadsheet_error"

# What a database or a mail cannot hold: control characters other than tab and line ends, halves of
# surrogate pairs, and the mark of a byte that no letter stands for.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd\ufffe\uffff]"
)
_CALL = re.compile(r"^[+\-@][A-Za-z_|][\w.]*\s*[(!|]|^[+\-@].*\|")
_SPACES = "\ufeff\u200b \t\r\n\u00a0\u2007\u202f"
# What our own files put before a text that a spreadsheet would take for a formula.
_OUR_MARK = re.compile(r"^'(?=[@+\-=%]|\\\|)")
_SECONDS_OF_DAY = "%H:%M:%S"


def text_cell(text: str) -> Cell:
    """Return a cell of a text file."""
    if len(text) > MOST_CHARACTERS:
        return _refused(TOO_LONG, text)
    stripped = text.strip(_SPACES)
    if _CONTROL.search(stripped):
        return _refused(CONTROL, stripped)
    if _OUR_MARK.match(stripped):
        return stripped[1:].replace("\\|", "|")
    if stripped.startswith("=") or _CALL.match(stripped):
        return _refused(FORMULA, stripped)
    return stripped


def sheet_cell(value: object, kind: str) -> Cell:
    """Return a cell of a spreadsheet: days as ISO 8601 writes them, whole numbers without “.0”."""
    if value is None:
        return ""
    if kind == "f":
        return _refused(FORMULA, str(getattr(value, "text", value)))
    if kind == "e":
        return _refused(SPREADSHEET_ERROR, str(value))
    written = _written(value)
    if len(written) > MOST_CHARACTERS:
        return _refused(TOO_LONG, written)
    stripped = written.strip(_SPACES)
    return _refused(CONTROL, stripped) if _CONTROL.search(stripped) else stripped


def is_empty(cells: list[Cell]) -> bool:
    """Tell whether nothing stands in the row."""
    return not any(cells)


def trimmed(cells: list[Cell]) -> list[Cell]:
    """Return the row without the empty cells at its end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _written(value: object) -> str:
    """Write a value as people would."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15  # noqa: PLR2004  (beyond, digits are lost)
        return str(int(value)) if whole else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        at_midnight = value.time() == time.min
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, time):
        return value.strftime(_SECONDS_OF_DAY)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _refused(why: str, text: str) -> list[str]:
    """Return a refused cell with its beginning, made harmless."""
    return [why, _CONTROL.sub("\u2423", text[:SHOWN_CHARACTERS]).strip(_SPACES)]
