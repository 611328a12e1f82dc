"""What a coordinator enters for one person: hours, a review, a reversal, a waiver."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from programmes.forms.days import DayField
from training.actions.waivers import MOST_MONTHS
from training.currency.days import add_months
from training.enums import EntryKind
from training.models import Competency
from training.queries.currency import today_at

# What somebody can have learnt elsewhere.
LEARNT_KINDS = [
    (kind.value, kind.label) for kind in (EntryKind.INITIAL, EntryKind.REFRESHER, EntryKind.TOPIC)
]
LEAST_HOURS, MOST_HOURS = Decimal("0.1"), Decimal(500)


class PastDayField(DayField):
    """A day that has come where the organisation is."""

    def __init__(self, *, organisation: Organisation, **kwargs: Any) -> None:
        """Remember where it is today."""
        super().__init__(**kwargs)
        self.organisation = organisation

    def validate(self, value: date | None) -> None:
        """Refuse a day that has not come."""
        super().validate(value)
        if value is not None and value > today_at(self.organisation):
            raise ValidationError(__("This day has not come yet."))


class CreditForm(forms.Form):
    """Hours that somebody learnt elsewhere, and what shows it."""

    evidence = forms.CharField(
        label=_("What they learnt, and what shows it"),
        help_text=_("Such as “Coaching certificate of Leeds College, no. 12, seen by me”."),
        max_length=300,
    )
    kind = forms.ChoiceField(label=_("Counts as"), choices=LEARNT_KINDS)
    hours = forms.DecimalField(
        label=_("Hours"), min_value=LEAST_HOURS, max_value=MOST_HOURS, decimal_places=1
    )
    competency = forms.ModelChoiceField(
        queryset=Competency.objects.none(),
        label=_("Competency"),
        empty_label=_("None in particular"),
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Offer the organisation's competencies."""
        super().__init__(*args, **kwargs)
        self.fields["earned_on"] = PastDayField(label=_("Finished on"), organisation=organisation)
        field = self.fields["competency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = Competency.objects.filter(organisation=organisation)
        self.order_fields(["evidence", "kind", "hours", "earned_on", "competency"])


class ReviewForm(forms.Form):
    """That somebody's mentoring was gone through with them."""

    note = forms.CharField(
        label=_("What was gone through"),
        help_text=_("One sentence, such as “Two observed meetings, and aims for next year”."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Ask for the day first."""
        super().__init__(*args, **kwargs)
        self.fields["on"] = PastDayField(
            label=_("Day of the review"), organisation=organisation, initial=today_at(organisation)
        )
        self.order_fields(["on", "note"])


class ReverseForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label=_("Why it is taken back"),
        help_text=_("The person reads it beside their hours."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WaiverForm(forms.Form):
    """Why somebody may be matched although their training says no, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who looks after matches reads it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DayField(label=_("Until"), help_text=_("At most twelve months from today."))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Remember where it is today."""
        super().__init__(*args, **kwargs)
        self.today = today_at(organisation)

    def clean_until(self) -> date:
        """Refuse a day that has passed, or one more than twelve months ahead."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError(__("This day has passed."))
        if until > add_months(self.today, MOST_MONTHS):
            raise ValidationError(__("A waiver ends within twelve months."))
        return until
