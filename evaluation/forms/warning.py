"""What the page about the early warning looks at, and from how many points on pairs show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.actions.care import OFFERED

SCOPES = (("one", _("This programme")), ("all", _("All your programmes")))
TROUBLE = (
    ("wide", _("End or silence")),
    ("strict", _("Early end")),
)
HELP = (("all", _("All weeks")), ("none", _("Those without help")))
POINTS = tuple((points, _("from %(points)s points") % {"points": points}) for points in OFFERED)


class WarningForm(forms.Form):
    """Which weeks are counted, and what counts as trouble."""

    scope = forms.ChoiceField(label=_("Whose pairs"), choices=SCOPES, required=False)
    trouble = forms.ChoiceField(label=_("Trouble means"), choices=TROUBLE, required=False)
    help = forms.ChoiceField(label=_("Weeks"), choices=HELP, required=False)
    points = forms.TypedChoiceField(
        label=_("Try a threshold"), choices=POINTS, coerce=int, required=False, empty_value=None
    )


class ThresholdForm(forms.Form):
    """From how many points on pairs are pointed out."""

    points = forms.TypedChoiceField(label=_("Threshold"), choices=POINTS, coerce=int)
