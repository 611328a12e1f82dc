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
    "meeting.entered": _("Entered a meeting that took place"),
    "fit.asked": _("Asked everybody in the match whether the two fit"),
    "fit.answered": _("Somebody answered whether the two fit"),
    # messages
    # care
    # concerns
    # endings
}
