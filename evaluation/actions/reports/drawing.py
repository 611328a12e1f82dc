"""Drawing a report into the files that are kept and sent."""

import hashlib

from evaluation.enums import FileFormat
from evaluation.models import Report, ReportFile
from evaluation.reports.render import render
from evaluation.reports.snapshot import Snapshot


def snapshot_of(report: Report) -> Snapshot:
    """Return the figures of a report as they are stored."""
    return Snapshot(report.snapshot, report.sha256, report.code)


def draw(report: Report) -> None:
    """Store the report in every format, with the digest of its bytes."""
    version, _is_new = report.versions.get_or_create(number=report.version)
    rendering = render(
        snapshot_of(report),
        language=report.programme.organisation.language,
        words=version.words,
        version=version.number,
    )
    contents = {
        FileFormat.HTML: rendering.html,
        FileFormat.PDF: rendering.pdf,
        FileFormat.CSV: rendering.csv,
    }
    ReportFile.objects.bulk_create(
        ReportFile(
            report=report,
            version=version.number,
            format=file_format,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for file_format, content in contents.items()
    )
