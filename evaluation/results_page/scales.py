"""What came back to the scales of a survey: their mean, and how far they hang together.

Figures over people's answers to several questions could, beside the figures of each question, tell
what the few answered who left some of them out. So these are shown only where those people number
none, or enough to be shown themselves; else the scale has the mean of its questions' means alone,
which says nothing that is not on the page already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import statistics, suppression
from evaluation.results_page.basis import Basis
from evaluation.results_page.numbers import mark
from evaluation.results_page.questions import is_shown
from evaluation.statistics import Interval, ItemTotal, Moments, Reliability
from evaluation.summaries.scales import Subscale, subscales_of

# Alpha of fewer people than this is anybody's guess, and could tell too much about them.
FEWEST_FOR_ALPHA = 10
# What textbooks take as good enough to speak of groups (Nunnally and Bernstein 1994).
ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """A question of a scale, and how it goes with the others; None where that cannot be told."""

    text: str
    is_reversed: bool
    mean: float
    total: ItemTotal | None

    @property
    def mean_told(self) -> str:
        """Return its mean as it is written."""
        return mark(self.mean)

    @property
    def correlation_told(self) -> str:
        """Return its correlation with the sum of the others as it is written."""
        return mark(self.total.correlation) if self.total else ""

    @property
    def alpha_told(self) -> str:
        """Return the alpha of the others as it is written."""
        return mark(self.total.alpha_without) if self.total else ""


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """What came back to a scale. Without an interval, `figure` is the mean of the means."""

    title: str
    low: int
    high: int
    figure: Interval
    sentence: str
    reliability: str
    alpha: Reliability | None
    alpha_span: tuple[float, float] | None
    items: tuple[ScaleItem, ...]


def scale_results(basis: Basis, names: Mapping[str, str]) -> tuple[ScaleResult, ...]:
    """Return the scales whose questions may all be shown; `names` are those of competencies."""
    found = []
    for scale in subscales_of(basis.items.values()):
        moments = basis.counted.moments.get(scale.name)
        if moments is None or not all(is_shown(item, basis) for item in scale.items):
            continue
        found.append(_result(scale, moments, basis, _title(scale.name, names)))
    return tuple(found)


def may_show_people(moments: Moments) -> bool:
    """Tell whether figures over people may stand beside the figures of each question."""
    complete, partial = (moments.tally(is_complete=which) for which in (True, False))
    return suppression.may_show_distribution(complete) and (
        not partial or suppression.may_show_distribution(partial)
    )


def _result(scale: Subscale, moments: Moments, basis: Basis, title: str) -> ScaleResult:
    """Put a scale's figures in words."""
    is_open = basis.is_named or may_show_people(moments)
    figure = statistics.score_of_moments(moments) if is_open else _mean_of_means(scale, basis)
    if not basis.has_intervals:
        figure = replace(figure, low=None, high=None)
    alpha = statistics.alpha_of_moments(moments) if is_open else None
    if alpha is not None and alpha.n < FEWEST_FOR_ALPHA:
        alpha = None
    has_alpha = alpha is not None and alpha.value is not None
    totals = statistics.item_total_of_moments(moments) if has_alpha else ()
    return ScaleResult(
        title=title,
        low=scale.low,
        high=scale.high,
        figure=figure,
        sentence=_sentence(scale, figure, is_open=is_open),
        reliability=_reliability(alpha, is_open=is_open, has_interval=basis.has_intervals),
        alpha=alpha if has_alpha else None,
        alpha_span=statistics.alpha_interval(alpha) if alpha and basis.has_intervals else None,
        items=tuple(
            ScaleItem(
                item.text,
                item.is_reversed,
                _turned(scale, basis, place),
                totals[place] if totals else None,
            )
            for place, item in enumerate(scale.items)
        ),
    )


def _turned(scale: Subscale, basis: Basis, place: int) -> float:
    """Return the mean mark of one item as it counts in its scale."""
    item = scale.items[place]
    mean = statistics.mean_of_counts(basis.counted.tally(item.key)).value or 0.0
    return scale.low + scale.high - mean if item.is_reversed else mean


def _mean_of_means(scale: Subscale, basis: Basis) -> Interval:
    """Return the mean of the items' means, over at least as many people as answered each."""
    means = [_turned(scale, basis, place) for place in range(len(scale.items))]
    n = min(basis.counted.tally(item.key).total() for item in scale.items)
    return Interval(sum(means) / len(means), None, None, n)


def _sentence(scale: Subscale, figure: Interval, *, is_open: bool) -> str:
    """Say the mean of a scale, over whom, and who is missing from it."""
    facts = {
        "mean": mark(figure.value),
        "high": scale.high,
        "items": len(scale.items),
        "people": ngettext("%(n)s answer", "%(n)s answers", figure.n)
        % {"n": number_format(figure.n)},
    }
    if not is_open:
        return (
            _(
                "%(mean)s of %(high)s: the mean of its %(items)d questions’ means. A few left some "
                "of them out, so no figure by person is shown, and no interval."
            )
            % facts
        )
    if figure.low is None or figure.high is None:
        told = _("%(mean)s of %(high)s on average over %(items)d questions, n = %(people)s.")
    else:
        facts["span"] = _("%(low)s to %(high)s") % {
            "low": mark(max(figure.low, scale.low)),
            "high": mark(min(figure.high, scale.high)),
        }
        told = _(
            "%(mean)s of %(high)s on average over %(items)d questions (95%% interval %(span)s), "
            "n = %(people)s."
        )
    if not figure.missing:
        return told % facts
    left_out = ngettext(
        "%(count)s more answered fewer than two thirds of them and is not counted.",
        "%(count)s more answered fewer than two thirds of them and are not counted.",
        figure.missing,
    ) % {"count": number_format(figure.missing)}
    return f"{told % facts} {left_out}"


def _reliability(alpha: Reliability | None, *, is_open: bool, has_interval: bool) -> str:
    """Say how far the questions of a scale belong together, and how sure that is."""
    if alpha is None:
        return (
            _("Whether its questions belong together is told from ten complete answers on.")
            if is_open
            else ""
        )
    span = statistics.alpha_interval(alpha)
    if alpha.value is None or span is None:
        return _(
            "Everybody's marks add up to the same, so whether its questions belong together "
            "cannot be told."
        )
    facts = {
        "alpha": mark(alpha.value),
        "low": mark(span[0]),
        "high": mark(span[1]),
        "n": number_format(alpha.n),
    }
    if not has_interval:
        return _("Cronbach’s α = %(alpha)s, n = %(n)s complete.") % facts
    told = _("Cronbach’s α = %(alpha)s (95%% interval %(low)s to %(high)s), n = %(n)s complete.")
    return f"{told % facts} {_verdict(span)}"


def _verdict(span: tuple[float, float]) -> str:
    """Say what the interval of alpha allows one to hold of a scale."""
    if span[0] >= ENOUGH:
        return _("Its questions go together well enough to speak of one thing.")
    if span[1] < ENOUGH:
        return _("Its questions hardly go together: read them one by one.")
    return _("Whether its questions go together well enough cannot be told from so few.")


def _title(name: str, names: Mapping[str, str]) -> str:
    """Return what a scale is called: as the competency is, or its own words."""
    if name in names:
        return names[name]
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
