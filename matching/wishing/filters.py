"""Narrowing the people somebody may look at."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.models import Participant, Profile


class CandidateFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows people by words of their profile, department, place and language."""

    q = django_filters.CharFilter(
        method="with_words",
        label=_("Search"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    department = django_filters.ChoiceFilter(
        method="with_fact", label=_("Department"), empty_label=_("All departments")
    )
    location = django_filters.ChoiceFilter(
        method="with_fact", label=_("Place"), empty_label=_("All places")
    )
    language = django_filters.ChoiceFilter(
        method="with_language", label=_("Language"), empty_label=_("All languages")
    )

    class Meta:
        """The order of the fields on the page."""

        model = Participant
        fields = ("q", "department", "location", "language")

    def __init__(
        self, *args: Any, viewer: Participant, ids: Collection[UUID], **kwargs: Any
    ) -> None:
        """Offer what the profiles of these participants say; one query."""
        super().__init__(*args, **kwargs)
        self.organisation_id = viewer.cohort.programme.organisation_id
        told = list(
            Profile.objects.filter(
                membership__organisation=self.organisation_id,
                membership__person__places__in=ids,
            ).values_list("department", "location", "languages")
        )
        offered = {
            "department": {department for department, _place, _words in told},
            "location": {place for _department, place, _words in told},
            "language": {word for _department, _place, words in told for word in words},
        }
        for name, values in offered.items():
            known = sorted(value for value in values if value)
            self.filters[name].extra["choices"] = [(value, value) for value in known]

    def with_words(self, rows: "QuerySet[Participant]", name: str, value: str) -> Any:
        """Keep those whose name, job, interests or text holds the words."""
        words = value.replace("\x00", "")
        told = Q()
        for field in ("job_title", "department", "location", "biography", "interests"):
            told |= Q(**{f"{field}__icontains": words})
        return rows.filter(Q(person__name__icontains=words) | Exists(self._profiles(told)))

    def with_fact(self, rows: "QuerySet[Participant]", name: str, value: str) -> Any:
        """Keep those of one department or place."""
        return rows.filter(Exists(self._profiles(Q(**{name: value}))))

    def with_language(self, rows: "QuerySet[Participant]", name: str, value: str) -> Any:
        """Keep those who speak a language."""
        return rows.filter(Exists(self._profiles(Q(languages__contains=[value]))))

    def _profiles(self, told: Q) -> "QuerySet[Profile]":
        """Return the profile of each row's person, where it says so."""
        return Profile.objects.filter(
            told,
            membership__organisation=self.organisation_id,
            membership__person=OuterRef("person"),
        )
