"""The pictures that the gallery shows, one of each kind."""

from datetime import date

from django.utils.translation import gettext as _

from mentorship.common.charts import (
    Axis,
    Cell,
    Chart,
    Count,
    Curve,
    Estimate,
    HeatLine,
    Line,
    Point,
    Reading,
    Scale,
    Words,
    bar_chart,
    cohort_chart,
    curve_chart,
    distribution_chart,
    heat_chart,
    interval_chart,
    line_chart,
)


def charts_shown() -> list[Chart]:
    """Return one chart of each kind, with a suppressed value where one can stand."""
    invited = 120
    steps = (("Invited", 120), ("Applied", 84), ("Trained", 61), ("Matched", 54), ("Finished", 41))
    answers = (("Not at all", 1), ("A little", 4), ("Partly", 9), ("Mostly", 41), ("Very much", 50))
    return [
        bar_chart(
            [Count(name, count, f"{count} ({count * 100 // invited}%)") for name, count in steps],
            words=Words(
                _("From invitation to completion"), _("41 of 120 people invited finished.")
            ),
            columns=(_("Step"), _("People")),
        ),
        interval_chart(
            [
                Estimate("My mentor met expectations", 4.61, 4.49, 4.73, 105),
                Estimate("I would recommend it", 4.8, 4.7, 4.9, 131),
                Estimate("Managers saw a change", None, None, None, 3),
            ],
            words=Words(_("What mentees thought"), _("Expectations were met, and more than met.")),
            scale=Scale(1, 5, _("Mean answer, 1 to 5"), mark=4, mark_label=_("Target")),
            columns=(_("Question"), _("Mean"), _("95% interval"), "n"),
        ),
        *_cohorts(),
        _over_days(),
        _heat(),
        _answers_by_day(),
        distribution_chart(
            [Count(name, count) for name, count in answers],
            words=Words(_("I felt heard"), _("Nine of ten felt heard, mostly or very much.")),
            columns=(_("Answer"), _("People")),
        ),
    ]


def _cohorts() -> list[Chart]:
    """Return what is compared between cohorts, as columns and as lines."""
    cohorts = (("Spring", 20, 12), ("Summer", 25, 18), ("Autumn", 29, 24), ("Winter", 33, None))
    return [
        cohort_chart(
            [
                Reading(name, series, value)
                for name, joined, finished in cohorts
                for series, value in ((_("Joined"), joined), (_("Finished"), finished))
            ],
            words=Words(_("Pairs in each cohort"), _("Each cohort was larger than the last.")),
            axis=Axis(_("Pairs")),
        ),
        cohort_chart(
            [
                Reading(name, series, value)
                for name, joined, finished in cohorts
                for series, value in ((_("Mentors"), joined + 40), (_("Mentees"), joined + 31))
            ],
            words=Words(_("Share who came back"), _("More people come back each time.")),
            axis=Axis("", "%", 0, 100),
            kind="lines",
        ),
    ]


def _over_days() -> Chart:
    """Return values over days with the line they should follow."""
    return line_chart(
        [
            Line(_("Value"), [Point(date(2026, 1, 5), 18), Point(date(2026, 6, 3), 26)]),
            Line(
                _("Expected"),
                [Point(date(2026, 1, 5), 18), Point(date(2027, 1, 5), 35)],
                is_plan=True,
            ),
        ],
        words=Words(_("Promoted within a year"), _("More move up than was expected by June.")),
        columns=(_("Day"), _("Value")),
        unit="%",
    )


def _heat() -> Chart:
    """Return a figure for each question and cohort, one of them of too few people."""
    figures = (
        (_("I felt heard"), (4.1, 4.4, 4.7)),
        (_("We met as often as we had planned"), (3.2, 3.9, None)),
        (_("I would recommend it"), (4.6, 4.6, 4.8)),
    )
    return heat_chart(
        [
            HeatLine(
                question,
                [
                    Cell(None) if mean is None else Cell((mean - 1) / 4, f"{mean}", f"{mean} of 5")
                    for mean in means
                ],
            )
            for question, means in figures
        ],
        words=Words(_("Question by cohort"), _("More pairs meet as planned than in spring.")),
        columns=[_("Spring"), _("Summer"), _("Autumn")],
        first_column=_("Question"),
    )


def _answers_by_day() -> Chart:
    """Return how answers came in, beside the cohort before."""
    asked = 20
    now, before = ((0, 4), (1, 9), (3, 12), (7, 17)), ((0, 2), (2, 6), (7, 11), (10, 13))
    return curve_chart(
        [
            Curve(
                label,
                [(day, 100 * answered / asked) for day, answered in steps],
                [f"{answered} / {asked}" for _day, answered in steps],
            )
            for label, steps in ((_("Summer"), now), (_("Spring"), before))
        ],
        words=Words(_("How answers came in"), _("After a week 17 of 20 had answered, up from 11.")),
        axis_title=_("Days since it opened"),
        first_column=_("Day"),
    )
