"""What a page of results rests on: the questions as read, counts, and what may be shown."""

import copy
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from evaluation.enums import Candour, ItemKind, Subject
from evaluation.instruments.worded import WordedInstrument, WordedItem, language_for, worded
from evaluation.models import Item, Wave
from evaluation.publishing.atoms import whole_wave
from evaluation.publishing.cuts import Cut, visible_groups
from evaluation.summaries.counting import Counted
from mentorship.accounts.models import Person

Tallies = Mapping[str, Counter[Any]]


@dataclass(frozen=True, slots=True)
class Basis:
    """The answers that a page shows, of one wave or of several together.

    `asked` says, by item, how many answers there are of those waves whose figure may be shown, and
    `tallies` adds these up alone. `withheld` are items that may not be shown whatever their size.
    """

    waves: tuple[Wave, ...]
    read: WordedInstrument
    items: Mapping[str, Item]
    counted: Counted
    asked: Mapping[str, int]
    withheld: frozenset[str] = frozenset()
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def wave(self) -> Wave:
        """Return the wave, or the last of several."""
        return self.waves[-1]

    @property
    def is_named(self) -> bool:
        """Tell whether answers were given by name, to be seen by coordinators."""
        return self.wave.instrument.candour == Candour.NAMED

    @property
    def has_intervals(self) -> bool:
        """Tell whether answers are independent of each other, as intervals take them to be."""
        return self.wave.instrument.subject == Subject.PROGRAMME

    @property
    def forms(self) -> int:
        """Return into how many parts the items that are not core were dealt out."""
        return max(wave.forms for wave in self.waves)


def basis_of(wave: Wave, counted: Counted, *, by: Person | None) -> Basis:
    """Return what the page of one closed wave rests on."""
    read, items = read_of(wave)
    shown = visible_items(wave, counted, by=by)
    return Basis(
        waves=(wave,),
        read=read,
        items=items,
        counted=counted,
        asked=dict.fromkeys(items, counted.answers),
        withheld=frozenset(counted.tallies) - shown,
    )


def read_of(wave: Wave) -> tuple[WordedInstrument, dict[str, Item]]:
    """Return an instrument in the reader's language, and its items with these words, by key."""
    instrument = wave.instrument
    read = worded(instrument, language_for(instrument, get_language() or ""))
    return read, {told.item.key: _in_words(told) for told in read.items}


def visible_items(wave: Wave, counted: Counted, *, by: Person | None) -> frozenset[str]:
    """Return the items of a wave that may be shown beside whatever was shown before."""
    if wave.instrument.candour == Candour.NAMED:
        return frozenset(counted.tallies)
    shown = visible_together([wave], {wave.pk: counted}, by=by)
    return frozenset(key for key, names in shown.items() if str(wave.pk) in names)


def visible_together(
    waves: Collection[Wave], counted: Mapping[Any, Counted], *, by: Person | None
) -> dict[str, frozenset[str]]:
    """Return, by item, the waves of one instrument whose figures may be shown side by side."""
    first = next(iter(waves))
    keys = dict.fromkeys(key for wave in waves for key in counted[wave.pk].tallies)
    return visible_groups(
        first.cohort.programme,
        first.instrument.key,
        Cut(first.instrument.title, {str(w.pk): frozenset({whole_wave(w.pk)}) for w in waves}),
        {key: {str(w.pk): counted[w.pk].tally(key) for w in waves} for key in keys},
        by=by,
    )


def _in_words(told: WordedItem) -> Item:
    """Return an item with the words of another language; never to be stored."""
    item = copy.copy(told.item)
    item.text, item.low_anchor, item.high_anchor = told.text, told.low_anchor, told.high_anchor
    if item.kind in {ItemKind.CHOICE, ItemKind.SEVERAL}:
        item.options = [[value, label] for value, label in told.options]
    return item
