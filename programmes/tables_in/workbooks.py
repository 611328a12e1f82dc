"""Excel workbooks: looked at from outside before they are opened, then read row by row."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from programmes.tables_in.cells import Cell, sheet_cell
from programmes.tables_in.limits import Found, TableError, Wanted

ZIP_START = b"PK\x03\x04"
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"
MOST_ENTRIES = 2_000
MOST_UNPACKED = 150 * 1024 * 1024
# A sheet shrinks to a tenth, one that says the same in each row to a fiftieth; a bomb to much less.
MOST_SHRINKING = 120
_SMALL = 1024 * 1024
_LOCKED = 0x1


def read_workbook(file: BinaryIO, wanted: Wanted) -> tuple[Found, Iterator[list[Cell]]]:
    """Return what was found out, and the rows of one sheet; raises TableError."""
    from openpyxl import load_workbook  # noqa: PLC0415  (takes a while to import)

    _look_from_outside(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:
        raise TableError("broken_workbook") from error
    sheets = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise TableError("no_sheet")
    name = wanted.sheet if wanted.sheet in sheets else sheets[0]
    found = Found(format="xlsx", sheet=name, sheets=tuple(sheets))
    return found, _rows(book[name])


def _look_from_outside(file: BinaryIO) -> None:
    """Refuse what is no workbook, and what would unpack to more than anybody means."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise TableError("broken_workbook") from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise TableError("other_archive")
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise TableError("locked_workbook")
    unpacked = sum(entry.file_size for entry in entries)
    packed_size = max(sum(entry.compress_size for entry in entries), 1)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise TableError("bomb", megabytes=unpacked // _SMALL)
    if unpacked > _SMALL and unpacked / packed_size > MOST_SHRINKING:
        raise TableError("bomb", megabytes=unpacked // _SMALL)


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    """Yield every row of a sheet; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    try:
        for row in sheet.iter_rows():
            yield [_cell(cell) for cell in row]
    except MemoryError:
        raise
    except TableError:
        raise
    except Exception as error:
        raise TableError("broken_workbook") from error


def _cell(cell: Any) -> Cell:
    """Return one cell."""
    return sheet_cell(cell.value, getattr(cell, "data_type", "n"))
