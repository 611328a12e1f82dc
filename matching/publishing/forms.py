"""What coordinators type in before pairs are sent, and after."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matching.forms import MomentForm
from matching.models import DraftPair, Sending
from matching.publishing.next_wish import Choice

MOST_DAYS = 60


class PairsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Pairs of a draft, by their names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return both names, and how well they fit."""
        return _("%(mentee)s with %(mentor)s (fit %(fit)d of 100)") % {
            "mentee": obj.mentee.person.name,
            "mentor": obj.mentor.person.name,
            "fit": round(obj.points / 100),
        }


class StageForm(forms.Form):
    """Which pairs of a draft are prepared; all of them by default."""

    pairs = PairsField(queryset=DraftPair.objects.none(), label=_("Pairs"))

    def __init__(self, *args: Any, pairs: Any, **kwargs: Any) -> None:
        """Offer the pairs of one draft that nobody was asked about yet."""
        super().__init__(*args, **kwargs)
        field = self.fields["pairs"]
        assert isinstance(field, PairsField)  # noqa: S101  (for the type checker)
        field.queryset = pairs
        field.error_messages["required"] = _("Tick a pair.")


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """The coordinator's own paragraph, and how long people have."""

    class Meta:
        """What of a sending is typed in."""

        model = Sending
        fields = ("words", "answer_days")
        help_texts = {
            "words": _("It stands in every mail of this sending, as you type it."),
            "answer_days": _("From 1 to 60. They are reminded before it ends."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say in words what the limits are."""
        super().__init__(*args, **kwargs)
        days = self.fields["answer_days"]
        assert isinstance(days, forms.IntegerField)  # noqa: S101  (for the type checker)
        days.validators += [MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
        days.widget.attrs |= {"min": 1, "max": MOST_DAYS}


class LeaveOutForm(forms.Form):
    """Why a pair is left out."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Only coordinators read it. The pair can be sent later."),
        max_length=300,
    )


class SendTimeForm(MomentForm):
    """When a sending leaves, in the coordinator's own time."""


class ExtendForm(forms.Form):
    """How many more days somebody has to answer."""

    days = forms.IntegerField(
        label=_("How many days more?"), min_value=1, max_value=MOST_DAYS, initial=3
    )


class UnmatchedForm(forms.Form):
    """A paragraph of the coordinator's own for those who have no match yet."""

    words = forms.CharField(
        label=_("A paragraph of your own"),
        help_text=_("It stands in every one of these letters."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )


class NextForm(forms.Form):
    """Whom a mentee is proposed to next, in which words, with how many days to answer."""

    mentor = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("A paragraph of your own"),
        help_text=_("Both read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    answer_days = forms.IntegerField(
        label=_("Days to answer a proposal"), min_value=1, max_value=MOST_DAYS
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        """Offer mentors with their reasons, the best first."""
        super().__init__(*args, **kwargs)
        field = self.fields["mentor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(each.mentor.pk), _choice(each)) for each in choices]


def _choice(choice: Choice) -> str:
    """Return a mentor with how well they fit, and why."""
    words = {
        "name": choice.mentor.person.name,
        "fit": round(choice.points / 100),
        "reasons": choice.in_words,
    }
    if not choice.reasons:
        return _now("%(name)s: fit %(fit)d of 100") % words
    return _now("%(name)s: fit %(fit)d of 100 (%(reasons)s)") % words
