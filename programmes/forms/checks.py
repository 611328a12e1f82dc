"""What is asked for, what somebody sends in, and what a coordinator says of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.charters.calendar import months_later
from programmes.documents.reading import Document
from programmes.forms.days import DayField
from programmes.forms.documents import DocumentField
from programmes.models import Check, CheckRequirement

MOST_MONTHS = 240


class RequirementForm(forms.ModelForm[CheckRequirement]):
    """Something to ask for; the write is an action's."""

    valid_months = forms.IntegerField(
        label=_("Good for how many months"),
        help_text=_("Leave it empty where it is good for ever."),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
    )

    class Meta:
        """In the order in which somebody thinks of it."""

        model = CheckRequirement
        fields = ("role", "kind", "name", "hint", "needs_file", "valid_months", "blocks_matching")
        widgets = {"role": forms.RadioSelect}
        help_texts = {
            "name": _("As people read it, such as “Reference from a colleague”."),
            "hint": _("What it should show, and who may write it; people read this."),
        }

    def validate_unique(self) -> None:
        """Leave it to the action, which knows what was asked for before."""


class SendInForm(forms.Form):
    """What somebody sends in: a document, words, or both."""

    document = DocumentField(label=_("Document"), required=False)
    words = forms.CharField(
        label=_("In words"),
        help_text=_("Such as who can speak for you and how we reach them, or a number."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    issued_on = DayField(
        label=_("Issued on"), help_text=_("The day that stands on it."), required=False
    )

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        """Ask for a document where one is needed and none is there."""
        super().__init__(*args, **kwargs)
        self.has_file = check.file_id is not None
        self.needs_file = check.requirement.needs_file
        self.is_renewal = check.expires_on is not None

    def clean_issued_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["issued_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_now("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Say what is missing next to where it goes."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        has_new = isinstance(typed.get("document"), Document)
        is_refused = "document" in self.errors
        if self.needs_file and not has_new and not is_refused:
            if not self.has_file or self.is_renewal:
                self.add_error("document", _now("Please choose the document."))
        elif not has_new and not is_refused and not typed.get("words", "").strip():
            self.add_error("words", _now("Please write it here, or choose a document."))
        return typed


class _SeenForm(forms.Form):
    """A form that carries when what it is about was sent in."""

    sent_in_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        """Remember what the page showed."""
        seen = check.sent_in_at.isoformat() if check.sent_in_at else ""
        kwargs["initial"] = {"sent_in_at": seen, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def seen(self) -> datetime | None:
        """Return when what was looked at was sent in."""
        try:
            return parse_datetime(self.cleaned_data["sent_in_at"])
        except ValueError:
            return None


class ConfirmForm(_SeenForm):
    """Until when it is good: reckoned from what stands on it, and to be changed."""

    expires_on = DayField(
        label=_("Good until"),
        help_text=_("The last day; empty where it is for ever."),
        required=False,
    )

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        """Reckon the last day from when it was issued."""
        months = check.requirement.valid_months
        begins = check.issued_on or timezone.localdate()
        kwargs["initial"] = {"expires_on": months_later(begins, months) if months else None}
        super().__init__(*args, check=check, **kwargs)

    def clean_expires_on(self) -> Any:
        """Refuse a day that has passed: that would confirm nothing."""
        day = self.cleaned_data["expires_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_now("This day has passed. Ask for a newer one."))
        return day


class RefuseForm(_SeenForm):
    """What is missing; the person reads it."""

    reason = forms.CharField(
        label=_("What is missing"),
        help_text=_("They read this in a mail, so write it to them."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
