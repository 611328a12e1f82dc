"""Dumbbells: two values of the same thing, and the way between them."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.comparing import words
from evaluation.comparing.rows import ChangeRow, GapRow
from mentorship.common.charts import Chart, Pair, Scale, Words, pair_chart


def change_chart(
    rows: Sequence[ChangeRow], *, occasions: tuple[str, str], caption: str
) -> Chart | None:
    """Draw where the same people were before and after; None where nothing may be shown.

    `occasions` name the two; the table says change, interval, effect and n of each.
    """
    shown = [row for row in rows if row.change is not None and row.change.value is not None]
    if not shown:
        return None
    drawn = pair_chart(
        [_pair(row) for row in shown],
        words=Words(_("The same people, before and after"), caption),
        scale=_scale(shown),
        series=occasions,
        first_column=_("Question"),
    )
    columns = (
        _("Question"),
        *occasions,
        _("Change"),
        _("95% interval"),
        _("d_z"),
        _("n"),
        _("Ways"),
    )
    return replace(drawn, columns=columns, rows=tuple(_change_cells(row) for row in rows))


def gap_chart(rows: Sequence[GapRow], *, caption: str) -> Chart | None:
    """Draw how mentors see themselves and how mentees see them; None where nothing is shown."""
    shown = [row for row in rows if row.own is not None and row.others is not None]
    if not shown:
        return None
    series = (_("Mentors’ own"), _("Mentees’ rating"))
    drawn = pair_chart(
        [Pair(words.name(row.measured.label), row.own or 0, row.others or 0) for row in shown],
        words=Words(_("How mentors see themselves, and how mentees see them"), caption),
        scale=_scale(shown),
        series=series,
        first_column=_("Area"),
    )
    columns = (_("Area"), *series, _("Gap"), _("95% interval"), _("Mentors"), _("Mentees’ marks"))
    return replace(drawn, columns=columns, rows=tuple(_gap_cells(row) for row in rows))


def _scale(rows: Sequence[ChangeRow | GapRow]) -> Scale:
    """Return the axis: from the lowest to the highest mark that can be given."""
    low = min(row.measured.low for row in rows)
    high = max(row.measured.high for row in rows)
    title = _("mean mark, %(low)s to %(high)s") % {"low": low, "high": high}
    return Scale(low, high, title=title)


def _pair(row: ChangeRow) -> Pair:
    """Return the two ends of a dumbbell."""
    change = row.change
    first, second = (change.before, change.after) if change else (None, None)
    return Pair(words.name(row.measured.label), first or 0, second or 0)


def _change_cells(row: ChangeRow) -> tuple[str, ...]:
    """Return a line of the table of changes."""
    change = row.change
    if change is None or change.value is None:
        return (row.measured.label, words.not_linked(row.linked.found), "", "", "", "", "", "")
    return (
        row.measured.label,
        words.mark(change.before or 0, 2),
        words.mark(change.after or 0, 2),
        words.signed(change.value, 2),
        words.change_interval(change),
        "" if change.d_z is None else words.signed(change.d_z, 2),
        number_format(change.n),
        words.ways(row),
    )


def _gap_cells(row: GapRow) -> tuple[str, ...]:
    """Return a line of the table of gaps."""
    if row.gap is None or row.gap.value is None:
        return (row.measured.label, words.not_linked(row.linked.found), "", "", "", "", "")
    return (
        row.measured.label,
        words.mark(row.own or 0, 2),
        words.mark(row.others or 0, 2),
        words.signed(row.gap.value, 2),
        words.change_interval(row.gap),
        number_format(row.gap.n),
        number_format(row.ratings),
    )
