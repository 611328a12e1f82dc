"""How answers came in, day by day, beside how they did the last time; counts alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import WaveState
from evaluation.models import Wave
from evaluation.pictures.response import Coming, response_chart
from mentorship.common.charts import Chart

# So many days are marked on the picture at most.
MOST_MARKS = 14


@dataclass(frozen=True, slots=True)
class Curve:
    """How many of those asked had answered at the end of each day, the day of opening first."""

    label: str
    asked: int
    answered: tuple[int, ...]

    def share_on(self, day: int) -> float:
        """Return the share in per cent at the end of a day, from 0; later days keep the last."""
        return 100 * self.answered[min(day, len(self.answered) - 1)] / self.asked


@dataclass(frozen=True, slots=True)
class Response:
    """The curve of a wave in a sentence and a picture, beside the last one where there is one."""

    sentence: str
    chart: Chart


def curve_of(wave: Wave, now: datetime) -> Curve | None:
    """Return the curve of a wave until now or its end; None where nobody was counted. One query."""
    counts = dict(wave.days.values_list("day", "answered"))
    if not counts or not wave.invited:
        return None
    first = timezone.localdate(wave.opens_at, wave.zone)
    last = max(timezone.localdate(wave.closed_at or min(now, wave.closes_at), wave.zone), first)
    total, answered = 0, []
    for day in _days(first, last):
        total += counts.get(day, 0)
        answered.append(min(total, wave.invited))
    return Curve(wave.cohort.name, wave.invited, tuple(answered))


def last_time(wave: Wave) -> Wave | None:
    """Return the wave of the same survey before this one, in an earlier cohort if there is any."""
    earlier = (
        Wave.objects.filter(
            cohort__programme=wave.cohort.programme_id,
            instrument__key=wave.instrument.key,
            state=WaveState.CLOSED,
            opens_at__lt=wave.opens_at,
            invited__gt=0,
            days__isnull=False,
        )
        .exclude(pk=wave.pk)
        .select_related("instrument", "cohort__programme__organisation")
        .order_by("-opens_at")
        .distinct()
    )
    other = earlier.exclude(cohort=wave.cohort_id).filter(occurrence=wave.occurrence)
    return other.first() or earlier.exclude(cohort=wave.cohort_id).first() or earlier.first()


def response_of(wave: Wave, now: datetime) -> Response | None:
    """Return how answers to a wave came in; None where nobody was counted. At most six queries.

    One day alone makes no curve: the count says all there is.
    """
    own = curve_of(wave, now)
    if own is None:
        return None
    before = last_time(wave)
    earlier = curve_of(before, now) if before else None
    if max(len(curve.answered) for curve in (own, earlier) if curve is not None) == 1:
        return None
    if earlier and before and before.cohort_id == wave.cohort_id:
        earlier = Curve(_("The time before"), earlier.asked, earlier.answered)
    sentence = _sentence(own, earlier)
    chart = response_chart(
        [_coming(curve) for curve in (own, earlier) if curve is not None],
        days=_marks(own, earlier),
        caption=sentence,
    )
    return Response(sentence, chart)


def _coming(curve: Curve) -> Coming:
    """Return a curve as it is drawn."""
    return Coming(curve.label, [curve.share_on(day) for day in range(len(curve.answered))])


def _marks(own: Curve, earlier: Curve | None) -> list[int]:
    """Return the days that are marked: all, or evenly some, the latest own day always."""
    length = max(len(own.answered), len(earlier.answered) if earlier else 0)
    step = -(-length // MOST_MARKS)
    return sorted({*range(0, length, step), len(own.answered) - 1, length - 1})


def _sentence(own: Curve, earlier: Curve | None) -> str:
    """Say how many have answered by now, and how many had by the same day the last time."""
    day = len(own.answered) - 1
    now = _("By day %(day)d, %(answered)d of %(asked)d have answered (%(share)s%%).") % {
        "day": day + 1,
        "answered": own.answered[-1],
        "asked": own.asked,
        "share": f"{own.share_on(day):.0f}",
    }
    if earlier is None:
        return now
    facts = {
        "label": earlier.label,
        "answered": earlier.answered[min(day, len(earlier.answered) - 1)],
        "asked": earlier.asked,
        "share": f"{earlier.share_on(day):.0f}",
        "end": earlier.answered[-1],
    }
    then = _(
        "%(label)s: %(answered)d of %(asked)d by the same day (%(share)s%%), %(end)d in the end."
    )
    return f"{now} {then % facts}"


def _days(first: date, last: date) -> list[date]:
    """Return the days from one to another, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
