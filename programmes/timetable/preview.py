"""What a move would do before anybody does it: what goes along, which clashes come and go."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.models import Cohort
from programmes.planning import Clash, Item, Proposal, Side, Timetable, WorkCalendar, follow
from programmes.planning import clashes as clashes_in
from programmes.timetable.reading import timetable_of
from programmes.timetable.words import (
    Names,
    clash_in_words,
    how_far,
    move_in_words,
    names_of,
    reason_for,
    span_in_words,
    why_off_in_words,
)


@dataclass(frozen=True, slots=True)
class Follower:
    """Something that may move along, as a tick box says it."""

    key: str
    name: str
    before: str
    after: str
    why: str
    is_ticked: bool
    item: Item


@dataclass(frozen=True, slots=True)
class Change:
    """A clash that comes, goes or stays: its shape, and the words for it."""

    tone: str
    word: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class OffDay:
    """A new day on which nobody works, and the item with that day on a working day instead."""

    text: str
    better: str
    instead: Item


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a move would do; `expected` names the timetable it was worked out for."""

    item: Item
    before: Item
    name: str
    sentence: str
    followers: tuple[Follower, ...]
    changes: tuple[Change, ...]
    off_days: tuple[OffDay, ...]
    expected: str

    @property
    def items(self) -> list[Item]:
        """Return everything that would move: the item itself and what is ticked."""
        return [self.item, *(each.item for each in self.followers if each.is_ticked)]

    @property
    def before_words(self) -> str:
        """Say on which days the item is now."""
        return span_in_words(self.before, with_year=False)

    @property
    def after_words(self) -> str:
        """Say on which days it would be."""
        return span_in_words(self.item)

    @property
    def is_still(self) -> bool:
        """Tell whether the item would stay where it is."""
        return self.item == self.before


def preview_move(
    cohort: Cohort,
    item: Item,
    calendar: WorkCalendar,
    *,
    ticked: Collection[str] | None,
    today: date,
) -> Preview:
    """Work out what moving `item` to the days it carries would do; nothing is stored.

    `ticked` holds the keys of what moves along; None means all that is proposed.
    """
    timetable, names = timetable_of(cohort), names_of(cohort)
    before = timetable.item(item.key)
    proposals = follow(timetable, item, calendar, today=today)
    followers = tuple(
        _follower(proposal, names, ticked)
        for proposal in sorted(proposals, key=lambda each: (each.starts_on, each.item.key))
    )
    after = timetable.with_moved([item, *(each.item for each in followers if each.is_ticked)])
    name = names[item.key]
    return Preview(
        item=item,
        before=before,
        name=name,
        sentence=move_in_words(before, item, name, calendar),
        followers=followers,
        changes=tuple(_changes(timetable, after, names)),
        off_days=tuple(_off_days(before, item, calendar)),
        expected=timetable.fingerprint(),
    )


def _follower(proposal: Proposal, names: Names, ticked: Collection[str] | None) -> Follower:
    """Say what may move along."""
    return Follower(
        key=proposal.item.key,
        name=names[proposal.item.key],
        before=span_in_words(proposal.item, with_year=False),
        after=span_in_words(proposal.moved),
        why=_("%(far)s, with “%(leader)s”")
        % {"far": how_far(proposal.days), "leader": names[proposal.because_of]},
        is_ticked=ticked is None or proposal.item.key in ticked,
        item=proposal.moved,
    )


def _changes(before: Timetable, after: Timetable, names: Names) -> list[Change]:
    """Return the clashes that come, stay and go, in this order."""
    was = {clash.ident: clash for clash in clashes_in(before)}
    now = {clash.ident: clash for clash in clashes_in(after)}

    def change(clash: Clash, tone: str, word: str) -> Change:
        return Change(tone, word, clash_in_words(clash, names), reason_for(clash))

    return [
        *(change(clash, "bad", _("New")) for key, clash in now.items() if key not in was),
        *(change(clash, "warn", _("Stays")) for key, clash in now.items() if key in was),
        *(change(clash, "good", _("Solved")) for key, clash in was.items() if key not in now),
    ]


def _off_days(before: Item, item: Item, calendar: WorkCalendar) -> list[OffDay]:
    """Return the new days on which nobody works, each with a working day near it."""
    found = []
    for side in (Side.START,) if item.is_point else Side:
        day = item.day(side)
        why = why_off_in_words(day, calendar)
        if not why or day == before.day(side):
            continue
        instead = _on_working_day(item, side, calendar)
        found.append(
            OffDay(
                text=_("%(day)s is no working day (%(why)s).")
                % {"day": date_format(day, "j F"), "why": why},
                better=date_format(instead.day(side), "l j F"),
                instead=instead,
            )
        )
    return found


def _on_working_day(item: Item, side: Side, calendar: WorkCalendar) -> Item:
    """Return the item with one end on a working day: a last day earlier, any other day later."""
    if side is Side.END:
        ends_on = max(calendar.on_or_before(item.ends_on), item.starts_on)
        return item.moved_to(item.starts_on, ends_on)
    starts_on = calendar.on_or_after(item.starts_on)
    ends_on = starts_on if item.is_point else max(starts_on, item.ends_on)
    return item.moved_to(starts_on, ends_on)
