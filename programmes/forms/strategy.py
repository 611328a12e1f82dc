"""What those who draw a programme's strategy map type in."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from programmes.enums import Direction, GoalTheme
from programmes.forms.days import DayField
from programmes.measures import all_measures, measure_of
from programmes.models import Objective, Programme, StrategicGoal


class AmountField(forms.DecimalField):
    """A value of an indicator, as large and as fine as it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what the columns hold."""
        super().__init__(max_digits=12, decimal_places=2, **kwargs)


class OwnerField(forms.ModelChoiceField[Person]):
    """Somebody to look after an indicator."""

    def label_from_instance(self, obj: Person) -> str:
        """Say what they are called."""
        return obj.name


class GoalForm(forms.Form):
    """Something the organisation wants to reach."""

    title = forms.CharField(
        label=_("Goal"),
        help_text=_("Such as “Half of our leaders come from within”."),
        max_length=160,
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=GoalTheme.choices)
    description = forms.CharField(
        label=_("In a sentence or two"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class ObjectiveForm(forms.Form):
    """What a programme is to achieve for a goal."""

    goal = forms.ModelChoiceField(
        queryset=StrategicGoal.objects.none(), label=_("Serves the goal"), empty_label=None
    )
    title = forms.CharField(
        label=_("Objective"),
        help_text=_("What is different when it is reached: “Two in three mentees move up”."),
        max_length=200,
    )
    description = forms.CharField(
        label=_("In a sentence or two"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        objective: Objective | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the goals that are pursued, and the one that the objective serves."""
        super().__init__(*args, **kwargs)
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        wanted = Q(ended_on__isnull=True)
        if objective is not None:
            wanted |= Q(pk=objective.goal_id)
        field.queryset = StrategicGoal.objects.filter(wanted, organisation=organisation)


class IndicatorForm(forms.Form):
    """How one would see that an objective is reached."""

    name = forms.CharField(
        label=_("Indicator"),
        help_text=_("What is looked at: “Mentees in a leading role a year later”."),
        max_length=160,
    )
    measure = forms.ChoiceField(
        label=_("Where its values come from"),
        help_text=_("Below the form you find exactly what each figure counts."),
        required=False,
    )
    definition = forms.CharField(
        label=_("Exactly what is counted"),
        help_text=_("So that two people would come to the same number."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    unit = forms.CharField(
        label=_("Unit"),
        help_text=_("Such as “%”, “people” or “days”. A figure counted here brings its own."),
        max_length=20,
        required=False,
    )
    direction = forms.ChoiceField(
        label=_("Which way is better"), choices=Direction.choices, widget=forms.RadioSelect
    )
    baseline = AmountField(
        label=_("Baseline"),
        help_text=_("Where it stood before. Without one nobody can tell whether it is on course."),
        required=False,
    )
    baseline_on = DayField(label=_("Baseline as of"), required=False)
    target = AmountField(label=_("Target"))
    due_on = DayField(label=_("To be reached by"))
    owner = OwnerField(
        queryset=Person.objects.none(),
        label=_("Who looks after it"),
        help_text=_("Somebody of the team, or a sponsor."),
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(
        self, *args: Any, programme: Programme, owner: Person | None = None, **kwargs: Any
    ) -> None:
        """Offer the figures there are, and the people who stand for the programme now."""
        super().__init__(*args, **kwargs)
        source, owners = self.fields["measure"], self.fields["owner"]
        assert isinstance(source, forms.ChoiceField)  # noqa: S101  (for the type checker)
        assert isinstance(owners, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        counted = [(each.key, each.title) for each in all_measures()]
        source.choices = [("", _("Entered by hand")), (_("Counted here"), counted)]
        standing = Q(pk__in=programme.team.current().values("person")) | Q(
            pk__in=programme.sponsorships.current().values("person")
        )
        if owner is not None:
            standing |= Q(pk=owner.pk)
        owners.queryset = Person.objects.filter(standing).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Refuse a baseline without its day, and a way that goes the wrong way."""
        cleaned: dict[str, Any] = super().clean() or {}
        baseline, target = cleaned.get("baseline"), cleaned.get("target")
        baseline_on, due_on = cleaned.get("baseline_on"), cleaned.get("due_on")
        if baseline is not None and not baseline_on and "baseline_on" not in self.errors:
            self.add_error("baseline_on", _("Please say of which day the baseline is."))
        if baseline_on and baseline is None and "baseline" not in self.errors:
            self.add_error("baseline", _("Please say where it stood on that day."))
        if baseline_on and due_on and due_on <= baseline_on:
            self.add_error("due_on", _("The target is reached after the day of the baseline."))
        if baseline is not None and target is not None:
            self._check_way(rises=target > baseline, falls=target < baseline)
        if measure := measure_of(cleaned.get("measure", "")):
            cleaned["unit"] = str(measure.unit)
        return cleaned

    def _check_way(self, *, rises: bool, falls: bool) -> None:
        """Compare which way target and baseline say is better with what was chosen."""
        direction = self.cleaned_data.get("direction")
        if rises and direction == Direction.LOWER:
            self.add_error("direction", _("The target lies above the baseline: is higher better?"))
        if falls and direction == Direction.HIGHER:
            self.add_error("direction", _("The target lies below the baseline: is lower better?"))


class IndicatorValueForm(forms.Form):
    """What somebody read off an indicator on a day."""

    value = AmountField(label=_("Value"))
    as_of = DayField(
        label=_("As of"),
        help_text=_("A day has one value: another one for the same day takes its place."),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("So that somebody else can find it again: “HR system, report 14”."),
        max_length=200,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer today."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["as_of"].initial = today

    def clean_as_of(self) -> date:
        """Refuse a day that is still to come."""
        as_of: date = self.cleaned_data["as_of"]
        if as_of > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return as_of
