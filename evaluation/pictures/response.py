"""How answers came in, day by day, beside the last cohort's."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.comparing import words
from mentorship.common.charts import Chart, Curve, Words, curve_chart

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Response:
    """How many people were asked, and how many answered on each day since the opening (day 0).

    `until` is the last day that is known: today, or the day of closing.
    """

    label: str
    asked: int
    by_day: Mapping[int, int]
    until: int

    def reached(self, day: int) -> int:
        """Return how many had answered by the end of a day; of later days, the last known."""
        return sum(count for on, count in self.by_day.items() if on <= min(day, self.until))


def response_chart(now: Response, last: Response | None = None) -> Chart | None:
    """Draw the share of those asked who have answered, day by day; None where nobody was asked.

    Counts of days only: nothing says who answered when.
    """
    both = [one for one in (now, last) if one is not None and one.asked > 0]
    if now.asked <= 0:
        return None
    return curve_chart(
        [_curve(one) for one in both],
        words=Words(_("Answers day by day"), response_sentence(now, last)),
        axis_title=_("days since it opened"),
        first_column=_("Day"),
    )


def response_sentence(now: Response, last: Response | None = None) -> str:
    """Say how many have answered, and how far the last cohort was on the same day."""
    said = _("%(share)s have answered by day %(day)s.") % {
        "share": _share(now, now.until),
        "day": number_format(now.until),
    }
    if last is None or last.asked <= 0:
        return said
    if now.until > last.until:
        told = _("In %(label)s it was %(share)s in the end.")
    else:
        told = _("In %(label)s it was %(share)s on that day.")
    return f"{said} " + told % {"label": last.label, "share": _share(last, now.until)}


def _curve(one: Response) -> Curve:
    """Return a curve with a step for each day on which somebody answered, and its two ends."""
    days = sorted({0, one.until, *(day for day in one.by_day if 0 <= day <= one.until)})
    return Curve(
        one.label,
        [(day, HUNDRED * one.reached(day) / one.asked) for day in days],
        [_share(one, day) for day in days],
    )


def _share(one: Response, day: int) -> str:
    """Write “12 of 20 (60%)”."""
    reached = one.reached(day)
    return _("%(count)s of %(asked)s (%(share)s)") % {
        "count": number_format(reached),
        "asked": number_format(one.asked),
        "share": words.percent(reached / one.asked),
    }
