"""What the pages of comparisons show, in words and pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.comparing import words
from evaluation.comparing.cells import Row
from evaluation.comparing.groups import By, Comparison
from evaluation.comparing.rows import ChangeRow, GapRow
from evaluation.comparing.series import COURSE
from evaluation.comparing.walk import Gaps, Step
from evaluation.enums import ItemKind, Purpose
from evaluation.models import Wave
from evaluation.pictures.distribution import Spread, spreads_of
from evaluation.pictures.dumbbell import change_chart, gap_chart
from evaluation.pictures.heat import map_of
from evaluation.pictures.intervals import groups_chart
from evaluation.results import values_of
from mentorship.common.charts import Chart, Words

OneRow = TypeVar("OneRow", ChangeRow, GapRow)


@dataclass(frozen=True, slots=True)
class Said:
    """One question or area, and what a careful reader may say of it."""

    key: str
    label: str
    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A headline, a picture with its table, and a sentence for each line."""

    headline: str
    chart: Chart | None
    lines: tuple[Said, ...]
    eyebrow: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One question in all groups."""

    text: str
    sentence: str
    charts: tuple[Chart, ...]


def comparison_shown(comparison: Comparison) -> Shown:
    """Return the heat map of a comparison and what it says."""
    labels = [group.label for group in comparison.groups]
    headline = _differences(comparison)
    lines = tuple(
        Said(row.worded.item.key, row.worded.text, words.difference(row, labels))
        for row in comparison.rows
    )
    return Shown(headline, map_of(comparison.rows, labels, caption=headline), lines)


def detail_of(comparison: Comparison, key: str) -> Detail | None:
    """Return one question of a comparison, or None if it has no such question."""
    row = next((row for row in comparison.rows if row.worded.item.key == key), None)
    if row is None:
        return None
    labels = [group.label for group in comparison.groups]
    sentence = words.difference(row, labels)
    charts = (
        groups_chart(row, labels, caption=_("Each group with its 95% interval.")),
        _spreads(row, labels),
    )
    return Detail(row.worded.text, sentence, tuple(one for one in charts if one is not None))


def step_shown(step: Step) -> Shown:
    """Return the dumbbells of a step and what they say."""
    occasions = _occasions(step)
    rows = [row for row in step.rows if row.change is not None]
    told = [row for row in rows if row.is_told]
    headline = _changes(step.rows, rows, told)
    lines, note = _lines(step.rows, words.changed)
    chart = change_chart(step.rows, occasions=occasions, caption=headline)
    return Shown(headline, chart, lines, " → ".join(occasions), note)


def gaps_shown(gaps: Gaps) -> Shown:
    """Return the dumbbells of self and others and what they say."""
    headline = _widest(gaps.rows)
    lines, note = _lines(gaps.rows, words.gap)
    return Shown(headline, gap_chart(gaps.rows, caption=headline), lines, note=note)


def _lines(
    rows: Sequence[OneRow], sentence: Callable[[OneRow], str]
) -> tuple[tuple[Said, ...], str]:
    """Return a sentence for each row; how many were set aside once, if it is the same for all."""
    notes = [words.set_aside(row.linked.set_aside, row.linked.found) for row in rows]
    common = notes[0] if len(set(notes)) == 1 else ""
    lines = tuple(
        Said(row.measured.key, row.measured.label, sentence(row), "" if common else note)
        for row, note in zip(rows, notes, strict=True)
    )
    return lines, common


def _differences(comparison: Comparison) -> str:
    """Say how many questions differ between groups."""
    if not any(row.shown for row in comparison.rows):
        return _("There are too few answers to compare")
    if all(len(row.shown) <= 1 for row in comparison.rows):
        return _("Only one group can be shown, so there is nothing to compare it with")
    if all(row.differs is None for row in comparison.rows):
        return _("Whether the groups differ by more than chance cannot be told")
    differing = sum(bool(row.differs) for row in comparison.rows)
    if not differing:
        return {
            By.COHORT: _("No question differs between cohorts by more than chance alone explains"),
            By.DEPARTMENT: _(
                "No question differs between departments by more than chance alone explains"
            ),
            By.ROLE: _("No question differs between roles by more than chance alone explains"),
        }[comparison.by]
    return {
        By.COHORT: ngettext(
            "%(count)s of %(n)s questions differs between cohorts by more than chance",
            "%(count)s of %(n)s questions differ between cohorts by more than chance",
            differing,
        ),
        By.DEPARTMENT: ngettext(
            "%(count)s of %(n)s questions differs between departments by more than chance",
            "%(count)s of %(n)s questions differ between departments by more than chance",
            differing,
        ),
        By.ROLE: ngettext(
            "%(count)s of %(n)s questions differs between roles by more than chance",
            "%(count)s of %(n)s questions differ between roles by more than chance",
            differing,
        ),
    }[comparison.by] % {"count": differing, "n": len(comparison.rows)}


def _spreads(row: Row, labels: Sequence[str]) -> Chart | None:
    """Draw how the answers of each shown group are spread."""
    options = {value: str(label) for value, label in values_of(row.worded.item).items()}
    is_scale = row.worded.item.kind == ItemKind.SCALE
    if is_scale:
        options = {value: str(value) for value in options}
    return spreads_of(
        [Spread(labels[place], row.cells[place].counted or {}) for place in row.shown],
        options,
        words=Words(
            _("How the answers are spread"), _("How the answers of each group are spread.")
        ),
        first_column=_("Group"),
        is_ordered=is_scale,
    )


def _occasions(step: Step) -> tuple[str, str]:
    """Call two waves by what they are for, or by their months where they are the same survey."""
    first, second = step.first, step.second
    if first.instrument.purpose in COURSE and first.instrument.purpose != second.instrument.purpose:
        return _purpose(first), _purpose(second)
    return _month(first), _month(second)


def _purpose(wave: Wave) -> str:
    """Return what a wave is for."""
    return str(Purpose(wave.instrument.purpose).label)


def _month(wave: Wave) -> str:
    """Return the day a wave ended on."""
    return words.day(wave.closes_at)


def _changes(
    every: Sequence[ChangeRow], shown: Sequence[ChangeRow], told: Sequence[ChangeRow]
) -> str:
    """Say how many things changed, and of how many we cannot tell."""
    if not shown:
        return _("Too few people answered both times to show a change")
    rose = sum((row.change.value or 0) > 0 for row in told if row.change)
    facts = {
        "rose": rose,
        "fell": len(told) - rose,
        "n": len(every),
        "open": len(every) - len(told),
    }
    if not told:
        return _("We cannot tell that any of the %(n)s marks changed") % facts
    if len(told) == rose:
        start = _("%(rose)s of %(n)s marks rose")
    elif not rose:
        start = _("%(fell)s of %(n)s marks fell")
    else:
        start = _("%(rose)s of %(n)s marks rose and %(fell)s fell")
    if facts["open"]:
        start += ngettext(
            "; for %(open)s we cannot tell",
            "; for the other %(open)s we cannot tell",
            facts["open"],
        )
    return start % facts


def _widest(rows: Sequence[GapRow]) -> str:
    """Say in which area mentors and mentees differ most, if that is more than chance."""
    shown = [row for row in rows if row.gap is not None and row.gap.value is not None]
    if not shown:
        return _("Too few mentors were rated by themselves and by mentees to show a gap")
    told = [row for row in shown if row.is_told]
    if not told:
        return _("We cannot tell that mentors see themselves otherwise than mentees see them")
    widest = max(told, key=lambda row: abs((row.gap and row.gap.value) or 0))
    value = (widest.gap and widest.gap.value) or 0
    facts = {"area": widest.measured.label, "points": words.mark(abs(value))}
    if value > 0:
        return (
            _("In “%(area)s” mentors see themselves %(points)s points higher than mentees") % facts
        )
    return _("In “%(area)s” mentors see themselves %(points)s points lower than mentees") % facts
