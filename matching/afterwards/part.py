"""What the page of one's match says of notes and of the fit."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.afterwards.queries import FIT_STATES
from matching.models import FitCheck, Match, MeetingNote
from matching.pair_page import PairPart
from mentorship.accounts.models import Person

NOTES, FIT = 35, 50


def notes_to_read(match: Match, viewer: Person) -> QuerySet[MeetingNote, UUID]:
    """Return the notes on the meetings of a match that somebody may read."""
    notes = MeetingNote.objects.visible_to(viewer).filter(meeting__match=match)
    return notes.order_by().values_list("pk", flat=True)


def parts_after_meetings(
    match: Match, viewer: Person, notes: Sequence[UUID], checks: Sequence[FitCheck]
) -> Iterator[PairPart]:
    """Yield the notes that somebody may read, and the question about the fit.

    The answer itself stays on its own page: others may look over somebody's shoulder.
    """
    if readable := len(notes):
        words = ngettext("%(n)d note on your meetings", "%(n)d notes on your meetings", readable)
        yield PairPart(
            key="notes",
            title=_("Notes"),
            text=words % {"n": readable},
            url=reverse("matching:meeting-notes", args=(match.pk,)),
            order=NOTES,
            icon="pencil-square",
        )
    if not checks:
        return
    check = checks[0]
    is_open = not check.answer and match.state in FIT_STATES
    text = _("You have answered. You may say something else.")
    if is_open:
        text = _("You are asked: good, still deciding, or not good.")
    elif match.state not in FIT_STATES:
        text = _("Nobody is asked any more.")
    yield PairPart(
        key="fit",
        title=_("Does it fit?"),
        text=text,
        url=reverse("matching:my-fit", args=(match.pk,)),
        order=FIT,
        icon="heart",
        wants_you=is_open,
        action=_("Say so") if is_open else "",
    )
