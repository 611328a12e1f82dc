"""The figures of a page as a table to keep: a row for each, with its n; nothing the page hides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluation import statistics
from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.results_page.page import WaveResults
from evaluation.results_page.questions import QuestionResult
from evaluation.results_page.scales import ScaleResult

Line = list[object]
DIGITS = 4


def header() -> list[str]:
    """Return what the columns are called."""
    return [
        _("Section"),
        _("Question"),
        _("Figure"),
        _("Value"),
        _("95% from"),
        _("95% to"),
        _("Answers"),
        _("Note"),
    ]


def lines_of(results: WaveResults) -> list[Line]:
    """Return a row for each figure of the page."""
    lines: list[Line] = []
    for scale in results.scales:
        lines.extend(_scale(scale))
    for section in results.sections:
        for asked in section.questions:
            lines.extend([section.title, *line] for line in _question(asked))
        lines.extend(
            [section.title, written.text, _("Texts"), None, None, None, None, _("Too few to show")]
            if written.answers is None
            else [section.title, written.text, _("Texts"), written.count, None, None, None, ""]
            for written in section.texts
        )
    return lines


def _scale(scale: ScaleResult) -> Iterator[Line]:
    """Yield the rows of a scale."""
    figure = scale.figure
    group = _("Scales")
    note = "" if scale.alpha or figure.low is not None else _("mean of its questions’ means")
    yield [group, scale.title, _("Mean"), *_spread(figure), figure.n, note]
    if scale.alpha is None:
        return
    span = scale.alpha_span or (None, None)
    ends = [_rounded(bound) for bound in span]
    alpha = _rounded(scale.alpha.value)
    yield [group, scale.title, _("Cronbach’s α"), alpha, *ends, scale.alpha.n, ""]
    for item in scale.items:
        correlation = _rounded(item.total.correlation if item.total else None)
        yield [group, item.text, _("r with the rest"), correlation, None, None, scale.alpha.n, ""]


def _question(asked: QuestionResult) -> Iterator[Line]:
    """Yield the rows of a question, without its section."""
    text, figure = asked.question.text, asked.question.figure
    if not figure.is_shown:
        yield [text, "", None, None, None, None, phrases.hidden(figure.state)]
        return
    n = figure.n
    if asked.question.kind == ItemKind.SCALE:
        ends = [_rounded(figure.low), _rounded(figure.high)]
        yield [text, _("Mean"), _rounded(figure.value), *ends, n, asked.missing]
        yield [text, _("Median"), asked.median, None, None, n, ""]
        yield [text, _("Standard deviation"), _rounded(asked.sd), None, None, n, ""]
    elif asked.question.kind != ItemKind.SEVERAL:
        name = _("Share of “%(answer)s”") % {"answer": asked.question.share_of}
        ends = [_rounded(figure.low), _rounded(figure.high)]
        yield [text, name, _rounded(figure.value), *ends, n, asked.missing]
    if asked.promoters is not None:
        yield [text, _("Net promoter score"), *_spread(asked.promoters), n, ""]
    for row in asked.rows:
        yield [
            text,
            _("Answered “%(answer)s”") % {"answer": row.label},
            row.count,
            None,
            None,
            n,
            "",
        ]


def _spread(figure: "statistics.Interval | statistics.NetPromoter") -> list[float | None]:
    """Return a figure and its two ends."""
    return [_rounded(figure.value), _rounded(figure.low), _rounded(figure.high)]


def _rounded(value: object) -> float | None:
    """Return a figure with four decimals, as reports keep it."""
    return None if value is None else round(float(str(value)), DIGITS)
