"""What mentoring asks of people, and how each level of it shows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from training.models import Competency

MOST_LEVELS = 7


class CompetencyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for checkers only
    """A competency of an organisation."""

    class Meta:
        """Its name, what it means, and whom it is asked of."""

        model = Competency
        fields = ("name", "description", "audience")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"description": _("In a sentence that mentors and mentees understand.")}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Remember whose it is."""
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_name(self) -> str:
        """Refuse a name that another competency has."""
        name = str(self.cleaned_data["name"])
        others = self.organisation.competencies.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError(__("There is one of this name already."))
        return name


class LevelsForm(forms.Form):
    """Up to seven levels, the lowest first; empty ones are left out."""

    def __init__(self, *args: Any, competency: Competency, **kwargs: Any) -> None:
        """Offer seven levels, filled with those there are."""
        super().__init__(*args, **kwargs)
        known = list(competency.levels.all())
        for place in range(MOST_LEVELS):
            level = known[place] if place < len(known) else None
            number = {"number": place + 1}
            self.fields[f"name_{place}"] = forms.CharField(
                label=__("Level %(number)d") % number,
                max_length=60,
                required=False,
                initial=level.name if level else "",
            )
            self.fields[f"description_{place}"] = forms.CharField(
                label=__("How one would see level %(number)d") % number,
                max_length=1000,
                required=False,
                initial=level.description if level else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each level's name with its description."""
        return [
            (self[f"name_{place}"], self[f"description_{place}"]) for place in range(MOST_LEVELS)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a level that is described and has no name."""
        given = super().clean() or {}
        for place in range(MOST_LEVELS):
            if given.get(f"description_{place}") and not given.get(f"name_{place}"):
                self.add_error(f"name_{place}", __("Give this level a name."))
        return given

    def levels(self) -> list[tuple[str, str]]:
        """Return the levels that have a name, with what one would see."""
        given = self.cleaned_data
        pairs = [
            (given[f"name_{place}"], given[f"description_{place}"]) for place in range(MOST_LEVELS)
        ]
        return [(name, description) for name, description in pairs if name]
