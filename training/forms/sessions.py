"""A session to be planned, called off, and places at it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.forms.days import DayField
from programmes.models import Cohort, Programme
from training.actions import SessionPlan
from training.enums import SessionKind
from training.models import Course, Session
from training.queries.sessions import people_who_may_come

SHORTEST, LONGEST = 5, 24 * 60
MOST_PLACES = 1000


class SessionForm(forms.Form):
    """A session to be planned."""

    course = forms.ModelChoiceField(
        queryset=Course.objects.none(),
        label=_("Course"),
        help_text=_("It says for whom the session is and what its hours count as."),
        empty_label=_("None: everybody may come"),
        required=False,
    )
    title = forms.CharField(
        label=_("Title"),
        help_text=_("What people will see, such as “Difficult conversations”."),
        max_length=120,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices)
    day = DayField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST, initial=180
    )
    place = forms.CharField(
        label=_("Place or link"),
        help_text=_("People see it when they book."),
        max_length=200,
        required=False,
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        help_text=_("Whoever books after the last one waits in line."),
        min_value=1,
        max_value=MOST_PLACES,
        initial=12,
    )
    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(),
        label=_("Cohort"),
        empty_label=_("All cohorts"),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the organisation's courses and the programme's cohorts; name the zone."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["course"], programme.organisation.courses.all())
        _offer(self.fields["cohort"], programme.cohorts.open())
        self.fields["starts"].help_text = __("In your own time: %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }

    def plan(self) -> SessionPlan:
        """Return what was typed in."""
        given = dict(self.cleaned_data)
        starts_at = datetime.combine(given.pop("day"), given.pop("starts"))
        return SessionPlan(starts_at=timezone.make_aware(starts_at), **given)


class CancelSessionForm(forms.Form):
    """Why a session is called off."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody who booked reads it in the mail."),
        max_length=200,
        required=False,
    )


class PlaceForm(forms.Form):
    """Who gets a place at a session, by name or address."""

    who = forms.CharField(label=_("Name or e-mail address"), max_length=254)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        """Remember for whom the session is."""
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_who(self) -> Person:
        """Return the one person meant; refuse a name that fits nobody or several."""
        wanted = self.cleaned_data["who"].strip()
        may_come = people_who_may_come(self.session)
        found = list(may_come.filter(Q(name__iexact=wanted) | Q(email__iexact=wanted))[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(__("Several people have this name: give the e-mail address."))
        raise ValidationError(_nobody(may_come.filter(name__icontains=wanted)))


def _nobody(alike: "QuerySet[Person]") -> str:
    """Say that nobody was found, and who may have been meant."""
    names = list(alike.order_by("name").values_list("name", flat=True)[:3])
    if not names:
        return __("Nobody of that name can come to this session.")
    return __("Nobody has exactly this name. Did you mean %(names)s?") % {"names": ", ".join(names)}


def _offer(field: forms.Field, rows: "QuerySet[Any]") -> None:
    """Let a field choose among rows."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
    field.queryset = rows
