"""What can be taught."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from training.models import Course


class CourseForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for checkers only
    """A course that sessions can teach."""

    class Meta:
        """What it is about, for whom, what for and how long."""

        model = Course
        fields = ("title", "summary", "kind", "audience", "hours")
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"hours": _("What each session of it counts in the ledger.")}

    def clean_hours(self) -> Any:
        """Refuse a course without hours."""
        hours = self.cleaned_data["hours"]
        if hours <= 0:
            raise ValidationError(__("A course has more than no hours."))
        return hours
