"""The drafts of a round, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.drafts.enums import DraftOrigin, DraftState
from matching.drafts.wording import fit_in_words
from matching.models import Draft
from mentorship.accounts.models import Person
from programmes.models import Programme

TONES = {
    DraftState.WAITING: "idle",
    DraftState.SOLVING: "idle",
    DraftState.READY: "good",
    DraftState.FAILED: "bad",
    DraftState.CANCELLED: "off",
    DraftState.DISCARDED: "off",
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as the list shows it; measures are “–” until there are any."""

    name: str
    url: str
    mode: str
    origin: str
    state: str
    tone: str
    placed: str
    mean: str
    worst: str
    wished: str
    by_hand: int
    asked_by: str
    asked_at: datetime


def draft_lines(programme: Programme, drafts: Sequence[Draft], viewer: Person) -> list[DraftLine]:
    """Return drafts, fetched with who asked and their parents, as lines; no query."""
    return [_line(programme, draft, viewer) for draft in drafts]


def _line(programme: Programme, draft: Draft, viewer: Person) -> DraftLine:
    """Return one draft as a line."""
    measures = draft.measures
    placed, mentees = measures.get("placed"), measures.get("mentees")
    return DraftLine(
        name=str(draft),
        url=reverse("matching:draft", args=(programme.slug, draft.pk)),
        mode=draft.get_mode_display(),
        origin=_origin(draft),
        state=draft.get_state_display(),
        tone=TONES[DraftState(draft.state)],
        placed="–"
        if placed is None
        else _("%(placed)d of %(mentees)d") % {"placed": placed, "mentees": mentees or 0},
        mean=fit_in_words(measures.get("mean")),
        worst=fit_in_words(measures.get("worst")),
        wished=str(measures.get("first_or_second", "–")),
        by_hand=measures.get("by_hand", 0),
        asked_by=_who(draft.asked_by, viewer),
        asked_at=draft.asked_at,
    )


def _origin(draft: Draft) -> str:
    """Say why a draft was made, and from which other."""
    if draft.parent is not None and draft.origin == DraftOrigin.AGAIN:
        return _("%(draft)s, run again with its pins") % {"draft": draft.parent}
    return draft.get_origin_display()


def _who(person: Person | None, viewer: Person) -> str:
    """Return who asked for it."""
    if person is None:
        return ""
    return _("You") if person == viewer else person.name
