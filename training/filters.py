"""Narrowing the lists of sessions and of the register."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.models.person import PersonQuerySet
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant, Programme
from training.currency.days import add_months
from training.enums import (
    NOT_COMING,
    Audience,
    CourseKind,
    CurrencyStatus,
    RegisterStatus,
    SessionKind,
    SessionState,
)
from training.models import Competency, Course, Session, Standing
from training.models.course import CourseQuerySet
from training.models.currency import StandingQuerySet
from training.models.session import SessionQuerySet
from training.queries.answers import silent_people
from training.queries.choosing import in_role, waiting_elsewhere
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
        """Keep sessions to come with modules that are open, past or cancelled."""
        if value == When.PAST:
            return sessions.past()
        if value == When.CANCELLED:
            return sessions.filter(state=SessionState.CANCELLED).order_by("-starts_at")
        return sessions.upcoming() | sessions.open_modules().order_by("starts_at")


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


class Offered(TextChoices):
    """Which courses to see."""

    NOW = "now", _("Offered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ALL = "all", _("All")


class CourseFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows courses; those offered unless it is told otherwise."""

    audience = django_filters.ChoiceFilter(
        choices=Audience.choices, label=_("For"), empty_label=_("Everybody")
    )
    kind = django_filters.ChoiceFilter(
        choices=CourseKind.choices, label=_("Kind"), empty_label=_("All kinds")
    )
    competency = django_filters.ModelChoiceFilter(
        queryset=Competency.objects.none(),
        field_name="competencies",
        label=_("Works on"),
        empty_label=_("Anything"),
    )
    offered = django_filters.ChoiceFilter(
        choices=Offered.choices, label=_("Courses"), empty_label=None, method="which"
    )

    class Meta:
        """The order of the fields on the page."""

        model = Course
        fields = ("audience", "kind", "competency", "offered")

    def __init__(self, data: Any, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Show courses that are offered unless asked for others."""
        super().__init__(_with_default(data, "offered", Offered.values), *args, **kwargs)
        self.filters["competency"].queryset = organisation.competencies.all()

    def which(self, courses: CourseQuerySet, name: str, value: str) -> CourseQuerySet:
        """Keep courses that are offered, withdrawn ones, or all."""
        if value == Offered.ALL:
            return courses
        return courses.filter(is_active=value == Offered.NOW)


def _with_default(data: Any, name: str, values: list[str]) -> Any:
    """Return the query with the first of the values where it names none of them."""
    query = data.copy()
    if query.get(name) not in values:
        query[name] = values[0]
    return query


class Answered(TextChoices):
    """Whom to choose among for a session."""

    OPEN = "open", _("Not booked yet")
    SILENT = "silent", _("Asked, not answered")
    WAITING_ELSEWHERE = "line", _("Waiting in line elsewhere")
    ALL = "all", _("Everybody it is for")


class ChoosingFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows who may come to a session by name, role, currency and what they answered."""

    q = django_filters.CharFilter(
        field_name="name",
        lookup_expr="icontains",
        label=_("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = django_filters.ChoiceFilter(
        choices=ParticipantRole.choices, label=_("Role"), empty_label=_("Any"), method="as_role"
    )
    status = django_filters.ChoiceFilter(
        choices=CurrencyStatus.choices, label=_("Currency"), empty_label=_("Any")
    )
    who = django_filters.ChoiceFilter(
        choices=Answered.choices, label=_("People"), empty_label=None, method="of"
    )

    class Meta:
        """The order of the fields on the page."""

        model = Person
        fields = ("q", "role", "status", "who")

    def __init__(self, data: Any, *args: Any, session: Session, **kwargs: Any) -> None:
        """Show who has not booked yet unless asked for others."""
        self.session = session
        super().__init__(_with_default(data, "who", Answered.values), *args, **kwargs)

    def as_role(self, people: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        """Keep mentors, or mentees."""
        return in_role(people, self.session, value)

    def of(self, people: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        """Keep those who have not booked, not answered, or wait elsewhere."""
        if value == Answered.ALL:
            return people
        if value == Answered.SILENT:
            return people.filter(pk__in=silent_people(self.session).values("pk"))
        free = people.filter(Q(answer__isnull=True) | Q(answer__in=list(NOT_COMING)))
        if value == Answered.WAITING_ELSEWHERE:
            return waiting_elsewhere(free, self.session)
        return free
