"""Writing down what happened to a report."""

from evaluation.models import Report
from mentorship.accounts.models import Person
from mentorship.audit.actions import record


def record_of_report(kind: str, report: Report, *, by: Person | None, **changes: object) -> None:
    """Write down what happened to the report, under the organisation of its programme."""
    organisation_id = report.programme.organisation_id
    record(kind, report, by=by, organisation_id=organisation_id, changes=changes)
