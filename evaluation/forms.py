"""Validated input: an instrument as a form, and when a wave is asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.answering import TEXT_LENGTH, InvalidAnswerError, clean_answers
from evaluation.enums import ItemKind
from evaluation.models import Instrument, Item, Wave
from mentorship.common.forms import FacesWidget
from programmes.models import Cohort, Programme

FACES = 5


class AnswerForm(forms.Form):
    """The questions of a wave, one field each, named by the item's key."""

    def __init__(self, wave: Wave, data: Mapping[str, Any] | None = None) -> None:
        """Make a field for each item; on a second try what was typed is still there."""
        super().__init__(data)
        self.items = list(wave.instrument.items.all())
        for item in self.items:
            self.fields[item.key] = field_for(item)

    def clean(self) -> dict[str, Any]:
        """Check the answers as they will be kept."""
        given = {name: value for name, value in self.cleaned_data.items() if value != ""}
        asked = [item for item in self.items if item.key not in self.errors]
        try:
            return clean_answers(asked, given)
        except InvalidAnswerError as error:
            for key, why in error.errors.items():
                self.add_error(key, why)
            return given


def field_for(item: Item) -> forms.Field:
    """Return the field that asks an item."""
    if item.kind == ItemKind.TEXT:
        return forms.CharField(
            label=item.text,
            required=item.is_required,
            max_length=TEXT_LENGTH,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    choices, coerce = _choices(item)
    is_of_faces = item.kind == ItemKind.SCALE and len(choices) == FACES
    return forms.TypedChoiceField(
        label=item.text,
        required=item.is_required,
        choices=choices,
        coerce=coerce,
        empty_value=None,
        widget=FacesWidget if is_of_faces else forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please answer this question."),
            "invalid_choice": gettext_lazy("Please choose one of the answers."),
        },
    )


def _choices(item: Item) -> tuple[list[tuple[str, str]], Any]:
    """Return what can be chosen, and what makes a value of it."""
    if item.kind == ItemKind.SCALE:
        return [(str(mark), label) for mark, label in scale_labels(item)], int
    if item.kind == ItemKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))], "yes".__eq__
    return [(value, _(label)) for value, label in item.options], str


def scale_labels(item: Item) -> list[tuple[int, str]]:
    """Return the marks of a scale with their words; between its ends the numbers speak."""
    low, high = item.low or 0, item.high or 0
    labels = {mark: str(mark) for mark in range(low, high + 1)}
    if item.low_anchor:
        labels[low] = f"{low} – {_(item.low_anchor)}"
    if item.high_anchor:
        labels[high] = f"{high} – {_(item.high_anchor)}"
    return list(labels.items())


class WavePlanForm(forms.Form):
    """Which survey is put to which cohort, from when to when."""

    instrument = forms.ModelChoiceField(
        label=gettext_lazy("Survey"), queryset=Instrument.objects.none(), empty_label=None
    )
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Cohort"), queryset=Cohort.objects.none(), empty_label=None
    )
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens"),
        help_text=gettext_lazy("Invitations leave at this time, in your own time zone."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Closes"),
        help_text=gettext_lazy("Results appear from then on. Ten days are usually enough."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the surveys of the organisation and the open cohorts of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = programme.organisation.instruments.all()  # type: ignore[attr-defined]  # a ModelChoiceField, as above
        self.fields["cohort"].queryset = programme.cohorts.open()  # type: ignore[attr-defined]  # a ModelChoiceField, as above

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the beginning."""
        cleaned = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("This has to be later than the opening."))
        return cleaned
