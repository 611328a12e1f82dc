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
    # concerns
    # endings
    "rematch.asked": _("Would like somebody else"),
    "rematch.taken_back": _("Took back the wish for somebody else"),
    "match.looked_back": _("Looked back on the match, and finished"),
    "participation.issued": _("Got certificates of participation"),
}
