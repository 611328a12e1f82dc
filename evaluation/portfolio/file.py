"""All figures of the side-by-side as rows of a file: what the pages show, and no more."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.portfolio.apart import may_compare
from evaluation.portfolio.entries import UNREAD, Entry
from evaluation.portfolio.sheet import Told
from programmes.measures import Measure

Row = tuple[object, ...]
TWO_PLACES = Decimal("0.01")


def header() -> list[str]:
    """Name the columns."""
    return [
        _("Programme"),
        _("Cohort"),
        _("Cohort began"),
        _("Measure"),
        _("Unit"),
        _("Value"),
        _("95% interval from"),
        _("95% interval to"),
        _("Counted"),
        _("Of"),
        _("Asked"),
        _("Read on"),
        _("Note"),
    ]


def rows(entries: Sequence[Entry], measures: Sequence[Measure]) -> Iterator[Row]:
    """Yield a row for each figure of each programme, and of each of its cohorts below it."""
    for entry in entries:
        sheet = entry.sheet or UNREAD
        for measure in measures:
            if (told := sheet.told.get(measure.key)) is not None:
                yield _row(entry, measure, told, sheet.as_of)
            for cohort in sheet.cohorts:
                if (told := cohort.told.get(measure.key)) is not None:
                    yield _row(entry, measure, told, sheet.as_of, cohort.name, cohort.starts_on)


def _row(
    entry: Entry,
    measure: Measure,
    told: Told,
    as_of: date,
    cohort: str = "",
    began: date | None = None,
) -> Row:
    """Return one figure; a hidden one has no number at all, not even how many are behind it."""
    return (
        entry.name,
        cohort,
        began or "",
        str(measure.title),
        str(measure.unit),
        _number(told.value),
        _number(told.low),
        _number(told.high),
        "" if told.count is None else told.count,
        "" if told.n is None else told.n,
        "" if told.asked is None else told.asked,
        as_of,
        _note(told),
    )


def _number(value: Decimal | None) -> object:
    """Return a number with two decimals."""
    return "" if value is None else float(value.quantize(TWO_PLACES))


def _note(told: Told) -> str:
    """Say what the numbers alone do not."""
    if not told.is_shown:
        return _("too few to show")
    return "" if may_compare(told) else _("no interval: not to be ranked")
