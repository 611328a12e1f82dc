"""The surveys of a cohort on its timeline: those that were, those that are, and those to come."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from evaluation.models import Wave
from evaluation.waves.ahead import Ahead, waves_ahead
from mentorship.common import charts
from programmes.models import Cohort

# Follow-ups come long after a cohort has ended.
YEAR = timedelta(days=365)
MOST_BARS = 40


def ahead_in(cohort: Cohort, today: date) -> list[Ahead]:
    """Return what plans will ask the cohort until a year after its end."""
    return waves_ahead(cohort.programme, today=today, until=cohort.ends_on + YEAR, cohort=cohort)


def timeline_of(cohort: Cohort, ahead: Sequence[Ahead], today: date) -> charts.Timeline:
    """Return the cohort's phases with its surveys below, each from its opening to its closing."""
    slug = cohort.programme.slug
    waves = Wave.objects.filter(cohort=cohort).select_related("instrument")
    bars = [
        charts.Phase(
            wave.instrument.title,
            timezone.localdate(wave.opens_at),
            timezone.localdate(wave.closed_at or wave.closes_at),
            reverse("evaluation:wave", args=(slug, wave.pk)),
        )
        for wave in waves.order_by("-opens_at")[:MOST_BARS]
    ]
    bars += [
        charts.Phase(
            each.instrument.title,
            each.opens_on,
            each.closes_on,
            reverse("evaluation:plan", args=(slug, each.plan.pk)),
        )
        for each in ahead[:MOST_BARS]
    ]
    whole = charts.Phase(cohort.name, cohort.starts_on, cohort.ends_on)
    surveys = sorted(bars, key=lambda bar: (bar.starts_on, bar.label))
    return charts.timeline([whole, *surveys], today=today)
