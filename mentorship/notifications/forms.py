"""What people fill in here."""

from typing import Any

from django import forms

from mentorship.notifications.enums import Category
from mentorship.notifications.queries import CategoryChoice


class PreferencesForm(forms.Form):
    """Which categories of mail a person wants: one tick each."""

    def __init__(self, *args: Any, choices: list[CategoryChoice], **kwargs: Any) -> None:
        """Offer the categories that some message belongs to, ticked as the person left them."""
        super().__init__(*args, **kwargs)
        for choice in choices:
            self.fields[choice.category.value] = forms.BooleanField(
                label=choice.label, required=False, initial=choice.is_wanted
            )

    def answers(self) -> dict[Category, bool]:
        """Return the yes or no to each category offered."""
        return {Category(name): is_wanted for name, is_wanted in self.cleaned_data.items()}
