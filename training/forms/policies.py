"""What a programme asks of a role: every rule, with a sentence on each."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from training.currency import Policy
from training.enums import Renewal
from training.policies import fingerprint_of

MOST_HOURS, MOST_COUNT, MOST_MONTHS, MOST_DAYS, LAST_DAY = 999, 99, 240, 730, 28


def hours(label: Any, help_text: Any, **also: Any) -> forms.DecimalField:
    """Return a field for hours; empty says that nothing is asked for, or that there is no cap."""
    given = {"min_value": 0, "max_value": MOST_HOURS, "decimal_places": 1, "required": False}
    return forms.DecimalField(label=label, help_text=help_text, **(given | also))


def count(label: Any, help_text: Any, most: int) -> forms.IntegerField:
    """Return a field for a number from 1; empty says that nothing of the kind is asked for."""
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=1, max_value=most, required=False
    )


def days(label: Any, help_text: Any) -> forms.IntegerField:
    """Return a field for days."""
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=MOST_DAYS)


class PolicyForm(forms.Form):
    """The rules of a policy; what contradicts itself is said next to the field."""

    initial_hours = hours(
        _("Hours of initial training"), _("With 0, nobody needs any training."), required=True
    )
    prior_learning_cap = hours(
        _("Of it learnt before, at most"), _("Hours credited above it do not count. Empty: any.")
    )
    initial_cap = hours(_("Initial hours that count at most"), _("Empty: any number."))
    refresher_hours = hours(
        _("Hours of refreshers"), _("Any one of these three is enough. Empty: no way of its own.")
    )
    counted_gatherings = count(_("Or so many gatherings"), _("However long they were."), MOST_COUNT)
    counted_refreshers = count(_("Or so many refreshers"), _("However long they were."), MOST_COUNT)
    refresher_cap = hours(
        _("Refresher hours that count at most"), _("In each period. Empty: any number.")
    )
    period_months = forms.IntegerField(
        label=_("Length of a period in months"),
        help_text=_("In so many months it is to be refreshed."),
        min_value=1,
        max_value=MOST_MONTHS,
    )
    is_repeated = forms.BooleanField(
        label=_("Asked for again in every period"),
        help_text=_("Without it, refreshing once is enough for good."),
        required=False,
    )
    renewal = forms.ChoiceField(
        label=_("The next period runs"),
        help_text=_("From the anniversary, renewing early loses no days."),
        choices=Renewal.choices,
        widget=forms.RadioSelect,
    )
    anchor_month = forms.TypedChoiceField(
        label=_("For everybody from: month"),
        help_text=_("Only from an anniversary; empty: each person’s own."),
        choices=[("", "–"), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    anchor_day = count(_("Day of that month"), _("From 1 to 28."), LAST_DAY)
    activity_mentees = count(
        _("So many mentees"), _("Different people. Empty: practice is not asked for."), MOST_COUNT
    )
    activity_months = count(
        _("In so many months"), _("First asked for so long after the training."), MOST_MONTHS
    )
    review_months = count(
        _("Months between reviews"), _("Empty: no review is asked for."), MOST_MONTHS
    )
    due_window_days = days(
        _("Due so many days before"), _("From then on people are reminded. They can be matched.")
    )
    grace_days = days(
        _("Days of grace"), _("So long after it ran out they can still be matched. 0: none.")
    )
    # Which rules the page showed, and which of those typed here it has shown the effect of.
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)
    previewed = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def clean(self) -> dict[str, Any]:
        """Say which rules contradict each other, next to the field that is to change."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        self.rules: Policy | None = None
        if self.errors:
            return typed
        month, day = typed["anchor_month"], typed["anchor_day"]
        if (month is None) != (day is None):
            self.add_error("anchor_day", _("A fixed day needs both a month and a day."))
            return typed
        anchor = (month, day) if month is not None else None
        given = {field.name: typed[field.name] for field in fields(Policy) if field.name in typed}
        try:
            self.rules = Policy(anchor=anchor, **given)
        except ValueError as error:
            self.add_error(*_contradiction(str(error)))
        return typed

    @property
    def is_previewed(self) -> bool:
        """Tell whether the page has shown what exactly these rules would change."""
        if self.rules is None:
            return False
        return bool(self.cleaned_data["previewed"] == fingerprint_of(self.rules))

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields by what they are about."""
        return [(legend, [self[name] for name in names]) for legend, names in GROUPS]


GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Before the first match"), ("initial_hours", "prior_learning_cap", "initial_cap")),
    (
        _("To stay current"),
        (
            "refresher_hours",
            "counted_gatherings",
            "counted_refreshers",
            "refresher_cap",
            "period_months",
            "is_repeated",
        ),
    ),
    (_("From when periods run"), ("renewal", "anchor_month", "anchor_day")),
    (_("Practice and review"), ("activity_mentees", "activity_months", "review_months")),
    (_("Before and after it runs out"), ("due_window_days", "grace_days")),
]

# What the rules say when they contradict each other: the field to change, and words for it.
CONTRADICTIONS: dict[str, tuple[str, Any]] = {
    "A refresher has more than no hours.": (
        "refresher_hours",
        _("Leave it empty where no hours are asked for: 0 hours are no refresher."),
    ),
    "The cap on initial hours is below the hours asked for.": (
        "initial_cap",
        _("Nobody could finish: fewer hours would count than are asked for."),
    ),
    "The cap on refresher hours is below the hours asked for.": (
        "refresher_cap",
        _("A cap needs refresher hours, and at least as many as are asked for."),
    ),
    "An activity rule needs both a number of mentees and of months.": (
        "activity_months",
        _("Practice needs both: so many mentees, and in so many months."),
    ),
    "Clocks run from the initial training, so its hours must be above 0.": (
        "initial_hours",
        _("Whatever is to be refreshed runs from the initial training: ask for some of it."),
    ),
    "Only anchored periods begin on a fixed day.": (
        "anchor_month",
        _("A fixed day needs periods that run from the anniversary."),
    ),
    "The due window must be shorter than the shortest period.": (
        "due_window_days",
        _("This is as long as a whole period, so nobody would ever be in date."),
    ),
}


def _contradiction(message: str) -> tuple[str | None, Any]:
    """Return the field and the words for what the rules say."""
    return CONTRADICTIONS.get(message, (None, message))
