"""Kinds of questions, states of waves and reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Candour(TextChoices):
    """Who can ever link an answer to a person."""

    ANONYMOUS = "anonymous", _("Anonymous: nobody, not even this system")
    CONFIDENTIAL = "confidential", _("Confidential: this system links, people see only totals")
    NAMED = "named", _("Named: your coordinator sees your answer")


class ItemKind(TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("Scale")
    CHOICE = "choice", _("One of several")
    YES_NO = "yes_no", _("Yes or no")
    TEXT = "text", _("In your own words")


class WaveState(TextChoices):
    """Whether a wave can be answered."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


WAVE_TRANSITIONS: dict[str, frozenset[str]] = {
    WaveState.OPEN: frozenset({WaveState.PLANNED}),
    WaveState.CLOSED: frozenset({WaveState.OPEN}),
}


class ReportState(TextChoices):
    """How far a report is on its way to the sponsor."""

    BUILT = "built", _("Built")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Handed to the outbox")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.APPROVED: frozenset({ReportState.BUILT}),
    ReportState.SENT: frozenset({ReportState.BUILT, ReportState.APPROVED}),
}


class Cadence(TextChoices):
    """When reports fall due."""

    AT_CLOSE = "at_close", _("When a cohort has closed")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")


class FileFormat(TextChoices):
    """What a report is kept as."""

    PDF = "pdf", _("PDF")
    HTML = "html", _("Web page")
    CSV = "csv", _("Table (CSV)")
