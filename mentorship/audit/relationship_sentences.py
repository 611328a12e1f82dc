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
    "message_report.raised": _("Reported what was written to them"),
    "message_report.opening_asked": _("Asked a colleague to open a reported conversation"),
    "message_report.opened": _("Opened a reported conversation, as the second of two"),
    "message_report.read": _("Read a reported conversation that was opened"),
    "message_report.settled": _("Settled a report about a message"),
    # care
    # concerns
    # endings
}
