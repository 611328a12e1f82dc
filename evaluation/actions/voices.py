"""Taking quotes out of a report when whoever said them no longer wants to be quoted."""

from dataclasses import replace

from evaluation.models import Report
from evaluation.reports.gathering.voices import withdrawn_from
from evaluation.reports.snapshot import freeze, thaw
from mentorship.audit.actions import record


def leave_out_withdrawn(report: Report) -> None:
    """Seal a report anew without the quotes whose consent was taken back; its figures stay.

    Call it with the report locked, before it is drawn and before it leaves. What has been sent is
    kept as it was sent. What was drawn with the quotes goes, to be drawn again.
    """
    if report.sent_at is not None:
        return
    data = thaw(report.snapshot)
    withdrawn = withdrawn_from(data)
    if not withdrawn:
        return
    kept = tuple(voice for voice in data.voices if voice.note not in withdrawn)
    snapshot = freeze(replace(data, voices=kept))
    before = report.sha256
    report.snapshot, report.sha256, report.code = snapshot.text, snapshot.sha256, snapshot.code
    report.save(update_fields=["snapshot", "sha256", "code"])
    report.files.all().delete()
    record(
        "report.quotes_withdrawn",
        report,
        by=None,
        organisation_id=report.programme.organisation_id,
        changes={"quotes": len(withdrawn), "sha256": [before, report.sha256]},
    )
