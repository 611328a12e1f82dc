"""Narrowing the list of people on the pathway."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from training.models import Pathway
from training.pathway.enums import PATHWAY_STEPS, PathwayState


class PathwayFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows people by name and step; those under way unless it is told otherwise."""

    q = django_filters.CharFilter(
        field_name="person__name",
        lookup_expr="icontains",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    step = django_filters.ChoiceFilter(
        choices=PathwayState.choices, label=_("Step"), empty_label=_("All under way"), method="at"
    )

    class Meta:
        """The order of the fields on the page."""

        model = Pathway
        fields = ("q", "step")

    @property
    def qs(self) -> "QuerySet[Pathway]":
        """Return who fits; without a step, those who have neither arrived nor left."""
        rows: QuerySet[Pathway] = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("step"):
            return rows
        return rows.exclude(state__in=[PathwayState.ESTABLISHED, PathwayState.LEFT])

    def at(self, rows: "QuerySet[Pathway]", name: str, value: str) -> "QuerySet[Pathway]":
        """Keep those at a step."""
        return rows.filter(state=value)


def in_order(rows: "QuerySet[Pathway]") -> "QuerySet[Pathway]":
    """Sort people by step, who has been at it longest first, with what a row shows of them."""
    places: list[Any] = [
        When(state=step, then=Value(place)) for place, step in enumerate(PATHWAY_STEPS)
    ]
    rank = Case(*places, default=Value(len(PATHWAY_STEPS)), output_field=IntegerField())
    related = ("person", "supporter", "referee", "programme")
    return rows.select_related(*related).order_by(rank, "moved_at", Lower("person__name"), "pk")
