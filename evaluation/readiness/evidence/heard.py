"""What shows that people are heard, results told, and lessons taken."""

from collections.abc import Iterator

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from evaluation.enums import Candour, WaveState
from evaluation.models import Receipt, Report, Wave
from evaluation.readiness.evidence.finding import Finding
from evaluation.readiness.evidence.learning import A_YEAR
from evaluation.readiness.evidence.model import Fact
from programmes.enums import RecommendationState
from programmes.models import Recommendation

WAVES = 2


def facts_of_hearing(found: Finding) -> Iterator[Fact]:
    """Yield surveys, reports and recommendations; one or two queries each."""
    waves = Wave.objects.filter(cohort__programme=found.programme, state=WaveState.CLOSED)
    counted = waves.aggregate(
        count=Count("pk"),
        latest=Max("closed_at"),
        invited=Sum("invited"),
        protected=Count("pk", filter=~Q(instrument__candour=Candour.NAMED)),
    )
    yield found.there(
        "waves",
        _("Surveys that have closed"),
        count=counted["count"],
        latest=found.day(counted["latest"]),
        page="evaluation:wave-list",
        enough=WAVES,
    )
    yield found.share(
        "candour",
        _("Surveys in which nobody is named to the team"),
        counted["protected"],
        counted["count"],
        page="evaluation:instrument-list",
    )
    asked = waves.filter(invited__isnull=False)
    answered = Receipt.objects.filter(wave__in=asked).count()
    yield found.share(
        "response",
        _("Answers to surveys, of those asked"),
        answered,
        counted["invited"] or 0,
        page="evaluation:wave-list",
    )
    reports = Report.objects.filter(programme=found.programme, sent_at__isnull=False).aggregate(
        count=Count("pk", filter=Q(sent_at__date__gte=found.today - A_YEAR)), latest=Max("sent_at")
    )
    yield found.there(
        "reports",
        _("Reports sent in the last year"),
        count=reports["count"],
        latest=found.day(reports["latest"]),
        page="evaluation:report-list",
    )
    made = Recommendation.objects.filter(programme=found.programme).aggregate(
        of=Count("pk"),
        count=Count("pk", filter=~Q(state=RecommendationState.OPEN)),
        latest=Max("decided_at"),
    )
    yield found.share(
        "recommendations",
        _("Recommendations that were decided"),
        made["count"],
        made["of"],
        latest=found.day(made["latest"]),
        page="evaluation:report-list",
    )
