"""What people type in about goals."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from matching.actions.goals import GoalFacts
from matching.goals.enums import GoalTheme
from matching.goals.examples import Example
from matching.goals.wording import AT_THE_END, AT_THE_START
from matching.models import Goal, Match
from matching.models.goal import HIGHEST, LOWEST
from mentorship.accounts.models import Person
from programmes.forms.applying import ScaleWidget
from programmes.forms.days import DayField
from training.models import Competency

MOST_LETTERS, MOST_OF_MEASURE, MOST_WORDS = 200, 300, 1000
RATINGS = [(value, str(value)) for value in range(LOWEST, HIGHEST + 1)]
SHARES = [(value, str(value)) for value in range(0, 101, 10)]


class ShareWidget(ScaleWidget):
    """A row of shares in per cent, with words at its two ends."""

    template_name = "matching/goal_share.html"


class GoalForm(forms.Form):
    """What somebody wants to reach, and how they will know."""

    title = forms.CharField(
        label=_("What I want to reach"),
        help_text=_("In one sentence, as you would say it to a friend."),
        max_length=MOST_LETTERS,
    )
    theme = forms.ChoiceField(label=_("What it is about"), choices=[("", "…"), *GoalTheme.choices])
    measure = forms.CharField(
        label=_("How I shall know"),
        help_text=_("What you or others will see when you are there."),
        max_length=MOST_OF_MEASURE,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    start_rating = forms.TypedChoiceField(
        label=_("Where I am now"),
        help_text=_("At the end we ask again, so that you see how far you came."),
        choices=RATINGS,
        coerce=int,
        widget=ScaleWidget([AT_THE_START, AT_THE_END]),
    )
    due_on = DayField(label=_("By when"), required=False)
    competency = forms.ModelChoiceField(
        label=_("Which skill it is closest to"),
        help_text=_("We then suggest things to read and watch from your communities."),
        queryset=Competency.objects.none(),
        empty_label=_("None of these"),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, match: Match, goal: Goal | None = None, **kwargs: Any
    ) -> None:
        """Offer the skills of the match's organisation, and the goal's own."""
        super().__init__(data, **kwargs)
        self.goal = goal
        skills = Competency.objects.filter(organisation=match.cohort.programme.organisation_id)
        own = Q(pk=goal.competency_id) if goal else Q(pk=None)
        field = self.fields["competency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = skills.filter(Q(is_active=True) | own)
        if not field.queryset.exists():
            del self.fields["competency"]

    def clean_due_on(self) -> Any:
        """Refuse a day that has passed, unless it is the day the goal had before."""
        day = self.cleaned_data["due_on"]
        before = self.goal.due_on if self.goal else None
        return _not_passed(day, before)

    @property
    def facts(self) -> GoalFacts:
        """Return what was typed, once the form is valid."""
        told = self.cleaned_data
        competency = told.get("competency")
        before = self.goal.start_rating if self.goal else LOWEST
        return GoalFacts(
            title=told["title"],
            theme=told["theme"],
            measure=told["measure"],
            start_rating=told.get("start_rating", before),
            due_on=told["due_on"],
            competency_id=competency.pk if competency else None,
        )


class NewGoalForm(GoalForm):
    """A goal with its first steps."""

    first_step = forms.CharField(label=_("A first step"), max_length=MOST_LETTERS, required=False)
    second_step = forms.CharField(label=_("And then"), max_length=MOST_LETTERS, required=False)

    @property
    def steps(self) -> list[str]:
        """Return the first steps, once the form is valid."""
        told = (self.cleaned_data["first_step"], self.cleaned_data["second_step"])
        return [title for title in told if title]


class GoalEditForm(GoalForm):
    """A goal as it is, to be changed; the start rating no longer, once progress was said."""

    def __init__(self, data: Any = None, *, goal: Goal, may_rate: bool, match: Match) -> None:
        """Begin with what the goal says."""
        names = ("title", "theme", "measure", "start_rating", "due_on", "competency")
        known = {name: getattr(goal, name) for name in names}
        super().__init__(data, match=match, goal=goal, initial=known)
        if not may_rate:
            del self.fields["start_rating"]


class TakerField(forms.ModelChoiceField[Person]):
    """Who takes a step, the reader as "I"."""

    viewer: Person | None = None

    def label_from_instance(self, obj: Person) -> str:
        """Return a taker's name, and "I" for the reader."""
        return __("I") if obj == self.viewer else obj.name


class StepForm(forms.Form):
    """One step: what, who, by when."""

    title = forms.CharField(label=_("Step"), max_length=MOST_LETTERS)
    owner = TakerField(label=_("Who takes it"), queryset=Person.objects.none(), empty_label=None)
    due_on = DayField(label=_("By when"), required=False)

    def __init__(
        self, data: Any = None, *, takers: Sequence[Person], viewer: Person, **kwargs: Any
    ) -> None:
        """Offer who reads the goal."""
        super().__init__(data, auto_id="id_step_%s", **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, TakerField)  # noqa: S101  (for the type checker)
        field.viewer = viewer
        field.queryset = Person.objects.filter(pk__in=[each.pk for each in takers])
        self.initial.setdefault("owner", viewer.pk)

    def clean_due_on(self) -> Any:
        """Refuse a day that has passed, unless it is the day the step had before."""
        return _not_passed(self.cleaned_data["due_on"], self.initial.get("due_on"))


class ProgressForm(forms.Form):
    """How far a goal is, and a few words."""

    reached = forms.TypedChoiceField(
        label=_("How far are you, in per cent?"),
        choices=SHARES,
        coerce=int,
        widget=ShareWidget([_("0: not begun"), _("100: all the way")]),
    )
    words = forms.CharField(
        label=_("What moved, or what is in the way"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, data: Any = None, *, reached: int | None = None) -> None:
        """Begin with how far it was last."""
        super().__init__(data, auto_id="id_progress_%s", initial={"reached": reached})


class CommentForm(forms.Form):
    """Something to say to a goal."""

    words = forms.CharField(
        label=_("Your comment"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None) -> None:
        """Keep its field's id apart from that of the other forms on the page."""
        super().__init__(data, auto_id="id_comment_%s")


class EndRatingForm(forms.Form):
    """Where somebody stands now that a goal is reached."""

    rating = forms.TypedChoiceField(
        label=_("Where are you now?"),
        choices=RATINGS,
        coerce=int,
        widget=ScaleWidget([AT_THE_START, AT_THE_END]),
    )

    def __init__(self, data: Any = None, *, rating: int | None = None) -> None:
        """Begin with what was said before."""
        super().__init__(data, auto_id="id_end_%s", initial={"rating": rating})


def filled_from(example: Example) -> dict[str, Any]:
    """Return what a form begins with that was opened from an example."""
    steps: Iterable[str] = map(str, example.steps)
    first, second = steps
    return {
        "title": str(example.title),
        "theme": example.theme,
        "measure": str(example.measure),
        "first_step": first,
        "second_step": second,
    }


def _not_passed(day: Any, before: Any) -> Any:
    """Return the day, or refuse one that has passed and is not the one from before."""
    if day is not None and day != before and day < timezone.localdate():
        raise ValidationError(__("This day has passed. Choose one that is still to come."))
    return day
