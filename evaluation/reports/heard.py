"""What a report takes from surveys: the latest closed wave of each cohort for each question."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from evaluation.enums import ItemKind, WaveState
from evaluation.models import Item, Report, Wave
from evaluation.publishing.atoms import whole_wave
from evaluation.publishing.counting import as_text
from evaluation.publishing.deciding import Verdict, Want, decide
from evaluation.publishing.register import Register, settle
from evaluation.queries import pairs_of, tallies_of, with_answered
from evaluation.reports.model import Breakdown, Question, ReportData, Survey
from evaluation.reports.snapshot import thaw
from evaluation.results import Pool, breakdown, pools, question
from evaluation.suppression import may_show_distribution
from programmes.models import Cohort, Programme

# Means that are told by the answers to another question.
BROKEN_DOWN = (("mentor_met_expectations", "work_with_mentor_again"),)

Kind = tuple[object, ...]
# How often each answer was given to one question, by the number of the cohort.
Parts = dict[int, Counter[Any]]


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


def heard(
    programme: Programme, cohorts: Collection[Cohort], *, is_pooled: bool, where: str
) -> Heard:
    """Return the surveys of the cohorts and what was answered, with small groups hidden.

    What is shown goes into the register of what was shown, with `where`: the report's title.
    """
    waves = list(
        with_answered(Wave.objects.filter(cohort__in=cohorts, state=WaveState.CLOSED))
        .select_related("instrument", "cohort")
        .prefetch_related("instrument__items")
        .order_by("cohort__number", "opens_at", "instrument__key", "pk")
    )
    asked = _latest(waves)
    tallies = tallies_of(waves)
    parts = {
        kind: {number: tallies[one.wave.pk, one.item.key] for number, one in same.items()}
        for kind, same in asked.items()
    }
    pools = _pools(programme, asked, parts, where)
    return Heard(
        surveys=tuple(_survey(wave) for wave in waves),
        questions=tuple(_question(same, pools[kind]) for kind, same in asked.items()),
        breakdowns=tuple(_breakdowns(programme, asked, parts, pools)) if is_pooled else (),
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


def _pools(
    programme: Programme, asked: dict[Kind, dict[int, Asked]], parts: dict[Kind, Parts], where: str
) -> dict[Kind, Pool]:
    """Return the answers to each question over the cohorts that may be added up.

    Of what `pools` offers, that is the first beside which nothing shown before gives few away.
    """
    offers = {kind: pools(parts[kind]) for kind in asked}
    wants = [
        _want(asked[kind], offered)
        for kind, offered in offers.items()
        if may_show_distribution(offered[0].counted.values())
    ]
    known = {
        (one.item.key, one.wave.pk): as_text(parts[kind][number])
        for kind, same in asked.items()
        for number, one in same.items()
    }

    def look(register: Register) -> list[Verdict]:
        return decide(register, wants, where, known)

    keys = {want.item_key for want in wants}
    verdicts = iter(settle(programme, keys, look, by=None) if wants else ())
    found = {}
    for kind, offered in offers.items():
        found[kind] = offered[0]
        if may_show_distribution(offered[0].counted.values()):
            shown = next(verdicts).shown
            found[kind] = offered[int(next(iter(shown), "-1"))]
    return found


def _want(same: dict[int, Asked], offered: list[Pool]) -> Want:
    """Ask for the first of some pools of one question."""
    last = same[max(same)]
    return Want(
        last.wave.instrument.key,
        last.item.key,
        {
            str(place): frozenset(whole_wave(same[number].wave.pk) for number in one.numbers)
            for place, one in enumerate(offered)
        },
        is_either=True,
    )


def _question(same: dict[int, Asked], pooled: Pool) -> Question:
    """Return what came back to one question over its cohorts."""
    last = same[max(same)]
    titles = dict.fromkeys(asked.wave.instrument.title for asked in same.values())
    return question(last.item, " · ".join(titles), last.wave.instrument.audience, pooled)


def _breakdowns(
    programme: Programme,
    asked: dict[Kind, dict[int, Asked]],
    parts: dict[Kind, Parts],
    pools: dict[Kind, Pool],
) -> Iterator[Breakdown]:
    """Yield the breakdowns over cohorts that none has covered before.

    Two breakdowns that overlap could be subtracted from each other, so each answer is told in one
    of them at most; and cohorts that were left out of the sum are left out here as well.
    """
    covered = _covered(programme)
    for of_key, by_key in BROKEN_DOWN:
        told = next((kind for kind in asked if kind[0] == of_key), None)
        if told is None:
            continue
        of, pooled = asked[told], pools[told].numbers
        by = next((same for kind, same in asked.items() if kind[0] == by_key), {})
        numbers = tuple(
            number
            for number in sorted(of.keys() & by.keys())
            if of[number].wave == by[number].wave and number in pooled and number not in covered
        )
        if numbers:
            waves = [of[number].wave for number in numbers]
            last = numbers[-1]
            pairs = Counter(pairs_of(waves, of_key, by_key))
            whole = sum((parts[told][number] for number in numbers), Counter[Any]())
            yield breakdown(of[last].item, by[last].item, pairs, numbers, whole)


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
