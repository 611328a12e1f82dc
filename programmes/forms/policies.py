"""How a programme is run, and what its messages say."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from programmes.enums import TextKind
from programmes.forms.meanwhile import seen_field
from programmes.models import Programme, ProgrammePolicy


class PolicyForm(forms.ModelForm[ProgrammePolicy]):
    """What a programme has agreed with itself."""

    seen = seen_field()

    class Meta:
        """All of it, in the order people ask."""

        model = ProgrammePolicy
        fields = (
            "months",
            "meets_every_weeks",
            "mentees_per_mentor",
            "hours_a_month",
            "asks_endorsement",
            "may_go_on_early",
            "may_open_reports",
            "review_months",
            "silence_days",
        )
        labels = {
            "months": _("Length of a cohort, in months"),
            "meets_every_weeks": _("Weeks from one meeting of a pair to the next"),
            "mentees_per_mentor": _("Mentees of one mentor, at most"),
            "review_months": _("Months from one review of the charter to the next"),
            "silence_days": _("Days a sponsor may take to answer"),
        }
        help_texts = {
            "months": _("New cohorts begin with this length."),
            "hours_a_month": _("Meeting, preparing and everything between. People ask this first."),
            "may_go_on_early": _("Without it, no cohort takes a step that is not prepared."),
            "may_open_reports": _(
                "Without it, nobody but the pair ever reads their messages. Every pair reads it "
                "above where they write, and what was written before stays closed. One coordinator "
                "asks with a reason, another confirms, and everybody in the pair is told."
            ),
            "silence_days": _("After them, the coordinators hear that no answer has come."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Refuse lengths below one of their unit where they are typed."""
        super().__init__(*args, **kwargs)
        hours = self.initial.get("hours_a_month")
        if isinstance(hours, Decimal):  # "3", not "3.0"
            self.initial["hours_a_month"] = format(hours.normalize(), "f")
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):  # whole numbers, and those with a half
                least = "0.5" if name == "hours_a_month" else "1"
                others = [
                    each for each in field.validators if not isinstance(each, MinValueValidator)
                ]
                field.validators = [*others, MinValueValidator(Decimal(least))]
                field.widget.attrs |= {"min": least, "step": least}


class TextsForm(forms.Form):
    """The paragraphs that a programme puts into its messages."""

    seen = seen_field()

    HINTS = {
        TextKind.INVITATION_MENTOR: _(
            "Stands below the lines that say who asks, and when it runs."
        ),
        TextKind.INVITATION_MENTEE: _("As above, for those who would like to find a mentor."),
        TextKind.CHARTER_REQUEST: _("Stands above the link to the charter."),
        TextKind.LETTER_ACCEPT: _("Stands in the letter, before what happens next."),
        TextKind.LETTER_LATER: _("As above."),
        TextKind.LETTER_DEVELOP: _("As above, below what to work on."),
        TextKind.LETTER_WAIT: _("As above."),
        TextKind.LETTER_DECLINE: _("As above."),
    }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer one field for each kind of message, as it is now."""
        super().__init__(*args, **kwargs)
        now = dict(programme.texts.values_list("kind", "text"))
        for kind in TextKind:
            self.fields[kind.value] = forms.CharField(
                label=kind.label,
                help_text=self.HINTS[kind],
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 6}),
                required=False,
                initial=now.get(kind, ""),
            )

    def texts(self) -> dict[TextKind, str]:
        """Return what was typed."""
        return {kind: self.cleaned_data[kind.value] for kind in TextKind}

    def text_now(self, kind: TextKind) -> str:
        """Return what stands in the form, checked or not, for the preview."""
        return str(self[kind.value].value() or "")
