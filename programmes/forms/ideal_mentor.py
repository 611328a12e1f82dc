"""What is looked for in mentors."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExpectationForm(forms.Form):
    """Something that mentors do."""

    text = forms.CharField(
        label=_("What mentors do here"),
        help_text=_("One sentence, such as “They listen before they advise”."),
        max_length=200,
    )


class CriterionForm(forms.Form):
    """Something an expectation needs."""

    name = forms.CharField(
        label=_("Skill, quality, knowledge or experience"),
        help_text=_("Such as “Gives feedback that can be used”."),
        max_length=160,
    )
    evidence = forms.CharField(
        label=_("How you would see it"),
        help_text=_("Something two people would agree on if they watched, or looked it up."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("From 1, welcome, to 10, the most important of all."),
        min_value=1,
        max_value=10,
        initial=5,
    )
    is_essential = forms.BooleanField(
        label=_("Essential: without it nobody becomes a mentor here"), required=False
    )
