"""Communities, their gatherings, and whom to invite, as they are typed in."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.forms.days import DayField
from programmes.models import Cohort, Programme
from training.actions.communities import CommunityPlan
from training.actions.sessions import SessionPlan
from training.communities.enums import CommunityKind, DigestRhythm, Joining
from training.communities.queries import AUDIENCE_OF_KIND
from training.enums import SessionKind
from training.models import Community, Competency, Session

SHORTEST, LONGEST = 5, 24 * 60
MOST_PLACES = 1000
MOST_A_YEAR = 52
# A circle in which everybody can speak, where nobody says otherwise.
USUAL_PLACES = 12


class CommunityForm(forms.Form):
    """A community to be begun or changed."""

    name = forms.CharField(
        label=_("Name"), help_text=_("Such as “Mentors’ circle”."), max_length=80
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("Members and those who may join read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("For"), choices=CommunityKind.choices, widget=forms.RadioSelect
    )
    joining = forms.ChoiceField(
        label=_("Who belongs"), choices=Joining.choices, widget=forms.RadioSelect
    )
    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(),
        label=_("Cohort"),
        help_text=_("With one it is for that run alone, and ends for those in it by role."),
        empty_label=_("All cohorts, and those who finished"),
        required=False,
    )
    gatherings_a_year = forms.IntegerField(
        label=_("Gatherings in twelve months, at least"),
        help_text=_("Today says so where fewer are planned."),
        min_value=0,
        max_value=MOST_A_YEAR,
        initial=2,
    )

    def __init__(
        self, *args: Any, programme: Programme, community: Community | None = None, **kwargs: Any
    ) -> None:
        """Offer the programme's cohorts; begin with what a community is now."""
        if community is not None:
            kwargs["initial"] = {
                name: getattr(community, name) for name in self.base_fields if name != "cohort"
            } | {"cohort": community.cohort_id}
        super().__init__(*args, **kwargs)
        offered = programme.cohorts.open()
        if community is not None and community.cohort_id is not None:
            offered |= programme.cohorts.filter(pk=community.cohort_id)
        _offer(self.fields["cohort"], offered)

    def plan(self) -> CommunityPlan:
        """Return what was typed in."""
        return CommunityPlan(**self.cleaned_data)


class GatheringForm(forms.Form):
    """A gathering of a community to be planned."""

    title = forms.CharField(label=_("Title"), max_length=120)
    day = DayField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Starts at"),
        initial="10:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST, initial=90
    )
    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)
    capacity = forms.IntegerField(
        label=_("Places"),
        help_text=_("Whoever says yes after the last one waits in line."),
        min_value=1,
        max_value=MOST_PLACES,
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        help_text=_("Members read it before they say whether they come."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    slot_title = forms.CharField(
        label=_("Training slot"),
        help_text=_(
            "A short training inside it, such as “Giving feedback”: whoever comes earns refresher "
            "hours for it."
        ),
        max_length=120,
        required=False,
    )
    slot_minutes = forms.IntegerField(
        label=_("Minutes of training"), min_value=SHORTEST, max_value=LONGEST, required=False
    )
    slot_competencies = forms.ModelMultipleChoiceField(
        queryset=Competency.objects.none(),
        label=_("What the slot works on"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, community: Community, members: int = 0, **kwargs: Any) -> None:
        """Begin with the community's name and a place for everybody; name the zone."""
        super().__init__(*args, **kwargs)
        self.community = community
        self.fields["title"].initial = community.name
        self.fields["capacity"].initial = max(members, USUAL_PLACES)
        self.fields["starts"].help_text = __("In your own time: %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
        competencies = community.programme.organisation.competencies.in_use()
        _offer(self.fields["slot_competencies"], competencies)
        if not competencies.exists():
            del self.fields["slot_competencies"]

    def clean(self) -> dict[str, Any]:
        """Refuse a slot without name or length, or longer than the gathering."""
        given = super().clean() or {}
        title, minutes = given.get("slot_title"), given.get("slot_minutes")
        if title and not minutes and "slot_minutes" not in self.errors:
            self.add_error("slot_minutes", __("Say how long the training slot is."))
        if minutes and not title:
            self.add_error("slot_title", __("Say what the training slot is about."))
        if given.get("slot_competencies") and not title and not minutes:
            self.add_error("slot_title", __("Say what the training slot is about."))
        if minutes and given.get("minutes") and minutes > given["minutes"]:
            self.add_error("slot_minutes", __("It cannot be longer than the gathering."))
        return given

    def plan(self) -> SessionPlan:
        """Return what was typed in."""
        given = dict(self.cleaned_data)
        starts_at = datetime.combine(given.pop("day"), given.pop("starts"))
        competencies = tuple(given.pop("slot_competencies", ()))
        return SessionPlan(
            kind=SessionKind.GATHERING,
            starts_at=timezone.make_aware(starts_at),
            community=self.community,
            audience=AUDIENCE_OF_KIND[self.community.kind],
            slot_competencies=competencies,
            **given,
        )


class WriteUpForm(forms.Form):
    """The agenda of a session, what was noted, and where its recording is."""

    agenda = forms.CharField(
        label=_("Agenda"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("What is worth keeping. Write nothing that was said in confidence."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8000,
        required=False,
    )
    recording_url = forms.URLField(
        label=_("Link to the recording"),
        help_text=_("It begins with https:// or http://."),
        assume_scheme="https",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        """Begin with what was written before."""
        kwargs["initial"] = {name: getattr(session, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean_recording_url(self) -> str:
        """Refuse a link that no browser opens as a page."""
        url: str = self.cleaned_data["recording_url"]
        if url and not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(__("A link begins with https:// or http://."))
        return url


class InviteForm(forms.Form):
    """Whom to invite: looked for by name, ticked, and kept from one search to the next."""

    q = forms.CharField(
        label=_("Name or e-mail address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    who = forms.ModelMultipleChoiceField(
        queryset=Person.objects.get_queryset().none(),
        label=_("Whom to invite"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        """Let among those be chosen who may be invited."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["who"], people)


class DigestForm(forms.Form):
    """How often a member reads by e-mail what was written."""

    digest = forms.ChoiceField(
        label=_("What is written here, by e-mail"),
        choices=DigestRhythm.choices,
        help_text=_("With “never”, mentions are not mailed either."),
    )


def _offer(field: forms.Field, rows: "QuerySet[Any]") -> None:
    """Let a field choose among rows."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
    field.queryset = rows
