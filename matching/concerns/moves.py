"""What whoever answers a concern may do with it: each a page that says whom it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.actions.concern_answers import (
    grade_concern,
    hand_on_concern,
    note_on_concern,
    reply_to_concern,
    settle_concern,
    take_concern,
)
from matching.concerns.emails import (
    HANDED,
    PASSED,
    REPLIED,
    SETTLED,
    TAKEN,
    preview_to_handler,
    preview_to_raiser,
)
from matching.concerns.enums import ConcernState
from matching.concerns.forms import GradeForm, HandForm, NoteForm, ReplyForm, SettleForm
from matching.concerns.routing import others_who_may_answer
from matching.emails import Preview
from matching.models import Concern
from mentorship.accounts.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OPEN = frozenset({ConcernState.RAISED, ConcernState.TAKEN})


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do with a concern that is in one of the states; `news` is what the raiser gets.

    `done` may name whoever raised it.
    """

    verb: str
    states: frozenset[ConcernState]
    label: "_StrPromise"
    title: "_StrPromise"
    text: "_StrPromise"
    done: "_StrPromise"
    act: Callable[..., None]
    news: str = ""
    form: type[forms.Form] = forms.Form

    @property
    def url_name(self) -> str:
        """Return the name of the address of its page."""
        return f"matching:concern-{self.verb}"

    def preview(self, concern: Concern, by: Person) -> Preview | None:
        """Return the mail that whoever raised the concern gets by it, if any."""
        if not self.news or not concern.raised_by.can_sign_in:
            return None
        name = "…" if self.news == PASSED else by.name
        return preview_to_raiser(concern, self.news, name=name)


MOVES = {
    move.verb: move
    for move in (
        Move(
            "take",
            frozenset({ConcernState.RAISED}),
            _("Take it in hand"),
            _("Take it in hand?"),
            _("From now on it is with you. Whoever wrote hears so, and waits for your answer."),
            _("It is in your hands. Answer %(name)s as soon as you can."),
            take_concern,
            TAKEN,
        ),
        Move(
            "reply",
            OPEN,
            _("Answer"),
            _("What do you answer?"),
            _("They read it on their own page; the mail to them says only that you answered."),
            _("%(name)s can read your answer, and is told so by e-mail."),
            reply_to_concern,
            REPLIED,
            ReplyForm,
        ),
        Move(
            "note",
            frozenset(ConcernState),
            _("Make a note"),
            _("A note for yourself"),
            _("Nobody is told of it, and whoever wrote to you never reads it."),
            _("Your note is kept."),
            note_on_concern,
            form=NoteForm,
        ),
        Move(
            "grade",
            OPEN,
            _("Change the urgency"),
            _("How urgent is it?"),
            _("The hour by which it is answered moves with it; their page shows it."),
            _("Changed. %(name)s sees the new hour."),
            grade_concern,
            form=GradeForm,
        ),
        Move(
            "hand-on",
            OPEN,
            _("Hand it on"),
            _("Who answers it from here?"),
            _("They read all of it, notes included, and are told by e-mail. You see it no more."),
            _("Handed on. %(name)s is told with whom it is now."),
            hand_on_concern,
            PASSED,
            HandForm,
        ),
        Move(
            "settle",
            OPEN,
            _("Settle it"),
            _("What came of it?"),
            _("They read your words, and can say that it is not settled for them."),
            _("Settled. %(name)s is told so."),
            settle_concern,
            SETTLED,
            SettleForm,
        ),
    )
}


def fields_of(move: Move, concern: Concern) -> dict[str, Any]:
    """Return what the form of a move needs to know of the concern."""
    if move.form is HandForm:
        return {"people": others_who_may_answer(concern)}
    return {"initial": {"severity": concern.severity}} if move.form is GradeForm else {}


def mail_to_next(move: Move, concern: Concern, by: Person) -> Preview | None:
    """Return the mail that whoever a concern is handed on to would get; None for other moves."""
    if move.form is not HandForm:
        return None
    somebody = Person(name="…", language=by.language, time_zone=by.time_zone)
    return preview_to_handler(concern, HANDED, to=somebody)
