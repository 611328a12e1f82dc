"""How much time surveys may take, and which step is meant."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from evaluation.models.budget import MOST_MINUTES

FEWEST_MINUTES = 1


class SurveyBudgetForm(forms.Form):
    """The most minutes a month that surveys ask of one person."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes a month for each person"),
        help_text=gettext_lazy(
            "Of all surveys in all programmes together. Opening a survey counts as a minute."
        ),
        validators=[
            MinValueValidator(FEWEST_MINUTES, gettext_lazy("Allow one minute at least.")),
            MaxValueValidator(
                MOST_MINUTES, gettext_lazy("Four hours, 240 minutes, are the most that is allowed.")
            ),
        ],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": MOST_MINUTES}),
    )


class StepForm(forms.Form):
    """Which of the proposed steps is accepted, by what names it."""

    step = forms.CharField(max_length=400)


class TakenStepForm(forms.Form):
    """Which step is taken back."""

    taken = forms.UUIDField()
