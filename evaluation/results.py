"""From counted answers to figures that may be shown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from evaluation import statistics, suppression
from evaluation.enums import ItemKind
from evaluation.models import Item
from evaluation.reports.model import (
    Breakdown,
    BreakdownLine,
    Figure,
    Group,
    Question,
    Source,
    State,
    Tally,
    Unit,
)

Counted = Counter[Any]
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Pool:
    """Answers of several cohorts together, their numbers, and those that were too small to join."""

    counted: Counted
    left_out: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


def pools(parts: Mapping[int, Counted]) -> list[Pool]:
    """Return the sums over cohorts, by number, that may be told by themselves, the fullest first.

    Cohorts whose own figure may not be shown join only if together they protect each other;
    otherwise the sum less the cohorts that are shown would be their answers. Each sum leaves one
    more of them out, the latest first. The last adds up cohorts that are shown anyway, so it gives
    away nothing that they do not.
    """
    options = sorted({value for part in parts.values() for value in part}, key=str)
    tallies = {number: [part[value] for value in options] for number, part in parts.items()}
    alone = sorted(number for number, part in parts.items() if part and not _may_show(part))
    if suppression.hidden_tallies(tallies) != set(alone):
        return [_pool(parts, alone)]
    return [_pool(parts, alone[count:]) for count in range(len(alone), -1, -1)]


def _pool(parts: Mapping[int, Counted], left_out: list[int]) -> Pool:
    """Add up the answers of all cohorts but some."""
    counted = Counter[Any]()
    for number, part in parts.items():
        if number not in left_out:
            counted.update(part)
    numbers = tuple(number for number in sorted(parts) if parts[number] and number not in left_out)
    return Pool(counted, tuple(left_out), numbers)


def question(
    item: Item,
    survey: str,
    audience: str,
    pooled: Pool,
    *,
    is_named: bool = False,
    is_withheld: bool = False,
) -> Question:
    """Return what came back to an item, or that it may not be shown.

    Answers that were given by name are shown to their coordinators however few they are; what is
    withheld for what else was shown is so whatever its size.
    """
    figure = figure_of(item, pooled.counted, is_named=is_named, is_withheld=is_withheld)
    return Question(
        key=item.key,
        text=item.text,
        audience=audience,
        survey=survey,
        kind=item.kind,
        share_of=_share_of(item),
        low=item.low,
        high=item.high,
        low_anchor=item.low_anchor,
        high_anchor=item.high_anchor,
        is_reversed=item.is_reversed,
        figure=figure,
        tally=_tally(item, pooled.counted, figure),
        left_out=pooled.left_out,
    )


def figure_of(
    item: Item, counted: Counted, *, is_named: bool = False, is_withheld: bool = False
) -> Figure:
    """Return a mean for a scale and a share for other items, where that may be shown."""
    state = _state(counted)
    if counted and is_named:
        state = State.SHOWN
    elif state == State.SHOWN and is_withheld:
        state = State.WITHHELD
    if state != State.SHOWN:
        return Figure(source=Source.SURVEYS, unit=Unit.ANSWERS, state=state)
    if item.kind == ItemKind.SCALE:
        return _mean(item, counted)
    telling = next(iter(values_of(item)))
    return share(
        chosen(item, counted)[telling], counted.total(), source=Source.SURVEYS, unit=Unit.ANSWERS
    )


def share(count: int, n: int, *, source: Source, unit: Unit, has_interval: bool = True) -> Figure:
    """Return `count` of `n` as a share with Wilson's interval; nothing on record when n is 0."""
    if not n:
        return Figure(source=source, unit=unit, state=State.NO_DATA)
    found = statistics.wilson(count, n)
    return Figure(
        source=source,
        unit=unit,
        n=n,
        count=count,
        value=_rounded(found.value),
        low=_rounded(found.low) if has_interval else None,
        high=_rounded(found.high) if has_interval else None,
    )


def breakdown(
    of: Item,
    by: Item,
    pairs: Counter[tuple[Any, Any]],
    cohorts: tuple[int, ...],
    whole: Counted | None = None,
) -> Breakdown:
    """Return the mean of one item among those who gave each answer to another.

    Where a group is too small to show, others are withheld with it, so that the mean of all does
    not give it away. `whole` counts all answers to the item: those who answered nothing to the
    other are a group as well, and hidden.
    """
    groups = {value: Counter[Any]() for value in values_of(by)}
    for (mark, value), count in pairs.items():
        groups[value][mark] += count
    told = sum(groups.values(), Counter[Any]())
    silent = (whole or told) - told
    hidden = suppression.hidden_tallies(
        {
            value: [group[mark] for mark in values_of(of)]
            for value, group in [*groups.items(), ("", silent)]
        }
    )
    lines = tuple(
        BreakdownLine(label, _line(of, groups[value], is_hidden=value in hidden))
        for value, label in values_of(by).items()
    )
    return Breakdown(of.key, by.key, of.instrument.audience, cohorts, lines)


def values_of(item: Item) -> dict[Any, str]:
    """Return what can be answered to an item, in order, each with its label."""
    if item.kind == ItemKind.SCALE:
        return dict(scale_labels(item))
    if item.kind == ItemKind.YES_NO:
        return {True: _("Yes"), False: _("No")}
    return {value: _(label) for value, label in item.options}


def chosen(item: Item, counted: Counted) -> Counted:
    """Return how many chose each answer; of several of several, one person may be in more."""
    if item.kind != ItemKind.SEVERAL:
        return counted
    ticked = Counter[Any]()
    for values, count in counted.items():
        ticked.update(dict.fromkeys(values, count))
    return ticked


def scale_labels(item: Item) -> list[tuple[int, str]]:
    """Return the marks of a scale with their words; between its ends the numbers speak."""
    low, high = item.low or 0, item.high or 0
    labels = {mark: str(mark) for mark in range(low, high + 1)}
    if item.low_anchor:
        labels[low] = f"{low} – {_(item.low_anchor)}"
    if item.high_anchor:
        labels[high] = f"{high} – {_(item.high_anchor)}"
    return list(labels.items())


def _state(counted: Counted) -> State:
    """Tell whether the figure of a group may be shown."""
    if not counted.total():
        return State.NO_DATA
    if counted.total() < suppression.SMALLEST_GROUP:
        return State.TOO_FEW
    return State.SHOWN if _may_show(counted) else State.WITHHELD


def _may_show(counted: Counted) -> bool:
    """Tell whether a group is large enough, and not small and of one mind.

    Of several of several, it is of one mind too where everybody ticked the same answer.
    """
    if not suppression.may_show_distribution(counted.values()):
        return False
    ticked = [set(value) for value in counted if isinstance(value, tuple)]
    is_small = counted.total() < suppression.SMALLEST_OF_ONE_MIND
    return not (is_small and ticked and set.intersection(*ticked))


def _mean(item: Item, counted: Counted) -> Figure:
    """Return the mean of the marks with its t interval, kept within the scale."""
    found = statistics.mean_of_counts(counted)
    return Figure(
        source=Source.SURVEYS,
        unit=Unit.ANSWERS,
        n=found.n,
        value=_rounded(found.value),
        low=_rounded(None if found.low is None else max(found.low, item.low or 0)),
        high=_rounded(None if found.high is None else min(found.high, item.high or 0)),
    )


def _line(of: Item, counted: Counted, *, is_hidden: bool) -> Figure:
    """Return one line of a breakdown."""
    if not is_hidden and counted:
        return _mean(of, counted)
    state = _state(counted)
    return Figure(
        source=Source.SURVEYS,
        unit=Unit.ANSWERS,
        state=State.WITHHELD if state == State.SHOWN else state,
    )


def _tally(item: Item, counted: Counted, figure: Figure) -> Tally:
    """Return how many gave each answer, where the figure is shown."""
    if not figure.is_shown:
        return Tally(figure.state)
    counts = chosen(item, counted)
    groups = tuple(
        Group(str(value), label, counts[value]) for value, label in values_of(item).items()
    )
    return Tally(State.SHOWN, groups)


def _share_of(item: Item) -> str:
    """Return the answer whose share is told: the first."""
    return "" if item.kind == ItemKind.SCALE else next(iter(values_of(item).values()))


def _rounded(value: float | None) -> Decimal | None:
    """Return a figure with four decimals, as it is stored."""
    return None if value is None else Decimal(value).quantize(FOUR_PLACES, ROUND_HALF_EVEN)
