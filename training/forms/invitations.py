"""Who of those that need a refresher is invited to one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from training.queries.invitations import Wave


class InvitationForm(forms.Form):
    """A tick for each person who would be invited: all of them, unless some are left out.

    A tick names the session too, so that nobody is invited to another than was shown.
    """

    people = forms.MultipleChoiceField(
        label=_("Whom to invite"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose somebody to invite."),
            "invalid_choice": _("Places have changed meanwhile. Please look again who gets which."),
        },
    )

    def __init__(self, *args: Any, waves: Iterable[Wave], **kwargs: Any) -> None:
        """Offer the people of these waves, all ticked."""
        super().__init__(*args, **kwargs)
        self.waves = tuple(waves)
        choices = [(_key(wave, each), each.name) for wave in self.waves for each in wave.people]
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices
        field.initial = [key for key, _name in choices]

    @property
    def ticks(self) -> list[tuple[Wave, list[tuple[str, Person, bool]]]]:
        """Return each wave with its people: what their tick sends, and whether it is set."""
        ticked = set(self["people"].value() or ())
        return [
            (wave, [(_key(wave, each), each, _key(wave, each) in ticked) for each in wave.people])
            for wave in self.waves
        ]

    def chosen_of(self, wave: Wave) -> list[Person]:
        """Return who of a wave was chosen."""
        chosen = set(self.cleaned_data["people"])
        return [each for each in wave.people if _key(wave, each) in chosen]


def _key(wave: Wave, person: Person) -> str:
    """Return what a tick sends."""
    return f"{wave.session.pk}:{person.pk}"
