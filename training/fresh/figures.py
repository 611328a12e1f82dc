"""The figures behind the four questions, now and as they were a quarter or a cohort ago."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from programmes import retention
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.enums import CurrencyStatus
from training.fresh.enums import Question, Trend
from training.models import FreshReading, Pathway, Standing
from training.pathway.enums import PathwayState
from training.queries.register import taking_part

# A figure of a day is compared with the latest one that is at least so old.
QUARTER = timedelta(days=80)
# Less than a point is no movement.
STEADY = 0.01
CURRENT = (CurrencyStatus.IN_DATE, CurrencyStatus.DUE)
LEARNING_TO_MENTOR = (
    PathwayState.TRAINED,
    PathwayState.SHADOWING,
    PathwayState.CO_MENTORING,
    PathwayState.SOLO,
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, on a day or after a cohort."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """Return it from 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a question is answered with now, and what it was answered with before."""

    now: Share
    before: Share | None = None
    before_on: date | None = None

    @property
    def gap(self) -> int:
        """Return for how many the answer is no."""
        return self.now.of - self.now.count

    @property
    def trend(self) -> Trend | None:
        """Return which way it moved; None where there is nothing to compare."""
        then = self.before.value if self.before else None
        if then is None or self.now.value is None:
            return None
        change = self.now.value - then
        if abs(change) < STEADY:
            return Trend.STEADY
        return Trend.UP if change > 0 else Trend.DOWN


def figures_of(programme: Programme, day: date) -> dict[Question, Figure]:
    """Return the four figures of a programme; seven queries, however many people."""
    before = readings_before(programme, day - QUARTER)
    return {
        Question.SKILLS: _compared(in_date(programme), before.get(Question.SKILLS)),
        Question.STAYING: _returning(programme),
        Question.STEPPING_UP: _stepping_up(programme),
        Question.SUPPORT: _compared(supported(programme), before.get(Question.SUPPORT)),
    }


def in_date(programme: Programme, role: ParticipantRole = ParticipantRole.MENTOR) -> Share:
    """Return how many of those who take part and are not away have their training in date."""
    standings = Standing.objects.filter(
        policy__programme=programme, policy__role=role, is_paused=False
    )
    counted = taking_part(standings).aggregate(
        n=Count("pk", filter=Q(status__in=CURRENT)), of=Count("pk")
    )
    return Share(counted["n"], counted["of"])


def supported(programme: Programme) -> Share:
    """Return how many of those who learn to mentor have an experienced mentor at their side."""
    counted = Pathway.objects.filter(programme=programme, state__in=LEARNING_TO_MENTOR).aggregate(
        n=Count("pk", filter=Q(supporter__isnull=False)), of=Count("pk")
    )
    return Share(counted["n"], counted["of"])


def readings_before(programme: Programme, day: date) -> Mapping[Question, FreshReading]:
    """Return the latest reading of each question up to a day; one query."""
    rows = (
        FreshReading.objects.filter(programme=programme, measured_on__lte=day)
        .order_by("question", "-measured_on")
        .distinct("question")
    )
    return {Question(row.question): row for row in rows}


def _compared(now: Share, reading: FreshReading | None) -> Figure:
    """Return a figure of a day beside an earlier one."""
    if reading is None:
        return Figure(now)
    return Figure(now, Share(reading.count, reading.of), reading.measured_on)


def _returning(programme: Programme) -> Figure:
    """Return who came back for the latest cohort, beside who had come back for the one before."""
    shares = [
        Share(share.count, share.of) for share in retention.returning_mentors(programme).values()
    ]
    if not shares:
        return Figure(Share(0, 0))
    return Figure(shares[-1], shares[-2] if len(shares) > 1 else None)


def _stepping_up(programme: Programme) -> Figure:
    """Return who stepped up so far, beside who had one cohort earlier."""
    now = retention.conversion(programme)
    last = max(retention.seats_by_cohort(programme, ParticipantRole.MENTEE), default=0)
    earlier = retention.conversion(programme, through=last - 1) if last > 1 else None
    return Figure(
        Share(now.stepped_up, now.of),
        Share(earlier.stepped_up, earlier.of) if earlier and earlier.of else None,
    )
