"""The surveys of the same people in their order, each comparison among the people of the last."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.crypto import salted_hmac

from evaluation.comparing.marks import Marked, marks_of
from evaluation.comparing.rows import ChangeRow, GapRow, change_row, gap_row, told
from evaluation.comparing.scores import Measured, measures_of, same_in_both
from evaluation.models import Item, Wave
from training.models import Competency


@dataclass(frozen=True, slots=True)
class Step:
    """From one survey to the next one: how everything that was asked in both changed."""

    first: Wave
    second: Wave
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """One self-rating beside the mentees' rating of the same time, area by area."""

    own: Wave
    others: Wave
    rows: tuple[GapRow, ...]


@dataclass(slots=True)
class Walk:
    """What was compared on the way, in the order of time."""

    steps: list[Step] = field(default_factory=list)
    gaps: list[Gaps] = field(default_factory=list)


def walk(waves: Sequence[Wave], twins: Mapping[Any, Wave] | None = None) -> Walk:
    """Compare each wave with its twin, if it has one (by id), and with the next one.

    What is shown of a wave is always shown of some people and of fewer of them, never of some and
    of others: so no two figures, taken together, tell of single people. Three queries.
    """
    return walks([waves], twins)[0]


def walks(series: Sequence[Sequence[Wave]], twins: Mapping[Any, Wave] | None = None) -> list[Walk]:
    """Compare the waves of each of several series as `walk` does; three queries for all of them."""
    ratings = twins or {}
    own = [wave for waves in series for wave in waves]
    everything = [*own, *(ratings[wave.pk] for wave in own if wave.pk in ratings)]
    measured = _measured_in(everything)
    marks = marks_of(everything, measured, about={wave.pk for wave in ratings.values()})
    return [_walk(waves, ratings, measured, marks) for waves in series]


def _walk(
    waves: Sequence[Wave],
    ratings: Mapping[Any, Wave],
    measured: Mapping[uuid.UUID, Sequence[Measured]],
    marks: Mapping[Any, Marked],
) -> Walk:
    """Compare the waves of one series in the order of time."""
    done = Walk()
    among: dict[str, Sequence[Any]] = {}
    for place, wave in enumerate(waves):
        if wave.pk in ratings:
            done.gaps.append(_gaps(wave, ratings[wave.pk], measured, marks, among))
            _remember(among, done.gaps[-1].rows)
        if place + 1 < len(waves):
            done.steps.append(_step(wave, waves[place + 1], measured, marks, among))
            _remember(among, done.steps[-1].rows)
    return done


def _step(
    first: Wave,
    second: Wave,
    measured: Mapping[uuid.UUID, Sequence[Measured]],
    marks: Mapping[Any, Marked],
    among: Mapping[str, Sequence[Any]],
) -> Step:
    """Return how everything changed between two waves."""
    rank = _rank_of(first, second)
    rows = [
        change_row(
            one,
            marks[first.pk, one.key],
            marks[second.pk, one.key],
            among=among.get(one.key),
            rank=rank,
        )
        for one in same_in_both(measured[first.pk], measured[second.pk])
    ]
    return Step(first, second, told(rows))


def _gaps(
    own: Wave,
    others: Wave,
    measured: Mapping[uuid.UUID, Sequence[Measured]],
    marks: Mapping[Any, Marked],
    among: Mapping[str, Sequence[Any]],
) -> Gaps:
    """Return the gap in everything that both rate on the same scale; their words may differ."""
    theirs = {(one.key, one.low, one.high, one.is_reversed) for one in measured[others.pk]}
    both = [
        one for one in measured[own.pk] if (one.key, one.low, one.high, one.is_reversed) in theirs
    ]
    rank = _rank_of(own, others)
    rows = [
        gap_row(
            one,
            marks[own.pk, one.key],
            marks[others.pk, one.key],
            among=among.get(one.key),
            rank=rank,
            areas=len(both),
        )
        for one in both
    ]
    return Gaps(own, others, tuple(rows))


def _remember(
    among: dict[str, Sequence[Any]], rows: Sequence[ChangeRow] | Sequence[GapRow]
) -> None:
    """Let nobody into a later comparison who was not in the last one that was shown."""
    among.update({row.measured.key: row.linked.who for row in rows if row.linked.is_shown})


def _rank_of(*waves: Wave) -> Callable[[Any], str]:
    """Return what orders people by chance: always the same, and known to nobody."""
    salt = ".".join(str(wave.pk) for wave in waves)
    return lambda who: salted_hmac(f"evaluation.comparing.{salt}", str(who)).hexdigest()


def _measured_in(waves: Sequence[Wave]) -> dict[uuid.UUID, list[Measured]]:
    """Return what each wave measures; areas are called as the organisation calls them."""
    organisations = {wave.instrument.organisation_id for wave in waves}
    known = Competency.objects.filter(organisation__in=organisations)
    names = dict(known.values_list("key", "name"))
    asked: dict[uuid.UUID, list[Item]] = defaultdict(list)
    instruments = {wave.instrument_id for wave in waves}
    for item in Item.objects.filter(instrument__in=instruments).order_by("position"):
        asked[item.instrument_id].append(item)
    return {wave.pk: measures_of(asked[wave.instrument_id], names) for wave in waves}
