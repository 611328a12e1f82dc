"""Tables as Excel workbooks in which every text is a text: nothing in them is ever a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm"
_LONGEST_TEXT = 32_767  # what a cell of Excel holds
_LONGEST_TITLE = 31
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_NARROW, _WIDE = 10, 48


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """Write a workbook of one sheet: the header stays in sight, days are days, texts are texts."""
    from openpyxl import Workbook  # noqa: PLC0415  (takes a while to import)
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_FORBIDDEN_IN_TITLE.sub(" ", title)[:_LONGEST_TITLE] or "Table")
    sheet.freeze_panes = "A2"
    for position, heading in enumerate(header, start=1):
        width = min(max(len(str(heading)) + 4, _NARROW), _WIDE)
        sheet.column_dimensions[get_column_letter(position)].width = width
    bold = Font(bold=True)
    heading_cells = [_cell(sheet, str(heading)) for heading in header]
    for cell in heading_cells:
        cell.font = bold
    sheet.append(heading_cells)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Any, value: object) -> Any:
    """Return a cell that holds the value as what it is."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    if value is None or value == "":
        return WriteOnlyCell(sheet, value=None)
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        text = _FORBIDDEN.sub("", str(value))[:_LONGEST_TEXT]
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"  # also where the text begins as a formula does
        return cell
    if isinstance(value, datetime):
        # Excel knows no time zones.
        cell = WriteOnlyCell(sheet, value=value.replace(tzinfo=None, microsecond=0))
        cell.number_format = MOMENT_FORMAT
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = DAY_FORMAT
    return cell
