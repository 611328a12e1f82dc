"""What this app puts on Today: surveys that few have answered, and reports to be read."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.enums import ReportState
from evaluation.models import Report, Wave
from evaluation.queries import waiting_reports, with_answered
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, later
from programmes.models import Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs

CLOSES_SOON = timedelta(days=3)
LOW_RESPONSE = 0.5


@tells_needs(
    Permission.VIEW_RESULTS,
    gate=lambda: Exists(
        Wave.objects.open().filter(
            cohort__programme=OuterRef("pk"), closes_at__range=(NOW, later(NOW, CLOSES_SOON))
        )
    ),
)
def _thin_waves(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield open waves about to close that fewer than half have answered; counts alone."""
    now = timezone.now()
    waves = (
        with_answered(Wave.objects.open().filter(cohort__programme=programme))
        .filter(closes_at__gt=now, closes_at__lte=now + CLOSES_SOON, invited__gt=0)
        .select_related("instrument", "cohort")
    )
    for wave in waves:
        answered: int = wave.answered  # type: ignore[attr-defined]  # added by with_answered
        if wave.invited and answered / wave.invited < LOW_RESPONSE:
            yield Need(
                key=f"evaluation.wave.{wave.pk}",
                title=_("Few have answered: %(title)s") % {"title": wave.instrument.title},
                reason=_("%(answered)d of %(invited)d in %(cohort)s so far; it closes %(day)s.")
                % {
                    "answered": answered,
                    "invited": wave.invited,
                    "cohort": wave.cohort.name,
                    "day": date_format(timezone.localtime(wave.closes_at), "l j F, H:i"),
                },
                action=_("See the survey"),
                url=reverse("evaluation:wave", args=(programme.slug, wave.pk)),
                urgency=Urgency.SOON,
            )


@tells_needs(
    Permission.MANAGE_REPORTS,
    gate=lambda: Exists(Report.objects.filter(programme=OuterRef("pk"), state=ReportState.BUILT)),
)
def _waiting_reports(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield reports that a coordinator is to read before they leave."""
    for report in waiting_reports(programme):
        yield Need(
            key=f"evaluation.report.{report.pk}",
            title=_("%(title)s: the impact report is ready") % {"title": report.title},
            reason=_("It waits for you to read it before the sponsor gets it."),
            action=_("Read it"),
            url=reverse("evaluation:report", args=(programme.slug, report.pk)),
            urgency=Urgency.SOON,
        )


needs_of_evaluation = NeedSources((_thin_waves, _waiting_reports))
