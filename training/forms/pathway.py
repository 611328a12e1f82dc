"""What people say on the way from mentee to mentor, and what coordinators write down."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.forms.days import DayField
from programmes.models import Cohort, Programme
from training.models import Pathway
from training.pathway.enums import PATHWAY_STEPS
from training.pathway.pairs import Pair

LONG = forms.Textarea(attrs={"rows": 6})
SHORT = forms.Textarea(attrs={"rows": 3})
# More than these are easier to find in a list.
MOST_BUTTONS = 8
TRUE, FALSE, NOT_YET = "yes", "no", "not_yet"


class BeginForm(forms.Form):
    """In which programme somebody would like to be a mentor."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), to_field_name="slug", label=_("Programme")
    )

    def __init__(self, *args: Any, programmes: Sequence[Programme], **kwargs: Any) -> None:
        """Offer the programmes in which they may say so."""
        super().__init__(*args, **kwargs)
        pks = [programme.pk for programme in programmes]
        _offer(self.fields["programme"], Programme.objects.filter(pk__in=pks))


class ReadinessForm(forms.Form):
    """Whether somebody reached their goals, and what they think of it themselves."""

    goals_reached = forms.BooleanField(
        label=_("I reached the goals that I set myself as a mentee, or most of them"),
        required=False,
    )
    reflection = forms.CharField(
        label=_("Your reflection"),
        help_text=_(
            "What did mentoring change for you? What would you like to give on, and what do you "
            "still want to learn? You and the team that looks after the programme read it."
        ),
        max_length=3000,
        widget=LONG,
        required=False,
    )


class PersonForm(forms.Form):
    """One person out of those who come into question."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, people: "QuerySet[Person]", is_long: bool = False, **kwargs: Any
    ) -> None:
        """Offer these people: as buttons where they are few, as a list where they may be many."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if is_long:
            field.widget = forms.Select()
        _offer(field, people)


class WordForm(forms.Form):
    """What a mentor says of their mentee."""

    word = forms.CharField(
        label=_("Your word"),
        help_text=_("What do they bring, and what would help them? They read what you write."),
        max_length=2000,
        widget=LONG,
    )
    recommends = forms.ChoiceField(
        label=_("Are they ready to learn to mentor?"),
        choices=((TRUE, _("Yes")), (NOT_YET, _("Not yet")), (FALSE, _("No"))),
        widget=forms.RadioSelect,
    )

    def clean_recommends(self) -> bool | None:
        """Return yes, no, or nothing for not yet."""
        answers: dict[str, bool | None] = {TRUE: True, FALSE: False, NOT_YET: None}
        return answers[self.cleaned_data["recommends"]]


class NotYetForm(forms.Form):
    """What is still missing."""

    reason = forms.CharField(
        label=_("What is still missing"),
        help_text=_("They read this on their page, so write it to them."),
        max_length=300,
        widget=SHORT,
    )


class StepForm(forms.Form):
    """A step that was reached, or is left out."""

    step = forms.ChoiceField(label=_("Step"))
    reached_on = DayField(label=_("On"))
    is_left_out = forms.BooleanField(
        label=_("They do not need this step"),
        help_text=_("Such as somebody who mentored elsewhere and need not observe."),
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For the team; needed where a step is left out."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, pathway: Pathway, today: date, **kwargs: Any) -> None:
        """Offer the steps to come, and today."""
        kwargs["initial"] = {"reached_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today
        coming = [step for step in PATHWAY_STEPS if not pathway.is_past(step)]
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(step.value, step.label) for step in coming]

    def clean_reached_on(self) -> date:
        """Refuse a day that has not come."""
        return not_to_come(self.cleaned_data["reached_on"], self.today)

    def clean(self) -> dict[str, Any]:
        """Ask why a step is left out."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("is_left_out") and not typed.get("note", "").strip():
            self.add_error("note", _now("Please write why it is left out."))
        return typed


class CohortForm(forms.Form):
    """In which cohort somebody gets a mentor's place."""

    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, cohorts: "QuerySet[Cohort]", **kwargs: Any) -> None:
        """Offer these cohorts."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["cohort"], cohorts)


class PairForm(forms.Form):
    """Which pair is asked whether somebody may observe them."""

    pair = forms.ChoiceField(label=_("Whom to ask"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, pairs: Sequence[Pair], **kwargs: Any) -> None:
        """Offer these pairs, by who they are."""
        super().__init__(*args, **kwargs)
        self.pairs = {pair.occasion_key: pair for pair in pairs}
        field = self.fields["pair"]
        if len(pairs) > MOST_BUTTONS:
            field.widget = forms.Select()
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [
            (
                pair.occasion_key,
                _now("%(mentor)s and %(mentee)s")
                % {"mentor": pair.mentor.name, "mentee": pair.mentee.name},
            )
            for pair in pairs
        ]

    def clean_pair(self) -> Pair:
        """Return the pair that was chosen."""
        return self.pairs[self.cleaned_data["pair"]]


class ObservedForm(forms.Form):
    """On which day somebody observed."""

    observed_on = DayField(label=_("Observed on"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Remember what day it is."""
        kwargs["initial"] = {"observed_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_observed_on(self) -> date:
        """Refuse a day that has not come."""
        return not_to_come(self.cleaned_data["observed_on"], self.today)


class ObservationForm(forms.Form):
    """What an observer took from it."""

    reflection = forms.CharField(
        label=_("What you took from it"),
        help_text=_("You read it, and the mentor at your side. Write nothing that is the pair’s."),
        max_length=2000,
        widget=LONG,
    )


def not_to_come(day: date, today: date) -> date:
    """Return a day, or refuse one that has not come."""
    if day > today:
        raise ValidationError(_now("This day has not come yet."))
    return day


def _offer(field: forms.Field, rows: "QuerySet[Any]") -> None:
    """Let a field choose among rows."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
    field.queryset = rows
