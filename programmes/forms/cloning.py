"""What somebody types in who starts a programme from an earlier one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.actions.cloning import Decision, UndecidedError
from programmes.actions.recommendations import AlreadyDecidedError
from programmes.enums import RecommendationState
from programmes.forms.programmes import NewProgrammeForm
from programmes.models import Recommendation

CHOICES = (
    (RecommendationState.ACCEPTED, _("Accept it as it stands")),
    (RecommendationState.ADAPTED, _("Adapt it, in our own words")),
    (RecommendationState.REFUSED, _("Refuse it, and say why")),
)
WORDS_MISSING = {
    RecommendationState.ADAPTED: _("Say what you will do instead."),
    RecommendationState.REFUSED: _("Say why not; whoever recommended it will read this."),
}
UNDECIDED = _("Accept it, adapt it or refuse it.")
DID = {
    RecommendationState.ACCEPTED: _("%(name)s was quicker, and accepted “%(text)s”."),
    RecommendationState.ADAPTED: _("%(name)s was quicker, and adapted “%(text)s”."),
    RecommendationState.REFUSED: _("%(name)s was quicker, and refused “%(text)s”."),
}


class DecisionForm(forms.Form):
    """What is to become of one recommendation."""

    choice = forms.ChoiceField(
        label=_("Your decision"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": UNDECIDED},
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What you will do instead, or why not. Leave it empty to accept."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the decision needs them."""
        cleaned: dict[str, Any] = super().clean() or {}
        missing = WORDS_MISSING.get(cleaned.get("choice", ""))
        if missing and not cleaned.get("words"):
            self.add_error("words", missing)
        return cleaned


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One recommendation with its form."""

    recommendation: Recommendation
    form: DecisionForm


class CloneForm(NewProgrammeForm):
    """A new programme, and what becomes of each open recommendation of the one it starts from."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        recommendations: Sequence[Recommendation],
        **kwargs: Any,
    ) -> None:
        """Add a small form for each recommendation, named by its id so that none is mistaken."""
        super().__init__(data, **kwargs)
        self.rows = [
            DecisionRow(each, DecisionForm(data, prefix=f"decision-{each.pk}"))
            for each in recommendations
        ]

    def clean(self) -> dict[str, Any]:
        """Be as right as each decision is."""
        cleaned: dict[str, Any] = super().clean() or {}
        wrong = [row for row in self.rows if not row.form.is_valid()]
        if undecided := [row.recommendation for row in wrong if "choice" in row.form.errors]:
            self._name(undecided)
        elif wrong:
            self.add_error(None, _("One of your decisions needs words."))
        return cleaned

    def decisions(self) -> list[Decision]:
        """Return what was decided."""
        return [
            Decision(
                row.recommendation.pk,
                RecommendationState(row.form.cleaned_data["choice"]),
                row.form.cleaned_data["words"],
            )
            for row in self.rows
        ]

    def tell_undecided(self, error: UndecidedError) -> None:
        """Name what was recommended while somebody decided about the rest, and ask for it too."""
        for each in error.recommendations:
            self.rows.append(DecisionRow(each, DecisionForm(prefix=f"decision-{each.pk}")))
        self._name(error.recommendations)

    def tell_decided(self, error: AlreadyDecidedError) -> None:
        """Say who was quicker, and ask for it no more."""
        decided = error.recommendation
        self.rows = [row for row in self.rows if row.recommendation.pk != decided.pk]
        facts = {"name": decided.decided_by and decided.decided_by.name, "text": decided.text}
        self.add_error(None, DID[RecommendationState(decided.state)] % facts)

    def _name(self, undecided: Sequence[Recommendation]) -> None:
        """Say what still needs a decision."""
        names = ", ".join(f"“{each.text}”" for each in undecided)
        self.add_error(None, _now("Please decide first about %(names)s.") % {"names": names})
