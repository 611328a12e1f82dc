"""What people fill in here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.notifications.enums import Category
from mentorship.notifications.queries import CategoryChoice


class PreferencesForm(forms.Form):
    """Which categories of mail a person wants."""

    def __init__(self, *args: Any, choices: list[CategoryChoice], **kwargs: Any) -> None:
        """Offer the categories that some message belongs to, ticked as the person left them."""
        super().__init__(*args, **kwargs)
        self._offered = [choice.category for choice in choices]
        self.fields["wanted"] = forms.MultipleChoiceField(
            label=_("Write to me about"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(choice.category.value, choice.label) for choice in choices],
            initial=[choice.category.value for choice in choices if choice.is_wanted],
            help_text=_("Codes to sign in, matches and changes of meetings always reach you."),
        )

    def answers(self) -> dict[Category, bool]:
        """Return the yes or no to each category offered."""
        wanted = self.cleaned_data["wanted"]
        return {category: category.value in wanted for category in self._offered}
