"""Pictures of the side-by-side: one measure in all programmes, and over a programme's cohorts."""

from collections.abc import Iterable, Sequence
from math import ceil, floor

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.measures import LatestAnswers
from evaluation.portfolio import phrases
from evaluation.portfolio.one_measure import Course, Side
from evaluation.portfolio.sheet import Told
from mentorship.common.charts import Chart, Estimate, Scale, Words, interval_chart
from programmes.measures import Measure


def side_chart(side: Side) -> Chart | None:
    """Draw each programme's figure with its interval; None where none has one."""
    if not side.is_comparable:
        return None
    told = [(line.entry.name, line.told) for line in side.lines if line.told]
    return _chart(
        told,
        side.measure,
        scale_of(side.measure, [each for _name, each in told]),
        Words(
            str(side.measure.title),
            _("Each programme with its 95% interval: where lines overlap, we cannot tell."),
        ),
        _("Programme"),
    )


def course_charts(courses: Sequence[Course], measure: Measure) -> list[tuple[Course, Chart]]:
    """Draw the cohorts of each programme, all on the same scale."""
    scale = scale_of(measure, [told for course in courses for _cohort, told in course.cohorts])
    return [
        (
            course,
            _chart(
                [(cohort.name, told) for cohort, told in course.cohorts],
                measure,
                scale,
                Words(f"{course.entry.name}: {measure.title}", course.sentence),
                _("Cohort"),
            ),
        )
        for course in courses
    ]


def scale_of(measure: Measure, told: Iterable[Told]) -> Scale:
    """Return the ends of the axis: those of the scale where it has some, else of the figures."""
    shown = [each for each in told if each.value is not None]
    if any(each.kind in phrases.SHARES for each in shown):
        return Scale(0, 100, unit="%")
    if isinstance(measure.read, LatestAnswers):
        return Scale(-100, 100) if measure.read.is_net else Scale(1, 5)
    lows = [float(each.low if each.low is not None else each.value or 0) for each in shown]
    highs = [float(each.high if each.high is not None else each.value or 0) for each in shown]
    return Scale(min(0, floor(min(lows, default=0))), max(1, ceil(max(highs, default=1))))


def _chart(
    told: Sequence[tuple[str, Told]], measure: Measure, scale: Scale, words: Words, first: str
) -> Chart:
    """Draw a line for each."""
    columns = (
        first,
        _("Per cent") if scale.unit else capfirst(str(measure.unit)),
        _("95% interval"),
        _("Behind it"),
    )
    return interval_chart(
        [_estimate(name, each, measure) for name, each in told],
        words=words,
        scale=scale,
        columns=columns,
    )


def _estimate(name: str, told: Told, measure: Measure) -> Estimate:
    """Return one line; a hidden figure carries no number."""
    value, low, high = (
        None if bound is None else float(round(bound, 2))
        for bound in (told.value, told.low, told.high)
    )
    words = ""
    if told.value is not None:
        words = _("%(figure)s, n = %(n)s") % {
            "figure": phrases.figure(told, measure),
            "n": told.n,
        }
    return Estimate(name, value, low, high, told.n or 0, words)
