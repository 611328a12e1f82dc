"""Narrowing the list of people."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Programme


class ParticipantFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows participants by name, role, state and cohort."""

    q = django_filters.CharFilter(
        field_name="person__name",
        lookup_expr="icontains",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = django_filters.ChoiceFilter(
        choices=ParticipantRole.choices, label=_("Role"), empty_label=_("Everybody")
    )
    state = django_filters.ChoiceFilter(
        choices=ParticipantState.choices, label=_("State"), empty_label=_("All states")
    )
    cohort = django_filters.ModelChoiceFilter(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=_("All cohorts")
    )

    class Meta:
        """The order of the fields on the page."""

        model = Participant
        fields = ("q", "role", "state", "cohort")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts of one programme."""
        super().__init__(*args, **kwargs)
        self.filters["cohort"].queryset = programme.cohorts.newest_first()
