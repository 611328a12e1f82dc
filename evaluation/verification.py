"""What a printed code, or a file somebody holds, proves."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File

from evaluation import canonical
from evaluation.models import Report, ReportFile
from evaluation.reports.method import proven
from evaluation.reports.snapshot import thaw


@dataclass(frozen=True, slots=True)
class CodeFound:
    """The figures behind a code; `is_intact` tells whether they still have the stored digest."""

    title: str
    as_at: date | None
    built_at: datetime
    sha256: str
    is_intact: bool
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file that is, byte for byte, one of ours."""

    title: str
    format: str
    code: str
    rendered_at: datetime
    sha256: str


def check_code(code: str) -> CodeFound | None:
    """Return the figures behind a code, or None where no report has it."""
    report = Report.objects.filter(code=canonical.tidy_code(code)).first()
    if report is None:
        return None
    is_intact = canonical.sha256(report.snapshot) == report.sha256
    data = thaw(report.snapshot) if is_intact else None
    return CodeFound(
        title=report.title,
        as_at=data.as_at if data else None,
        built_at=report.built_at,
        sha256=report.sha256,
        is_intact=is_intact,
        figures=tuple(proven(data)) if data else (),
    )


def check_file(file: "File[bytes]") -> FileFound | None:
    """Return which of our files this is, or None where it is none, or was changed."""
    stored = (
        ReportFile.objects.filter(sha256=digest_of(file.chunks()))
        .select_related("report")
        .defer("content", "report__snapshot")
        .first()
    )
    if stored is None:
        return None
    return FileFound(
        title=stored.report.title,
        format=stored.get_format_display(),
        code=stored.report.code,
        rendered_at=stored.rendered_at,
        sha256=stored.sha256,
    )


def digest_of(chunks: Iterable[bytes]) -> str:
    """Return the SHA-256 of a file that arrives in pieces."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
