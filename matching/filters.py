"""Narrowing the list of relationships."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from matching.care.enums import HealthLevel, HealthReason
from matching.enums import MatchState
from matching.models import Match, MatchMember
from matching.queries.relationships import because_of
from mentorship.accounts.models import Person
from mentorship.common.filters import ChoiceFilter, TypedChoiceFilter
from programmes.filters import offer_cohorts
from programmes.models import Participant, Programme

PUT_OFF = "put_off"
LEVELS = [
    (HealthLevel.HELP, HealthLevel.HELP.label),
    (HealthLevel.WATCH, HealthLevel.WATCH.label),
    (HealthLevel.WELL, HealthLevel.WELL.label),
    (PUT_OFF, _("Put off")),
    (HealthLevel.NOT_SCORED, HealthLevel.NOT_SCORED.label),
]


class MatchFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows matches by names, how they fare and why, state, cohort and caseload."""

    q = django_filters.CharFilter(
        method="with_name",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    level = ChoiceFilter(
        method="at_level", choices=LEVELS, label=_("How it fares"), empty_label=_("All")
    )
    reason = ChoiceFilter(
        method="with_reason",
        choices=HealthReason.choices,
        label=_("Reason"),
        empty_label=_("All reasons"),
    )
    state = ChoiceFilter(choices=MatchState.choices, label=_("State"), empty_label=_("All states"))
    cohort = TypedChoiceFilter(choices=(), label=_("Cohort"))

    whose = ChoiceFilter(
        method="in_caseload",
        choices=[("me", _("Mine"))],
        label=_("Caseload"),
        empty_label=_("Everybody’s"),
    )

    class Meta:
        """The order of the fields on the page."""

        model = Match
        fields = ("q", "level", "reason", "state", "cohort", "whose")

    def __init__(self, *args: Any, programme: Programme, viewer: Person, **kwargs: Any) -> None:
        """Offer the cohorts of one programme, and the caseload of whoever looks."""
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        offer_cohorts(self.filters["cohort"], programme.cohorts.all())

    def with_name(self, matches: "QuerySet[Match]", name: str, value: str) -> "QuerySet[Match]":
        """Keep matches in which somebody is called so."""
        people = MatchMember.objects.filter(
            match=OuterRef("pk"), participant__person__name__icontains=value.replace("\x00", "")
        )
        return matches.filter(Exists(people))

    def at_level(self, matches: "QuerySet[Match]", _name: str, value: str) -> "QuerySet[Match]":
        """Keep matches that fare so; those put off are kept apart."""
        if value == PUT_OFF:
            return matches.filter(health__snoozed_until__isnull=False)
        is_so = Q(health__level=value)
        if value == HealthLevel.NOT_SCORED:
            is_so |= Q(health__isnull=True)
        return matches.filter(is_so, health__snoozed_until=None)

    def with_reason(self, matches: "QuerySet[Match]", _name: str, value: str) -> "QuerySet[Match]":
        """Keep matches that may need somebody for a reason."""
        return matches.filter(because_of(value))

    def in_caseload(self, matches: "QuerySet[Match]", _name: str, _value: str) -> "QuerySet[Match]":
        """Keep matches of whose people somebody is in the viewer's caseload."""
        mine = Participant.objects.in_caseload_of(self.viewer)
        people = MatchMember.objects.filter(match=OuterRef("pk"), participant__in=mine)
        return matches.filter(Exists(people))
