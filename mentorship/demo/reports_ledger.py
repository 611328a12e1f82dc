"""A finding nobody drew a conclusion from, and a loop that is closed: what the ledger shows."""

from datetime import date, timedelta

from evaluation.enums import FindingSource
from evaluation.models import Finding
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year, noon
from programmes.enums import Direction, Effort, Reach, ReadingMoment, RecommendationState
from programmes.measures import ReadingKind
from programmes.models import Programme, Recommendation, RecommendationReading

DECIDED_BEFORE = timedelta(days=240)
DONE_BEFORE = timedelta(days=190)
# What each open recommendation takes, and what it should move, in the order of `demo.setup.OPEN`.
PLANS = (
    (Effort.SMALL, "9 of 14 mentees who skipped a meeting", "matching.meetings_held_per_match"),
    (Effort.MEDIUM, "3.6 of 5 (n = 31 answers)", "evaluation.fit"),
    (Effort.LARGE, "", ""),
)
LOOSE = (
    "Fewer than half of our mentors opened the refresher",
    "11 of 26 mentors",
    26,
    "Read off the page of the refresher by Maya Ferreira",
)


def add_ledger(cast: Cast, year: Year, today: date) -> None:
    """Fill in who, how much and what it should move, and close one loop."""
    programme = year.leadership
    opened = programme.recommendations.open()
    for row, (effort, figure, measure) in zip(opened, PLANS, strict=False):
        row.effort, row.figure, row.measure = effort, figure, measure
        row.owner = cast.coordinator
        row.save(update_fields=["effort", "figure", "measure", "owner"])
    text, figure, n, source = LOOSE
    Finding.objects.create(
        programme=programme,
        text=text,
        figure=figure,
        n=n,
        source=FindingSource.TYPED,
        source_words=source,
        made_by=cast.coordinator,
    )
    _close_a_loop(programme, cast, today)


def _close_a_loop(programme: Programme, cast: Cast, today: date) -> None:
    """Store a recommendation that was carried out, with its figure before and after."""
    row = Recommendation.objects.create(
        programme=programme,
        text="Remind everybody who has not answered a survey, once, after four days",
        reason="Every second person asked said they had meant to answer and forgot.",
        figure="Survey answers received: 46.2% (55 of 119)",
        effort=Effort.SMALL,
        applies=Reach.KIND,
        measure="evaluation.response_rate",
        direction=Direction.HIGHER,
        owner=cast.coordinator,
        made_by=cast.coordinator,
        state=RecommendationState.ACCEPTED,
        decided_by=cast.coordinator,
        decided_at=noon(today - DECIDED_BEFORE),
        taken_into=programme,
        done_by=cast.coordinator,
        done_at=noon(today - DONE_BEFORE),
    )
    made_at = noon(today - DECIDED_BEFORE - timedelta(days=20))
    Recommendation.objects.filter(pk=row.pk).update(made_at=made_at)
    RecommendationReading.objects.create(
        recommendation=row,
        moment=ReadingMoment.DECISION,
        programme=programme,
        value="46.2",
        n=55,
        of=119,
        as_of=today - DECIDED_BEFORE,
        kind=ReadingKind.SHARE,
    )
