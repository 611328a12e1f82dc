"""What coordinators type in about drafts: how to run one, what to show of it, and why."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.drafts.queries import seats_of
from matching.models import Draft
from matching.rounds.enums import DraftMode
from matching.rounds.forms import MODE_MEANS, explained

BY_NAME, WEAKEST, BEST = "", "weakest", "best"
EVERYTHING, BY_HAND, PINNED, AGAINST, WEAK = "", "by_hand", "pinned", "against", "weak"


def _modes() -> list[tuple[str, Any]]:
    """Return what can come first, each with what it means."""
    return explained(DraftMode.choices, MODE_MEANS)


class RunForm(forms.Form):
    """What comes first in a run."""

    mode = forms.ChoiceField(
        label=_("What comes first?"),
        choices=_modes,
        widget=forms.RadioSelect,
    )
    # The id that the draft will have, so that a second press finds what the first one made.
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class NameForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """What a draft is called."""

    class Meta:
        """The name alone."""

        model = Draft
        fields = ("name",)
        labels = {"name": _("Name of this draft")}


class PairFilter(forms.Form):
    """Which pairs are shown, and in what order."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=(
            (EVERYTHING, _("All pairs")),
            (WEAK, _("Weak pairs")),
            (BY_HAND, _("Placed by hand")),
            (PINNED, _("Pinned")),
            (AGAINST, _("Against a rule")),
        ),
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=(
            (BY_NAME, _("By mentee’s name")),
            (WEAKEST, _("Weakest fit first")),
            (BEST, _("Best fit first")),
        ),
    )

    def chosen(self) -> dict[str, str]:
        """Return what was chosen; what makes no sense counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class SearchForm(forms.Form):
    """A name to look for."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def wanted(self) -> str:
        """Return the name, without what no name has."""
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).replace("\x00", "")


class SeenForm(forms.Form):
    """The version of the draft that somebody saw when they pressed a button."""

    seen_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def seen(self) -> int:
        """Return the version; 0, which is older than any, where it makes no sense."""
        self.is_valid()
        return int(self.cleaned_data.get("seen_version") or 0)


class ChangeForm(SeenForm):
    """A change that may be explained."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Your team reads it in the history of this draft."),
        max_length=300,
        required=False,
        strip=True,
    )


class PlaceForm(SeenForm):
    """Whom a mentee is to be with; a reason where a rule is against it."""

    reason = forms.CharField(
        label=_("Why do it all the same?"),
        help_text=_("It stands beside the pair and in the history, for your team."),
        max_length=300,
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        """Ask for a reason only where something is against it."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asks_reason
        if not asks_reason:
            self.fields["reason"].widget = forms.HiddenInput()
            self.fields["reason"].help_text = ""


def id_in(text: str | None) -> UUID | None:
    """Return the id in what came with an address; None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class OtherMentorForm(forms.Form):
    """A mentor to ask about."""

    mentor = forms.ChoiceField(label=_("Why not …"))

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        """Offer the mentors of a draft, by name; one query."""
        super().__init__(*args, **kwargs)
        rows = seats_of(draft).values_list("mentor_id", "mentor__person__name")
        field = self.fields["mentor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(pk), name) for pk, name in rows]
