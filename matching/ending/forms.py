"""What people type in around rests and endings."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matching.actions.closing import Words
from matching.goals.wording import AT_THE_END, AT_THE_START
from matching.models import ClosingWord, Goal
from matching.models.goal import HIGHEST, LOWEST
from programmes.forms.applying import ScaleWidget
from programmes.forms.days import DayField
from training.agenda.enums import RaisedCategory

LONGEST_REST = timedelta(days=400)
CATEGORIES = [("", _("I would rather not say")), *RaisedCategory.choices]


class KindEndForm(forms.Form):
    """What a coordinator adds when a match ends before its time."""

    own_words = forms.CharField(
        label=_("A sentence of your own"),
        help_text=_("It stands in every mail, as you type it. No reasons, and nobody’s fault."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
    )
    category = forms.ChoiceField(
        label=_("What it was about"),
        help_text=_("Only counted, to plan refreshers by; it stands nowhere beside a name."),
        choices=CATEGORIES,
        required=False,
    )


class EndForm(KindEndForm):
    """Why a match ends before its time, and a sentence of one's own for its people."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Only coordinators read it."),
        max_length=200,
        required=False,
    )
    was_hard = forms.BooleanField(
        label=_("It was hard on the mentor: somebody of the team should get in touch"),
        required=False,
    )


class RestForm(forms.Form):
    """Until when a match rests, and why."""

    until = DayField(
        label=_("Last day of the pause"),
        help_text=_("After it the match goes on by itself. Without a day you let it go on."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Only coordinators read it."),
        max_length=200,
        required=False,
    )
    cancels_meetings = forms.BooleanField(
        label=_("Cancel the meetings planned in that time"),
        help_text=_("Otherwise they stay in everybody’s calendar."),
        required=False,
    )

    def clean_until(self) -> date | None:
        """Refuse a day that is over, or very far away."""
        return _last_day(self.cleaned_data["until"], since=timezone.localdate())


class AwayForm(forms.Form):
    """From when until when somebody is away."""

    starts_on = DayField(label=_("Away from"))
    ends_on = DayField(
        label=_("Last day away"),
        help_text=_("Leave it empty when you do not know yet."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("You need not give one. Only coordinators read it."),
        max_length=200,
        required=False,
    )
    cancels_meetings = forms.BooleanField(
        label=_("Cancel my meetings in that time"),
        help_text=_("Otherwise they stay planned."),
        required=False,
    )

    def clean_starts_on(self) -> date:
        """Refuse a day that is over: what is noted later changes what was told."""
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_now("That day is over. Choose today, or a day to come."))
        if day > timezone.localdate() + LONGEST_REST:
            raise forms.ValidationError(_now("That is more than a year away."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "starts_on" in cleaned and "ends_on" in cleaned:
            try:
                _last_day(cleaned["ends_on"], since=cleaned["starts_on"])
            except forms.ValidationError as error:
                self.add_error("ends_on", error)
        return cleaned


class RematchWishForm(forms.Form):
    """A wish that needs no reason."""

    words = forms.CharField(
        label=_("A few words for the coordinators"),
        help_text=_("You need not say anything. Nobody but the coordinators reads them."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )


class RematchForm(KindEndForm):
    """What a coordinator adds when a mentee meets somebody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say whose mails the sentence stands in."""
        super().__init__(*args, **kwargs)
        self.fields["own_words"].help_text = _now(
            "For the mentee and for whom the match ends; the new mentor does not get it."
        )


class ClosingForm(forms.Form):
    """Looking back: goals, what one takes along, thanks, and what comes next."""

    gained = forms.CharField(
        label=_("What I take along"),
        help_text=_("For you alone: nobody else reads it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    thanks = forms.CharField(
        label=_("Thank you"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    keeps_in_touch = forms.BooleanField(label=_("I would like to keep in touch"), required=False)
    would_mentor = forms.BooleanField(
        label=_("I would like to become a mentor myself"),
        help_text=_("The team of the programme tells you how, once you have finished."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        word: ClosingWord | None,
        others: str,
        goals: Sequence[Goal],
        is_mentee: bool,
        **kwargs: Any,
    ) -> None:
        """Ask for one rating for each of one's open goals; mentees are asked about mentoring."""
        kept = {"gained", "thanks", "keeps_in_touch", "would_mentor"}
        initial = {name: getattr(word, name) for name in kept} if word else {}
        initial |= {_field_of(goal): goal.end_rating for goal in goals}
        super().__init__(*args, **kwargs)
        self.initial = initial
        self._goals = list(goals)
        words = {"names": others}
        self.fields["thanks"].help_text = _now("For %(names)s, once you have finished.") % words
        self.fields["keeps_in_touch"].help_text = (
            _now("%(names)s will read so. Without a tick nothing is said.") % words
        )
        if not is_mentee:
            del self.fields["would_mentor"]
        for goal in goals:
            self.fields[_field_of(goal)] = forms.TypedChoiceField(
                label=goal.title,
                help_text=_now("You began at %(n)d.") % {"n": goal.start_rating},
                choices=[(n, str(n)) for n in range(LOWEST, HIGHEST + 1)],
                coerce=int,
                widget=ScaleWidget([AT_THE_START, AT_THE_END]),
                required=False,
                empty_value=None,
            )

    @property
    def ratings(self) -> list[forms.BoundField]:
        """Return the fields of the goals."""
        return [self[_field_of(goal)] for goal in self._goals]

    @property
    def words(self) -> Words:
        """Return what was said; of a valid form."""
        said = self.cleaned_data
        return Words(
            gained=said["gained"],
            thanks=said["thanks"],
            keeps_in_touch=said["keeps_in_touch"],
            would_mentor=said.get("would_mentor", False),
            ratings={
                goal.pk: said[_field_of(goal)]
                for goal in self._goals
                if said.get(_field_of(goal)) is not None
            },
        )


def _field_of(goal: Goal) -> str:
    """Return the name of a goal's field."""
    return f"goal-{goal.pk}"


def _last_day(day: date | None, *, since: date) -> date | None:
    """Return a last day; raises ValidationError before the first, or more than a year later."""
    if day is None:
        return None
    if day < since:
        raise forms.ValidationError(_now("The last day lies before the first."))
    if day > since + LONGEST_REST:
        raise forms.ValidationError(_now("That is more than a year away."))
    return day
