"""Tables as CSV that a spreadsheet opens with its letters intact and without running anything."""

import io
from collections.abc import Iterable, Sequence

from defusedcsv import csv
from django.http import HttpResponse
from django.utils.http import content_disposition_header

# Excel reads UTF-8 only when a byte order mark says so.
_MARK = "\ufeff"
_PASSED_OVER = "\t\r\n\x0b\x0c\x00\ufeff "


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write UTF-8 CSV with a byte order mark; cells that look like formulas are escaped."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_one(cell) for cell in header])
    writer.writerows([_one(cell) for cell in row] for row in rows)
    return (_MARK + text.getvalue()).encode("utf-8")


def _one(cell: object) -> object:
    """Return a cell that begins with what is seen: programs pass over blanks to reach a formula."""
    return cell.lstrip(_PASSED_OVER) if isinstance(cell, str) else cell


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Answer with a CSV file to keep."""
    response = HttpResponse(csv_bytes(header, rows), content_type="text/csv; charset=utf-8")
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
