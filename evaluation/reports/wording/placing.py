"""Every figure of a report that can be placed in its words, in the language that is active."""

from collections.abc import Iterator

from evaluation.reports.model import ReportData
from evaluation.reports.wording.placeable import Catalogue, Placeable
from evaluation.reports.wording.placed import heard, impact, records


def catalogue_of(data: ReportData) -> Catalogue:
    """Return every figure and name of a report by its key, in the order of the report."""
    return {placed.key: placed for placed in _all(data)}


def _all(data: ReportData) -> Iterator[Placeable]:
    """Yield everything that can be placed."""
    yield from records.people(data)
    yield from impact.objectives(data)
    yield from heard.heard(data)
    yield from heard.changes(data)
    yield from heard.results(data)
    yield from records.staying(data)
    yield from impact.forecast(data)
    yield from records.training(data)
    yield from impact.costs(data)
    yield from impact.loops(data)
    yield from impact.risks_by_key(data).values()
    yield from records.names(data)
