"""What a page of results rests on: the questions as read, counts, and what may be shown."""

import copy
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from evaluation.enums import Candour, ItemKind, Subject
from evaluation.instruments.worded import WordedInstrument, WordedItem, language_for, worded
from evaluation.models import Item, Wave
from evaluation.publishing.atoms import whole_wave
from evaluation.publishing.cuts import Cut, visible_groups
from evaluation.summaries.counting import Counted
from mentorship.accounts.models import Person

# By item, the ids of the waves that may be shown.
Shown = Mapping[str, frozenset[str]]


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


def basis_of(wave: Wave, counted: Counted, shown: Shown) -> Basis:
    """Return what the page of one closed wave rests on."""
    read, items = read_of(wave)
    hidden = (key for key in counted.tallies if str(wave.pk) not in shown.get(key, ()))
    return Basis(
        waves=(wave,),
        read=read,
        items=items,
        counted=counted,
        asked=dict.fromkeys(items, counted.answers),
        withheld=frozenset(hidden),
    )


def read_of(wave: Wave) -> tuple[WordedInstrument, dict[str, Item]]:
    """Return an instrument in the reader's language, and its items with these words, by key."""
    instrument = wave.instrument
    read = worded(instrument, language_for(instrument, get_language() or ""))
    return read, {told.item.key: _in_words(told) for told in read.items}


def visible_in(
    waves: Collection[Wave], counted: Mapping[uuid.UUID, Counted], *, by: Person | None
) -> Shown:
    """Return, by item, the waves of one survey that may be shown beside all that was shown before.

    What was said by name is shown to coordinators in any case.
    """
    first = next(iter(waves))
    names = frozenset(str(wave.pk) for wave in waves)
    keys = dict.fromkeys(key for wave in waves for key in counted[wave.pk].tallies)
    if first.instrument.candour == Candour.NAMED:
        return dict.fromkeys(keys, names)
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
