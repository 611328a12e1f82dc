"""What the figures in people's words rest on: each with its n, its interval and its source."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluation.reports.document import Cell, Column, Table
from evaluation.reports.model import ReportData
from evaluation.reports.wording.filling import Placed, Words, placed_in
from evaluation.reports.wording.placing import catalogue_of
from evaluation.reports.wording.sections import Section


def notes_of(data: ReportData, words: Words) -> Table | None:
    """Return every figure that people placed and every number they gave with where it is from.

    Drafted sentences carry their n themselves. None where nothing was placed by anybody.
    """
    catalogue = catalogue_of(data)
    rows = {}
    for placed in _placed(words):
        figure = catalogue.get(placed.key)
        if placed.is_stated:
            rows[placed.number, placed.origin] = _stated(placed)
        elif figure and figure.is_shown and figure.is_figure:
            texts = (figure.label, figure.words, figure.rests_on, figure.interval, figure.source)
            rows[placed.key, ""] = tuple(Cell(text) for text in texts)
    if not rows:
        return None
    return Table(
        _("The figures in these words"),
        (
            Column(_("Figure")),
            Column(_("In words")),
            Column(_("Rests on")),
            Column(_("95% interval")),
            Column(_("Source")),
        ),
        tuple(rows.values()),
    )


def _placed(words: Words) -> Iterator[Placed]:
    """Yield what stands in brackets in the words that people changed, in the order of a report."""
    for section in Section:
        for paragraph in words.get(section, ()):
            yield from placed_in(paragraph)


def _stated(placed: Placed) -> tuple[Cell, ...]:
    """Return a number that somebody gave, which no record of the programme holds."""
    return (
        Cell(_("Planned or asked for")),
        Cell(placed.number),
        Cell(_("no figure of the record")),
        Cell(""),
        Cell(placed.origin),
    )
