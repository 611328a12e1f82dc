"""Who was at a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person


class AttendanceForm(forms.Form):
    """Who was there: one tick for each person with a place."""

    present = forms.MultipleChoiceField(
        label=_("Who was there?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, people: list[Person], ticked: list[Person], **kwargs: Any
    ) -> None:
        """Offer those who had a place, with the ticks they have so far."""
        super().__init__(*args, **kwargs)
        self.people = people
        field = self.fields["present"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(person.pk), person.name) for person in people]
        field.initial = [str(person.pk) for person in ticked]

    def attendance(self) -> dict[Person, bool]:
        """Return for each person whether they were there."""
        ticked = set(self.cleaned_data["present"])
        return {person: str(person.pk) in ticked for person in self.people}
