"""What a report takes from surveys: the latest closed wave of each cohort for each question."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from evaluation.enums import ItemKind, WaveState
from evaluation.models import Item, Report, Wave
from evaluation.queries import Tallies, pairs_of, tallies_of, with_answered
from evaluation.reports.model import Breakdown, Question, ReportData, Survey
from evaluation.reports.snapshot import thaw
from evaluation.results import breakdown, pool, question
from programmes.models import Cohort, Programme

# Means that are told by the answers to another question.
BROKEN_DOWN = (("mentor_met_expectations", "work_with_mentor_again"),)

Kind = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as it was put in one wave."""

    item: Item
    wave: Wave

    @property
    def kind(self) -> Kind:
        """Return what must be the same for answers to be added up."""
        item = self.item
        options = tuple(value for value, _label in item.options)
        return (item.key, self.wave.instrument.audience, item.kind, item.low, item.high, options)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the surveys of several cohorts came to."""

    surveys: tuple[Survey, ...]
    questions: tuple[Question, ...]
    breakdowns: tuple[Breakdown, ...]


def heard(programme: Programme, cohorts: Collection[Cohort], *, is_pooled: bool) -> Heard:
    """Return the surveys of the cohorts and what was answered, with small groups hidden."""
    waves = list(
        with_answered(Wave.objects.filter(cohort__in=cohorts, state=WaveState.CLOSED))
        .select_related("instrument", "cohort")
        .prefetch_related("instrument__items")
        .order_by("cohort__number", "opens_at", "instrument__key", "pk")
    )
    asked = _latest(waves)
    tallies = tallies_of(waves)
    breakdowns = tuple(_breakdowns(programme, asked)) if is_pooled else ()
    return Heard(
        surveys=tuple(_survey(wave) for wave in waves),
        questions=tuple(_question(same, tallies) for same in asked.values()),
        breakdowns=breakdowns,
    )


def _latest(waves: Iterable[Wave]) -> dict[Kind, dict[int, Asked]]:
    """Return every question that was asked, and for each cohort the last wave that asked it."""
    latest: dict[Kind, dict[int, Asked]] = {}
    for wave in waves:
        for item in wave.instrument.items.all():
            if item.kind != ItemKind.TEXT:
                asked = Asked(item, wave)
                latest.setdefault(asked.kind, {})[wave.cohort.number] = asked
    return latest


def _question(same: dict[int, Asked], tallies: Tallies) -> Question:
    """Return what came back to one question over its cohorts."""
    parts = {number: tallies[asked.wave.pk, asked.item.key] for number, asked in same.items()}
    last = same[max(same)]
    titles = dict.fromkeys(asked.wave.instrument.title for asked in same.values())
    return question(last.item, " · ".join(titles), last.wave.instrument.audience, pool(parts))


def _breakdowns(programme: Programme, asked: dict[Kind, dict[int, Asked]]) -> Iterator[Breakdown]:
    """Yield the breakdowns over cohorts that none has covered before.

    Two breakdowns that overlap could be subtracted from each other, so each answer is told in one
    of them at most.
    """
    covered = _covered(programme)
    for of_key, by_key in BROKEN_DOWN:
        of = next((same for kind, same in asked.items() if kind[0] == of_key), {})
        by = next((same for kind, same in asked.items() if kind[0] == by_key), {})
        numbers = tuple(
            number
            for number in sorted(of.keys() & by.keys())
            if of[number].wave == by[number].wave and number not in covered
        )
        if numbers:
            waves = [of[number].wave for number in numbers]
            last = numbers[-1]
            pairs = Counter(pairs_of(waves, of_key, by_key))
            yield breakdown(of[last].item, by[last].item, pairs, numbers)


def _covered(programme: Programme) -> set[int]:
    """Return the cohorts that a breakdown in an earlier report has covered."""
    texts = Report.objects.filter(programme=programme, cohort=None).values_list(
        "snapshot", flat=True
    )
    earlier: Iterator[ReportData] = (thaw(text) for text in texts)
    return {number for data in earlier for table in data.breakdowns for number in table.cohorts}


def _survey(wave: Wave) -> Survey:
    """Return one closed wave as a line of the report."""
    return Survey(
        title=wave.instrument.title,
        audience=wave.instrument.audience,
        candour=wave.instrument.candour,
        cohort=wave.cohort.number,
        closed_on=wave.closed_at.date() if wave.closed_at else wave.closes_at.date(),
        answered=wave.answered,  # type: ignore[attr-defined]  # added by with_answered
        invited=wave.invited,
    )
