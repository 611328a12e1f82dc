"""What a printed code, or a file somebody holds, proves."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File

from evaluation import canonical
from evaluation.models import Report, ReportFile
from evaluation.models.report import ReportQuerySet
from evaluation.reports.proving import proven
from evaluation.reports.snapshot import sealed, thaw

# Canonical JSON of a report begins so; nothing else that we hand out does.
OPENING = b"{"


@dataclass(frozen=True, slots=True)
class CodeFound:
    """The figures behind a code; `is_intact` tells whether they still have the stored digest.

    `version` is the number of the words that were sent last, None before any were.
    """

    title: str
    code: str
    as_at: date | None
    built_at: datetime
    sha256: str
    is_intact: bool
    figures: tuple[tuple[str, str], ...]
    version: int | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file that is, byte for byte, one of ours.

    `sent_at` is when its version was sent, None if it never was; `newer` is the number of a later
    version that was sent in its place.
    """

    title: str
    format: str
    code: str
    rendered_at: datetime
    sha256: str
    version: int
    sent_at: datetime | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class FiguresFound:
    """What a file of figures comes to: its own digest and code, and the report that has them.

    `is_sealed` is false for figures that were edited by hand into a text that we never write.
    """

    sha256: str
    code: str
    is_sealed: bool
    report: CodeFound | None


def check_code(code: str) -> CodeFound | None:
    """Return the figures behind a code, or None where no report has it."""
    return _found(Report.objects.filter(code=canonical.tidy_code(code)))


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
    sent = dict(
        stored.report.versions.filter(sent_at__isnull=False).values_list("number", "sent_at")
    )
    latest = max(sent, default=0)
    return FileFound(
        title=stored.report.title,
        format=stored.get_format_display(),
        code=stored.report.code,
        rendered_at=stored.rendered_at,
        sha256=stored.sha256,
        version=stored.version,
        sent_at=sent.get(stored.version),
        newer=latest if latest > stored.version else None,
    )


def check_figures(file: "File[bytes]") -> FiguresFound | None:
    """Return what a file of figures proves; None for a file that is none.

    Editors leave a line break at the end; it belongs to no figure.
    """
    text = _text(file)
    if text is None:
        return None
    digest = canonical.sha256(text)
    return FiguresFound(
        sha256=digest,
        code=canonical.code(digest),
        is_sealed=_is_sealed(text),
        report=_found(Report.objects.filter(sha256=digest)),
    )


def digest_of(chunks: Iterable[bytes]) -> str:
    """Return the SHA-256 of a file that arrives in pieces."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _found(reports: ReportQuerySet) -> CodeFound | None:
    """Return the figures of the first of some reports, with whether they are as they were sealed.

    The code printed in the report and the digest stored beside it must both fit the figures.
    """
    report = reports.first()
    if report is None:
        return None
    digest = canonical.sha256(report.snapshot)
    is_intact = (digest, canonical.code(digest)) == (report.sha256, report.code)
    data = thaw(report.snapshot) if is_intact else None
    sent = report.versions.filter(sent_at__isnull=False).order_by("-number").first()
    return CodeFound(
        title=report.title,
        code=report.code,
        as_at=data.as_at if data else None,
        built_at=report.built_at,
        sha256=report.sha256,
        is_intact=is_intact,
        figures=tuple(proven(data)) if data else (),
        version=sent.number if sent else None,
        sent_at=sent.sent_at if sent else None,
    )


def _text(file: "File[bytes]") -> str | None:
    """Return the text of a file that may hold figures; None where it cannot."""
    content = b"".join(file.chunks()).strip()
    if not content.startswith(OPENING):
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _is_sealed(text: str) -> bool:
    """Tell whether a text is one that we could have written: canonical, of a schema known here."""
    try:
        return bool(sealed(text))
    except ValueError:
        return False
