"""One measure in all programmes: what can be told apart, and how it went over the cohorts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.portfolio import phrases
from evaluation.portfolio.apart import (
    ALPHA,
    Standing,
    difference,
    may_compare,
    standings,
    together,
)
from evaluation.portfolio.entries import Entry
from evaluation.portfolio.sheet import CohortSheet, Told
from programmes.measures import Measure

# A change takes two cohorts.
PAIR = 2
BY_VALUE = "value"


@dataclass(frozen=True, slots=True)
class Line:
    """One programme's figure in words; `on` is its day where that is not the newest of all."""

    entry: Entry
    told: Told | None
    figure: str
    behind: str
    span: str
    beside: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Side:
    """One measure in all programmes."""

    measure: Measure
    lines: tuple[Line, ...]
    headline: str
    together: tuple[str, str, str] | None
    is_comparable: bool
    added: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Course:
    """How a programme's figure went from cohort to cohort, and what may be said of it."""

    entry: Entry
    cohorts: tuple[tuple[CohortSheet, Told], ...]
    sentence: str


def side_of(entries: Sequence[Entry], measure: Measure, *, order: str) -> Side:
    """Return a measure side by side; ordered by name, or by value where that may be compared."""
    told = {entry.key: each for entry in entries if (each := entry.told(measure.key))}
    shown = {key: each for key, each in told.items() if each.is_shown}
    found = standings(shown)
    is_comparable = sum(may_compare(each) for each in shown.values()) >= PAIR
    names = {entry.key: entry.name for entry in entries}
    newest = max((entry.sheet.as_of for entry in entries if entry.sheet), default=date.min)
    lines = [_line(entry, told.get(entry.key), measure, found, names, newest) for entry in entries]
    if order == BY_VALUE and is_comparable:
        lines.sort(key=_highest_first)
    return Side(
        measure=measure,
        lines=tuple(lines),
        headline=_headline(measure, found, names) if is_comparable else str(measure.title),
        together=_words_of(together(shown), measure),
        is_comparable=is_comparable,
        added=len(shown),
        hidden=len(told) - len(shown),
    )


def courses_of(entries: Sequence[Entry], measure: Measure, since: int | None) -> list[Course]:
    """Return how the measure went in programmes where at least two cohorts can tell.

    `since` leaves out cohorts that began before that year. All programmes are judged together, so
    that among many none seems to have moved by chance.
    """
    told = {entry.key: _cohorts(entry, measure, since) for entry in entries}
    kept = [entry for entry in entries if sum(one.is_shown for _c, one in told[entry.key]) >= PAIR]
    level = 1 - ALPHA / max(len(kept), 1)
    return [Course(entry, told[entry.key], _moved(told[entry.key], level)) for entry in kept]


def _cohorts(
    entry: Entry, measure: Measure, since: int | None
) -> tuple[tuple[CohortSheet, Told], ...]:
    """Return the cohorts of a programme that tell the measure, or have too few for it."""
    if entry.sheet is None:
        return ()
    return tuple(
        (cohort, cohort.told[measure.key])
        for cohort in entry.sheet.cohorts
        if measure.key in cohort.told and (since is None or cohort.starts_on.year >= since)
    )


def _moved(cohorts: Sequence[tuple[CohortSheet, Told]], level: float) -> str:
    """Say whether the last cohort differs from the first beyond chance."""
    shown = [(cohort, told) for cohort, told in cohorts if told.is_shown]
    (first, before), (last, after) = shown[0], shown[-1]
    sign = difference(after, before, level=level)
    facts = {"first": first.name, "last": last.name}
    if sign > 0:
        return _("%(last)s is higher than %(first)s, beyond chance.") % facts
    if sign < 0:
        return _("%(last)s is lower than %(first)s, beyond chance.") % facts
    return _("We cannot tell %(last)s from %(first)s.") % facts


def _line(
    entry: Entry,
    told: Told | None,
    measure: Measure,
    found: Mapping[str, Standing],
    names: Mapping[str, str],
    newest: date,
) -> Line:
    """Return one programme's line."""
    as_of = entry.sheet.as_of if entry.sheet else None
    return Line(
        entry=entry,
        told=told,
        figure=phrases.figure(told, measure) if entry.sheet else _("not read yet"),
        behind=phrases.behind(told),
        span=phrases.span(told),
        beside=phrases.beside(found.get(entry.key), names, len(found) - 1),
        on=as_of if as_of != newest else None,
    )


def _words_of(told: Told | None, measure: Measure) -> tuple[str, str, str] | None:
    """Return a figure, how many are behind it and its interval, in words."""
    if told is None:
        return None
    return phrases.figure(told, measure), phrases.behind(told), phrases.span(told)


def _highest_first(line: Line) -> tuple[bool, float, str]:
    """Return the place of a line by its value; those without one come last, by name."""
    value = line.told.value if line.told and line.told.value is not None else None
    return value is None, -float(value or 0), line.entry.name


def _headline(measure: Measure, found: Mapping[str, Standing], names: Mapping[str, str]) -> str:
    """Say in a sentence what can be told apart."""
    apart = [(key, other) for key, standing in found.items() for other in standing.above]
    facts = {"measure": measure.title}
    if not apart:
        return _("%(measure)s: we cannot tell the programmes apart") % facts
    if len(apart) == 1:
        ((upper, lower),) = apart
        return _("%(measure)s: %(upper)s is higher than %(lower)s") % (
            facts | {"upper": names[upper], "lower": names[lower]}
        )
    pairs = len(found) * (len(found) - 1) // 2
    return ngettext(
        "%(measure)s: %(apart)s of %(pairs)s pair of programmes can be told apart",
        "%(measure)s: %(apart)s of %(pairs)s pairs of programmes can be told apart",
        pairs,
    ) % (facts | {"apart": len(apart), "pairs": pairs})
