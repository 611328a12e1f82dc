"""Text files: which letters, which separator, which rows."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from programmes.tables_in.cells import Cell, text_cell
from programmes.tables_in.limits import MOST_BYTES, Found, TableError, Wanted

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "windows-1250", "windows-1251", "mac-roman")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 64 * 1024
_SAMPLE_ROWS = 60
_CHUNK = 256 * 1024
_HALF_WIDE = 0.3  # of a sample's bytes are nothing, where each letter takes two


def read_text(file: BinaryIO, wanted: Wanted) -> tuple[Found, Iterator[list[Cell]]]:
    """Return what was found out, and the rows; raises TableError."""
    codec = wanted.encoding or _encoding(file)
    delimiter, skipped = _delimiter(_sample(file, codec))
    found = Found(format="csv", encoding=codec.removesuffix("-sig"), delimiter=delimiter)
    return found, _rows(file, codec, delimiter, skipped)


def _encoding(file: BinaryIO) -> str:
    """Say in which encoding a file is written: its mark, else UTF-8 if it fits, else Windows."""
    file.seek(0)
    start = file.read(_SAMPLE_BYTES)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec
    if wide := _unmarked_wide(start):
        return wide
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _unmarked_wide(start: bytes) -> str:
    """Tell UTF-16 without its mark by every second byte being nothing."""
    if len(start) < 4 or start.count(0) < len(start) * _HALF_WIDE:  # noqa: PLR2004  (two letters)
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _sample(file: BinaryIO, codec: str) -> str:
    """Return the beginning of the file as text."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(codec)("replace")
    return str(decoder.decode(file.read(_SAMPLE_BYTES)))


def _delimiter(sample: str) -> tuple[str, int]:
    """Return what separates the cells, and how many lines to skip (Excel's own “sep=;”)."""
    first = sample.split("\n", 1)[0].strip("\r\ufeff ")
    if first[:4].lower() == "sep=" and len(first) == 5:  # noqa: PLR2004  (one character follows)
        return first[4], 1
    scored = [(_fitness(sample, delimiter), delimiter) for delimiter in DELIMITERS]
    best = max(scored, key=lambda pair: pair[0])
    return (best[1], 0) if best[0] > (0, 0) else (",", 0)


def _fitness(sample: str, delimiter: str) -> tuple[float, float]:
    """Say how well the sample falls into columns: the share of rows alike, and how many columns."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths = [len(row) for row, _ in zip(rows, range(_SAMPLE_ROWS), strict=False) if row]
    if not widths or max(widths[:2]) < 2:  # noqa: PLR2004  (one column is no separation)
        return (0, 0)
    width, times = Counter(widths).most_common(1)[0]
    return (times / len(widths), width) if width > 1 else (0, 0)


def _rows(file: BinaryIO, codec: str, delimiter: str, skipped: int) -> Iterator[list[Cell]]:
    """Yield every row; bytes for which the encoding has no letter make their cell unreadable."""
    csv.field_size_limit(MOST_BYTES)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=codec, errors="replace", newline="")
    try:
        rows = csv.reader(text, delimiter=delimiter)
        for number, row in enumerate(rows):
            if number >= skipped:
                yield [text_cell(cell) for cell in row]
    except csv.Error as error:
        raise TableError("broken_text") from error
    finally:
        text.detach()
