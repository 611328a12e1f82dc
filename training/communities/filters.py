"""Narrowing the lists of communities and of their members."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from training.models import Community, CommunityMember
from training.models.community import CommunityMemberQuerySet, CommunityQuerySet


class Alive(TextChoices):
    """Which communities to see."""

    YES = "alive", _("Open")
    NO = "closed", _("Closed")


class CommunityFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows communities to those that are open, unless it is told otherwise."""

    q = django_filters.CharFilter(
        field_name="name",
        lookup_expr="icontains",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = django_filters.ChoiceFilter(
        choices=Alive.choices, label=_("State"), empty_label=None, method="that_are"
    )

    class Meta:
        """The order of the fields on the page."""

        model = Community
        fields = ("q", "state")

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        """Show open ones unless asked for others."""
        query = data.copy()
        if query.get("state") not in Alive.values:
            query["state"] = Alive.YES
        super().__init__(query, *args, **kwargs)

    def that_are(self, communities: CommunityQuerySet, name: str, value: str) -> CommunityQuerySet:
        """Keep those that are open, or were closed."""
        return communities.filter(closed_at__isnull=value != Alive.NO)


class MemberFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows the members of a community by name or address."""

    q = django_filters.CharFilter(
        label=_("Name or e-mail address"),
        method="called",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        """The order of the fields on the page."""

        model = CommunityMember
        fields = ("q",)

    def called(
        self, members: CommunityMemberQuerySet, name: str, value: str
    ) -> CommunityMemberQuerySet:
        """Look for a part of the name or of the address."""
        return members.filter(Q(person__name__icontains=value) | Q(person__email__icontains=value))
