"""What somebody thought of a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.common.forms import FACES, FacesWidget


class FeedbackForm(forms.Form):
    """Two questions on five steps, and two lines that may stay empty."""

    usefulness = forms.TypedChoiceField(
        label=_("How useful was it for you?"), choices=FACES, coerce=int, widget=FacesWidget
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are you that you will use it?"),
        choices=FACES,
        coerce=int,
        widget=FacesWidget,
    )
    keep = forms.CharField(label=_("What should we keep?"), max_length=500, required=False)
    change = forms.CharField(label=_("What should we change?"), max_length=500, required=False)
