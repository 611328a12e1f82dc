"""A whole table: what kind of file, its header, and its numbered rows without the empty ones."""

from collections.abc import Iterator
from typing import BinaryIO

from programmes.tables_in.cells import Cell, is_empty, trimmed
from programmes.tables_in.limits import MOST_COLUMNS, MOST_ROWS, Found, TableError, Wanted
from programmes.tables_in.text_files import read_text
from programmes.tables_in.workbooks import OLD_EXCEL_START, ZIP_START, read_workbook

Row = tuple[int, list[Cell]]
_PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_LONGEST_HEADER = 200


def read_table(file: BinaryIO, wanted: Wanted) -> tuple[Found, list[str], Iterator[Row]]:
    """Return what was found out, the header, and the rows with their numbers in the file.

    A single cell above the header is a title, and is skipped. Raises TableError, also from the
    iterator of rows.
    """
    file.seek(0)
    start = file.read(8)
    if not start:
        raise TableError("empty_file")
    if start.startswith(OLD_EXCEL_START):
        raise TableError("old_excel")
    if start.startswith(_PICTURES):
        raise TableError("other_file")
    reader = read_workbook if start.startswith(ZIP_START) else read_text
    found, cells = reader(file, wanted)
    rows = _numbered(cells)
    header = next(rows, None)
    if header is None:
        raise TableError("empty_file")
    following = next(rows, None)
    if following and _is_title(header[1], following[1]):
        header, following = following, next(rows, None)
    if len(header[1]) > MOST_COLUMNS:
        raise TableError("too_many_columns", most=MOST_COLUMNS)
    return found, labels(header[1]), _counted(following, rows)


def labels(cells: list[Cell]) -> list[str]:
    """Return the header, each column with a name of its own: nameless “Column C”, twins “x (2)”."""
    names: list[str] = []
    for position, cell in enumerate(cells):
        text = cell if isinstance(cell, str) else cell[1]
        name = " ".join(text.split())[:_LONGEST_HEADER] or f"Column {letters(position)}"
        twin, number = name, 1
        while twin in names:
            number += 1
            twin = f"{name} ({number})"
        names.append(twin)
    return names


def letters(position: int) -> str:
    """Name a column as spreadsheets do: A, B, …, Z, AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _is_title(first: list[Cell], second: list[Cell]) -> bool:
    """Tell whether the first row is a title above the header."""
    return sum(map(bool, first)) == 1 and sum(map(bool, second)) > 1


def _numbered(cells: Iterator[list[Cell]]) -> Iterator[Row]:
    """Give rows the numbers a spreadsheet shows, and leave out the empty ones."""
    for number, row in enumerate(cells, start=1):
        if not is_empty(row):
            yield number, trimmed(row)


def _counted(following: Row | None, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows below the header; raises TableError when there are too many of anything."""
    count = 0
    while following is not None:
        count += 1
        if count > MOST_ROWS:
            raise TableError("too_many_rows", most=MOST_ROWS)
        if len(following[1]) > MOST_COLUMNS:
            raise TableError("too_many_columns", most=MOST_COLUMNS)
        yield following
        following = next(rows, None)
    if not count:
        raise TableError("no_rows")
