"""A session to be planned or changed, called off, and what was noted at it."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.common.addresses import is_link
from programmes.forms.days import DayField
from programmes.models import Cohort, Programme
from training.actions import SessionPlan
from training.enums import Audience, SessionKind
from training.forms.people import PeopleField
from training.models import Community, Competency, Course, Session
from training.queries.leaders import people_who_may_lead

SHORTEST, LONGEST = 5, 24 * 60
MOST_PLACES = 1000
LENGTHS = (
    ("", _("As many minutes as I type below")),
    ("210", _("Half a day: 3.5 hours")),
    ("420", _("A whole day: 7 hours")),
)


class SessionForm(forms.Form):
    """A session to be planned or changed."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What people will see, such as “Difficult conversations”."),
        max_length=120,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices)
    course = forms.ModelChoiceField(
        queryset=Course.objects.none(),
        label=_("Course"),
        help_text=_("It says for whom the session is and what its hours count as."),
        empty_label=_("None: I say below whom it is for"),
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("For"),
        help_text=_("Used where there is no course."),
        choices=Audience.choices,
        initial=Audience.BOTH,
        required=False,
    )
    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(),
        label=_("Cohort"),
        empty_label=_("All cohorts"),
        required=False,
    )
    day = DayField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    length = forms.ChoiceField(label=_("Length"), choices=LENGTHS, required=False)
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        help_text=_("Where it is neither half a day nor a whole one."),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=180,
        required=False,
    )
    place = forms.CharField(
        label=_("Place or link"),
        help_text=_("A link is shown to those who have a place, a room to everybody."),
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
    facilitators = PeopleField(
        label=_("Who leads it"),
        help_text=_("Names of the team or of mentors, one to a line."),
        max_length=2000,
        required=False,
    )
    competencies = forms.ModelMultipleChoiceField(
        queryset=Competency.objects.none(),
        label=_("What it works on"),
        help_text=_("Where that is not what its course works on."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    open_until = DayField(
        label=_("Open until"),
        help_text=_("Until when people can do the module by themselves."),
        required=False,
    )
    community = forms.ModelChoiceField(
        queryset=Community.objects.none(),
        label=_("Community"),
        empty_label=_("None: everybody it is for"),
        required=False,
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    slot_title = forms.CharField(
        label=_("Training slot"),
        help_text=_("A short training inside a gathering, which counts as refresher hours."),
        max_length=120,
        required=False,
    )
    slot_minutes = forms.IntegerField(
        label=_("Minutes of training"), min_value=SHORTEST, max_value=LONGEST, required=False
    )
    slot_competencies = forms.ModelMultipleChoiceField(
        queryset=Competency.objects.none(),
        label=_("What the training slot works on"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer what belongs to the programme and its organisation; name the zone."""
        super().__init__(*args, **kwargs)
        competencies = programme.organisation.competencies.all()
        offer(self.fields["course"], programme.organisation.courses.all())
        offer(self.fields["cohort"], programme.cohorts.open())
        offer(self.fields["community"], programme.communities.alive())
        offer(self.fields["competencies"], competencies)
        offer(self.fields["slot_competencies"], competencies)
        self.fields["facilitators"].among = people_who_may_lead(programme)  # type: ignore[attr-defined]  # ours
        self.fields["starts"].help_text = in_own_time()

    def clean_place(self) -> str:
        """Refuse addresses that no browser should open."""
        place: str = self.cleaned_data["place"].strip()
        if "://" in place and not is_link(place):
            raise ValidationError(__("A link begins with https:// and has no blanks."))
        return place

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of session needs, and drop what it has no use for."""
        given = super().clean() or {}
        given["audience"] = given.get("audience") or Audience.BOTH
        self._clean_length(given)
        if given.get("kind") == SessionKind.MODULE:
            self._clean_module(given)
        elif "open_until" in given:
            given["open_until"] = None
        if given.get("kind") == SessionKind.GATHERING:
            self._clean_slot(given)
        else:
            given |= {"community": None, "slot_title": "", "slot_minutes": None}
            given["slot_competencies"] = ()
        return given

    def plan(self) -> SessionPlan:
        """Return what was typed in; the leaders and the version stand beside it."""
        given = self.cleaned_data
        asked = {
            field.name: given[field.name] for field in fields(SessionPlan) if field.name in given
        }
        for name in ("competencies", "slot_competencies"):
            asked[name] = tuple(given[name])
        starts_at = datetime.combine(given["day"], given["starts"])
        return SessionPlan(starts_at=timezone.make_aware(starts_at), **asked)

    def _clean_length(self, given: dict[str, Any]) -> None:
        """Let a half or whole day fill in the minutes."""
        if given.get("length"):
            given["minutes"] = int(given["length"])
        elif "minutes" in given and given["minutes"] is None:
            self.add_error("minutes", __("Say how long it is."))

    def _clean_module(self, given: dict[str, Any]) -> None:
        """Ask until when a module is open; it has no place to go to."""
        given["place"] = ""
        until, day = given.get("open_until"), given.get("day")
        if "open_until" in given and until is None:
            self.add_error("open_until", __("Say until when the module is open."))
        elif until and day and until < day:
            self.add_error("open_until", __("It is open until its first day at least."))

    def _clean_slot(self, given: dict[str, Any]) -> None:
        """Ask for both the name and the length of a training slot, and for room for it."""
        title, minutes = given.get("slot_title"), given.get("slot_minutes")
        if title and not minutes and "slot_minutes" in given:
            self.add_error("slot_minutes", __("Say how long the training slot is."))
        if minutes and not title and "slot_title" in given:
            self.add_error("slot_title", __("Say what the training slot is about."))
        if minutes and given.get("minutes") and minutes > given["minutes"]:
            self.add_error("slot_minutes", __("The training slot is longer than the gathering."))


class CancelSessionForm(forms.Form):
    """Why a session is called off."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody who booked reads it in the mail."),
        max_length=200,
        required=False,
    )


def typed_from(session: Session) -> dict[str, Any]:
    """Return a session as it would be typed in, in the reader's own time."""
    local = timezone.localtime(session.starts_at)
    return {
        "title": session.title,
        "kind": session.kind,
        "course": session.course_id,
        "audience": session.audience,
        "cohort": session.cohort_id,
        "day": local.date(),
        "starts": local.time(),
        "minutes": session.minutes,
        "place": session.place,
        "capacity": session.capacity,
        "facilitators": list(session.facilitators.order_by("name")),
        "competencies": list(session.competencies.all()),
        "open_until": session.open_until,
        "community": session.community_id,
        "agenda": session.agenda,
        "slot_title": session.slot_title,
        "slot_minutes": session.slot_minutes,
        "slot_competencies": list(session.slot_competencies.all()),
        "version": session.sequence,
    }


def in_own_time() -> str:
    """Say in which zone a time is typed in."""
    return __("In your own time: %(zone)s.") % {"zone": timezone.get_current_timezone_name()}


def offer(field: forms.Field, rows: "QuerySet[Any]") -> None:
    """Let a field choose among rows."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
    field.queryset = rows
