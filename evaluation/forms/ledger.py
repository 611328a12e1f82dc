"""What somebody types in about findings, recommendations and lessons."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from evaluation.ledger.figures import FigureChoice
from mentorship.accounts.models import Person
from programmes.enums import Direction, Effort, Reach
from programmes.forms.cloning import DecisionForm
from programmes.forms.days import DayField
from programmes.forms.strategy import OwnerField
from programmes.measures import all_measures
from programmes.models import Cohort, Programme
from programmes.models.cohort import CohortQuerySet

NOBODY = _("Nobody yet")


class CohortField(forms.ModelChoiceField[Cohort]):
    """A cohort of one of several programmes."""

    def label_from_instance(self, obj: Cohort) -> str:
        """Say which programme's cohort it is, where the name does not."""
        programme = obj.programme.name
        return obj.name if programme in obj.name else f"{programme}: {obj.name}"


class FindingForm(forms.Form):
    """What a figure of one source shows."""

    figure = forms.ChoiceField(
        label=_("Figure"),
        help_text=_("It is copied as it stands, with its n and where it comes from."),
        error_messages={"required": _("Choose the figure that shows it.")},
    )
    text = forms.CharField(
        label=_("What it shows"),
        help_text=_("One sentence, such as “Fewer than half met in the first month”."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, figures: Sequence[FigureChoice], *args: Any, **kwargs: Any) -> None:
        """Offer the figures of the source."""
        super().__init__(*args, **kwargs)
        self.figures = {figure.key: figure for figure in figures}
        field = self.fields["figure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", _("Choose a figure"))] + [
            (figure.key, f"{figure.name}: {figure.words}") for figure in figures
        ]

    def finding(self) -> dict[str, Any]:
        """Return what is to be kept: the figure as it was offered, never as it was typed."""
        chosen = self.figures[self.cleaned_data["figure"]]
        return {
            "text": self.cleaned_data["text"],
            "figure_key": chosen.key,
            "figure_name": chosen.name,
            "figure": chosen.words,
            "n": chosen.n,
        }


class TypedFindingForm(forms.Form):
    """What a figure shows that the product does not know."""

    text = forms.CharField(
        label=_("What was found"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    figure = forms.CharField(
        label=_("The figure"),
        help_text=_("With what it was counted over: “9 of 14 mentees”."),
        max_length=200,
    )
    n = forms.IntegerField(
        label=_("How many are behind it"),
        help_text=_("Leave it empty where nobody knows."),
        min_value=1,
        max_value=10_000_000,
        required=False,
    )
    source_words = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("So that somebody else could look it up: who counted, when, in what."),
        max_length=300,
    )

    def finding(self) -> dict[str, Any]:
        """Return what is to be kept."""
        return dict(self.cleaned_data)


class RecommendationForm(forms.Form):
    """What should be done otherwise, why, and how one would see that it helped."""

    text = forms.CharField(
        label=_("What should change"),
        help_text=_("Something somebody can do: “Ask line managers to keep the hour free”."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    figure = forms.CharField(
        label=_("The figure behind it"),
        help_text=_("With what it was counted over and its source. Better: begin with a finding."),
        max_length=200,
        required=False,
    )
    owner = OwnerField(
        queryset=Person.objects.none(), label=_("Owner"), empty_label=NOBODY, required=False
    )
    effort = forms.ChoiceField(
        label=_("Effort"), choices=[("", _("Not known yet")), *Effort.choices], required=False
    )
    applies = forms.ChoiceField(label=_("Where it applies"), choices=Reach.choices)
    measure = forms.ChoiceField(
        label=_("The figure it should move"),
        help_text=_("It is read when this is decided, and again when the cohort that tried it "
                    "closes, so that the next report can say whether it moved."),
        required=False,
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Which way is better"), choices=Direction.choices, initial=Direction.HIGHER
    )

    def __init__(
        self, *args: Any, programme: Programme, has_finding: bool = False, **kwargs: Any
    ) -> None:
        """Offer the team and the figures; what a finding brings is not typed again."""
        super().__init__(*args, **kwargs)
        _offer_people(self, programme)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", _("None that is counted here"))] + [
            (measure.key, str(measure.title)) for measure in all_measures()
        ]
        if has_finding:
            del self.fields["figure"]


class LedgerDecisionForm(DecisionForm):
    """What becomes of one recommendation, which cohort tries it, and who sees to it."""

    cohort = CohortField(
        queryset=Cohort.objects.none(),
        label=_("Who tries it"),
        empty_label=_("This programme, in no particular cohort"),
        required=False,
    )
    owner = OwnerField(
        queryset=Person.objects.none(), label=_("Owner"), empty_label=NOBODY, required=False
    )
    due_on = DayField(label=_("Promised until"), required=False)

    def __init__(
        self, *args: Any, programme: Programme, cohorts: CohortQuerySet, **kwargs: Any
    ) -> None:
        """Offer the cohorts that could try it, and the team."""
        super().__init__(*args, **kwargs)
        _offer_people(self, programme)
        _offer_cohorts(self, cohorts)


class PromiseForm(forms.Form):
    """Who carries a promise out, and until when."""

    owner = OwnerField(
        queryset=Person.objects.none(), label=_("Owner"), empty_label=NOBODY, required=False
    )
    due_on = DayField(label=_("Promised until"), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the team."""
        super().__init__(*args, **kwargs)
        _offer_people(self, programme)


class TakeForm(PromiseForm):
    """How another programme's lesson is taken into this one."""

    words = forms.CharField(
        label=_("Adapted, in your words"),
        help_text=_("What you will do instead. Leave it empty to take it as it stands."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    cohort = CohortField(
        queryset=Cohort.objects.none(),
        label=_("Who tries it"),
        empty_label=_("This programme, in no particular cohort"),
        required=False,
    )
    field_order = ("words", "cohort", "owner", "due_on")

    def __init__(self, *args: Any, cohorts: CohortQuerySet, **kwargs: Any) -> None:
        """Offer this programme's cohorts."""
        super().__init__(*args, **kwargs)
        _offer_cohorts(self, cohorts)


class Became(TextChoices):
    """What became of a recommendation."""

    ANY = "", _("Everything")
    OPEN = "open", _("Open")
    PROMISED = "promised", _("Promised, not done yet")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class LedgerFilter(forms.Form):
    """Narrows the ledger."""

    state = forms.ChoiceField(label=_("What became of it"), choices=Became.choices, required=False)


class LessonFilter(LedgerFilter):
    """Looks for lessons."""

    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    field_order = ("q", "state")


def _offer_people(form: forms.Form, programme: Programme) -> None:
    """Offer those who work for the programme now, and whoever owns it already."""
    held = form.initial.get("owner")
    team = Person.objects.filter(pk__in=programme.team.current().values("person"))
    if held is not None:
        team |= Person.objects.filter(pk=getattr(held, "pk", held))
    _offer(form, "owner", team.order_by("name"))


def _offer_cohorts(form: forms.Form, cohorts: CohortQuerySet) -> None:
    """Offer cohorts that are not closed."""
    offered = cohorts.open().select_related("programme").order_by("programme__name", "number")
    _offer(form, "cohort", offered)


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
    field.queryset = rows
