"""A list as a file to keep, in the format somebody asks for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from mentorship.common.csv import csv_response
from mentorship.common.xlsx import CONTENT_TYPE, xlsx_bytes

XLSX = "xlsx"


def table_response(
    name: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, wanted: str
) -> HttpResponse:
    """Answer with the table: a workbook where `wanted` is "xlsx", else CSV.

    `name` is the file's name without its day and ending. Days and moments may stand in the rows as
    such; moments in the zone of whoever asks.
    """
    filename = f"{name}-{timezone.localdate()}"
    if wanted != XLSX:
        lines = ([_as_text(value) for value in row] for row in rows)
        return csv_response(f"{filename}.csv", header, lines)
    local = ([_as_local(value) for value in row] for row in rows)
    response = HttpResponse(xlsx_bytes(header, local, title=name), content_type=CONTENT_TYPE)
    disposition = content_disposition_header(as_attachment=True, filename=f"{filename}.xlsx")
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _as_local(value: object) -> object:
    """Return a moment in the reader's zone."""
    is_aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_aware and isinstance(value, datetime) else value


def _as_text(value: object) -> object:
    """Return days and moments as ISO 8601 writes them."""
    if isinstance(value, datetime):
        local = _as_local(value)
        return local.isoformat(sep=" ", timespec="minutes") if isinstance(local, datetime) else ""
    return value.isoformat() if isinstance(value, date) else value
