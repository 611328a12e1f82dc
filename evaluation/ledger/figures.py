"""Figures that a finding may rest on, in words with their n: copied as they stand, never typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from evaluation.enums import Audience, FindingSource
from evaluation.models import Report, Wave
from evaluation.reports import phrases
from evaluation.reports.model import Figure, Question, ReportData
from evaluation.reports.snapshot import thaw
from evaluation.results_page.page import results_of
from mentorship.accounts.models import Person
from programmes.measures import Reading, ReadingKind, all_measures
from programmes.models import Programme
from programmes.strategy import basis_of
from programmes.strategy.wording import amount, day_words


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A figure on offer: what it is, what it says in words, and how many are behind it."""

    key: str
    name: str
    words: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures are read: `words` name it, `figures` are those it may show."""

    kind: FindingSource
    words: str
    figures: tuple[FigureChoice, ...] = ()
    rows: dict[str, Any] = field(default_factory=dict)


def source_of_report(report: Report) -> Source:
    """Return the figures that a report froze and shows."""
    words = _("%(title)s, report %(code)s") % {"title": report.title, "code": report.code}
    figures = tuple(_of_report(thaw(report.snapshot)))
    return Source(FindingSource.REPORT, words, figures, {"report": report})


def source_of_wave(wave: Wave, *, by: Person) -> Source:
    """Return the figures that the page of a closed survey shows."""
    asked = (found for section in results_of(wave, by=by).sections for found in section.questions)
    words = _("%(survey)s, %(cohort)s") % {
        "survey": wave.instrument.title,
        "cohort": wave.cohort.name,
    }
    figures = tuple(_of_questions(each.question for each in asked))
    return Source(FindingSource.WAVE, words, figures, {"wave": wave})


def source_of_measures(programme: Programme, today: date) -> Source:
    """Return what the product counts of a programme today."""
    words = _("Counted on %(day)s") % {"day": day_words(today)}
    return Source(FindingSource.MEASURE, words, tuple(_counted(programme, today)))


def in_words(reading: Reading, unit: str) -> str:
    """Return a reading with its n: “60% (3 of 5)”, “4.2 of 5 (n = 12)”."""
    told = amount(reading.value, unit)
    if reading.kind == ReadingKind.OTHER and reading.of is not None:
        return _("%(value)s (n = %(n)d of %(of)d asked)") % {
            "value": told,
            "n": reading.n,
            "of": reading.of,
        }
    basis = basis_of(reading)
    return f"{told} ({basis})" if basis else told


def _counted(programme: Programme, today: date) -> Iterator[FigureChoice]:
    """Yield each figure that the product can tell now."""
    for measure in all_measures():
        reading = measure.read(programme, as_of=today)
        if reading is not None:
            behind = reading.of if reading.kind == ReadingKind.SHARE else reading.n
            words = in_words(reading, str(measure.unit))
            yield FigureChoice(measure.key, str(measure.title), words, behind)


def _of_report(data: ReportData) -> Iterator[FigureChoice]:
    """Yield the figures of a report, those of surveys last."""
    if data.graduated.is_shown:
        name = _("Relationships that were completed")
        yield FigureChoice("graduated", name, _words(data.graduated), data.graduated.n)
    for line in data.results:
        if line.figure.is_shown:
            key = f"result.{line.key}"
            yield FigureChoice(key, line.text, _words(line.figure), line.figure.n)
    yield from _of_questions(data.questions)


def _of_questions(questions: Iterable[Question]) -> Iterator[FigureChoice]:
    """Yield what came back to questions, as far as it may be shown."""
    for asked in questions:
        if not asked.figure.is_shown or asked.figure.value is None:
            continue
        name = f"{Audience(asked.audience).label}: {asked.text}"
        if asked.share_of:
            name = f"{name} – {asked.share_of}"
        words = _words(asked.figure, asked.high)
        yield FigureChoice(f"{asked.audience}.{asked.key}", name[:300], words, asked.figure.n)


def _words(figure: Figure, high: int | None = None) -> str:
    """Return a figure with its n and its interval."""
    told = phrases.short(figure)
    if figure.count is not None:
        told = f"{phrases.count_of(figure)} {phrases.share_of(figure)}"
    elif high is not None:
        told = _("%(mean)s of %(high)d (%(base)s)") % {
            "mean": phrases.short(figure),
            "high": high,
            "base": phrases.base(figure),
        }
    span = phrases.interval(figure)
    return (
        _("%(figure)s, 95%% interval %(span)s") % {"figure": told, "span": span} if span else told
    )
