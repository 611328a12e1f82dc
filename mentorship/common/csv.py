"""Tables as CSV that a spreadsheet opens with its letters intact and without running anything."""

import io
from collections.abc import Iterable, Sequence

from defusedcsv import csv
from django.http import HttpResponse
from django.utils.http import content_disposition_header

# Excel reads UTF-8 only when a byte order mark says so.
_MARK = "\ufeff"


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write UTF-8 CSV with a byte order mark; cells that look like formulas are escaped."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return (_MARK + text.getvalue()).encode("utf-8")


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Answer with a CSV file to keep."""
    response = HttpResponse(csv_bytes(header, rows), content_type="text/csv; charset=utf-8")
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
