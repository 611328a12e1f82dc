"""Figures of the side-by-side in words, the same on the pages and in the files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.portfolio.apart import Standing
from evaluation.portfolio.sheet import Kind, Told
from programmes.measures import Measure

# So many names stand in a sentence; of the rest it says how many there are.
NAMED = 3
SHARES = (Kind.SHARE, Kind.TIED)
DIGITS = {Kind.SHARE: 0, Kind.TIED: 0, Kind.MEAN: 2, Kind.INDEX: 2, Kind.NUMBER: 1}


def figure(told: Told | None, measure: Measure) -> str:
    """Return a figure with its unit: “36%”, “4.31 of 5”; or why there is none."""
    if told is None:
        return _("cannot tell")
    if told.value is None:
        return _("too few to show")
    number = digits(told.value, told.kind)
    return f"{number}%" if told.kind in SHARES else f"{number} {measure.unit}"


def titles(measures: Sequence[Measure]) -> dict[str, str]:
    """Return what each measure is called, by its key; with its unit where two are called alike."""
    called = Counter(str(each.title) for each in measures)
    return {
        each.key: str(each.title) if called[str(each.title)] == 1 else f"{each.title} ({each.unit})"
        for each in measures
    }


def behind(told: Told | None) -> str:
    """Return how many are behind a figure: “53 of 149”, “41 answers of 60 asked”.

    Nothing of what is itself a count: it would say the same again.
    """
    if told is None or not told.is_shown or told.n is None:
        return ""
    if told.kind == Kind.NUMBER and told.value == told.n:
        return ""
    if told.count is not None:
        counted = _("%(count)s of %(n)s") % {"count": told.count, "n": told.n}
        if told.asked is None:
            return counted
        return _("%(counted)s answers, of %(asked)s asked") % {
            "counted": counted,
            "asked": told.asked,
        }
    if told.asked is not None:
        return _("%(n)s answers of %(asked)s asked") % {"n": told.n, "asked": told.asked}
    return _("n = %(n)s") % {"n": told.n}


def span(told: Told | None) -> str:
    """Return the 95 % interval: “29 to 44%”; nothing where there is none."""
    if told is None or told.low is None or told.high is None:
        return ""
    ends = {"low": digits(told.low, told.kind), "high": digits(told.high, told.kind)}
    if told.kind in SHARES:
        return _("%(low)s to %(high)s%%") % ends
    return _("%(low)s to %(high)s") % ends


def digits(value: Decimal, kind: Kind) -> str:
    """Write a number with as many digits as its kind carries; a whole number has none."""
    places = DIGITS[kind]
    if kind == Kind.NUMBER and value == value.to_integral_value():
        places = 0
    return number_format(round(value, places) + 0, places, use_l10n=True)


def beside(standing: Standing | None, names: Mapping[str, str], others: int) -> str:
    """Say in words how a programme stands to the others."""
    if standing is None or not others:
        return ""
    parts = []
    if standing.above:
        parts.append(_("higher than %(names)s") % {"names": named(standing.above, names)})
    if standing.below:
        parts.append(_("lower than %(names)s") % {"names": named(standing.below, names)})
    if not parts:
        return _("cannot be told apart from any other")
    if standing.level:
        words = _("cannot be told apart from %(names)s")
        parts.append(words % {"names": named(standing.level, names)})
    return "; ".join(parts)


def named(keys: Sequence[str], names: Mapping[str, str]) -> str:
    """Return a few names, and how many more there are."""
    told = [names[key] for key in keys[:NAMED]]
    if len(keys) > NAMED:
        more = len(keys) - NAMED
        told.append(ngettext("%(more)s more", "%(more)s more", more) % {"more": more})
    if len(told) == 1:
        return told[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(told[:-1]), "last": told[-1]}
