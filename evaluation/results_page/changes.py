"""What has changed since the same survey was asked before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import statistics
from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.models import Item, Wave
from evaluation.results import chosen, values_of
from evaluation.results_page.numbers import cut, mark, percent, signed
from evaluation.statistics import Difference


@dataclass(frozen=True, slots=True)
class Before:
    """The wave that asked the same before, and what may be shown of it."""

    wave: Wave
    items: Mapping[str, Item]
    tallies: Mapping[str, Counter[Any]]
    when: str


@dataclass(frozen=True, slots=True)
class Changed:
    """How far a figure has moved, in words, and whether that is more than chance explains."""

    question: str
    change: str
    sentence: str
    is_beyond_chance: bool


def wave_before(wave: Wave) -> Wave | None:
    """Return the last closed wave of the same survey before this: of its cohort, else of any."""
    same = Wave.objects.filter(
        instrument__key=wave.instrument.key,
        instrument__candour=wave.instrument.candour,
        cohort__programme_id=wave.cohort.programme_id,
        state=WaveState.CLOSED,
        closed_at__lt=wave.closed_at,
    ).exclude(pk=wave.pk)
    nearest = Case(When(cohort=wave.cohort_id, then=Value(0)), default=Value(1))
    return (
        same.select_related("instrument", "cohort__programme")
        .order_by(nearest, F("closed_at").desc(), "pk")
        .first()
    )


def when_of(before: Wave, now: Wave) -> str:
    """Say when the earlier wave was, and in which cohort if that was another."""
    day = before.closed_at or before.closes_at
    month = date_format(timezone.localtime(day), "F Y")
    if before.cohort_id == now.cohort_id:
        return month
    return _("%(month)s (in the cohort “%(cohort)s”)") % {
        "month": month,
        "cohort": before.cohort.name,
    }


def changed(item: Item, now: Counter[Any], before: Before, *, has_interval: bool) -> Changed | None:
    """Return how far the item's figure has moved; None where it has no such figure to compare."""
    earlier = before.items.get(item.key)
    counted = before.tallies.get(item.key)
    if earlier is None or not counted or _kind(earlier) != _kind(item):
        return None
    if item.kind == ItemKind.SEVERAL:
        return None
    if item.kind == ItemKind.SCALE:
        found = statistics.difference_of_means(counted, now)
        figure = statistics.mean_of_counts(counted).value
        return _told(
            item, found, (before.when, mark(figure)), has_interval=has_interval, is_share=False
        )
    telling = next(iter(values_of(item)))
    counts = [(chosen(item, each)[telling], each.total()) for each in (counted, now)]
    found = statistics.difference_of_shares(counts[0], counts[1])
    share = percent(counts[0][0] / counts[0][1])
    return _told(item, found, (before.when, share), has_interval=has_interval, is_share=True)


def in_short(changes: list[Changed], before: Before, now: Wave) -> str:
    """Say how many questions moved, and what to hold of that."""
    beyond = sum(change.is_beyond_chance for change in changes)
    facts = {"when": before.when, "count": beyond, "of": len(changes)}
    if not beyond:
        told = ngettext(
            "Since %(when)s, the one question asked both times has not moved by more than chance "
            "alone could bring about.",
            "Since %(when)s, none of the %(of)d questions asked both times has moved by more than "
            "chance alone could bring about.",
            len(changes),
        )
    else:
        told = ngettext(
            "Since %(when)s, %(count)d of %(of)d questions has moved by more than chance alone "
            "would explain; of twenty that had not moved, one would look so too.",
            "Since %(when)s, %(count)d of %(of)d questions have moved by more than chance alone "
            "would explain; of twenty that had not moved, one would look so too.",
            beyond,
        )
    moved = ", ".join(
        _("“%(question)s” (%(change)s)")
        % {"question": cut(each.question.rstrip(".")), "change": each.change}
        for each in changes
        if each.is_beyond_chance
    )
    named = f" {_('Moved: %(moved)s.') % {'moved': moved}}" if moved else ""
    return f"{told % facts}{named} {_who(before, now)}"


def _who(before: Before, now: Wave) -> str:
    """Say whether the same people are compared."""
    if before.wave.cohort_id != now.cohort_id:
        return _("Two cohorts are compared, mostly of different people.")
    if now.instrument.candour == Candour.ANONYMOUS:
        return _(
            "Nothing links anonymous answers, so the two times are compared as two groups; the "
            "intervals are rather too wide than too narrow."
        )
    return _(
        "The two times are compared as two groups, whoever answered both; the intervals are rather "
        "too wide than too narrow."
    )


def _told(
    item: Item, found: Difference, earlier: tuple[str, str], *, has_interval: bool, is_share: bool
) -> Changed:
    """Put a change in words; `earlier` says when it was, and what."""
    change = signed(found.value, is_share=is_share)
    facts = {"when": earlier[0], "before": earlier[1], "change": change}
    if found.low is None or found.high is None or not has_interval:
        words = _("Since %(when)s: %(change)s, from %(before)s; no interval can be given.")
        return Changed(item.text, change, words % facts, is_beyond_chance=False)
    facts["span"] = _("%(low)s to %(high)s") % {
        "low": signed(found.low, is_share=is_share),
        "high": signed(found.high, is_share=is_share),
    }
    is_beyond = found.low > 0 or found.high < 0
    words = (
        _("Since %(when)s: %(change)s, from %(before)s (95%% interval of the change %(span)s).")
        if is_beyond
        else _(
            "Since %(when)s: %(change)s, from %(before)s; that may be chance alone (95%% interval "
            "of the change %(span)s)."
        )
    )
    return Changed(item.text, change, words % facts, is_beyond_chance=is_beyond)


def _kind(item: Item) -> tuple[object, ...]:
    """Return what must be the same for figures to be compared."""
    return (item.kind, item.low, item.high, tuple(values_of(item)), item.is_reversed)
