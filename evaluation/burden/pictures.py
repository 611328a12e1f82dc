"""What surveys take of a typical person, month by month, as a picture."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from evaluation.burden.outlook import Outlook
from evaluation.burden.wording import minutes_in_words, month_name
from evaluation.canonical import figure
from mentorship.common.charts import Axis, Chart, Reading, Words, cohort_chart

# Above the tallest bar stands its figure.
HEADROOM = 1.15


def burden_chart(outlook: Outlook) -> Chart | None:
    """Draw the minutes of a typical person in each month, as planned and with the changes.

    None where nobody is asked anything.
    """
    if not any(month.now.people for month in outlook.months):
        return None
    fullest = max(outlook.months, key=lambda month: month.now.typical)
    caption = _(
        "The fullest month is %(month)s: half of those asked come to %(typical)s or more, and the"
        " budget is %(budget)d."
    ) % {
        "month": month_name(fullest),
        "typical": minutes_in_words(fullest.now.typical),
        "budget": outlook.budget,
    }
    series = [(_("As planned"), [month.now.typical for month in outlook.months])]
    if outlook.steps:
        series.append((_("With the changes"), [month.then.typical for month in outlook.months]))
    readings = [
        Reading(date_format(month.starts_on, "M"), label, float(value), _short(value))
        for label, values in series
        for month, value in zip(outlook.months, values, strict=True)
    ]
    highest = [reading.value or 0 for reading in readings]
    return cohort_chart(
        readings,
        words=Words(_("What surveys take of a typical person"), caption),
        # Against the budget a small figure looks small.
        axis=Axis(_("minutes a month"), low=0, high=max(outlook.budget, *highest) * HEADROOM),
        first_column=_("Month"),
    )


def _short(minutes: float) -> str:
    """Return so many minutes as they stand above a bar."""
    return number_format(figure(minutes, 0 if minutes == int(minutes) else 1))
