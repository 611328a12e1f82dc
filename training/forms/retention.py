"""What people type in about thanks, calls, and why mentors leave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from training.retention.enums import CareChannel, LeavingCause


class ThankYouForm(forms.Form):
    """A mentee thanks one of their mentors."""

    mentor = forms.ChoiceField(label=_("Whom do you thank?"))
    words = forms.CharField(
        label=_("Your words"),
        help_text=_("What did they do that helped? One sentence is plenty."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    may_be_shared = forms.BooleanField(
        label=_("The team may read it, and quote it without my name"),
        help_text=_("Otherwise it is between the two of you. You can change your mind."),
        required=False,
    )

    def __init__(self, *args: Any, mentors: list[Person], **kwargs: Any) -> None:
        """Offer the person's own mentors."""
        super().__init__(*args, **kwargs)
        self.mentors = {str(mentor.pk): mentor for mentor in mentors}
        field = self.fields["mentor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(key, mentor.name) for key, mentor in self.mentors.items()]

    def thanked(self) -> Person:
        """Return who is thanked."""
        return self.mentors[self.cleaned_data["mentor"]]


class CareForm(forms.Form):
    """How somebody got in touch, and what came of it."""

    channel = forms.ChoiceField(label=_("How"), choices=CareChannel.choices)
    note = forms.CharField(
        label=_("What you agreed"),
        help_text=_("The team reads it. Leave out what was told you in confidence."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DepartureForm(forms.Form):
    """Why a mentor did not come back."""

    cause = forms.ChoiceField(label=_("Why"), choices=LeavingCause.choices)
    may_ask_again = forms.BooleanField(
        label=_("They may be asked again"), required=False, initial=True
    )
