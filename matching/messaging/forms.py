"""What is typed about messages: the message, a report, and what coordinators do about it."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from matching.actions.messages import LONGEST
from matching.messaging.enums import ReportReason


class MessageForm(forms.Form):
    """A message to the others in a match; its key lets two presses send it once."""

    text = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "sentences"}),
        error_messages={"required": _("Write something first.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, names: str, **kwargs: Any) -> None:
        """Say to whom it goes; the message has a fresh key."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Write to %(names)s") % {"names": names}
        self.initial.setdefault("key", uuid.uuid4())

    def clean_text(self) -> str:
        """Return the text; refused where it is too long, with how much too long it is."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        if len(text) > LONGEST:
            words = _(
                "This is %(long)s characters long; a message has %(most)s at most. "
                "Send it in two parts."
            )
            raise ValidationError(words % {"long": len(text), "most": LONGEST})
        return text


class ReportForm(forms.Form):
    """Why somebody reports a message."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("A few words for the coordinators"),
        help_text=_("If you like. Only they read them, and nobody in your match."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SettleForm(forms.Form):
    """What the reporter is told at the end."""

    words = forms.CharField(
        label=_("What you tell the person who reported"),
        help_text=_("They get it by e-mail. Say what you did, and what they can do now."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class OpeningForm(forms.Form):
    """Why two coordinators should read a conversation."""

    reason = forms.CharField(
        label=_("Why the conversation has to be opened"),
        help_text=_("Everybody in the match reads this reason, word for word."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
