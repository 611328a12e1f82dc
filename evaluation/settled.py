"""Which events of this app settle a need, and what they are about."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from evaluation.models import Report, Wave
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named
from programmes.models import Programme
from programmes.permissions import allowed_in

WAVE_KINDS = (
    "wave.planned",
    "wave.moved",
    "wave.eased",
    "wave.eased_no_more",
    "wave.opened",
    "wave.extended",
    "wave.closed",
)
REPORT_KINDS = ("report.built", "report.approved", "ask.noted")


def waves(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return waves by the title of their survey, to those who may read results; one query."""
    if not allowed_in(viewer, Permission.VIEW_RESULTS, programme):
        return {}
    found = Wave.objects.visible_to(viewer).filter(pk__in=ids, cohort__programme=programme)
    return {
        str(wave.pk): Named(
            wave.instrument.title, reverse("evaluation:wave", args=(programme.slug, wave.pk))
        )
        for wave in found.select_related("instrument")
    }


def reports(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return reports by title, with their pages; one query."""
    found = Report.objects.visible_to(viewer).filter(pk__in=ids, programme=programme)
    return {
        str(report.pk): Named(
            report.title, reverse("evaluation:report", args=(programme.slug, report.pk))
        )
        for report in found.only("pk", "title")
    }
