"""The words of a report, a field for each section, and why they are changed after approval."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.reports.wording.sections import Section
from evaluation.reports.wording.texts import mark_of_each, marks_of, paragraphs_in, read_marks
from programmes.forms.meanwhile import SEEN, Meanwhile, meanwhile_of
from programmes.meanwhile import ChangedMeanwhileError

MOST_PARAGRAPHS = 20
LONGEST_TEXT = 6000
ROWS_LEAST = 3
ROWS_MOST = 14
LINE = 62
WHY = "why"


class WordsForm(forms.Form):
    """What each section of a report says, a paragraph on each line."""

    seen = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, texts: Mapping[str, str], needs_reason: bool = False
    ) -> None:
        """Offer a field for each section, filled with its text; `needs_reason` asks why, too."""
        super().__init__(data, initial={**texts, SEEN: mark_of_each(texts)})
        for section in Section:
            self.fields[section.value] = forms.CharField(
                label=section.label,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": _rows(texts[section.value]), "dir": "auto"}),
            )
        if needs_reason:
            self.fields[WHY] = forms.CharField(
                label=gettext_lazy("Why is it changed?"),
                help_text=gettext_lazy("It stands beside the version, for whoever asks later."),
                max_length=300,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse more paragraphs than a sponsor would read."""
        cleaned = super().clean() or {}
        for section in Section:
            if len(paragraphs_in(cleaned.get(section.value, ""))) > MOST_PARAGRAPHS:
                self.add_error(
                    section.value,
                    _("No more than %(most)d paragraphs, please.") % {"most": MOST_PARAGRAPHS},
                )
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        """Return what stands in each section, valid or not; what was not sent is as it was."""
        return {name: str(self.data.get(name, self.initial[name])) for name in Section.values}

    @property
    def marks(self) -> dict[str, str]:
        """Return the marks of what was seen when the form was opened."""
        return read_marks(str(self[SEEN].value() or ""))

    def told(self, error: ChangedMeanwhileError, stored: Mapping[str, str]) -> Meanwhile:
        """Tell of somebody's change; what the writer did not touch becomes theirs in the form."""
        typed, seen = marks_of(self.texts), self.marks
        meanwhile = meanwhile_of(error, self)
        untouched = {
            section: text
            for section, text in stored.items()
            if section not in error.stored and typed[section] == seen.get(section)
        }
        self.data = {name: self.data.get(name, "") for name in self.data} | untouched
        return meanwhile


def _rows(text: str) -> int:
    """Return how many rows a text needs, within bounds."""
    lines = sum(1 + len(line) // LINE for line in text.splitlines())
    return max(ROWS_LEAST, min(ROWS_MOST, lines + 1))
