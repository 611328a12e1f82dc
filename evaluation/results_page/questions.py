"""What came back to one question: the sentence, the figures behind it, and who is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import statistics
from evaluation.enums import ItemKind
from evaluation.models import Item
from evaluation.reports import phrases
from evaluation.reports.model import Question
from evaluation.results import Pool, chosen, figure_of, question, values_of
from evaluation.results_page.basis import Basis
from evaluation.results_page.changes import Before, Changed, changed
from evaluation.results_page.numbers import mark, percent, signed
from evaluation.statistics import NetPromoter

# Named among the most frequent answers.
TOP = 3


@dataclass(frozen=True, slots=True)
class Row:
    """How many gave one answer; `place` is the answer's among all, from 0."""

    label: str
    count: int
    of: int
    share: str
    place: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came back to one question.

    `details` and `missing` are empty where nothing may be shown, `change` where it was not asked
    before.
    """

    question: Question
    counted: Counter[Any]
    sentence: str
    details: tuple[str, ...] = ()
    missing: str = ""
    rows: tuple[Row, ...] = ()
    change: Changed | None = None
    median: float | None = None
    sd: float | None = None
    promoters: NetPromoter | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether the question has figures."""
        return self.question.figure.is_shown


def question_result(item: Item, basis: Basis, before: Before | None) -> QuestionResult:
    """Return what came back to an item."""
    instrument = basis.wave.instrument
    counted = basis.counted.tally(item.key)
    asked = question(
        item,
        basis.read.title,
        instrument.audience,
        Pool(counted),
        is_named=basis.is_named,
        is_withheld=item.key in basis.withheld,
    )
    if not basis.has_intervals:
        asked = replace(asked, figure=replace(asked.figure, low=None, high=None))
    if not asked.figure.is_shown:
        return QuestionResult(asked, counted, f"{phrases.hidden(asked.figure.state)}.")
    is_scale = item.kind == ItemKind.SCALE
    promoters = statistics.net_promoter_of_counts(counted) if asks_to_recommend(item) else None
    median = statistics.median_of_counts(counted).value if is_scale else None
    sd = statistics.mean_of_counts(counted).sd if is_scale else None
    change = None
    if before is not None:
        change = changed(item, counted, before, has_interval=basis.has_intervals)
    return QuestionResult(
        question=asked,
        counted=counted,
        sentence=_several(item, counted) if item.kind == ItemKind.SEVERAL else _sentence(asked),
        details=tuple(_details(median, sd, promoters, basis)),
        missing=_missing(item, basis, counted.total(), left_out=basis.left_out.get(item.key, ())),
        rows=rows_of(item, counted),
        change=change,
        median=median,
        sd=sd,
        promoters=promoters,
    )


def asks_to_recommend(item: Item) -> bool:
    """Tell whether promoters can be counted: marks from 0 to 10 for how likely one recommends."""
    is_on_scale = item.kind == ItemKind.SCALE and (item.low, item.high) == (0, 10)
    return is_on_scale and ("recommend" in item.key or item.key.startswith("nps"))


def rows_of(item: Item, counted: Counter[Any]) -> tuple[Row, ...]:
    """Return how many gave each answer, in the order of asking."""
    counts, n = chosen(item, counted), counted.total()
    return tuple(
        Row(label, counts[value], n, percent(counts[value] / n), place)
        for place, (value, label) in enumerate(values_of(item).items())
    )


def _sentence(asked: Question) -> str:
    """Say the figure with its interval and n."""
    figure = asked.figure
    span = phrases.interval(figure)
    if asked.kind == ItemKind.SCALE:
        facts = {
            "mean": phrases.short(figure),
            "high": str(asked.high),
            "base": phrases.base(figure),
            "span": span,
        }
        if not span:
            return _("%(mean)s of %(high)s on average, %(base)s.") % facts
        return _("%(mean)s of %(high)s on average (95%% interval %(span)s), %(base)s.") % facts
    facts = {
        "count": phrases.count_of(figure),
        "answer": asked.share_of,
        "share": phrases.share_with_interval(figure),
    }
    return _("%(count)s answers said “%(answer)s” %(share)s.") % facts


def _several(item: Item, counted: Counter[Any]) -> str:
    """Say what was ticked most often."""
    often = sorted(rows_of(item, counted), key=lambda row: -row.count)[:TOP]
    told = ", ".join(
        _("“%(answer)s” (%(count)s)") % {"answer": row.label, "count": number_format(row.count)}
        for row in often
        if row.count
    )
    n = counted.total()
    base = ngettext("%(n)s answer", "%(n)s answers", n) % {"n": number_format(n)}
    return _("Ticked most often: %(told)s, of %(base)s; one may tick several.") % {
        "told": told or _("nothing"),
        "base": base,
    }


def _details(
    median: float | None, sd: float | None, promoters: NetPromoter | None, basis: Basis
) -> list[str]:
    """Say what else describes the marks."""
    told = []
    if median is not None and sd is not None:
        told.append(
            _("Median %(median)s, standard deviation %(sd)s.")
            % {"median": mark(median, 0 if median == int(median) else 1), "sd": mark(sd)}
        )
    if promoters is not None:
        told.append(promoters_told(promoters, has_interval=basis.has_intervals))
    return told


def promoters_told(found: NetPromoter, *, has_interval: bool) -> str:
    """Say the net promoter score, and what it is made of."""
    facts = {
        "score": signed(found.value, digits=0),
        "promoters": number_format(found.promoters),
        "passives": number_format(found.passives),
        "detractors": number_format(found.detractors),
        "span": "",
    }
    if has_interval and found.low is not None and found.high is not None:
        facts["span"] = _(" (95%% interval %(low)s to %(high)s)") % {
            "low": signed(found.low, digits=0),
            "high": signed(found.high, digits=0),
        }
    return (
        _(
            "Net promoter score %(score)s%(span)s: promoters (9 or 10) %(promoters)s, passives "
            "(7 or 8) %(passives)s, detractors (0 to 6) %(detractors)s."
        )
        % facts
    )


def _missing(item: Item, basis: Basis, n: int, *, left_out: Sequence[str]) -> str:
    """Say how many of those who took part did not answer this, and whose answers are not in it."""
    told = _silent(item, basis, n)
    if not left_out:
        return told
    without = _("Without %(cohorts)s, where too few answered.") % {"cohorts": ", ".join(left_out)}
    return f"{told} {without}"


def _silent(item: Item, basis: Basis, n: int) -> str:
    """Say how many of those who answered the survey did not answer this, as far as it is known."""
    if basis.forms > 1 and not item.is_core:
        return _("To keep the survey short, a lot decided who was asked this.")
    asked = _asked(item, basis)
    if asked is None or asked < n:
        return _("Asked only of some, by what they answered before.")
    facts = {"missing": number_format(asked - n), "asked": number_format(asked)}
    if item.asked_if_key:
        words = _("Asked of %(asked)s, by what they answered before; all answered.")
        if asked > n:
            words = _("Asked of %(asked)s, by what they answered before; %(missing)s left it out.")
        return words % facts
    if asked == n:
        return _("Everybody who took part answered it.")
    return _("%(missing)s of %(asked)s who took part left it out.") % facts


def _asked(item: Item, basis: Basis) -> int | None:
    """Return how many were asked an item; None where that would tell of a hidden one."""
    if not item.asked_if_key:
        return basis.asked[item.key]
    condition = basis.items.get(item.asked_if_key)
    if condition is None or not is_shown(condition, basis) or len(basis.waves) > 1:
        return None
    counted = basis.counted.tally(condition.key)
    return sum(count for value, count in counted.items() if _leads_on(value, item.asked_if_values))


def is_shown(item: Item, basis: Basis) -> bool:
    """Tell whether an item's figures are on the page."""
    return figure_of(
        item,
        basis.counted.tally(item.key),
        is_named=basis.is_named,
        is_withheld=item.key in basis.withheld,
    ).is_shown


def _leads_on(value: Any, wanted: list[Any]) -> bool:
    """Tell whether an answer leads on to a question."""
    given = value if isinstance(value, tuple) else (value,)
    return any(one == other and type(one) is type(other) for one in given for other in wanted)
