"""What coordinators type in about agendas and decay, and mentors about their skills."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from programmes.forms.days import DayField
from training.actions.agendas import ItemGiven
from training.actions.sessions import SessionPlan
from training.agenda.enums import AgendaForm
from training.agenda.timing import minutes_of
from training.decay import HALF_LIVES
from training.enums import CourseKind, SessionKind
from training.models import Community, Competency, Course, RefresherAgenda

MOST_MINUTES = 240
MOST_ITEMS = 12
MOST_PLACES = 1000


class AgendaItemForm(forms.Form):
    """One item of an agenda."""

    pk = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("About"), max_length=120)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_MINUTES)


class BaseItemFormSet(forms.BaseFormSet[AgendaItemForm]):
    """The items of an agenda; one at least stays."""

    def clean(self) -> None:
        """Refuse an agenda without items."""
        if any(self.errors):
            return
        if not self.given():
            raise ValidationError(__("Keep one item at least, or drop the agenda."))

    def given(self) -> list[ItemGiven]:
        """Return the items that stay, in the order given."""
        staying = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        last = float("inf")
        staying.sort(key=lambda item: item["ORDER"] if item["ORDER"] is not None else last)
        return [ItemGiven(item["title"], item["minutes"], item["pk"]) for item in staying]


ItemFormSet = forms.formset_factory(
    AgendaItemForm,
    formset=BaseItemFormSet,
    extra=1,
    can_order=True,
    can_delete=True,
    max_num=MOST_ITEMS,
    validate_max=True,
)


class AgendaTitleForm(forms.Form):
    """What an agenda is called."""

    title = forms.CharField(label=_("Title"), max_length=120)


class AgendaSessionForm(forms.Form):
    """When and where an agenda becomes a session."""

    day = DayField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_PLACES, initial=16)
    course = forms.ModelChoiceField(
        queryset=Course.objects.none(),
        label=_("Course"),
        help_text=_("It says what the hours count as."),
        empty_label=_("A new refresher of this title"),
        required=False,
    )
    community = forms.ModelChoiceField(
        queryset=Community.objects.none(),
        label=_("Community"),
        help_text=_("The gathering is for its members."),
        empty_label=_("None: all mentors may come"),
        required=False,
    )

    def __init__(self, *args: Any, agenda: RefresherAgenda, **kwargs: Any) -> None:
        """Ask for a course of a half-day, for a community of an hour; name the zone."""
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        programme = agenda.programme
        courses = Course.objects.filter(
            organisation=programme.organisation_id, kind=CourseKind.REFRESHER
        ).offered()
        communities = Community.objects.filter(programme=programme).alive()
        if agenda.form == AgendaForm.HOUR:
            del self.fields["course"]
            self._offer("community", communities)
        else:
            del self.fields["community"]
            self._offer("course", courses)
        self.fields["starts"].help_text = __("In your own time: %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a time that has passed, and an agenda on which nothing stands."""
        given = super().clean() or {}
        if not minutes_of(self.agenda.items.all()):
            self.add_error(None, __("Nothing stands on this agenda yet: add an item first."))
        if given.get("day") and given.get("starts"):
            given["starts_at"] = timezone.make_aware(
                datetime.combine(given["day"], given["starts"])
            )
            if given["starts_at"] <= timezone.now():
                self.add_error("day", __("This time has passed: choose one to come."))
        return given

    def plan(self) -> SessionPlan:
        """Return when and where; what it is about stands in the agenda."""
        given = self.cleaned_data
        return SessionPlan(
            title=self.agenda.title,
            kind=SessionKind.WORKSHOP,
            starts_at=given["starts_at"],
            minutes=1,
            capacity=given["capacity"],
            place=given["place"],
            course=given.get("course"),
            community=given.get("community"),
        )

    def _offer(self, name: str, rows: Any) -> None:
        """Let a field choose among rows."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = rows


class HalfLifeForm(forms.Form):
    """In how many months half is taken to fade."""

    months = forms.TypedChoiceField(
        label=_("Half of a skill fades in"),
        coerce=Decimal,
        choices=[
            (str(months), _("%(months)s months") % {"months": f"{months:g}"})
            for months in HALF_LIVES
        ],
    )


class SelfRatingForm(forms.Form):
    """How well somebody says they can do each thing; what is left out is not asked again."""

    def __init__(self, *args: Any, competencies: list[Competency], **kwargs: Any) -> None:
        """Ask for each competency on a scale from 1 to 7."""
        super().__init__(*args, **kwargs)
        self.competencies = competencies
        for competency in competencies:
            self.fields[competency.key] = forms.TypedChoiceField(
                label=competency.name,
                help_text=competency.description,
                choices=[("", __("Not today")), *((n, str(n)) for n in range(1, 8))],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a form on which nothing was said."""
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise ValidationError(__("Choose a number for one of them at least."))
        return given

    def values(self) -> dict[Competency, int]:
        """Return what was said, by competency."""
        return {
            competency: self.cleaned_data[competency.key]
            for competency in self.competencies
            if self.cleaned_data[competency.key] is not None
        }
