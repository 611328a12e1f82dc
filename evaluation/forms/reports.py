"""What a report covers, and what somebody holds who checks one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.reports.turns import begun
from mentorship.common.forms import CodeWidget
from programmes.models import Cohort, Programme

LARGEST_FILE = 10 * 1024 * 1024


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
        help_text=gettext_lazy(
            "The PDF or the table as it reached you, or the file of figures. It is not kept."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is larger than any report."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than any report of ours."))
        return file
