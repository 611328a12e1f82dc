"""What a panel and coordinators say of an application, and what the applicant asks."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from programmes.actions.decisions import Words
from programmes.enums import ParticipantRole
from programmes.models import Application, Cohort, Criterion, Decision, Programme
from programmes.selection.boundaries import Lines
from programmes.selection.by_score import ScoreWish
from programmes.selection.enums import AppealKind, DecisionReason, Outcome
from programmes.selection.obstacles import ANSWERS_ESSENTIALS, outcomes_for
from programmes.selection.standings import Standing, needs_panel


def _area(rows: int = 4) -> forms.Textarea:
    """Return a text of several lines."""
    return forms.Textarea(attrs={"rows": rows})


def one_line_end(text: str) -> str:
    """Return the text with one kind of line end, whichever form it travelled in."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class ResolutionForm(forms.Form):
    """What settled a disagreement."""

    note = forms.CharField(
        label=_("What settled it"),
        help_text=_("For the panel. The applicant never reads it."),
        max_length=1000,
        widget=_area(2),
    )


class DecisionForm(forms.Form):
    """One decision, and what is said beside it."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    development_keys = forms.MultipleChoiceField(
        label=_("What to work on first"),
        help_text=_("Only where you offer development first. The letter names it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *DecisionReason.choices],
        help_text=_("Only coordinators read this."),
        error_messages={"required": _("Choose a reason.")},
    )
    essentials_answer = forms.CharField(
        label=_("What is essential and not met: how do you see it?"),
        help_text=_("Only coordinators read this. To accept or decline, it has to be answered."),
        max_length=1000,
        widget=_area(),
        required=False,
    )
    without_reviews = forms.CharField(
        label=_("Why it is decided without reviews"),
        help_text=_("Only coordinators read this. It is kept with the decision."),
        max_length=300,
        required=False,
    )
    feedback = forms.CharField(
        label=_("Feedback: the applicant reads this"),
        help_text=_("On their own page, below the decision. It is not part of the mail."),
        max_length=3000,
        widget=_area(5),
        required=False,
    )
    private_note = forms.CharField(
        label=_("Note: only coordinators read this"),
        help_text=_("The applicant never sees it."),
        max_length=2000,
        widget=_area(3),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        application: Application,
        standing: Standing,
        decision: Decision | None,
        criteria: list[Criterion],
        **kwargs: Any,
    ) -> None:
        """Ask only what this application needs, beginning with what is staged."""
        kwargs["initial"] = _initial(decision)
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.needs_why = application.role == ParticipantRole.MENTOR and not needs_panel(
            application, standing
        )
        outcomes = outcomes_for(application)
        _choices(self.fields["outcome"], [(each.value, each.label) for each in outcomes])
        named = [(str(each.key), each.name) for each in criteria]
        _choices(self.fields["development_keys"], named)
        if Outcome.DEVELOP not in outcomes or not named:
            del self.fields["development_keys"]
        if not standing.score.unmet_essentials:
            del self.fields["essentials_answer"]
        if not self.needs_why:
            del self.fields["without_reviews"]

    def clean(self) -> dict[str, Any]:
        """Ask for what this decision needs, beside the field where it belongs."""
        data: dict[str, Any] = super().clean() or {}
        outcome = data.get("outcome")
        if (
            outcome in ANSWERS_ESSENTIALS
            and "essentials_answer" in self.fields
            and not data.get("essentials_answer")
        ):
            self.add_error(
                "essentials_answer", _("Something essential is not met. Say how you see it.")
            )
        if (
            outcome == Outcome.DEVELOP
            and "development_keys" in self.fields
            and not data.get("development_keys")
        ):
            self.add_error("development_keys", _("Choose what they should work on."))
        if self.needs_why and not data.get("without_reviews"):
            self.add_error("without_reviews", _("Say why you decide without reviews."))
        return data

    def words(self) -> Words:
        """Return what is said beside the decision."""
        data = self.cleaned_data
        return Words(
            essentials_answer=one_line_end(data.get("essentials_answer", "")),
            feedback=one_line_end(data["feedback"]),
            private_note=one_line_end(data["private_note"]),
            without_reviews=data.get("without_reviews", ""),
            development_keys=tuple(uuid.UUID(key) for key in data.get("development_keys", [])),
        )

    def seen_at(self) -> datetime | None:
        """Return when the decision was staged that the form began with."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None


class LetterForm(forms.Form):
    """A letter in the coordinator's own words."""

    letter = forms.CharField(
        label=_("Letter"),
        help_text=_(
            "It begins with “Hello” and their name, and ends with the programme. "
            "What you write arrives as it stands."
        ),
        max_length=5000,
        widget=_area(14),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean_letter(self) -> str:
        """Return the letter with one kind of line end."""
        return one_line_end(self.cleaned_data["letter"])


class RankingForm(forms.Form):
    """Narrows and sorts the applications that wait for a decision."""

    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=_("All"), required=False
    )
    role = forms.ChoiceField(
        label=_("As"), choices=[("", _("All")), *ParticipantRole.choices], required=False
    )
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("", _("All who wait")),
            ("undecided", _("Nothing staged")),
            ("staged", _("Something staged")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        choices=[("", _("Score")), ("name", _("Name")), ("handed_in", _("Handed in"))],
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts of one programme."""
        super().__init__(*args, **kwargs)
        _queryset(self.fields["cohort"], programme.cohorts.newest_first())


class ScoreForm(forms.Form):
    """The lines from which, and below which, applications are decided by their score."""

    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(), label=_("Mentor applications of"), empty_label=None
    )
    accept_from = forms.IntegerField(
        label=_("Accept from a score of"), min_value=0, max_value=100, required=False
    )
    accept_reason = forms.ChoiceField(
        label=_("Reason to accept"),
        choices=DecisionReason.choices,
        initial=DecisionReason.MEETS_PROFILE,
    )
    decline_below = forms.IntegerField(
        label=_("Decline below a score of"), min_value=0, max_value=100, required=False
    )
    decline_reason = forms.ChoiceField(
        label=_("Reason to decline"),
        choices=DecisionReason.choices,
        initial=DecisionReason.EVIDENCE_THIN,
    )
    takes_near = forms.BooleanField(
        label=_("Decide those within 5 points of a line too"),
        help_text=_("Otherwise they are left for you to look at."),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts of one programme."""
        super().__init__(*args, **kwargs)
        _queryset(self.fields["cohort"], programme.cohorts.newest_first())

    def clean(self) -> dict[str, Any]:
        """Ask for a line, and for lines that do not cross."""
        data: dict[str, Any] = super().clean() or {}
        above, below = data.get("accept_from"), data.get("decline_below")
        if above is None and below is None and not self.errors:
            self.add_error("accept_from", _("Draw a line at least: accept from, or decline below."))
        if above is not None and below is not None and below > above:
            self.add_error("decline_below", _("It has to lie below the line to accept."))
        return data

    def wish(self) -> ScoreWish:
        """Return what is asked for."""
        data = self.cleaned_data
        return ScoreWish(
            cohort=data["cohort"],
            lines=Lines(data["accept_from"], data["decline_below"], data["takes_near"]),
            accept_reason=DecisionReason(data["accept_reason"]),
            decline_reason=DecisionReason(data["decline_reason"]),
        )


class LaterForm(forms.Form):
    """The later cohort into which somebody comes."""

    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=None
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts of one programme that are not closed."""
        super().__init__(*args, **kwargs)
        _queryset(self.fields["cohort"], programme.cohorts.open().newest_first())


class AskForm(forms.Form):
    """What an applicant asks after a decision."""

    kind = forms.ChoiceField(
        label=_("What would you like?"),
        choices=[
            (AppealKind.QUESTION.value, _("Ask a question")),
            (AppealKind.APPEAL.value, _("Please look at it again")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The coordinators read it and write back to you."),
        max_length=3000,
        widget=_area(5),
    )


class AnswerForm(forms.Form):
    """What a coordinator answers."""

    answer = forms.CharField(
        label=_("Your answer: the applicant reads this"),
        help_text=_("It leaves as a mail with your name, and stands on their page."),
        max_length=3000,
        widget=_area(7),
    )

    def clean_answer(self) -> str:
        """Return the answer with one kind of line end."""
        return one_line_end(self.cleaned_data["answer"])


def _initial(decision: Decision | None) -> dict[str, Any]:
    """Return what is staged, as a form shows it."""
    if decision is None:
        return {}
    names = ("outcome", "reason", "essentials_answer", "without_reviews", "feedback")
    return {
        **{name: getattr(decision, name) for name in (*names, "private_note")},
        "development_keys": [str(key) for key in decision.development_keys],
        "seen": decision.staged_at.isoformat(),
    }


def _choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    """Give a field its choices."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
    field.choices = choices


def _queryset(field: forms.Field, cohorts: Any) -> None:
    """Give a field its cohorts."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
    field.queryset = cohorts
