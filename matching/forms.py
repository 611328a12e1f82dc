"""What coordinators and the people of a match type in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from matching.actions.proposals import MATCHABLE, USUAL_DAYS
from matching.enums import CURRENT_STATES, DeclineReason, MatchOutcome
from programmes.enums import ParticipantRole
from programmes.forms.days import DayField
from programmes.models import Cohort, Participant

LENGTHS = [
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("an hour")),
    (90, _("an hour and a half")),
]
MOST_DAYS = 60
FURTHEST_AHEAD = timedelta(days=400)


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Participants by name, each with the number of matches they are in."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and how many matches the participant is in now."""
        if not obj.match_count:
            return str(obj.person.name)
        count = ngettext("in %(n)d match", "in %(n)d matches", obj.match_count)
        return f"{obj.person.name} ({count % {'n': obj.match_count}})"


class TermsForm(forms.Form):
    """What a proposal is about, and how long its people have to answer."""

    title = forms.CharField(
        label=_("Project or theme"),
        help_text=_("In a few words, such as “First year as a team lead”. They read it."),
        max_length=120,
        required=False,
    )
    answer_days = forms.IntegerField(
        label=_("Days to answer"),
        help_text=_("From 1 to 60; a week where you leave it empty. They are reminded once."),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        required=False,
    )

    def clean_answer_days(self) -> int:
        """Return a week where nobody says otherwise."""
        return self.cleaned_data["answer_days"] or USUAL_DAYS


class MatchForm(TermsForm):
    """Who might meet whom, and about what."""

    mentors = PeopleField(queryset=Participant.objects.none(), label=_("Mentors"))
    mentees = PeopleField(queryset=Participant.objects.none(), label=_("Mentees"))
    field_order = ("mentors", "mentees", "title", "answer_days")

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        """Offer the mentors and mentees of one cohort."""
        super().__init__(*args, **kwargs)
        for name, role in (
            ("mentors", ParticipantRole.MENTOR),
            ("mentees", ParticipantRole.MENTEE),
        ):
            field = self.fields[name]
            assert isinstance(field, PeopleField)  # noqa: S101  (for the type checker)
            field.queryset = _matchable(cohort, role)


class PeerForm(TermsForm):
    """Who might support each other, and about what."""

    peers = PeopleField(queryset=Participant.objects.none(), label=_("Peer partners"))
    field_order = ("peers", "title", "answer_days")

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        """Offer everybody in one cohort, on whichever side."""
        super().__init__(*args, **kwargs)
        field = self.fields["peers"]
        assert isinstance(field, PeopleField)  # noqa: S101  (for the type checker)
        field.queryset = _matchable(cohort, *ParticipantRole)


class DeclineForm(forms.Form):
    """A no that needs no excuse."""

    reason = forms.ChoiceField(
        label=_("Would you like to say why?"),
        choices=[*DeclineReason.choices],
        widget=forms.RadioSelect,
        initial=DeclineReason.UNSAID,
    )
    note = forms.CharField(
        label=_("A few words for your coordinator"),
        help_text=_("Only coordinators read them."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class CloseForm(forms.Form):
    """What a match reached, where the programme says so."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("None to note")), *MatchOutcome.choices],
        required=False,
    )


class MomentForm(forms.Form):
    """A moment to come, in the reader's own time."""

    day = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        """Add `starts_at`; refuse an hour that the clocks skip, that is over, or far away."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day is None or hour is None:
            return cleaned
        naive = datetime.combine(day, hour)
        zone = timezone.get_current_timezone()
        starts_at = naive.replace(tzinfo=zone)
        if starts_at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
            self.add_error("hour", _("The clocks go forward then, and skip this hour."))
        elif starts_at <= timezone.now():
            self.add_error("day", _("That is over already. Choose a time to come."))
        elif starts_at > timezone.now() + FURTHEST_AHEAD:
            self.add_error("day", _("That is more than a year away."))
        cleaned["starts_at"] = starts_at
        return cleaned


def _matchable(cohort: Cohort, *roles: ParticipantRole) -> "QuerySet[Participant]":
    """Return who of a cohort can be matched in a role, the free ones first, then by name."""
    current = Q(match_places__match__state__in=CURRENT_STATES)
    return (
        Participant.objects.filter(cohort=cohort, role__in=roles)
        .in_states(MATCHABLE)
        .select_related("person", "cohort__programme__organisation")
        .annotate(match_count=Count("match_places", filter=current))
        .order_by("match_count", Lower("person__name"), "pk")
    )
