"""What this app adds to the pack for a new sponsor: the last report, and what it asks for."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.letters import LetterLink
from evaluation.models import Report, ReportVersion
from evaluation.reports.snapshot import thaw
from evaluation.reports.summary import headlines
from evaluation.reports.wording.filling import words_of
from evaluation.reports.wording.sections import Section
from mentorship.accounts.models import Person
from mentorship.common.faults import AlteredError
from programmes.handover import Figure, HandOverPart
from programmes.models import Programme


def parts_of_evaluation(programme: Programme, reader: Person) -> Iterator[HandOverPart]:
    """Yield the last report that was sent, in figures, and the decisions it asks for; one query."""
    sent = Report.objects.filter(programme=programme, sent_at__isnull=False)
    versions = ReportVersion.objects.filter(report=OuterRef("pk"), sent_at__isnull=False)
    words = Subquery(versions.order_by("-number").values("words")[:1])
    report = sent.annotate(sent_words=words).order_by("-sent_at").first()
    if report is None or report.sent_at is None:
        return
    try:
        data = thaw(report.snapshot)
    except AlteredError:
        yield _not_as_sealed(report)
        return
    changed = getattr(report, "sent_words", None) or {}
    said = words_of(data, changed)
    day = date_format(timezone.localtime(report.sent_at), "j F Y")
    yield HandOverPart(
        key="evaluation.report",
        title=_("The last report"),
        order=10,
        lead=_("“%(title)s”, sent on %(day)s. %(summary)s")
        % {"title": report.title, "day": day, "summary": " ".join(said[Section.SUMMARY])},
        figures=tuple(Figure(each.value, each.label, each.note) for each in headlines(data)),
        url=LetterLink(report.pk, reader.pk).url,
        url_words=_("Read it online; the link is yours alone and works for 180 days"),
    )
    if points := said[Section.ASKS]:
        yield HandOverPart(
            key="evaluation.asks",
            title=_("What is asked of you"),
            order=20,
            lead=_("Decisions that the last report asks its sponsor to take."),
            points=points,
        )


def _not_as_sealed(report: Report) -> HandOverPart:
    """Say that the last report cannot be shown, and who can mend that."""
    lead = _(
        "“%(title)s” is not as it was sealed, so none of its figures are shown. Whoever runs this "
        "installation can bring it back from a backup."
    ) % {"title": report.title}
    return HandOverPart(key="evaluation.report", title=_("The last report"), order=10, lead=lead)
