"""What a sponsor says to what a report asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from evaluation.actions.asks import Said
from evaluation.enums import AskAnswer
from evaluation.models import AskReply, ReportAsk

MOST_WORDS = 1000


class AsksForm(forms.Form):
    """Yes, no or “let us talk” to each ask, with a word on it; some may be left for later."""

    def __init__(
        self, asks: Sequence[ReportAsk], mine: Sequence[AskReply], *args: Any, **kwargs: Any
    ) -> None:
        """Ask each, with what was said before."""
        super().__init__(*args, **kwargs)
        said = {reply.ask_id: reply for reply in mine}
        self.numbers = [ask.number for ask in asks]
        for ask in asks:
            reply = said.get(ask.pk)
            self.fields[f"answer_{ask.number}"] = forms.ChoiceField(
                label=ask.words,
                choices=AskAnswer.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=reply.answer if reply else None,
            )
            self.fields[f"words_{ask.number}"] = forms.CharField(
                label=_("A word on it, if you like"),
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                initial=reply.words if reply else "",
            )

    def clean(self) -> dict[str, Any]:
        """Ask for an answer where there are only words, and for one at least."""
        cleaned = super().clean() or {}
        for number in self.numbers:
            if cleaned.get(f"words_{number}") and not cleaned.get(f"answer_{number}"):
                self.add_error(f"answer_{number}", _("Please choose an answer with your words."))
        if not self.errors and not self.said(cleaned):
            raise forms.ValidationError(_("Choose an answer to at least one of them."))
        return cleaned

    def said(self, cleaned: dict[str, Any] | None = None) -> dict[int, Said]:
        """Return what was said, by the number of the ask."""
        given = self.cleaned_data if cleaned is None else cleaned
        return {
            number: Said(AskAnswer(given[f"answer_{number}"]), given.get(f"words_{number}", ""))
            for number in self.numbers
            if given.get(f"answer_{number}")
        }
