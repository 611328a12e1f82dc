"""What was done in a relationship, in words: never what anybody wrote in it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RELATIONSHIPS: "dict[str, _StrPromise]" = {
    # meeting each other and agreements
    "match.talk_asked": _("Asked to talk before saying yes or no"),
    "agreement.proposed": _("Wrote down how the pair works together, and signed it"),
    "agreement.signed": _("Signed the agreement"),
    "agreement.in_force": _("The agreement was signed by everybody"),
    "agreement.withdrawn": _("Took their proposal of an agreement back"),
    # goals
    # meetings
    # afterwards and fit
    # messages
    # care
    # concerns
    # endings
}
