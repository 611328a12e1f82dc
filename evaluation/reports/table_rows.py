"""The columns of a report's table, and how a figure becomes a row."""

from evaluation.reports.model import Figure, Source

COLUMNS = (
    "part", "figure", "group", "value", "count", "n", "low", "high", "counts", "state", "source"
)  # fmt: skip
Row = tuple[object, ...]


def row_of(part: str, name: str, group: object, figure: Figure) -> Row:
    """Return a figure as a row; what is hidden has no number."""
    numbers = (figure.value, figure.count, figure.n, figure.low, figure.high)
    return (
        part, name, group, *("" if number is None else number for number in numbers),
        figure.unit.value, figure.state.value, figure.source.value,
    )  # fmt: skip


def count_of(part: str, name: str, group: object, count: int, source: Source) -> Row:
    """Return a plain count as a row."""
    return (part, name, group, count, count, "", "", "", "people", "shown", source.value)
