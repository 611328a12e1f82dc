"""Narrowing the lists of sessions and of the register."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import Cohort, Participant, Programme
from training.currency.days import add_months
from training.enums import RegisterStatus, SessionKind, SessionState
from training.models import Session, Standing
from training.models.currency import StandingQuerySet
from training.models.session import SessionQuerySet
from training.queries.register import counted_bookings, taking_part


class When(TextChoices):
    """Which sessions to see."""

    COMING = "coming", _("To come")
    PAST = "past", _("Past")
    CANCELLED = "cancelled", _("Cancelled")


class Taking(TextChoices):
    """Whose currency to see."""

    NOW = "now", _("Taking part now")
    ALL = "all", _("Everybody so far")


class Booked(TextChoices):
    """Who has a place at a session to come."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class SessionFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows sessions by time and kind; those to come unless it is told otherwise."""

    when = django_filters.ChoiceFilter(
        choices=When.choices, label=_("When"), empty_label=None, method="at"
    )
    kind = django_filters.ChoiceFilter(
        choices=SessionKind.choices, label=_("Kind"), empty_label=_("All kinds")
    )

    class Meta:
        """The order of the fields on the page."""

        model = Session
        fields = ("when", "kind")

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        """Show sessions to come unless asked for others."""
        super().__init__(_with_default(data, "when", When.values), *args, **kwargs)

    def at(self, sessions: SessionQuerySet, name: str, value: str) -> SessionQuerySet:
        """Keep sessions to come, past or cancelled."""
        if value == When.PAST:
            return sessions.past()
        if value == When.CANCELLED:
            return sessions.filter(state=SessionState.CANCELLED).order_by("-starts_at")
        return sessions.upcoming()


class RegisterFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows a register by name, currency, cohort, when it runs out, and what is booked."""

    q = django_filters.CharFilter(
        field_name="person__name",
        lookup_expr="icontains",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    status = django_filters.ChoiceFilter(
        choices=RegisterStatus.choices,
        label=_("Currency"),
        empty_label=_("Any"),
        method="with_status",
    )
    cohort = django_filters.ModelChoiceFilter(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=_("All"), method="in_cohort"
    )
    ends = django_filters.DateFilter(
        label=_("Runs out in"),
        method="in_month",
        input_formats=("%Y-%m",),
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    booked = django_filters.ChoiceFilter(
        choices=Booked.choices, label=_("Has a place"), empty_label=_("Any"), method="with_place"
    )
    who = django_filters.ChoiceFilter(
        choices=Taking.choices, label=_("People"), empty_label=None, method="of"
    )

    class Meta:
        """The order of the fields on the page."""

        model = Standing
        fields = ("q", "status", "cohort", "ends", "booked", "who")

    def __init__(self, data: Any, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Show who takes part now unless asked for everybody; offer the programme's cohorts."""
        super().__init__(_with_default(data, "who", Taking.values), *args, **kwargs)
        self.filters["cohort"].field.queryset = programme.cohorts.order_by("number")

    def with_status(self, standings: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Keep those of whom the register says so."""
        if value == RegisterStatus.AWAY:
            return standings.filter(is_paused=True)
        return standings.filter(is_paused=False, status=value)

    def in_cohort(self, standings: StandingQuerySet, name: str, value: Cohort) -> StandingQuerySet:
        """Keep those who have, or had, a place in a cohort."""
        places = Participant.objects.filter(
            cohort=value, person=OuterRef("person"), role=OuterRef("policy__role")
        )
        return standings.filter(Exists(places))

    def in_month(self, standings: StandingQuerySet, name: str, value: date) -> StandingQuerySet:
        """Keep those whose training runs out in a month."""
        return standings.filter(expires_on__gte=value, expires_on__lt=add_months(value, 1))

    def with_place(self, standings: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Keep those with, or without, a place at a session that keeps training current."""
        booked = Exists(counted_bookings(timezone.now()).filter(person=OuterRef("person")))
        return standings.filter(booked if value == Booked.YES else ~booked)

    def of(self, standings: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Keep those who take part now, or everybody."""
        return standings if value == Taking.ALL else taking_part(standings)


def _with_default(data: Any, name: str, values: list[str]) -> Any:
    """Return the query with the first of the values where it names none of them."""
    query = data.copy()
    if query.get(name) not in values:
        query[name] = values[0]
    return query
