"""What pages about concerns show: a line in a list, and the record of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.concerns.enums import ConcernState, EntryKind
from matching.concerns.queries import FOR_THE_RAISER, entries_for
from matching.concerns.wording import TONES, about_for_handler, about_for_raiser, moment
from matching.models import Concern, ConcernEntry
from mentorship.accounts.access import grants_of
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import CONSOLE_ROLES

ICONS = {
    EntryKind.NOTE: "pencil-square",
    EntryKind.WORD: "chat-bubble-left",
    EntryKind.REPLY: "chat-bubble-left-right",
    EntryKind.TAKEN: "hand-raised",
    EntryKind.HANDED: "arrow-right",
    EntryKind.GRADED: "clock",
    EntryKind.ESCALATED: "user-plus",
    EntryKind.SETTLED: "check-circle",
}
# The words of these are for whoever raised the concern, or are theirs; of the others they are not.
SAID_TO_THE_RAISER = frozenset({EntryKind.WORD, EntryKind.REPLY, EntryKind.SETTLED})


@dataclass(frozen=True, slots=True)
class Line:
    """A concern in a list."""

    title: str
    text: str
    url: str
    tone: str
    state: str


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the record: what was done, the words where there are any, and when."""

    title: str
    words: str
    at: datetime
    icon: str


def frame_for(person: Person) -> str:
    """Return the frame of a page that people of the console and of the portal share."""
    works_there = any(grant.role in CONSOLE_ROLES for grant in grants_of(person))
    return "base/console.html" if works_there else "base/portal.html"


def line_of(concern: Any, *, viewer: Person) -> Line:
    """Return a concern as a line: to whoever raised it by its category, else by its names."""
    is_own = concern.raised_by == viewer
    if is_own:
        about = about_for_raiser(concern.programme, concern.match, viewer)
    else:
        about = about_for_handler(concern)
    when = _("Answer by %(when)s") % {"when": moment(concern.answer_by)}
    if concern.is_answered:
        when = _("Answered")
    if concern.state == ConcernState.SETTLED:
        when = concern.get_outcome_display()
    return Line(
        title=about,
        text=f"{concern.get_category_display()}. {when}",
        url=reverse(f"matching:{'my-concern' if is_own else 'concern'}", args=(concern.pk,)),
        tone=TONES[ConcernState(concern.state)],
        state=concern.get_state_display(),
    )


def record_for_raiser(concern: Concern) -> list[Said]:
    """Return what was said and done since, as whoever raised it reads it; no notes."""
    entries = entries_for(concern, FOR_THE_RAISER)
    return [
        _said(entry, entry.words if entry.kind in SAID_TO_THE_RAISER else "", _you(concern))
        for entry in entries
    ]


def record_for_handler(concern: Concern) -> list[Said]:
    """Return all that was said and done since."""
    return [_said(entry, entry.words, _by_name) for entry in entries_for(concern)]


def _said(entry: ConcernEntry, words: str, name: Callable[[Person], str]) -> Said:
    """Return one line of the record."""
    facts = {
        "by": name(entry.by) if entry.by else "",
        "to": name(entry.to) if entry.to else "",
    }
    title = _sentences()[EntryKind(entry.kind)] % facts
    return Said(title, words, entry.at, ICONS[EntryKind(entry.kind)])


def _sentences() -> dict[EntryKind, str]:
    """Return what each kind of line says; `by` did it, `to` was told."""
    return {
        EntryKind.NOTE: _("%(by)s made a note"),
        EntryKind.WORD: _("%(by)s added"),
        EntryKind.REPLY: _("%(by)s answered"),
        EntryKind.TAKEN: _("%(by)s took it in hand"),
        EntryKind.HANDED: _("%(by)s handed it on to %(to)s"),
        EntryKind.GRADED: _("%(by)s changed how urgent it is"),
        EntryKind.ESCALATED: _("Nobody had taken it in hand in time, so %(to)s was told"),
        EntryKind.SETTLED: _("%(by)s settled it"),
    }


def _by_name(person: Person) -> str:
    """Return a whole name."""
    return person.name


def _you(concern: Concern) -> Callable[[Person], str]:
    """Return how to name people to whoever raised the concern."""

    def name(person: Person) -> str:
        return _("You") if person == concern.raised_by else person.name

    return name
