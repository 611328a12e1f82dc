"""What a comparison says, in a sentence, a picture, and lines of a table or file."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.common.charts import Chart, Estimate, Scale, Words, interval_chart
from programmes.fairness.comparing import Comparison, Group
from programmes.fairness.counting import Breakdown
from programmes.fairness.tallies import Tally

OTHERS = gettext_lazy("Other groups, each too small to show")


def findings(comparison: Comparison) -> list[str]:
    """Say which groups are below four fifths of the highest rate, and how much hangs on one."""
    highest = comparison.highest
    if not comparison.groups:
        return [_("The groups are too small to be shown one by one.")]
    if highest is None:
        return [_("Too few are decided to compare groups.")]
    if not comparison.below:
        said = _("No rate is below four fifths of the highest, which is %(highest)s.")
        return [said % {"highest": _with_numbers(highest)}]
    return [_below(group, highest) for group in comparison.below]


def chart_of(breakdown: Breakdown) -> Chart | None:
    """Draw the rates with what is known of their certainty; None without any."""
    comparison = breakdown.comparison
    shown = [group for group in comparison.groups if group.tally.decided]
    if not shown:
        return None
    highest = comparison.highest
    mark = highest.tally.rate if highest else None
    return interval_chart(
        [_estimate(group) for group in shown],
        words=Words(
            title=_("Accepted, by %(what)s") % {"what": breakdown.title.lower()},
            caption=_("Accepted of those decided, in per cent, with the 95% interval"),
        ),
        scale=Scale(
            0,
            100,
            unit="%",
            mark=None if mark is None else round(mark * 80, 1),
            mark_label="" if mark is None else _("4/5 of highest"),
        ),
        columns=(breakdown.title, _("Accepted, in %"), _("95% interval"), _("Decided")),
    )


def header(breakdown: Breakdown) -> list[str]:
    """Return the columns of the table."""
    return [
        breakdown.title,
        _("Handed in"),
        _("Reviewed"),
        _("Decided"),
        _("Accepted"),
        _("Accepted, in %"),
        _("95% interval"),
        _("Of the highest rate"),
        _("Scores: median (middle half)"),
    ]


def lines(comparison: Comparison) -> list[list[str]]:
    """Return one line for each group shown, one for the others together, and the total."""
    found = [_line(group) for group in comparison.groups]
    if comparison.others is not None and comparison.groups:
        found.append([str(OTHERS), *_numbers(comparison.others), "", "", ""])
    return [*found, [_("All"), *_numbers(comparison.total), "", "", ""]]


def table_of(breakdown: Breakdown) -> dict[str, Any]:
    """Return what the table part draws."""
    columns = [
        {"label": label, "is_number": turn > 0} for turn, label in enumerate(header(breakdown))
    ]
    return {
        "columns": columns,
        "rows": [
            [
                {"text": text or "–", "column": column["label"], "is_number": column["is_number"]}
                for text, column in zip(line, columns, strict=True)
            ]
            for line in lines(breakdown.comparison)
        ],
    }


def _below(group: Group, highest: Group) -> str:
    """Say how far below a group is, and whether one decision would have changed it."""
    facts = {
        "group": _with_numbers(group),
        "highest": _with_numbers(highest),
        "ratio": number_format(round(group.ratio or 0, 2), decimal_pos=2),
    }
    said = _("%(group)s: %(ratio)s of the highest rate (%(highest)s), which is below four fifths.")
    hangs = _("With one more accepted it would not be.") if group.turns_on_one else ""
    return f"{said % facts} {hangs}".rstrip()


def _with_numbers(group: Group) -> str:
    """Return a group with its numbers: “Sales, 8 of 10”."""
    facts = {"label": group.label, "n": group.tally.accepted, "of": group.tally.decided}
    return _("%(label)s, %(n)d of %(of)d") % facts


def _estimate(group: Group) -> Estimate:
    """Return a group as a line of the picture, in per cent."""
    rate = 100 * (group.tally.rate or 0)
    return Estimate(
        label=group.label,
        value=round(rate, 1),
        low=round(100 * group.low, 1),
        high=round(100 * group.high, 1),
        n=group.tally.decided,
        words=_("%(n)d of %(of)d") % {"n": group.tally.accepted, "of": group.tally.decided},
    )


def _line(group: Group) -> list[str]:
    """Return one line of a group that is shown."""
    tally, scores = group.tally, group.scores
    span = f"{100 * group.low:.0f}–{100 * group.high:.0f}" if tally.decided else ""
    ratio = "" if group.ratio is None else number_format(round(group.ratio, 2), decimal_pos=2)
    middle = (
        f"{100 * scores.median:.0f} ({100 * scores.low:.0f}–{100 * scores.high:.0f})"
        if scores
        else ""
    )
    return [group.label, *_numbers(tally), span, ratio, middle]


def _numbers(tally: Tally) -> list[str]:
    """Return how many came how far, and the rate in per cent."""
    rate = "" if tally.rate is None else f"{100 * tally.rate:.0f}"
    numbers = (tally.applied, tally.reviewed, tally.decided, tally.accepted)
    return [*map(str, numbers), rate]
