"""What a coordinator writes to a pair, notes about it, or puts it off for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.care.enums import CareKind
from mentorship.accounts.models import Person
from programmes.forms.days import DayField

FURTHEST_AHEAD = timedelta(days=92)


class NudgeForm(forms.Form):
    """Whom to write to, and what."""

    people = forms.MultipleChoiceField(
        label=_("To"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose whom to write to.")},
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Message"),
        help_text=_(
            "Each gets a mail of their own that begins with “Hello” and their name, and ends with "
            "yours and a link to their match."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        """Offer who can be written to; all of them are chosen at first."""
        super().__init__(*args, **kwargs)
        self.by_id = {str(person.pk): person for person in people}
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(pk, person.name) for pk, person in self.by_id.items()]
        field.initial = list(self.by_id)

    def clean_people(self) -> list[Person]:
        """Return the people, in the order in which they were offered."""
        chosen = set(self.cleaned_data["people"])
        return [person for pk, person in self.by_id.items() if pk in chosen]

    def clean_subject(self) -> str:
        """Return the subject on one line."""
        return " ".join(self.cleaned_data["subject"].split())

    def clean_text(self) -> str:
        """Return the text with one kind of line end, whichever form it travelled in."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")


class ContactForm(forms.Form):
    """What was done, and a few words on it."""

    kind = forms.ChoiceField(
        label=_("What did you do?"),
        choices=[
            (kind.value, kind.label) for kind in (CareKind.CALLED, CareKind.MET, CareKind.NOTED)
        ],
        widget=forms.RadioSelect,
        initial=CareKind.CALLED.value,
    )
    words = forms.CharField(
        label=_("Note"),
        help_text=_("For coordinators; the pair does not see it. Write what helps the next one."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a mere note."""
        said = super().clean() or {}
        if said.get("kind") == CareKind.NOTED and not said.get("words"):
            self.add_error("words", _("A note needs some words."))
        return said


class SnoozeForm(forms.Form):
    """Until when a pair is let be, and why."""

    until = DayField(label=_("Until"))
    words = forms.CharField(
        label=_("Why"),
        help_text=_("For coordinators, such as “On holiday, they meet again in May”."),
        max_length=300,
    )

    def clean_until(self) -> Any:
        """Refuse today and before, and what is too far ahead."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until <= today:
            raise ValidationError(_("Choose a day after today."))
        if until > today + FURTHEST_AHEAD:
            raise ValidationError(_("Choose a day within three months: more is lost from sight."))
        return until
