"""Every write to reports: building what is due, drawing it, approving it, and sending it."""

from evaluation.actions.reports.approving import NoSponsorError, approve_report
from evaluation.actions.reports.building import build_by_hand, build_due_reports
from evaluation.actions.reports.drawing import snapshot_of
from evaluation.actions.reports.finishing import finish_reports

__all__ = [
    "NoSponsorError",
    "approve_report",
    "build_by_hand",
    "build_due_reports",
    "finish_reports",
    "snapshot_of",
]
