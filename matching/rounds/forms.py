"""Setting up a round, its rules in sentences, seats, and mentors who share a ceiling."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matching.models import MatchingRule, MentorGroup, Round
from matching.models.round import MOST_SEATS
from matching.rounds.enums import DraftMode, MatchingWay, RuleStrength, RuleTest, WhoWishes
from matching.rounds.fields import Field
from matching.rounds.offers import WEIGHTS, Offer
from matching.rounds.wording import LEVELS
from programmes.enums import ParticipantRole
from programmes.forms.days import DayField
from programmes.forms.meanwhile import seen_field
from programmes.models import Participant

MOST_STEPS = 20
STEP_LENGTH = 160
FEWEST_STEPS = 2
USUAL_WEIGHT = 5
WEEK_HOURS = Decimal(40)

MODE_MEANS = {
    DraftMode.PARTICIPATION: _("As many people as possible get somebody; then the best fit."),
    DraftMode.QUALITY: _("The highest fit in all, even if somebody stays without a partner."),
    DraftMode.LEXIMIN: _(
        "As many as possible get somebody; then the weakest pair is made as good as it can be, "
        "then the next weakest, and so on."
    ),
    DraftMode.MAXMIN: _("The weakest pair is made as good as it can be; then the best fit in all."),
    DraftMode.RANK_MAXIMAL: _("As many first wishes as possible, then second wishes, and so on."),
    DraftMode.STABLE: _(
        "Nobody is left with a partner while they and somebody else would rather have each other."
    ),
}
WAY_MEANS = {
    MatchingWay.DRAFT: _("You draw up drafts, look at them and send them to their people."),
    MatchingWay.ASKING: _("Mentees browse suitable mentors and ask; mentors say yes or no."),
}


def explained(choices: Any, means: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return choices with what each means."""
    return [(value, f"{label}. {means[value]}") for value, label in choices]


class RoundForm(forms.ModelForm[Round]):
    """How a round is set up as a whole."""

    seen = seen_field()
    mode = forms.ChoiceField(label=_("What comes first"), widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("Who finds the pairs"), widget=forms.RadioSelect)
    ceiling = forms.IntegerField(
        label=_("Mentees of one mentor at most"),
        help_text=_("A mentor may say that they want fewer. You can give somebody more."),
        min_value=1,
        max_value=50,
    )
    mentors_each = forms.IntegerField(
        label=_("Mentors of one mentee at most"),
        help_text=_("Everybody gets one before anybody gets a second."),
        min_value=1,
        max_value=10,
    )
    answer_days = forms.IntegerField(
        label=_("Days to answer a proposal"), min_value=1, max_value=60
    )
    who_wishes = forms.ChoiceField(
        label=_("Who says whom they would like"), choices=WhoWishes.choices
    )
    most_wishes = forms.IntegerField(
        label=_("Wishes of one person at most"), min_value=1, max_value=50
    )
    wishes_until = DayField(label=_("Wishes are open until"), required=False)

    class Meta:
        """In the order in which they are decided."""

        model = Round
        fields = (
            "mode",
            "ceiling",
            "mentors_each",
            "answer_days",
            "way",
            "who_wishes",
            "most_wishes",
            "wishes_until",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say of each choice what it means."""
        super().__init__(*args, **kwargs)
        choices = {
            "mode": explained(DraftMode.choices, MODE_MEANS),
            "way": explained(MatchingWay.choices, WAY_MEANS),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """Refuse to put wishes first where nobody is asked for any."""
        cleaned = super().clean() or {}
        wishing = {DraftMode.RANK_MAXIMAL: (WhoWishes.MENTEES, WhoWishes.BOTH)}
        wanted = wishing.get(DraftMode(cleaned["mode"])) if cleaned.get("mode") else None
        if wanted and cleaned.get("who_wishes") not in wanted:
            words = _now("First wishes can only come first where mentees say whom they would like.")
            self.add_error("mode", words)
        return cleaned


class RuleForm(forms.Form):
    """One sentence: who must, must not or should be matched with whom."""

    seen = seen_field()

    def __init__(
        self,
        *args: Any,
        offer: Offer,
        fields: Mapping[str, Sequence[Field]],
        **kwargs: Any,
    ) -> None:
        """Offer the strengths, fields and numbers that fit what the rule looks at."""
        super().__init__(*args, **kwargs)
        self.offer = offer
        # Whether there is nothing on one side that could be compared so.
        self.lacks_fields = bool(offer.kinds) and any(
            not offer.fields_that_fit(fields[role]) for role in ParticipantRole.values
        )
        if len(offer.strengths) > 1:
            self.fields["strength"] = forms.ChoiceField(
                label=_("How strictly"),
                choices=[(each.value, each.label) for each in offer.strengths],
            )
        if offer.kinds:
            for role in (ParticipantRole.MENTEE, ParticipantRole.MENTOR):
                self.fields[f"{role}_field"] = _field_choice(offer, role, fields[role])
        for name in offer.numbers:
            self.fields[name] = NUMBERS[offer.test, name]()
        if RuleStrength.SHOULD in offer.strengths:
            self.fields["weight"] = forms.TypedChoiceField(
                label=_("How much it weighs"),
                help_text=_("For “should” only.") if len(offer.strengths) > 1 else "",
                choices=list(enumerate(WEIGHTS, start=1)),
                coerce=int,
                initial=USUAL_WEIGHT,
            )

    def clean(self) -> dict[str, Any]:
        """Hold steps together: two at least, and from not above to."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if self.offer.test == RuleTest.GAP and low is not None and high is not None and high < low:
            self.add_error("high", _now("This is less than where the steps begin."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return what the rule says, as it is stored."""
        typed = self.cleaned_data
        strength = typed.get("strength") or self.offer.strengths[0].value
        is_should = strength == RuleStrength.SHOULD
        low = typed.get("low", 0)
        return {
            "strength": strength,
            "test": self.offer.test.value,
            "weight": typed["weight"] if is_should else 0,
            "mentee_field": typed.get("mentee_field", ""),
            "mentor_field": typed.get("mentor_field", ""),
            "at_least": typed.get("at_least", Decimal(1)),
            "most": typed.get("most", Decimal(0)),
            "low": low,
            "high": typed.get("high", low),
            "order": typed.get("order", []),
        }


class StepsField(forms.CharField):
    """Steps from the lowest to the highest, one on each line."""

    def __init__(self) -> None:
        """Show a few lines."""
        super().__init__(
            label=_("The steps, the lowest first"),
            help_text=_("One on each line. Left empty, those that occur are filled in for you."),
            widget=forms.Textarea(attrs={"rows": 6}),
            required=False,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show one on each line."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the steps; raises ValidationError for one alone, twice, too long or too many."""
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        steps = [line for line in lines if line]
        folded = {step.casefold() for step in steps}
        if len(folded) < len(steps):
            raise forms.ValidationError(_now("A step stands here twice."))
        if len(steps) == 1:
            raise forms.ValidationError(_now("One step alone is nothing to compare."))
        if len(steps) > MOST_STEPS or any(len(step) > STEP_LENGTH for step in steps):
            raise forms.ValidationError(
                _now("Write %(most)d short steps at most.") % {"most": MOST_STEPS}
            )
        return steps


def _field_choice(offer: Offer, role: str, fields: Sequence[Field]) -> forms.ChoiceField:
    """Return the choice of what is compared of one side."""
    fitting = [(field.key, field.label) for field in offer.fields_that_fit(fields)]
    label = _("Of the mentee") if role == ParticipantRole.MENTEE else _("Of the mentor")
    return forms.ChoiceField(label=label, choices=fitting)


def _steps(label: Any) -> forms.IntegerField:
    """Return a number of steps."""
    return forms.IntegerField(label=label, min_value=-MOST_STEPS, max_value=MOST_STEPS, initial=1)


NUMBERS: dict[tuple[RuleTest, str], Any] = {
    (RuleTest.IN_COMMON, "at_least"): lambda: forms.IntegerField(
        label=_("At least so many"), min_value=1, max_value=20, initial=2
    ),
    (RuleTest.AVAILABILITY, "at_least"): lambda: forms.DecimalField(
        label=_("Hours a week at least"),
        min_value=Decimal("0.5"),
        max_value=WEEK_HOURS,
        decimal_places=1,
        initial=Decimal(1),
    ),
    (RuleTest.TIME_ZONE, "most"): lambda: forms.DecimalField(
        label=_("Hours apart at most"),
        min_value=Decimal(0),
        max_value=Decimal(12),
        decimal_places=1,
        initial=Decimal(3),
    ),
    (RuleTest.LANGUAGE, "low"): lambda: forms.TypedChoiceField(
        label=_("How well both speak it"),
        choices=list(enumerate(LEVELS, start=1)),
        coerce=int,
        initial=4,
    ),
    (RuleTest.GAP, "low"): lambda: _steps(_("Steps above, from")),
    (RuleTest.GAP, "high"): lambda: _steps(_("Steps above, to")),
    (RuleTest.GAP, "order"): StepsField,
}


class SeatsForm(forms.Form):
    """How many mentees a mentor may have, whatever else was said; empty takes that back."""

    seats = forms.IntegerField(
        label=_("Mentees at most"), min_value=0, max_value=MOST_SEATS, required=False
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MembersField(forms.ModelMultipleChoiceField[Participant]):
    """Some mentors, by name."""

    def label_from_instance(self, obj: Participant) -> str:
        """Return the name."""
        return obj.person.name


class GroupForm(forms.ModelForm[MentorGroup]):
    """Mentors who share a ceiling."""

    seen = seen_field()
    name = forms.CharField(
        label=_("What they are called together"),
        help_text=_("A department that releases four people’s time at most, say."),
        max_length=120,
    )
    ceiling = forms.IntegerField(
        label=_("Mentees of all of them at most"), min_value=0, max_value=MOST_SEATS
    )
    members = MembersField(
        queryset=Participant.objects.none(),
        label=_("Mentors"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one mentor.")},
    )

    class Meta:
        """In the order of reading."""

        model = MentorGroup
        fields = ("name", "ceiling")

    def __init__(self, *args: Any, mentors: Any, **kwargs: Any) -> None:
        """Offer the mentors of the round's cohort."""
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = mentors


def initial_of(rule: MatchingRule) -> dict[str, Any]:
    """Return what a form about a stored rule begins with."""
    at_least: Any = rule.at_least
    if rule.test == RuleTest.IN_COMMON:
        at_least = int(rule.at_least)
    return {
        # What should be rules nobody out while its sentence is still being written.
        "strength": rule.strength or RuleStrength.SHOULD,
        "weight": rule.weight or USUAL_WEIGHT,
        "mentee_field": rule.mentee_field,
        "mentor_field": rule.mentor_field,
        "at_least": at_least,
        "most": rule.most,
        "low": rule.low,
        "high": rule.high,
        "order": list(rule.order),
    }
