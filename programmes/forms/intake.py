"""Nominations, endorsements, rules for taking part, and the waiting list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.actions.endorsements import EndorsementAnswer
from programmes.enums import ParticipantRole
from programmes.forms.meanwhile import seen_field
from programmes.intake.enums import (
    NUMBER_FACTS,
    NUMBER_TESTS,
    EndorsementState,
    NominatorKind,
)
from programmes.models import EligibilityRule, IntakePolicy
from programmes.models.intake import HIGHEST_PRIORITY, LOWEST_PRIORITY

MOST_HOURS = 99
MOST_DAYS = 90
MOST_NUMBER = 600
WORD_LENGTH = 120


def _area(rows: int) -> forms.Textarea:
    """Return a text of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class NominationForm(forms.Form):
    """Who is put forward, for what, by whom as what, and why."""

    role = forms.ChoiceField(label=_("Nominated as"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Their name"), max_length=150)
    email = forms.EmailField(label=_("Their e-mail"), help_text=_("We write to them there."))
    kind = forms.ChoiceField(
        label=_("You are their"), choices=NominatorKind.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why them?"),
        help_text=_("They read it, word for word."),
        max_length=1000,
        widget=_area(4),
    )

    def __init__(self, *args: Any, roles: Sequence[ParticipantRole], **kwargs: Any) -> None:
        """Offer the roles for which people can be nominated; one alone needs no choice."""
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(role.value, role.label) for role in roles]
        if len(roles) == 1:
            field.initial = roles[0].value
            field.widget = forms.HiddenInput()


class NotedNominationForm(NominationForm):
    """A nomination that a coordinator writes down for somebody."""

    field_order = ("role", "name", "email", "nominator_name", "nominator_email", "kind", "reason")

    nominator_name = forms.CharField(label=_("Nominated by"), max_length=150)
    nominator_email = forms.EmailField(
        label=_("E-mail of whoever nominates them"),
        help_text=_("They are told what the nominee answers."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Speak of somebody else."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("Who is the nominee’s")

    def clean(self) -> dict[str, Any]:
        """Refuse somebody who would nominate themselves."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        nominee, nominator = cleaned.get("email", ""), cleaned.get("nominator_email", "")
        if nominee and nominee.lower() == nominator.lower():
            self.add_error("nominator_email", _("Nobody nominates themselves."))
        return cleaned


class NominationAnswerForm(forms.Form):
    """A word of the nominee, where they want to add one."""

    words = forms.CharField(
        label=_("A word to them"),
        help_text=_("Whoever nominated you reads it, and so do the coordinators."),
        max_length=500,
        required=False,
        widget=_area(3),
    )


class EndorserForm(forms.Form):
    """Who is somebody's line manager."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("They get a link there, and need no account.")
    )


class EndorsementForm(forms.Form):
    """What a line manager answers."""

    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[
            (EndorsementState.ENDORSED, _("I endorse it: the time is released")),
            (EndorsementState.CONDITIONAL, _("I endorse it, with conditions")),
            (EndorsementState.NOT_NOW, _("Not now")),
        ],
        error_messages={"required": _("Please choose one of the three.")},
        widget=forms.RadioSelect,
    )
    hours_a_month = forms.DecimalField(
        label=_("Hours a month you can release"),
        help_text=_("Only where it is another number than what is asked."),
        min_value=Decimal("0.5"),
        max_value=MOST_HOURS,
        max_digits=4,
        decimal_places=1,
        required=False,
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_(
            "Your conditions, or why not now. The applicant and the coordinators read them."
        ),
        max_length=1000,
        required=False,
        widget=_area(4),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words with conditions and refusals; other hours are a condition."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        answer = cleaned.get("answer")
        if answer == EndorsementState.CONDITIONAL and not cleaned.get("words"):
            self.add_error("words", _("Please say in a sentence what your conditions are."))
        if answer == EndorsementState.NOT_NOW and not cleaned.get("words"):
            self.add_error("words", _("Please say in a sentence why not now."))
        if answer == EndorsementState.ENDORSED and cleaned.get("hours_a_month"):
            self.add_error(
                "hours_a_month",
                _("Other hours are a condition: please choose “with conditions” above."),
            )
        return cleaned

    def said(self) -> EndorsementAnswer:
        """Return the answer."""
        state = EndorsementState(self.cleaned_data["answer"])
        is_conditional = state == EndorsementState.CONDITIONAL
        hours = self.cleaned_data["hours_a_month"] if is_conditional else None
        return EndorsementAnswer(state, hours, self.cleaned_data["words"])


class ConfirmForm(forms.Form):
    """A mentee's yes to the hours they were shown."""

    agrees = forms.BooleanField(
        label=_("I can give this time, and I will keep to these promises"),
        error_messages={"required": _("Please tick it, if it is true.")},
    )
    hours = forms.DecimalField(max_digits=4, decimal_places=1, widget=forms.HiddenInput)


class EligibilityRuleForm(forms.ModelForm[EligibilityRule]):
    """One condition for taking part; the write is an action's."""

    values = forms.CharField(
        label=_("Words"),
        help_text=_("For words: one a line, such as “Finance”. Capitals do not matter."),
        required=False,
        widget=_area(3),
    )
    number = forms.IntegerField(
        label=_("Number"),
        help_text=_("For months and earlier cohorts."),
        min_value=0,
        max_value=MOST_NUMBER,
        required=False,
    )

    field_order = ("fact", "test", "values", "number", "is_must")

    class Meta:
        """What is looked at, how, and how strictly."""

        model = EligibilityRule
        fields = ("fact", "test", "number", "is_must")
        labels = {
            "fact": _("What is looked at?"),
            "test": _("How?"),
            "is_must": _("Nobody may apply without it"),
        }
        help_texts = {
            "is_must": _(
                "Otherwise the coordinators are only told. What is not known bars nobody."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the words of the rule."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("values", "\n".join(self.instance.words))

    def clean(self) -> dict[str, Any]:
        """Let words be compared with words and numbers with numbers."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        fact, test = cleaned.get("fact"), cleaned.get("test")
        if not fact or not test:
            return cleaned
        is_number = fact in NUMBER_FACTS
        if is_number != (test in NUMBER_TESTS):
            self.add_error(
                "test",
                _("A number is at least or at most something.")
                if is_number
                else _("Words are one of a list, or none of it."),
            )
        lines = (line.strip() for line in cleaned.get("values", "").splitlines())
        cleaned["words"] = [] if is_number else list(dict.fromkeys(filter(None, lines)))
        if is_number and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Please say which number."))
        if not is_number:
            cleaned["number"] = None
            self._check_words(cleaned["words"])
        return cleaned

    def _check_words(self, words: list[str]) -> None:
        """Ask for a word, and refuse one that is too long to be stored."""
        if not words:
            self.add_error("values", _("Please write at least one word."))
        if any(len(word) > WORD_LENGTH for word in words):
            self.add_error("values", _("Please write one word or name on each line."))

    def _post_clean(self) -> None:
        """Leave the instance alone: what is stored is the action's, and the database checks it."""

    def rule_values(self) -> dict[str, Any]:
        """Return what the action stores."""
        names = ("fact", "test", "words", "number", "is_must")
        return {name: self.cleaned_data[name] for name in names}


class IntakePolicyForm(forms.ModelForm[IntakePolicy]):
    """How mentees come into a programme."""

    endorsement_days = forms.IntegerField(
        label=_("Days a line manager has to answer"),
        help_text=_("They are reminded after 5 and after 10 days. Then you hear of it."),
        min_value=1,
        max_value=MOST_DAYS,
    )

    seen = seen_field()

    class Meta:
        """All of it, in the order in which mentees meet it."""

        model = IntakePolicy
        fields = ("commitments", "endorsement_days", "promotion_rule", "priority_words")
        labels = {"commitments": _("What else is asked of mentees")}
        help_texts = {
            "commitments": _(
                "One promise a line. Mentees confirm them along with what is usual, and the hours."
            ),
            "priority_words": _(
                "Everybody on the waiting list can read it, such as "
                "“Who was on the list of the last cohort comes first”."
            ),
        }
        widgets = {
            "commitments": _area(4),
            "promotion_rule": forms.RadioSelect,
            "priority_words": _area(3),
        }


class PriorityForm(forms.Form):
    """How urgent somebody's place is, and why."""

    priority = forms.TypedChoiceField(
        label=_("Priority"), coerce=int, widget=forms.RadioSelect, choices=[]
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Kept on the list; coordinators can read it."),
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the five priorities in words."""
        super().__init__(*args, **kwargs)
        words = (_("first of all"), _("early"), _("the usual"), _("later"), _("last of all"))
        numbers = range(HIGHEST_PRIORITY, LOWEST_PRIORITY + 1)
        field = self.fields["priority"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [
            (number, f"{number}: {word}") for number, word in zip(numbers, words, strict=True)
        ]


class PromoteForm(forms.Form):
    """Why somebody gets a place before whose turn it is."""

    reason = forms.CharField(
        label=_("Why out of turn?"),
        help_text=_("It is recorded, and stands on the list."),
        max_length=300,
        widget=_area(3),
        error_messages={
            "required": _("It is somebody else’s turn: please say why it goes to them.")
        },
    )


class ListFilterForm(forms.Form):
    """Which rows of a list are shown."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[])

    def __init__(self, *args: Any, states: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        """Offer the states."""
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", _("All")), *states]
