"""What shows that people are heard, results told, and lessons taken."""

from collections.abc import Iterator

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from evaluation.enums import Candour, Purpose, WaveState
from evaluation.models import Report, Spending, Wave
from evaluation.models.wave import WaveQuerySet
from evaluation.queries import with_answered
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
    yield from _by_phase(found, waves)
    yield found.share(
        "candour",
        _("Surveys in which nobody is named to the team"),
        counted["protected"],
        counted["count"],
        page="evaluation:instrument-list",
    )
    yield from _answered(found, waves)
    yield from _told(found)


def _answered(found: Finding, waves: WaveQuerySet) -> Iterator[Fact]:
    """Yield how many of those who were asked answered."""
    asked = with_answered(waves.filter(invited__gt=0))
    answered = asked.aggregate(told=Sum("answered"), of=Sum("invited"))
    yield found.share(
        "response",
        _("Answers to surveys, of those asked"),
        answered["told"] or 0,
        answered["of"] or 0,
        page="evaluation:wave-list",
    )


def _told(found: Finding) -> Iterator[Fact]:
    """Yield what was reported, what it cost, and what became of recommendations."""
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
    spent = Spending.objects.filter(book__programme=found.programme, book__cohort__isnull=False)
    yield found.there(
        "costs",
        _("Costs written down with their source"),
        count=spent.count(),
        page="evaluation:cost",
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


def _by_phase(found: Finding, waves: WaveQuerySet) -> Iterator[Fact]:
    """Yield whether people were asked at the start, on the way and at the close."""
    phases = {
        "asked_at_start": (_("Surveys at the start"), (Purpose.BASELINE,)),
        "asked_at_close": (_("Surveys at the close"), (Purpose.CLOSE, Purpose.FOLLOW_UP)),
        "asked_on_the_way": (
            _("Surveys on the way"),
            (Purpose.PULSE, Purpose.MID, Purpose.RELATIONSHIP),
        ),
    }
    counted = waves.aggregate(
        **{
            key: Count("pk", filter=Q(instrument__purpose__in=purposes))
            for key, (_title, purposes) in phases.items()
        }
    )
    for key, (title, _purposes) in phases.items():
        yield found.there(key, title, count=counted[key], page="evaluation:wave-list")
