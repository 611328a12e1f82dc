"""Narrowing the list of relationships."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from matching.enums import MatchState
from matching.models import Match, MatchMember
from programmes.models import Cohort, Programme


class MatchFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows matches by the names of their people, state and cohort."""

    q = django_filters.CharFilter(
        method="with_name",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = django_filters.ChoiceFilter(
        choices=MatchState.choices, label=_("State"), empty_label=_("All states")
    )
    cohort = django_filters.ModelChoiceFilter(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=_("All cohorts")
    )

    class Meta:
        """The order of the fields on the page."""

        model = Match
        fields = ("q", "state", "cohort")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts of one programme."""
        super().__init__(*args, **kwargs)
        self.filters["cohort"].queryset = programme.cohorts.newest_first()

    def with_name(self, matches: "QuerySet[Match]", name: str, value: str) -> "QuerySet[Match]":
        """Keep matches in which somebody is called so."""
        people = MatchMember.objects.filter(
            match=OuterRef("pk"), participant__person__name__icontains=value.replace("\x00", "")
        )
        return matches.filter(Exists(people))
