"""What was done in a relationship, in words: never what anybody wrote in it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RELATIONSHIPS: "dict[str, _StrPromise]" = {
    # meeting each other and agreements
    "match.talk_asked": _("Asked to talk before saying yes or no"),
    # goals
    # meetings
    # afterwards and fit
    # messages
    # care
    "care.nudged": _("Wrote to the pair"),
    "care.called": _("Called the pair"),
    "care.met": _("Talked with the pair"),
    "care.noted": _("Made a note about the pair"),
    "care.snoozed": _("Put the pair off, with a reason"),
    # concerns
    # endings
}
