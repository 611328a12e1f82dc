"""What the answers of closed waves come to: from what was kept at closing, else counted afresh."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation.enums import ItemKind, WaveState
from evaluation.models import Answer, Wave, WaveSummary
from evaluation.queries import tallies_of
from evaluation.statistics import Moments, moments_of
from evaluation.summaries.scales import subscales_of

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many answered, how often each value was given to an item, and sums of its subscales.

    `texts` says how many people wrote something, by the key of the item.
    """

    answers: int
    tallies: Mapping[str, Counter[Any]] = field(default_factory=dict)
    texts: Mapping[str, int] = field(default_factory=dict)
    moments: Mapping[str, Moments] = field(default_factory=dict)

    def tally(self, key: str) -> Counter[Any]:
        """Return how often each value was given to an item."""
        return self.tallies.get(key, Counter())


def counted_of(waves: Collection[Wave]) -> dict[uuid.UUID, Counted]:
    """Return what each closed wave came to; two queries, and one if some are not summed up yet.

    Instruments come with their items. Waves that are not closed came to nothing yet.
    """
    tallies = tallies_of(waves)
    kept = WaveSummary.objects.filter(wave__in=waves).in_bulk()
    closed = [wave for wave in waves if wave.state == WaveState.CLOSED]
    fresh = _count_afresh([wave for wave in closed if wave.pk not in kept])
    return {
        wave.pk: Counted(
            answers=sums.answers,
            tallies={
                item.key: tallies[wave.pk, item.key]
                for item in wave.instrument.items.all()
                if item.kind != ItemKind.TEXT
            },
            texts=sums.texts,
            moments={name: thaw(stored) for name, stored in sums.moments.items()},
        )
        for wave in closed
        for sums in [kept.get(wave.pk) or fresh[wave.pk]]
    }


def summed_up(wave: Wave, answers: Iterable[dict[str, Any]]) -> WaveSummary:
    """Return the sums over answers to a wave, not stored."""
    items = list(wave.instrument.items.all())
    subscales = subscales_of(items)
    written = [item.key for item in items if item.kind == ItemKind.TEXT]
    texts = Counter(dict.fromkeys(written, 0))
    rows: dict[str, list[tuple[int | None, ...]]] = {scale.name: [] for scale in subscales}
    count = 0
    for values in answers:
        count += 1
        texts.update(key for key in written if key in values)
        for scale in subscales:
            rows[scale.name].append(scale.marks(values))
    return WaveSummary(
        wave=wave,
        answers=count,
        texts=dict(texts),
        moments={
            scale.name: freeze(moments_of(rows[scale.name], len(scale.items)))
            for scale in subscales
        },
    )


def freeze(moments: Moments) -> dict[str, Any]:
    """Return sums as JSON keeps them."""
    return {
        "items": moments.items,
        "sums": list(moments.sums),
        "products": [list(row) for row in moments.products],
        "scores": sorted([*score, people] for score, people in moments.scores.items()),
    }


def thaw(stored: Mapping[str, Any]) -> Moments:
    """Return sums as they are counted with."""
    return Moments(
        stored["items"],
        tuple(stored["sums"]),
        tuple(map(tuple, stored["products"])),
        Counter({(total, answered): people for total, answered, people in stored["scores"]}),
    )


def _count_afresh(waves: Collection[Wave]) -> dict[uuid.UUID, WaveSummary]:
    """Sum up waves that closed before sums were kept."""
    if not waves:
        return {}
    found: dict[uuid.UUID, list[dict[str, Any]]] = {wave.pk: [] for wave in waves}
    rows = Answer.objects.filter(wave__in=waves).values_list("wave", "values")
    for wave, values in rows.iterator(chunk_size=BATCH):
        found[wave].append(values)
    return {wave.pk: summed_up(wave, found[wave.pk]) for wave in waves}
