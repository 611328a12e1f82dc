"""Groups side by side: the same question in cohorts, departments and roles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from evaluation.comparing.cells import Row, cell_of, judged
from evaluation.comparing.queries import COUNTED_KINDS, Counts, counts_of
from evaluation.enums import Audience, Candour, Subject
from evaluation.instruments.worded import WordedItem, worded
from evaluation.models import Instrument, Item, Wave
from evaluation.publishing.cuts import Cut, visible_groups
from mentorship.accounts.models import Person
from programmes.models import Programme

# More stand in no table that anybody reads; the latest, or the largest, come first.
MOST_GROUPS = 12


class By(TextChoices):
    """What the answers of a survey are parted by; there is nothing else."""

    COHORT = "cohort", _("Cohort")
    DEPARTMENT = "department", _("Department")
    ROLE = "role", _("Role")


@dataclass(frozen=True, slots=True)
class Group:
    """Some answers: of these waves, in one department or (None) in all."""

    label: str
    waves: tuple[Wave, ...]
    department: str | None = None

    @property
    def atoms(self) -> frozenset[str]:
        """Return the smallest parts it consists of, as the register of what was shown has them."""
        end = "" if self.department is None else f":{self.department}"
        return frozenset(f"{wave.pk}{end}" for wave in self.waves)

    def counted(self, counts: Counts, key: str) -> Counter[Any]:
        """Return how often each value was given to a question in it."""
        return sum((counts[wave.pk, self.department, key] for wave in self.waves), Counter[Any]())


@dataclass(frozen=True, slots=True)
class Comparison:
    """The questions of a survey, each in the same groups."""

    instrument: Instrument
    by: By
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    left_out: int = 0


def latest_waves(waves: Iterable[Wave], key: str) -> list[Wave]:
    """Return the last closed wave of an instrument in each cohort, in the order of closing."""
    last = {wave.cohort_id: wave for wave in waves if wave.instrument.key == key}
    return list(last.values())


def compare(
    programme: Programme, waves: Sequence[Wave], instrument: Instrument, by: By, *, person: Person
) -> Comparison:
    """Put the groups of a survey side by side, as far as they may be shown.

    `waves` are the closed ones of the programme; the last of each cohort counts, so that nobody is
    counted twice in a group. As many queries for many groups as for few.
    """
    if by == By.ROLE:
        return _compare_roles(programme, waves, instrument, person)
    own = latest_waves(waves, instrument.key)[-MOST_GROUPS:]
    items, _asked = _items_of([instrument], own, own=own)
    counts = counts_of(own, [item.item for item in items])
    cohorts = [Group(wave.cohort.name, (wave,)) for wave in own]
    shown = _visible(programme, instrument, cohorts, items, counts, person)
    if by == By.COHORT:
        return _table(instrument, by, cohorts, items, counts, shown)
    departments, left_out = _departments(own, items, counts, shown)
    visible = _visible(programme, instrument, departments, items, counts, person)
    return _table(instrument, by, departments, items, counts, visible, left_out)


def _compare_roles(
    programme: Programme, waves: Sequence[Wave], instrument: Instrument, person: Person
) -> Comparison:
    """Put two roles side by side that were asked the same.

    Each role is the sum of those cohorts that may be shown by themselves, so that it tells nothing
    that they do not tell.
    """
    newest = {wave.instrument.key: wave.instrument for wave in waves}
    sides = [instrument, *(it for it in newest.values() if it.audience != instrument.audience)]
    asked_in = {side.key: latest_waves(waves, side.key) for side in sides}
    everywhere = [wave for of_side in asked_in.values() for wave in of_side]
    items, asked = _items_of(sides, everywhere, own=asked_in[instrument.key])
    shared = {side.key: _shared(asked, instrument, side, asked_in[side.key]) for side in sides[1:]}
    other = max(sides[1:], key=lambda side: len(shared[side.key]), default=None)
    if other is None or not shared[other.key]:
        return Comparison(instrument, By.ROLE, (), ())
    both = [item for item in items if item.item.key in shared[other.key]]
    counts = counts_of(
        [*asked_in[instrument.key], *asked_in[other.key]], [item.item for item in both]
    )
    pooled: Counts = defaultdict(Counter)
    visible: dict[str, set[str]] = defaultdict(set)
    groups: list[Group] = []
    for side in (instrument, other):
        cohorts = [Group(wave.cohort.name, (wave,)) for wave in asked_in[side.key]]
        for key, names in _visible(programme, side, cohorts, both, counts, person).items():
            shown = [group for place, group in enumerate(cohorts) if str(place) in names]
            for group in shown or cohorts:
                pooled[cohorts[0].waves[0].pk, None, key].update(group.counted(counts, key))
            visible[key].update([str(len(groups))] if shown else [])
        groups.append(Group(str(Audience(side.audience).label), tuple(asked_in[side.key])))
    return _table(instrument, By.ROLE, groups, both, pooled, visible)


def _visible(
    programme: Programme,
    instrument: Instrument,
    groups: Sequence[Group],
    items: Sequence[WordedItem],
    counts: Counts,
    person: Person,
) -> dict[str, frozenset[str]]:
    """Return the places of the groups that may be shown, as text, for each question."""
    names = {str(place): group for place, group in enumerate(groups)}
    tallies = {
        item.item.key: {name: group.counted(counts, item.item.key) for name, group in names.items()}
        for item in items
    }
    cut = Cut(__("Compare"), {name: group.atoms for name, group in names.items()})
    return visible_groups(programme, instrument.key, cut, tallies, by=person)


def _departments(
    waves: Sequence[Wave], items: Sequence[WordedItem], counts: Counts, shown: dict[str, Any]
) -> tuple[list[Group], int]:
    """Return a group for each department, the largest first, and how many there were too many.

    Cohorts in which a question is hidden stay out: taken together, the departments would tell what
    is hidden there.
    """
    keys = [item.item.key for item in items]
    open_waves = tuple(
        wave
        for place, wave in enumerate(waves)
        if all(str(place) in shown[key] or not counts[wave.pk, None, key].total() for key in keys)
    )
    sizes = Counter[str]()
    for (wave_id, department, _key), counted in counts.items():
        if department is not None and wave_id in {wave.pk for wave in open_waves}:
            sizes[department] += counted.total()
    named = [name for name, _size in sizes.most_common()]
    groups = [Group(name, open_waves, name) for name in sorted(named[:MOST_GROUPS])]
    return groups, max(len(named) - MOST_GROUPS, 0)


def _table(
    instrument: Instrument,
    by: By,
    groups: Sequence[Group],
    items: Sequence[WordedItem],
    counts: Counts,
    visible: Any,
    left_out: int = 0,
) -> Comparison:
    """Return the figures of all questions in all groups."""
    rows = [
        Row(
            item,
            tuple(
                cell_of(
                    item,
                    group.counted(counts, item.item.key),
                    is_visible=str(place) in visible[item.item.key],
                    are_people=instrument.subject == Subject.PROGRAMME,
                )
                for place, group in enumerate(groups)
            ),
        )
        for item in items
    ]
    return Comparison(instrument, by, tuple(groups), judged(rows), left_out)


def _items_of(
    instruments: Sequence[Instrument], waves: Sequence[Wave], *, own: Sequence[Wave]
) -> tuple[list[WordedItem], dict[Any, dict[str, Item]]]:
    """Return the first instrument's questions in words, and those of all versions by key.

    A question that an older version in `own` asked on another scale is left out altogether.
    """
    everything = {it.pk: it for it in [*instruments, *(wave.instrument for wave in waves)]}
    asked: dict[Any, dict[str, Item]] = {pk: {} for pk in everything}
    for item in Item.objects.filter(instrument__in=everything).order_by("position"):
        asked[item.instrument_id][item.key] = item
    versions = [asked[wave.instrument_id] for wave in own]
    items = [
        item
        for item in worded(instruments[0], get_language() or "").items
        if item.item.kind in COUNTED_KINDS
        and all(_is_same(item.item, version.get(item.item.key)) for version in versions)
    ]
    return items, asked


def _shared(
    asked: dict[Any, dict[str, Item]],
    instrument: Instrument,
    other: Instrument,
    waves: Sequence[Wave],
) -> set[str]:
    """Return the keys that both ask, with the same values in all versions of the other."""
    own, theirs = asked[instrument.pk], asked[other.pk]
    versions = [theirs, *(asked[wave.instrument_id] for wave in waves)]
    return {
        key
        for key in own.keys() & theirs.keys()
        if own[key].kind in COUNTED_KINDS
        and all(_is_same(own[key], version.get(key)) for version in versions)
    }


def _is_same(one: Item, other: Item | None) -> bool:
    """Tell whether two questions can be answered with the same values; one not asked can."""
    if other is None:
        return True
    values = [value for value, _label in one.options]
    return (one.kind, one.low, one.high, one.is_reversed, values) == (
        other.kind,
        other.low,
        other.high,
        other.is_reversed,
        [value for value, _label in other.options],
    )


def may_have_departments(instrument: Instrument) -> bool:
    """Tell whether answers know a department: anonymous ones do not."""
    return instrument.candour != Candour.ANONYMOUS
