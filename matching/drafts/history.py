"""What was done to a draft, in words with the people's names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.drafts.changes import pairs_in
from matching.drafts.enums import DraftChangeKind
from matching.drafts.queries import names_in
from matching.models import DraftChange
from mentorship.accounts.models import Person
from mentorship.accounts.quicker import when_in_words
from programmes.models import Participant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


SENTENCES: "dict[str, _StrPromise]" = {
    DraftChangeKind.MADE: gettext_lazy("%(who)s had the draft made"),
    DraftChangeKind.PINNED: gettext_lazy("%(who)s pinned %(mentee)s with %(mentor)s"),
    DraftChangeKind.UNPINNED: gettext_lazy(
        "%(who)s took the pin out of %(mentee)s with %(mentor)s"
    ),
    DraftChangeKind.FORBIDDEN: gettext_lazy("%(who)s kept %(mentee)s and %(mentor)s apart"),
    DraftChangeKind.ALLOWED: gettext_lazy("%(who)s let %(mentee)s and %(mentor)s meet again"),
    DraftChangeKind.PLACED: gettext_lazy("%(who)s placed %(mentee)s with %(mentor)s"),
    DraftChangeKind.REMOVED: gettext_lazy(
        "%(who)s took %(mentee)s out of the pair with %(mentor)s"
    ),
    DraftChangeKind.SWAPPED: gettext_lazy(
        "%(who)s swapped: %(mentee)s is with %(mentor)s now, and %(other_mentee)s with "
        "%(other_mentor)s"
    ),
    DraftChangeKind.OVERRIDDEN: gettext_lazy(
        "%(who)s placed %(mentee)s with %(mentor)s against a rule"
    ),
    DraftChangeKind.RESTORED: gettext_lazy("%(who)s took back: %(what)s"),
}
MOVED = gettext_lazy("%(who)s moved %(mentee)s from %(before)s to %(mentor)s")
MOVED_AGAINST = gettext_lazy(
    "%(who)s moved %(mentee)s from %(before)s to %(mentor)s against a rule"
)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as the history shows it."""

    id: UUID
    version: int
    words: str
    at: datetime
    reason: str
    is_taken_back: bool
    can_take_back: bool


def lines_of(changes: Iterable[DraftChange], viewer: Person) -> list[ChangeLine]:
    """Return changes in words; one query for all names."""
    found = list(changes)
    names = _names(found)
    return [
        ChangeLine(
            id=change.pk,
            version=change.version,
            words=words_of(change, viewer, names),
            at=change.at,
            reason=change.reason,
            is_taken_back=_is_taken_back(change),
            can_take_back=change.kind != DraftChangeKind.MADE and not _is_taken_back(change),
        )
        for change in found
    ]


def sentence_of_change(change: DraftChange, viewer: Person) -> str:
    """Return what was done and when: “Maya moved Ines from Amara to Li Wei, at 14:03”."""
    words = words_of(change, viewer, _names([change]))
    return _("%(words)s, %(when)s.") % {"words": words, "when": when_in_words(change.at)}


def words_of(change: DraftChange, viewer: Person, names: Mapping[str, str]) -> str:
    """Return what was done, and who did it."""
    who = _who(change, viewer)
    if change.kind == DraftChangeKind.RESTORED:
        what = change.takes_back
        said = words_of(what, viewer, names) if what else _("an earlier change")
        return str(SENTENCES[change.kind]) % {"who": who, "what": said}
    facts = {"who": who, **_people(change, names)}
    sentence = SENTENCES[change.kind]
    if facts.get("before"):
        sentence = {
            DraftChangeKind.PLACED: MOVED,
            DraftChangeKind.OVERRIDDEN: MOVED_AGAINST,
        }.get(DraftChangeKind(change.kind), sentence)
    return str(sentence) % facts


def _people(change: DraftChange, names: Mapping[str, str]) -> dict[str, str]:
    """Return whom a change is about: what is there after it, and was not before."""
    before, after = _keys(change.before), _keys(change.after)
    came, went = sorted(after - before), sorted(before - after)
    decided = sorted(
        (row["mentee"], row["mentor"])
        for row in (*change.after, *change.before)
        if row["row"] == "hold"
    )
    touched = came or went or decided or sorted(after)
    if change.kind in {DraftChangeKind.FORBIDDEN, DraftChangeKind.ALLOWED}:
        touched = went or _holds_that_differ(change) or touched
    if change.kind in {DraftChangeKind.PINNED, DraftChangeKind.UNPINNED}:
        touched = _pins_that_differ(change) or touched
    facts = {"mentee": "", "mentor": "", "other_mentee": "", "other_mentor": "", "before": ""}
    if touched:
        facts["mentee"], facts["mentor"] = (names.get(key, "") for key in touched[0])
    if len(touched) > 1:
        facts["other_mentee"], facts["other_mentor"] = (names.get(key, "") for key in touched[1])
    if came and went:
        facts["before"] = names.get(went[0][1], "")
    return facts


def _holds_that_differ(change: DraftChange) -> list[tuple[str, str]]:
    """Return the pairs whose holds are other than before."""
    sides = [
        {(row["mentee"], row["mentor"]) for row in rows if row["row"] == "hold"}
        for rows in (change.before, change.after)
    ]
    return sorted(sides[0] ^ sides[1])


def _pins_that_differ(change: DraftChange) -> list[tuple[str, str]]:
    """Return the pairs whose pin is other than before."""
    sides = [
        {(row["mentee"], row["mentor"]) for row in pairs_in(rows) if row["is_pinned"]}
        for rows in (change.before, change.after)
    ]
    return sorted(sides[0] ^ sides[1])


def _keys(rows: Iterable[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return who is with whom in kept rows."""
    return {(row["mentee"], row["mentor"]) for row in pairs_in(rows)}


def _who(change: DraftChange, viewer: Person) -> str:
    """Return who did it."""
    if change.by is None:
        return _("Somebody")
    return _("You") if change.by == viewer else change.by.short_name


def _is_taken_back(change: DraftChange) -> bool:
    """Tell whether somebody took it back."""
    return getattr(change, "taken_back_by", None) is not None


def _names(changes: Iterable[DraftChange]) -> dict[str, str]:
    """Return what everybody in changes is called, by id; one query."""
    rows: list[dict[str, Any]] = []
    for change in changes:
        for each in (change, change.takes_back):
            if each is not None:
                rows += [*each.before, *each.after]
    people = Participant.objects.filter(pk__in=names_in(rows)).select_related("person")
    return {str(place.pk): place.person.name for place in people}
