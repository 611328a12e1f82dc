"""Validated input: an instrument as a form, and when a wave is asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.answering import TEXT_LENGTH, InvalidAnswerError, clean_answers
from evaluation.enums import ItemKind
from evaluation.models import Instrument, Item, Wave
from evaluation.reports.turns import begun
from evaluation.results import values_of
from mentorship.common.forms import CodeWidget, FacesWidget
from programmes.models import Cohort, Programme

FACES = 5
LARGEST_FILE = 10 * 1024 * 1024


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
    if item.kind == ItemKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))], _is_yes
    choices = [(str(value), label) for value, label in values_of(item).items()]
    return choices, int if item.kind == ItemKind.SCALE else str


def _is_yes(value: str) -> bool:
    """Return yes as true."""
    return value == "yes"


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


class ReportForm(forms.Form):
    """What a report that is built by hand covers."""

    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Report on"),
        queryset=Cohort.objects.none(),
        required=False,
        empty_label=gettext_lazy("All cohorts that have begun"),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the cohorts that have begun."""
        super().__init__(*args, **kwargs)
        self.begun = begun(programme)
        self.fields["cohort"].queryset = self.begun  # type: ignore[attr-defined]  # see above

    def clean(self) -> dict[str, Any]:
        """Ask for a cohort to report on."""
        if not self.begun.exists():
            raise forms.ValidationError(
                _("No cohort has begun yet, so there is nothing to report.")
            )
        return super().clean() or {}


class CodeForm(forms.Form):
    """The code that is printed in a report."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("It stands at the foot of every page of the report."),
        max_length=40,
        widget=CodeWidget,
    )


class FileForm(forms.Form):
    """A file that somebody holds."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The PDF or the table as it reached you. It is not kept."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is larger than any report."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than any report of ours."))
        return file
