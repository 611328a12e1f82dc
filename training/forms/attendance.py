"""Who was at a session."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.forms import CodeWidget
from training.actions.attendance import Tick

# A phone may keep ticks for so long; a clock that says more has run away.
LONGEST_SECONDS = 60 * 60 * 24 * 60


class AttendanceForm(forms.Form):
    """Who was there: one tick for each person on the list.

    `seen` are the ticks that the page showed when it was opened. Only what differs from them is
    news, so that a page that lay open takes no tick back that a colleague gave meanwhile.
    """

    present = forms.MultipleChoiceField(
        label=_("Who was there?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, people: list[Person], ticked: list[Person], **kwargs: Any
    ) -> None:
        """Offer those on the list, with the ticks they have so far."""
        super().__init__(*args, **kwargs)
        self.people = people
        field = self.fields["present"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(person.pk), person.name) for person in people]
        field.initial = [str(person.pk) for person in ticked]
        self.fields["seen"].initial = ",".join(field.initial)

    def attendance(self, known: Collection[UUID]) -> dict[Person, bool]:
        """Return whether each person was there, where that is news; `known` have been ticked."""
        ticked = set(self.cleaned_data["present"])
        seen = set(self.cleaned_data["seen"].split(","))
        is_whole = "seen" not in self.data
        return {
            person: str(person.pk) in ticked
            for person in self.people
            if is_whole
            or person.pk not in known
            or (str(person.pk) in ticked) is not (str(person.pk) in seen)
        }


class TickForm(forms.Form):
    """One press on a phone: of whom, there or not, and how long ago."""

    person = forms.ModelChoiceField(Person.objects.none())
    present = forms.TypedChoiceField(
        choices=(("1", ""), ("0", "")), coerce=lambda value: value == "1"
    )
    seconds_ago = forms.FloatField(min_value=0, max_value=LONGEST_SECONDS)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Take ticks of these people alone."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = people

    def tick(self) -> Tick:
        """Return the tick with its moment by the clock of the server."""
        facts = self.cleaned_data
        said_at = timezone.now() - timedelta(seconds=facts["seconds_ago"])
        return Tick(facts["person"], facts["present"], said_at)


class CameAlongForm(forms.Form):
    """Who came without a place."""

    person = forms.ModelChoiceField(Person.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Take these people alone."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = people


class WallCodeForm(forms.Form):
    """What somebody reads off the wall."""

    code = forms.CharField(
        label=_("The code on the wall"),
        help_text=_("Six letters and digits. It changes every half minute."),
        max_length=12,
        widget=CodeWidget,
    )


class HeadsForm(forms.Form):
    """How many people somebody counted in the room."""

    heads = forms.IntegerField(label=_("Heads in the room"), min_value=0, max_value=9999)
