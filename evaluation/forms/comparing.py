"""What is put side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.comparing.groups import By
from evaluation.comparing.series import Series, Twin
from evaluation.models import Instrument


class CompareForm(forms.Form):
    """A survey, and what its answers are parted by."""

    survey = forms.ChoiceField(label=_("Survey"))
    by = forms.ChoiceField(label=_("Compare"), choices=By.choices)

    def __init__(self, instruments: Sequence[Instrument], *args: Any, **kwargs: Any) -> None:
        """Offer the surveys that have closed at least once."""
        super().__init__(*args, **kwargs)
        _offer(self, "survey", [(one.key, _called(one, instruments)) for one in instruments])


class SeriesForm(forms.Form):
    """Whose answers are followed over time."""

    of = forms.ChoiceField(label=_("Who, and which surveys"))

    def __init__(self, series: Sequence[Series], *args: Any, **kwargs: Any) -> None:
        """Offer what was asked of the same people more than once."""
        super().__init__(*args, **kwargs)
        _offer(self, "of", [(one.key, one.label) for one in series])


class TwinForm(forms.Form):
    """Whose own view stands beside that of others."""

    cohort = forms.ChoiceField(label=_("Cohort"))

    def __init__(self, twins: Sequence[Twin], *args: Any, **kwargs: Any) -> None:
        """Offer the cohorts in which both were asked."""
        super().__init__(*args, **kwargs)
        _offer(self, "cohort", [(str(twin.cohort.pk), twin.cohort.name) for twin in twins])


def _called(one: Instrument, among: Sequence[Instrument]) -> str:
    """Return a survey's title, with who answers it where two are called the same."""
    if sum(other.title == one.title for other in among) == 1:
        return one.title
    return f"{one.title} – {one.get_audience_display()}"


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Let one of these be chosen."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
