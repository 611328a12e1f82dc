"""The letter that brings a sponsor an impact report."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from evaluation.letters import LetterLink
from evaluation.models import Report, ReportVersion
from evaluation.reports.document import Document
from evaluation.reports.render import written
from evaluation.reports.snapshot import Snapshot
from mentorship.accounts.models import Person
from mentorship.common.charts import Chart, png
from mentorship.notifications.actions import Enclosure, post
from mentorship.notifications.enums import Category, Placement
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.models import Message
from mentorship.notifications.rendering import Rendered, render

IMPACT_REPORT = register(
    MessageKind(
        name="evaluation.impact_report",
        title=_("Impact report"),
        why=_("you are the sponsor of this programme"),
        category=Category.REPORTS,
        is_open_to_coordinators=True,
    )
)

CHART_NAME = "chart.png"


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """The mail that brings a report, in words, and its one chart."""

    mail: Rendered
    chart: Chart


def post_report(
    report: Report,
    sponsor: Person,
    *,
    version: ReportVersion,
    snapshot: Snapshot,
    pdf: bytes,
    due_at: datetime | None = None,
) -> Message:
    """Send a sponsor the report: summary, one chart, a link to read it online, and the PDF.

    It leaves at `due_at`, by default at once. Returns the message in the outbox.
    """
    programme = report.programme
    document = _document(sponsor, version, snapshot)
    return post(
        IMPACT_REPORT,
        recipient=sponsor,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=report,
        # The first version keeps the name it had before there were others.
        occurrence=str(report.pk) if version.number == 1 else f"{report.pk}-{version.number}",
        context=_facts(report, document, url=LetterLink(report.pk, sponsor.pk).url),
        due_at=due_at,
        attachments=(
            Enclosure(CHART_NAME, "image/png", png(document.chart), Placement.INLINE),
            Enclosure(f"{slugify(report.title)}.pdf", "application/pdf", pdf),
        ),
    )


def preview_report(
    report: Report, sponsor: Person, *, version: ReportVersion, snapshot: Snapshot
) -> LetterPreview:
    """Return the mail as it would leave now; its link leads nowhere."""
    document = _document(sponsor, version, snapshot)
    mail = render(
        IMPACT_REPORT,
        recipient=sponsor,
        organisation=report.programme.organisation,
        context=_facts(report, document, url=absolute("/letters/…")),
    )
    return LetterPreview(mail, document.chart)


def _document(sponsor: Person, version: ReportVersion, snapshot: Snapshot) -> Document:
    """Return a version in the language of whoever it is for."""
    return written(snapshot, language=sponsor.language, words=version.words, version=version.number)


def _facts(report: Report, document: Document, *, url: str) -> dict[str, object]:
    """Return what the letter says."""
    programme = report.programme
    return {
        "title": report.title,
        "why": _("you are the sponsor of %(programme)s") % {"programme": programme.name},
        # A sponsor has no account to choose in; the link that stops these mails needs none.
        "preferences_url": "",
        "fact": document.fact,
        "sentences": document.summary,
        "chart_alternative": document.chart.description,
        "chart_title": document.chart.title,
        "chart_name": CHART_NAME,
        "code": report.code,
        "credit": document.credit,
        "organisation_name": programme.organisation.name,
        "action_url": url,
        "verify_url": absolute(reverse("evaluation:verify")),
    }
